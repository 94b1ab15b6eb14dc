/**
 * Names for the signs beside the lines. CodeMirror hides all gutters from screen readers; here only the line numbers stay
 * hidden, and each sign is an image with the remarks of its line as its name.
 */

import { forEachDiagnostic } from '@codemirror/lint';
import type { EditorState, Extension } from '@codemirror/state';
import type { EditorView, ViewUpdate } from '@codemirror/view';
import { ViewPlugin } from '@codemirror/view';
import { fill } from '../../../../protocol/words/fill.ts';
import { EDITOR_WORDS } from '../editor-words.ts';

/** The remarks on the line at an offset, with the line: `Line 12. Error: …` */
function readLine(state: EditorState, at: number): string {
  const line = state.doc.lineAt(at);
  const texts: string[] = [];
  forEachDiagnostic(state, ({ message }, from) => {
    if (from >= line.from && from <= line.to) texts.push(message);
  });
  return [fill(EDITOR_WORDS.line, { line: line.number }), ...texts].join(' ');
}

/** Each drawn sign of a remark, with the name that it is to have. */
function listNames(view: EditorView): readonly (readonly [sign: Element, name: string])[] {
  return [...view.dom.querySelectorAll('.cm-lint-marker')].map((sign) => {
    const { top, height } = sign.getBoundingClientRect();
    const middle = top + height / 2 - view.documentTop;
    return [sign, readLine(view.state, view.lineBlockAtHeight(middle).from)];
  });
}

function writeNames(view: EditorView, names: ReturnType<typeof listNames>): void {
  view.dom.querySelector('.cm-gutters')?.removeAttribute('aria-hidden');
  view.dom.querySelector('.cm-lineNumbers')?.setAttribute('aria-hidden', 'true');
  for (const [sign, name] of names) {
    sign.setAttribute('role', 'img');
    sign.setAttribute('aria-label', name);
  }
}

const measure = (view: EditorView) =>
  view.requestMeasure({ key: measure, read: listNames, write: (names) => writeNames(view, names) });

/** The extension. */
export const namedSigns: Extension = ViewPlugin.define((view) => {
  measure(view);
  return { update: ({ view: now }: ViewUpdate) => measure(now) };
});
