/** 200 random plays as dmesg, libvfio-user and SPDK tell them, damaged and read back; `npm run prove` reads 2,000. */

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../protocol/clients/qemu/prove-qemu.fixture.ts';
import { proveDeviceSide } from './prove-device-side.fixture.ts';

describe('logs of the device’s side written from plays', { timeout: 60_000 }, () => {
  const random = createRandom(20_210_922);
  const proofs = Array.from({ length: 200 }, () => proveDeviceSide(random));

  it('[LOG-37] hold no step that is called certain and is not what happened', () => {
    const wrong = proofs.filter((proof) => proof.wrong.length > 0);
    expect(wrong.map(({ setting, wrong: steps }) => [setting, ...steps])).toEqual([]);
  });

  it('[LOG-37] tell every arc of xe and of a server where nothing is damaged', () => {
    const whole = proofs.filter(
      ({ isDamaged, setting }) =>
        !isDamaged && /^(?:xe|server|spdk)/.test(setting) && !/ & |with QEMU/.test(setting),
    );
    expect(whole.length).toBeGreaterThan(20);
    for (const { setting, happened, certain } of whole)
      expect([setting, certain]).toEqual([setting, happened]);
  });
});
