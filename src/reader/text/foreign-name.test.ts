/** Names of states with another prefix or spelling, and names that only look like states. */

import { describe, expect, it } from 'vitest';
import { findForeignNames, getForeignName, splitStateName } from './foreign-name.ts';

describe('splitStateName', () => {
  it.each([
    ['VFIO_USER_DEVICE_STATE_STOP_COPY', 'v2', 'VFIO_USER_DEVICE_STATE', 'STOP_COPY'],
    ['MigState::PreCopyP2P', 'v2', 'MigState::', 'PRE_COPY_P2P'],
    ['MigStopCopy', 'v2', 'Mig', 'STOP_COPY'],
    ['stop_copy', 'v2', '', 'STOP_COPY'],
    ['DEMO_SAVING', 'v1', 'DEMO', 'SAVING'],
  ] as const)('[NAME-11] finds the word at the end of %s', (name, generation, prefix, word) =>
    expect(splitStateName(name, generation)).toEqual({ prefix, word }),
  );

  it.each([
    ['NONSTOP', 'v2'],
    ['DEMO_SAVING', 'v2'],
    ['DEMO_PRE_COPY', 'v1'],
    ['STOP_NOW', 'v2'],
  ] as const)('[NAME-11] finds none in %s for %s', (name, generation) =>
    expect(splitStateName(name, generation)).toBeUndefined(),
  );
});

describe('a family of names', () => {
  const find = (text: string) => [...findForeignNames([{ text }], 'v2').keys()];

  it('[NAME-12] has a state that is stopped, one that runs and one that moves data', () => {
    expect(find('DEMO_STOP, DEMO_RUNNING, DEMO_RESUMING, DEMO_OTHER')).toEqual([
      'DEMO_STOP',
      'DEMO_RUNNING',
      'DEMO_RESUMING',
    ]);
  });

  it.each([
    ['no data is moved', 'SRV_STOP, SRV_RUNNING, SRV_ERROR'],
    ['the prefixes differ', 'A_STOP, B_RUNNING, C_RESUMING'],
    ['nothing stops', 'DEMO_RUNNING, DEMO_RESUMING'],
    ['there is no prefix', 'STOP, RUNNING, RESUMING'],
  ])('[NAME-12] is none where %s', (_, text) => expect(find(text)).toEqual([]));

  it('[NAME-12] leaves the names of the kernel to the kernel', () => {
    const kernel = ['STOP', 'RUNNING', 'RESUMING'].map((word) => `VFIO_DEVICE_STATE_${word}`).join();
    expect(find(kernel)).toEqual([]);
  });

  it('[NAME-12] has the values of the kernel', () => {
    const texts = [{ text: 'DEMO_STOP, DEMO_RUNNING, DEMO_RESUMING, DEMO_STOP_COPY' }];
    const values = ['DEMO_STOP', 'DEMO_RUNNING', 'DEMO_STOP_COPY', 'DEMO_RESUMING', 'DEMO_FROB'].map((name) =>
      getForeignName(name, texts, 'v2'),
    );
    expect(values).toEqual(['1', '2', '3', '4', undefined]);
  });
});
