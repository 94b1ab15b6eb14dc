/** What becomes of the options when the user decides about a name. */

import { describe, expect, it } from 'vitest';
import { withOption } from '../review-options.ts';
import { declineName, readAllNames, readNameAs, takeBack } from './name-choice.ts';

const STOP = 'VFIO_DEVICE_STATE_STOP';
const ask = (name: string, near: string | null) => ({ name, near, line: 1, column: 1 });

describe('a name', () => {
  it('[NAME-9] is read as a state, and taken back', () => {
    const read = readNameAs({ flags: 1 }, 'HALTED', 'STOP');
    expect(read).toEqual({ ok: true, value: { flags: 1, names: { HALTED: STOP } } });
    expect(read.ok && takeBack(read.value, 'HALTED')).toEqual({ flags: 1 });
  });

  it('[NAME-9] is declined, taken back, or read after all', () => {
    const declined = declineName(declineName({}, 'A'), 'A');
    expect(declined).toEqual({ notStates: ['A'] });
    expect(takeBack(declined, 'A')).toEqual({});
    expect(readNameAs(declined, 'A', 'STOP')).toEqual({ ok: true, value: { names: { A: STOP } } });
  });

  it('[NAME-9] needs a state, and one that no other name has', () => {
    expect(readNameAs({}, 'A', '')).toEqual({ ok: false, problem: 'Choose the state that A stands for.' });
    expect(readNameAs({ names: { HALTED: STOP } }, 'A', 'STOP')).toEqual({
      ok: false,
      problem: 'HALTED and A are both read as STOP.',
    });
    expect(readNameAs({}, 'a b = c', 'STOP')).toMatchObject({ ok: false });
  });

  it('[NAME-9] is read with all others that are near a state', () => {
    const asked = [ask('HALTED', 'STOP'), ask('FROB', null), ask('ACTIVE', 'RUNNING')];
    expect(readAllNames({}, asked)).toEqual({
      ok: true,
      value: { names: { HALTED: STOP, ACTIVE: 'VFIO_DEVICE_STATE_RUNNING' } },
    });
    expect(readAllNames({}, [ask('A', 'STOP'), ask('B', 'STOP')])).toMatchObject({ ok: false });
  });
});

it('[NAME-10] a generation keeps the names of states that it has', () => {
  const names = { HALTED: STOP, SAVE: 'VFIO_DEVICE_STATE_STOP_COPY' };
  expect(withOption({ names }, 'generation', 'v1')).toEqual({ generation: 'v1', names: { HALTED: STOP } });
  expect(withOption({ names }, 'generation', undefined)).toEqual({ names });
  expect(withOption({ names: { SAVE: names.SAVE } }, 'generation', 'v1')).toEqual({ generation: 'v1' });
});
