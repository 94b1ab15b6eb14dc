/** Turns the files that were chosen or dropped into one text. If one cannot be read, a sentence says so and nothing is replaced. */

import type { Words } from '../../../protocol/words/fill.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../protocol/words/outside-text.ts';
import type { Result } from '../../../protocol/words/result.ts';
import { readLimited, SIZE_LIMIT } from '../../../reader/text/limit.ts';
import { createProblem } from '../../../reader/text/problem.ts';

/** The texts of all files as one, and their names as they can be shown. */
export interface Opened {
  readonly text: string;
  readonly name: string;
}

/** Why none is read. */
export interface Refused {
  readonly problem: string;
  /** Of the files. */
  readonly name: string;
  /** True for a text that is too large or binary: it may still be a log. */
  readonly isLimit: boolean;
}

/** The part of a `File` that is used. */
export interface OpenedFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

const SENTENCES = {
  none: 'No file was given. Choose a mail, an mbox, a patch, C source or a log.',
  file: '{name}: {problem} The text is kept as it was.',
  large: '{name}: {problem}',
  unreadable:
    '{name} cannot be read: it is a folder, or it has been moved or changed. The text is kept as it was.',
} as const;

const say = (id: keyof typeof SENTENCES, words: Words) => fill<string>(SENTENCES[id], words);

const START = { line: 1, column: 1 };

/**
 * Reads files as one text, in the order of their names, as a series of patches is numbered. None is read where they are too large
 * together.
 */
export async function readFiles(files: readonly OpenedFile[]): Promise<Result<Opened, Refused>> {
  const sorted = files.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const name = sorted.map((file) => formatVisibleLine(file.name)).join(', ');
  const refuse = (problem: string, isLimit = false) =>
    ({ ok: false, problem: { problem, name, isLimit } }) as const;
  if (sorted.length === 0) return refuse(say('none', {}));
  const size = sorted.reduce((sum, file) => sum + file.size, 0);
  if (size >= SIZE_LIMIT) {
    const { problem } = createProblem('too-large', START, '', { size, limit: SIZE_LIMIT - 1 });
    return refuse(say('large', { name, problem }), true);
  }
  const texts: string[] = [];
  for (const file of sorted) {
    const bytes = await readBytes(file);
    if (!bytes) return refuse(say('unreadable', { name: file.name }));
    const read = readLimited(bytes);
    if (!read.ok)
      return refuse(
        say('file', { name: file.name, problem: read.problem.problem }),
        read.problem.id !== 'empty',
      );
    texts.push(read.value);
  }
  const text = texts.map((each) => (each.endsWith('\n') ? each : `${each}\n`)).join('');
  return { ok: true, value: { text, name } };
}

async function readBytes(file: OpenedFile): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
