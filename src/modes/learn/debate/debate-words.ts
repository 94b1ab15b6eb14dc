/** The words of the debate: every sentence and name that is shown or spoken. */

import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { formatRequest } from '../../../protocol/state/request-pair.ts';
import { formatDigits, formatState, V1_STATES } from '../../../protocol/state/state.ts';
import type { Stance } from '../../../protocol/thread/thread-message.ts';
import { formatDate } from '../../../protocol/words/date-words.ts';
import type { Words } from '../../../protocol/words/fill.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { DebateMessage } from './debate-message.ts';
import { DEBATE, ENDING } from './debate-message.ts';

/** The sign and the word of each stance; the sign is never alone. */
export const STANCES: Readonly<Record<Stance, { readonly sign: string; readonly word: string }>> = {
  for: { sign: '+', word: 'for' },
  against: { sign: '−', word: 'against' },
  asks: { sign: '?', word: 'asks' },
  notes: { sign: '·', word: 'notes' },
};

export const DEBATE_WORDS = {
  timeline: 'Messages of the thread',
  intro:
    'The patch and its {count} replies, by {people} people, {first} to {last}. Times are UTC. Everything is paraphrased.',
  signs: 'On requests:',
  answers: 'Replies to',
  answersShort: 'to',
  answered: 'Replies',
  unanswered: 'Nobody replied.',
  agreesWith: 'Agrees with',
  disagreesWith: 'Disagrees with',
  claims: 'Claims',
  ruleSet: 'Rule set',
  arguesFor: 'Argues for',
  alsoFor: 'Speaks for',
  against: 'Speaks against',
  noRuleSet: 'It argues for no rule set.',
  posted: 'That is the posted one.',
  show: 'Show beside the posted table',
  showOther: 'Show this one',
  agreed: 'Who agreed',
  disagreed: 'Who disagreed',
  noSides: 'No later message takes sides on it.',
  source: 'Read #{message} in the archive',
  sourceOfPatch: 'Read the patch in the archive',
  ending: 'How it ended',
  endingPoint: 'What happened after the last message, and how Linux 5.18 answers the questions.',
  after: 'What happened next',
  questions: 'The questions, and how Linux 5.18 answers them',
  answer: 'Linux 5.18',
  sources: 'Sources',
} as const;

/** A sentence with its words filled in. */
export function say(id: keyof typeof DEBATE_WORDS, words: Words): string {
  return fill<string>(DEBATE_WORDS[id], words);
}

/** `The patch and its 37 replies, by 6 people, ...` */
export function formatIntro(): string {
  const [first, last] = [DEBATE[0]?.date ?? '', DEBATE.at(-1)?.date ?? ''];
  return say('intro', {
    count: DEBATE.length - 1,
    people: new Set(DEBATE.map(({ author }) => author)).size,
    first: String(Number(first.slice(8, 10))),
    last: formatDate(last),
  });
}

/** `_RUNNING > _RESUMING`, or in register values if there are many: `001b > 100b`. */
export function formatClaimed(request: RequestPair, isShort = false): string {
  return formatRequest(V1_STATES, request, isShort ? formatDigits : formatState);
}

/** How a screen reader says a request: `_RUNNING to _RESUMING`. */
export function formatSpoken({ from, to }: RequestPair): string {
  return `${formatState(V1_STATES, from)} to ${formatState(V1_STATES, to)}`;
}

/** `#12 Alex Williamson` */
export function formatName(message: number): string {
  return message === ENDING ? DEBATE_WORDS.ending : `#${message} ${DEBATE[message]?.author ?? ''}`.trim();
}

/** The title of a rule set; its id if it has none. */
export function formatTitle(ruleSet: string): string {
  return getRuleSet(ruleSet)?.title ?? ruleSet;
}

/** The stances that a message takes on requests, each once, in the order of the table. */
export function getStances({ claims }: DebateMessage): readonly Stance[] {
  const taken = new Set(claims.map(({ stance }) => stance));
  return (Object.keys(STANCES) as Stance[]).filter((stance) => stance !== 'notes' && taken.has(stance));
}
