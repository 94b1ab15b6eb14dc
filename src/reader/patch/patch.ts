/**
 * Finds the diffs in a text: the files they change, their hunks, and which of several copies to read. If a page shows a
 * patch and many replies that quote it, the least quoted and most complete copy wins.
 */

import type { QuoteLevel } from '../mail/quotation.ts';
import { isOmission } from '../mail/quotation.ts';
import type { LocatedProblem } from '../text/problem.ts';
import type { SourceLine } from '../text/source-line.ts';
import { joinLines } from '../text/source-line.ts';
import type { Hunk } from './hunk.ts';
import { createLoose, isHunkHeader, readHunk, skipHunk } from './hunk.ts';

export interface FileDiff {
  /** The path of the new file, without `b/`; empty if only hunks were pasted. */
  readonly path: string;
  readonly hunks: readonly Hunk[];
  readonly depth: number;
}

export interface Diffs {
  readonly files: readonly FileDiff[];
  readonly problems: readonly LocatedProblem[];
  /** The lines outside all hunks. */
  readonly rest: readonly SourceLine[];
}

/** The lines before a file's hunks: its names, and git's extended headers. */
const OF_FILE =
  /^(?:diff --git |index [\da-f]{4,}\.\.|--- \S|\+\+\+ \S|(?:new|deleted) file mode |(?:old|new) mode \d|(?:similarity|dissimilarity) index |(?:rename|copy) (?:from|to) |Index: )/;

export const isFileLine = (text: string): boolean => OF_FILE.test(text);

/** The diffs at one depth of quotation. */
export function findDiffs({ depth, lines }: QuoteLevel): Diffs {
  const files: { path: string; hunks: Hunk[]; depth: number }[] = [];
  const problems: LocatedProblem[] = [];
  const rest: SourceLine[] = [];
  let path = '';
  let isFresh = true;
  for (let index = 0; index < lines.length; ) {
    const line = lines[index];
    const text = line?.text ?? '';
    if (text.startsWith('diff --git ') || text.startsWith('Index: ')) {
      path = text.split(' b/').at(-1) ?? '';
      isFresh = true;
    } else if (text.startsWith('+++ ') && lines[index - 1]?.text.startsWith('--- ')) {
      if (!text.startsWith('+++ /dev/null')) path = text.slice(4).replace(/^b\//, '').split('\t')[0] ?? '';
      isFresh = true;
    } else if (isHunkHeader(text)) {
      const read = readHunk(lines, index, depth > 0);
      if ('ok' in read) {
        problems.push(read);
        index = skipHunk(lines, index);
        continue;
      } else {
        if (isFresh) files.push({ path, hunks: [], depth });
        isFresh = false;
        files.at(-1)?.hunks.push(...read.hunks);
        index = Math.max(read.next, index + 1);
        continue;
      }
    }
    if (line) rest.push(line);
    index += 1;
  }
  return { files, problems, rest };
}

/**
 * The lines of a patch at one depth of quotation when the text has no hunk header; undefined if there are none. Comments
 * between them start in the first column.
 */
export function findLoose({ depth, lines }: QuoteLevel): FileDiff | undefined {
  const shown = joinWrapped(lines).filter(
    ({ text }) => LOOSE.test(text) || FIRST.test(text) || isOmission(text),
  );
  let [first, last] = [shown.findIndex(isChange), shown.findLastIndex(isChange)];
  if (last <= first) return undefined;
  while (isContext(shown[first - 1])) first -= 1;
  while (isContext(shown[last + 1])) last += 1;
  return { path: '', hunks: createLoose(shown.slice(first, last + 1)), depth };
}

/** A line that a mail program wrapped inside parentheses, or after a word that begins a type, put together again. */
function joinWrapped(lines: readonly SourceLine[]): readonly SourceLine[] {
  const joined: SourceLine[] = [];
  for (const line of lines) {
    const before = joined.at(-1);
    const isRest = /^[\w&|(!]/.test(line.text) && !isOmission(line.text);
    if (before && isRest && isChange(before) && isOpen(before.text))
      joined.splice(-1, 1, joinLines(before, line, ' '));
    else joined.push(line);
  }
  return joined;
}

/** Its parentheses are not closed. */
const isOpen = (text: string): boolean => text.split('(').length > text.split(')').length;

/** An added, removed or context line. */
const LOOSE = /^(?:[+-](?:\s|$|[{}#])|[ \t]|$)/;

/** An added or removed line whose C starts in the first column. */
const FIRST = /^[+-](?:#\s*define|(?:static|const|enum|struct|unsigned|int|long|bool|void|u\d+)\s+[\w*]+)/;

const isContext = (line: SourceLine | undefined): boolean => /^[ \t]+\S/.test(line?.text ?? '');

const isChange = ({ text }: SourceLine): boolean => /^[+-]\s/.test(text) || FIRST.test(text);

const toKey = ({ path, hunks }: FileDiff) =>
  `${path.split('/').at(-1)} ${hunks[0]?.range.replace(/ .*/, '') ?? ''}`;

const countFaults = ({ hunks }: FileDiff) => hunks.filter(({ fits }) => !fits).length;

/** Ranks copies: first those whose hunks all fit, then the least quoted, then the longest. */
function isBetter(one: FileDiff, other: FileDiff): boolean {
  const [faults, otherFaults] = [countFaults(one) > 0, countFaults(other) > 0];
  if (faults !== otherFaults) return !faults;
  if (one.depth !== other.depth) return one.depth < other.depth;
  return countLines(one) > countLines(other);
}

const countLines = ({ hunks }: FileDiff) =>
  hunks.reduce((sum, hunk) => sum + hunk.old.length + hunk.new.length, 0);

const toContent = ({ hunks }: FileDiff) =>
  hunks
    .map((hunk) =>
      [...hunk.old, '=', ...hunk.new]
        .map((line) => (line === '=' ? line : (line as { text: string }).text))
        .join('\n'),
    )
    .join('\n');

/**
 * Picks one of each group of copies, in text order. Two unquoted copies of the same hunk with different content are two
 * versions of a patch, and both stay.
 */
export function chooseCopies(files: readonly FileDiff[]): FileDiff[] {
  const groups = new Map<string, FileDiff[]>();
  for (const file of files) {
    const key = toKey(file);
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  const chosen = new Set<FileDiff>();
  for (const group of groups.values()) {
    const unquoted = group.filter((file) => file.depth === 0 && countFaults(file) === 0);
    const versions = new Map(unquoted.map((file) => [toContent(file), file]));
    if (versions.size > 0) for (const file of versions.values()) chosen.add(file);
    else {
      const best = group.reduce((one, other) => (isBetter(other, one) ? other : one));
      chosen.add(best);
    }
  }
  return files.filter((file) => chosen.has(file));
}
