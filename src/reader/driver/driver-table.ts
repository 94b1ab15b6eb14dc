/**
 * A table of single arcs in the file of a driver, which sets migration_flags: it says which arcs the driver implements, as a
 * step function does.
 */

import type { CSource } from '../c/syntax/c-source.ts';
import type { Grid } from '../table/grid.ts';
import type { Place } from '../text/source-line.ts';
import type { DriverStep } from './driver-step.ts';

const SETS_FLAGS = /\bmig(?:ration)?_flags\s*\|?=(?!=)/;

/** The tables of drivers on one side; each counts as a step function, unless it is only part of a hunk. */
export function listDriverTables(grids: readonly Grid[], sources: readonly CSource[]): readonly Grid[] {
  const isWalked = (grid: Grid) =>
    grids.some(({ form, source }) => form === 'next-state' && source === grid.source);
  return grids.filter((grid) => {
    const { form, source, isPartial, problems } = grid;
    if ((form !== 'allowed' && form !== 'bit-masks') || isPartial || problems.length > 0) return false;
    const isNear = (other: CSource) => other === source || (source.path !== '' && other.path === source.path);
    return !isWalked(grid) && sources.some((other) => isNear(other) && SETS_FLAGS.test(other.text));
  });
}

/** A table as the step function that it drives. */
export function toTableStep({ name, source, from, place, cells }: Grid): DriverStep {
  const listed = cells.filter(({ value }) => value !== 0);
  const arcs = new Map<string, Place>();
  for (const cell of listed) if (cell.from !== cell.to) arcs.set(`${cell.from}>${cell.to}`, cell.place);
  const body = source.tree.topNode;
  return {
    name,
    source,
    from,
    place,
    arcs,
    nested: new Set(),
    open: new Set(),
    fn: { name, params: [], returnsBool: true, body, source, from, isPartial: false },
    parts: new Set(),
    same: [...new Set(listed.flatMap((cell) => (cell.from === cell.to ? [cell.from] : [])))],
    isPartial: false,
    hasNdma: false,
    failing: new Set(),
    unsure: new Set(),
    dead: [],
    end: null,
    warnings: [],
  };
}

/** Whether a step function reads one of these tables and so follows it. */
export const readsTable = ({ source, fn }: DriverStep, grids: readonly Grid[]): boolean =>
  grids.some(
    (grid) =>
      grid.source === source &&
      /^\w+$/.test(grid.name) &&
      new RegExp(`\\b${grid.name}\\s*\\[`).test(source.text.slice(fn.body.from, fn.body.to)),
  );
