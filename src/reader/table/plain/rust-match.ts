/**
 * A step function in Rust: `match (self.state, new) { (Stop, Running) => ... }`, or `matches!((cur, new), ...)`. It is read by
 * its words: the first arm that matches decides, and one that returns an error is a refusal.
 */

import { V2_STATES } from '../../../protocol/state/state.ts';
import type { CToken } from '../../c/syntax/c-token.ts';
import { readTokens } from '../../c/syntax/c-token.ts';
import type { CodeText } from '../../text/code-text.ts';
import { findPlace } from '../../text/code-text.ts';
import type { LocatedProblem } from '../../text/problem.ts';
import { askAbout, createProblem } from '../../text/problem.ts';
import type { Place } from '../../text/source-line.ts';
import { parseLabel } from './state-label.ts';

export interface RustMatch {
  readonly name: string;
  readonly place: Place;
  /** `from>to` -> the arm that allows it. */
  readonly arcs: ReadonlyMap<string, Place>;
  readonly same: readonly number[];
  /** Arcs that an arm with both states refuses. */
  readonly failing: ReadonlySet<string>;
  /** Arcs that an arm allows whose condition cannot be evaluated. */
  readonly open: ReadonlySet<string>;
  /** Those conditions. */
  readonly guards: readonly { readonly text: string; readonly place: Place }[];
  readonly problems: readonly LocatedProblem[];
}

/** A pattern of one state: the values that it fits; null for all. */
type Pattern = readonly number[] | null;

interface Arm {
  readonly from: number;
  readonly pairs: readonly (readonly [current: Pattern, next: Pattern])[];
  readonly isRefusal: boolean;
  /** Whether the condition of the arm holds for a pair; null where that cannot be evaluated. */
  readonly holds: (from: number, to: number) => boolean | null;
  /** The words of its condition, or empty. */
  readonly guard: string;
}

