/**
 * What a key does in a cell of a draft: the table is an entry field, so every key that writes a character means an entry or is
 * said to mean none.
 */

import { setCell, setNext } from '../../../protocol/rule-sets/draft.ts';
import type { Cell, RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { formatRequest } from '../../../protocol/state/request-pair.ts';
import type { Words } from '../../../protocol/words/fill.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { formatEntry } from './draft-edit.ts';

/** Every sentence of the table, complete. */
export const DRAFT_SENTENCES = {
  'hint-v1': '+ accepted, - refused, ? unspecified. Space or Enter moves to the next of the three.',
  'hint-v2': 'Type the number of the next state, or press Enter for the list.',
  set: '{request}: {was} → {is}.',
  kept: '{request} is already {is}.',
  back: '{request} is {is} again.',
  reverted: '{edit} is taken back.',
  'no-edit': 'There is no edit of {request} to take back.',
  'bad-v1': '{key} is not an entry: + is accepted, - refused, ? unspecified.',
  'bad-v2': '{key} is not an entry: a next state is one of {values}.',
  fixed: '{states} cannot be edited: the rule set lists no cell for {them}.',
  'no-edits': 'Nothing has been edited yet.',
  'no-source': 'The source of this draft is not here, so its edits are unknown.',
} as const satisfies Record<string, string>;

type DraftSentenceId = keyof typeof DRAFT_SENTENCES;

/** What a key in a cell means; `none` is left to the page. */
type KeyMeaning =
  | { readonly kind: 'enter'; readonly entry: Cell | number }
  | { readonly kind: 'list' }
  | { readonly kind: 'take-back' }
  | { readonly kind: 'bad'; readonly sentence: string }
  | { readonly kind: 'none' };

const CELLS: Readonly<Record<string, Cell>> = { '+': '+', '-': '-', '−': '-', '?': '?' };

/** The next one, in the order in which Space cycles. */
const NEXT_CELL: Readonly<Record<Cell, Cell>> = { '+': '-', '-': '?', '?': '+' };

/** `sayDraft('kept', { request: '_STOP > _STOP', is: 'refused' })` */
export function sayDraft(id: DraftSentenceId, words: Words = {}): string {
  return fill<string>(DRAFT_SENTENCES[id], words);
}

/** The meaning of a key pressed without Ctrl, Alt or Command, in the cell of a request. */
export function readKey(ruleSet: RuleSet, from: number, to: number, key: string): KeyMeaning {
  if (key === 'Delete' || key === 'Backspace') return { kind: 'take-back' };
  const isNext = key === 'Enter' || key === ' ';
  if (ruleSet.generation === 'v2') {
    if (isNext) return { kind: 'list' };
    const value = /^\d$/.test(key) ? Number(key) : -1;
    if (ruleSet.values.includes(value)) return { kind: 'enter', entry: value };
    const values = [...ruleSet.values].sort((a, b) => a - b);
    return toBad(key, sayDraft('bad-v2', { key, values: values.join(', ') }));
  }
  if (isNext) return { kind: 'enter', entry: getNextCell(ruleSet, from, to) };
  const entry = CELLS[key];
  return entry ? { kind: 'enter', entry } : toBad(key, sayDraft('bad-v1', { key }));
}

/** Only what writes a character is bad; Tab, arrows and function keys are no entry at all. */
const toBad = (key: string, sentence: string): KeyMeaning =>
  [...key].length === 1 ? { kind: 'bad', sentence } : { kind: 'none' };

/** What Space makes of a cell of v1. */
export function getNextCell(ruleSet: RuleSet & { generation: 'v1' }, from: number, to: number): Cell {
  const cell = ruleSet.cells[ruleSet.values.indexOf(from)]?.[ruleSet.values.indexOf(to)];
  if (!cell) throw new Error(`${ruleSet.id} has no cell for ${from} > ${to}`);
  return NEXT_CELL[cell];
}

/** A draft, and what is said of the act that made it. */
export interface Entered {
  readonly draft: RuleSet;
  readonly sentence: string;
}

/** Enters a cell, or the next state of v2. */
export function enter(draft: RuleSet, from: number, to: number, entry: Cell | number): Entered {
  const made = setEntry(draft, from, to, entry);
  return toEntered(draft, made, from, to, made === draft ? 'kept' : 'set');
}

/** Takes the edit of a cell back. */
export function takeBack(draft: RuleSet, source: RuleSet | null, from: number, to: number): Entered {
  const was = source && getEntry(source, from, to);
  if (source?.generation !== draft.generation || was === undefined || was === null)
    return { draft, sentence: sayDraft('no-edit', { request: formatRequest(draft.states, { from, to }) }) };
  const made = setEntry(draft, from, to, was);
  return toEntered(draft, made, from, to, made === draft ? 'no-edit' : 'back');
}

function getEntry(ruleSet: RuleSet, from: number, to: number): Cell | number | undefined {
  const [row, column] = [ruleSet.values.indexOf(from), ruleSet.values.indexOf(to)];
  return ruleSet.generation === 'v1' ? ruleSet.cells[row]?.[column] : ruleSet.next[row]?.[column];
}

function setEntry(draft: RuleSet, from: number, to: number, entry: Cell | number): RuleSet {
  if (draft.generation === 'v1' && typeof entry === 'string') return setCell(draft, from, to, entry);
  if (draft.generation === 'v2' && typeof entry === 'number') return setNext(draft, from, to, entry);
  throw new Error(`${entry} is not an entry of a table of ${draft.generation}`);
}

function toEntered(old: RuleSet, draft: RuleSet, from: number, to: number, id: DraftSentenceId): Entered {
  const [was = '', is = ''] = [formatEntry(old, from, to), formatEntry(draft, from, to)];
  return { draft, sentence: sayDraft(id, { request: formatRequest(draft.states, { from, to }), was, is }) };
}
