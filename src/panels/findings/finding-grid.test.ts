/** Arrow keys in a table with gaps. */

import { describe, expect, it } from 'vitest';
import { createFindingMatrix, getCell } from '../../judge/catalogue/finding-matrix.ts';
import type { GridPlace } from './finding-grid.ts';
import { moveInGrid } from './finding-grid.ts';

const COLUMNS = [[0, 2], [], [3, 5, 9], [1]];

describe('moving in the table of findings', () => {
  it.each<readonly [GridPlace, string, GridPlace | undefined]>([
    [[0, 0], 'ArrowRight', [0, 2]],
    [[0, 2], 'ArrowRight', undefined],
    [[0, 2], 'ArrowLeft', [0, 0]],
    [[0, 0], 'ArrowDown', [2, 3]],
    [[2, 5], 'ArrowUp', [0, 2]],
    [[2, 9], 'ArrowLeft', [2, 5]],
    [[3, 1], 'ArrowUp', [2, 3]],
    [[3, 1], 'ArrowDown', undefined],
    [[0, 2], 'Home', [0, 0]],
    [[2, 3], 'End', [2, 9]],
    [[0, 0], 'Enter', undefined],
  ])('[GRID-1] from %j by %s comes to %j', (at, key, to) => expect(moveInGrid(COLUMNS, at, key)).toEqual(to));

  it('[GRID-2] reaches every cell of the built-in rule sets from the first', () => {
    const { ids, rows } = createFindingMatrix();
    const columns = rows.map((row) => ids.flatMap((id, column) => (getCell(row, id) ? [column] : [])));
    const all = columns.flatMap((own, row) => own.map((column) => `${row},${column}`));
    const reached = new Set(all.slice(0, 1));
    for (const at of reached) {
      const [row = 0, column = 0] = at.split(',').map(Number);
      for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
        const next = moveInGrid(columns, [row, column], key);
        if (next) reached.add(next.join());
      }
    }
    expect([...reached].sort()).toEqual([...all].sort());
  });
});
