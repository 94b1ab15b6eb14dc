/** Which lines of the text are entries of a table, and what is said of each: the marks that a line has, as one. */

export interface LineMark {
  /** From 1. */
  readonly line: number;
  /** `assumed`: the line of a row that leaves the entry out. */
  readonly kind: 'arc' | 'assumed' | 'selected';
  /** The requests that the line is about, in words. */
  readonly requests: readonly string[];
}

const WORDS: Readonly<Record<LineMark['kind'], string>> = {
  selected: 'Entry of the selected request',
  arc: 'Entry of the table',
  assumed: 'Row whose entry is taken from the base',
};

/** The one that is shown where a line has several: the first. */
const ORDER = ['selected', 'arc', 'assumed'] as const;

/** Requests that are named at most. */
const MOST = 8;

/** One mark for each line that the text has, by line. */
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

/** `formatMark({ line: 3, kind: 'arc', requests: ['STOP to RUNNING'] })` is `Entry of the table: STOP to RUNNING`. */
export function formatMark({ kind, requests }: LineMark): string {
  if (requests.length === 0) return WORDS[kind];
  const rest = requests.length > MOST ? ` and ${requests.length - MOST} more` : '';
  return `${WORDS[kind]}: ${requests.slice(0, MOST).join(', ')}${rest}`;
}
