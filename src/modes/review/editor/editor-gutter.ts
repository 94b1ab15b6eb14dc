/**
 * Marks beside and behind the editor's lines: table entries, lines with notes, and the line the page points at. The marks
 * move with their lines as the user types, until the page sets them again.
 */

import type { Extension, Range } from '@codemirror/state';
import { RangeSet, StateEffect, StateField } from '@codemirror/state';
import type { DecorationSet } from '@codemirror/view';
import { Decoration, EditorView, GutterMarker, gutter } from '@codemirror/view';
import { fill } from '../../../protocol/words/fill.ts';
import { clampLine } from './editor-location.ts';
import type { LineMark } from './editor-mark.ts';
import { formatMark, mergeMarks } from './editor-mark.ts';
import { MARK_WORDS } from './editor-words.ts';

export interface Marks {
  readonly marks: readonly LineMark[];
  /** Lines with a note. */
  readonly notes: readonly number[];
}

export const setMarks = StateEffect.define<Marks>();

/** Points at a line; null for none. */
export const showLine = StateEffect.define<number | null>();

class Mark extends GutterMarker {
  readonly kind: LineMark['kind'] | null;
  readonly title: string;
  readonly hasNote: boolean;
  constructor(kind: LineMark['kind'] | null, title: string, hasNote: boolean) {
    super();
    this.kind = kind;
    this.title = title;
    this.hasNote = hasNote;
  }
  override eq(other: Mark): boolean {
    return other.kind === this.kind && other.title === this.title && other.hasNote === this.hasNote;
  }
  override toDOM(): Node {
    const element = document.createElement('span');
    element.className = 'cm-entry-mark';
    if (this.kind) element.dataset.kind = this.kind;
    if (this.hasNote) element.textContent = '✎';
    element.title = this.title;
    element.setAttribute('role', 'img');
    element.setAttribute('aria-label', this.title);
    return element;
  }
}

const LINES = {
  arc: undefined,
  assumed: undefined,
  selected: Decoration.line({ class: 'cm-selected-entry' }),
} as const;

const SHOWN = Decoration.line({ class: 'cm-shown-line' });

interface Shown {
  readonly beside: RangeSet<GutterMarker>;
  readonly under: DecorationSet;
}

const NOTHING: Shown = { beside: RangeSet.empty, under: Decoration.none };

const marksField = StateField.define<Shown>({
  create: () => NOTHING,
  update: (value, { docChanged, changes, effects, state: { doc } }) => {
    const set = effects.findLast((effect) => effect.is(setMarks));
    if (!set)
      return docChanged ? { beside: value.beside.map(changes), under: value.under.map(changes) } : value;
    const notes = new Set((set.value as Marks).notes);
    const marks = mergeMarks([...(set.value as Marks).marks], doc.lines);
    const beside: Range<GutterMarker>[] = [];
    const under: Range<Decoration>[] = [];
    for (const mark of marks) {
      const { from } = doc.line(mark.line);
      const hasNote = notes.delete(mark.line);
      const words = formatMark(mark);
      const title = hasNote ? fill(MARK_WORDS.alsoNote, { mark: words }) : words;
      beside.push(new Mark(mark.kind, title, hasNote).range(from));
      const line = LINES[mark.kind];
      if (line) under.push(line.range(from));
    }
    for (const line of notes)
      if (line >= 1 && line <= doc.lines)
        beside.push(new Mark(null, MARK_WORDS.note, true).range(doc.line(line).from));
    return { beside: RangeSet.of(beside, true), under: Decoration.set(under) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ under }) => under),
});

const shownField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (value, { docChanged, changes, effects, state: { doc } }) => {
    const set = effects.findLast((effect) => effect.is(showLine));
    if (!set) return docChanged ? value.map(changes) : value;
    const line = set.value as number | null;
    return line === null
      ? Decoration.none
      : Decoration.set([SHOWN.range(doc.line(clampLine(doc, line)).from)]);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The extension. A click beside a line puts the caret on it. */
export const entryGutter: Extension = [
  marksField,
  shownField,
  gutter({
    class: 'cm-entries',
    markers: (view) => view.state.field(marksField).beside,
    domEventHandlers: {
      mousedown: (view, line) => {
        view.dispatch({ selection: { anchor: line.from } });
        view.focus();
        return true;
      },
    },
  }),
];
