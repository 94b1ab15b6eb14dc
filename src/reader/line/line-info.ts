/** The kind of each pasted line. It stands apart from the code that determines it, so that the editor loads only this. */

export type LineKind = 'prose' | 'header' | 'file' | 'hunk' | 'added' | 'removed' | 'context' | 'code';

export interface LineInfo {
  readonly kind: LineKind;
  /** How deeply the line is quoted; 0 means not at all. */
  readonly depth: number;
  /** The offset after the quotation marks. */
  readonly start: number;
  /** The offset of the first character of C; null if the line has none. */
  readonly code: number | null;
}

/** `lines` has one character for each line; its code is an index into `infos`. */
export interface LineKinds {
  readonly infos: readonly LineInfo[];
  readonly lines: string;
}

/** For a line of which nothing is known. */
export const PLAIN: LineInfo = { kind: 'prose', depth: 0, start: 0, code: null };

/** For an empty text. */
export const NO_KINDS: LineKinds = { infos: [PLAIN], lines: '' };

/** The info of a line, counted from 1. */
export function getLineInfo({ infos, lines }: LineKinds, line: number): LineInfo {
  return infos[lines.charCodeAt(line - 1)] ?? PLAIN;
}
