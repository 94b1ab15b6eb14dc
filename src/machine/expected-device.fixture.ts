/**
 * What the generated device machines should be, written by hand from the documents and not from src/protocol: names,
 * arcs, counts, which states can be reached. The paths of v2 come from a second reading of the kernel's table.
 *
 * @source include/uapi/linux/vfio.h; drivers/vfio/vfio_main.c, vfio_mig_get_next_state()
 * @thread #0, #1, #12, #25, #26, #29
 */

import type { RuleSet, RuleSetId } from '../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../protocol/rule-sets/rule-sets.ts';
import type { VerdictKind } from '../protocol/verdict/verdict.ts';

export interface Expected {
  readonly id: RuleSetId;
  readonly flags: number | null;
  readonly ruleSet: RuleSet;
  readonly initial: number;
  readonly error: number;
  /** The kernel's name of each listed value. */
  readonly names: Readonly<Record<number, string>>;
  /** `1>4` for each accepted request that moves the device. */
  readonly moves: readonly string[];
  /** Requests of each kind among all pairs of listed values; `moves` and `stays` are both accepted. */
  readonly counts: Readonly<Record<Exclude<VerdictKind, 'accepted'> | 'moves' | 'stays', number>>;
  /** Values that requests alone lead to from the initial one. */
  readonly byRequest: readonly number[];
  /** Listed values that nothing leads to. */
  readonly never: readonly number[];
  readonly loading: readonly number[];
  /** Paths from the initial state, by requests, that meet no state twice; null where there are too many to count. */
  readonly simplePaths: number | null;
}

const V1_NAMES = {
  0: '_STOP',
  1: '_RUNNING',
  2: '_SAVING',
  3: '_SAVING|_RUNNING',
  4: '_RESUMING',
  5: '101b',
  6: '_ERROR',
  7: '111b',
};

const NDMA_NAMES = {
  ...V1_NAMES,
  5: '0101b',
  7: '0111b',
  8: '_NDMA',
  9: '_NDMA|_RUNNING',
  10: '_NDMA|_SAVING',
  11: '_NDMA|_SAVING|_RUNNING',
  12: '_NDMA|_RESUMING',
  13: '1101b',
  14: '1110b',
  15: '1111b',
};

const NAMES_5_18 = { 0: 'ERROR', 1: 'STOP', 2: 'RUNNING', 3: 'STOP_COPY', 4: 'RESUMING', 5: 'RUNNING_P2P' };
const NAMES_6_2 = { ...NAMES_5_18, 6: 'PRE_COPY', 7: 'PRE_COPY_P2P' };

const toPairs = (values: readonly number[], blocked: readonly string[] = []) =>
  values
    .flatMap((from) => values.filter((to) => to !== from).map((to) => `${from}>${to}`))
    .filter((pair) => !blocked.includes(pair));

const CHARTED = '1>0 1>2 2>0 1>3 3>2 1>4 4>1'.split(' ');
const POSTED = '0>1 0>4 1>0 1>2 1>3 2>0 2>1 3>1 3>2 4>1 4>0'.split(' ');
const FIVE = [0, 1, 2, 3, 4];
const TEN = [...FIVE, 8, 9, 10, 11, 12];

/** moves, stays, refused, unspecified, never-returns: they sum to the square of the number of listed values. */
const toCounts = (moves: number, stays: number, refused: number, unspecified = 0, never = 0) => ({
  moves,
  stays,
  refused,
  unspecified,
  'never-returns': never,
});

const v1 = {
  flags: null,
  error: 6,
  initial: 1,
  names: V1_NAMES,
  byRequest: FIVE,
  never: [5, 7],
  loading: [4],
};
const v2 = { error: 0, initial: 2, names: NAMES_6_2, loading: [4] };

const LOOPS = '3>6 3>7'.split(' ');
const FULL = { ...v1, moves: toPairs(FIVE), counts: toCounts(20, 5, 39), simplePaths: 65 };
const NDMA = { ...v1, names: NDMA_NAMES, byRequest: TEN, never: [5, 7, 13, 14, 15], loading: [4, 12] };

const toV2 = (
  values: readonly number[],
  counts: Expected['counts'],
  never: readonly number[],
  simplePaths: number,
) => ({
  ...v2,
  moves: toPairs(values, LOOPS),
  counts,
  byRequest: values,
  never,
  simplePaths,
});