const HEAD = /\b(match|matches!\s*\()\s*\(([^(),]{1,80}(?:\(\))?),([^(),]{1,80}(?:\(\))?)\)\s*([{,])/g;

const CURRENT = /\b(?:cur|current|old|from|prev|src|self)\w*/i;
const NEW = /\b(?:new|next|to|target|want|wanted|req|requested|dst)(?:_\w+)?\b/i;
const REFUSES =
  /^(?:return\s*)?(?:Err\b|None\b|false\b|panic\s*!|unreachable\s*!|todo\s*!|unimplemented\s*!|bail\s*!|-\s*E[A-Z]+)/;

/** The step functions in Rust that a text has; a match that refuses nothing makes none. */
export function* searchRustMatches(
  code: CodeText,
  names: Readonly<Record<string, string>>,
): Generator<RustMatch> {
  for (const head of code.text.matchAll(HEAD)) {
    const [whole, kind = '', first = '', second = '', opening] = head;
    if ((kind === 'match') !== (opening === '{')) continue;
    const isTurned = NEW.test(first) && !CURRENT.test(first) && CURRENT.test(second) && !NEW.test(second);
    const start = head.index + whole.length;
    const tokens = readTokens(code.text, start, findEnd(code.text, start));
    const reading = { code, names, problems: [], known: new Set<number>(), others: [], isTurned };
    const arms = kind === 'match' ? readArms(tokens, reading) : [readPattern(tokens, reading, false)];
    if (
      reading.others.length > 0 ||
      reading.known.size < 2 ||
      (kind === 'match' && !arms.some(({ isRefusal }) => isRefusal))
    )
      continue;
    yield toMatch(reading, head.index, arms);
  }
}

/** Where the brace or the parenthesis around a position closes. */
function findEnd(text: string, start: number): number {
  let depth = 0;
  for (const token of readTokens(text, start, Math.min(text.length, start + 20_000))) {
    if (/^[({[]$/.test(token.text)) depth += 1;
    if (/^[)}\]]$/.test(token.text) && depth-- === 0) return token.from;
  }
  return Math.min(text.length, start + 20_000);
}

interface Reading {
  readonly code: CodeText;
  readonly names: Readonly<Record<string, string>>;
  readonly problems: LocatedProblem[];
  readonly known: Set<number>;
  /** Literals where a state would be: the match is on something else. */
  readonly others: string[];
  readonly isTurned: boolean;
}

function readArms(tokens: readonly CToken[], reading: Reading): Arm[] {
  const arms: Arm[] = [];
  for (let at = 0; at < tokens.length && tokens[at]?.kind !== 'end'; ) {
    const arrow = findAt(
      tokens,
      at,
      (index) => tokens[index]?.text === '=' && tokens[index + 1]?.text === '>',
    );
    if (arrow < 0) break;
    const isBlock = tokens[arrow + 2]?.text === '{';
    const end = isBlock
      ? findClosing(tokens, arrow + 2)
      : findAt(tokens, arrow + 2, (index) => tokens[index]?.text === ',');
    const last = end < 0 ? tokens.length : end;
    const body = tokens.slice(arrow + 2 + (isBlock ? 1 : 0), last);
    arms.push(readPattern(tokens.slice(at, arrow), reading, refuses(body, reading.code.text)));
    at = last + 1;
    if (isBlock && tokens[at]?.text === ',') at += 1;
  }
  return arms;
}

/** What an arm results in, by its last statement. */
function refuses(body: readonly CToken[], text: string): boolean {
  const [first, last] = [body[0], body.at(-1)];
  if (!first || !last) return false;
  const statements = text
    .slice(first.from, last.to)
    .split(';')
    .map((each) => each.trim());
  return REFUSES.test(statements.findLast((each) => each !== '') ?? '');
}

/** The first index at which a test holds outside of all brackets; -1 where there is none. */
function findAt(tokens: readonly CToken[], start: number, test: (index: number) => boolean): number {
  let depth = 0;
  for (let at = start; at < tokens.length; at += 1) {
    if (depth === 0 && test(at)) return at;
    const text = tokens[at]?.text ?? '';
    if (/^[({[]$/.test(text)) depth += 1;
    if (/^[)}\]]$/.test(text)) depth -= 1;
  }
  return -1;
}

function findClosing(tokens: readonly CToken[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at += 1) {
    if (/^[({[]$/.test(tokens[at]?.text ?? '')) depth += 1;
    if (/^[)}\]]$/.test(tokens[at]?.text ?? '') && --depth === 0) return at;
  }
  return tokens.length;
}

function readPattern(tokens: readonly CToken[], reading: Reading, isRefusal: boolean): Arm {
  const guard = findAt(tokens, 0, (at) => tokens[at]?.text === 'if');
  const words = guard < 0 ? tokens : tokens.slice(0, guard);
  const pairs = splitAt(words, '|').flatMap((part) => {
    const inner = part.filter(({ kind }) => kind !== 'end');
    if (inner[0]?.text !== '(') return inner.length > 0 ? [[null, null] as const] : [];
    const [first, second] = splitAt(inner.slice(1, findClosing(inner, 0)), ',').map((each) =>
      readState(each, reading),
    );
    const [current = null, next = null] = reading.isTurned ? [second, first] : [first, second];
    return [[current, next] as const];
  });
  const condition = guard < 0 ? [] : tokens.slice(guard + 1).filter(({ kind }) => kind !== 'end');
  const text = condition.map((token) => token.text).join(' ');
  return { from: tokens[0]?.from ?? 0, pairs, isRefusal, holds: createHolds(text), guard: text };
}

/** `from == to` is decided by the pair; any other condition is not. */
function createHolds(guard: string): Arm['holds'] {
  if (guard === '') return () => true;
  const [, operator] = /^\w+ (==|!=) \w+$/.exec(guard) ?? [];
  if (operator === undefined || !/\b(?:from|cur|current|old|a)\b/.test(guard)) return () => null;
  return (from, to) => (operator === '==') === (from === to);
}

function splitAt(tokens: readonly CToken[], sign: string): (readonly CToken[])[] {
  const parts: (readonly CToken[])[] = [];
  for (let at = 0; at <= tokens.length; ) {
    const end = findAt(tokens, at, (index) => tokens[index]?.text === sign);
    const last = end < 0 ? tokens.length : end;
    parts.push(tokens.slice(at, last));
    at = last + 1;
  }
  return parts;
}

/** `A | B`, `_`, or a name that takes whatever is there. */
function readState(tokens: readonly CToken[], { code, names, problems, known, others }: Reading): Pattern {
  const values: number[] = [];
  for (const part of splitAt(tokens, '|')) {
    const label = part.map(({ text }) => text).join('');
    const last = label.split('::').at(-1) ?? '';
    if (/^(?:true|false|["'\d].*)$/.test(label)) others.push(label);
    if (/^(?:_|[a-z]\w*)$/.test(last)) return null;
    const value = parseLabel(label, 'v2', names) ?? parseLabel(last, 'v2', names);
    if (value !== undefined) {
      known.add(value);
      values.push(value);
      continue;
    }
    const place = findPlace(code, part[0]?.from ?? 0);
    const name = last.slice(0, 60);
    const problem = createProblem('unknown-name', place, label, { name, generation: 'v2', hint: '' });
    problems.push(askAbout(problem, name));
  }
  return values;
}

function toMatch({ code, problems }: Reading, at: number, arms: readonly Arm[]): RustMatch {
  const arcs = new Map<string, Place>();
  const same = new Set<number>();
  const failing = new Set<string>();
  const open = new Set<string>();
  const guarded = new Set(arms.filter(({ guard, holds }) => guard !== '' && holds(0, 0) === null));
  const values = V2_STATES.map(({ value }) => value);
  for (const from of values)
    for (const to of values) {
      const fitting = arms.filter(
        ({ pairs, holds }) =>
          holds(from, to) !== false &&
          pairs.some(([current, next]) => (current?.includes(from) ?? true) && (next?.includes(to) ?? true)),
      );
      const arm = fitting.find(({ holds }) => holds(from, to));
      const before = arm ? fitting.slice(0, fitting.indexOf(arm)) : fitting;
      for (const each of before) if (!each.isRefusal) open.add(`${from}>${to}`);
      if (!arm) continue;
      if (arm.isRefusal) {
        if (arm.pairs.some(([current, next]) => current !== null && next !== null))
          failing.add(`${from}>${to}`);
      } else if (from === to) same.add(from);
      else arcs.set(`${from}>${to}`, findPlace(code, arm.from));
    }
  const name = /\bfn\s+(\w+)[^}]*$/.exec(code.text.slice(Math.max(0, at - 2000), at))?.[1] ?? 'match';
  const guards = Array.from(guarded, ({ guard, from }) => ({
    text: guard.slice(0, 60),
    place: findPlace(code, from),
  }));
  const place = findPlace(code, at);
  return { name, place, arcs, same: [...same], failing, open, guards, problems };
}
