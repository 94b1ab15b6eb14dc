/**
 * Several devices of one VM: was every one in a state that starts no peer-to-peer DMA before the first was stopped? The
 * kernel compares no two devices, so it is for the client to see to it: QEMU 8.2 and later take all of them to a P2P state
 * first, in vfio_vmstate_change_prepare().
 *
 * @source include/uapi/linux/vfio.h, enum vfio_device_mig_state; QEMU hw/vfio/migration.c, v8.2.0
 */

import { MOST_TEARS } from '../../../reader/log/log-reader.ts';
import type { RunStep, SaidId } from '../../../reader/log/run/run-step.ts';

/** What is known of a device of the log. */
export interface PhaseDevice {
  readonly name: string;
  readonly generation: 'v1' | 'v2';
  /** null where the lines name no process. */
  readonly process: string | null;
  /** The order of its first fact. */
  readonly since: number;
  /** null where no line tells. */
  readonly hasP2p: boolean | null;
  readonly steps: readonly RunStep[];
}

/** A device that was stopped while another may still have started peer-to-peer DMA. */
export interface PhaseBreach {
  readonly stopped: RunStep;
  readonly other: string;
  /** The state of the other device then, and the line that says so; null where the log does not tell. */
  readonly state: number | null;
  readonly line: number | null;
  /** The request of the other device for a P2P state that failed before, if one did. */
  readonly failed: RunStep | null;
  /** Why it is a question; null where it is a fact. */
  readonly doubt: 'state' | 'flags' | 'process' | 'gone' | null;
}

const [STOP, RUNNING, STOP_COPY, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P] = [1, 2, 3, 5, 6, 7] as const;

/** States in which a device starts peer-to-peer DMA. */
const STARTS_DMA: readonly number[] = [RUNNING, PRE_COPY];
const QUIESCENT: readonly number[] = [RUNNING_P2P, PRE_COPY_P2P];
const STOPPED: readonly number[] = [STOP, STOP_COPY];

/** Pairs of devices of one VM that are told: there are as many as the square of the devices. */
const MOST_PAIRS = 1000;

/** Steps that no client tells of: a driver, a server, or a reading now and then, which hides the order. */
const NOT_OF_CLIENT: readonly SaidId[] = ['arc-begins', 'arc-done', 'arc-failed', 'sample'];

/** What is known of a device at a place in time. */
interface Now {
  readonly device: PhaseDevice;
  state: number | null;
  line: number | null;
  sure: boolean;
  failed: RunStep | null;
}

/**
 * Each pair of devices once: where it was broken first, or else where that cannot be known. `tears` are the orders before which
 * pieces of lines stood: what these said of a device is lost.
 */
export function findBreaches(
  devices: readonly PhaseDevice[],
  tears: readonly number[] = [],
): readonly PhaseBreach[] {
  const groups = new Map<string | null, PhaseDevice[]>();
  for (const device of devices) {
    const { generation, steps, process } = device;
    if (generation !== 'v2' || !steps.every(isOfClient)) continue;
    const group = groups.get(process);
    if (group) group.push(device);
    else groups.set(process, [device]);
  }
  return [...groups.values()]
    .flatMap((group) => findInGroup(group, tears))
    .toSorted((a, b) => a.stopped.order - b.stopped.order);
}

const isOfClient = ({ said }: RunStep) => !NOT_OF_CLIENT.includes(said);

function findInGroup(group: readonly PhaseDevice[], tears: readonly number[]): readonly PhaseBreach[] {
  if (group.length < 2) return [];
  const all = group.map(toStart);
  const found = new Map<number, PhaseBreach>();
  const steps = all.flatMap((now, place) => now.device.steps.map((step) => ({ now, place, step })));
  let torn = 0;
  for (const { now, place, step } of steps.toSorted((a, b) => a.step.order - b.step.order)) {
    const before = torn;
    while ((tears[torn] ?? Number.POSITIVE_INFINITY) <= step.order) torn += 1;
    if (torn > before || torn >= MOST_TEARS) for (const one of all) one.sure = false;
    if (isStop(step))
      for (const [otherPlace, other] of all.entries()) {
        const breach = other === now ? null : findBreach(now.device, step, other);
        if (!breach) continue;
        const pair = place * all.length + otherPlace;
        const known = found.get(pair);
        if (known ? known.doubt !== null && breach.doubt === null : found.size < MOST_PAIRS)
          found.set(pair, breach);
      }
    takeStep(now, step);
  }
  return [...found.values()];
}

/** Before its first step a device is where that step begins. */
function toStart(device: PhaseDevice): Now {
  const [first] = device.steps;
  const { from = null, line = null, certain = false } = first ?? {};
  return { device, state: from, line: from === null ? null : line, sure: certain, failed: null };
}

/** A device is stopped here that ran before. */
const isStop = ({ event, from, to }: RunStep) =>
  event === 'reached' &&
  to !== null &&
  STOPPED.includes(to) &&
  from !== null &&
  [...STARTS_DMA, ...QUIESCENT].includes(from);

function findBreach(device: PhaseDevice, stopped: RunStep, now: Now): PhaseBreach | null {
  const { device: other, state, line, sure, failed } = now;
  // A device without P2P has no such phase, and one that was added later was not there.
  if (device.hasP2p === false || other.hasP2p === false || other.since > stopped.order) return null;
  if (state !== null && !STARTS_DMA.includes(state)) return null;
  return { stopped, other: other.name, state, line, failed, doubt: findDoubt() };

  function findDoubt(): PhaseBreach['doubt'] {
    if (state === null || !sure || !stopped.certain) return 'state';
    if (device.hasP2p === null || other.hasP2p === null) return 'flags';
    if (device.process === null) return 'process';
    // A device that is unplugged is asked nothing: only a later line shows that it was still there.
    return other.steps.some(({ order }) => order > stopped.order) ? null : 'gone';
  }
}

function takeStep(now: Now, step: RunStep): void {
  const { event, from, to, line, certain } = step;
  switch (event) {
    case 'reached':
    case 'reset':
      Object.assign(now, { state: to, line, sure: certain });
      return;
    case 'failed':
      if (to !== null && QUIESCENT.includes(to)) now.failed = step;
      if (from !== null) Object.assign(now, { state: from, line, sure: certain });
      return;
    case 'asked':
      Object.assign(now, { state: null, line: null, sure: false });
      return;
    case 'none':
  }
}
