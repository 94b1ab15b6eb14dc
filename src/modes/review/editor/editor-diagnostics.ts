/** Remarks on the text: CodeMirror underlines them, marks their lines, shows them in tooltips and speaks them on F8. */

import type { Diagnostic } from '@codemirror/lint';
import {
  forEachDiagnostic,
  lintGutter,
  nextDiagnostic,
  previousDiagnostic,
  setDiagnostics,
} from '@codemirror/lint';
import type { EditorState, Extension, Text, TransactionSpec } from '@codemirror/state';
import type { Command } from '@codemirror/view';
import { closeHoverTooltips, EditorView, hasHoverTooltips, keymap } from '@codemirror/view';
import { fill } from '../../../protocol/words/fill.ts';
import { getRange } from './editor-location.ts';
import { REMARKS } from './editor-severity.ts';
import type { RemarkKind } from './editor-words.ts';
import { EDITOR_WORDS, REMARK_WORDS } from './editor-words.ts';

export interface EditorDiagnostic {
  /** Line and column both count from 1. */
  readonly line: number;
  readonly column: number;
  readonly severity: RemarkKind;
  /** Complete sentences. */
  readonly text: string;
  /** The stable id of the finding, problem or warning; shown after the text. */
  readonly id: string;
}

/** The remarks on a text, in text order. */
export function toDiagnostics(doc: Text, diagnostics: readonly EditorDiagnostic[]): Diagnostic[] {
  return diagnostics
    .map(({ line, column, severity, text, id }): Diagnostic => {
      const [from, to] = getRange(doc, line, column);
      const { sign, rank } = REMARKS[severity];
      const word = REMARK_WORDS[severity];
      const message = `${word}: ${text}`;
      return {
        from,
        to,
        severity: rank,
        source: id,
        message,
        renderMessage: () => render(severity, sign, word, text),
      };
    })
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

function render(severity: RemarkKind, sign: string, word: string, text: string): Node {
  const element = document.createElement('span');
  const head = document.createElement('strong');
  head.dataset.severity = severity;
  head.textContent = `${sign} ${word}`;
  element.append(head, ` ${text}`);
  return element;
}

/** A transaction that replaces all remarks. */
export const replaceDiagnostics = (
  state: EditorState,
  diagnostics: readonly EditorDiagnostic[],
): TransactionSpec => setDiagnostics(state, toDiagnostics(state.doc, diagnostics));

/** The remarks at the selection, as sentences to speak. */
function readSelected(state: EditorState): string {
  const { from, to } = state.selection.main;
  const texts: string[] = [];
  forEachDiagnostic(state, ({ message }, start, end) => {
    if (start <= from && end >= to) texts.push(message);
  });
  return [fill(EDITOR_WORDS.line, { line: state.doc.lineAt(from).number }), ...texts].join(' ');
}

const speak =
  (go: Command): Command =>
  (view) => {
    if (!go(view)) return false;
    view.dispatch({ effects: EditorView.announce.of(readSelected(view.state)) });
    return true;
  };

/** Closes a tooltip without moving the pointer or the caret. */
const closeTooltips: Command = (view) => {
  if (!hasHoverTooltips(view.state)) return false;
  view.dispatch({ effects: closeHoverTooltips });
  return true;
};

/** The extension. */
export const remarks: Extension = [
  lintGutter(),
  keymap.of([
    { key: 'F8', run: speak(nextDiagnostic), shift: speak(previousDiagnostic), preventDefault: true },
    { key: 'Escape', run: closeTooltips },
  ]),
];
