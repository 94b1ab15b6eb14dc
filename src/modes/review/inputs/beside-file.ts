/**
 * A file that is too large for the editor, or binary in part: it stays a file, of which the editor shows some lines, and a
 * worker reads it whole as a log.
 */

import { LINES_BETWEEN_MARKS } from '../../../judge/replay/log-reading.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { Result } from '../../../protocol/words/result.ts';
import { SIZE_LIMIT } from '../../../reader/text/limit.ts';
import type { Opened } from './open-file-text.ts';
import { readFiles } from './open-file-text.ts';

export interface BesideFile {
  readonly blob: Blob;
  /** The number of the first line that the editor shows. */
  readonly first: number;
  /** Why the text is not in the editor: for a file that is no log either. */
  readonly why: string;
}

interface OpenedBeside extends Opened {
  readonly file: BesideFile | null;
}

/** Bytes of the file that the editor shows at once. */
const WINDOW = 200_000;
/** Lines before the one that is looked for. */
const BEFORE = 40;

const NAMES = { part: '{name}, some lines', pasted: 'pasted text' } as const;

/** Files as one text; what is too large for that is shown in part. */
export async function openFiles(files: readonly File[]): Promise<Result<OpenedBeside>> {
  const read = await readFiles(files);
  if (read.ok) return { ok: true, value: { ...read.value, file: null } };
  const { problem, isLimit, name } = read.problem;
  if (!isLimit) return { ok: false, problem };
  // Where a file does not end in a line feed, the next one begins a line all the same.
  const blob = new Blob(files.flatMap((file, index) => (index === 0 ? [file] : ['\n', file])));
  const text = await readWindow(blob, 0, 0);
  return {
    ok: true,
    value: { text, name: fill(NAMES.part, { name }), file: { blob, first: 1, why: problem } },
  };
}

/** A pasted text; one that is too large is a file. */
export async function openPasted(text: string): Promise<Result<Pick<OpenedBeside, 'text' | 'file'>>> {
  if (text.length < SIZE_LIMIT) return { ok: true, value: { text, file: null } };
  return openFiles([toPastedFile(text)]);
}

export const isTooLong = (text: string): boolean => text.length >= SIZE_LIMIT;

export const toPastedFile = (text: string): File => new File([text], NAMES.pasted);

/** The lines around a line, and the number of the first of them. `marks` are those of the reading. */
export async function readAround(
  blob: Blob,
  marks: readonly number[],
  line: number,
): Promise<{ readonly text: string; readonly first: number }> {
  const wanted = Math.max(1, line - BEFORE);
  const mark = Math.min(Math.floor((wanted - 1) / LINES_BETWEEN_MARKS), marks.length - 1);
  const text = await readWindow(blob, marks[mark] ?? 0, wanted - 1 - mark * LINES_BETWEEN_MARKS);
  return { text, first: wanted };
}

/** Whole lines from an offset on, without the first `skip` of them. A line of more than the window is cut. */
async function readWindow(blob: Blob, offset: number, skip: number): Promise<string> {
  let start = offset;
  let bytes = new Uint8Array(await blob.slice(start, start + WINDOW).arrayBuffer());
  let left = skip;
  let at = 0;
  while (left > 0 && bytes.length > 0) {
    const feed = bytes.indexOf(LINE_FEED, at);
    if (feed >= 0) {
      at = feed + 1;
      left -= 1;
      continue;
    }
    start += bytes.length;
    at = 0;
    bytes = new Uint8Array(await blob.slice(start, start + WINDOW).arrayBuffer());
  }
  const from = start + at;
  const shown = new Uint8Array(await blob.slice(from, from + WINDOW).arrayBuffer());
  const isAll = from + shown.length >= blob.size;
  const end = isAll ? shown.length : shown.lastIndexOf(LINE_FEED) + 1 || shown.length;
  return new TextDecoder().decode(shown.subarray(0, end));
}

const LINE_FEED = 10;
