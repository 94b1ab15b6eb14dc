/**
 * What a comparison brings to the canvas, the matrix and the bar: plain data, made by union-graph.ts, which only a
 * comparison loads. Side `b`, the new one, is the rule set of the history; side `a`, the old one, is held against it.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { ReplayedStep } from '../../protocol/trace/replay.ts';
import type { Change, ComparedRequest, Difference, StatePair } from '../../protocol/verdict/difference.ts';
import type { Layout } from '../place/place.ts';
import type { Graph, Picture } from './graph.ts';
import { toArcId } from './graph.ts';
import type { MatrixRow } from './matrix-grid.ts';

/** The changes that a request with states on both sides can have: those that the legend counts. */
export type CountedChange = Exclude<Change, 'unlisted'>;

/** Which of them have their lines shown. */
export type ShownChanges = Readonly<Record<CountedChange, boolean>>;

export const ALL_CHANGES: ShownChanges = { added: true, removed: true, changed: true, kept: true };

/** A request of the union, and the lines that each side runs along, by their ids. */
export interface UnionRequest extends ComparedRequest {
  readonly linesOfA: readonly string[];
  readonly linesOfB: readonly string[];
}

/** Two rule sets as one picture, for the flags in view. Its states are told apart by getUnionId. */
export interface Union {
  readonly picture: Picture;
  /** The picture in a layout. */
  readonly draw: (layout: Layout) => Graph;
  /** What is looked at in it. */
  readonly view: (
    compared: Compared,
    shown: ShownChanges,
    request: RequestPair | null,
    current: number,
  ) => ComparedView;
  /** By the id that toArcId makes of the ids of their states. */
  readonly requests: ReadonlyMap<string, UnionRequest>;
  readonly matrix: readonly MatrixRow[];
  /** Of `kept`, only those between valid values. */
  readonly counts: Readonly<Record<CountedChange, number>>;
  /** Where device_state starts on each side, if that differs. */
  readonly starts: { readonly was: string; readonly is: string } | null;
}

export interface Compared {
  /** Side `a`, the old one. */
  readonly against: RuleSet;
  /** The flags that it is asked with; null in v1. */
  readonly againstFlags: number | null;
  /** device_state of side `a` in lock-step, a value of `against`; null where it is not walked. */
  readonly currentOfOther: number | null;
  /** What came of the last step on side `a`; null where there is none. */
  readonly stepOfOther: ReplayedStep | null;
  readonly difference: Difference;
  readonly union: Union;
}

/** The id of a state that only side `a` has: below 0, so that it is no value of `b`. */
export function toOldId(value: number): number {
  return -1 - value;
}

/** The id of a state of the union: its value on side `b`, where `b` has it. */
export function getUnionId({ a, b }: StatePair): number {
  return b ? b.value : toOldId(a?.value ?? 0);
}

/** The state of side `a` that an id stands for where only `a` has it; undefined for a value of `b`. */
export function findOldState({ against }: Pick<Compared, 'against'>, id: number): StateInfo | undefined {
  return id < 0 ? against.states.find(({ value }) => toOldId(value) === id) : undefined;
}

/** The id of a value of side `a`; null for one that `a` does not list. */
export function findIdOfA({ difference }: Compared, value: number | null): number | null {
  const pair = difference.states.find(({ a }) => a?.value === value);
  return pair ? getUnionId(pair) : null;
}

/** What of a comparison is looked at; states by their ids. */
export interface ComparedView {
  readonly shown: ShownChanges;
  /** Where the old side is; null where it is not walked. */
  readonly other: number | null;
  /** Where the request in view starts, or else the current state. */
  readonly origin: number;
  /** The line of the request in view where the request differs; null otherwise. */
  readonly own: string | null;
  /** The lines that the old side takes. */
  readonly was: readonly string[];
}

/** True where side `b` has both states. */
export function isOfNew({ from, to }: RequestPair): boolean {
  return from >= 0 && to >= 0;
}

/** Where a request of one rule set goes, and where one goes that only the old side of a comparison knows. */
export interface RequestActs {
  /** The comparison in view; none in Explore. */
  readonly compared?: Compared | null | undefined;
  readonly onAsk: (to: number) => void;
  readonly onSelect: (selection: RequestPair) => void;
  /** Asks for a state that side `b` does not have. */
  readonly onAskOther?: ((stateOfA: StateInfo) => void) | undefined;
  /** Looks at a request with such a state. */
  readonly onSelectOther?: ((request: UnionRequest) => void) | undefined;
}

/** The same of two rule sets wherever they stand. */
type SidesActs = Omit<RequestActs, 'compared'> & {
  readonly compared?: Pick<Compared, 'against' | 'union'> | null | undefined;
};

/** Asks for a state by its id. */
export function sendAsk({ compared, onAsk, onAskOther }: SidesActs, to: number): void {
  const old = compared && findOldState(compared, to);
  if (old) onAskOther?.(old);
  else onAsk(to);
}

/** Selects a request by the ids of its states. */
export function sendSelect({ compared, onSelect, onSelectOther }: SidesActs, from: number, to: number): void {
  const request = isOfNew({ from, to }) ? undefined : compared?.union.requests.get(toArcId(from, to));
  if (request) onSelectOther?.(request);
  else onSelect({ from, to });
}
