/** 200 random plays of several devices, written as logs and read back; `npm run prove` reads 2,000. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../protocol/clients/qemu/prove-qemu.fixture.ts';
import { provePhase } from './prove-phase.fixture.ts';

describe('the P2P phase of random plays', { timeout: 60_000 }, () => {
  const random = createRandom(20_210_922);
  const proofs = Array.from({ length: 200 }, () => provePhase(random));

  it('[REPLAY-45] is called broken only where it was, and of a whole log wherever it was', () => {
    const wrong = proofs.filter((proof) => proof.wrong.length > 0);
    expect(wrong.map(({ setting, wrong: findings, text }) => [setting, ...findings, text])).toEqual([]);
  });

  it('[REPLAY-46] is told for certain in a good part of the whole logs, and asked about where no line tells', () => {
    const whole = proofs.filter(({ isWhole }) => isWhole);
    const sum = (key: 'broken' | 'told' | 'asked') => whole.reduce((total, proof) => total + proof[key], 0);
    expect(whole.length).toBeGreaterThan(50);
    expect(sum('broken')).toBeGreaterThan(15);
    expect(sum('told') / sum('broken')).toBeGreaterThan(0.2);
    const sound = whole.filter(({ broken }) => broken === 0);
    expect(sound.filter(({ asked }) => asked > 0).length / sound.length).toBeLessThan(0.25);
  });
});
