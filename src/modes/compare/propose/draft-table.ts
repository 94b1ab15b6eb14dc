/** The table of a draft as plain data: what stands in each cell, what stood there, and what comes of the request. */

import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../../../protocol/state/state.ts';
import { getState } from '../../../protocol/state/state.ts';
import type { VerdictKind } from '../../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../../protocol/verdict/verdict-table.ts';
import { VERDICT_SIGNS } from '../../../ui/verdict-sign.ts';
import { CELL_KINDS, formatEntry } from './draft-edit.ts';

export interface DraftCell {
  readonly from: StateInfo;
  readonly to: StateInfo;
  /** What stands in the cell, short: `✓`, or `RP2`. */
  readonly sign: string;
  /** The same in words: `accepted`, or `RUNNING_P2P`. */
  readonly entry: string;
  /** What stands there in the source, where that is something else. */
  readonly was: string | null;
  /** What comes of the request with the flags that are looked at. */
  readonly kind: VerdictKind;
}

export interface DraftRow {
  readonly state: StateInfo;
  readonly cells: readonly DraftCell[];
}

/** The states of v2 as the tables of the rule sets write them. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
  STOP: 'STP',
  RUNNING: 'RUN',
  PRE_COPY: 'PRE',
  PRE_COPY_P2P: 'PP2',
  STOP_COPY: 'STC',
  RESUMING: 'RES',
  RUNNING_P2P: 'RP2',
  ERROR: 'ERR',
};

/** `RP2` for RUNNING_P2P; `011b` for _SAVING|_RUNNING. */
export const getShortName = ({ name, digits }: StateInfo): string => SHORT_NAMES[name] ?? digits;

/** The states that the rules are about, in the order of the table. */
export const listDraftStates = ({ states, values }: RuleSet): readonly StateInfo[] =>
  values.map((value) => findState(states, value));

/** States that have no cell: what the rule set does not list among its values can't be edited. */
export const listFixedStates = ({ states, values }: RuleSet): readonly StateInfo[] =>
  states.filter(({ value }) => !values.includes(value));

/** The table; without a source nothing in it counts as edited. */
export function toDraftTable(draft: RuleSet, source: RuleSet | null, flags: number | null): DraftRow[] {
  const states = listDraftStates(draft);
  return states.map((from, row) => ({
    state: from,
    cells: states.map((to, column): DraftCell => {
      const entry = formatEntry(draft, from.value, to.value) ?? '';
      const before = source?.generation === draft.generation && formatEntry(source, from.value, to.value);
      return {
        from,
        to,
        sign: getSign(draft, row, column),
        entry,
        was: before && before !== entry ? before : null,
        kind: readVerdict(draft, { from: from.value, to: to.value, flags }).kind,
      };
    }),
  }));
}

function getSign(draft: RuleSet, row: number, column: number): string {
  if (draft.generation === 'v2')
    return getShortName(findState(draft.states, draft.next[row]?.[column] ?? draft.error));
  const cell = draft.cells[row]?.[column];
  return cell ? VERDICT_SIGNS[CELL_KINDS[cell]] : '';
}

function findState(states: readonly StateInfo[], value: number): StateInfo {
  const state = getState(states, value);
  if (!state) throw new Error(`${value} is in a table, but not among the states of its rule set`);
  return state;
}
