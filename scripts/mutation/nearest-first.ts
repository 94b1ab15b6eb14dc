/**
 * The order of the test files for a mutant: those nearest to the mutated file first, and of equally near ones the shortest.
 * StrykerJS stops at the first test that fails, so most mutants need one short file instead of the longest ones, which Vitest
 * would run first.
 */

import { statSync } from 'node:fs';
import type { TestSequencer, TestSpecification, Vitest } from 'vitest/node';

/** Sorts test files by how near they are to the file: its own test, its folder, its parent folder. `size` is in bytes. */
export function sortNearest<Test extends { readonly file: string; readonly size: number }>(
  tests: readonly Test[],
  mutated: string,
): Test[] {
  const stem = mutated.replace(/\.ts$/, '');
  const measure = (file: string) =>
    file.replace(/\.test\.tsx?$/, '') === stem ? Number.POSITIVE_INFINITY : countShared(file, mutated);
  return tests.toSorted((a, b) => compare(measure(b.file), measure(a.file)) || a.size - b.size);
}

const compare = (a: number, b: number) => (a === b ? 0 : a - b);

/** How many folders two paths have in common, from the root. */
function countShared(a: string, b: string): number {
  const [left, right] = [a.split('/').slice(0, -1), b.split('/').slice(0, -1)];
  const differs = left.findIndex((folder, n) => folder !== right[n]);
  return differs < 0 ? left.length : differs;
}

/** For Vitest. The runner of StrykerJS puts the mutated file into `related`; for several files nothing is nearest. */
export class NearestFirst implements TestSequencer {
  private readonly vitest: Vitest;

  constructor(vitest: Vitest) {
    this.vitest = vitest;
  }

  shard(tests: TestSpecification[]): TestSpecification[] {
    return tests;
  }

  sort(tests: TestSpecification[]): TestSpecification[] {
    const { related } = this.vitest.config;
    const mutated = related?.length === 1 ? (related[0] ?? '') : '';
    const measured = tests.map((test) => ({
      test,
      file: test.moduleId,
      size: statSync(test.moduleId).size,
    }));
    return sortNearest(measured, mutated).map(({ test }) => test);
  }
}
