/**
 * What is refused unread: 2 MB and more, more lines than fit into 400 MB once they are read, and binary files.
 */

import type { Result } from '../../protocol/words/result.ts';
import type { LocatedProblem } from './problem.ts';
import { createProblem } from './problem.ts';

/** Bytes of UTF-8; a text of this size is refused. */
export const SIZE_LIMIT = 2_000_000;

/** The largest series on the list has a tenth of it. */
const LINE_LIMIT = 400_000;

const START = { line: 1, column: 1 };

/** The text of what was pasted or opened: UTF-16 where a byte order mark or its zero bytes say so, else UTF-8, or Latin-1 where it is not. */
export function readLimited(input: string | Uint8Array): Result<string, LocatedProblem> {
  const size = typeof input === 'string' ? countBytes(input) : input.length;
  if (size >= SIZE_LIMIT)
    return { ok: false, problem: createProblem('too-large', START, '', { size, limit: SIZE_LIMIT - 1 }) };
  const text = typeof input === 'string' ? input : decode(input);
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const before = text.slice(0, nul).split(/\r\n|\n|\r/);
    const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
    return { ok: false, problem: createProblem('binary', place, '', { at: place.line }) };
  }
  if (hasMoreLines(text, LINE_LIMIT)) {
    const place = { line: LINE_LIMIT + 1, column: 1 };
    return { ok: false, problem: createProblem('too-many-lines', place, '', { limit: LINE_LIMIT }) };
  }
  if (text.trim() === '') return { ok: false, problem: createProblem('empty', START, '') };
  return { ok: true, value: text };
}

/** Lines end as the reader ends them: with a line feed, a carriage return, or both. */
function hasMoreLines(text: string, most: number): boolean {
  let lines = 1;
  for (let at = 0; at < text.length && lines <= most; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines += 1;
  }
  return lines > most;
}

function countBytes(text: string): number {
  if (text.length >= SIZE_LIMIT) return text.length;
  return text.length * 3 < SIZE_LIMIT ? text.length : new TextEncoder().encode(text).length;
}

/** What PowerShell writes where output is sent to a file. */
const BYTE_ORDER_MARKS = [
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
] as const;

function decode(bytes: Uint8Array): string {
  for (const [encoding, first, second] of BYTE_ORDER_MARKS)
    if (bytes[0] === first && bytes[1] === second) return new TextDecoder(encoding).decode(bytes);
  const unmarked = findUnmarked(bytes);
  if (unmarked) return new TextDecoder(unmarked).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Bytes that are looked at to tell UTF-16 without a mark. */
const SAMPLE = 4096;

/**
 * UTF-16 without a byte order mark: what is mostly ASCII has a zero in every other byte, and nothing but rare characters
 * has one in the bytes between. A binary file has zeros in both.
 */
function findUnmarked(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const sample = bytes.subarray(0, SAMPLE);
  if (bytes.length % 2 !== 0 || sample.length < 4) return undefined;
  const zeros = [0, 0];
  for (const [index, byte] of sample.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = sample.length * 0.4;
  if (odd >= most && even === 0) return 'utf-16le';
  return even >= most && odd === 0 ? 'utf-16be' : undefined;
}
