/** What the editor shows and says: about the text, about a line's entries and notes, and about each kind of remark. */

import type { Severity } from '../../../protocol/trace/finding.ts';

/** A finding's severity; a `problem` is text that could not be read. */
export type RemarkKind = Severity | 'problem';

export const EDITOR_WORDS = {
  label: 'Text to review',
  placeholder: 'Paste or drop a mail, a patch, C source or a log.',
  drop: 'Drop the file here to read it',
  line: 'Line {line}.',
  remarks: 'Remarks',
  noRemarks: 'There are no remarks.',
  find: 'finds text,',
  next: 'goes to the next remark,',
  leave: 'leaves the editor.',
} as const;

/** What the mark beside a line means. `assumed`: the line starts a row that leaves the entry out. */
export const MARK_WORDS = {
  selected: 'Table entry for the selected request',
  arc: 'Table entry',
  assumed: 'Row whose entry comes from the base',
  rest: ' and {count} more',
  note: 'Has a note',
  alsoNote: '{mark}; has a note',
} as const;

export const REMARK_WORDS: Readonly<Record<RemarkKind, string>> = {
  problem: 'Not read',
  error: 'Error',
  warning: 'Warning',
  question: 'Question',
  note: 'Note',
};
