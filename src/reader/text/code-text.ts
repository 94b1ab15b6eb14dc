/**
 * Lines put together as one text for the C parser, with the way back from an offset to the pasted text.
 */

import type { Place, SourceLine } from './source-line.ts';
import { getPlace } from './source-line.ts';

export interface CodeText {
  /** The lines joined by LF, between `prefix` and `suffix`. */
  readonly text: string;
  readonly lines: readonly SourceLine[];
  /** Offset at which each line begins. */
  readonly starts: readonly number[];
  /** C that is put before the first line so that braces balance, and after the last one. Empty for a whole file. */
  readonly prefix: string;
  readonly suffix: string;
}

/** The text of lines. */
export function createCodeText(lines: readonly SourceLine[], prefix = '', suffix = ''): CodeText {
  const starts: number[] = [];
  let offset = prefix.length;
  for (const line of lines) {
    starts.push(offset);
    offset += line.text.length + 1;
  }
  return {
    text: prefix + lines.map((line) => line.text).join('\n') + suffix,
    lines,
    starts,
    prefix,
    suffix,
  };
}

/** Where the character at an offset was pasted. */
export function findPlace({ lines, starts }: CodeText, offset: number): Place {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const line = lines[low];
  if (!line) return { line: 1, column: 1 };
  const within = Math.min(Math.max(0, offset - (starts[low] ?? 0)), line.text.length);
  return getPlace(line, within);
}

/** In an endless line, `near` looks no further than this. */
const NEAR = 200;

/** The line of the text around an offset, for `near`. */
export function getNear({ text }: CodeText, offset: number): string {
  const before = text.slice(Math.max(0, offset - NEAR), offset);
  const after = text.slice(offset, offset + NEAR);
  return before.slice(before.lastIndexOf('\n') + 1) + (after.split('\n')[0] ?? '');
}
