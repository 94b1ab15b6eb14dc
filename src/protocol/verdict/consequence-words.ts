/** What a request means for the VM: one sentence for each kind of pair, whatever the rules answer. */

import { NDMA_RFC, UAPI_V1 } from '../rule-sets/v1-rule-sets.ts';
import { uapi } from '../rule-sets/v2-rule-sets.ts';
import type { Citation } from '../words/citation.ts';

interface ConsequenceWords {
  /** What it does, who needs it, and what would break if it were refused, or allowed. */
  readonly text: string;
  readonly citations: Readonly<Record<'v1' | 'v2', readonly Citation[]>>;
}

const HEADER_V2 = uapi('v6.2');

const qemu = (tag: string, symbol: string): Citation => ({
  kind: 'qemu',
  file: 'hw/vfio/migration.c',
  symbol,
  tag,
});

const thread = (...messages: readonly number[]): readonly Citation[] =>
  messages.map((message) => ({ kind: 'thread', message }));

/** The headers, and the functions of QEMU that ask for it. */
function cite(symbol: string | null, ...messages: readonly number[]): ConsequenceWords['citations'] {
  const by = (tag: string) => (symbol === null ? [] : [qemu(tag, symbol)]);
  return {
    v1: [UAPI_V1, ...thread(...messages), ...by('v7.2.0')],
    v2: [HEADER_V2, ...by('v10.2.2')],
  };
}

/** What only a device with peer-to-peer states, or with the NDMA bit, can be asked for. */
const QUIET: ConsequenceWords['citations'] = {
  v1: [NDMA_RFC, ...thread(24, 26)],
  v2: [HEADER_V2, qemu('v10.2.2', 'vfio_vmstate_change_prepare()')],
};

