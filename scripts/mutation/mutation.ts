/**
 * Mutates the files of a folder with StrykerJS and runs the tests that depend on each change: those of the same folder, of the
 * same room, such as src/protocol, or all. The results are kept in .cache/, so that a second run tries only what has changed.
 */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path/posix';
import { Stryker } from '@stryker-mutator/core';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { leaveOutProse } from './prose.ts';
import { formatRange, type Spot, sampleMutants } from './sample.ts';
import { formatScore, type Tried } from './score.ts';

type StrykerOptions = ConstructorParameters<typeof Stryker>[0];

/** More tests take longer and notice more. */
type TestScope = 'folder' | 'room' | 'all';

export interface MutationOptions {
  readonly folder: string;
  /** At most that many mutants, chosen by the seed. */
  readonly most?: number;
  readonly seed: number;
  /** Which of the tests that depend on a change run: those of the same folder, of the same room, or all. */
  readonly tests: TestScope;
  /** How many mutants are tried at once. */
  readonly jobs: number;
}

/** The sources of a folder or file below src/, without tests and fixtures. Undefined if there is no such path. */
export function listSources(folder: string): readonly string[] | undefined {
  const path = join('src', folder.replace(/^src(\/|$)/, '')).replace(/\/$/, '');
  if (folder.includes('..') || !existsSync(path)) return undefined;
  const files = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true }).map((name) => join(path, String(name)))
    : [path];
  return files.filter((file) => /\.ts$/.test(file) && !/\.(test|fixture|d)\.ts$/.test(file)).sort();
}

/** Every mutant that StrykerJS makes of these files. */
export async function listMutants(files: readonly string[]) {
  const sources = files.map((name) => ({ name, content: readFileSync(name, 'utf8'), mutate: true }));
  const options = { plugins: [], excludedMutations: [], ignorers: [] };
  return (await new Instrumenter(SILENT).instrument(sources, options)).mutants;
}

/** Tries the mutants and returns the report. */
export async function runMutation({
  folder,
  most,
  seed,
  tests,
  jobs,
}: MutationOptions): Promise<readonly string[]> {
  const files = listSources(folder) ?? [];
  const everything = await listMutants(files);
  const mutants = leaveOutProse(everything, (name) => readFileSync(name, 'utf8'));
  const sample = most === undefined ? mutants : sampleMutants(mutants, most, seed);
  const chosen = most === undefined ? '' : `, ${sample.length} of them by seed ${seed}`;
  const left = everything.length - mutants.length;
  const head = `${folder}: ${mutants.length} mutants in ${files.length} files${chosen}; ${left} of sentences are left out`;
  if (sample.length === 0) return [head, 'score - %: nothing to try'];
  // The processes that run the tests inherit it, and vite.config.ts reads it.
  if (tests !== 'all') process.env.MUTATION_TESTS = getFolder(files, tests === 'room' ? 2 : undefined);
  const tried = await new Stryker({
    testRunner: 'vitest',
    plugins: [import.meta.resolve('@stryker-mutator/vitest-runner')],
    mutate: most === undefined ? [...files] : [...new Set(sample.map(formatRange))],
    reporters: ['progress-append-only'],
    logLevel: 'error' as NonNullable<StrykerOptions['logLevel']>,
    allowConsoleColors: false,
    coverageAnalysis: 'perTest',
    incremental: true,
    incrementalFile: `.cache/mutation-${tests}.json`,
    tempDirName: '.cache/mutation',
    // StrykerJS would rewrite the paths of a tsconfig with the JS API that TypeScript 7 lacks. Ours has none to rewrite.
    tsconfigFile: '.cache/no-tsconfig.json',
    vitest: { related: true },
    dryRunTimeoutMinutes: 20,
    timeoutMS: 20_000,
    concurrency: jobs,
  }).runMutationTest();
  const results = takeSample(tried.map(toTried), sample);
  return [head, ...formatScore(results, (name) => readFileSync(name, 'utf8'))];
}

/** The folder that contains all files, at most so many levels deep: `src/protocol`, or `src` for files of several rooms. */
export function getFolder(files: readonly string[], most = Number.POSITIVE_INFINITY): string {
  const [first = [], ...others] = files.map((file) => file.split('/').slice(0, -1));
  const isShared = (name: string, level: number) =>
    level < most && others.every((folders) => folders[level] === name);
  const differs = first.findIndex((name, level) => !isShared(name, level));
  return first.slice(0, differs < 0 ? undefined : differs).join('/');
}

/** The results include those of earlier runs; only what this run chose counts. */
export function takeSample(tried: readonly Tried[], sample: readonly Spot[]): readonly Tried[] {
  const chosen = new Set(sample.map(formatRange));
  return tried.filter((each) => chosen.has(formatRange(each)));
}

/** The results of StrykerJS count lines and columns from 1, its mutants from 0. */
export function toTried(result: Tried): Tried {
  const { start, end } = result.location;
  const back = ({ line, column }: { readonly line: number; readonly column: number }) => ({
    line: line - 1,
    column: column - 1,
  });
  return {
    ...result,
    fileName: toRelative(result.fileName),
    location: { start: back(start), end: back(end) },
  };
}

const toRelative = (fileName: string) =>
  fileName.startsWith(process.cwd()) ? fileName.slice(process.cwd().length + 1) : fileName;

const no = () => false;
const say = () => undefined;

/** StrykerJS requires a logger even if it logs nothing. */
const SILENT = {
  isTraceEnabled: no,
  isDebugEnabled: no,
  isInfoEnabled: no,
  isWarnEnabled: no,
  isErrorEnabled: no,
  isFatalEnabled: no,
  trace: say,
  debug: say,
  info: say,
  warn: say,
  error: say,
  fatal: say,
};
