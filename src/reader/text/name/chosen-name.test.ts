/** Names that the user reads as states, and the sentences for those that cannot be. */

import { describe, expect, it } from 'vitest';
import { addName, dropName, keepNames, toWord } from './chosen-name.ts';

const HALTED = { HALTED: 'VFIO_DEVICE_STATE_STOP' };

describe('addName', () => {
  it('[NAME-3] takes a state with its prefix or without', () => {
    for (const to of ['STOP', 'VFIO_DEVICE_STATE_STOP', 'Stop'])
      expect(addName({}, 'HALTED', to)).toEqual({ ok: true, value: HALTED });
    expect(addName(HALTED, 'HALTED', 'STOP')).toEqual({ ok: true, value: HALTED });
    expect(addName(HALTED, 'MigState::Save', 'StopCopy')).toEqual({
      ok: true,
      value: { ...HALTED, 'MigState::Save': 'VFIO_DEVICE_STATE_STOP_COPY' },
    });
  });

  it.each([
    ['', 'STOP', 'An empty text is not a name: '],
    ['9LIVES', 'STOP', '9LIVES is not a name: '],
    ['a = b', 'STOP', 'a = b is not a name: '],
    ['X'.repeat(200), 'STOP', `${'X'.repeat(60)} is not a name: `],
    [
      'VFIO_DEVICE_STATE_RUNNING',
      'STOP',
      'VFIO_DEVICE_STATE_RUNNING is the name of a state in the kernel already.',
    ],
    ['SAVE', 'STOPCOPPY', 'The kernel has no state STOPCOPPY; the closest is STOP_COPY.'],
    ['SAVE', 'NR', 'The kernel has no state NR.'],
    ['HALTED', 'RUNNING', 'HALTED is read as two states, STOP and RUNNING.'],
    ['PAUSED', 'STOP', 'HALTED and PAUSED are both read as STOP.'],
  ])('[NAME-3] refuses %s as %s in a sentence', (name, to, sentence) => {
    const added = addName(HALTED, name, to);
    expect(added).toMatchObject({ ok: false, problem: expect.stringMatching(/\.$/) });
    expect(!added.ok && added.problem.startsWith(sentence)).toBe(true);
  });

  it('[NAME-3] is not confused by names that objects have', () => {
    expect(addName({}, 'constructor', 'STOP')).toEqual({
      ok: true,
      value: { constructor: 'VFIO_DEVICE_STATE_STOP' },
    });
  });
});

it('[NAME-4] takes a name back, and keeps those of a generation', () => {
  const names = { ...HALTED, SAVE: 'VFIO_DEVICE_STATE_STOP_COPY' };
  expect(dropName(names, 'SAVE')).toEqual(HALTED);
  expect(keepNames(names, 'v1')).toEqual(HALTED);
  expect(keepNames(names, 'v2')).toEqual(names);
  expect(['VFIO_DEVICE_STATE_STOP', 'OTHER'].map(toWord)).toEqual(['STOP', 'OTHER']);
});
