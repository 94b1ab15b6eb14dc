/**
 * What a function does with an index before it uses it: what it compares it with, and which functions it gives it to.
 */

import { findCallee } from '../../c/run/c-callee.ts';
import type { CFunction } from '../../c/syntax/c-function.ts';
import { placeOf } from '../../c/syntax/c-source.ts';
import type { CToken } from '../../c/syntax/c-token.ts';
import { readTokens } from '../../c/syntax/c-token.ts';
import type { Scope } from '../../c/value/c-scope.ts';
import { evaluateIn } from '../../c/value/c-scope.ts';
import { toNumber } from '../../c/value/c-value.ts';
import type { Place } from '../../text/source-line.ts';
import type { Sizes } from './table-size.ts';

/** An index of a table, in one function. */
export interface Subject {
  readonly index: readonly CToken[];
  /** Position of the word behind which it does not matter any more. */
  readonly until: number;
  readonly size: number;
  readonly depth: number;
}

/** The table, as operands name it. */
interface Table {
  readonly scope: Scope;
  readonly name: string;
  readonly sizes: Sizes;
}

/** A use that may be a check. */
interface Use {
  /** The largest value that it lets through; null where that cannot be determined. */
  readonly most: number | null;
  /** What the index is called there. */
  readonly name: string;
  readonly place: Place;
}

const TURNED: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
const EQUAL = /^[!=]=$/;
const MEMBER = /^(?:\.|->)$/;

/** What stands before `(` and passes a value on, tests it, or only prints it. */
const PLAIN =
  /^(?:if|while|for|return|(?:un)?likely|WARN_ON(?:_ONCE)?|READ_ONCE|sizeof)$|^(?:dev|pr|netdev|trace|vfio)_\w*(?:dbg|debug|info|err|warn|notice|trace)\w*$|^printk$|^trace_/;

/** What takes an index by its address, or fills it: where it comes from. */
const SOURCE = /^(?:copy_from_user|get_user|__get_user|memcpy)$/;

/** The uses of an index before the table is read, and all its comparisons; those that say nothing are left out. */
export function listUses(
  fn: CFunction,
  tokens: readonly CToken[],
  subject: Subject,
  table: Table,
  calls: number,
): Use[] {
  const { index, until } = subject;
  const uses: Use[] = [];
  const name = index.map(({ text }) => text).join('');
  const add = (at: number, most: number | null) =>
    uses.push({ most, name, place: placeOf(fn.source, tokens[at]?.from ?? fn.from) });
  for (let at = 0; at + index.length <= tokens.length; at += 1) {
    if (!isSameWords(tokens, at, index)) continue;
    const [after, before] = [tokens[at + index.length]?.text ?? '', tokens[at - 1]?.text ?? ''];
    const operator = after in TURNED || EQUAL.test(after) ? after : '';
    const turned = before in TURNED ? (TURNED[before] ?? '') : EQUAL.test(before) ? before : '';
    if (operator) add(at, getMost(operator, findOperand(tokens, at + index.length + 1), fn, subject, table));
    else if (turned) add(at, getMost(turned, findOperandBefore(tokens, at - 2), fn, subject, table));
    else if (at < until && !isOwnDeclaration(tokens, at, index))
      uses.push(...followUse(fn, tokens, at, subject, table, calls));
  }
  return uses.filter(({ most }) => most !== NOTHING);
}

/** Says nothing about the size. */
const NOTHING = Number.POSITIVE_INFINITY;

/** `u32 next = x;` */
const isOwnDeclaration = (tokens: readonly CToken[], at: number, index: readonly CToken[]): boolean =>
  index.length === 1 &&
  tokens[at - 1]?.kind === 'name' &&
  !/^(?:return|case|goto)$/.test(tokens[at - 1]?.text ?? '');

