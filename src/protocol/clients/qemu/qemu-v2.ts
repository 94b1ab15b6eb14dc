/**
 * One device of QEMU on v2. QEMU keeps its own device_state and its data_fd, and never reads the device's: what it believes
 * and what the device is can differ.
 *
 * @source QEMU hw/vfio/migration.c, v8.0.0 to v10.2.2, vfio_migration_set_state()
 */

import { hasFlags, P2P, PRE_COPY } from '../../state/migration-flags.ts';
import type { Citation } from '../../words/citation.ts';
import type { QemuV2Traits, V2AskRow } from '../client.ts';
import type { Device, DeviceSide } from '../play/device-side.ts';
import { V2_ASKS } from './qemu-asks.ts';
import type { QemuDevice, RunState, VmStart } from './qemu-device.ts';

const STATE = {
  ERROR: 0,
  STOP: 1,
  RUNNING: 2,
  STOP_COPY: 3,
  PRE_COPY: 6,
  PRE_COPY_P2P: 7,
} as const;

/** The run states in which a device that is in pre-copy goes on saving. */
const KEEPS_SAVING: readonly (RunState | null)[] = ['finish-migrate', 'paused'];

export function createV2Device(
  side: DeviceSide,
  device: Device,
  traits: QemuV2Traits,
  cite: (symbol: string) => Citation,
  start: VmStart,
): QemuDevice {
  let believed: number = start === 'paused' ? STATE.STOP : STATE.RUNNING;
  let holdsFd = false;
  const has = (flag: number) => hasFlags(device.flags ?? 0, flag);

  function setState(row: V2AskRow, to = row.to, trigger = row.trigger): boolean {
    const citation = cite(row.symbol);
    const recover = row.recover === 'believed' ? believed : row.recover;
    const asked = { trigger, to, recover, citation, holdsFd };
    if (traits.skipsBelieved && to === believed) {
      side.skip(device, asked, 'believed');
      return true;
    }
    const { errno, opens } = side.ask(device, asked);
    if (errno === null || errno === 'EBADF') {
      believed = to;
      holdsFd ||= opens;
      return errno === null;
    }
    return recover !== STATE.ERROR && mend(trigger, recover, citation) ? false : reset(trigger, citation);
  }

  /** Asks for the recover state; its data_fd, if any, is not taken. */
  function mend(trigger: string, to: number, citation: Citation): boolean {
    const { errno } = side.ask(device, { trigger, to, recover: null, citation, isRecovery: true });
    if (errno === null) believed = to;
    return errno === null;
  }

  /** Never true: the request failed. */
  function reset(trigger: string, citation: Citation): false {
    if (!side.reset(device, trigger, 'client', citation)) side.end('aborts');
    believed = STATE.RUNNING;
    return false;
  }

  const toPreCopy = (row: V2AskRow, isPreCopy: boolean) =>
    setState(row, isPreCopy ? (row.inPreCopy ?? row.to) : row.to);

  return {
    device,
    prepare:
      traits.knowsP2p && has(P2P)
        ? (running) => toPreCopy(running ? V2_ASKS.vmStarts : V2_ASKS.vmStops, believed === STATE.PRE_COPY)
        : null,
    change(running, why) {
      if (running) return setState(V2_ASKS.vmRuns);
      const isSaving = believed === STATE.PRE_COPY || believed === STATE.PRE_COPY_P2P;
      return toPreCopy(V2_ASKS.vmStopped, traits.knowsPreCopy && isSaving && KEEPS_SAVING.includes(why));
    },
    setup() {
      if (!traits.knowsPreCopy || !has(PRE_COPY) || believed === STATE.STOP) return true;
      if (believed === STATE.RUNNING) return setState(V2_ASKS.setup);
      const { symbol, trigger, to } = V2_ASKS.setup;
      side.skip(device, { trigger, to, citation: cite(symbol) }, 'unwritten');
      return false;
    },
    complete: () => setState(V2_ASKS.complete),
    done: () => traits.stopsIn === 'cleanup' || setState(V2_ASKS.done),
    cleanup() {
      if (traits.stopsIn === 'cleanup' && believed === STATE.STOP_COPY) setState(V2_ASKS.cleanup);
      holdsFd = false;
    },
    load: () => setState(V2_ASKS.load),
    loadCleanup() {
      holdsFd = false;
    },
    notify: (trigger) => {
      setState(V2_ASKS.cancelled, V2_ASKS.cancelled.to, trigger);
    },
    reset: (trigger) => {
      side.reset(device, trigger, 'outside');
    },
    crashesWithoutFile: false,
  };
}
