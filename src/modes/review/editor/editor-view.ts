/**
 * The editor without React: CodeMirror in a shadow root. The page's Content-Security-Policy forbids `<style>`; in a shadow
 * root CodeMirror adopts a style sheet instead, which the policy allows.
 */

import { defaultKeymap, history, historyField, historyKeymap, isolateHistory } from '@codemirror/commands';
import { openLintPanel } from '@codemirror/lint';
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  gotoLine,
  highlightSelectionMatches,
  openSearchPanel,
  search,
} from '@codemirror/search';
import type { Extension, Text } from '@codemirror/state';
import { Annotation, Compartment, EditorState } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
  tooltips,
} from '@codemirror/view';
import { formatVisibleLine } from '../../../protocol/words/outside-text.ts';
import type { LineKinds } from '../../../reader/line/line-info.ts';
import { NO_KINDS } from '../../../reader/line/line-info.ts';
import { announce } from '../../../ui/attention/announce.ts';
import { colours } from './colours/editor-colours.ts';
import { areNews, setKinds } from './colours/editor-kinds.ts';
import { theme } from './colours/editor-theme.ts';
import type { EditorDiagnostic, Remark } from './editor-diagnostics.ts';
import { remarks, replaceDiagnostics } from './editor-diagnostics.ts';
import type { Marks } from './editor-gutter.ts';
import { entryGutter, setMarks, showLine } from './editor-gutter.ts';
import { clampLine, getOffset } from './editor-location.ts';
import { EDITOR_WORDS } from './editor-words.ts';

/** What the editor tells the page. */
interface EditorListener {
  /** `isPasted`: it came from elsewhere at once. */
  readonly onChange: (text: string, doc: Text, isPasted: boolean) => void;
  readonly onLine: (line: number) => void;
  /** The reader has gone to a place with these remarks. */
  readonly onRemark: (remarks: readonly Remark[]) => void;
}

/** The text with its undo history, for when the editor is shown again. Opaque. */
export interface EditorMemory {
  readonly text: string;
  readonly state: unknown;
}

/** Marks a transaction by the page, not the user: the page is not told of it. */
const fromPage = Annotation.define<true>();

const label = new Compartment();
const numbers = new Compartment();
const darkness = new Compartment();

const SEARCH_KEYS = [
  { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
  { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
  { key: 'Mod-g', run: findNext, shift: findPrevious, scope: 'editor search-panel', preventDefault: true },
  { key: 'Mod-Alt-g', run: gotoLine },
  { key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' },
];

/**
 * Types a letter over a selection. The browser would keep the look of the replaced text with an inline style, which the
 * Content-Security-Policy blocks with a message.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { inputType, data, isComposing } = event;
    if (inputType !== 'insertText' || data === null || isComposing || view.composing) return false;
    if (view.state.selection.main.empty || view.state.readOnly) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(data), { userEvent: 'input.type', scrollIntoView: true });
    return true;
  },
});

/** A character that does not show, as its escape: it turns nothing around, and nothing hides behind it. */
function createSpelledOut(code: number, description: string | null): HTMLElement {
  const spelled = document.createElement('span');
  spelled.className = 'cm-specialChar';
  spelled.textContent = formatVisibleLine(String.fromCodePoint(code));
  spelled.title = description ?? '';
  return spelled;
}

/** Tab is not bound, so that it leaves the editor. */
const EXTENSIONS: Extension = [
  highlightActiveLineGutter(),
  highlightActiveLine(),
  highlightSpecialChars({ addSpecialChars: /[\p{Cf}\p{Cs}]/u, render: createSpelledOut }),
  highlightSelectionMatches({ minSelectionLength: 3 }),
  history(),
  search({ top: true }),
  colours,
  typeOver,
  EditorState.tabSize.of(8),
  keymap.of([...SEARCH_KEYS, ...historyKeymap, ...defaultKeymap]),
  placeholder(EDITOR_WORDS.placeholder),
  tooltips({ position: 'absolute', tooltipSpace: (view) => view.dom.getBoundingClientRect() }),
  theme,
];

const toLabel = (text: string) =>
  EditorView.contentAttributes.of({
    'aria-label': text,
    tabindex: '0',
    spellcheck: 'false',
    autocorrect: 'off',
    autocapitalize: 'off',
    translate: 'no',
  });

const listen = (listener: () => EditorListener) =>
  EditorView.updateListener.of((update) => {
    const { state, startState, docChanged, selectionSet, transactions } = update;
    if (transactions.some((transaction) => transaction.annotation(fromPage))) return;
    const isPasted = transactions.some(
      (each) => each.isUserEvent('input.paste') || each.isUserEvent('input.drop'),
    );
    if (docChanged) listener().onChange(state.doc.toString(), state.doc, isPasted);
    if (!docChanged && !selectionSet) return;
    const line = state.doc.lineAt(state.selection.main.head).number;
    if (line !== startState.doc.lineAt(startState.selection.main.head).number) listener().onLine(line);
  });

/** The page has one voice: it says what CodeMirror's search would say in a live region of its own. */
const speak = EditorView.updateListener.of(({ transactions }) => {
  for (const { effects } of transactions)
    for (const effect of effects) if (effect.is(EditorView.announce)) announce(effect.value);
});

function quieten(view: EditorView): EditorView {
  const region = view.dom.querySelector('.cm-announced');
  region?.setAttribute('aria-live', 'off');
  region?.setAttribute('aria-hidden', 'true');
  return view;
}

/** Creates an editor in a shadow root. It restores the memory if that holds the same text. */
export function createEditor(
  shadow: ShadowRoot,
  text: string,
  memory: EditorMemory | null,
  listener: () => EditorListener,
): EditorView {
  const extensions = [
    remarks((found) => listener().onRemark(found)),
    ...[entryGutter, numbers.of(lineNumbers()), EXTENSIONS],
    ...[label.of([]), darkness.of([]), listen(listener), speak],
  ];
  const state =
    memory !== null && memory.text === toPlain(text)
      ? EditorState.fromJSON(memory.state, { extensions }, { history: historyField })
      : EditorState.create({ doc: text, extensions });
  return quieten(new EditorView({ state, parent: shadow, root: shadow }));
}

/** The text as the editor has it: every line ends in LF. */
const toPlain = (text: string) => text.replaceAll(/\r\n?/g, '\n');

/** What createEditor needs to restore this editor. */
export const remember = ({ state }: EditorView): EditorMemory => ({
  text: state.doc.toString(),
  state: state.toJSON({ history: historyField }),
});

/** Replaces the text in one step, which undo reverts. */
export function replaceText(view: EditorView, text: string): void {
  const insert = view.state.toText(text);
  if (insert.eq(view.state.doc)) return;
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert },
    selection: { anchor: 0 },
    annotations: [fromPage.of(true), isolateHistory.of('full')],
  });
  annotate(view, { marks: [], notes: [], diagnostics: [], kinds: NO_KINDS, line: null });
  view.scrollDOM.scrollTo({ top: 0, left: 0 });
}

