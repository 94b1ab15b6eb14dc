/** Files that are too large for the editor: some lines of them, wherever these are. */

import { describe, expect, it } from 'vitest';
import { readLog } from '../../../judge/replay/read-log.ts';
import { SIZE_LIMIT } from '../../../reader/text/limit.ts';
import { openFiles, openPasted, readAround } from './beside-file.ts';

const toLines = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1} of it\n`);

describe('a large file', () => {
  it('[OPEN-5] stays a file, of which whole lines are shown', async () => {
    const text = toLines(150_000).join('');
    const opened = await openFiles([new File([text], 'big.log')]);
    if (!opened.ok) throw new Error(opened.problem);
    const { file, name, text: shown } = opened.value;
    expect(name).toBe('big.log, some lines');
    expect(file).toMatchObject({ first: 1, why: expect.stringContaining('big.log: ') });
    expect(shown.startsWith('line 1 of it\nline 2')).toBe(true);
    expect([shown.length < SIZE_LIMIT, shown.endsWith(' of it\n')]).toEqual([true, true]);
  });

  it('[OPEN-5] shows the lines around any other', async () => {
    const blob = new Blob([toLines(150_000).join('')]);
    const { marks } = readLog([new Uint8Array(await blob.arrayBuffer())], {});
    for (const line of [1, 41, 42, 1000, 1040, 1041, 77_777, 149_999, 150_000]) {
      const { text, first } = await readAround(blob, marks, line);
      expect(text.split('\n')[line - first], `${line}`).toBe(`line ${line} of it`);
      expect(first).toBe(Math.max(1, line - 40));
    }
  });

  it('[OPEN-5] shows the beginning of a line that never ends, and goes past it', async () => {
    const long = 'x'.repeat(700_000);
    const blob = new Blob([`${long}\nend\n`]);
    expect((await readAround(blob, [0], 1)).text).toMatch(/^x{200000}$/);
    expect((await readAround(blob, [0], 60)).text).toBe('');
  });

  it('[OPEN-6] joins several, each beginning a line; a text that is pasted is one too', async () => {
    const half = 'x'.repeat(SIZE_LIMIT / 2);
    const opened = await openFiles([new File([half], 'a'), new File([half], 'b')]);
    if (!opened.ok || !opened.value.file) throw new Error('it is not beside the text');
    expect((await opened.value.file.blob.text()).split('\n').map(({ length }) => length)).toEqual([
      half.length,
      half.length,
    ]);
    expect(await openPasted('a')).toEqual({ ok: true, value: { text: 'a', file: null } });
    expect(await openPasted(half + half)).toMatchObject({ ok: true, value: { file: { first: 1 } } });
    expect(await openFiles([])).toMatchObject({ ok: false });
  });
});
