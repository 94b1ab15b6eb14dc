/** What is mutated, which sample of it, and the score of a run; StrykerJS itself does not run here. */
import { describe, expect, it } from 'vitest';
import { getFolder, listMutants, listSources, takeSample, toTried } from './mutation.ts';
import { sortNearest } from './nearest-first.ts';
import { leaveOutProse } from './prose.ts';
import { formatRange, type Spot, sampleMutants } from './sample.ts';
import { formatScore, type Tried } from './score.ts';
import { parseWords } from './words.ts';

const spot = (
  fileName: string,
  [startLine, startColumn]: readonly [number, number],
  [endLine, endColumn]: readonly [number, number],
): Spot => ({
  fileName,
  location: {
    start: { line: startLine, column: startColumn },
    end: { line: endLine, column: endColumn },
  },
});

describe('the arguments', () => {
  it('[MUTATION-1] are a folder, and perhaps a limit and a seed', () => {
    expect(parseWords(['judge'])).toEqual({
      ok: true,
      value: { folder: 'judge', seed: 1, tests: 'room', jobs: 2 },
    });
    expect(parseWords(['judge', '--near'])).toMatchObject({ value: { tests: 'folder' } });
    expect(parseWords(['--seed', '7', 'judge/reply', '--most', '60', '--all', '--jobs', '1'])).toEqual({
      ok: true,
      value: { folder: 'judge/reply', most: 60, seed: 7, tests: 'all', jobs: 1 },
    });
  });

  it.each([
    [[]],
    [['a', 'b']],
    [['a', '--most']],
    [['a', '--most', '0']],
    [['a', '--most', 'x']],
    [['a', '--seed', '1.5']],
    [['a', '--jobs', '0']],
    [['a', '--near', '--all']],
    [['a', '--least', '3']],
  ])('[MUTATION-1] are refused with one line: %j', (words) => {
    expect(parseWords(words)).toEqual({ ok: false, fault: expect.stringMatching(/^Usage: [^\n]+\.$/) });
  });
});

describe('the sources', () => {
  it('[MUTATION-2] of a folder are its files without tests and fixtures', () => {
    const files = listSources('protocol/verdict') ?? [];
    expect(files).toContain('src/protocol/verdict/v2-verdict.ts');
    expect(files.filter((file) => /test|fixture/.test(file))).toEqual([]);
    expect(listSources('src/protocol/verdict/')).toEqual(files);
    expect(listSources('protocol')).toEqual(expect.arrayContaining([...files]));
  });

  it('[MUTATION-2] of a file are that file, and of anything else there are none', () => {
    expect(listSources('protocol/verdict/verdict.ts')).toEqual(['src/protocol/verdict/verdict.ts']);
    for (const folder of ['nothing', 'scripts', '..', '../src']) expect(listSources(folder)).toBeUndefined();
  });

  it('[MUTATION-2] are of one room, or of src, or of a folder', () => {
    expect(getFolder(['src/judge/a.ts', 'src/judge/b/c.ts'], 2)).toBe('src/judge');
    expect(getFolder(['src/judge/b/a.ts', 'src/judge/b/c.ts'], 2)).toBe('src/judge');
    expect(getFolder(['src/judge/b/a.ts', 'src/judge/b/c/d.ts'])).toBe('src/judge/b');
    expect(getFolder(['src/judge/b/a.ts', 'src/judge/bc/a.ts'])).toBe('src/judge');
    expect(getFolder(['src/judge/a.ts', 'src/lab/b.ts'])).toBe('src');
  });

  it('[MUTATION-2] have mutants with their places', async () => {
    const mutants = await listMutants(['scripts/mutation/words.ts']);
    expect(mutants.length).toBeGreaterThan(10);
    expect(new Set(mutants.map(({ fileName }) => fileName))).toEqual(new Set(['scripts/mutation/words.ts']));
  });
});

describe('the tests of a mutant', () => {
  it('[MUTATION-6] run from the nearest to the farthest, and the shorter first', () => {
    const order = [
      'a/b/c.test.ts',
      'a/b/d.test.ts',
      'a/b/e.test.ts',
      'a/f.test.ts',
      'a/g/h.test.ts',
      'i/j.test.ts',
    ];
    const sizes = [900, 20, 30, 10, 90, 1];
    const tests = order.map((file, n) => ({ file, size: sizes[n] ?? 0 }));
    expect(sortNearest(tests.toReversed(), 'a/b/c.ts').map(({ file }) => file)).toEqual(order);
  });

  it('[MUTATION-6] run from the shortest to the longest if no single file is mutated', () => {
    const tests = [3, 1, 2].map((size) => ({ file: `a/${size}.test.ts`, size }));
    expect(sortNearest(tests, '').map(({ size }) => size)).toEqual([1, 2, 3]);
  });
});

