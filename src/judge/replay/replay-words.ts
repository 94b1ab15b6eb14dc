/** What is said of a log and of a step beside what the line itself says. */

import type { CauseId } from '../../protocol/causes/cause.ts';
import type { NoteId } from '../../reader/log/run/run-step.ts';

/** `error` counts for the exit status: a failed step, or a device and a client that are out of step. */
export type ReplaySeverity = 'error' | 'warning' | 'question' | 'note';

export type ReplayFindingId =
  | NoteId
  | 'failed-request'
  | 'failed-or-continued'
  | 'refused-request'
  | 'refused-or-missed'
  | 'unasked-request'
  | 'p2p-phase-broken'
  | 'p2p-phase-unknown';

interface NoteWords {
  readonly severity: ReplaySeverity;
  readonly text: string;
}

const INSTEAD =
  "To see the states, run QEMU with -trace 'vfio_migration_*' -trace 'vfio_vmstate_change*', or read migration/state in debugfs.";

/** With `{believed}`, `{name}` and so on where a word of the note comes. */
export const NOTE_WORDS: Readonly<Record<ReplayFindingId, NoteWords>> = {
  'desync-reset': {
    severity: 'error',
    text: 'Here device and client part: the device is reset and in {initial}, but QEMU still believes that it is in {believed}{fd}.',
  },
  'desync-inferred': {
    severity: 'error',
    text: 'Here device and client have parted: the line is possible only if the device was reset before it, behind the back of QEMU. No line tells of the reset.',
  },
  'desync-data-fd': {
    severity: 'error',
    text: 'data_fd is out of sync: the request opened another data_fd, though QEMU still holds one. QEMU closes the new one and returns -EBADF, but the device is in the state asked for. Before it a reset, or a request that left the saving group, ended the session of the old data_fd, which QEMU did not close.',
  },
  'second-process': {
    severity: 'note',
    text: 'Devices of {before} and of {owner} have the same name: the second is told as a device of its own.',
  },
  'name-changed': {
    severity: 'question',
    text: 'Is {name} another name of {before}? {before} is in {believed} and has no more lines; {name} begins here, with a request that only a device in the middle of a migration gets. They are told as two devices.',
  },
  'name-twice': {
    severity: 'question',
    text: 'Is {name} another name of {before}? Each of its {count} events follows a line of {before} with the same state, as QEMU prints them for one request. They are told as two devices.',
  },
  'name-in-error': {
    severity: 'question',
    text: 'Is {name} another name of {before}? All errors are of {name} and all events of {before}, and for each state that an error leaves the device in there is an event. They are told as two devices.',
  },
  'not-decoded': {
    severity: 'note',
    text: `{format} does not decode the struct of VFIO_DEVICE_FEATURE: which state was asked for is not in the log. 0x3b75 is also named VFIO_IOMMU_DIRTY_PAGES, and VFIO_MIG_GET_PRECOPY_INFO (0x3b79) is shown as VFIO_EEH_PE_OP. ${INSTEAD}`,
  },
  'never-returned': {
    severity: 'error',
    text: 'A thread spins in vfio_mig_get_next_state(): a blocked request never returns on Linux 6.2 and later without the fix of June 2026, on a device with PRE_COPY.',
  },
  'no-data': {
    severity: 'note',
    text: 'The driver has nothing to save: no driver in the guest has started the device. This is no failure.',
  },
  'size-query-failed': {
    severity: 'warning',
    text: 'The command that asks for the size of the state of a VF failed. The driver sends it on arcs that begin to save or end pre-copy, and for VFIO_DEVICE_FEATURE_MIG_DATA_SIZE and VFIO_MIG_GET_PRECOPY_INFO, so no step is read from the line. The line names the PF that took the command.',
  },
  'flr-failed': {
    severity: 'warning',
    text: 'The driver could not recover the device after a reset.',
  },
  'names-pf': {
    severity: 'note',
    text: 'mlx5_core names the PF that took the command, {name}, and not the VF that it was for: which device of QEMU failed is told by the lines of QEMU.',
  },
  'server-numbers': {
    severity: 'note',
    text: 'The numbers of SPDK are VFU_MIGR_STATE_*, not device_state: no step is read from them.',
  },
  'server-refused': {
    severity: 'warning',
    text: 'The server refused an access because of the state that its device is in.',
  },
  'error-state': {
    severity: 'error',
    text: 'QEMU read 110b, _ERROR, after a failed write: it aborts.',
  },
  'reset-of-syscall': {
    severity: 'note',
    text: 'VFIO_DEVICE_RESET failed in this system call.',
  },
  'unknown-state': {
    severity: 'warning',
    text: '{name} is not a state{closest}. The line was not read, and what follows for the device is less certain.',
  },
  'times-go-back': {
    severity: 'warning',
    text: 'The times go back by more than five seconds here: two logs, a clock that was set, or a log whose newest line is the first. The lines are taken in the order of the file.',
  },
  'encoded-lines': {
    severity: 'note',
    text: 'The mail has this log encoded in base64: the number of a line is that of the encoded row in which it begins. Decode the mail to read the lines at their numbers. Decoded, the first of them is: {text}',
  },
  'torn-line': {
    severity: 'note',
    text: 'A piece of a line stands here. What it said is lost, so the states before the steps that follow are less certain.',
  },
  'two-protocols': {
    severity: 'warning',
    text: 'The log has lines of both protocols for this device; those of the second are not read.',
  },
  'migration-status': { severity: 'note', text: 'The migration is {status}{error}.' },
  'steps-left-out': { severity: 'note', text: '{count} more steps are not listed.' },
  'failed-request': { severity: 'error', text: '{request} failed{errno}. {after}' },
  'failed-or-continued': {
    severity: 'question',
    text: 'Did the request for STOP_COPY fail? The event names RUNNING right after PRE_COPY_P2P: QEMU resets the device after such a failure. A VM that was started with -S and is continued in pre-copy goes the same way. The error tells which: error-desc of query-migrate, or the log of QEMU.',
  },
  'refused-request': {
    severity: 'error',
    text: 'The device took {request}, which {rules} refuses: {why}',
  },
  'refused-or-missed': {
    severity: 'question',
    text: 'Is a line missing before this one, such as that of a reset, or does another process begin here? The log tells of {request}, which {rules} refuses: {why}',
  },
  'p2p-phase-broken': {
    severity: 'warning',
    text: 'The P2P phase was not complete: the device is stopped here ({request}) while {other} could still start peer-to-peer DMA: {why} QEMU 8.2 and later take every device to a P2P state before they stop the first.',
  },
  'p2p-phase-unknown': {
    severity: 'question',
    text: 'Was the P2P phase complete? The device is stopped here ({request}); {doubt}',
  },
  'unasked-request': {
    severity: 'note',
    text: '{client} is not known to ask for {request}.',
  },
};

