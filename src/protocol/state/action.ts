/**
 * What a driver does for an accepted request, in order. In v1 the bits that flip say it; in v2 each arc does, by
 * what the device may do before and after it.
 *
 * @thread #24, #29 @source mlx5 V4 11/13 of 26 Oct 2021; include/uapi/linux/vfio.h, enum vfio_device_mig_state
 */

import type { StateInfo } from './state.ts';

export type ActionId =
  | 'quiesce'
  | 'freeze'
  | 'stop-dma'
  | 'prepare-to-load'
  | 'de-serialize'
  | 'serialize'
  | 'start-tracking'
  | 'stop-tracking'
  | 'unfreeze'
  | 'start-dma'
  | 'unquiesce'
  | 'stop-p2p'
  | 'start-p2p'
  | 'stop'
  | 'run';

/** What each action means, for the inspector. */
export const ACTIONS: Readonly<Record<ActionId, string>> = {
  quiesce: 'start no new DMA and finish what is in flight',
  freeze: 'stop internal state from changing',
  'stop-dma': 'start no DMA and no interrupt, finish what is in flight',
  'prepare-to-load': 'empty the migration buffer and take what userspace loads',
  'de-serialize': 'turn the loaded data into device state; corrupt data shows up here',
  serialize: 'turn device state into migration data',
  'start-tracking': 'track state while the device runs, for userspace to read out',
  'stop-tracking': 'stop tracking state',
  unfreeze: 'let internal state change',
  'start-dma': 'allow DMA and interrupts',
  unquiesce: 'start DMA again',
  'stop-p2p': 'start no peer-to-peer DMA, finish what is in flight, still accept incoming DMA',
  'start-p2p': 'start peer-to-peer DMA again',
  stop: 'issue no DMA, and stop internal state from changing',
  run: 'operate again, as far as the new state allows',
};

const RUNNING = 1;
const SAVING = 2;
const RESUMING = 4;
const NDMA = 8;

interface Test {
  readonly mask: number;
  readonly value: number;
}

/** One line of a v1 driver: if one of `bits` turns that way, and old and new value pass their tests, do this. */
export interface Trigger {
  readonly bits: number;
  readonly turns: 'on' | 'off' | 'either';
  readonly old?: Test;
  readonly next?: Test;
  readonly does: readonly ActionId[];
}

/** The control-centric order. Nothing serializes on 3 > 2: _SAVING does not turn on there. @thread #29 */
export const ORDER_29: readonly Trigger[] = [
  { bits: RUNNING, turns: 'off', does: ['quiesce', 'freeze'] },
  { bits: RESUMING, turns: 'off', does: ['de-serialize'] },
  { bits: SAVING, turns: 'on', next: { mask: RUNNING, value: 0 }, does: ['serialize'] },
  { bits: RUNNING, turns: 'on', does: ['unfreeze', 'unquiesce'] },
];

/** The driver as posted on 26 Oct 2021. On 4 > 2 it serializes before it de-serializes. @source mlx5 V4 11/13 */
export const ORDER_V4: readonly Trigger[] = [
  { bits: RUNNING, turns: 'off', does: ['quiesce', 'freeze'] },
  { bits: RUNNING | SAVING, turns: 'either', next: { mask: 7, value: SAVING }, does: ['serialize'] },
  { bits: RESUMING, turns: 'on', does: ['prepare-to-load'] },
  { bits: RESUMING, turns: 'off', does: ['de-serialize'] },
  { bits: RUNNING, turns: 'on', does: ['unfreeze', 'unquiesce'] },
];

/**
 * What the chart of the states asks of any driver: serialize on entering 010b, de-serialize on leaving 100b; while it
 * runs with _SAVING, track (which is nothing at all for mlx5).
 *
 * @thread #24, #25, #26, #35
 */
