/** What the lab adds to each client flow: where data moves between its requests, and how it ends. The requests are the flow's own. */

import type { FlowId } from '../../protocol/clients/client-ask.ts';

interface LabPlan {
  /** On v2 without pre-copy there is no setup: the ask before which the migration begins. */
  readonly begins: 'first' | 'complete';
  /** True where the VM is paused before the migration begins, and stays so whatever comes of it. */
  readonly isPaused: boolean;
  /** Rounds until what is left fits the limit, or nothing is left; or but a part of one, because something comes between. */
  readonly rounds: 'to-limit' | 'to-empty' | 'cut';
  /** Whether stop-and-copy comes to its end. */
  readonly drains: boolean;
  /**
   * `arrives`: the VM runs on the other host. `waits`: it is there, paused as it was. `saved`: the stream is in a file.
   * `gives-up`: QEMU there ends, and the VM stays here. `stops-here`: the flow tells no more.
   */
  readonly ends: 'arrives' | 'waits' | 'saved' | 'gives-up' | 'stops-here';
  /** What QEMU asks when the migration has failed: what its notifier asks, or just that the VM runs on. */
  readonly mends: 'notifier' | 'VM runs';
}

const LIVE: LabPlan = {
  begins: 'first',
  isPaused: false,
  rounds: 'to-limit',
  drains: true,
  ends: 'arrives',
  mends: 'notifier',
};

/** `incoming` is told from the other side alone: its stream comes out of a file. */
export const LAB_PLANS: Readonly<Record<FlowId, LabPlan>> = {
  'live-migration': LIVE,
  'paused-migration': { ...LIVE, begins: 'complete', isPaused: true, ends: 'waits' },
  savevm: { ...LIVE, rounds: 'to-empty', ends: 'saved', mends: 'VM runs' },
  incoming: LIVE,
  'cancel-in-pre-copy': { ...LIVE, rounds: 'cut', ends: 'gives-up' },
  'cancel-in-stop-copy': { ...LIVE, drains: false, ends: 'gives-up' },
  'fail-after-stop': { ...LIVE, drains: false, ends: 'gives-up' },
  'fail-after-done': { ...LIVE, ends: 'gives-up' },
  'reset-in-pre-copy': { ...LIVE, rounds: 'cut', ends: 'stops-here' },
};

/** Asks that QEMU makes from a handler that cannot report a failure: the other devices are asked all the same. */
export const GOES_ON: ReadonlySet<string> = new Set([
  'VM stopping',
  'VM stopped',
  'VM starting',
  'VM runs',
  'cleanup',
  'cancelled',
  'failed',
]);
