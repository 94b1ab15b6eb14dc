/**
 * Whether the functions that index a table check the index: `> N` where `>= N` is meant lets N past its last row. The
 * check may stand in the function, in one that it calls, or in the one that calls it.
 */

import { findCallee } from '../../c/run/c-callee.ts';
import type { CFunction } from '../../c/syntax/c-function.ts';
import { findFunctions } from '../../c/syntax/c-function.ts';
import { placeOf } from '../../c/syntax/c-source.ts';
import type { CToken } from '../../c/syntax/c-token.ts';
import { readTokens } from '../../c/syntax/c-token.ts';
import type { Scope } from '../../c/value/c-scope.ts';
import type { Place } from '../../text/source-line.ts';
import type { Grid } from '../grid.ts';
import type { Subject } from './bound-use.ts';
import { listUses, readArguments } from './bound-use.ts';
import type { Sizes } from './table-size.ts';
import { getLastName, getMemberSizes, getSizes, isMember } from './table-size.ts';

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

/** Functions that are looked at, words of each, and calls that are followed. */
const MOST_FUNCTIONS = 200;
const MOST_WORDS = 4000;
const DEEPEST_CALL = 3;

/** Names of a device's own state, which was checked when it was set. */
const HELD = /cur|old|from|prev|src/i;

/** What holds a value: a name, or a member. */
const KEY = /^[A-Za-z_](?:\w|\.|->)*$/;

/** A function with its words. */
interface Read {
  readonly fn: CFunction;
  readonly tokens: readonly CToken[];
}

/** What is known while the indexes of a table are looked at. */
interface Search {
  readonly grid: Grid;
  readonly scope: Scope;
  readonly sizes: Sizes;
  readonly functions: readonly Read[];
}

/** What is wrong with the indexes of a table, each problem once. */
export function findBounds(grid: Grid, scope: Scope): readonly Bound[] {
  const name = getLastName(grid);
  if (name === '' || grid.isPartial) return [];
  const functions = findFunctions(grid.source)
    .slice(0, MOST_FUNCTIONS)
    .map((fn) => ({ fn, tokens: readTokens(fn.source.text, fn.body.from, fn.body.to) }))
    .filter(({ tokens }) => tokens.length <= MOST_WORDS);
  const search: Search = { grid, scope, sizes: getSizes(grid, scope), functions };
  const found = new Map<string, Bound>();
  for (const read of functions)
    for (const access of listAccesses(read, search)) {
      const bound = judge(read, access, search);
      const key = bound && `${bound.place.line} ${bound.index}`;
      if (bound && key !== undefined && !found.has(key)) found.set(key, bound);
    }
  return [...found.values()];
}

/** One index of one use of the table. */
interface Access {
  readonly index: readonly CToken[];
  /** 0 for the row, 1 for the column. */
  readonly depth: number;
  readonly size: number;
  /** Position of the word that uses it. */
  readonly at: number;
}

function listAccesses({ tokens }: Read, { grid, scope, sizes }: Search): Access[] {
  const name = getLastName(grid);
  return tokens.flatMap((token, at) => {
    if (token.text !== name || tokens[at + 1]?.text !== '[') return [];
    if (/^(?:\.|->)$/.test(tokens[at - 1]?.text ?? '') !== isMember(grid)) return [];
    return readIndexes(tokens, at + 1, sizes, scope).flatMap(({ index, size }, depth) =>
      size === null || !KEY.test(toText(index)) ? [] : [{ index, depth, size, at }],
    );
  });
}

const toText = (tokens: readonly CToken[]): string => tokens.map(({ text }) => text).join('');

interface Index {
  readonly index: readonly CToken[];
  readonly size: number | null;
}

/** The words of each index: `[a][b]`, `[a].next[b]`. */
function readIndexes(tokens: readonly CToken[], start: number, own: Sizes, scope: Scope): Index[] {
  const indexes: Index[] = [];
  let sizes = own;
  let dimension = 0;
  for (let at = start; at < tokens.length; ) {
    const { text = '' } = tokens[at] ?? {};
    const member = tokens[at + 1];
    if ((text === '.' || text === '->') && member?.kind === 'name') {
      sizes = getMemberSizes(scope, member.text);
      dimension = 0;
      at += 2;
      continue;
    }
    if (text !== '[') break;
    let depth = 0;
    let end = at;
    for (; end < tokens.length; end += 1) {
      if (tokens[end]?.text === '[') depth += 1;
      if (tokens[end]?.text === ']' && --depth === 0) break;
    }
    indexes.push({ index: tokens.slice(at + 1, end), size: sizes[dimension] ?? null });
    dimension += 1;
    at = end + 1;
  }
  return indexes;
}

/** What is wrong with one index; undefined where it is checked, or that cannot be determined. */
function judge(read: Read, access: Access, search: Search): Bound | undefined {
  const { fn, tokens } = read;
  const { index, size, depth, at } = access;
  const place = placeOf(fn.source, tokens[at]?.from ?? fn.from);
  const found = follow(read, { index, until: at, size, depth }, search, DEEPEST_CALL);
  if (found === 'sound') return undefined;
  const isOwn = HELD.test(toText(index));
  if (found === 'unchecked')
    return depth > 1 || isOwn ? undefined : { kind: 'missing', index: toText(index), value: size, place };
  return { kind: 'lets-through', index: found.index, value: size, place: found.place };
}

/** `sound` also where it cannot be determined. */
type Found = 'sound' | 'unchecked' | { readonly index: string; readonly place: Place };

/** Looks for checks of an index in a function, in those that it calls and, if there are none, in those that call it. */
function follow({ fn, tokens }: Read, subject: Subject, search: Search, calls: number): Found {
  const { grid, scope, sizes, functions } = search;
  const name = getLastName(grid);
  const uses = listUses(fn, tokens, subject, { scope, name, sizes }, calls);
  if (uses.some(({ most }) => most === null)) return 'sound';
  const [first] = uses;
  const key = toText(subject.index);
  if (first) {
    const lowest = Math.min(...uses.map(({ most }) => most ?? 0));
    return lowest < subject.size ? 'sound' : { index: first.name, place: first.place };
  }
  const at = fn.params.indexOf(key);
  if (at < 0 || fn.isPartial || calls === 0) return 'sound';
  const callers = functions.flatMap((caller) =>
    listCalls(caller, fn, scope).map((call) => ({
      caller,
      call,
      arg: readArguments(caller.tokens, call)[at],
    })),
  );
  if (callers.length === 0) return isNamedElsewhere(fn, functions) ? 'sound' : 'unchecked';
  const answers = callers.map(({ caller, call, arg }) =>
    arg && KEY.test(toText(arg))
      ? follow(caller, { ...subject, index: arg, until: call }, search, calls - 1)
      : 'sound',
  );
  return (
    answers.find((answer) => typeof answer === 'object') ??
    (answers.includes('unchecked') ? 'unchecked' : 'sound')
  );
}

/** Where a function calls another: positions of its name. */
const listCalls = ({ fn, tokens }: Read, callee: CFunction, scope: Scope): number[] =>
  fn === callee || findCallee(scope, fn.source, callee.name) !== callee
    ? []
    : tokens.flatMap(({ text }, at) => (text === callee.name && tokens[at + 1]?.text === '(' ? [at] : []));

/** A function of the text that calls it is too long, or is another of that name. */
const isNamedElsewhere = ({ name }: CFunction, functions: readonly Read[]): boolean =>
  functions.some(({ tokens }) =>
    tokens.some(({ text }, at) => text === name && tokens[at + 1]?.text === '('),
  );
