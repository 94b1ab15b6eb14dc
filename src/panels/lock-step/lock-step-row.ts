/** A walk in lock-step as rows to read: what was asked, and for each side what came of it and where it stands. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { ReplayedStep } from '../../protocol/trace/replay.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import { formatWay } from '../comparison/compare-words.ts';
import type { LockedStep, LockStep, Parting } from './lock-step.ts';

export interface LockCell {
  /** null where that side has no such state, and at the start. */
  readonly kind: VerdictKind | null;
  /** `accepted`, `refused, -EINVAL`, `no such state`. */
  readonly text: string;
  /** device_state afterwards. */
  readonly state: string;
}

export interface LockRow {
  /** How many steps are made: 0 is the start. */
  readonly index: number;
  readonly asked: string;
  readonly a: LockCell;
  readonly b: LockCell;
  /** Why the sides part at this step; null where they do not. */
  readonly parting: string | null;
  readonly isFirstDivergence: boolean;
}

/** Why two steps part. */
const PARTINGS: Readonly<Record<Parting, string>> = {
  'state-missing': 'no such state',
  kind: 'verdicts differ',
  path: 'paths differ',
  state: 'states differ',
};

/** The start, then one row for each step. */
export function toLockRows(lockStep: LockStep): readonly LockRow[] {
  return Array.from({ length: lockStep.steps.length + 1 }, (_, index) => toLockRow(lockStep, index));
}

/** The row after so many steps. */
export function toLockRow(lockStep: LockStep, index: number): LockRow {
  const { a, b, steps, startA, startB, firstDivergence, startsApart } = lockStep;
  const step = steps[index - 1];
  if (!step)
    return {
      index: 0,
      asked: 'opened',
      a: toStart(a, startA),
      b: toStart(b, startB),
      parting: startsApart ? PARTINGS.state : null,
      isFirstDivergence: false,
    };
  const isPath = step.parting === 'path';
  return {
    index,
    asked: formatAsked(step),
    a: toCell(a, step.a, step.nowA, isPath),
    b: toCell(b, step.b, step.nowB, isPath),
    parting: step.parting && PARTINGS[step.parting],
    isFirstDivergence: index - 1 === firstDivergence,
  };
}

/** What a row is found by. */
export function formatLockText(lockStep: LockStep, index: number): string {
  const { asked, a, b, parting } = toLockRow(lockStep, index);
  return [index, asked, a.text, a.state, b.text, b.state, parting].filter((part) => part !== null).join(' ');
}

const toStart = (ruleSet: RuleSet, start: number): LockCell => ({
  kind: null,
  text: 'starts in',
  state: formatState(ruleSet.states, start),
});

const formatAsked = ({ step }: LockedStep) => (step.act === 'reset' ? 'device reset' : step.to);

function toCell(ruleSet: RuleSet, made: ReplayedStep, now: number, isPath: boolean): LockCell {
  const state = formatState(ruleSet.states, now);
  if (made.kind === 'unknown') return { kind: null, text: 'no such state', state };
  const { kind } = made.outcome;
  const verdict = made.outcome.verdict;
  const way =
    isPath && kind === 'accepted' && verdict?.kind === 'accepted' ? formatWay(ruleSet, verdict) : '';
  return { kind, text: `${formatOutcome(made)}${way}`, state };
}

/** The word of the verdict, and who decided it where the rules did not. */
function formatOutcome({ outcome }: ReplayedStep & { kind: 'made' }): string {
  const word = VERDICT_WORDS[outcome.kind].toLowerCase();
  const errno = typeof outcome.returns === 'string' ? `, -${outcome.returns}` : '';
  switch (outcome.cause) {
    case 'rules':
      return `${word}${errno}`;
    case 'declined':
      return `declined${errno}`;
    case 'faulted':
      return `faulted${errno}`;
    case 'corrupt':
      return `corrupt data${errno}`;
    case 'supposed':
      return `${word}, supposed`;
    case 'reset':
      return 'reset';
  }
}
