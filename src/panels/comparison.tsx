/** The comparison that the page shows: the shown rule set against another, walked in lock-step with its history. */

import { useCallback, useMemo } from 'react';
import type { Compared } from '../graph/picture/compared.ts';
import { toCompared } from '../graph/picture/union-graph.ts';
import { getCursorIndex, getLine } from '../machine/history.ts';
import { useHistory } from '../page/page-context.tsx';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getState } from '../protocol/state/state.ts';
import type { Difference } from '../protocol/verdict/difference.ts';
import { compareRuleSets } from '../protocol/verdict/difference.ts';
import type { LockStep } from './lock-step/lock-step.ts';
import { createLockStepWalk } from './lock-step/lock-step.ts';

export interface Comparison {
  /** For the flags in view, with the old side where the cursor stands. */
  readonly compared: Compared;
  /** For every set of flags. */
  readonly difference: Difference;
  readonly lockStep: LockStep;
  /** How many steps of the line stand before the cursor. */
  readonly cursor: number;
}

export function useComparison(against: RuleSet): Comparison {
  const ruleSet = useHistory(({ context }) => context.ruleSet);
  const flags = useHistory(({ context }) => context.flags);
  const history = useHistory(({ context }) => context.history);
  const still = useMemo(() => toCompared(against, ruleSet, flags), [against, ruleSet, flags]);
  const difference = useMemo(() => compareRuleSets(against, ruleSet), [against, ruleSet]);
  const { start } = history;
  const walk = useMemo(
    () => createLockStepWalk(against, ruleSet, flags, start),
    [against, ruleSet, flags, start],
  );
  const lockStep = useMemo(() => walk(getLine(history).map(({ step }) => step)), [walk, history]);
  const cursor = getCursorIndex(history);
  const compared = useMemo((): Compared => {
    const last = lockStep.steps[cursor - 1];
    const now = last ? last.nowA : lockStep.startA;
    return {
      ...still,
      currentOfOther: getState(against.states, now) ? now : null,
      stepOfOther: last?.a ?? null,
    };
  }, [still, lockStep, cursor, against]);
  return { compared, difference, lockStep, cursor };
}

/** The step of the line that an index of the lock-step stands for: its id in the history. */
export function useLineIds(): (index: number) => number {
  const history = useHistory(({ context }) => context.history);
  return useCallback((index: number) => getLine(history)[index - 1]?.id ?? 0, [history]);
}
