/** What the keys of the proposed table mean, and what is said of them. */

import { describe, expect, it } from 'vitest';
import { setCell, setNext } from '../../../protocol/rule-sets/draft.ts';
import { ofV1, ofV2 } from '../../../protocol/trace/walk.ts';
import { DRAFT_SENTENCES, enter, readKey, sayDraft, takeBack } from './draft-key.ts';
import { listFixedStates, toDraftTable } from './draft-table.ts';

const v1 = ofV1('patch-2021-09');
const v2 = ofV2('v2-7.2');

describe('a key in a cell of v1', () => {
  it.each([
    ['+', '+'],
    ['-', '-'],
    ['?', '?'],
  ])('[DRAFT-13] %s enters it', (key, entry) => {
    expect(readKey(v1, 1, 4, key)).toEqual({ kind: 'enter', entry });
  });

  it('[DRAFT-13] Space and Enter go round: refused, unspecified, accepted', () => {
    const round = ['-', '?', '+'] as const;
    for (const [index, cell] of round.entries())
      for (const key of [' ', 'Enter'])
        expect(readKey(setCell(v1, 1, 4, cell), 1, 4, key)).toEqual({
          kind: 'enter',
          entry: round[(index + 1) % 3],
        });
  });

  it.each(['1', 'x', '*'])('[DRAFT-14] %s is said to be no entry', (key) => {
    expect(readKey(v1, 1, 4, key)).toEqual({
      kind: 'bad',
      sentence: `${key} is not an entry: + is accepted, - refused, ? unspecified.`,
    });
  });
});

describe('a key in a cell of v2', () => {
  it('[DRAFT-15] a digit enters the state of that number, ERROR too', () => {
    for (const value of v2.values)
      expect(readKey(v2, 1, 2, String(value))).toEqual({ kind: 'enter', entry: value });
    expect(readKey(v2, 1, 2, 'Enter').kind).toBe('list');
  });

  it('[DRAFT-15] a digit that is no state of the rule set is said to be none', () => {
    expect(readKey(ofV2('v2-5.18'), 1, 2, '6')).toEqual({
      kind: 'bad',
      sentence: '6 is not an entry: a next state is one of 0, 1, 2, 3, 4, 5.',
    });
    expect(readKey(v2, 1, 2, '+').kind).toBe('bad');
  });
});

describe('any other key', () => {
  it.each(['Tab', 'F6', 'Escape', 'PageDown'])('[DRAFT-16] %s is left to the page', (key) => {
    expect([readKey(v1, 1, 4, key), readKey(v2, 1, 2, key)]).toEqual([{ kind: 'none' }, { kind: 'none' }]);
  });
});

describe('what is said', () => {
  it('[DRAFT-17] of an entry: what stood there and what stands there', () => {
    expect(enter(v1, 1, 4, '+')).toEqual({
      draft: setCell(v1, 1, 4, '+'),
      sentence: '_RUNNING > _RESUMING: refused → accepted.',
    });
    expect(enter(v1, 1, 4, '-')).toEqual({ draft: v1, sentence: '_RUNNING > _RESUMING is already refused.' });
    expect(enter(v2, 1, 2, 2).sentence).toBe('STOP > RUNNING: RUNNING_P2P → RUNNING.');
    expect(() => enter(v2, 1, 2, '+')).toThrow(/\+ is not an entry/);
  });

  it('[DRAFT-17] of an edit taken back, and of none', () => {
    const draft = setNext(v2, 1, 2, 2);
    expect(takeBack(draft, v2, 1, 2).draft.generation === 'v2' && takeBack(draft, v2, 1, 2).sentence).toBe(
      'STOP > RUNNING is RUNNING_P2P again.',
    );
    expect(takeBack(v2, v2, 1, 2)).toEqual({
      draft: v2,
      sentence: 'There is no edit of STOP > RUNNING to take back.',
    });
    expect(takeBack(draft, null, 1, 2).draft).toBe(draft);
    expect(takeBack(draft, v1, 1, 2).draft).toBe(draft);
  });

  it('[DRAFT-17] is a complete sentence', () => {
    for (const sentence of Object.values(DRAFT_SENTENCES)) expect(sentence).toMatch(/^[A-Z{+].*\.$/);
    expect(sayDraft('no-edits')).toBe('Nothing has been edited yet.');
  });
});

describe('the table', () => {
  it('[DRAFT-18] has each cell short and in words, and what stood there', () => {
    const cells = toDraftTable(setNext(v2, 3, 6, 1), v2, 7).flatMap((row) => row.cells);
    const edited = cells.filter(({ was }) => was !== null);
    expect(edited).toMatchObject([{ sign: 'STP', entry: 'STOP', was: 'ERROR', kind: 'accepted' }]);
    expect(cells).toHaveLength(64);
    expect(toDraftTable(setCell(v1, 1, 4, '?'), v1, null)[1]?.cells[4]).toMatchObject({
      sign: '?',
      entry: 'unspecified',
      was: 'refused',
    });
  });

  it('[DRAFT-18] shows the outcome of the request with the flags', () => {
    const [, , , , stopCopy] = toDraftTable(ofV2('v2-6.2'), null, 7);
    expect(stopCopy?.cells.map(({ kind }) => kind)).toEqual([
      'accepted',
      'accepted',
      'never-returns',
      'never-returns',
      'accepted',
      'accepted',
      'accepted',
      'refused',
    ]);
  });

  it('[DRAFT-19] names what it has no cell for', () => {
    expect(listFixedStates(v1).map(({ name }) => name)).toEqual(['101b', '_ERROR', '111b']);
    expect(listFixedStates(v2)).toEqual([]);
  });
});
