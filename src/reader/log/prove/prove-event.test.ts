/** 200 random plays as events of QMP and readings of debugfs, damaged and read back; `npm run prove` reads 2,000. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../protocol/clients/qemu/prove-qemu.fixture.ts';
import { proveEvents } from './prove-event.fixture.ts';

describe('events and readings written from plays', { timeout: 60_000 }, () => {
  const random = createRandom(20_210_922);
  const proofs = Array.from({ length: 200 }, () => proveEvents(random));

  it('[LOG-32] hold no step that is called certain and is not what happened', () => {
    const wrong = proofs.filter((proof) => proof.wrong.length > 0);
    expect(wrong.map(({ setting, wrong: steps }) => [setting, ...steps])).toEqual([]);
  });

  it('[LOG-32] tell most of what happened', () => {
    const sum = (key: 'happened' | 'told') => proofs.reduce((total, proof) => total + proof[key], 0);
    expect(sum('happened')).toBeGreaterThan(200);
    expect(sum('told') / sum('happened')).toBeGreaterThan(0.5);
  });
});
