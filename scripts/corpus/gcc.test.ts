/** The second opinion: what a compiler accepts is compared with what the reader says; what was not compiled is not called done. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findGcc, runGcc } from './gcc.ts';

const ARCS = ['1>2', '1>3', '1>4', '2>1', '3>1', '4>1'];
const NAMES = ['ERROR', 'STOP', 'RUNNING', 'STOP_COPY', 'RESUMING'];
const state = (value: string | undefined) => `VFIO_DEVICE_STATE_${NAMES[Number(value)]}`;

const DRIVER = `static struct file *demo_step(struct demo *demo, u32 new)
{
\tu32 cur = demo->mig_state;

${ARCS.map((arc) => arc.split('>'))
  .map(([from, to]) => `\tif (cur == ${state(from)} && new == ${state(to)})\n\t\treturn demo_do(demo);`)
  .join('\n')}
\treturn ERR_PTR(-EINVAL);
}
`;

const folder = mkdtempSync(join(tmpdir(), 'corpus-test-'));
writeFileSync(join(folder, 'demo.c'), DRIVER);
afterAll(() => rmSync(folder, { recursive: true }));

describe('the second opinion', () => {
  it.each([
    ['agrees', { ok: true, text: ARCS.join('\n') }, ['gcc: 1 agree, 0 differ, 0 skipped'], 0],
    [
      'differs',
      { ok: true, text: [...ARCS.slice(1), '2>3'].join('\n') },
      [
        'demo.c: differs: only gcc accepts 2>3; only the reader accepts 1>2',
        'gcc: 0 agree, 1 differ, 0 skipped',
      ],
      1,
    ],
    [
      'fails',
      { ok: false, text: 'error: no' },
      ['demo.c: skipped: error: no', 'gcc: 0 agree, 0 differ, 1 skipped'],
      0,
    ],
  ] as const)('[CORPUS-8] a compiler that %s is reported as such', (_, answer, lines, exit) => {
    expect(runGcc(folder, () => answer)).toEqual({ lines, exit });
  });

  it('[CORPUS-8] says that there is no gcc', () => {
    expect(findGcc('no-such-compiler')).toBeNull();
    expect(runGcc(folder, null)).toEqual({
      lines: ['gcc is not on this machine: no second opinion.'],
      exit: 0,
    });
  });

  it('[CORPUS-10] a text with conditionals agrees if it does so with one choice of its names', () => {
    const asked: string[] = [];
    const text = DRIVER.replace('\tu32 cur', '#ifdef CONFIG_DEMO\n\tdemo_log(demo);\n#endif\n\tu32 cur');
    writeFileSync(join(folder, 'demo.c'), text);
    const { lines } = runGcc(folder, (_, defined = []) => {
      asked.push(defined.join());
      return { ok: true, text: defined.length > 0 ? ARCS.join('\n') : '' };
    });
    writeFileSync(join(folder, 'demo.c'), DRIVER);
    expect([asked, lines]).toEqual([['', 'CONFIG_DEMO'], ['gcc: 1 agree, 0 differ, 0 skipped']]);
  });

  it.each([
    ['agrees', '1>2=1\n2>1=1\n1>3=0\n', 'gcc: 1 agree, 0 differ, 0 skipped'],
    ['differs', '1>2=1\n1>3=1\n', 'gcc: 0 agree, 1 differ, 0 skipped'],
  ])('[CORPUS-11] a table whose cells a compiler evaluates %s', (_, text, last) => {
    const tables = mkdtempSync(join(tmpdir(), 'corpus-test-'));
    const [stop, run] = ['VFIO_DEVICE_STATE_STOP', 'VFIO_DEVICE_STATE_RUNNING'];
    writeFileSync(
      join(tables, 'table.c'),
      `static const bool allowed[8][8] = {\n\t[${stop}] = { [${run}] = 1 },\n\t[${run}] = { [${stop}] = 1 },\n\t[VFIO_DEVICE_STATE_STOP_COPY] = { 0 },\n};\n`,
    );
    const { lines } = runGcc(tables, () => ({ ok: true, text }));
    rmSync(tables, { recursive: true });
    expect(lines.at(-1)).toBe(last);
  });

  const gcc = findGcc();
  it(`[CORPUS-9] ${gcc ? 'agrees with gcc on a whole step function' : 'has no gcc here to compare with'}`, () => {
    expect(runGcc(folder, gcc).lines.at(-1)).toMatch(
      gcc ? /^gcc: 1 agree, 0 differ, 0 skipped$/ : /no second opinion/,
    );
  });
});
