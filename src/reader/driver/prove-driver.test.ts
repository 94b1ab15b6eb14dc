/** Random drivers in many idioms, whole and in part, are read as what they were made from. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../protocol/clients/qemu/prove-qemu.fixture.ts';
import { IDIOM_NAMES } from './driver-step.fixture.ts';
import { proveDriver } from './prove-driver.fixture.ts';

describe('drivers made at random', () => {
  const random = createRandom(20_211_203);
  const proofs = Array.from({ length: 200 }, () => proveDriver(random));

  it('[DRV-8] are read as they were made: nothing false, nothing missed that is in plain sight', () => {
    expect(proofs.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });

  it('[DRV-8] are in at least twelve idioms, in every form', () => {
    const names = new Set([...IDIOM_NAMES.v1, ...IDIOM_NAMES.v2]);
    expect(names.size).toBeGreaterThanOrEqual(12);
    expect(new Set(proofs.map(({ idiom }) => idiom)).size).toBe(names.size);
    expect(new Set(proofs.map(({ form }) => form)).size).toBe(4);
  });
});
