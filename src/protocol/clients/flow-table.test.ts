/** Which flows a client of QEMU has, and what it writes on v1: worked out by hand from QEMU's source, not from the tables. */

import { describe, expect, it } from 'vitest';
import type { V1RuleSet } from '../rule-sets/rule-set.ts';
import { getRuleSet } from '../rule-sets/rule-sets.ts';
import type { FlowId } from './client.ts';
import { getClient } from './client-table.ts';
import { getFlowIds, runFlow } from './flow-run.ts';
import { V1_ASKS } from './qemu/qemu-asks.ts';

/** In the order in which the page lists them. */
const V1_FLOWS = `boot stop-cont live-migration migrate-paused-vm migrate-vm-that-never-ran
  savevm savevm-paused-vm loadvm loadvm-paused-vm incoming incoming-paused incoming-paused-migrated-on
  cancel-in-pre-copy cancel-in-pre-copy-paused-vm cancel-at-pre-switchover cancel-at-pre-switchover-paused-vm
  cancel-or-fail-in-stop-copy cancel-or-fail-in-stop-copy-paused-vm fail-after-done fail-after-done-paused-vm
  pause-in-pre-copy pause-and-cont-in-pre-copy cont-in-pre-copy
  io-error-stop-in-pre-copy io-error-and-cont-in-pre-copy reset-in-pre-copy`.split(/\s+/);

/** By request: the bits that the mask keeps of the three that have a name, and the bits that the value adds. */
const MASKS: Readonly<Record<keyof typeof V1_ASKS, string>> = {
  setup: '111 +010',
  vmStopped: '110 +000',
  vmStoppedToSave: '110 +010',
  complete: '110 +010',
  done: '101 +000',
  load: '000 +100',
  vmRuns: '000 +001',
  cancelled: '001 +001',
};

const KEEPS_RESERVED: Readonly<Record<keyof typeof V1_ASKS, boolean>> = {
  setup: false,
  vmStopped: true,
  vmStoppedToSave: true,
  complete: true,
  done: true,
  load: true,
  vmRuns: true,
  cancelled: true,
};

describe('the flows of QEMU', () => {
  it.each(['qemu-5.2', 'qemu-6.1'] as const)('[FLOW-1] %s has every flow of v1, in order', (id) => {
    expect(getFlowIds(getClient(id), null)).toEqual(V1_FLOWS);
  });

  it.each([1, 3])(
    '[FLOW-10] a cancelled pre-copy without VFIO_MIGRATION_PRE_COPY, flags %i, asks for RUNNING alone',
    (flags) => {
      const v2 = getRuleSet('v2-7.2')!;
      const { steps } = runFlow(getClient('qemu-8.2'), 'cancel-in-pre-copy', v2, flags);
      expect(steps).toMatchObject([{ act: 'ask', trigger: 'cancelled', from: 2, to: 2 }]);
      const later = runFlow(getClient('qemu-9.1'), 'cancel-in-pre-copy', v2, flags);
      expect(later.steps).toMatchObject([{ act: 'unasked', trigger: 'cancelled', to: 2 }]);
    },
  );
});

describe('what QEMU writes on v1', () => {
  it('[FLOW-17] masks and adds the bits that its source has', () => {
    const toBits = (value: number) => (value & 7).toString(2).padStart(3, '0');
    for (const [name, { mask, value }] of Object.entries(V1_ASKS))
      expect(`${name} ${toBits(mask)} +${toBits(value)}`).toBe(
        `${name} ${MASKS[name as keyof typeof MASKS]}`,
      );
  });

  it('[FLOW-17] keeps the reserved bits everywhere but at setup', () => {
    for (const [name, { mask }] of Object.entries(V1_ASKS))
      expect([name, (mask & 0xffff_fff8) !== 0]).toEqual([
        name,
        KEEPS_RESERVED[name as keyof typeof V1_ASKS],
      ]);
  });

  it('[FLOW-7] keeps reserved bits as QEMU does: setup clears them, stop and load leave them', () => {
    const uapi = getRuleSet('uapi-v1') as V1RuleSet;
    const high: V1RuleSet = { ...uapi, id: 'high', initial: 0xf000_0001 };
    const first = (id: FlowId) => runFlow(getClient('qemu-6.1'), id, high, null).steps[0];
    expect(first('stop-cont')).toMatchObject({ to: 0xf000_0000 });
    expect(first('live-migration')).toMatchObject({ to: 3 });
    expect(first('incoming')).toMatchObject({ to: 0xf000_0004 });
  });
});
