/**
 * The hunks of a table that is edited. The lines of its rows are much alike, and where they stand in a file is not known, so
 * each hunk is shown with as much around it as it takes to occur once, and to tell which row is meant.
 */

import { diffArrays } from 'diff';

/** One line of a diff: kept, removed or added. */
interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

/** Lines `from` to `to` of a diff, without the last. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A change, and how many lines are shown before and after it. */
interface Group extends Span {
  readonly context: number;
}

export interface Hunk {
  /** Index of its first line on either side. */
  readonly oldStart: number;
  readonly newStart: number;
  readonly oldLines: number;
  readonly newLines: number;
  readonly lines: readonly string[];
}

/** How the lines of a table are read: those of a row, and the first one of it. */
export interface RowShape {
  readonly isEntry: (line: string) => boolean;
  readonly isHead: (line: string) => boolean;
  /** A line that the next one goes on with. */
  readonly isOpen: (line: string) => boolean;
  /** Whether a row has a line for every state. If not, what a hunk leaves out of a row may be in it. */
  readonly isFull: boolean;
}

/** Lines around a change, as git shows it. */
const CONTEXT = 3;

/** The hunks that make `after` of `before`. */
export function findHunks(before: readonly string[], after: readonly string[], shape: RowShape): Hunk[] {
  const diff = toDiff(before, after);
  let groups = findGroups(diff);
  for (;;) {
    const spans = toSpans(groups, diff, shape);
    const unclear = spans.filter((span, index) => !isClear(span, spans[index - 1], diff, before, shape));
    if (unclear.length === 0) return spans.map((span) => toHunk(span, diff));
    groups = groups.map((group) => {
      const isUnclear = unclear.some(({ from, to }) => from <= group.from && group.to <= to);
      return isUnclear ? { ...group, context: group.context + 1 } : group;
    });
  }
}

function toDiff(before: readonly string[], after: readonly string[]): Line[] {
  return diffArrays([...before], [...after]).flatMap(({ added, removed, value }) =>
    value.map((text): Line => ({ mark: added ? '+' : removed ? '-' : ' ', text })),
  );
}

function findGroups(diff: readonly Line[]): Group[] {
  const groups: Group[] = [];
  diff.forEach(({ mark }, at) => {
    if (mark === ' ') return;
    const last = groups.at(-1);
    if (last?.to === at) groups.splice(-1, 1, { ...last, to: at + 1 });
    else groups.push({ from: at, to: at + 1, context: CONTEXT });
  });
  return groups;
}

/** What is shown: each group with its context, no entry cut in two; those that meet are one. */
function toSpans(groups: readonly Group[], diff: readonly Line[], { isOpen }: RowShape): Span[] {
  const spans: Span[] = [];
  for (const group of groups) {
    let from = Math.max(0, group.from - group.context);
    let to = Math.min(diff.length, group.to + group.context);
    while (from > 0 && isOpen(diff[from - 1]?.text ?? '')) from -= 1;
    while (to < diff.length && isOpen(diff[to - 1]?.text ?? '')) to += 1;
    const last = spans.at(-1);
    if (last && last.to >= from) spans.splice(-1, 1, { from: last.from, to: Math.max(last.to, to) });
    else spans.push({ from, to });
  }
  return spans;
}

/**
 * True where nothing is left to show, or it is known which row each line is in. Then the old lines occur once: a row has a
 * head of its own.
 */
function isClear(
  span: Span,
  previous: Span | undefined,
  diff: readonly Line[],
  before: readonly string[],
  shape: RowShape,
): boolean {
  if (span.from === 0 && span.to === diff.length) return true;
  return isRowKnown(span, previous, diff, before, shape) && isEndKnown(diff.slice(span.from, span.to), shape);
}

/**
 * Of a row whose head is not shown: the head of the next one is, or no other row has its entries. Where the hunk before
 * shows its head, a reader takes the rest for another row, unless both hold.
 */
function isRowKnown(
  { from, to }: Span,
  previous: Span | undefined,
  diff: readonly Line[],
  before: readonly string[],
  { isEntry, isHead, isFull }: RowShape,
): boolean {
  const shown = diff.slice(from, to);
  if (!isEntry(shown[0]?.text ?? '')) return true;
  if (!isFull) return false;
  const rest: string[] = [];
  for (const { mark, text } of shown) {
    if (!isEntry(text)) break;
    if (mark !== '+') rest.push(text);
  }
  const rows = before.filter((line, at) => {
    const size = before.slice(at + 1).findIndex((each) => !isEntry(each));
    const entries = before.slice(at + 1, at + 1 + size);
    return isHead(line) && rest.every((entry) => entries.includes(entry));
  });
  const isAlone = rows.length === 1;
  const isFollowed = shown.some(({ text }) => isHead(text));
  const head = diff.findLastIndex(({ text }, at) => at < from && isHead(text));
  return previous && head < previous.to ? isAlone && isFollowed : isAlone || isFollowed;
}

/** Of a row whose end is not shown: nothing in it is changed, or it has a line for every state. */
function isEndKnown(shown: readonly Line[], { isEntry, isFull }: RowShape): boolean {
  const last = shown.findLastIndex(({ text }) => !isEntry(text));
  return isFull || shown.slice(last + 1).every(({ mark }) => mark === ' ');
}

function toHunk({ from, to }: Span, diff: readonly Line[]): Hunk {
  const shown = diff.slice(from, to);
  const count = (lines: readonly Line[], other: Line['mark']) =>
    lines.filter(({ mark }) => mark !== other).length;
  return {
    oldStart: count(diff.slice(0, from), '+'),
    newStart: count(diff.slice(0, from), '-'),
    oldLines: count(shown, '+'),
    newLines: count(shown, '-'),
    lines: shown.map(({ mark, text }) => `${mark}${text}`),
  };
}
