/**
 * A second opinion on a corpus: a C compiler runs each step function for every pair of states, evaluates each table, and
 * walks it with the function of the text. What cannot be compiled is skipped, with the reason.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getFlagSets } from '../../src/protocol/rule-sets/rule-set.ts';
import { V1_STATES, V2_STATES } from '../../src/protocol/state/state.ts';
import { readVerdict } from '../../src/protocol/verdict/verdict-table.ts';
import type { DriverSide, ReviewInput, TableSide } from '../../src/reader/review-input.ts';
import { reviewText } from '../../src/reader/review-text.ts';
import { createHarness } from './harness.ts';
import { createTableHarness, createWalkHarness } from './table-harness.ts';

/** Compiles and runs a program with some names defined as 1: what it prints, or why there is nothing. */
type Compiler = (
  program: string,
  defined?: readonly string[],
) => { readonly ok: boolean; readonly text: string };

/** Milliseconds for the compiler, and for the program. */
const LIMIT = 20_000;
const PROGRAM_LIMIT = 2_000;

/** gcc of this machine; null where there is none. */
export function findGcc(command = 'gcc'): Compiler | null {
  if (spawnSync(command, ['--version'], { timeout: LIMIT }).status !== 0) return null;
  return (program, defined = []) => {
    const folder = mkdtempSync(join(tmpdir(), 'corpus-gcc-'));
    try {
      const [source, target] = [join(folder, 'harness.c'), join(folder, 'harness')];
      writeFileSync(source, program);
      const names = defined.map((name) => `-D${name}=1`);
      const built = spawnSync(command, ['-std=gnu89', '-w', '-O0', ...names, '-o', target, source], {
        encoding: 'utf8',
        timeout: LIMIT,
      });
      if (built.status !== 0) return { ok: false, text: /error: .*/.exec(built.stderr)?.[0] ?? 'gcc failed' };
      const run = spawnSync(target, [], { encoding: 'utf8', timeout: PROGRAM_LIMIT, env: {} });
      return run.status === 0 ? { ok: true, text: run.stdout } : { ok: false, text: 'the program failed' };
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

/** Compares the C texts of a folder. Exit 1 if anything differs; without a compiler it says so, with exit 0. */
export function runGcc(folder: string, compile: Compiler | null): { lines: readonly string[]; exit: 0 | 1 } {
  if (!compile) return { lines: ['gcc is not on this machine: no second opinion.'], exit: 0 };
  const lines: string[] = [];
  const counts = { agrees: 0, differs: 0, skipped: 0 };
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.c')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const { inputs } = reviewText(new TextEncoder().encode(text));
    const answers = inputs.flatMap((input) => compare(text, input, compile));
    for (const answer of answers.length > 0 ? answers : [skip('nothing in it is read')]) {
      counts[answer.kind] += 1;
      if (answer.kind !== 'agrees') lines.push(`${name}: ${answer.kind}: ${answer.why}`);
    }
  }
  lines.push(`gcc: ${counts.agrees} agree, ${counts.differs} differ, ${counts.skipped} skipped`);
  return { lines, exit: counts.differs > 0 ? 1 : 0 };
}

type Answer = { readonly kind: 'agrees' } | { readonly kind: 'differs' | 'skipped'; readonly why: string };

const skip = (why: string): Answer => ({ kind: 'skipped', why });

function compare(text: string, input: ReviewInput, compile: Compiler): Answer[] {
  const side = input.new;
  if (side.kind === 'driver') return [compareDriver(text, input, side, compile)];
  if (side.kind === 'table') return compareTable(text, input, side, compile);
  return [skip('a check of single values is not compared')];
}

const CONDITION = /^[ \t]*#[ \t]*(?:if|elif)\w*\b(.*)$/gm;

/** Names that the conditionals of a text ask for. */
const listAsked = (text: string): string[] =>
  [
    ...new Set(
      Array.from(
        text.matchAll(CONDITION),
        ([, condition = '']) => condition.match(/\b[A-Z]\w+\b/g) ?? [],
      ).flat(),
    ),
  ].filter((name) => name !== 'IS_ENABLED' && name !== 'IS_BUILTIN' && !name.startsWith('VFIO_'));

/** What is accepted with one choice of the names that its conditionals ask for is what the reader says. */
function compareDriver(text: string, input: ReviewInput, side: DriverSide, compile: Compiler): Answer {
  if (side.isPartial) return skip('only a part of the function is in the text');
  if (input.assumed.length > 0) return skip('it depends on what is not in the text');
  const { generation } = input;
  const states = generation === 'v1' ? V1_STATES : V2_STATES;
  const values = states.filter(({ kind }) => kind === 'valid').map(({ value }) => value);
  const harness = createHarness(text, input.name, generation, values);
  if (!harness.ok) return skip(harness.why);
  const runs = listChoices(listAsked(text)).map((defined) => compile(harness.program, defined));
  const done = runs.filter(({ ok }) => ok);
  if (done.length === 0) return skip(runs[0]?.text ?? '');
  const own = side.arcs.map((pair) => pair.join('>')).filter((arc) => isBetween(arc, values));
  const differences = done.map((run) => differ(run.text.trim().split(/\s+/).filter(Boolean), own));
  return differences.includes('') ? { kind: 'agrees' } : { kind: 'differs', why: differences[0] ?? '' };
}

/** More names than that are defined together, or not at all. */
const MOST_NAMES = 3;

/** Every choice of names, none first: the reader judges a text in one of them. */
function listChoices(names: readonly string[]): readonly (readonly string[])[] {
  if (names.length > MOST_NAMES) return [[], names];
  return Array.from({ length: 2 ** names.length }, (_, choice) =>
    names.filter((_name, index) => choice & (1 << index)),
  );
}

const isBetween = (arc: string, values: readonly number[]) =>
  arc.split('>').every((value) => values.includes(Number(value)));

/** What only one of two lists has; empty where they are the same. */
function differ(accepted: readonly string[], own: readonly string[]): string {
  const lacks = accepted.filter((arc) => !own.includes(arc));
  const extra = own.filter((arc) => !accepted.includes(arc));
  return [
    ...(lacks.length > 0 ? [`only gcc accepts ${lacks.join(' ')}`] : []),
    ...(extra.length > 0 ? [`only the reader accepts ${extra.join(' ')}`] : []),
  ].join('; ');
}

function compareTable(text: string, input: ReviewInput, side: TableSide, compile: Compiler): Answer[] {
  if (input.assumed.length > 0 || input.faults.length > 0)
    return [skip('only a part of the table is in the text')];
  if (listAsked(text).length > 0) return [skip('a table with conditionals is read in one of its branches')];
  const { name, form, generation } = input;
  const toAnswer = (
    harness: ReturnType<typeof createTableHarness>,
    list: () => readonly string[],
  ): Answer => {
    if (!harness.ok) return skip(harness.why);
    const run = compile(harness.program);
    if (!run.ok) return skip(run.text);
    const lines = run.text.trim().split(/\s+/).filter(Boolean);
    const why = differ(lines.filter(isListed(side, form)), list());
    return why === '' ? { kind: 'agrees' } : { kind: 'differs', why };
  };
  if (input.warnings.some(({ id }) => id === 'arc-guarded'))
    return [skip('another table refuses some of its entries')];
  const cells = toAnswer(createTableHarness(text, name, form, generation), () => listCells(side, form));
  const { ruleSet } = side;
  const isWalked = form === 'next-state' && side.guard === null && input.warnings.length === 0;
  if (!isWalked || ruleSet.generation === 'v1') return [cells];
  const harness = createWalkHarness(text, name, ruleSet);
  const walked = toAnswer(harness, () => listNext(side));
  return [cells, walked];
}

/** Cells that the table of the reader has, and, of a table of arcs, those that are allowed. */
const isListed =
  ({ ruleSet: { values } }: TableSide, form: ReviewInput['form']) =>
  (line: string): boolean => {
    const [, from, to, value] = /(\d+)>(\d+)=(\d+)$/.exec(line) ?? [];
    const isIn = values.includes(Number(from)) && values.includes(Number(to));
    return isIn && (form === 'next-state' || value !== '0');
  };

/** `from>to=value`, as the program prints it. */
function listCells({ ruleSet }: TableSide, form: ReviewInput['form']): readonly string[] {
  const { values } = ruleSet;
  return values.flatMap((from, row) =>
    values.flatMap((to, column) => {
      if (ruleSet.generation === 'v1') return ruleSet.cells[row]?.[column] === '+' ? [`${from}>${to}=1`] : [];
      const next = ruleSet.next[row]?.[column] ?? ruleSet.error;
      if (form === 'next-state') return [`${from}>${to}=${next}`];
      return next === ruleSet.error ? [] : [`${from}>${to}=1`];
    }),
  );
}

/** `flags:from>to=next`, for what is accepted. */
const listNext = ({ ruleSet }: TableSide): readonly string[] =>
  getFlagSets(ruleSet).flatMap((flags) =>
    ruleSet.values.flatMap((from) =>
      ruleSet.values.flatMap((to) => {
        const verdict = from === to ? undefined : readVerdict(ruleSet, { flags, from, to });
        return verdict?.kind === 'accepted' ? [`${flags}:${from}>${to}=${verdict.path[0]}`] : [];
      }),
    ),
  );
