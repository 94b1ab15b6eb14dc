/**
 * The VMMs that the lab can run. QEMU is split more finely than the clients of protocol/: versions that ask a device for the
 * same states can still count its bytes differently.
 *
 * @source QEMU hw/vfio/migration.c, vfio_state_pending_estimate() and vfio_state_pending_exact(), v8.0.0 to v10.2.2;
 * migration/migration.c, migration_iteration_run()
 */

import type { Client, ClientId } from '../../protocol/clients/client.ts';
import { CLIENTS, getClient } from '../../protocol/clients/client-table.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';

/**
 * How a version of QEMU learns how much is left.
 *
 * `pending`: pending_bytes, every round (v1). `stop-copy`: stop_copy_length, always asked for (8.0). `added`: stop_copy_length
 * and, in pre-copy, initial and dirty bytes on top of it (8.1 to 9.1.1). `refreshed`: stop_copy_length alone; the pre-copy
 * query is made too, and only refreshes the cache. `merged`: initial, dirty, and what stop_copy_length exceeds them by (11.1).
 */
type Counting = 'pending' | 'stop-copy' | 'added' | 'refreshed' | 'merged';

export interface SizeTraits {
  readonly counts: Counting;
  /** Exact sizes are asked for where the estimate is below the threshold, or equal to it as well. */
  readonly asksExact: 'below' | 'at-most';
  /** The VM stops where what is left is nothing or below the threshold, or equal to it as well. */
  readonly switchesOver: 'below' | 'at-most';
  /** switchover-ack; `source`: the source counts the devices, and an ack can be asked for anew. */
  readonly ack: 'none' | 'destination' | 'source';
  /** Device state can go over multifd channels, one thread for each device. */
  readonly hasThreads: boolean;
}

export interface LabClient {
  readonly id: string;
  readonly title: string;
  readonly client: Client;
  /** null for a VMM that is not QEMU: it compares nothing with a limit. */
  readonly sizes: SizeTraits | null;
}

type Row = readonly [id: string, title: string, client: ClientId, sizes: SizeTraits];

const V1: SizeTraits = {
  counts: 'pending',
  asksExact: 'at-most',
  switchesOver: 'below',
  ack: 'none',
  hasThreads: false,
};
const V8_0: SizeTraits = { ...V1, counts: 'stop-copy' };
const ADDED: SizeTraits = { ...V1, counts: 'added', ack: 'destination' };
const REFRESHED: SizeTraits = { ...ADDED, counts: 'refreshed' };
const V10_0: SizeTraits = { ...REFRESHED, asksExact: 'below', hasThreads: true };
const V10_2: SizeTraits = { ...V10_0, switchesOver: 'at-most' };

const QEMU: readonly Row[] = [
  ['qemu-5.2', 'QEMU 5.2 to 6.0', 'qemu-5.2', V1],
  ['qemu-7.2', 'QEMU 6.1 to 7.2', 'qemu-6.1', V1],
  ['qemu-8.0', 'QEMU 8.0', 'qemu-8.0', V8_0],
  ['qemu-8.1', 'QEMU 8.1', 'qemu-8.1', ADDED],
  ['qemu-8.2', 'QEMU 8.2 to 9.0.3', 'qemu-8.2', ADDED],
  ['qemu-9.0.4', 'QEMU 9.0.4', 'qemu-8.2', REFRESHED],
  ['qemu-9.1', 'QEMU 9.1.0 and 9.1.1', 'qemu-9.1', ADDED],
  ['qemu-9.2', 'QEMU 9.1.2 and 9.2', 'qemu-9.1', REFRESHED],
  ['qemu-10.0', 'QEMU 10.0', 'qemu-9.1', V10_0],
  ['qemu-10.2', 'QEMU 10.1 to 11.0', 'qemu-9.1', V10_2],
  ['qemu-11.1', 'QEMU 11.1', 'qemu-9.1', { ...V10_2, counts: 'merged', ack: 'source' }],
];

const OTHERS = CLIENTS.filter(({ traits }) => traits.kind === 'plain');

export const LAB_CLIENTS: readonly LabClient[] = [
  ...QEMU.map(([id, title, client, sizes]) => ({ id, title, client: getClient(client), sizes })),
  ...OTHERS.map((client) => ({ id: client.id, title: client.title, client, sizes: null })),
];

/** What the lab runs where nothing is chosen: the newest versions whose behaviour was seen, not only read. */
const DEFAULTS = { v1: 'qemu-7.2', v2: 'qemu-10.2' } as const;

export const DEFAULT_LAB_CLIENT: string = DEFAULTS.v2;

/** The client of an id under a rule set; the default of its generation where the id names none of them. */
export function getLabClient(id: string, { generation }: RuleSet): LabClient {
  const find = (wanted: string) =>
    LAB_CLIENTS.find(({ client, ...each }) => each.id === wanted && client.generation === generation);
  const found = find(id) ?? find(DEFAULTS[generation]);
  if (!found) throw new Error(`no client for ${generation}`);
  return found;
}

/** The clients that speak the protocol of a rule set. */
export const getLabClients = ({ generation }: RuleSet): readonly LabClient[] =>
  LAB_CLIENTS.filter(({ client }) => client.generation === generation);
