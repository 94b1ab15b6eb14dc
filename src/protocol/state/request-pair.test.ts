/** How a request is written, under every generation. */

import { describe, expect, it } from 'vitest';
import { formatRequest } from './request-pair.ts';
import { formatDigits, V1_STATES, V2_STATES } from './state.ts';

describe('a request in words', () => {
  it('[WORDS-13] names both states, by name or by digits, and by the u32 where there is no name', () => {
    expect(formatRequest(V1_STATES, { from: 1, to: 4 })).toBe('_RUNNING > _RESUMING');
    expect(formatRequest(V1_STATES, { from: 1, to: 4 }, formatDigits)).toBe('001b > 100b');
    expect(formatRequest(V2_STATES, { from: 3, to: 0xf000 })).toBe('STOP_COPY > 0x0000f000');
  });
});
