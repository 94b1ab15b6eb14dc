/**
 * Where a line of a patch is in the file that it changes: code hosts show a finding there, and have no patch to show it in.
 */

import { readText } from '../../reader/mail/read-text.ts';
import type { Hunk } from '../../reader/patch/hunk.ts';
import type { SourceLine } from '../../reader/text/source-line.ts';
import { getPlace } from '../../reader/text/source-line.ts';

/** A file of the repository, and its line after the patch, from 1. */
interface RepositoryPlace {
  readonly path: string;
  readonly line: number;
}

/** Finds the place of a line of the text; undefined outside a hunk, or where a quotation left lines out. */
export type FindPlace = (line: number) => RepositoryPlace | undefined;

/** `createFindPlace(patch)(12)` is `{ path: 'drivers/vfio/vfio.c', line: 908 }`. */
export function createFindPlace(text: string | Uint8Array): FindPlace {
  const places = new Map<number, RepositoryPlace>();
  for (const { files } of readText(text).parts)
    for (const { path, hunks } of files)
      for (const hunk of hunks)
        for (const [line, own] of listLines(hunk)) if (path !== '') places.set(line, { path, line: own });
  return (line) => places.get(line);
}

const toLine = (line: SourceLine) => getPlace(line, 0).line;

/** Each line of a hunk with its number in the new file; one that is removed with that of the line after it. */
function* listLines({ range, old, new: added, fits }: Hunk): Generator<readonly [line: number, own: number]> {
  const [, first] = /\+(\d+)/.exec(range) ?? [];
  if (!fits || first === undefined || added.length === 0) return;
  const start = Number(first);
  for (const line of old) {
    const next = added.findIndex((each) => toLine(each) >= toLine(line));
    yield [toLine(line), start + (next < 0 ? added.length - 1 : next)];
  }
  for (const [index, line] of added.entries()) yield [toLine(line), start + index];
}
