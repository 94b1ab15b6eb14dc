/** What is known of each arc of a driver, for the side that is shown: whether it has it, must have it, and what a patch does. */

import type { DriverChange, DriverKind } from '../../../graph/picture/driver-arc.ts';
import type { RequestPair, RequestTuple } from '../../../protocol/state/request-pair.ts';
import { compareDriverSides } from '../../../reader/driver/driver-side.ts';
import type { DriverSide, Lines, ReviewInput } from '../../../reader/review-input.ts';

/** `patch`: the new side with what changed from the old one; otherwise one side alone. */
export type DriverView = 'patch' | 'old' | 'new';

/** The sides that are shown; `old` is null where one side stands alone. */
export interface DriverSides extends Pick<ReviewInput, 'generation'> {
  readonly side: DriverSide;
  readonly old: DriverSide | null;
}

export interface DriverPair extends RequestPair {
  readonly kind: DriverKind;
  readonly change: DriverChange | null;
  /** The line that decides it on the side that is shown, or else on the old side; null where none does. */
  readonly line: number | null;
}

const toKey = ([from, to]: RequestTuple) => `${from}>${to}`;
const toKeys = (pairs: readonly RequestTuple[]) => new Set(pairs.map(toKey));

/** The sides of a driver in a view; null for an input that is no driver. A view without its side falls back to the new one. */
export function getDriverSides(
  { generation, new: side, old }: ReviewInput,
  view: DriverView,
): DriverSides | null {
  if (side.kind !== 'driver') return null;
  const before = old?.kind === 'driver' ? old : null;
  if (view === 'old' && before) return { generation, side: before, old: null };
  return { generation, side, old: view === 'patch' ? before : null };
}

/** Looks up what is known of a pair of states. */
export function createFindPair({ generation, side, old }: DriverSides): (pair: RequestPair) => DriverPair {
  const { added, removed, failing } = old
    ? compareDriverSides(old, side)
    : { added: [], removed: [], failing: [] };
  const changes = new Map<string, DriverChange>([
    ...added.map((pair) => [toKey(pair), 'added'] as const),
    ...removed.map((pair) => [toKey(pair), 'removed'] as const),
    ...failing.map((pair) => [toKey(pair), 'failing'] as const),
  ]);
  const [arcs, missing, extra] = [toKeys(side.arcs), toKeys(side.missing), toKeys(side.extra)];
  const [required, fails] = [toKeys(side.required), toKeys(side.failing)];
  // What is neither listed nor refused is a matter of v1: there required is what the rule set lists.
  const isListed = (key: string) => generation === 'v2' || required.has(key);
  const getKind = (key: string): DriverKind => {
    if (extra.has(key)) return 'extra';
    if (arcs.has(key) && !(key in side.lines)) return 'assumed';
    if (arcs.has(key)) return isListed(key) ? 'implemented' : 'unlisted';
    if (missing.has(key)) return 'missing';
    return side.isPartial && !fails.has(key) ? 'unseen' : 'none';
  };
  return ({ from, to }) => {
    const key = `${from}>${to}`;
    const kind = getKind(key);
    const change = changes.get(key) ?? null;
    return {
      from,
      to,
      kind: change && kind === 'unseen' ? 'none' : kind,
      change,
      line: side.lines[key]?.line ?? (change ? (old?.lines[key]?.line ?? null) : null),
    };
  };
}

/** All pairs that have a line on the canvas, or that a patch changes; in the order of their numbers. */
export function listPairs(sides: DriverSides): readonly DriverPair[] {
  const { side, old } = sides;
  const find = createFindPair(sides);
  const keys = [...side.arcs, ...side.missing, ...(old?.arcs ?? [])];
  return [...new Map(keys.map((pair) => [toKey(pair), pair])).values()]
    .toSorted((a, b) => a[0] - b[0] || a[1] - b[1])
    .map(([from, to]) => find({ from, to }))
    .filter(({ kind, change }) => change !== null || (kind !== 'none' && kind !== 'unseen'));
}

/** The places of all arcs in the text; of an arc that only the old side has, the line that it stood in. */
export function getArcLines({ new: side, old }: ReviewInput): Lines {
  return side.kind === 'driver' && old?.kind === 'driver' ? { ...old.lines, ...side.lines } : side.lines;
}
