/**
 * The values of device_state, as columns: what each is called, what the device may do in it, which data session
 * is open. Verdicts, signs on the graph and places are read from these columns; nothing asks for a state by name.
 *
 * @source include/uapi/linux/vfio.h, struct vfio_device_migration_info (v5.8-v5.17), enum vfio_device_mig_state (v5.18-)
 * @thread #24, #25
 */

/** `runs`: fully operational. `quiescent`: runs, but starts no peer-to-peer DMA (v2) or no DMA at all (NDMA). `stopped`: issues no DMA. */
export type Activity = 'runs' | 'quiescent' | 'stopped';

/** Which way migration data flows: into the device, not at all, out of it. */
export type SessionColumn = 'loading' | 'none' | 'saving';

/** `error` is entered by a fault and left by a reset; `invalid` is a combination of bits with no meaning. */
type StateKind = 'valid' | 'error' | 'invalid';

/** What the device may do about DMA: anything, all but starting peer-to-peer, nothing, or not defined. */
export type Dma = 'any' | 'no-p2p' | 'none' | 'undefined';

/** Whether internal state may change: by itself, only by what is loaded, not at all, or not defined. */
export type Change = 'freely' | 'loaded' | 'frozen' | 'undefined';

export interface StateInfo {
  /** The u32 in the register (v1) or the enum value (v2). */
  readonly value: number;
  /** The kernel's spelling; a value without one is named by its bits. Unique within a rule set. */
  readonly name: string;
  /** How the value is written: `011b`, `0011b` where four bits are known, or `6`. */
  readonly digits: string;
  readonly role: string;
  readonly kind: StateKind;
  readonly activity: Activity;
  readonly session: SessionColumn;
  readonly dma: Dma;
  readonly change: Change;
}

type Row = readonly [
  value: number,
  name: string,
  role: string,
  activity: Activity,
  session: SessionColumn,
  dma: Dma,
  change: Change,
  kind?: StateKind,
];

const V1_ROWS: readonly Row[] = [
  [0, '_STOP', 'stopped', 'stopped', 'none', 'none', 'frozen'],
  [1, '_RUNNING', 'running', 'runs', 'none', 'any', 'freely'],
  [2, '_SAVING', 'stop-and-copy', 'stopped', 'saving', 'none', 'frozen'],
  [3, '_SAVING|_RUNNING', 'pre-copy', 'runs', 'saving', 'any', 'freely'],
  [4, '_RESUMING', 'resuming', 'stopped', 'loading', 'none', 'loaded'],
  [5, '101b', 'invalid', 'runs', 'loading', 'undefined', 'undefined', 'invalid'],
  [6, '_ERROR', 'error', 'stopped', 'none', 'undefined', 'undefined', 'error'],
  [7, '111b', 'invalid', 'runs', 'none', 'undefined', 'undefined', 'invalid'],
];

/** Bit 3 of the RFC of December 2021. With _RUNNING off it adds nothing. @source 163909282574.728533.7460416142511440919.stgit@omen */
const NDMA_ROWS: readonly Row[] = [
  ...V1_ROWS.filter(([, , , , , , , kind]) => kind !== 'invalid'),
  [5, '0101b', 'invalid', 'runs', 'loading', 'undefined', 'undefined', 'invalid'],
  [7, '0111b', 'invalid', 'runs', 'none', 'undefined', 'undefined', 'invalid'],
  [8, '_NDMA', 'stopped', 'stopped', 'none', 'none', 'frozen'],
  [9, '_NDMA|_RUNNING', 'running, no DMA', 'quiescent', 'none', 'none', 'freely'],
  [10, '_NDMA|_SAVING', 'stop-and-copy', 'stopped', 'saving', 'none', 'frozen'],
  [11, '_NDMA|_SAVING|_RUNNING', 'pre-copy, no DMA', 'quiescent', 'saving', 'none', 'freely'],
  [12, '_NDMA|_RESUMING', 'resuming', 'stopped', 'loading', 'none', 'loaded'],
  [13, '1101b', 'invalid', 'quiescent', 'loading', 'undefined', 'undefined', 'invalid'],
  [14, '1110b', 'invalid', 'stopped', 'none', 'undefined', 'undefined', 'invalid'],
  [15, '1111b', 'invalid', 'quiescent', 'none', 'undefined', 'undefined', 'invalid'],
];

const V2_ROWS: readonly Row[] = [
  [0, 'ERROR', 'error', 'stopped', 'none', 'undefined', 'undefined', 'error'],
  [1, 'STOP', 'stopped', 'stopped', 'none', 'none', 'frozen'],
  [2, 'RUNNING', 'running', 'runs', 'none', 'any', 'freely'],
  [3, 'STOP_COPY', 'stop-and-copy', 'stopped', 'saving', 'none', 'frozen'],
  [4, 'RESUMING', 'resuming', 'stopped', 'loading', 'none', 'loaded'],
  [5, 'RUNNING_P2P', 'running, quiescent', 'quiescent', 'none', 'no-p2p', 'freely'],
  [6, 'PRE_COPY', 'pre-copy', 'runs', 'saving', 'any', 'freely'],
  [7, 'PRE_COPY_P2P', 'pre-copy, quiescent', 'quiescent', 'saving', 'no-p2p', 'freely'],
];

const toBits = (value: number, width: number) => `${value.toString(2).padStart(width, '0')}b`;

const toInfo =
  (toDigits: (value: number) => string) =>
  ([value, name, role, activity, session, dma, change, kind = 'valid']: Row): StateInfo => ({
    value,
    name,
    digits: toDigits(value),
    role,
    kind,
    activity,
    session,
    dma,
    change,
  });

/** The eight values of the low three bits. */
export const V1_STATES = V1_ROWS.map(toInfo((value) => toBits(value, 3)));

/** The sixteen values of four bits. */
export const NDMA_STATES = NDMA_ROWS.map(toInfo((value) => toBits(value, 4))).sort(
  (a, b) => a.value - b.value,
);

/** The eight of enum vfio_device_mig_state. */
export const V2_STATES = V2_ROWS.map(toInfo(String));

/** The first six, as Linux 5.18 to 6.1 know them. */
export const V2_STATES_5_18 = V2_STATES.slice(0, 6);

/** True for what fits device_state: a whole number from 0 to 0xffffffff. */
export function isU32(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
}

/** The state's row, or undefined for a value the rule set does not list. */
export function getState(states: readonly StateInfo[], value: number): StateInfo | undefined {
  return states.find((state) => state.value === value);
}

/** The kernel's name, or the u32 in hex: `formatState(V1_STATES, 3)` is `_SAVING|_RUNNING`, of 0xf000 it is `0x0000f000`. */
export function formatState(states: readonly StateInfo[], value: number): string {
  return getState(states, value)?.name ?? `0x${value.toString(16).padStart(8, '0')}`;
}

/** The value of a name that `formatState` gives; undefined for any other text. */
export function parseState(states: readonly StateInfo[], name: string): number | undefined {
  const known = states.find((state) => state.name === name);
  if (known) return known.value;
  return /^0x[0-9a-f]{8}$/.test(name) ? Number.parseInt(name, 16) : undefined;
}

/** How a value is written on the page: `011b`, `6`, or hex for what the rule set does not list. */
export function formatDigits(states: readonly StateInfo[], value: number): string {
  return getState(states, value)?.digits ?? `0x${value.toString(16)}`;
}
