/** The columns of the states against the facts, written out; names and values there and back. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDigits,
  formatState,
  isU32,
  NDMA_STATES,
  parseState,
  type StateInfo,
  V1_STATES,
  V2_STATES,
  V2_STATES_5_18,
} from './state.ts';

/** DMA, state changes, session, kind: what the two tables of the facts say of each value. */
const tell = (state: StateInfo) =>
  [state.digits, state.name, state.dma, state.change, state.session, state.activity, state.kind].join(' ');

describe('the values of v1', () => {
  it('[STATE-1] are these eight', () => {
    expect(V1_STATES.map(tell)).toEqual([
      '000b _STOP none frozen none stopped valid',
      '001b _RUNNING any freely none runs valid',
      '010b _SAVING none frozen saving stopped valid',
      '011b _SAVING|_RUNNING any freely saving runs valid',
      '100b _RESUMING none loaded loading stopped valid',
      '101b 101b undefined undefined loading runs invalid',
      '110b _ERROR undefined undefined none stopped error',
      '111b 111b undefined undefined none runs invalid',
    ]);
  });

  it('[STATE-1] are their bits: RUNNING the activity, SAVING and RESUMING the session', () => {
    for (const { value, kind, activity, session } of V1_STATES) {
      expect(kind === 'valid').toBe(value <= 4);
      expect(activity).toBe(value & 1 ? 'runs' : 'stopped');
      const sessions = ['none', 'saving', 'loading', 'none'];
      expect(session).toBe(sessions[value >> 1]);
    }
  });

  it('[STATE-2] with NDMA are sixteen, valid without SAVING and RESUMING, or RESUMING and RUNNING, together', () => {
    expect(NDMA_STATES.map(({ value }) => value)).toEqual([...Array(16).keys()]);
    for (const { value, kind, digits, dma } of NDMA_STATES) {
      const isValid = (value & 6) !== 6 && (value & 5) !== 5;
      expect(kind).toBe(isValid ? 'valid' : value === 6 ? 'error' : 'invalid');
      expect(digits).toBe(`${value.toString(2).padStart(4, '0')}b`);
      if (isValid) expect(dma).toBe((value & 9) === 1 ? 'any' : 'none');
    }
  });

  it('[STATE-1] have these roles, and with NDMA the same; what has no meaning is called invalid', () => {
    const roles = [
      'stopped',
      'running',
      'stop-and-copy',
      'pre-copy',
      'resuming',
      'invalid',
      'error',
      'invalid',
    ];
    expect(V1_STATES.map(({ role }) => role)).toEqual(roles);
    expect(NDMA_STATES.slice(0, 8).map(({ role }) => role)).toEqual(roles);
    for (const { role, kind } of NDMA_STATES) expect(role === 'invalid').toBe(kind === 'invalid');
  });

  it('[STATE-2] with NDMA mean what they mean without, where NDMA or RUNNING is off', () => {
    const plain = (info: StateInfo | undefined) => [info?.activity, info?.session, info?.dma, info?.change];
    for (const value of [0, 1, 2, 3, 4]) expect(plain(NDMA_STATES[value])).toEqual(plain(V1_STATES[value]));
    for (const value of [8, 10, 12]) expect(plain(NDMA_STATES[value])).toEqual(plain(V1_STATES[value - 8]));
  });
});

describe('the enum of v2', () => {
  it('[STATE-3] has these eight, and began with six', () => {
    expect(V2_STATES.map(tell)).toEqual([
      '0 ERROR undefined undefined none stopped error',
      '1 STOP none frozen none stopped valid',
      '2 RUNNING any freely none runs valid',
      '3 STOP_COPY none frozen saving stopped valid',
      '4 RESUMING none loaded loading stopped valid',
      '5 RUNNING_P2P no-p2p freely none quiescent valid',
      '6 PRE_COPY any freely saving runs valid',
      '7 PRE_COPY_P2P no-p2p freely saving quiescent valid',
    ]);
    expect(V2_STATES_5_18).toEqual(V2_STATES.slice(0, 6));
  });
});

describe('names', () => {
  it('[STATE-4] lead back to their value, in every list, for any u32', () => {
    for (const states of [V1_STATES, NDMA_STATES, V2_STATES, V2_STATES_5_18]) {
      const u32 = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 0xffff_ffff }));
      fc.assert(
        fc.property(u32, (value) => {
          expect(parseState(states, formatState(states, value))).toBe(value);
        }),
      );
    }
  });

  it('[STATE-4] that no list has lead nowhere', () => {
    for (const name of ['', 'STOPPED', 'running', '0x1', '0xF0000000', '0x000000001', '3', '__proto__'])
      expect(parseState(V2_STATES, name)).toBeUndefined();
    expect(parseState(V2_STATES_5_18, 'PRE_COPY')).toBeUndefined();
    expect(parseState(V1_STATES, 'STOP')).toBeUndefined();
  });

  it('[STATE-4] have digits as the register has them', () => {
    expect(formatDigits(V1_STATES, 3)).toBe('011b');
    expect(formatDigits(NDMA_STATES, 3)).toBe('0011b');
    expect(formatDigits(V2_STATES, 6)).toBe('6');
    expect(formatDigits(V1_STATES, 0xf003)).toBe('0xf003');
  });

  it('[STATE-5] are for whole numbers of 32 bits only', () => {
    expect([0, 7, 0xffff_ffff].every(isU32)).toBe(true);
    expect([-1, 0.5, 0x1_0000_0000, Number.NaN, Number.POSITIVE_INFINITY].some(isU32)).toBe(false);
  });
});
