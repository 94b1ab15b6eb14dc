/** A driver as the canvas, the matrix and the header show it: everything that they need, computed once for each text and view. */

import type { DriverArc, DriverChange, DriverKind } from '../../../graph/picture/driver-arc.ts';
import { toDriverMatrix } from '../../../graph/picture/driver-graph.ts';
import type { PictureNode } from '../../../graph/picture/graph.ts';
import { getPresence } from '../../../graph/picture/graph.ts';
import type { MatrixRow } from '../../../graph/picture/matrix-grid.ts';
import { getMatrixOrder } from '../../../graph/picture/matrix-grid.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { V2_RULE_SETS } from '../../../protocol/rule-sets/v2-rule-sets.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { DriverSide, ReviewInput } from '../../../reader/review-input.ts';
import type { DriverPair, DriverView } from './driver-finding.ts';
import { createFindPair, getDriverSides, listPairs } from './driver-finding.ts';
import {
  AGAIN,
  CHANGE_SIGNS,
  CHANGE_WORDS,
  EXTRA_WORDS,
  KIND_SIGNS,
  KIND_WORDS,
  LINE_WORDS,
} from './driver-words.ts';

interface DriverCounts {
  readonly kinds: Readonly<Record<DriverKind, number>>;
  readonly changes: Readonly<Record<DriverChange, number>>;
}

export interface DriverModel {
  readonly side: DriverSide;
  /** The rule set that the arcs are checked against. */
  readonly base: RuleSet;
  /** Every state, in the order of the matrix. */
  readonly nodes: readonly PictureNode[];
  readonly pairs: readonly DriverPair[];
  /** The same as they are drawn. */
  readonly arcs: readonly DriverArc[];
  readonly rows: readonly MatrixRow[];
  readonly counts: DriverCounts;
  readonly find: (pair: RequestPair) => DriverPair;
}

/** null for an input that is no driver. */
export function toDriverModel(input: ReviewInput, view: DriverView): DriverModel | null {
  const sides = getDriverSides(input, view);
  const base = input.base === null ? undefined : getRuleSet(input.base);
  if (!sides || !base) return null;
  const { side } = sides;
  const find = createFindPair(sides);
  const pairs = listPairs(sides);
  const nodes = listNodes(base, side);
  const toArc = (pair: DriverPair): DriverArc => describe(pair, side, base);
  const touched = new Set(pairs.flatMap(({ from, to }) => [from, to]));
  const inMatrix = nodes.flatMap(({ state }) =>
    state.kind === 'valid' || touched.has(state.value) ? state : [],
  );
  return {
    side,
    base,
    nodes,
    pairs,
    arcs: pairs.map(toArc),
    rows: toDriverMatrix(inMatrix, (pair) => toArc(find(pair))),
    counts: count(pairs),
    find,
  };
}

/** A driver may have arcs of states that its rule set does not list: those of PRE_COPY, or of NDMA. */
function listNodes(base: RuleSet, { flags, hasNdma }: DriverSide): readonly PictureNode[] {
  const newest = V2_RULE_SETS.at(-1);
  if (base.generation === 'v1' || !newest)
    return getMatrixOrder(hasNdma ? (getRuleSet('ndma-rfc') ?? base) : base).map((state) => ({
      state,
      presence: getPresence(base, flags, state),
    }));
  return getMatrixOrder(newest).map((state) => {
    if (state.kind !== 'valid') return { state, presence: 'apart' };
    if (flags === null) return { state, presence: 'present' };
    return {
      state,
      presence: base.values.includes(state.value) ? getPresence(base, flags, state) : 'merged',
    };
  });
}

function describe(pair: DriverPair, side: DriverSide, base: RuleSet): DriverArc {
  const { from, to, kind, change } = pair;
  const isAgain = from === to && base.generation === 'v1' && side.same.includes(from);
  const words = isAgain ? AGAIN.words : formatWords(pair, side, base);
  const own = kind === 'none' || kind === 'unseen' ? '' : KIND_SIGNS[kind];
  const signs = `${change ? CHANGE_SIGNS[change] : ''}${kind === 'implemented' ? '' : own}`;
  return {
    from,
    to,
    kind,
    change,
    words,
    sign: signs || null,
    cellSign: isAgain ? AGAIN.sign : signs || KIND_SIGNS[kind],
  };
}

/** `added, implemented, line 41` */
function formatWords(pair: DriverPair, side: DriverSide, base: RuleSet): string {
  const { kind, change, line } = pair;
  const place =
    line !== null && fill(isOfOld(pair, side) ? LINE_WORDS.was : LINE_WORDS.is, { line: String(line) });
  return [
    change && CHANGE_WORDS[change],
    change && kind === 'none' ? null : formatKind(kind, side, base),
    place,
  ]
    .filter(Boolean)
    .join(', ');
}

/** Whether the line of an arc is one of the old side. */
export const isOfOld = ({ from, to, line }: DriverPair, { lines }: DriverSide): boolean =>
  line !== null && !(`${from}>${to}` in lines);

/** `implemented`; of what nobody asks for, who does not ask. */
export function formatKind(kind: DriverKind, { flags }: DriverSide, base: RuleSet): string {
  if (kind === 'unlisted') return fill(EXTRA_WORDS.unlisted, { base: base.id });
  if (kind !== 'extra') return KIND_WORDS[kind];
  if (base.generation === 'v1') return fill(EXTRA_WORDS.v1, { base: base.id });
  return flags === null ? EXTRA_WORDS.anyFlags : EXTRA_WORDS.flags;
}

function count(pairs: readonly DriverPair[]): DriverCounts {
  const kinds = { implemented: 0, assumed: 0, missing: 0, extra: 0, unlisted: 0, none: 0, unseen: 0 };
  const changes = { added: 0, removed: 0, failing: 0 };
  for (const { kind, change } of pairs) {
    kinds[kind] += 1;
    if (change) changes[change] += 1;
  }
  return { kinds, changes };
}
