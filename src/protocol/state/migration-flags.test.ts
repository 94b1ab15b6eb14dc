/** migration_flags: which sets are defined, and what a state needs of them. */

import { describe, expect, it } from 'vitest';
import { ofV2 } from '../trace/walk.ts';
import { findFlagsFault, formatFlags, hasFlags, MIGRATION_FLAGS, NEVER } from './migration-flags.ts';
import { V2_STATES } from './state.ts';

describe('migration_flags', () => {
  it('[FLAGS-1] are STOP_COPY 1, P2P 2, PRE_COPY 4', () => {
    expect(MIGRATION_FLAGS).toEqual([
      { bit: 1, name: 'VFIO_MIGRATION_STOP_COPY' },
      { bit: 2, name: 'VFIO_MIGRATION_P2P' },
      { bit: 4, name: 'VFIO_MIGRATION_PRE_COPY' },
    ]);
  });

  it('[FLAGS-2] are defined as 1, 3, 5 and 7, and every other number gets a sentence that says why not', () => {
    for (let flags = -2; flags < 40; flags += 1)
      expect([flags, findFlagsFault(flags) === undefined]).toEqual([flags, [1, 3, 5, 7].includes(flags)]);
    for (const flags of [0xffff_ffff, 1.5, Number.NaN, 9])
      expect(findFlagsFault(flags)).toContain('1, 3, 5 and 7');
    expect(findFlagsFault(6)).toContain('lacks VFIO_MIGRATION_STOP_COPY');
    expect(findFlagsFault(8)).toContain('bits that are not defined');
  });

  it('[FLAGS-3] that each state needs are those of the facts', () => {
    const needs = {
      STOP: 1,
      RUNNING: 1,
      STOP_COPY: 1,
      RESUMING: 1,
      RUNNING_P2P: 3,
      PRE_COPY: 5,
      PRE_COPY_P2P: 7,
    };
    const known: Record<string, number> = { ERROR: 0xffff_ffff, ...needs };
    for (const id of ['v2-6.2', 'v2-7.2'])
      expect(Object.fromEntries(V2_STATES.map(({ name, value }) => [name, ofV2(id).needs[value]]))).toEqual(
        known,
      );
    expect(ofV2('v2-5.18').needs).toEqual({ 0: 0xffff_ffff, 1: 1, 2: 1, 3: 1, 4: 1, 5: 3 });
  });

  it('[FLAGS-3] never include ERROR, short of all 32 bits', () => {
    expect([1, 3, 5, 7, 0x7fff_ffff, 0xffff_fffe].some((flags) => hasFlags(flags, NEVER))).toBe(false);
    expect(hasFlags(0xffff_ffff, NEVER)).toBe(true);
    expect(hasFlags(5, 3)).toBe(false);
    expect(hasFlags(7, 3)).toBe(true);
  });

  it('[FLAGS-4] are written with the names of the kernel', () => {
    expect(formatFlags(0)).toBe('0');
    expect(formatFlags(3)).toBe('VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P');
    expect(formatFlags(0x8000_0001)).toBe('VFIO_MIGRATION_STOP_COPY | 0x80000000');
  });
});
