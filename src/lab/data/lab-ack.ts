/**
 * switchover-ack: a running VM is not stopped before every device in pre-copy has sent its initial data. QEMU 8.1 to 11.0 tell the
 * destination, which counts the devices and acks; 11.1 counts on the source, and can ask for the ack anew.
 *
 * @source QEMU hw/vfio/migration.c, vfio_save_iterate(), VFIO_MIG_FLAG_DEV_INIT_DATA_SENT; migration/migration.c,
 * migration_can_switchover()
 */

import { hasFlags, PRE_COPY } from '../../protocol/state/migration-flags.ts';
import type { LabWorld } from '../run/lab-world.ts';
import { findFault, isInPreCopy, record } from '../run/lab-world.ts';
import { queryPreCopy } from './lab-query.ts';

/** An ack has to come back, so a file has none. */
const hasAck = ({ settings, destination }: LabWorld) => settings.ack !== 'off' && destination.length > 0;

/** The devices of a VM that never ran can be in pre-copy, because they begin in RUNNING. Those of a stopped VM never are. */
const hasRun = ({ plan }: LabWorld) => plan.start !== 'never-ran';

const isAllSent = (world: LabWorld) =>
  world.source.every((device) => device.hasToldInitial || !isInPreCopy(world, device));

/** True where nothing keeps the VM from stopping: one that does not run needs no ack. */
export const isAcked = (world: LabWorld): boolean => !hasAck(world) || !hasRun(world) || isAllSent(world);

/** Each device that QEMU takes to have no initial data left is told of once; the last one brings the ack. */
export function tellAcks(world: LabWorld): void {
  if (!hasAck(world)) return;
  for (const device of world.source) {
    if (device.hasToldInitial || device.cache.initial > 0 || !isInPreCopy(world, device)) continue;
    device.hasToldInitial = true;
    record(world, 'source', device.index, { kind: 'tell', what: 'initial-sent' });
    if (isAllSent(world)) record(world, isCountedHere(world) ? 'source' : 'destination', null, ACK);
  }
}

const ACK = { kind: 'tell', what: 'ack' } as const;

const isCountedHere = ({ client, settings }: LabWorld) =>
  client.sizes?.ack === 'source' && settings.ack === 'on';

/**
 * QEMU 11.1 asks a driver for VFIO_DEVICE_FEATURE_MIG_PRECOPY_INFOv2 when the device is opened. One that does not know it
 * answers ENOTTY, and it is not used; any other error leaves the device without migration.
 */
export function setInfoV2(world: LabWorld): boolean {
  const { settings, client, source } = world;
  if (client.sizes?.counts !== 'merged') return true;
  for (const { index, flags } of source) {
    if (!hasFlags(flags ?? 0, PRE_COPY)) continue;
    const fault = findFault(world);
    const error = fault?.kind === 'fails' ? fault.errno : null;
    record(world, 'source', index, { kind: 'feature', isKnown: settings.hasInfoV2 }, error);
    if (error) return false;
  }
  return true;
}

/**
 * The last look before a device leaves PRE_COPY for PRE_COPY_P2P: false where initial data begins anew, which a failing query
 * counts as. The VM is to stop already, so the migration fails.
 */
export function checkLast(world: LabWorld, index: number): boolean {
  const device = world.source[index];
  const isChecked = isCountedHere(world) && world.settings.hasInfoV2 && world.destination.length > 0;
  if (!device || !isChecked || !isInPreCopy(world, device)) return true;
  return queryPreCopy(world, device) === 'told';
}
