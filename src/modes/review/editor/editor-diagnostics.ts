/** Remarks on the text: CodeMirror underlines them, marks their lines, shows them in tooltips, opens them on F8, and lists them. */

import type { Diagnostic } from '@codemirror/lint';
import {
  forEachDiagnostic,
  lintGutter,
  nextDiagnostic,
  openLintPanel,
  previousDiagnostic,
  setDiagnostics,
} from '@codemirror/lint';
import type { Extension, Text, TransactionSpec } from '@codemirror/state';
import { EditorState, StateEffect, StateField } from '@codemirror/state';
import type { Command, Tooltip } from '@codemirror/view';
import { closeHoverTooltips, hasHoverTooltips, keymap, showTooltip } from '@codemirror/view';
import { fill } from '../../../protocol/words/fill.ts';
import { namedSigns } from './colours/editor-signs.ts';
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

/** A remark that the reader has gone to. */
export interface Remark {
  readonly id: string;
  /** From 1. */
  readonly line: number;
  /** As it is said: its line, its kind and its text. */
  readonly words: string;
}

/** The remark that is open: its text stands at its place until the caret moves. */
const openRemark = StateEffect.define<readonly Diagnostic[]>();

const openField = StateField.define<Tooltip | null>({
  create: () => null,
  update: (value, transaction) => {
    const opened = transaction.effects.find((effect) => effect.is(openRemark));
    if (opened) return toTooltip(opened.value as readonly Diagnostic[], transaction.state);
    return transaction.docChanged || transaction.selection ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

function toTooltip(found: readonly Diagnostic[], state: EditorState): Tooltip | null {
  if (found.length === 0) return null;
  return {
    pos: state.selection.main.from,
    above: true,
    create: (view) => {
      const dom = document.createElement('div');
      dom.className = 'cm-remark';
      for (const each of found) {
        const item = document.createElement('p');
        item.append(each.renderMessage?.(view) ?? each.message);
        dom.append(item);
      }
      return { dom };
    },
  };
}

/** The remarks at the selection. */
function listSelected(state: EditorState): readonly Diagnostic[] {
  const { from, to } = state.selection.main;
  const found: Diagnostic[] = [];
  forEachDiagnostic(state, (diagnostic, start, end) => {
    if (start <= from && end >= to) found.push(diagnostic);
  });
  return found;
}

/** Goes to a remark, opens its text there, and tells of it. */
const visit =
  (go: Command, onRemark: (remarks: readonly Remark[]) => void): Command =>
  (view) => {
    if (!go(view)) return false;
    const found = listSelected(view.state);
    view.dispatch({ effects: openRemark.of(found) });
    const line = view.state.doc.lineAt(view.state.selection.main.from).number;
    onRemark(
      found.map(({ source = '', message }) => ({
        id: source,
        line,
        words: `${fill(EDITOR_WORDS.line, { line })} ${message}`,
      })),
    );
    return true;
  };

/** Closes a tooltip without moving the pointer or the caret. */
const closeTooltips: Command = (view) => {
  if (!hasHoverTooltips(view.state) && view.state.field(openField) === null) return false;
  view.dispatch({ effects: [closeHoverTooltips, openRemark.of([])] });
  return true;
};

/** The extension. The list of all remarks opens under the text, and closes with Escape. */
export const remarks = (onRemark: (remarks: readonly Remark[]) => void): Extension => [
  lintGutter(),
  namedSigns,
  openField,
  EditorState.phrases.of({ Diagnostics: EDITOR_WORDS.remarks, 'No diagnostics': EDITOR_WORDS.noRemarks }),
  keymap.of([
    {
      key: 'F8',
      run: visit(nextDiagnostic, onRemark),
      shift: visit(previousDiagnostic, onRemark),
      preventDefault: true,
    },
    { key: 'Mod-Shift-m', run: openLintPanel, preventDefault: true },
    { key: 'Escape', run: closeTooltips },
  ]),
];
