/** Notes, and where they are after the text was edited. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Note } from './notes.ts';
import {
  addNote,
  changeNote,
  editNote,
  formatNotePlace,
  getNoteKeys,
  getNotePlaces,
  moveNotes,
} from './notes.ts';

const onLine = (line: number, text = `on ${line}`): Note => ({ line, request: null, text });
const onRequest: Note = { line: null, request: 'STOP > RUNNING', text: 'b' };
const onWhole: Note = { line: null, request: null, text: 'c' };

describe('notes', () => {
  it('[NOTE-1] stand by line, then by request, then those on the whole, each kind in the order of writing', () => {
    const written = [onWhole, onLine(9), onRequest, onLine(2), onLine(9, 'again'), { ...onWhole, text: 'd' }];
    expect(written.reduce<readonly Note[]>(addNote, []).map(({ text }) => text)).toEqual([
      'on 2',
      'on 9',
      'again',
      'b',
      'c',
      'd',
    ]);
  });

  it('[NOTE-1] are not added without words, and lose no indentation', () => {
    expect(addNote([], onLine(1, ' \n'))).toEqual([]);
    expect(addNote([], onLine(1, '  if (x)\n\n'))).toEqual([onLine(1, '  if (x)')]);
  });

  it('[NOTE-2] are changed in place, and deleted where no word is left', () => {
    const notes = [onLine(1), onLine(2)];
    expect(changeNote(notes, 1, 'other ')).toEqual([onLine(1), onLine(2, 'other')]);
    expect(changeNote(notes, 0, '  ')).toEqual([onLine(2)]);
    expect(changeNote(notes, 7, 'x')).toBe(notes);
  });

  it('[NOTE-2] keep what is being written over them, until it is saved or dropped', () => {
    const notes = [onLine(1), onLine(2)];
    const edited = editNote(notes, 1, 'oth');
    expect(edited).toEqual([onLine(1), { ...onLine(2), edit: 'oth' }]);
    expect(editNote(edited, 1, 'oth')).toBe(edited);
    expect(changeNote(edited, 1, 'other')).toEqual([onLine(1), onLine(2, 'other')]);
    expect(editNote(edited, 1, null)).toEqual(notes);
    expect(editNote(notes, 1, null)).toBe(notes);
    expect(editNote(notes, 7, 'x')).toBe(notes);
    expect(moveNotes(edited, ['a', 'b'], ['a', 'x', 'b'])[1]).toEqual({ ...onLine(3, 'on 2'), edit: 'oth' });
  });

  it('[NOTE-2] that were deleted and brought back are where they were', () => {
    const notes = [onLine(1), onRequest, onWhole];
    for (const [index, note] of notes.entries())
      expect(addNote(changeNote(notes, index, ''), note)).toEqual(notes);
  });

  it('[NOTE-3] are told apart where they are on the same', () => {
    expect(getNoteKeys([onLine(1), onLine(1), onRequest, onWhole])).toEqual([
      'line 1 #1',
      'line 1 #2',
      'STOP > RUNNING #1',
      'the whole text #1',
    ]);
  });

  it('[NOTE-3] can be about what is in view, and always about the whole text', () => {
    expect(getNotePlaces(4, 'A > B').map(formatNotePlace)).toEqual(['line 4', 'A > B', 'the whole text']);
    expect(getNotePlaces(null, null).map(formatNotePlace)).toEqual(['the whole text']);
  });

  it('[NOTE-4] stay on their line, wherever an edit moves it', () => {
    const move = (line: number, before: string, after: string) =>
      moveNotes([onLine(line)], before.split(''), after.split(''))[0]?.line;
    expect(move(1, 'abc', 'xabc')).toBe(2);
    expect(move(3, 'abc', 'ac')).toBe(2);
    expect(move(1, 'abc', 'abcde')).toBe(1);
    expect(move(2, 'abc', 'axc')).toBe(2);
    expect(move(2, 'abc', 'ac')).toBe(1);
    expect(move(2, 'abc', '')).toBe(null);
    expect(moveNotes([onRequest, onWhole], ['a'], ['b'])).toEqual([onRequest, onWhole]);
  });

  it('[NOTE-4] on a line that an edit does not touch are on the same words afterwards', () => {
    const texts = (word: string) =>
      fc.nat({ max: 6 }).map((length) => Array.from({ length }, (_, index) => `${word} ${index}`));
    fc.assert(
      fc.property(texts('head'), texts('cut'), texts('put'), texts('tail'), (head, cut, put, tail) => {
        const [before, after] = [
          [...head, ...cut, ...tail],
          [...head, ...put, ...tail],
        ];
        for (let line = 1; line <= before.length; line += 1) {
          const moved = moveNotes([onLine(line)], before, after)[0]!.line;
          const isTouched = line > head.length && line <= head.length + cut.length;
          if (after.length === 0) expect(moved).toBe(null);
          else if (isTouched) expect(after[moved! - 1]).toBeDefined();
          else expect(after[moved! - 1]).toBe(before[line - 1]);
        }
      }),
    );
  });
});