export const ORDER_24: readonly Trigger[] = [
  { bits: SAVING, turns: 'off', old: { mask: RUNNING, value: RUNNING }, does: ['stop-tracking'] },
  { bits: RUNNING, turns: 'off', does: ['quiesce', 'freeze'] },
  { bits: RESUMING, turns: 'off', does: ['de-serialize'] },
  { bits: 7, turns: 'either', next: { mask: 7, value: SAVING }, does: ['serialize'] },
  { bits: RESUMING, turns: 'on', does: ['prepare-to-load'] },
  { bits: RUNNING, turns: 'on', does: ['unfreeze', 'unquiesce'] },
  { bits: SAVING, turns: 'on', next: { mask: RUNNING, value: RUNNING }, does: ['start-tracking'] },
];

/** The same with NDMA, which matters only while _RUNNING is on. @source 163909282574.728533.7460416142511440919.stgit@omen */
export const ORDER_NDMA: readonly Trigger[] = [
  { bits: SAVING, turns: 'off', old: { mask: RUNNING, value: RUNNING }, does: ['stop-tracking'] },
  { bits: NDMA, turns: 'on', old: { mask: RUNNING, value: RUNNING }, does: ['stop-dma'] },
  {
    bits: RUNNING,
    turns: 'off',
    old: { mask: NDMA, value: 0 },
    next: { mask: NDMA, value: 0 },
    does: ['quiesce'],
  },
  { bits: RUNNING, turns: 'off', does: ['freeze'] },
  { bits: RESUMING, turns: 'off', does: ['de-serialize'] },
  { bits: 7, turns: 'either', next: { mask: 7, value: SAVING }, does: ['serialize'] },
  { bits: RESUMING, turns: 'on', does: ['prepare-to-load'] },
  { bits: RUNNING, turns: 'on', does: ['unfreeze'] },
  { bits: RUNNING, turns: 'on', next: { mask: NDMA, value: 0 }, does: ['unquiesce'] },
  {
    bits: NDMA,
    turns: 'off',
    old: { mask: RUNNING, value: RUNNING },
    next: { mask: RUNNING, value: RUNNING },
    does: ['start-dma'],
  },
  { bits: SAVING, turns: 'on', next: { mask: RUNNING, value: RUNNING }, does: ['start-tracking'] },
];

const passes = (value: number, test: Test | undefined) => !test || (value & test.mask) === test.value;

function isTriggered({ bits, turns, old, next }: Trigger, from: number, to: number): boolean {
  const flipped = (from ^ to) & bits;
  const turned = turns === 'either' ? flipped : flipped & (turns === 'on' ? to : from);
  return turned !== 0 && passes(from, old) && passes(to, next);
}

/** The actions of a v1 request. `getBitActions(ORDER_29, 3, 2)` is quiesce, freeze: nothing serializes. */
export function getBitActions(order: readonly Trigger[], from: number, to: number): readonly ActionId[] {
  return order.flatMap((trigger) => (isTriggered(trigger, from, to) ? trigger.does : []));
}

/** The actions of one v2 arc, from what the device may do at either end; merged arcs do the work of all they merge. */
export function getArcActions(from: StateInfo, to: StateInfo): readonly ActionId[] {
  const actions: ActionId[] = [];
  const tracks = (state: StateInfo) => state.session === 'saving' && state.activity !== 'stopped';
  if (from.session === 'loading' && to.session !== 'loading') actions.push('de-serialize');
  if (tracks(from) && to.session !== 'saving') actions.push('stop-tracking');
  if (from.activity === 'runs' && to.activity === 'quiescent') actions.push('stop-p2p');
  if (from.activity !== 'stopped' && to.activity === 'stopped') actions.push('stop');
  if (to.session === 'saving' && to.activity === 'stopped' && from.value !== to.value)
    actions.push('serialize');
  if (to.session === 'loading' && from.session !== 'loading') actions.push('prepare-to-load');
  if (from.activity === 'stopped' && to.activity !== 'stopped') actions.push('run');
  if (from.activity === 'quiescent' && to.activity === 'runs') actions.push('start-p2p');
  if (tracks(to) && from.session !== 'saving') actions.push('start-tracking');
  return actions;
}