const ROWS: readonly Omit<Expected, 'ruleSet'>[] = [
  { ...v1, id: 'uapi-v1', moves: CHARTED, counts: toCounts(7, 0, 39, 18), simplePaths: 8 },
  { ...v1, id: 'patch-2021-09', moves: POSTED, counts: toCounts(11, 0, 53), simplePaths: 10 },
  {
    ...v1,
    id: 'patch-2021-09-amended',
    moves: [...POSTED, '1>4'],
    counts: toCounts(12, 0, 52),
    simplePaths: 12,
  },
  { ...v1, id: 'stop-default', initial: 0, moves: POSTED, counts: toCounts(11, 0, 53), simplePaths: 10 },
  { ...FULL, id: 'fully-connected' },
  { ...FULL, id: 'control-bits' },
  { ...FULL, id: 'control-bits-v4' },
  { ...NDMA, id: 'ndma-rfc', moves: toPairs(TEN), counts: toCounts(90, 10, 156), simplePaths: null },
  { ...toV2([1, 2, 3, 4], toCounts(12, 4, 20), [5], 16), id: 'v2-5.18', flags: 1, names: NAMES_5_18 },
  { ...toV2([1, 2, 3, 4, 5], toCounts(20, 5, 11), [], 65), id: 'v2-5.18', flags: 3, names: NAMES_5_18 },
  { ...toV2([1, 2, 3, 4], toCounts(12, 4, 48), [5, 6, 7], 16), id: 'v2-6.2', flags: 1 },
  { ...toV2([1, 2, 3, 4, 5], toCounts(20, 5, 39), [6, 7], 65), id: 'v2-6.2', flags: 3 },
  { ...toV2([1, 2, 3, 4, 6], toCounts(19, 5, 39, 0, 1), [5, 7], 54), id: 'v2-6.2', flags: 5 },
  { ...toV2([1, 2, 3, 4, 5, 6, 7], toCounts(40, 7, 15, 0, 2), [], 1435), id: 'v2-6.2', flags: 7 },
  { ...toV2([1, 2, 3, 4], toCounts(12, 4, 48), [5, 6, 7], 16), id: 'v2-7.2', flags: 1 },
  { ...toV2([1, 2, 3, 4, 5], toCounts(20, 5, 39), [6, 7], 65), id: 'v2-7.2', flags: 3 },
  { ...toV2([1, 2, 3, 4, 6], toCounts(19, 5, 40), [5, 7], 54), id: 'v2-7.2', flags: 5 },
  { ...toV2([1, 2, 3, 4, 5, 6, 7], toCounts(40, 7, 17), [], 1435), id: 'v2-7.2', flags: 7 },
];

/** The rule set of that id; a test that names another cannot go on. */
export function ruleSetOf(id: RuleSetId): RuleSet {
  const ruleSet = getRuleSet(id);
  if (!ruleSet) throw new Error(`no rule set ${id}`);
  return ruleSet;
}

/** All rule sets with all their flags, and what is expected of each. */
export const EXPECTED: readonly Expected[] = ROWS.map((row) => ({ ...row, ruleSet: ruleSetOf(row.id) }));

/** `v2-6.2, flags 5`, for the name of a test. */
export const formatExpected = ({ id, flags }: Expected) => (flags === null ? id : `${id}, flags ${flags}`);

export const getValues = ({ names }: Expected) => Object.keys(names).map(Number);

const STAYS: Readonly<Record<string, readonly number[]>> = {
  'uapi-v1': [],
  'patch-2021-09': [],
  'patch-2021-09-amended': [],
  'stop-default': [],
};

/** The kind of a request between two listed values. */
export function getExpectedKind(expected: Expected, from: number, to: number): VerdictKind {
  const { id, flags, moves, byRequest } = expected;
  const pair = `${from}>${to}`;
  if (moves.includes(pair)) return 'accepted';
  if (from === to && (STAYS[id] ?? byRequest).includes(from)) return 'accepted';
  if (id === 'uapi-v1' && FIVE.includes(from) && FIVE.includes(to)) return 'unspecified';
  const loops = flags === 7 ? LOOPS : flags === 5 ? ['3>6'] : [];
  return id === 'v2-6.2' && loops.includes(pair) ? 'never-returns' : 'refused';
}

/** The kernel's table: current state, then the next one towards STOP, RUNNING, PRE_COPY, PRE_COPY_P2P, ... */
const COLUMNS = [1, 2, 6, 7, 3, 4, 5];
const NEXT: Readonly<Record<number, readonly number[]>> = {
  1: [1, 5, 5, 5, 3, 4, 5],
  2: [5, 2, 6, 5, 5, 5, 5],
  6: [2, 2, 6, 7, 7, 2, 2],
  7: [5, 5, 6, 7, 3, 5, 5],
  3: [1, 1, 0, 0, 3, 1, 1],
  4: [1, 1, 1, 1, 1, 4, 1],
  5: [1, 2, 2, 7, 1, 1, 5],
};

/** The states that an accepted request passes, the last included; nothing for x > x. */
export function getExpectedPath({ flags, byRequest }: Expected, from: number, to: number): readonly number[] {
  if (from === to) return [];
  if (flags === null) return [to];
  const path: number[] = [];
  const next = (at: number): number => NEXT[at]?.[COLUMNS.indexOf(to)] ?? 0;
  const nextSupported = (at: number): number => (byRequest.includes(at) ? at : nextSupported(next(at)));
  for (let at = from; at !== to; ) {
    at = nextSupported(next(at));
    path.push(at);
  }
  return path;
}
