/** What each set of flags adds, as a table. */

import { describe, expect, it } from 'vitest';
import { ofV2 } from '../../protocol/trace/walk.ts';
import { toGainColumns, toGainLines } from './gain-line.ts';

describe('the table of flags', () => {
  const lines = toGainLines(ofV2('v2-7.2'));
  const find = (id: string, flags: number) =>
    lines.find((line) => line.id === id)!.cells.find((cell) => cell.flags === flags)!;

  it('[CMP-40] has a column for each set that the rules define, compared with a smaller one', () => {
    expect(toGainColumns(ofV2('v2-7.2'))).toEqual([
      { flags: 1, base: null, names: ['STOP_COPY'], states: ['STOP', 'RUNNING', 'STOP_COPY', 'RESUMING'] },
      { flags: 3, base: 1, names: ['+ P2P'], states: ['RUNNING_P2P'] },
      { flags: 5, base: 1, names: ['+ PRE_COPY'], states: ['PRE_COPY'] },
      { flags: 7, base: 5, names: ['+ P2P', '+ PRE_COPY'], states: ['PRE_COPY_P2P', 'RUNNING_P2P'] },
    ]);
    expect(toGainColumns(ofV2('v2-5.18')).map(({ flags }) => flags)).toEqual([1, 3]);
  });

  it('[CMP-41] adds up: 16, 25, 24, 47 requests and 6, 8, 9, 15 arcs', () => {
    const read = (id: string) =>
      lines.find((line) => line.id === id)!.cells.map(({ text, total }) => [text, total]);
    expect(read('requests')).toEqual([
      ['16', null],
      ['+9', 25],
      ['+8', 24],
      ['+23', 47],
    ]);
    expect(read('paths').map(([text]) => text)).toEqual(['', '≠6', '', '≠11']);
    expect(read('arcs')).toEqual([
      ['6', null],
      ['+4', 8],
      ['+3', 9],
      ['+9', 15],
    ]);
    expect(read('arcsGone').map(([text]) => text)).toEqual(['', '−2', '', '−3']);
    for (const { cells } of lines)
      for (const { text, items } of cells) expect(Number(text.replace(/^\D/, ''))).toBe(items.length);
  });

  it('[CMP-42] opens lists that say the path, and what it was', () => {
    expect(find('paths', 3).items).toContainEqual({
      from: 1,
      to: 2,
      request: 'STOP > RUNNING',
      way: 'via RUNNING_P2P, not in one arc',
    });
    expect(find('requests', 1).items).toContainEqual({
      from: 1,
      to: 1,
      request: 'STOP > STOP',
      way: 'already there',
    });
    expect(find('arcsGone', 3).items.map(({ request, way }) => request + way)).toEqual([
      'STOP > RUNNING',
      'RUNNING > STOP',
    ]);
  });

  it('[CMP-43] heads each list with a sentence', () => {
    expect(find('requests', 7).sentence).toBe('With flags 7, 23 requests are accepted that flags 5 refuse.');
    expect(find('requests', 1).sentence).toBe('With flags 1, 16 requests are accepted, x > x among them.');
    expect(find('arcsGone', 3).sentence).toBe(
      'A driver with flags 3 is no longer asked for 2 arcs of flags 1.',
    );
    for (const { cells } of lines)
      for (const { sentence } of cells) expect(sentence).not.toMatch(/[{}|]|undefined/);
  });
});