export const CONSEQUENCES = {
  same: {
    text: 'Nothing changes for the VM, but clients do ask for it: QEMU up to 9.0 asks a device to run at every boot, though it runs already. If it is refused, such a client treats that as a failure.',
    citations: {
      v1: [UAPI_V1, qemu('v7.2.0', 'vfio_vmstate_change()')],
      v2: [HEADER_V2, qemu('v9.0.0', 'vfio_vmstate_change()')],
    },
  },
  'nothing-more': {
    text: 'Nothing changes for the VM: a device that does not run starts no DMA, with the NDMA bit or without it.',
    citations: { v1: [NDMA_RFC], v2: [HEADER_V2] },
  },
  stop: {
    text: 'The device ends its DMA and its state freezes: this is what a VM that is paused or saved needs. Where it is refused, the device may go on writing into the memory of a paused VM.',
    citations: cite('vfio_vmstate_change()', 24),
  },
  quiesce: {
    text: 'The device runs, but starts no more DMA to its neighbours. A VM with several devices needs it: each can then be stopped in turn, and none starts DMA to one that has stopped.',
    citations: QUIET,
  },
  'stop-quiet': {
    text: 'The second half of a stop in two phases: the devices are quiet towards each other, so this one can stop. Where it is refused, the device goes on running under a VM that is paused.',
    citations: QUIET,
  },
  run: {
    text: 'The VM starts, or goes on after a pause, and the device works from the state that it holds. Where it is refused, the device stays stopped under a VM that runs, unless the client resets it.',
    citations: cite('vfio_vmstate_change()', 24),
  },
  'run-quiet': {
    text: 'The first half of a start in two phases: the device takes DMA from its neighbours before any of them starts its own.',
    citations: QUIET,
  },
  'quiet-ends': {
    text: 'The second half of a start in two phases: the device may start peer-to-peer DMA again, now that its neighbours can take it.',
    citations: QUIET,
  },
  'pre-copy': {
    text: 'The VM goes on running while the state of the device is read ahead, so that less is left for the downtime. Where it is refused, the setup of the migration fails.',
    citations: cite('vfio_save_setup()', 24),
  },
  'pre-copy-quiet': {
    text: 'The state of the device is read ahead while it runs without starting peer-to-peer DMA: a migration of several devices comes here on its way to the switchover.',
    citations: QUIET,
  },
  'quiet-to-pre-copy': {
    text: 'The device may start peer-to-peer DMA again, and its state is read ahead from then on, while the VM goes on running.',
    citations: QUIET,
  },
  'pre-copy-quiesce': {
    text: 'The first half of the switchover with several devices: the reading goes on, and the device starts no more DMA to its neighbours. Without it, a device may start DMA to one that has stopped.',
    citations: QUIET,
  },
  'pre-copy-quiet-ends': {
    text: 'The switchover is postponed: the reading goes on, and the device may start peer-to-peer DMA again.',
    citations: QUIET,
  },
  'run-into-pre-copy': {
    text: 'A stopped device would run, and be read ahead at once. A VM that is paused does not need that: to save what is frozen, stop-and-copy is enough.',
    citations: cite(null, 24),
  },
  'stop-and-save': {
    text: 'The device stops, and all of its state is read while the VM is stopped: a suspend, or a migration without pre-copy. All of it counts as downtime.',
    citations: {
      v1: [UAPI_V1, ...thread(24), qemu('v7.2.0', 'vfio_vmstate_change()')],
      v2: [HEADER_V2, qemu('v10.2.2', 'vfio_save_complete_precopy()')],
    },
  },
  switch: {
    text: 'The switchover of a live migration: the device stops, the rest of its state is read, and the downtime begins. Where it is refused, the migration fails at its last step.',
    citations: cite('vfio_save_complete_precopy()', 24),
  },
  'save-stopped': {
    text: 'The state of a stopped device is read out: a paused VM is migrated or saved this way. Where it is refused, a VM can be migrated only while it runs.',
    citations: {
      v1: [UAPI_V1, ...thread(24), qemu('v7.2.0', 'vfio_save_setup()')],
      v2: [HEADER_V2, qemu('v10.2.2', 'vfio_save_complete_precopy()')],
    },
  },
  'save-ends': {
    text: 'The data session ends and the device stays stopped: this is how the source of a successful migration ends. What has not been read by then is gone.',
    citations: {
      v1: [UAPI_V1, qemu('v7.2.0', 'vfio_save_complete_precopy()')],
      v2: [HEADER_V2, qemu('v10.2.2', 'vfio_save_cleanup()')],
    },
  },
  'save-given-up': {
    text: 'The migration failed or was cancelled after the switchover, and the VM goes on at the source. What was read must not be used any more: otherwise one VM runs twice. Where it is refused, the source cannot go on.',
    citations: cite('vfio_vmstate_change()'),
  },
  'pre-copy-given-up': {
    text: 'The migration is given up while the VM still runs: the data session ends, what was read is worthless, and the VM notices nothing. Where it is refused, a migration cannot be cancelled.',
    citations: cite('vfio_migration_state_notifier()'),
  },
  'pre-copy-cut': {
    text: 'The device stops and the data session ends before its last part is read, so what was read cannot be completed. A client that still wants to save has to start over.',
    citations: { v1: [UAPI_V1], v2: [HEADER_V2, qemu('v10.2.2', 'vfio_vmstate_change()')] },
  },
  'save-to-pre-copy': {
    text: 'The switchover would be undone: the device runs again while the session that read its frozen state stays open, so what follows in the stream would have to replace that. Where it is refused, a client ends the session and starts pre-copy again.',
    citations: cite(null, 10),
  },
  load: {
    text: 'What the device is doing is thrown away, and a saved state is loaded in its place: a destination does this before its VM runs. Where it is refused, the client has to stop the device first.',
    citations: cite('vfio_load_setup()', 1, 10),
  },
  'load-stopped': {
    text: 'A saved state is loaded over that of a stopped device, so nothing runs on the way.',
    citations: cite(null, 24),
  },
  'turn-round': {
    text: 'From giving its state to taking another one: both its own state and what was read of it so far are given up. In one migration a host is the source or the destination, so no migration needs it.',
    citations: cite(null),
  },
  resumed: {
    text: 'The destination takes over where the source stopped. All that was loaded must be complete and valid by now: a driver that finds it is not can still refuse, and the VM must not run.',
    citations: {
      v1: [UAPI_V1, ...thread(25, 35), qemu('v7.2.0', 'vfio_vmstate_change()')],
      v2: [HEADER_V2, qemu('v10.2.2', 'vfio_vmstate_change()')],
    },
  },
  loaded: {
    text: 'The load ends and the device stays stopped: the VM stays paused at the destination, until it is started. A driver that finds the data incomplete or corrupt can still refuse.',
    citations: cite(null, 25, 35),
  },
  'read-back': {
    text: 'The state that was just loaded is read out again: to validate or to convert a stream, or because a VM that arrived paused moves on. The driver must finish the load before it saves.',
    citations: {
      v1: [UAPI_V1, ...thread(28)],
      v2: [HEADER_V2, qemu('v10.2.2', 'vfio_save_complete_precopy()')],
    },
  },
  'loaded-to-pre-copy': {
    text: 'The destination takes over and is read ahead at once, as for a VM that moves on as soon as it has arrived. The driver must finish the load first.',
    citations: cite(null, 10, 37),
  },
  'error-left': {
    text: 'The state of the device is undefined, so nothing that it holds may go on in a VM. Only a reset gives a state that is known: the device then starts over, and what it held is lost.',
    citations: cite(null, 25),
  },
  'error-asked': {
    text: 'This is how a driver reports that the state of the device is lost. A client that could ask for it would take a working device from its VM.',
    citations: cite(null, 25),
  },
  'run-while-loading': {
    text: 'The device would run before its state has arrived. Post-copy of a device would be like that, but then it would have to fetch what is missing on demand, and nothing lets it.',
    citations: cite(null, 12, 25),
  },
  'save-while-loading': {
    text: 'The device would give its state and take another one at once: the two directions exclude each other.',
    citations: cite(null, 25),
  },
  'from-nowhere': {
    text: 'No request leads to where this one starts, so what the device would do from there is not defined.',
    citations: cite(null, 25),
  },
  'reserved-bits': {
    text: 'Bits are set that mean nothing yet. A client writes such bits back as it read them, so that they can get a meaning later.',
    citations: cite(null),
  },
  'no-such-state': {
    text: 'The value means no state, so it does not say what the device may do. A driver that took it would leave the client to guess.',
    citations: cite(null),
  },
} as const satisfies Record<string, ConsequenceWords>;

export type ConsequenceId = keyof typeof CONSEQUENCES;
