/**
 * One device of QEMU on v1. QEMU reads the register before each write; all that it keeps itself is vm_running.
 *
 * @source QEMU hw/vfio/migration.c, v5.2.0 and v7.2.0, vfio_migration_set_state()
 */

import type { Citation } from '../../words/citation.ts';
import type { QemuV1Traits, V1AskRow } from '../client.ts';
import type { Device, DeviceSide } from '../play/device-side.ts';
import { V1_ASKS } from './qemu-asks.ts';
import type { QemuDevice, VmStart } from './qemu-device.ts';

const [RESUMING, MASK, ERROR] = [4, 7, 6] as const;

export function createV1Device(
  side: DeviceSide,
  device: Device,
  traits: QemuV1Traits,
  cite: (symbol: string) => Citation,
  start: VmStart,
): QemuDevice {
  let vmRunning = start === 'running';

  function write(row: V1AskRow, trigger = row.trigger): boolean {
    const to = ((device.state & row.mask) | row.value) >>> 0;
    const asked = { trigger, to, recover: null, citation: cite(row.symbol) };
    if ((to & RESUMING) !== 0 && (to & MASK) !== RESUMING) {
      side.skip(device, asked, 'unwritten');
      return false;
    }
    if (side.ask(device, asked).errno === null) return true;
    if ((device.state & MASK) === ERROR) side.end('aborts');
    return false;
  }

  return {
    device,
    prepare: null,
    change(running, why) {
      if (vmRunning === running) return true;
      const saves = traits.savesAtVmStop && why === 'save-vm';
      const row = running ? V1_ASKS.vmRuns : saves ? V1_ASKS.vmStoppedToSave : V1_ASKS.vmStopped;
      vmRunning = running;
      return write(row);
    },
    setup: () => write(V1_ASKS.setup),
    complete: () => write(V1_ASKS.complete),
    done: () => write(V1_ASKS.done),
    cleanup: () => undefined,
    load: () => write(V1_ASKS.load),
    loadCleanup: () => undefined,
    notify: (trigger) => {
      write(V1_ASKS.cancelled, trigger);
    },
    reset: (trigger) => {
      side.reset(device, trigger, 'outside');
    },
    crashesWithoutFile: true,
  };
}
