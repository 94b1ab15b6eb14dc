/**
 * A second opinion on the step functions of a corpus: a C compiler runs each for every pair of states of v2, and what it
 * accepts is compared with the arcs that the reader found. What cannot be compiled is skipped, with the reason.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriverSide, ReviewInput } from '../../src/reader/review-input.ts';
import { reviewText } from '../../src/reader/review-text.ts';
import { createHarness } from './harness.ts';

/** Compiles and runs a program: what it prints, or why there is nothing. */
type Compiler = (program: string) => { readonly ok: boolean; readonly text: string };

/** Milliseconds for the compiler, and for the program. */
const LIMIT = 20_000;
const PROGRAM_LIMIT = 2_000;

/** gcc of this machine; null where there is none. */
export function findGcc(command = 'gcc'): Compiler | null {
  if (spawnSync(command, ['--version'], { timeout: LIMIT }).status !== 0) return null;
  return (program) => {
    const folder = mkdtempSync(join(tmpdir(), 'corpus-gcc-'));
    try {
      const [source, target] = [join(folder, 'harness.c'), join(folder, 'harness')];
      writeFileSync(source, program);
      const built = spawnSync(command, ['-std=gnu89', '-w', '-O0', '-o', target, source], {
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
  let [compared, differ, skipped] = [0, 0, 0];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.c')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    const answer = compare(text, compile);
    if (answer.kind === 'same') compared += 1;
    else if (answer.kind === 'differs') differ += 1;
    else skipped += 1;
    if (answer.kind !== 'same') lines.push(`${name}: ${answer.kind}: ${answer.why}`);
  }
  lines.push(`gcc: ${compared} agree, ${differ} differ, ${skipped} skipped`);
  return { lines, exit: differ > 0 ? 1 : 0 };
}

type Answer = { readonly kind: 'same' } | { readonly kind: 'differs' | 'skipped'; readonly why: string };

function compare(text: string, compile: Compiler): Answer {
  const [input, ...more] = reviewText(new TextEncoder().encode(text)).inputs;
  const skip = (why: string): Answer => ({ kind: 'skipped', why });
  if (!input || more.length > 0) return skip('it is not one step function');
  const side = getDriver(input);
  if (!side) return skip('it is not a whole step function of v2');
  const harness = createHarness(text, input.name);
  if (!harness.ok) return skip(harness.why);
  const run = compile(harness.program);
  if (!run.ok) return skip(run.text);
  const accepted = new Set(run.text.trim().split(/\s+/).filter(Boolean));
  const own = new Set(side.arcs.map(([from, to]) => `${from}>${to}`));
  for (const [from, to] of input.assumed) own.delete(`${from}>${to}`);
  const lacks = [...accepted].filter((arc) => !own.has(arc));
  const extra = [...own].filter((arc) => !accepted.has(arc));
  if (lacks.length + extra.length === 0) return { kind: 'same' };
  const parts = [
    ...(lacks.length > 0 ? [`only gcc accepts ${lacks.join(' ')}`] : []),
    ...(extra.length > 0 ? [`only the reader accepts ${extra.join(' ')}`] : []),
  ];
  return { kind: 'differs', why: parts.join('; ') };
}

function getDriver({ new: side, generation, assumed }: ReviewInput): DriverSide | undefined {
  const isWhole = side.kind === 'driver' && !side.isPartial && assumed.length === 0;
  return generation === 'v2' && isWhole ? side : undefined;
}
