/** How v1 and v2 are told apart: what a text says itself counts more than what it looks like. */

import { describe, expect, it } from 'vitest';
import { createSource } from '../c/syntax/c-source.ts';
import { readDefinitions } from '../c/value/c-scope.ts';
import { findGeneration } from './generation.ts';
import { toLines } from './source-line.ts';

const find = (text: string, prose = '', chosen: 'v1' | 'v2' | null = null) =>
  findGeneration(text, prose, readDefinitions([createSource(toLines(text))]), chosen);

describe('the generation', () => {
  it.each([
    [
      'v1',
      '#define VFIO_DEVICE_STATE_RUNNING (1 << 0)\nint x = VFIO_DEVICE_STATE_STOP_COPY;',
      /defines VFIO_DEVICE_STATE_RUNNING as 1/,
    ],
    ['v2', 'enum { VFIO_DEVICE_STATE_RUNNING = 2 };\nint x = VFIO_DEVICE_STATE_SAVING;', /as 2/],
    [
      'v1',
      'x = VFIO_DEVICE_STATE_SAVING; d->migration_flags;',
      /VFIO_DEVICE_STATE_SAVING is a name that only v1 has/,
    ],
    [
      'v2',
      'x = VFIO_DEVICE_STATE_RUNNING_P2P; y = VFIO_DEVICE_STATE_PRE_COPY; z = VFIO_DEVICE_STATE_SAVING;',
      /used less often/,
    ],
    ['v2', 'f(enum vfio_device_mig_state s)', /vfio_device_mig_state, which only v2/],
    ['v1', 'struct vfio_device_migration_info *info;', /vfio_device_migration_info, which only v1/],
    ['v1', 'u8 t[5][5] = {};', /5 rows/],
    ['v2', 'u8 t[8][8] = {};', /8 rows/],
  ] as const)('[GEN-1] is %s for %j', (generation, text, why) => {
    expect(find(text)).toMatchObject({ generation, why: expect.stringMatching(why), isAssumed: false });
  });

  it.each([
    ['v1', 'It goes from _SAVING to 000b.', /mentions _SAVING/],
    ['v2', 'The FSM arcs are these.', /mentions FSM arcs/],
    ['v2', 'See vfio_mig_get_next_state() for more.', /surrounding text has vfio_mig_get_next_state/],
  ] as const)('[GEN-2] is %s with %j around it', (generation, prose, why) => {
    expect(find('x = VFIO_DEVICE_STATE_STOP;', prose)).toMatchObject({
      generation,
      why: expect.stringMatching(why),
    });
  });

  it('[GEN-3] is assumed, and said to be, where nothing tells; and what is chosen is not asked', () => {
    expect(find('x = VFIO_DEVICE_STATE_STOP;')).toMatchObject({ generation: 'v2', isAssumed: true });
    expect(find('x = VFIO_DEVICE_STATE_STOP_COPY;', '', 'v1')).toEqual({
      generation: 'v1',
      why: 'v1 was chosen.',
      isAssumed: false,
    });
  });

  it('[GEN-4] follows from the head of a hunk, and from what the entries are', () => {
    const shared = '[VFIO_DEVICE_STATE_STOP] = 1,';
    const by = (text: string, heads = '') =>
      findGeneration(text, '', readDefinitions([createSource(toLines(text))]), null, heads);
    expect(by('x', 'bool vfio_change_migration_state_allowed(').why).toMatch(/header of a hunk/);
    expect(by('x', 'bool vfio_change_migration_state_allowed(').generation).toBe('v1');
    expect(by('x', 'int vfio_mig_get_next_state(').generation).toBe('v2');
    expect(by(shared)).toMatchObject({ generation: 'v1', isAssumed: false });
    expect(by('[VFIO_DEVICE_STATE_STOP] = VFIO_DEVICE_STATE_RUNNING,')).toMatchObject({
      generation: 'v2',
      isAssumed: false,
    });
    expect(by(`${shared} [VFIO_DEVICE_STATE_RUNNING] = 4,`).isAssumed).toBe(true);
  });

  it('[GEN-5] follows from a size that the text itself defines, whatever it calls the states', () => {
    const table = (names: string) =>
      `enum mig { ${names}, M_NR };\nstatic const u8 mig_allowed[M_NR][M_NR] = { [M_STOP] = { [M_RUN] = 1 } };`;
    const toGeneration = (names: string) => find(table(names)).generation;
    expect(
      toGeneration('M_STOP, M_RUN = 1 << 0, M_SAVE = 1 << 1, M_PRE = M_SAVE | M_RUN, M_LOAD = 1 << 2'),
    ).toBe('v1');
    expect(toGeneration('M_ERROR, M_STOP, M_RUN, M_COPY, M_LOAD, M_P2P')).toBe('v2');
  });
});
