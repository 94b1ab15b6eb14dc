/**
 * Every client that the product knows, and what was read of each.
 *
 * @source QEMU v5.2.0, v7.2.0, v10.0.2 and v10.2.2: hw/vfio/migration.c compiled with stubs and run; the others read
 */

import type { Citation } from '../words/citation.ts';
import type { Client, ClientId, ClientSource, ClientTraits, FlowId, QemuV2Traits } from './client.ts';
import { FLOW_IDS } from './client.ts';
import { PLAIN_CLIENTS } from './plain/plain-flows.ts';
import { QEMU_SCRIPTS } from './qemu/qemu-script.ts';

const MIGRATION_C = 'hw/vfio/migration.c';

const fromQemu = (version: string, ...symbols: string[]): readonly ClientSource[] => [
  ...symbols.map((symbol) => ({ project: 'QEMU', file: MIGRATION_C, symbol, version })),
  { project: 'QEMU', file: 'migration/migration.c', symbol: 'migration_iteration_finish()', version },
];

const V1_FUNCTIONS = [
  'vfio_migration_set_state()',
  'vfio_save_setup()',
  'vfio_vmstate_change()',
  'vfio_save_complete_precopy()',
  'vfio_load_setup()',
  'vfio_migration_state_notifier()',
];

const V2_FUNCTIONS = [...V1_FUNCTIONS, 'vfio_vmstate_change_prepare()', 'vfio_save_cleanup()'];

const V1_ACCOUNT =
  'It writes the register and has no recover state. After a failed write it reads again: 110b, or a failed read, is hw_error(), and QEMU aborts. It never resets the device, and a VM start or stop that is refused without an outgoing migration crashes it.';

const V2_ACCOUNT =
  'A request that fails is followed by its recover state, or by VFIO_DEVICE_RESET where that is ERROR or fails too. It never reads the state back, so it does not notice a reset behind its back. A new data_fd while it holds one is closed: -EBADF, though the state counts as reached.';

/** Flows that only some versions can play. */
const V1_ONLY: readonly FlowId[] = ['reset-in-pre-copy'];
const V2_ONLY: readonly FlowId[] = ['reset-in-pre-copy-read-fails', 'reset-in-pre-copy-just-before-stop'];
const LATEST_ONLY: readonly FlowId[] = ['cpr-fails'];

const listQemuFlows = (...without: readonly (readonly FlowId[])[]): readonly FlowId[] =>
  FLOW_IDS.filter((id) => QEMU_SCRIPTS[id] && !without.some((ids) => ids.includes(id)));

const V1_FLOWS = listQemuFlows(V2_ONLY, LATEST_ONLY);
const V2_FLOWS = listQemuFlows(V1_ONLY, LATEST_ONLY);

const listPlainFlows = (id: ClientId) => FLOW_IDS.filter((flow) => PLAIN_CLIENTS[id]?.flows[flow]);

const v2 = (traits: Omit<QemuV2Traits, 'kind'>): QemuV2Traits => ({ kind: 'qemu-v2', ...traits });

type Row = readonly [
  id: ClientId,
  title: string,
  generation: 'v1' | 'v2',
  versions: string,
  account: string,
  isDerived: boolean,
  traits: ClientTraits,
  flows: readonly FlowId[],
  sources: readonly ClientSource[],
];

const PLAIN: ClientTraits = { kind: 'plain' };

const source = (project: string, file: string, symbol: string | null, version: string): ClientSource => ({
  project,
  file,
  symbol,
  version,
});

