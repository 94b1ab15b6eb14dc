/**
 * The thread of 2021 as a timeline: each message with its point, the requests it speaks of, the rule sets it argues for,
 * who agreed and who did not. How it ended is an entry after the last message.
 *
 * @thread #0 to #37; Message-ID c87f55d6fec77a22b110d3c9611744e6b28bba46.1632305919.git.leonro@nvidia.com
 */

import type { RuleSetId } from '../../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { THREAD } from '../../../protocol/thread/position.ts';
import type { Claim, Message, ThreadRuleSetId } from '../../../protocol/thread/thread-message.ts';
import { toAddress } from '../../../protocol/words/citation.ts';
import type { Agreement } from './debate-agreement.ts';
import { findAgreements, findSided } from './debate-agreement.ts';
import { POINTS } from './debate-point.ts';

/** The weight that a side on requests adds to a claim: less than any claim. */
const TIE = 0.01;

/** What the canvas shows: these requests lit, and this rule set beside the posted one; null for the posted one alone. */
export interface DebateShow {
  readonly ruleSet: RuleSetId | null;
  readonly requests: readonly RequestPair[];
}

export interface DebateMessage {
  /** 0 is the patch, 1 to 37 are the comments. */
  readonly message: number;
  readonly author: string;
  /** ISO 8601, UTC, to the minute: `2021-09-23T10:33Z`. */
  readonly date: string;
  /** The message it answers; null for the patch. */
  readonly repliesTo: number | null;
  /** The messages that answer it, in order. */
  readonly replies: readonly number[];
  /** Where the thread can be read. */
  readonly address: string;
  /** Its point, in one sentence whose subject is the author. */
  readonly point: string;
  readonly claims: readonly Claim[];
  /** Every request that its claims are about, each once. */
  readonly requests: readonly RequestPair[];
  /** The rule set it argues for most; null if it argues for none. */
  readonly arguesFor: ThreadRuleSetId | null;
  /** Others that it also speaks for. */
  readonly alsoFor: readonly ThreadRuleSetId[];
  readonly arguesAgainst: readonly ThreadRuleSetId[];
  /** Earlier messages of others that it agrees with. */
  readonly agreesWith: readonly number[];
  /** Earlier messages of others that it disagrees with. */
  readonly disagreesWith: readonly number[];
  /** Later messages of others that agree with it. */
  readonly agreed: readonly Agreement[];
  /** Later messages of others that disagree. */
  readonly disagreed: readonly Agreement[];
}

/** The number of the entry that says how it ended: one more than the last message. */
export const ENDING = THREAD.length;

/** The rule set that the thread is about: all others are shown beside it. */
export const POSTED = 'patch-2021-09' satisfies RuleSetId;

/** The whole timeline: `DEBATE[n]` is message n. */
export const DEBATE: readonly DebateMessage[] = THREAD.map((message) => ({
  message: message.message,
  author: message.author,
  date: message.date,
  repliesTo: message.repliesTo,
  replies: THREAD.filter(({ repliesTo }) => repliesTo === message.message).map((reply) => reply.message),
  address: toAddress({ kind: 'thread', message: message.message }),
  point: POINTS[message.message] ?? '',
  claims: message.claims,
  requests: getRequests(message),
  ...getRuleSets(message),
  agreesWith: findSided(message.message, 'agrees'),
  disagreesWith: findSided(message.message, 'disagrees'),
  agreed: findAgreements(message.message, 'agrees'),
  disagreed: findAgreements(message.message, 'disagrees'),
}));

/** Message n, or undefined, as for the entry of how it ended. */
export function getDebateMessage(message: number): DebateMessage | undefined {
  return DEBATE[message];
}

/** What choosing an entry shows: its requests lit, in the posted table alone. Nothing is lit for how it ended. */
export function toShow(message: number, ruleSet: RuleSetId | null = null): DebateShow {
  return { ruleSet, requests: DEBATE[message]?.requests ?? [] };
}

/** The days of the thread, `2021-09-22` and on, with their messages. */
export function toDays(): readonly { readonly day: string; readonly messages: readonly DebateMessage[] }[] {
  const days = [...new Set(DEBATE.map(({ date }) => date.slice(0, 10)))];
  return days.map((day) => ({ day, messages: DEBATE.filter(({ date }) => date.startsWith(day)) }));
}

function getRequests({ claims }: Message): readonly RequestPair[] {
  const keys = new Set(claims.flatMap(({ requests }) => requests.map(([from, to]) => `${from}>${to}`)));
  return [...keys].map((key) => {
    const [from, to] = key.split('>').map(Number);
    return { from: from ?? 0, to: to ?? 0 };
  });
}

/** By the number of claims; where two are equal, what takes a side on requests comes first, then what is said first. */
function getRuleSets({ claims }: Message): Pick<DebateMessage, 'arguesFor' | 'alsoFor' | 'arguesAgainst'> {
  const rank = (stance: 'for' | 'against') => {
    const weights = new Map<ThreadRuleSetId, number>();
    for (const { ruleSets, stance: toRequests } of claims)
      for (const { id } of ruleSets.filter((each) => each.stance === stance))
        weights.set(id, (weights.get(id) ?? 0) + (toRequests === 'notes' ? 1 : 1 + TIE));
    return [...weights].toSorted((a, b) => b[1] - a[1]).map(([id]) => id);
  };
  const [first = null, ...others] = rank('for');
  return { arguesFor: first, alsoFor: others, arguesAgainst: rank('against') };
}
