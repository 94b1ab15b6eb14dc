/** Which state of the kernel a name is near. */

import { describe, expect, it } from 'vitest';
import { getNamedState, getNearState, listStateWords } from './near-state.ts';

describe('getNearState', () => {
  it.each([
    ['MY_SAVE', 'v2', 'STOP_COPY'],
    ['MY_SAVE', 'v1', 'SAVING'],
    ['DemoState::Halted', 'v2', 'STOP'],
    ['STATE_STOP_AND_COPY', 'v2', 'STOP_COPY'],
    ['X_RUNNING_P2P', 'v2', 'RUNNING_P2P'],
    ['X_QUIESCED', 'v2', 'RUNNING_P2P'],
    ['X_QUIESCED', 'v1', 'NDMA'],
    ['DEV_LOADING', 'v2', 'RESUMING'],
    ['DEV_FAULT', 'v2', 'ERROR'],
    ['VFIO_DEVICE_STATE_RUNING', 'v2', 'RUNNING'],
    ['VFIO_DEVICE_STATE_PRECOPY', 'v2', 'PRE_COPY'],
    ['VFIO_DEVICE_STATE_RESUMMING', 'v1', 'RESUMING'],
  ] as const)('[NAME-1] %s is near in %s: %s', (name, generation, state) => {
    expect(getNearState(name, generation)).toBe(state);
  });

  it.each(['MY_FROB', 'OVERRUN', 'UNDEAD', 'PAYLOAD', 'VFIO_DEVICE_STATE_MAX', 'COUNT', 'x'])(
    '[NAME-1] %s is near none',
    (name) => expect([getNearState(name, 'v1'), getNearState(name, 'v2')]).toEqual([undefined, undefined]),
  );

  it('[NAME-1] only gives states that the generation has', () => {
    const names = ['A_SAVE', 'A_NDMA', 'A_ERROR', 'A_RUN', 'A_HALT', 'A_LOAD', 'A_ERR'];
    for (const generation of ['v1', 'v2'] as const)
      for (const name of names) expect(listStateWords(generation)).toContain(getNearState(name, generation));
  });
});

it('[NAME-2] lists the states of each generation, without counts and masks', () => {
  expect(listStateWords('v1')).toEqual(['STOP', 'RUNNING', 'SAVING', 'RESUMING', 'NDMA', 'ERROR']);
  expect(listStateWords('v2')).toHaveLength(8);
});

it('[NAME-2] knows what stands before the word', () => {
  expect(getNamedState('MY_DEV_SAVE', 'v2')).toEqual({ word: 'STOP_COPY', prefix: 'MY_DEV' });
  expect(getNamedState('MigState::Halted', 'v2')).toEqual({ word: 'STOP', prefix: 'MigState' });
  expect(getNamedState('MY_FROB', 'v2')).toBeUndefined();
});
