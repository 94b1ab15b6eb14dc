/** Files that are opened: read as one text, or refused with a sentence. */

import { describe, expect, it } from 'vitest';
import type { OpenedFile } from './open-file-text.ts';
import { readFiles } from './open-file-text.ts';

function createFile(
  name: string,
  content: string | Uint8Array,
  size?: number,
): OpenedFile & { reads: number } {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const file = {
    name,
    size: size ?? bytes.length,
    reads: 0,
    arrayBuffer: async () => {
      file.reads += 1;
      return bytes.slice().buffer as ArrayBuffer;
    },
  };
  return file;
}

describe('readFiles', () => {
  it('[OPEN-1] joins a series in the order of its numbers', async () => {
    const files = ['0010-c', '0002-b', '0001-a'].map((name) => createFile(name, name.slice(-1)));
    expect(await readFiles(files)).toEqual({
      ok: true,
      value: { name: '0001-a, 0002-b, 0010-c', text: 'a\nb\nc\n' },
    });
  });

  it('[OPEN-1] takes a text as it is, in UTF-8 or Latin-1', async () => {
    const latin = new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65, 0x0a]);
    expect(await readFiles([createFile('a', latin)])).toMatchObject({ ok: true, value: { text: 'Grüße\n' } });
    expect(await readFiles([createFile('a', 'Grüße\r\n')])).toMatchObject({
      ok: true,
      value: { text: 'Grüße\r\n' },
    });
  });

  it('[OPEN-2] does not read what is too large, alone or together', async () => {
    const files = [createFile('a', 'a', 1_200_000), createFile('b', 'b', 1_000_000)];
    const opened = await readFiles(files);
    expect(opened).toMatchObject({
      ok: false,
      problem: { isLimit: true, problem: expect.stringMatching(/^a, b: .*2200000 bytes.*1999999.*\.$/) },
    });
    expect(files.map(({ reads }) => reads)).toEqual([0, 0]);
  });

  it('[OPEN-2] refuses a binary and an empty file by name', async () => {
    const binary = createFile('core', new Uint8Array([10, 0, 1]));
    expect(await readFiles([binary])).toMatchObject({
      ok: false,
      problem: { problem: expect.stringMatching(/^core: .*NUL.*line 2/) },
    });
    const empty = createFile('empty.patch', ' \n');
    expect(await readFiles([empty])).toMatchObject({
      ok: false,
      problem: { problem: expect.stringMatching(/^empty\.patch: There is no text/) },
    });
  });

  it('[OPEN-2] says so where a file cannot be read, or none was given', async () => {
    const folder = { name: 'src', size: 0, arrayBuffer: () => Promise.reject(new Error('NotReadableError')) };
    expect(await readFiles([folder])).toMatchObject({
      ok: false,
      problem: { problem: expect.stringMatching(/^src cannot be read/) },
    });
    expect(await readFiles([])).toMatchObject({
      ok: false,
      problem: { problem: expect.stringMatching(/^No file/) },
    });
  });
});