/** The sentences of `failed-request` about what is left. */
export const AFTER_WORDS = {
  accepted: '{rules} accepts it, so the driver or the device failed.',
  refused: '{rules} refuses it: {why}',
  unspecified: '{rules} neither lists nor forbids it.',
  'never-returns': 'By {rules} it never returns: {why}',
  now: 'The device is in {state} now.',
  assumed: 'The device is assumed to be in {state} now.',
  unknown: 'Which state the device is in now is not in the log.',
  guessed: 'The line does not name the arc: it is the most likely one.',
  believes: 'QEMU believes that it is in {state}.',
  dead: 'Its data_fd is dead.',
  way: 'The shortest legal way on to {to}: {way}.',
  wayAfterReset: 'The shortest legal way on to {to}: VFIO_DEVICE_RESET, then {way}.',
  noWay: '{rules} lists no way on to {to}.',
} as const;

/** What was looked for, where nothing was found. */
export const LOOKED_FOR =
  "trace lines of QEMU (vfio_migration_set_state), its errors, QMP's VFIO_MIGRATION, libvfio-user, the mlx5, hisi_acc, pds and xe drivers in dmesg, migration/state of debugfs, strace and perf trace";

/** A cause as a log names it. */
export interface ReplayCause {
  readonly line: number;
  readonly id: CauseId;
  readonly text: string;
  readonly todo: string;
}
