/**
 * Macros that are statements: `ON(STOP, RUNNING, run(demo));` may mean `if (cur == … && new == …) return …;`. What such a macro
 * stands for takes its place in the text before functions are read, all of which stands where the macro is used.
 */

import type { SourceLine } from '../../text/source-line.ts';
import { createLine, cutLine, getPlace, joinLines } from '../../text/source-line.ts';
import type { CSource } from '../syntax/c-source.ts';
import { createHunkSource, createSource } from '../syntax/c-source.ts';
import type { CToken } from '../syntax/c-token.ts';
import { readTokens } from '../syntax/c-token.ts';
import type { Macro, Scope } from './c-scope.ts';
import { createScope, expandWords, readDefinitions } from './c-scope.ts';

const STATEMENT = /^(?:if|else|switch|case|default|return|goto|break|while|do|for)$/;

/** Uses of such macros in one piece of C, at most; a driver has one for each arc. */
const MOST_USES = 200;

/** A longer piece of C is not a driver's step function, or not only that. */
const LONGEST = 2_000_000;

/** The same pieces of C, with what macros that are statements stand for. */
export function expandStatements(
  sources: readonly CSource[],
  others: readonly CSource[] = [],
): readonly CSource[] {
  if (!sources.some(({ text }) => /#\s*define\b/.test(text)) && others.length === 0) return sources;
  const definitions = readDefinitions([...sources, ...others]);
  const names = [...definitions.macros.values()].filter(isStatement).map(({ name }) => name);
  if (names.length === 0) return sources;
  const used = new RegExp(`\\b(?:${names.join('|')})\\b`);
  const scope = createScope(definitions, 'v2');
  return sources.map((source) =>
    source.text.length < LONGEST && used.test(source.text)
      ? expandSource(source, scope, new Set(names))
      : source,
  );
}

/** A macro of statements mentions states, or its arguments. */
const isStatement = ({ body }: Macro): boolean =>
  body.length < 200 && body.some(({ kind, text }) => kind === 'name' && STATEMENT.test(text));

function expandSource(source: CSource, scope: Scope, names: ReadonlySet<string>): CSource {
  const { code, path, section, hunk, cut, isFragment, dropped, gaps } = source;
  const uses = findUses(source, scope, names);
  if (uses.length === 0) return source;
  const lines = [...code.lines];
  // From the last to the first, so that what stands before each keeps its offset.
  for (const use of uses.toReversed()) replaceUse(lines, code.starts, use);
  const made = isFragment ? createHunkSource(lines, path, section, hunk, cut) : createSource(lines, path);
  return { ...made, dropped, gaps: gaps.map((gap) => made.code.starts[code.starts.indexOf(gap)] ?? 0) };
}

interface Use {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** Where macros that are statements are used, except in the definition of another. */
function findUses({ text, code }: CSource, scope: Scope, names: ReadonlySet<string>): readonly Use[] {
  const uses: Use[] = [];
  const tokens = readTokens(text);
  for (let index = 0; index < tokens.length && uses.length < MOST_USES; index += 1) {
    const token = tokens[index];
    if (!token || !names.has(token.text) || isInDirective(text, token.from)) continue;
    const isCall = scope.macros.get(token.text)?.params != null;
    const last = isCall ? findClosing(tokens, index + 1) : index;
    const end = tokens[last]?.to;
    if (last < 0 || end === undefined || end > text.length - code.suffix.length) continue;
    const words = expandWords(scope, text, token.from, end).slice(0, -1);
    uses.push({ from: token.from, to: end, words: words.map((word) => word.text).join(' ') });
    index = last;
  }
  return uses;
}

function findClosing(tokens: readonly CToken[], open: number): number {
  if (tokens[open]?.text !== '(') return -1;
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (tokens[index]?.text === '(') depth += 1;
    if (tokens[index]?.text === ')') depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** A line that begins with #, or that continues one that ends with a backslash. */
function isInDirective(text: string, at: number): boolean {
  let start = text.lastIndexOf('\n', at - 1) + 1;
  while (text[start - 2] === '\\') start = text.lastIndexOf('\n', start - 2) + 1;
  return /^\s*#/.test(text.slice(start, at));
}

function replaceUse(lines: SourceLine[], starts: readonly number[], { from, to, words }: Use): void {
  const first = starts.findLastIndex((start) => start <= from);
  const last = starts.findLastIndex((start) => start < to);
  const [head, tail] = [lines[first], lines[last]];
  const [column, end] = [from - (starts[first] ?? 0), to - (starts[last] ?? 0)];
  if (!head || !tail || column < 0) return;
  const place = getPlace(head, column);
  const before: SourceLine = {
    text: head.text.slice(0, column),
    spans: head.spans.filter(({ at }) => at <= column),
  };
  const spans = Array.from(words.matchAll(/\S+/g), ({ index }) => ({ at: index, ...place }));
  const meant: SourceLine = { text: words, spans };
  // The rest of the last line is what later uses in it have left.
  lines[first] = joinLines(joinLines(before, meant), cutLine(tail, Math.min(end, tail.text.length)));
  for (let index = first + 1; index <= last; index += 1)
    lines[index] = createLine('', getPlace(tail, 0).line);
}
