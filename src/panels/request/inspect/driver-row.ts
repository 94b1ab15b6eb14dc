/** What the driver does for an accepted request, arc by arc, as far as it comes: plain data for the inspector. */

import { formatArc } from '../../../graph/picture/outcome-words.ts';
import type { ShownOutcome } from '../../../graph/picture/shown-outcome.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { ActionId } from '../../../protocol/state/action.ts';
import { formatState } from '../../../protocol/state/state.ts';
import type { Outcome } from '../../../protocol/trace/replay.ts';

export interface DriverRow {
  readonly to: number;
  /** The arc; null where it is all there is to the request, and nothing is merged away. */
  readonly arc: string | null;
  readonly kind: 'taken' | 'failed' | 'unreached';
  /** What it does on an arc that is taken. */
  readonly actions: readonly ActionId[];
  /** What is said instead where there is none. */
  readonly words: string | null;
}

/** Empty for x > x and for what is not accepted. */
export function toDriverRows(ruleSet: RuleSet, { verdict, outcome }: ShownOutcome): readonly DriverRow[] {
  if (verdict.kind !== 'accepted') return [];
  const reached = outcome.failed ? outcome.arcs.length : verdict.arcs.length;
  return verdict.arcs.map((arc, index) => {
    const kind = index < reached ? 'taken' : index === reached ? 'failed' : 'unreached';
    const actions = kind === 'taken' ? arc.actions : [];
    const words =
      kind === 'failed'
        ? formatFailed(ruleSet, outcome)
        : kind === 'unreached'
          ? 'not reached'
          : actions.length === 0
            ? 'nothing to do'
            : null;
    const isAlone = verdict.arcs.length === 1 && arc.merged.length === 0;
    return { to: arc.to, arc: isAlone ? null : formatArc(ruleSet, arc), kind, actions, words };
  });
}

function formatFailed(ruleSet: RuleSet, { cause, now, returns }: Outcome): string {
  const state = formatState(ruleSet.states, now);
  if (cause === 'declined') return `declined with -${returns}: the device stays in ${state}`;
  if (cause === 'faulted') return `faulted: the device is in ${state}`;
  return `failed, because the loaded data is corrupt: the device is in ${state}`;
}
