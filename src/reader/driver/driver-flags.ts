/**
 * migration_flags as a text sets them: what is assigned, and what is added to it anywhere. Each of several drivers has those
 * of its own file, or of its folder.
 */

import { findFlagsFault } from '../../protocol/state/migration-flags.ts';
import type { CExpression } from '../c/syntax/c-expression.ts';
import { findFunctions } from '../c/syntax/c-function.ts';
import type { CSource } from '../c/syntax/c-source.ts';
import { createHunkSource, placeOf } from '../c/syntax/c-source.ts';
import type { CToken } from '../c/syntax/c-token.ts';
import { readTokens } from '../c/syntax/c-token.ts';
import { evaluate } from '../c/value/c-evaluate.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { createLookup, parseIn } from '../c/value/c-scope.ts';
import { toNumber } from '../c/value/c-value.ts';
import type { TextPart } from '../mail/read-text.ts';
import type { FlagsClaim } from '../review-input.ts';

const FLAGS = /\bmig(?:ration)?_flags\b/;

/** Whether lines may set them. */
const mentionsFlags = (lines: readonly { readonly text: string }[]): boolean =>
  lines.some(({ text }) => FLAGS.test(text));

/**
 * Hunks that may set migration_flags: a series often does that in one mail, and writes the step function in another. Those of
 * `after` and of the mails behind it are as they were before.
 */
export const listSeries = (parts: readonly TextPart[], after = parts.length): CSource[] =>
  parts.flatMap(({ files }, index) =>
    files.flatMap(({ path, hunks }) =>
      hunks
        .map((hunk) => ({ lines: index < after ? hunk.new : hunk.old, section: hunk.section }))
        .filter(({ lines }) => mentionsFlags(lines))
        .map(({ lines, section }) => createHunkSource(lines, path, section, 0)),
    ),
  );

const getFolder = (path: string) => path.slice(0, path.lastIndexOf('/') + 1);

/** The first line of a file of the kernel, so that several in one paste can be told apart. */
const FIRST_LINE = /^(?:\/\/|\/\*) SPDX-License-Identifier:/gm;

/** A value that is assigned or added, and where. */
interface Setting {
  readonly source: CSource;
  readonly at: number;
  readonly value: number;
}

/** Where a driver's step function is, and what else is in the text. */
interface FlagsSearch {
  readonly source: CSource;
  /** Offset of the step function. */
  readonly from: number;
  readonly sources: readonly CSource[];
  /** What the other mails of the text have. */
  readonly series: readonly CSource[];
  readonly scope: Scope;
  /** Whether it is the only driver of the text: then flags that are set anywhere are its own. */
  readonly isOnly: boolean;
}

/** The flags of a driver, as its lines set them; empty where the text does not set them, or sets what is not defined. */
export function findFlagsClaims(search: FlagsSearch): readonly FlagsClaim[] {
  const { source, sources, series, scope, isOnly } = search;
  const { path } = source;
  const [own, others] = [sources, series].map((some) => some.flatMap((each) => listSettings(each, scope)));
  const isInFile = path === '' ? createIsInFile(search) : (each: Setting) => each.source.path === path;
  const isNear = (each: Setting) => path !== '' && getFolder(each.source.path) === getFolder(path);
  const groups = [own?.filter(isInFile), own?.filter(isNear), others?.filter(isNear), isOnly ? own : []];
  for (const group of groups) {
    const flags = (group ?? []).reduce((all, { value }) => all | value, 0);
    if (group && group.length > 0 && findFlagsFault(flags) === undefined)
      return group.map((each) => ({ flags: each.value, place: placeOf(each.source, each.at) }));
  }
  return [];
}

/** Tells the file around a step function from others, where several are pasted one after the other. */
function createIsInFile({ source, from }: FlagsSearch): (each: Setting) => boolean {
  const starts = listFiles(source);
  const next = starts.findIndex((start) => start > from);
  const start = (next < 0 ? starts.at(-1) : starts[next - 1]) ?? 0;
  const end = next < 0 ? Number.POSITIVE_INFINITY : (starts[next] ?? 0);
  return (each) => each.source === source && each.at >= start && each.at < end;
}

/** What a piece of C sets; several drivers ask for it. */
const files = new WeakMap<CSource, readonly number[]>();
const settings = new WeakMap<CSource, readonly Setting[]>();

function listFiles(source: CSource): readonly number[] {
  const known = files.get(source);
  if (known) return known;
  const starts = Array.from(source.text.matchAll(FIRST_LINE), ({ index }) => index);
  files.set(source, starts);
  return starts;
}

