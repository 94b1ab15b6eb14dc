/** The matrix as plain data: a row for each current state, a cell for each request, in the kernel's row order. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { Change } from '../../protocol/verdict/difference.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import type { DriverArc } from './driver-arc.ts';

export interface MatrixCell {
  readonly from: StateInfo;
  readonly to: StateInfo;
  readonly kind: VerdictKind;
  /** Number of arcs of an accepted request: 0 for x > x. */
  readonly arcs: number;
  /** In a comparison: what became of it, the verdict and the change in words, and what stands in the cell. */
  readonly compared?: { readonly change: Change; readonly words: string; readonly sign: string };
  /** Of a driver, or where a lesson asks: what is known of the arc, in words, and what stands in the cell. */
  readonly driver?: Pick<DriverArc, 'change' | 'words'> & {
    readonly kind: DriverArc['kind'] | 'asked';
    readonly sign: string;
  };
}

/** `_RUNNING to _RESUMING: refused`; `STOP to RUNNING: implemented, line 41`; of the request in view also how the driver fails it: `…: accepted, this time faulted`. */
export function formatCellName(cell: MatrixCell, failure: string | null): string {
  return `${cell.from.name} to ${cell.to.name}: ${getWords(cell)}${failure ? `, this time ${failure}` : ''}`;
}

function getWords({ kind, compared, driver }: MatrixCell): string {
  return (driver ?? compared)?.words ?? VERDICT_WORDS[kind].toLowerCase();
}

/** Where a state leads and what it refuses: `Accepted, one arc: PRE_COPY. Accepted, 2 arcs: STOP. Refused: ERROR.` */
export function describeLeads({ cells }: MatrixRow): string {
  const names = new Map<string, string[]>();
  for (const cell of [...cells].sort((one, other) => (one.arcs || 9) - (other.arcs || 9))) {
    const { from, to, kind, arcs, compared, driver } = cell;
    const isNothing = driver ? driver.change === null && /^(?:none|unseen)$/.test(driver.kind) : false;
    if (isNothing || (from === to && kind === 'accepted')) continue;
    const count = driver || compared || kind !== 'accepted' ? '' : arcs > 1 ? `, ${arcs} arcs` : ', one arc';
    const words = getWords(cell) + count;
    names.set(words, [...(names.get(words) ?? []), from === to ? 'itself' : to.name]);
  }
  return [...names]
    .map(([words, ends]) => ` ${words[0]?.toUpperCase()}${words.slice(1)}: ${ends.join(', ')}.`)
    .join('');
}

export interface MatrixRow {
  readonly state: StateInfo;
  readonly cells: readonly MatrixCell[];
}

/** Every listed state: those of the table in its order, then ERROR and the invalid ones. */
export function getMatrixOrder(ruleSet: RuleSet): readonly StateInfo[] {
  const rank = ({ value }: StateInfo) => {
    const index = ruleSet.values.indexOf(value);
    return index < 0 ? ruleSet.values.length + value : index;
  };
  return [...ruleSet.states].sort((a, b) => rank(a) - rank(b));
}

export function toMatrix(ruleSet: RuleSet, flags: number | null): readonly MatrixRow[] {
  const states = getMatrixOrder(ruleSet);
  return states.map((from) => ({
    state: from,
    cells: states.map((to) => {
      const verdict = readVerdict(ruleSet, { from: from.value, to: to.value, flags });
      return { from, to, kind: verdict.kind, arcs: verdict.kind === 'accepted' ? verdict.arcs.length : 0 };
    }),
  }));
}
