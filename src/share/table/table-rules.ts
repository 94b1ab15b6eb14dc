/** What decides the verdicts of a rule set, to and from the parts of its text. The grammar stands in table-text.ts. */

import type { Cell, RuleSet, V1RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { V2_STATES } from '../../protocol/state/state.ts';

/** Parts by key. */
export type Fields = Readonly<Record<string, string>>;

/** The part that is always there, and last. */
export const SQUARES = { v1: 'cells', v2: 'next' } as const;

const LETTERS: Readonly<Record<Cell, string>> = { '+': 'a', '-': 'r', '?': 'u' };
const CELLS: readonly Cell[] = ['+', '-', '?'];
const GRANTS: readonly V1RuleSet['grants'][] = ['in-table', 'in-driver', 'charted', 'valid-pair'];
const FLAG_SETS: readonly number[] = [1, 3, 5, 7];

export function toRuleFields(ruleSet: RuleSet): Fields {
  const { initial, values } = ruleSet;
  const common = { initial: `${initial}`, values: values.join('.') };
  if (ruleSet.generation === 'v1') {
    const { grants, reservedBitsFrom, cells } = ruleSet;
    const rows = cells.map((row) => row.map((cell) => LETTERS[cell]).join(''));
    return { ...common, grants, reserved: `${reservedBitsFrom ?? 0}`, cells: rows.join('.') };
  }
  const { needs, flagSets, stopsOnError, next } = ruleSet;
  return {
    ...common,
    needs: values.map((value) => needs[value] ?? 0).join('.'),
    flags: flagSets.join('.'),
    loop: stopsOnError ? 'stops' : 'spins',
    next: next.map((row) => row.join('')).join('.'),
  };
}

/**
 * A rule set that is like another, but for its parts. What cannot be read in them is left out, or stands for something that
 * can be: the parts of the rule set then differ from those given.
 */
export function readRules(like: RuleSet, fields: Fields): RuleSet {
  return like.generation === 'v1' ? readV1(like, fields) : readV2(like, fields);
}

function readV1(like: V1RuleSet, fields: Fields): V1RuleSet {
  const { states } = like;
  const values = toValues(states, fields.values);
  const [reserved = 0] = toNumbers(fields.reserved);
  const toCell = (letter?: string) => CELLS.find((cell) => LETTERS[cell] === letter) ?? '-';
  return {
    ...like,
    initial: toValues(states, fields.initial)[0] ?? like.initial,
    values,
    grants: GRANTS.find((each) => each === fields.grants) ?? 'in-table',
    reservedBitsFrom: (reserved & -reserved) >>> 0 || null,
    cells: toSquare(values, fields.cells, toCell),
  };
}

function readV2(like: V2RuleSet, fields: Fields): V2RuleSet {
  const { error } = like;
  const values = [...new Set([...toValues(V2_STATES, fields.values), error])];
  const states = V2_STATES.filter(({ value }) => values.includes(value));
  const needs = toNumbers(fields.needs);
  const flagSets = [...new Set(toNumbers(fields.flags).filter((flags) => FLAG_SETS.includes(flags)))];
  const toNext = (digit?: string) => values.find((value) => `${value}` === digit) ?? error;
  return {
    ...like,
    states: isSame(states, like.states) ? like.states : states,
    initial: toValues(states, fields.initial)[0] ?? error,
    values,
    needs: Object.fromEntries(values.map((value, index) => [value, (needs[index] ?? 0) >>> 0])),
    flagSets: flagSets.length > 0 ? flagSets : like.flagSets,
    stopsOnError: fields.loop === 'stops',
    next: toSquare(values, fields.next, toNext),
  };
}

const toNumbers = (text = '') => text.split('.').map(Number);

/** Those that are states, each once. */
const toValues = (states: readonly StateInfo[], text?: string) => [
  ...new Set(toNumbers(text).filter((number) => states.some(({ value }) => value === number))),
];

/** As many rows as there are values, and as many cells in each. */
function toSquare<T>(values: readonly number[], text = '', toCell: (letter?: string) => T): T[][] {
  const rows = text.split('.');
  return values.map((_, row) => values.map((__, column) => toCell(rows[row]?.[column])));
}

/** What is compared never changes, and is compared at every act: it is written once. */
const written = new WeakMap<object, string>();

/** True if both lists are written alike. */
export function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one === other || write(one) === write(other);
}

function write(list: readonly unknown[]): string {
  const text = written.get(list) ?? JSON.stringify(list);
  written.set(list, text);
  return text;
}
