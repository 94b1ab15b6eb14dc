/** What is said of each pasted line, apart from how it is found out: an editor that colours by it loads no more. */

export type LineKind = 'prose' | 'header' | 'file' | 'hunk' | 'added' | 'removed' | 'context' | 'code';

export interface LineInfo {
  readonly kind: LineKind;
  /** How deep it is quoted; 0 is not. */
  readonly depth: number;
  /** Offset after the marks of quotation. */
  readonly start: number;
  /** Offset of the first character of C; null where the line has none. */
  readonly code: number | null;
}

/** One character a line, whose code is the index of what the line is. */
export interface LineKinds {
  readonly infos: readonly LineInfo[];
  readonly lines: string;
}

/** Of a line of which nothing is known. */
export const PLAIN: LineInfo = { kind: 'prose', depth: 0, start: 0, code: null };

/** Of no text. */
export const NO_KINDS: LineKinds = { infos: [PLAIN], lines: '' };

/** What a line is, by its number from 1. */
export function getLineInfo({ infos, lines }: LineKinds, line: number): LineInfo {
  return infos[lines.charCodeAt(line - 1)] ?? PLAIN;
}
