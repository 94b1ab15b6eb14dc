/** Marks for lines that hold table entries: all marks of a line become one, with one description. */

import { fill } from '../../../protocol/words/fill.ts';
import { MARK_WORDS } from './editor-words.ts';

export interface LineMark {
  /** From 1. */
  readonly line: number;
  /** `assumed`: the line starts a row that leaves the entry out. */
  readonly kind: 'arc' | 'assumed' | 'selected';
  /** The requests that the line decides: `STOP to RUNNING`. */
  readonly requests: readonly string[];
}

/** If a line has several kinds, the first of these is shown. */
const ORDER = ['selected', 'arc', 'assumed'] as const;

/** The most requests to name. */
const MOST = 8;

/** One mark for each line, sorted by line. Marks on lines that the text does not have are dropped. */
export function mergeMarks(marks: readonly LineMark[], lines: number): LineMark[] {
  const merged = new Map<number, LineMark>();
  for (const mark of marks) {
    if (!Number.isInteger(mark.line) || mark.line < 1 || mark.line > lines) continue;
    const other = merged.get(mark.line);
    merged.set(mark.line, other ? join(other, mark) : mark);
  }
  return [...merged.values()].sort((a, b) => a.line - b.line);
}

function join(one: LineMark, other: LineMark): LineMark {
  const kind = ORDER.find((each) => each === one.kind || each === other.kind) ?? one.kind;
  return { line: one.line, kind, requests: [...new Set([...one.requests, ...other.requests])] };
}

/** `formatMark({ line: 3, kind: 'arc', requests: ['STOP to RUNNING'] })` is `Table entry: STOP to RUNNING`. */
export function formatMark({ kind, requests }: LineMark): string {
  if (requests.length === 0) return MARK_WORDS[kind];
  const rest = requests.length > MOST ? fill(MARK_WORDS.rest, { count: requests.length - MOST }) : '';
  return `${MARK_WORDS[kind]}: ${requests.slice(0, MOST).join(', ')}${rest}`;
}
