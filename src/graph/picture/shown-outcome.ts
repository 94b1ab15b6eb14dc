/**
 * The outcome of the request in view. If it was the last act, the outcome is known, with any fault of the driver. If it would
 * be the next act, an armed fault counts. The outcome of any other request is in the table of verdicts.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { toOutcome } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import type { Request, Verdict } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';

/** Where the device is, which fault is armed for the next request, and the outcome of the last act under these rules. */
export interface Moment {
  readonly current: number;
  readonly armed: Fault | null;
  readonly last: Outcome | null;
}

export interface ShownOutcome {
  /** `asked`: it was the last act. `next`: it would be the next one. `apart`: it starts in another state than the device is in. */
  readonly when: 'asked' | 'next' | 'apart';
  /** By the rules alone. */
  readonly verdict: Verdict;
  readonly outcome: Outcome;
  /** The fault that leads to this outcome; undefined if there is none. */
  readonly fault: Fault | undefined;
}

/** The outcome of the request in view, made or not. */
export function getShownOutcome(ruleSet: RuleSet, request: Request, moment: Moment): ShownOutcome {
  const { last } = moment;
  const asked = findAsked(request, last);
  return last && asked
    ? { when: 'asked', verdict: asked, outcome: last, fault: toFault(last) }
    : getProspect(ruleSet, request, moment);
}

/** What a request that the user points at would lead to now. */
export function getProspect(
  ruleSet: RuleSet,
  request: Request,
  { current, armed, last }: Moment,
): ShownOutcome {
  const when = request.from === current ? 'next' : 'apart';
  const verdict = findAsked(request, last) ?? readVerdict(ruleSet, request);
  const fault = when === 'next' && armed ? armed : undefined;
  return { when, verdict, outcome: toOutcome(ruleSet, verdict, fault), fault };
}

/** The fault that was met. */
function toFault({ cause, failed, arcs, now, returns }: Outcome): Fault | undefined {
  if (!failed) return undefined;
  if (cause === 'corrupt') return { kind: 'corrupt', device: now === failed.from ? 'stays' : 'faults' };
  const arc = arcs.length + 1;
  return cause === 'declined' && returns
    ? { kind: 'declined', arc, errno: returns }
    : { kind: 'faulted', arc };
}

/** The verdict of the last act, where that was this request: then it is not asked again. */
function findAsked({ from, to, flags }: Request, last: Outcome | null): Verdict | undefined {
  const asked = last?.verdict;
  const isSame = asked?.request.from === from && asked.request.to === to && asked.request.flags === flags;
  return isSame ? asked : undefined;
}
