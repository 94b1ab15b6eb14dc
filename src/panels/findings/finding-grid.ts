/** Moving by arrow keys in a table with gaps: only the cells that have a button are stopped at. */

/** Row, and column. */
export type GridPlace = readonly [row: number, column: number];

/**
 * Where a key leads from a cell: to the next one in the row, or to the closest one in the next row that has any.
 * `columns[row]` are the columns of that row's buttons, ascending. Undefined for any other key, and at an edge.
 * `moveInGrid([[0, 2], [], [5]], [0, 2], 'ArrowDown')` is `[2, 5]`.
 */
export function moveInGrid(
  columns: readonly (readonly number[])[],
  [row, column]: GridPlace,
  key: string,
): GridPlace | undefined {
  const own = columns[row] ?? [];
  const toPlace = (found: number | undefined): GridPlace | undefined =>
    found === undefined ? undefined : [row, found];
  switch (key) {
    case 'ArrowLeft':
      return toPlace(own.findLast((each) => each < column));
    case 'ArrowRight':
      return toPlace(own.find((each) => each > column));
    case 'Home':
      return toPlace(own[0]);
    case 'End':
      return toPlace(own.at(-1));
    case 'ArrowUp':
      return toClosest(
        columns,
        columns.findLastIndex((each, index) => index < row && each.length > 0),
        column,
      );
    case 'ArrowDown':
      return toClosest(
        columns,
        columns.findIndex((each, index) => index > row && each.length > 0),
        column,
      );
    default:
      return undefined;
  }
}

function toClosest(
  columns: readonly (readonly number[])[],
  row: number,
  column: number,
): GridPlace | undefined {
  const [closest] = (columns[row] ?? []).toSorted((a, b) => Math.abs(a - column) - Math.abs(b - column));
  return closest === undefined ? undefined : [row, closest];
}
