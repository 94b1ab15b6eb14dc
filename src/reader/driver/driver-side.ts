/**
 * Checks the arcs of a driver against those that it is asked for. In v2 the core asks, by its table and the driver's
 * migration_flags. In v1 there are no flags and userspace asks: what the header charts is required.
 *
 * @source include/uapi/linux/vfio.h v5.8, struct vfio_device_migration_info
 */

import type { RuleSet, V1RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { MIGRATION_FLAGS, STOP_COPY } from '../../protocol/state/migration-flags.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { getDriverArcs } from '../../protocol/verdict/driver-arcs.ts';
import type { DriverSide, FlagsClaim } from '../review-input.ts';
import type { DriverStep } from './driver-step.ts';

/** `1>3` and its like. */
export const toKey = ([from, to]: RequestTuple) => `${from}>${to}`;

/** Pairs in the order of their numbers. */
export const sortPairs = (pairs: readonly RequestTuple[]): RequestTuple[] =>
  pairs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);

/** Built-in rule sets do not change, so what they require is computed once. */
const known = new WeakMap<RuleSet, Map<number, readonly RequestTuple[]>>();

/** Every arc that a driver is asked for, sorted; none in v2 without flags. */
export function listRequired(base: RuleSet, flags: number | null): readonly RequestTuple[] {
  if (base.generation === 'v1') return listCells(base, '+');
  if (flags === null) return [];
  const lists = known.get(base) ?? new Map<number, readonly RequestTuple[]>();
  known.set(base, lists);
  const list = lists.get(flags) ?? sortPairs(getDriverArcs(base, flags));
  lists.set(flags, list);
  return list;
}

function listCells({ values, cells }: V1RuleSet, wanted: '+' | '-'): RequestTuple[] {
  const pairs = values.flatMap((from, row) =>
    values.flatMap((to, column): RequestTuple[] =>
      cells[row]?.[column] === wanted && from !== to ? [[from, to]] : [],
    ),
  );
  return sortPairs(pairs);
}

/** The last value of three bits; a step function is run for valid ones only. */
const LAST_OF_V1 = 7;

/** Whether anyone asks for an arc; for a v2 driver whose flags are not known, with any flags. */
function createIsAsked(
  base: RuleSet,
  flags: number | null,
  hasNdma: boolean,
): (pair: RequestTuple) => boolean {
  if (base.generation === 'v1') {
    const refused = new Set(listCells(base, '-').map(toKey));
    const isValue = (value: number) => base.values.includes(value) || (hasNdma && value > LAST_OF_V1);
    return (pair) => pair.every(isValue) && !refused.has(toKey(pair));
  }
  const asked = new Set(listAsked(base, flags).map(toKey));
  return (pair) => asked.has(toKey(pair));
}

const listAsked = (base: V2RuleSet, flags: number | null): readonly RequestTuple[] =>
  flags === null ? base.flagSets.flatMap((each) => listRequired(base, each)) : listRequired(base, flags);

/** What a text shows of a step function. */
type ShownStep = Pick<DriverStep, 'arcs' | 'same' | 'isPartial' | 'hasNdma' | 'failing' | 'dead'> &
  Partial<Pick<DriverStep, 'end' | 'unsure'>>;

/** One side of a driver. `assumed` are arcs that are required and that the hunks do not show. */
export function createDriverSide(
  { arcs: shown, same, isPartial, hasNdma, failing, dead, end = null, unsure }: ShownStep,
  assumed: readonly RequestTuple[],
  flags: number | null,
  base: RuleSet,
  claims: readonly FlagsClaim[] = [],
): DriverSide {
  const pairs = [...shown.keys()].map(toPair);
  const required = listRequired(base, flags);
  const has = new Map([...pairs, ...assumed].map((pair) => [toKey(pair), pair]));
  const isAsked = createIsAsked(base, flags, hasNdma);
  return {
    kind: 'driver',
    flags,
    arcs: sortPairs([...has.values()]),
    same,
    required,
    missing: required.filter((pair) => !has.has(toKey(pair))),
    extra: sortPairs(pairs.filter((pair) => !isAsked(pair))),
    isPartial,
    hasNdma,
    failing: sortPairs([...failing].filter((key) => !has.has(key)).map(toPair)),
    dead,
    unsure: [...(unsure ?? [])].map(toPair),
    lines: Object.fromEntries(shown),
    end,
    claims,
  };
}

type Shown = Pick<DriverStep, 'arcs'>;

/**
 * Flags that a text sets in one place and not in another, and of which only another step function takes arcs: two kinds of
 * device share the text, and they are those of the other.
 */
export function listFlagsOfOthers(
  base: RuleSet,
  claims: readonly FlagsClaim[],
  step: Shown,
  others: readonly Shown[],
): typeof MIGRATION_FLAGS {
  if (base.generation === 'v1' || others.length === 0) return [];
  return MIGRATION_FLAGS.filter(({ bit }) => {
    const [some, all] = [claims.some(({ flags }) => flags & bit), claims.every(({ flags }) => flags & bit)];
    if (bit === STOP_COPY || !some || all) return false;
    const required = new Set(listRequired(base, STOP_COPY | bit).map(toKey));
    const enters = ({ arcs }: Shown) =>
      [...arcs.keys()].some((key) => required.has(key) && (base.needs[toPair(key)[1]] ?? 0) & bit);
    return !enters(step) && others.some(enters);
  });
}

/** Whether a pair is one of these. */
export function createIsIn(pairs: readonly RequestTuple[]): (pair: RequestTuple) => boolean {
  const keys = new Set(pairs.map(toKey));
  return (pair) => keys.has(toKey(pair));
}

const toPair = (key: string): RequestTuple => {
  const [from, to] = key.split('>').map(Number);
  return [from ?? 0, to ?? 0];
};

/** What a patch does to the arcs of a driver. */
interface DriverChange {
  readonly added: readonly RequestTuple[];
  readonly removed: readonly RequestTuple[];
  /** Those that it makes fail with an errno. */
  readonly failing: readonly RequestTuple[];
}

/**
 * What changed from one side of a driver to the other. An arc that is assumed on the side that has it is no change: the
 * text does not show it.
 */
export function compareDriverSides(old: DriverSide, side: DriverSide): DriverChange {
  const [isOld, isNew, fails] = [createIsIn(old.arcs), createIsIn(side.arcs), createIsIn(side.failing)];
  const gone = old.arcs.filter((pair) => !isNew(pair) && toKey(pair) in old.lines);
  return {
    added: side.arcs.filter((pair) => !isOld(pair) && toKey(pair) in side.lines),
    removed: gone.filter((pair) => !fails(pair)),
    failing: gone.filter(fails),
  };
}
