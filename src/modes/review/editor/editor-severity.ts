/** How each kind of remark is shown in the editor: a sign, a word, and CodeMirror's severity. */

import type { Severity } from '../../../protocol/trace/finding.ts';
import { SEVERITY_SIGNS } from '../../../ui/severity-sign.ts';

/** A finding's severity; a `problem` is what could not be read. */
export type RemarkKind = Severity | 'problem';

interface Remark {
  readonly sign: string;
  readonly word: string;
  /** What CodeMirror calls it: the colour and the order. */
  readonly rank: 'error' | 'warning' | 'info' | 'hint';
}

export const REMARKS: Readonly<Record<RemarkKind, Remark>> = {
  problem: { sign: '✕', word: 'Not read', rank: 'error' },
  error: { sign: SEVERITY_SIGNS.error, word: 'Error', rank: 'error' },
  warning: { sign: SEVERITY_SIGNS.warning, word: 'Warning', rank: 'warning' },
  question: { sign: SEVERITY_SIGNS.question, word: 'Question', rank: 'info' },
  note: { sign: SEVERITY_SIGNS.note, word: 'Note', rank: 'hint' },
};
