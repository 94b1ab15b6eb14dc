/** 200 random plays of QEMU, written as logs, damaged and read back; `npm run prove` reads 2,000. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../protocol/clients/qemu/prove-qemu.fixture.ts';
import { proveLog } from './prove-log.fixture.ts';

describe('logs written from plays', { timeout: 60_000 }, () => {
  const random = createRandom(20_210_922);
  const proofs = Array.from({ length: 200 }, () => proveLog(random));

  it('[LOG-20] hold no step that is called certain and is not what happened', () => {
    const wrong = proofs.filter((proof) => proof.wrong.length > 0);
    expect(wrong.map(({ setting, wrong: steps }) => [setting, ...steps])).toEqual([]);
  });

  it('[LOG-21] tell most of what happened, and more than half of it for certain where nothing is damaged', () => {
    const sum = (of: readonly (typeof proofs)[number][], key: 'happened' | 'certain' | 'told') =>
      of.reduce((total, proof) => total + proof[key], 0);
    const whole = proofs.filter(({ isDamaged }) => !isDamaged);
    expect(sum(whole, 'happened')).toBeGreaterThan(200);
    expect(sum(whole, 'certain') / sum(whole, 'happened')).toBeGreaterThan(0.55);
    expect(sum(proofs, 'told') / sum(proofs, 'happened')).toBeGreaterThan(0.7);
  });
});