describe('a sample', () => {
  const outer = spot('a.ts', [0, 0], [9, 1]);
  const inner = Array.from({ length: 9 }, (_, n) => spot('a.ts', [n, 4], [n, 9]));
  const other = spot('b.ts', [0, 0], [0, 1]);
  const all = [outer, ...inner, other];

  it('[MUTATION-3] is the same for the same seed, and different for another', () => {
    const draw = (seed: number) => sampleMutants(all, 3, seed);
    expect(draw(1)).toEqual(draw(1));
    expect(new Set([1, 2, 3, 4, 5].map((seed) => JSON.stringify(draw(seed)))).size).toBeGreaterThan(1);
  });

  it('[MUTATION-3] counts what a mutant brings along, and never exceeds its limit', () => {
    for (let seed = 1; seed <= 50; seed++)
      for (const most of [1, 3, 9, 10, 11, 20]) {
        const sample = sampleMutants(all, most, seed);
        expect(sample.length).toBeLessThanOrEqual(most);
        if (sample.includes(outer)) expect(sample).toEqual(expect.arrayContaining(inner));
        expect(sample).toEqual(all.filter((each) => sample.includes(each)));
      }
    expect(sampleMutants(all, 11, 1)).toEqual(all);
  });

  it('[MUTATION-3] is passed to StrykerJS in lines from 1', () => {
    expect(formatRange(spot('src/a.ts', [4, 2], [5, 7]))).toBe('src/a.ts:5:2-6:7');
  });
});

describe('what is left out', () => {
  const left = (code: string, mutatorName = 'StringLiteral', fileName = 'a.ts') =>
    leaveOutProse([{ ...spot(fileName, [0, 4], [0, 4 + code.length]), mutatorName }], () => `a = ${code};`)
      .length === 0;

  it('[MUTATION-5] is a sentence, which a test could only repeat', () => {
    expect(left("'The device starts here.'")).toBe(true);
    expect(left("'declared, but not used'")).toBe(true);
    expect(left("'before: The device starts.'")).toBe(true);
  });

  it('[MUTATION-5] is a table in a file of words, but not what the file computes', () => {
    const leftOfWords = (code: string, mutatorName?: string) =>
      left(code, mutatorName, 'src/lab/lab-words.ts');
    expect(leftOfWords("'Play'")).toBe(true);
    expect(leftOfWords("{ play: 'Play' }", 'ObjectLiteral')).toBe(true);
    expect(leftOfWords("['Play']", 'ArrayDeclaration')).toBe(true);
    expect(leftOfWords('`#{count} errors`'.replace('#', '$'))).toBe(false);
    expect(leftOfWords('a === b', 'EqualityOperator')).toBe(false);
    expect(left("'Play'", 'StringLiteral', 'src/lab/words.ts')).toBe(false);
  });

  it('[MUTATION-5] is not a sentence with values in it, a name, or code', () => {
    expect(left('`#{from} > #{to} is refused by the core`'.replaceAll('#', '$'))).toBe(false);
    expect(left("'STOP_COPY'")).toBe(false);
    expect(left("'two words'")).toBe(false);
    expect(left("say('The device starts here.')", 'ConditionalExpression')).toBe(false);
  });
});

describe('a score', () => {
  const text = 'const a = 1;\nif (a <\n  2) run();\n';
  const tried = (status: string, more: Partial<Tried> = {}): Tried => ({
    ...spot('src/a.ts', [1, 4], [2, 3]),
    mutatorName: 'EqualityOperator',
    replacement: 'a >= 2',
    status,
    ...more,
  });

  it('[MUTATION-4] counts killed and timed-out mutants as noticed, and names the others with line and change', () => {
    const all = ['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'RuntimeError'].map((each) =>
      tried(each),
    );
    expect(formatScore(all, () => text)).toEqual([
      'src/a.ts:2 EqualityOperator: a < 2 -> a >= 2',
      'src/a.ts:2 EqualityOperator (no test runs it): a < 2 -> a >= 2',
      'score 60.0 %: 3 of 5 noticed (1 by a time limit); 1 could not be tried',
    ]);
  });

  it('[MUTATION-4] takes lines and columns from 1 and full paths, as in the results', () => {
    const result = tried('Survived', {
      ...spot(`${process.cwd()}/src/a.ts`, [2, 5], [3, 4]),
    });
    expect(toTried(result)).toEqual(tried('Survived'));
  });

  it('[MUTATION-4] leaves out what an earlier run found elsewhere', () => {
    const [chosen, other] = [tried('Killed'), tried('Survived', spot('src/a.ts', [0, 0], [0, 5]))];
    expect(takeSample([other, chosen], [spot('src/a.ts', [1, 4], [2, 3])])).toEqual([chosen]);
  });

  it('[MUTATION-4] cuts long code, and has no figure if nothing was tried', () => {
    const [line] = formatScore([tried('Survived', { replacement: 'x'.repeat(99) })], () => text);
    expect(line).toMatch(/-> x{57}\.\.\.$/);
    expect(formatScore([], () => text)).toEqual(['score - %: 0 of 0 noticed (0 by a time limit)']);
  });
});
