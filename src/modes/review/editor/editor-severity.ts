/** The sign of each kind of remark in the editor, and CodeMirror's severity for it. */

import { SEVERITY_SIGNS } from '../../../ui/severity-sign.ts';
import type { RemarkKind } from './editor-words.ts';

interface Remark {
  readonly sign: string;
  /** CodeMirror's name for it, which sets its colour and order. */
  readonly rank: 'error' | 'warning' | 'info' | 'hint';
}

export const REMARKS: Readonly<Record<RemarkKind, Remark>> = {
  problem: { sign: '✕', rank: 'error' },
  error: { sign: SEVERITY_SIGNS.error, rank: 'error' },
  warning: { sign: SEVERITY_SIGNS.warning, rank: 'warning' },
  question: { sign: SEVERITY_SIGNS.question, rank: 'info' },
  note: { sign: SEVERITY_SIGNS.note, rank: 'hint' },
};
