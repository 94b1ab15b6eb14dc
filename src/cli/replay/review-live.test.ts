/** `review` of a text of 2 MB and more: read as `replay` reads a log, a piece at a time, and never whole. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SIZE_LIMIT } from '../../reader/text/limit.ts';
import { runCommand } from '../command-line.ts';

const sample = readFileSync(
  new URL('../../reader/log/sample/qemu-8.2-stop-copy.txt', import.meta.url),
  'utf8',
);
const FILLER = 'a line of somebody else\n';
const LONG = sample + FILLER.repeat(Math.ceil(SIZE_LIMIT / FILLER.length));
const PIECE = 1 << 16;

interface Asked {
  readonly path: string;
  readonly most: number | undefined;
}

function review(text: string, file: string, ...words: readonly string[]) {
  const bytes = new TextEncoder().encode(text);
  const asked: Asked[] = [];
  const result = runCommand(['review', file, ...words], (path, most) => {
    asked.push({ path, most });
    return { ok: true, value: bytes.subarray(0, most) };
  });
  const { live } = result;
  if (!live) return { asked, live: null, end: result };
  // Of standard input the beginning has been read already.
  for (let at = file === '-' ? SIZE_LIMIT : 0; at < bytes.length; at += PIECE)
    live.push(bytes.subarray(at, Math.min(bytes.length, at + PIECE)));
  return { asked, live, end: live.end() };
}

describe('review of a long text', () => {
  it('[CLI-60] asks for its beginning only, and says of a log what it says of a short one', () => {
    const short = review(sample, 'a.log');
    expect(short.live).toBeNull();
    for (const file of ['a.log', '-']) {
      const long = review(LONG, file);
      expect(long.asked).toEqual([{ path: file, most: SIZE_LIMIT }]);
      expect(long.live?.source).toEqual(file === '-' ? { kind: 'input' } : { kind: 'file', path: file });
      const told = (stdout: string) => stdout.replace(/\d+ lines?, \d+ of them not read\.\n$/, '');
      expect(told(long.end.stdout)).toBe(told(short.end.stdout));
      expect(long.end.exit).toBe(1);
    }
  });

  it.each(['terse', 'lines', 'json', 'b4', 'sarif'])('[CLI-60] has the form %s', (form) => {
    const [short, long] = [
      review(sample, 'a.log', '--format', form),
      review(LONG, 'a.log', '--format', form),
    ];
    const told = (stdout: string) => stdout.replace(/"(?:lines|unread)":\d+/g, '');
    expect(told(long.end.stdout)).toBe(told(short.end.stdout));
    expect(long.end.exit).toBe(short.end.exit);
  });

  it('[CLI-60] refuses a text that is no log, as it does a long patch, and options that it cannot read', () => {
    const none = review(FILLER.repeat(100_000), 'a.txt');
    expect(none.end).toMatchObject({ stdout: '', exit: 2 });
    expect(none.end.stderr).toMatch(/^vfio review: a\.txt:1:1: .+\n$/);
    expect(review(FILLER.repeat(100_000), 'a.txt', '--format', 'b4').end).toMatchObject({
      stdout: '[]\n',
      exit: 0,
    });
    const code = `#include <a.h>\nerror_report("VFIO migration is not supported in kernel");\n${FILLER.repeat(100_000)}`;
    expect(review(code, 'a.c').end.exit).toBe(2);
    expect(review(LONG, 'a.log', '--flags', '9').end).toMatchObject({ stdout: '', exit: 2 });
    expect(review(LONG, 'a.log', '--rules', 'v2-7.2').end.exit).toBe(2);
  });

  it('[CLI-60] names the lines in a reply that it cannot quote', () => {
    expect(review(LONG, 'a.log', '--reply').end.stdout).toContain('Line 11: ');
  });
});
