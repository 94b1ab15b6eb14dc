/**
 * Whether the functions that index a table check the index: `> N` where `>= N` is meant lets N past its last row.
 */

import type { CFunction } from '../c/syntax/c-function.ts';
import { findFunctions } from '../c/syntax/c-function.ts';
import { placeOf } from '../c/syntax/c-source.ts';
import type { CToken } from '../c/syntax/c-token.ts';
import { readTokens } from '../c/syntax/c-token.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { evaluateIn } from '../c/value/c-scope.ts';
import { toNumber } from '../c/value/c-value.ts';
import type { Place } from '../text/source-line.ts';
import type { Grid } from './grid.ts';

/** An index that may be past the end of a table. */
export interface Bound {
  /** `lets-through`: a check lets `value` through; `missing`: nothing checks it in the function. */
  readonly kind: 'lets-through' | 'missing';
  /** What the index is called. */
  readonly index: string;
  /** The first value past the end. */
  readonly value: number;
  readonly place: Place;
}

/** Functions that are looked at, and words of each. */
const MOST_FUNCTIONS = 200;
const MOST_WORDS = 4000;

/** Names of a device's own state, which was checked when it was set. */
const HELD = /cur|old|from|prev|src/i;

/** What is wrong with the indexes of a table, each problem once. */
export function findBounds(grid: Grid, scope: Scope): readonly Bound[] {
  const { name, source, isPartial } = grid;
  if (!/^\w+$/.test(name) || isPartial) return [];
  const found = new Map<string, Bound>();
  for (const fn of findFunctions(source).slice(0, MOST_FUNCTIONS)) {
    if (!source.text.slice(fn.body.from, fn.body.to).includes(name)) continue;
    for (const bound of searchBounds(fn, grid, scope)) {
      const key = `${bound.place.line} ${bound.index}`;
      if (!found.has(key)) found.set(key, bound);
    }
  }
  return [...found.values()];
}

function* searchBounds(fn: CFunction, grid: Grid, scope: Scope): Generator<Bound> {
  const { source, body } = fn;
  const tokens = readTokens(source.text, body.from, body.to);
  if (tokens.length > MOST_WORDS) return;
  for (const [at, token] of tokens.entries()) {
    if (token.text !== grid.name || tokens[at + 1]?.text !== '[') continue;
    for (const [depth, index] of readIndexes(tokens, at + 1).entries()) {
      const size = getSize(grid, depth);
      const key = index.map(({ text }) => text).join('');
      if (size === null || !/^[A-Za-z_][\w.>-]*$/.test(key)) continue;
      const checks = listChecks(tokens, index, { fn, scope, grid, size });
      const [first] = checks;
      const lowest = checks.some(({ most }) => most === null)
        ? null
        : Math.min(...checks.map((c) => c.most ?? 0));
      if (first && lowest !== null && lowest >= size)
        yield { kind: 'lets-through', index: key, value: size, place: placeOf(source, first.from) };
      if (first || depth > 1 || fn.isPartial || HELD.test(key) || !fn.params.includes(key)) continue;
      if (!isUsedBefore(tokens, index, at))
        yield { kind: 'missing', index: key, value: size, place: placeOf(source, token.from) };
    }
  }
}

/** The words of each index: `[a][b]`. */
function readIndexes(tokens: readonly CToken[], start: number): (readonly CToken[])[] {
  const indexes: (readonly CToken[])[] = [];
  for (let at = start; tokens[at]?.text === '['; ) {
    let depth = 0;
    let end = at;
    for (; end < tokens.length; end += 1) {
      if (tokens[end]?.text === '[') depth += 1;
      if (tokens[end]?.text === ']' && --depth === 0) break;
    }
    indexes.push(tokens.slice(at + 1, end));
    at = end + 1;
  }
  return indexes;
}

/** The number of rows, or columns, of a table; null where its text does not say. */
function getSize({ sizes, rows, form }: Grid, depth: number): number | null {
  const declared = sizes[depth];
  if (typeof declared === 'number') return declared;
  if (depth > 0 || (form === 'bit-masks' && depth > 0)) return null;
  return rows.size > 0 ? Math.max(...rows.keys()) + 1 : null;
}

interface Check {
  readonly from: number;
  /** The largest value that it lets through; null where that cannot be determined. */
  readonly most: number | null;
}

interface Checking {
  readonly fn: CFunction;
  readonly scope: Scope;
  readonly grid: Grid;
  readonly size: number;
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

/** What a function compares an index with, by size. */
function listChecks(tokens: readonly CToken[], index: readonly CToken[], checking: Checking): Check[] {
  const checks: Check[] = [];
  for (let at = 0; at + index.length <= tokens.length; at += 1) {
    if (!isSameWords(tokens, at, index)) continue;
    const [after, before] = [tokens[at + index.length], tokens[at - 1]];
    const from = tokens[at]?.from ?? 0;
    if (after && after.text in TURNED)
      checks.push({ from, most: getMost(after.text, findOperand(tokens, at + index.length + 1), checking) });
    else if (before && before.text in TURNED)
      checks.push({
        from,
        most: getMost(TURNED[before.text] ?? '', findOperandBefore(tokens, at - 2), checking),
      });
  }
  return checks;
}

const isSameWords = (tokens: readonly CToken[], at: number, words: readonly CToken[]): boolean =>
  words.every(({ text }, offset) => tokens[at + offset]?.text === text) &&
  !/^(?:\.|->)$/.test(tokens[at - 1]?.text ?? '') &&
  !/^(?:\.|->|\[|\()$/.test(tokens[at + words.length]?.text ?? '');

/** Where what an index is compared with ends: at `)`, `&&`, `||`, `;`, `?` or `,` outside of all parentheses. */
function findOperand(tokens: readonly CToken[], start: number): readonly CToken[] {
  let depth = 0;
  let end = start;
  for (; end < tokens.length; end += 1) {
    const text = tokens[end]?.text ?? '';
    if (text === '(' || text === '[') depth += 1;
    if ((text === ')' || text === ']') && depth-- === 0) break;
    if (depth === 0 && /^(?:&&|\|\||[;?:,{}])$/.test(text)) break;
  }
  return tokens.slice(start, end);
}

function findOperandBefore(tokens: readonly CToken[], last: number): readonly CToken[] {
  const token = tokens[last];
  return token && (token.kind === 'name' || token.kind === 'number') ? [token] : [];
}

/** The largest value that `x OPERATOR operand` lets through, whether it guards the way in or the way out. */
function getMost(operator: string, operand: readonly CToken[], { fn, scope, grid, size }: Checking) {
  const [first, last] = [operand[0], operand.at(-1)];
  if (!first || !last) return null;
  const text = operand.map((token) => token.text).join('');
  const value =
    text === `ARRAY_SIZE(${grid.name})`
      ? size
      : readNumber(evaluateIn(scope, fn.source.text, first.from, last.to));
  if (value === null) return null;
  return operator === '>' || operator === '<=' ? value : value - 1;
}

const readNumber = (value: ReturnType<typeof evaluateIn>): number | null =>
  value.ok ? toNumber(value.value) : null;

/** Whether an index is passed to something, or switched on, before it is used: that may check it. */
function isUsedBefore(tokens: readonly CToken[], index: readonly CToken[], use: number): boolean {
  for (let at = 0; at < use; at += 1) if (isSameWords(tokens, at, index)) return true;
  return false;
}
