/** Random arcs in formats that are not C are read as what they were made from. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../protocol/clients/qemu/prove-qemu.fixture.ts';
import { provePlain } from './prove-plain.fixture.ts';

describe('arcs made at random', () => {
  const random = createRandom(20_211_202);
  const proofs = Array.from({ length: 200 }, () => provePlain(random));

  it('[PLAIN-9] are read as they were written: nothing more, nothing less', () => {
    expect(proofs.filter(({ faults }) => faults.length > 0)).toEqual([]);
  });

  it('[PLAIN-9] are in every format', () => {
    expect(new Set(proofs.map(({ format }) => format))).toEqual(new Set(['markdown', 'rst', 'dot', 'rust']));
  });
});
