/**
 * Keeps the editor up to date with the page: it shows only what has changed, and leaves alone a text that only echoes what
 * the user typed.
 */

import type { Text } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { Remark } from './editor-diagnostics.ts';
import { createEchoes } from './editor-echo.ts';
import { isKeptInside } from './editor-key.ts';
import type { Annotations, EditorMemory } from './editor-view.ts';
import {
  annotate,
  createEditor,
  dress,
  goTo,
  listRemarks,
  number,
  pointAt,
  remember,
  replaceText,
} from './editor-view.ts';

/** The text, and what the page says about it. */
export interface EditorSaid extends Annotations {
  readonly text: string;
  /** Of a part of a file, the number of its first line in the file: it is only shown. null where the text is all there is. */
  readonly first: number | null;
  /** The name that screen readers give the text. */
  readonly label: string;
  readonly isDark: boolean;
}

export interface EditorHeard {
  readonly onChange: (text: string, isPasted: boolean) => void;
  /** The user moved the caret to another line. */
  readonly onLine: (line: number) => void;
  /** The user went to a place with these remarks. */
  readonly onRemark: (remarks: readonly Remark[]) => void;
}

export interface LiveEditor {
  readonly show: (said: EditorSaid) => void;
  /** Puts the caret at a line and column, both counted from 1, and focuses the text. */
  readonly goTo: (line: number, column: number) => void;
  /** Focuses the text where it is: nothing scrolls. */
  readonly focus: () => void;
  /** Opens the list of remarks. */
  readonly listRemarks: () => void;
  /** Closes the editor; returns what `openEditor` needs to reopen it. */
  readonly close: () => EditorMemory | null;
}

/** Opens the editor in an element. It appears at the first call of `show`. */
export function openEditor(place: HTMLElement, memory: EditorMemory | null, heard: EditorHeard): LiveEditor {
  // A host of the editor's own: CodeMirror keeps a range in the last shadow root, which would keep all of the page around it.
  const host = document.createElement('div');
  host.dataset.typing = '';
  place.append(host);
  const shadow = host.attachShadow({ mode: 'open' });
  const echoes = createEchoes();
  let view: EditorView | null = null;
  let said: EditorSaid | null = null;
  /** The text that the page last annotated. */
  let annotated: Text | null = null;

  const open = (first: EditorSaid): EditorView =>
    createEditor(shadow, first.text, memory, () => ({
      onChange: (typed, doc, isPasted) => {
        if (!view || !said) return;
        echoes.tell(typed, said.text);
        // An edit that is undone at once is no change for the page, so the page does not annotate again.
        if (annotated?.eq(doc)) annotate(view, said);
        heard.onChange(typed, isPasted);
      },
      onLine: heard.onLine,
      onRemark: heard.onRemark,
    }));
  const press = (event: KeyboardEvent) => {
    if (isKeptInside(event)) event.stopPropagation();
  };
  host.addEventListener('keydown', press);
  return {
    show: (now) => {
      const before = said;
      said = now;
      view ??= open(now);
      const isNews = (...keys: readonly (keyof EditorSaid)[]) =>
        keys.some((key) => before?.[key] !== now[key]);
      if (isNews('first') && (now.first !== null || before)) number(view, now.first);
      if (isNews('text') && !echoes.isEcho(now.text)) replaceText(view, now.text);
      if (isNews('label', 'isDark')) dress(view, now.label, now.isDark);
      if (isNews('marks', 'notes', 'diagnostics', 'kinds')) {
        annotated = view.state.doc;
        annotate(view, now);
      }
      if (isNews('line')) pointAt(view, now.line);
    },
    goTo: (line, column) => {
      if (view) goTo(view, line, column);
    },
    focus: () => view?.focus(),
    listRemarks: () => view && listRemarks(view),
    close: () => {
      host.removeEventListener('keydown', press);
      const left = view && remember(view);
      view?.destroy();
      host.remove();
      return left;
    },
  };
}
