/**
 * A VMM that is not QEMU: the engine of protocol/ asks, and the data moves where a device has come to save or load. Its stream
 * goes to a file, or comes out of one.
 */

import { playPlainFlow } from '../../protocol/clients/plain/plain-client.ts';
import { PLAIN_CLIENTS } from '../../protocol/clients/plain/plain-flows.ts';
import type { DeviceSide } from '../../protocol/clients/play/device-side.ts';
import { drain, sendChunk, sendRound } from '../data/lab-data.ts';
import type { LabHost } from '../run/lab-step.ts';
import type { LabDevice, LabWorld } from '../run/lab-world.ts';
import { getInfo, stopTime } from '../run/lab-world.ts';
import { createLabSide } from './lab-side.ts';

/** The whole flow. `failed` where a request or a transfer failed, `ended` where the VMM waits forever. */
export function runPlain(world: LabWorld): 'ok' | 'failed' | 'ended' {
  const { client, settings, plan } = world;
  const plain = PLAIN_CLIENTS[client.client.id];
  const flow = plain?.flows[settings.flow];
  if (!plain || !flow) throw new Error(`${client.id} has no flow ${settings.flow}`);
  const host: LabHost = plan.purpose === 'load' ? 'destination' : 'source';
  let isMoved = true;
  const side: DeviceSide = createLabSide(world, host, (device) => {
    if (move(world, device)) return;
    isMoved = false;
    if (device.host === 'source') return;
    // A write that fails: Cloud Hypervisor after v53.0 resets the device.
    if (plain.way.resets === 'always') side.reset(device, 'restore', 'client');
    side.leave();
  });
  playPlainFlow(side, flow, plain.way);
  if (side.isOver() && isMoved) return 'ended';
  return isMoved && side.getEnd() === 'completes' ? 'ok' : 'failed';
}

/** What a device gives or takes in the state that it has come to. */
function move(world: LabWorld, device: LabDevice): boolean {
  const info = getInfo(world, device);
  if (device.host === 'source' && info?.activity === 'stopped') stopTime(world);
  if (info?.session === 'loading' && device.arrived === 0) return load(world, device);
  if (info?.session !== 'saving') return true;
  return info.activity === 'stopped' ? drain(world, device) : sendRound(world, [device]);
}

function load(world: LabWorld, { index }: LabDevice): boolean {
  const stored = world.source[index];
  while (stored && stored.left > 0) if (!sendChunk(world, stored)) return false;
  return true;
}
