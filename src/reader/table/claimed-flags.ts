/**
 * migration_flags that a text claims for a table of its own: what it assigns to, or initializes, a name that mentions flags.
 * The kernel's own table serves every driver, so what one of them claims says nothing about it.
 */

import type { CSource } from '../c/syntax/c-source.ts';
import type { Grid } from './grid.ts';

const CLAIM =
  /(?<![\w\]])\w*flags\w{0,40}\s{0,20}(?:\|?=(?!=)|:(?!:))([^;{},]{0,300}?VFIO_(?:USER_)?MIGRATION_[^;{}]{0,300})[;,}]/gi;

const FLAG = /~?\s*\bVFIO_(?:USER_)?MIGRATION_(STOP_COPY|P2P|PRE_COPY)\b/g;

const BITS: Readonly<Record<string, number>> = { STOP_COPY: 1, P2P: 2, PRE_COPY: 4 };

/** The flags of a table's file, otherwise of another file in the text; null where none are claimed. */
export function findClaimedFlags({ source }: Grid, sources: readonly CSource[]): number | null {
  const isNear = (other: CSource) => other === source || (source.path !== '' && other.path === source.path);
  return joinFlags(sources.filter(isNear)) ?? joinFlags(sources);
}

/** All that some pieces of C claim; nothing can be claimed without VFIO_MIGRATION_STOP_COPY. */
const joinFlags = (sources: readonly CSource[]): number | null =>
  readClaims(sources.map(({ text }) => text).join('\n'));

/** The flags that a text claims; null where it claims none. */
export function readClaims(text: string): number | null {
  const claims = Array.from(text.matchAll(CLAIM), ([, value = '']) => value);
  const names = claims.flatMap((claim) =>
    Array.from(claim.matchAll(FLAG), ([whole, name = '']) => (whole.startsWith('~') ? '' : name)),
  );
  const flags = names.reduce((all, name) => all | (BITS[name] ?? 0), 0);
  return flags & 1 ? flags : null;
}

const KERNEL = /\bvfio_from_fsm_table\b|\bvfio_mig_get_next_state\b/;

/** The table of the kernel's core, by its name, its function or its file. */
export const isKernelTable = (grid: Grid | null): boolean =>
  grid === null ||
  KERNEL.test(`${grid.name} ${grid.home} ${grid.source.section}`) ||
  /(?:^|\/)vfio_main\.c$/.test(grid.source.path);
