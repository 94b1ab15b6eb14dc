/**
 * A draft: a copy of a rule set that is edited. Each edit gives a new rule set with the same id, or the same one where
 * nothing changes; undo is the history's. What the page cannot ask for throws.
 */

import { formatState } from '../state/state.ts';
import type { Cell, RuleSet, V1RuleSet, V2RuleSet } from './rule-set.ts';

/** The values up to MAX_STATE of the posted table; the reasons of a v1 table speak of it. */
const MAX_STATE = 4;

/** A copy to edit. It answers as the source does, and says of itself that it is a draft. */
export function createDraft(source: RuleSet, id: string): RuleSet {
  const head = {
    id,
    title: `Draft of ${source.id}`,
    account: `A draft that began as a copy of ${source.id}, ${source.title}. Its citations are those of the source, which does not vouch for the edits.`,
  };
  if (source.generation === 'v2') return { ...source, ...head };
  const isTable = source.values.every((value) => value <= MAX_STATE);
  return { ...source, ...head, grants: isTable ? 'in-table' : source.grants };
}

/** The title, without blanks around it; an empty one is not taken. */
export function setTitle<Rules extends RuleSet>(ruleSet: Rules, title: string): Rules {
  const words = title.trim();
  return words === '' || words === ruleSet.title ? ruleSet : { ...ruleSet, title: words };
}

/** Whether a request of v1 is accepted. Only values that the rule set lists have a cell. */
export function setCell(ruleSet: V1RuleSet, from: number, to: number, cell: Cell): V1RuleSet {
  const [row, column] = findCell(ruleSet, from, to);
  const cells = replaceAt(ruleSet.cells, row, column, cell);
  return cells === ruleSet.cells ? ruleSet : { ...ruleSet, cells };
}

/** The next state of v2 on the way from `from` to `to`; ERROR blocks the request. */
export function setNext(ruleSet: V2RuleSet, from: number, to: number, next: number): V2RuleSet {
  const [row, column] = findCell(ruleSet, from, to);
  if (!ruleSet.values.includes(next))
    throw new Error(`${ruleSet.id} lists no value ${next} that could be the next state of ${from} > ${to}`);
  const table = replaceAt(ruleSet.next, row, column, next);
  return table === ruleSet.next ? ruleSet : { ...ruleSet, next: table };
}

/** device_state when the device is opened, and after a reset. */
export function setInitial<Rules extends RuleSet>(ruleSet: Rules, initial: number): Rules {
  if (!listInitials(ruleSet).includes(initial))
    throw new Error(`device_state of ${ruleSet.id} cannot start in ${initial}`);
  return initial === ruleSet.initial ? ruleSet : { ...ruleSet, initial };
}

/** The values that device_state may start in: all that the rules are about, but ERROR. */
export function listInitials(ruleSet: RuleSet): readonly number[] {
  return ruleSet.generation === 'v1'
    ? ruleSet.values
    : ruleSet.values.filter((value) => value !== ruleSet.error);
}

/** All flags that a rule set defines: 3 before there was PRE_COPY, 7 since. */
export const getDefinedFlags = ({ flagSets }: V2RuleSet): number =>
  flagSets.reduce((all, set) => all | set, 0);

/** migration_flags that a state needs, of those that are defined. Those of ERROR are all 32, always. */
export function setNeeds(ruleSet: V2RuleSet, value: number, flags: number): V2RuleSet {
  if (!ruleSet.values.includes(value) || value === ruleSet.error)
    throw new Error(`the needs of ${value} cannot be edited in ${ruleSet.id}`);
  if (!Number.isInteger(flags) || (flags & ~getDefinedFlags(ruleSet)) !== 0)
    throw new Error(`${formatState(ruleSet.states, value)} cannot need the flags ${flags} in ${ruleSet.id}`);
  if (ruleSet.needs[value] === flags) return ruleSet;
  return { ...ruleSet, needs: { ...ruleSet.needs, [value]: flags } };
}

/** Whether the loop that skips unsupported states stops on ERROR. */
export function setStopsOnError(ruleSet: V2RuleSet, stopsOnError: boolean): V2RuleSet {
  return ruleSet.stopsOnError === stopsOnError ? ruleSet : { ...ruleSet, stopsOnError };
}

function findCell({ id, values }: RuleSet, from: number, to: number): readonly [number, number] {
  const [row, column] = [values.indexOf(from), values.indexOf(to)];
  if (row < 0 || column < 0)
    throw new Error(`${id} has no cell for ${from} > ${to}: its rules are about ${values.join(', ')}`);
  return [row, column];
}

/** The table with one entry replaced, or the table itself where it has that entry. */
function replaceAt<Entry>(
  table: readonly (readonly Entry[])[],
  row: number,
  column: number,
  entry: Entry,
): readonly (readonly Entry[])[] {
  const old = table[row];
  if (!old) throw new Error(`the table has no row ${row}`);
  return old[column] === entry ? table : table.with(row, old.with(column, entry));
}
