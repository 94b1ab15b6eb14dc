/** Remarks as CodeMirror takes them, and marks that survive typing. */

import { EditorState, Text } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { toDiagnostics } from './editor-diagnostics.ts';
import { entryGutter, setMarks, showLine } from './editor-gutter.ts';
import { REMARK_WORDS } from './editor-words.ts';

const doc = Text.of(['[STOP] = 1,', '', '[RUN] = 2,']);

describe('a remark', () => {
  it('[EDIT-12] underlines the word at its location, in text order, and has its kind and id', () => {
    const found = toDiagnostics(doc, [
      { line: 3, column: 2, severity: 'note', text: 'Later.', id: 'c' },
      { line: 1, column: 2, severity: 'question', text: 'Why?', id: 'b' },
      { line: 99, column: 1, severity: 'problem', text: 'Gone.', id: 'a' },
    ]);
    expect(
      found.map(({ from, to, severity, message, source }) => [from, to, severity, message, source]),
    ).toEqual([
      [1, 5, 'info', `${REMARK_WORDS.question}: Why?`, 'b'],
      [13, 18, 'error', `${REMARK_WORDS.problem}: Gone.`, 'a'],
      [14, 17, 'hint', `${REMARK_WORDS.note}: Later.`, 'c'],
    ]);
  });

  it('[EDIT-12] has a different word for each kind', () => {
    expect(new Set(Object.values(REMARK_WORDS)).size).toBe(Object.keys(REMARK_WORDS).length);
  });
});

describe('the marks', () => {
  it('[EDIT-12] break nothing when their lines are gone, and move as the user types', () => {
    const start = EditorState.create({ doc, extensions: entryGutter });
    const marked = start.update({
      effects: [
        setMarks.of({
          marks: [9, 3, 1].map((line) => ({ line, kind: 'selected', requests: [] })),
          notes: [0, 2, 50],
        }),
        showLine.of(700),
      ],
    }).state;
    const typed = marked.update({ changes: { from: 0, insert: 'a\nb' } }).state;
    expect(typed.doc.lines).toBe(4);
    expect(typed.update({ changes: { from: 0, to: typed.doc.length } }).state.doc.length).toBe(0);
  });
});
