/**
 * The patch that makes the draft's table of the source's, as C. Where the source is a table that the kernel has, or
 * had, git apply finds its place there, whatever lines stand before it.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Hunk, RowShape } from './c-hunk.ts';
import { findHunks } from './c-hunk.ts';
import { toPieces } from './c-table.ts';

/** The file of each generation, and the function of it that the hunks are in. @thread #0 */
const HOMES = {
  v1: { file: 'drivers/vfio/vfio.c', section: 'vfio_change_migration_state_allowed()' },
  v2: { file: 'drivers/vfio/vfio_main.c', section: 'vfio_mig_get_next_state()' },
} as const;

const SHAPE: Omit<RowShape, 'isFull'> = {
  isEntry: (line) => /^\t\t\t(?:\[| \S|\/\*)/.test(line),
  isHead: (line) => /^\t\t\[.*\{$/.test(line),
  isOpen: (line) => /[|=]$/.test(line),
};

/** The patch, or an empty text where the two are the same C. */
export function formatPatch(source: RuleSet, draft: RuleSet): string {
  if (source.generation !== draft.generation)
    throw new Error(`${draft.id} is of ${draft.generation}: no patch makes it of ${source.id}`);
  const { file, section } = HOMES[draft.generation];
  const after = toPieces(draft);
  let shift = 0;
  const hunks = toPieces(source).flatMap(({ start, lines }, index) => {
    const made = after[index]?.lines ?? [];
    const found = findHunks(lines, made, { ...SHAPE, isFull: draft.generation === 'v2' });
    const shown = found.flatMap((hunk) => formatHunk(hunk, start, start + shift, section));
    shift += made.length - lines.length;
    return shown;
  });
  if (hunks.length === 0) return '';
  const head = [`diff --git a/${file} b/${file}`, `--- a/${file}`, `+++ b/${file}`];
  return `${[...head, ...hunks].join('\n')}\n`;
}

function formatHunk(hunk: Hunk, oldBase: number, newBase: number, section: string): string[] {
  const { oldStart, oldLines, newStart, newLines, lines } = hunk;
  const range = `-${oldStart + oldBase},${oldLines} +${newStart + newBase},${newLines}`;
  return [`@@ ${range} @@ ${section}`, ...lines];
}