/** What the page says about the lines of the text. */
export interface Annotations extends Marks {
  readonly diagnostics: readonly EditorDiagnostic[];
  /** The kind of each line; null if only an earlier text has been read. */
  readonly kinds: LineKinds | null;
  /** The line that the page points at. */
  readonly line: number | null;
}

/** Replaces all annotations with the page's new ones. */
export function annotate(view: EditorView, said: Annotations): void {
  const { marks, notes, diagnostics, kinds, line } = said;
  const colouring = kinds && areNews(view.state, kinds) ? [setKinds.of(kinds)] : [];
  view.dispatch({ effects: [setMarks.of({ marks, notes }), showLine.of(line), ...colouring] });
  view.dispatch(replaceDiagnostics(view.state, diagnostics));
}

/** Of a file that is shown in part: its lines keep their numbers in the file, and cannot be edited. */
export function number(view: EditorView, first: number | null): void {
  const numbered =
    first === null
      ? lineNumbers()
      : [lineNumbers({ formatNumber: (line) => String(line + first - 1) }), EditorState.readOnly.of(true)];
  view.dispatch({ effects: numbers.reconfigure(numbered) });
}

/** Names the editor for screen readers, and selects CodeMirror's light or dark colours. */
export function dress(view: EditorView, name: string, isDark: boolean): void {
  view.dispatch({
    effects: [label.reconfigure(toLabel(name)), darkness.reconfigure(EditorView.darkTheme.of(isDark))],
  });
}

/**
 * Points at a line: marks it and scrolls the editor, not the page, to show it. The caret moves there too, unless the user is
 * in the text.
 */
export function pointAt(view: EditorView, line: number | null): void {
  view.dispatch({ effects: showLine.of(line) });
  if (line === null) return;
  const { from, to } = view.state.doc.line(clampLine(view.state.doc, line));
  const { head } = view.state.selection.main;
  if (!view.hasFocus && (head < from || head > to))
    view.dispatch({ selection: { anchor: from }, annotations: fromPage.of(true) });
  view.requestMeasure({
    key: pointAt,
    read: ({ scrollDOM }) => {
      const block = view.lineBlockAt(from);
      const { scrollTop, clientHeight } = scrollDOM;
      const isSeen = block.top >= scrollTop && block.bottom <= scrollTop + clientHeight;
      return isSeen ? null : Math.max(0, block.top - clientHeight / 3);
    },
    write: (top, { scrollDOM }) => {
      if (top !== null) scrollDOM.scrollTop = top;
    },
  });
}

/** Puts the caret at a line and column and focuses the text. */
export function goTo(view: EditorView, line: number, column: number): void {
  const anchor = getOffset(view.state.doc, line, column);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
}

/** Opens the list of all remarks under the text; it has the focus. */
export function listRemarks(view: EditorView): void {
  openLintPanel(view);
}
