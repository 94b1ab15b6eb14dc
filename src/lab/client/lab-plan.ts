/**
 * What the lab adds to a flow of a client: where its data goes, and how the VM stands when it begins. Both follow from what
 * happens in the flow, which protocol/ lists.
 */

import type { Client, FlowId } from '../../protocol/clients/client.ts';
import { getFlowIds } from '../../protocol/clients/flow-run.ts';
import type { PlainAsk } from '../../protocol/clients/plain/plain-flows.ts';
import { PLAIN_CLIENTS } from '../../protocol/clients/plain/plain-flows.ts';
import type { VmStart } from '../../protocol/clients/qemu/qemu-device.ts';
import type { QemuEvent } from '../../protocol/clients/qemu/qemu-script.ts';
import { QEMU_SCRIPTS } from '../../protocol/clients/qemu/qemu-script.ts';

/** `migration`: to another host, or to a file. `save`: to a file. `load`: from a file. `vm`: no data moves. */
type LabPurpose = 'migration' | 'save' | 'load' | 'vm';

export interface LabPlan {
  readonly purpose: LabPurpose;
  readonly start: VmStart;
  /** What happens to QEMU and its VM; of another VMM, nothing. */
  readonly events: readonly QemuEvent[];
}

/** A VM that arrived and is then migrated on has two migrations, one after the other; the lab shows one. */
const LEFT_OUT: ReadonlySet<FlowId> = new Set(['incoming-paused-migrated-on']);

/** The flows of a client that the lab can run on devices with these flags. */
export const getLabFlows = (client: Client, flags: number | null): readonly FlowId[] =>
  getFlowIds(client, flags).filter((id) => !LEFT_OUT.has(id));

/** The plan of a flow that the client has. */
export function getLabPlan(client: Client, flow: FlowId): LabPlan {
  const plain = PLAIN_CLIENTS[client.id];
  const told = plain?.flows[flow];
  if (told)
    return {
      purpose: getPlainPurpose(flow, told.asks),
      start: told.start === 'stopped' ? 'paused' : 'running',
      events: [],
    };
  const script = QEMU_SCRIPTS[flow];
  if (plain || !script) throw new Error(`${client.id} has no flow ${flow}`);
  return { purpose: getQemuPurpose(script.events), ...script };
}

function getQemuPurpose(events: readonly QemuEvent[]): LabPurpose {
  if (events.includes('load')) return 'load';
  if (events.includes('save-vm') || events.includes('pause-for-cpr')) return 'save';
  return events.includes('setup') ? 'migration' : 'vm';
}

function getPlainPurpose(flow: FlowId, asks: readonly PlainAsk[]): LabPurpose {
  const names = asks.map(({ trigger }) => trigger);
  if (['restore', 'migrate-to', 'load-while-paused'].includes(flow)) return 'load';
  if (flow === 'live-migration' || flow === 'migrate-from') return 'migration';
  return names.includes('save') ? 'save' : 'vm';
}