const ROWS: readonly Row[] = [
  [
    'qemu-5.2',
    'QEMU 5.2 to 6.0',
    'v1',
    '5.2-6.0',
    `${V1_ACCOUNT} A VM that stops for savevm goes to _STOP first.`,
    false,
    { kind: 'qemu-v1', savesAtVmStop: false },
    V1_FLOWS,
    fromQemu('v5.2.0', ...V1_FUNCTIONS),
  ],
  [
    'qemu-6.1',
    'QEMU 6.1 to 7.2',
    'v1',
    '6.1-7.2',
    `${V1_ACCOUNT} A VM that stops for savevm begins to save with the same write.`,
    false,
    { kind: 'qemu-v1', savesAtVmStop: true },
    V1_FLOWS,
    fromQemu('v7.2.0', ...V1_FUNCTIONS),
  ],
  [
    'qemu-8.0',
    'QEMU 8.0',
    'v2',
    '8.0',
    `${V2_ACCOUNT} It knows no pre-copy and no P2P, whatever the flags.`,
    true,
    v2({ knowsPreCopy: false, knowsP2p: false, stopsIn: 'complete', skipsBelieved: false }),
    V2_FLOWS.filter((id) => id !== 'reset-in-pre-copy-read-fails'),
    fromQemu('v8.0.0', ...V1_FUNCTIONS),
  ],
  [
    'qemu-8.1',
    'QEMU 8.1',
    'v2',
    '8.1',
    `${V2_ACCOUNT} It knows pre-copy, but no P2P, and asks for STOP within the downtime.`,
    true,
    v2({ knowsPreCopy: true, knowsP2p: false, stopsIn: 'complete', skipsBelieved: false }),
    V2_FLOWS,
    fromQemu('v8.1.0', ...V1_FUNCTIONS),
  ],
  [
    'qemu-8.2',
    'QEMU 8.2 to 9.0',
    'v2',
    '8.2-9.0',
    `${V2_ACCOUNT} It knows pre-copy and P2P, and asks for STOP in its cleanup, after the downtime.`,
    true,
    v2({ knowsPreCopy: true, knowsP2p: true, stopsIn: 'cleanup', skipsBelieved: false }),
    V2_FLOWS,
    fromQemu('v9.0.0', ...V2_FUNCTIONS),
  ],
  [
    'qemu-9.1',
    'QEMU 9.1 to 11.1',
    'v2',
    '9.1-11.1',
    `${V2_ACCOUNT} It does not ask for the state it believes the device is in. The failure paths of 11.1 are unverified.`,
    false,
    v2({ knowsPreCopy: true, knowsP2p: true, stopsIn: 'cleanup', skipsBelieved: true }),
    [...V2_FLOWS, ...LATEST_ONLY],
    fromQemu('v10.2.2', ...V2_FUNCTIONS),
  ],
  [
    'cloud-hypervisor-53',
    'Cloud Hypervisor up to v53.0',
    'v2',
    'v53.0 (12 July 2026)',
    'Snapshots only. No recover state and no reset; after a failed restore it asks for STOP and ignores the result. It knows no P2P and no pre-copy states, whatever the flags. A device without VFIO_DEVICE_FEATURE_MIGRATION is skipped.',
    true,
    PLAIN,
    listPlainFlows('cloud-hypervisor-53'),
    [source('Cloud Hypervisor', 'pci/src/vfio.rs', null, 'v53.0')],
  ],
  [
    'cloud-hypervisor',
    'Cloud Hypervisor after v53.0',
    'v2',
    'since 15 July 2026 (794997f24)',
    'STOP_COPY and RESUMING recover to STOP; any other failed request, and a failed write of data, resets the device. Live migration, with DMA logging, resumes on failure; it is refused without migration v2 and behind a vIOMMU.',
    true,
    PLAIN,
    listPlainFlows('cloud-hypervisor'),
    [source('Cloud Hypervisor', 'pci/src/vfio.rs', null, '794997f24')],
  ],
  [
    'libvfio-user-client',
    'The sample client of libvfio-user',
    'v2',
    'since 15 September 2023',
    'Any failure ends it. It asks for PRE_COPY whatever the flags, and its server knows no P2P states.',
    true,
    PLAIN,
    listPlainFlows('libvfio-user-client'),
    [source('libvfio-user', 'samples/client.c', null, 'since 15 September 2023')],
  ],
  [
    'hermes',
    'Hermes VMM',
    'v2',
    '2026',
    'Two phases: every device to RUNNING_P2P, where it knows P2P, then every device to STOP. After a failure it reads the state, and resets only from ERROR.',
    true,
    PLAIN,
    listPlainFlows('hermes'),
    [source('Hermes VMM', 'its VFIO device code', null, '2026')],
  ],
  [
    'mvisor',
    'MVisor',
    'v1',
    'as read in 2026',
    'Plain writes to the register; the results are ignored.',
    true,
    PLAIN,
    listPlainFlows('mvisor'),
    [source('MVisor', 'devices/vfio/vfio_pci.cc', null, 'as read in 2026')],
  ],
];

const ALIASES: Partial<Readonly<Record<ClientId, readonly string[]>>> = {
  'qemu-6.1': ['qemu-v1'],
  'qemu-9.1': ['qemu-v2'],
};

export const CLIENTS: readonly Client[] = ROWS.map(
  ([id, title, generation, versions, account, isDerived, traits, flows, sources]) => ({
    ...{ id, aliases: ALIASES[id] ?? [], title, generation, versions, account, isDerived, traits },
    ...{ flows, sources },
  }),
);

/** The client of an id or of an alias: `findClient('qemu-v1')` is qemu-6.1. */
export function findClient(name: string): Client | undefined {
  return CLIENTS.find(({ id, aliases }) => id === name || aliases.includes(name));
}

/** The client of an id. */
export function getClient(id: ClientId): Client {
  const client = findClient(id);
  if (!client) throw new Error(`no client ${id}`);
  return client;
}

/** The newest QEMU of a generation: what is meant where no client is named. */
export function getDefaultClient(generation: 'v1' | 'v2'): Client {
  return getClient(generation === 'v1' ? 'qemu-6.1' : 'qemu-9.1');
}

/** Where a request of QEMU is made, in the version that was read. */
export function citeQemu({ sources }: Client, symbol: string): Citation {
  return { kind: 'qemu', file: MIGRATION_C, symbol, tag: sources[0]?.version ?? '' };
}
