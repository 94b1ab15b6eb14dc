/** What is said of how a run comes out. */

/** One sentence for each end; some ends have several. */
export const OUTCOME_WORDS = {
  converges: 'Converges after {rounds}; downtime {downtime}, limit {limit}.',
  fits: 'Fits the limit without a pre-copy round; downtime {downtime}, limit {limit}.',
  overruns:
    'The VM stops too early, because a size that could not be read counts as 0: downtime {downtime}, limit {limit}.',
  'reset-late':
    'The device was reset before the VM stopped, so its whole state moves again: downtime {downtime}, limit {limit}.',
  whole: 'The whole state moves in stop-and-copy; downtime {downtime}, limit {limit}.',
  loaded: 'Loaded in {seconds}: the VM runs.',
  'loaded-paused': 'Loaded in {seconds}: the VM stays paused.',
  waits: 'The paused VM is on the destination; stop-and-copy took {downtime}.',
  saved: 'The state is saved; the VM was stopped for {downtime}.',
  'saved-paused': 'The state is saved in {seconds}; the VM was paused before.',
  'saved-live': 'The stream is in the file after {rounds}; stop-and-copy took {downtime}, limit {limit}.',
  done: 'Every request of this flow was made. No device state moves in it.',
  'gave-up': 'The migration is cancelled or fails, as this flow describes; the VM stays on the source.',
  'stuck-dirty':
    'Cannot converge: the devices change {changes}, and the stream carries {bandwidth}. {left} are left after every round.',
  'stuck-whole':
    'Cannot meet the limit: no device is in pre-copy, so all {left} move in stop-and-copy, which takes {takes}; limit {limit}.',
  'too-many': 'Converges, but not within the rounds that the lab shows: {left} are left after {rounds}.',
  cancelled: 'The user cancelled the migration after {rounds}; the VM stays on the source.',
  failed: 'The migration fails at step {step}; the VM stays on the source.',
  'failed-save': 'The save fails at step {step}; the VM stays on this host.',
  'failed-vm': 'Step {step} fails.',
  lost: 'The source is done, but step {step} fails on the destination: the VM there is not complete.',
  'lost-load': 'Loading fails at step {step}: the VM does not run, or runs without one of its devices.',
  ended: '{vmm} on the source is gone, and the VM with it: step {step} left no way to recover.',
  hangs: 'Step {step} never returns: {vmm} waits forever, and nothing else can be asked of the device.',
} as const;

export type OutcomeKey = keyof typeof OUTCOME_WORDS;

export const DETAIL_WORDS = {
  'goes-on':
    'QEMU keeps iterating forever. Cancel, give the stream more bandwidth, or raise the limit above {takes}.',
  formula: 'Round n leaves {total} × ({changes} / {bandwidth})ⁿ; downtime is what is left / bandwidth.',
  added:
    '{vmm} adds the pre-copy bytes to stop_copy_length, which counts them already: it sees {counted} where {left} are left.',
  stray: 'DMA reached a stopped peer {times}; a stopped device must not change.',
  quiescent: 'No DMA reached a stopped peer: every device was quiescent before the first one stopped.',
  blocked: '{vmm} would refuse to migrate: {reason}. The lab goes on, to show why.',
  'blocked-any': 'it supports one device only',
  'blocked-p2p': 'there are several devices, and not all support VFIO_MIGRATION_P2P',
  reset: '{vmm} reset {device}: the recover state failed, or there is none. The guest finds a fresh device.',
  idle: '{device} stays in {now}: the VM runs without it.',
  'left-running': '{device} is left in {now}, although the VM is paused.',
  'out-of-sync':
    'QEMU already held a data_fd, so it closed the new one: -EBADF. The device reached the state all the same.',
  crash:
    'QEMU crashes on a NULL pointer: a VM start or stop failed without an outgoing migration (5.2 to 7.2, fixed in 8.0).',
  renewed:
    'Initial data began anew after QEMU had decided to stop the VM, so another ack is due and the migration fails.',
  threads: 'With multifd each device has its own thread, so the devices finish in no fixed order.',
  'ended-late': '{vmm} on the source ends during its cleanup; the VM had already left.',
  fault: 'Step {step}: {what}.',
} as const;

export type DetailKey = keyof typeof DETAIL_WORDS;