function listSettings(source: CSource, scope: Scope): readonly Setting[] {
  const known = settings.get(source);
  if (known) return known;
  const found = FLAGS.test(source.text) ? readSettings(source, scope) : [];
  settings.set(source, found);
  return found;
}

function readSettings(source: CSource, scope: Scope): Setting[] {
  let found: Setting[] = [];
  const tokens = readTokens(source.text);
  const tests = findFunctions(source).filter(({ name }) => /test/i.test(name));
  const isInTest = (at: number) => tests.some(({ body }) => body.from <= at && at < body.to);
  const open: number[] = [];
  let taken = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text === '{') open.push(token.from);
    if (token.text === '}') open.pop();
    const operator = tokens[index + 1];
    if (!FLAGS.test(token.text) || !operator || !/^[|&]?=$/.test(operator.text)) continue;
    if (isInTest(token.from)) continue;
    let last = index + 2;
    while (last < tokens.length - 1 && !/^[;,}]$/.test(tokens[last]?.text ?? '')) last += 1;
    const given = parseIn(scope, source.text, operator.to, tokens[last]?.from ?? operator.to);
    const search = { source, tokens, scope, depth: 0 };
    const value = findMost(given, search);
    if (operator.text === '&=') {
      const [start] = open;
      const isSure = open.length === 1 && !isConditional(tokens, index) && taken < MOST_TAKEN_BACK;
      if (isSure && value !== undefined) found = takeBack(found, start ?? 0, value);
      if (isSure) taken += 1;
    } else
      for (const each of listChoices(given)) {
        const flags = findMost(each, search);
        if (value !== undefined && flags !== undefined) found.push({ source, at: token.from, value: flags });
      }
  }
  return found;
}

/** `migration_flags &= ~VFIO_MIGRATION_P2P;`, always run, takes back what its function has set before. */
function takeBack(found: readonly Setting[], start: number, kept: number): Setting[] {
  const left = found.map((each) => (each.at < start ? each : { ...each, value: each.value & kept }));
  return left.filter(({ value }, index) => value !== 0 || found[index]?.value === 0);
}

/** As many as are taken back in turn; no driver does it twice. */
const MOST_TAKEN_BACK = 20;

/** Whether a condition is part of the statement that has this word. */
function isConditional(tokens: readonly CToken[], index: number): boolean {
  const before = tokens.slice(Math.max(0, index - 60), index).map(({ text }) => text);
  const first = before.findLastIndex((text) => /^[;{}]$/.test(text)) + 1;
  return before.slice(first).some((text) => /^(?:if|else|for|while|case|default)$/.test(text));
}

interface Search {
  readonly source: CSource;
  readonly tokens: readonly CToken[];
  readonly scope: Scope;
  readonly depth: number;
}

/** The longest chain of variables that are set from one another. */
const DEEPEST = 3;

/** Both sides of a choice: each device has one of them. */
const listChoices = (given: CExpression): CExpression[] => {
  if (given.kind === 'paren') return listChoices(given.inner);
  return given.kind === 'choice' ? [given.then, given.otherwise] : [given];
};

/** All flags that a value may have: both sides of a choice, and everything that is assigned to a variable. */
function findMost(expression: CExpression, search: Search): number | undefined {
  const value = evaluate(expression, createLookup(search.scope));
  if (value.ok) return toNumber(value.value);
  if (expression.kind === 'paren') return findMost(expression.inner, search);
  if (expression.kind === 'choice') return join([expression.then, expression.otherwise], search);
  if (expression.kind === 'binary' && expression.operator === '|')
    return join([expression.left, expression.right], search);
  if (expression.kind !== 'name' || search.depth === DEEPEST) return undefined;
  return join(listGiven(expression.name, search), { ...search, depth: search.depth + 1 });
}

/** The flags of several values, if all are known. */
function join(expressions: readonly CExpression[], search: Search): number | undefined {
  const values = expressions.map((each) => findMost(each, search));
  if (values.length === 0 || values.includes(undefined)) return undefined;
  return values.reduce<number>((all, value) => all | (value ?? 0), 0);
}

/** Everything that the source assigns to a variable of that name. */
function listGiven(name: string, { source, tokens, scope }: Search): CExpression[] {
  return tokens.flatMap((token, index) => {
    const operator = tokens[index + 1];
    const isMember = /^(?:\.|->)$/.test(tokens[index - 1]?.text ?? '');
    if (token.text !== name || isMember || !operator || !/^\|?=$/.test(operator.text)) return [];
    const last = tokens.findIndex(({ text }, at) => at > index && /^[;,}]$/.test(text));
    return [parseIn(scope, source.text, operator.to, tokens[last]?.from ?? operator.to)];
  });
}