/** What a use that is no comparison says: a function may check it, an assignment or a switch may change or test it. */
function followUse(
  fn: CFunction,
  tokens: readonly CToken[],
  at: number,
  subject: Subject,
  table: Table,
  calls: number,
): readonly Use[] {
  const { index } = subject;
  const name = index.map(({ text }) => text).join('');
  const unsure: readonly Use[] = [
    { most: null, name, place: placeOf(fn.source, tokens[at]?.from ?? fn.from) },
  ];
  const [after, before] = [tokens[at + index.length]?.text ?? '', tokens[at - 1]?.text ?? ''];
  if (/^(?:[-+*/%&|^]|<<|>>)?=$|^(?:\+\+|--|%|&)$/.test(after) || /^(?:\+\+|--)$/.test(before)) return unsure;
  const call = findCall(tokens, at);
  if (call === undefined) return [];
  const callee = tokens[call]?.text ?? '';
  if (PLAIN.test(callee) || SOURCE.test(callee)) return [];
  const other = calls > 0 ? findCallee(table.scope, fn.source, callee) : undefined;
  const args = readArguments(tokens, call);
  const position = args.findIndex((arg) => arg.map(({ text }) => text).join('') === name);
  const param = other?.params[position];
  if (!other || other === fn || param === undefined || args.length !== other.params.length) return unsure;
  const inner = readTokens(other.source.text, other.body.from, other.body.to);
  const own = inner.find(({ text }) => text === param);
  if (!own) return [];
  return listUses(other, inner, { ...subject, index: [own], until: inner.length }, table, calls - 1);
}

/** The word before the parenthesis that a word stands in, in the same statement. */
function findCall(tokens: readonly CToken[], at: number): number | undefined {
  let depth = 0;
  for (let before = at - 1; before >= 0; before -= 1) {
    const text = tokens[before]?.text ?? '';
    if (/^[;{}]$/.test(text)) return undefined;
    if (text === ')' || text === ']') depth += 1;
    if (text === '[' && depth-- === 0) return undefined;
    if (text !== '(' || depth-- > 0) continue;
    depth = 0;
    if (tokens[before - 1]?.kind === 'name') return before - 1;
  }
  return undefined;
}

/** The words of each argument of a call, whose name stands at a position. */
export function readArguments(tokens: readonly CToken[], call: number): readonly (readonly CToken[])[] {
  const args: CToken[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(call + 1)) {
    if (/^[([]$/.test(token.text) && depth++ === 0) continue;
    if (/^[)\]]$/.test(token.text) && --depth === 0) break;
    if (token.text === ',' && depth === 1) args.push([]);
    else args.at(-1)?.push(token);
  }
  return args;
}

const isSameWords = (tokens: readonly CToken[], at: number, words: readonly CToken[]): boolean =>
  words.every(({ text }, offset) => tokens[at + offset]?.text === text) &&
  !MEMBER.test(tokens[at - 1]?.text ?? '') &&
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
  const isWhole = /^(?:[(;{}!,]|&&|\|\||return)$/.test(tokens[last - 1]?.text ?? '');
  return token && isWhole && (token.kind === 'name' || token.kind === 'number') ? [token] : [];
}

/** The largest value that `x OPERATOR operand` lets through, whether it guards the way in or the way out. */
function getMost(
  operator: string,
  operand: readonly CToken[],
  fn: CFunction,
  { size }: Subject,
  table: Table,
): number | null {
  const value = readOperand(operand, fn, table);
  if (value === null) return null;
  // A test of one value refuses, or allows, that one alone.
  if (EQUAL.test(operator)) return value === size ? null : NOTHING;
  return operator === '>' || operator === '<=' ? value : value - 1;
}

/** `5`, `DEMO_NR`, `ARRAY_SIZE(table)`, `ARRAY_SIZE(demo->table[0])`. */
function readOperand(
  operand: readonly CToken[],
  fn: CFunction,
  { scope, name, sizes }: Table,
): number | null {
  const [first, last] = [operand[0], operand.at(-1)];
  if (!first || !last) return null;
  const text = operand.map((token) => token.text).join('');
  const [, array = '', row] = COUNT.exec(text) ?? [];
  if (array === name) return sizes[row === undefined ? 0 : 1] ?? null;
  const value = evaluateIn(scope, fn.source.text, first.from, last.to);
  return value.ok ? toNumber(value.value) : null;
}

const COUNT = /^(?:ARRAY_SIZE|G_N_ELEMENTS)\((?:[\w.>-]*(?:\.|->))?(\w+)(\[0\])?\)$/;
