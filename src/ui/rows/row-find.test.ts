import { describe, expect, it } from 'vitest';
import { findPlace, findRows, turn } from './row-find.ts';

const texts = ['0 opened in _RUNNING', '1 _RUNNING > _STOP accepted', '2 _STOP > _RESUMING refused'];
const find = (word: string) => findRows(texts.length, (index) => texts[index]!, word);

describe('what is found in a list', () => {
  it('[LIST-4] finds every row that has the word, in either case', () => {
    expect(find('_stop')).toEqual([1, 2]);
    expect(find(' Refused ')).toEqual([2]);
    expect(find('_RUNNING')).toEqual([0, 1]);
  });

  it('[LIST-5] finds nothing for nothing', () => {
    expect(find('')).toEqual([]);
    expect(find('  ')).toEqual([]);
    expect(find('PRE_COPY')).toEqual([]);
  });

  it('[LIST-6] begins at the row in view, and turns at the ends', () => {
    expect(findPlace([3, 8, 20], 8)).toBe(1);
    expect(findPlace([3, 8, 20], 9)).toBe(2);
    expect(findPlace([3, 8, 20], 21)).toBe(0);
    expect(turn(2, 1, 3)).toBe(0);
    expect(turn(0, -1, 3)).toBe(2);
  });
});
