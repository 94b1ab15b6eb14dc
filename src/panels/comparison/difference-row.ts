/**
 * A difference as rows to read: the same difference under several sets of flags is one row, which lists them. Rows of
 * one change are a group; what breaks userspace comes first.
 */

import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { Change, ComparedRequest, Difference, StatePair } from '../../protocol/verdict/difference.ts';
import { getPairValue, hasOtherSessions, isBreaking } from '../../protocol/verdict/difference.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { formatVerdict, say } from './compare-words.ts';

/** `kept` is a request that both accept by the same path, on which the driver does other things. */
export type RowChange = Exclude<Change, 'unlisted'>;

export interface DifferenceRow {
  /** Stable while the difference is. */
  readonly key: string;
  readonly change: RowChange;
  /** null where userspace that relied on it is no worse off. */
  readonly breaks: 'refused' | 'missing' | 'hang' | 'sessions' | null;
  /** The old side does not mention it, and the new one refuses it: folded, because it follows from any table. */
  readonly isSilent: boolean;
  /** One for each set of flags. */
  readonly requests: readonly ComparedRequest[];
  /** `STOP > RUNNING`, in the names of the new side where it has them. */
  readonly request: string;
  /** The same in the names of the old side, where they are others. */
  readonly oldRequest: string | null;
  readonly was: string;
  readonly is: string;
  /** `flags 5, 7`; empty where there is but one set. */
  readonly flags: string;
}

export interface DifferenceGroup {
  readonly change: RowChange;
  readonly rows: readonly DifferenceRow[];
  /** Requests, one for each set of flags: as many as `toDiffJson` lists. */
  readonly count: number;
  readonly breaking: number;
}

/** Order of the groups, where nothing breaks. */
const ORDER: readonly RowChange[] = ['removed', 'changed', 'added', 'kept'];

/** The rows of a difference in groups; of those that a set of flags has, if one is given. */
export function toDifferenceGroups(
  difference: Difference,
  flags: number | null = null,
): readonly DifferenceGroup[] {
  const rows = toDifferenceRows(difference).filter(
    ({ requests }) => flags === null || requests.some((request) => request.flags === flags),
  );
  const groups = ORDER.map((change): DifferenceGroup => {
    const own = rows.filter((row) => row.change === change);
    const count = (of: readonly DifferenceRow[]) =>
      of.reduce((sum, { requests }) => sum + requests.length, 0);
    return {
      change,
      rows: own.toSorted((a, b) => Number(b.breaks !== null) - Number(a.breaks !== null)),
      count: count(own),
      breaking: count(own.filter(({ breaks }) => breaks !== null)),
    };
  });
  return groups
    .filter(({ rows: own }) => own.length > 0)
    .toSorted((a, b) => Number(b.breaking > 0) - Number(a.breaking > 0));
}

/** Every row, in the order of the states. */
export function toDifferenceRows(difference: Difference): readonly DifferenceRow[] {
  const { states, flagSets } = difference;
  const rows = new Map<string, DifferenceRow>();
  for (const request of difference.requests) {
    const found = toRow(difference, request);
    if (!found) continue;
    const requests = [...(rows.get(found.key)?.requests ?? []), request];
    rows.set(found.key, { ...found, requests, flags: formatFlagSets(requests, flagSets) });
  }
  const place = ({ requests: [first] }: DifferenceRow) =>
    first ? states.indexOf(first.from) * states.length + states.indexOf(first.to) : 0;
  return [...rows.values()].toSorted((a, b) => place(a) - place(b));
}

/**
 * The row to mark for a selection of values of the new side: the one chosen last, or else the one with these flags. A
 * value may be another state on the old side, so a row of states that both have comes first.
 */
export function findSelected(
  rows: readonly DifferenceRow[],
  selection: RequestPair | null,
  flags: number | null,
  chosen: string | null = null,
): DifferenceRow | undefined {
  const fitting = rows.filter(({ requests: [request] }) => request && isSelected(request, selection));
  const rank = ({ key, requests }: DifferenceRow) =>
    (key === chosen ? 4 : 0) +
    (requests.some(({ from, to }) => from.b && to.b) ? 2 : 0) +
    (requests.some((request) => request.flags === flags) ? 1 : 0);
  return fitting.toSorted((a, b) => rank(b) - rank(a))[0];
}

/** The request of a row to look at: that of the flags in view, or the one with the most flags. */
export function getRequestInView({ requests }: DifferenceRow, flags: number | null): ComparedRequest {
  const found = requests.find((request) => request.flags === flags) ?? requests.at(-1);
  if (!found) throw new Error('a row of a difference has no request');
  return found;
}

function isSelected({ from, to }: ComparedRequest, selection: RequestPair | null): boolean {
  return getPairValue(from) === selection?.from && getPairValue(to) === selection.to;
}

type Row = Omit<DifferenceRow, 'requests' | 'flags'>;

function toRow({ a, b }: Difference, compared: ComparedRequest): Row | undefined {
  const { change, from, to, before, after } = compared;
  const request = `${getName(from, 'b')} > ${getName(to, 'b')}`;
  const old = `${getName(from, 'a')} > ${getName(to, 'a')}`;
  const isSilent = before?.kind === 'unspecified' && after?.kind === 'refused';
  const base = { request, oldRequest: old === request ? null : old, isSilent };
  if (change === 'unlisted') return undefined;
  if (change === 'kept') {
    const [was, is] = [formatActions(before), formatActions(after)];
    if (a.generation !== b.generation || was === is) return undefined;
    return { ...base, key: [change, request, was, is].join(), change, breaks: null, was, is };
  }
  const [was, now] = [formatVerdict(a, before), formatVerdict(b, after)];
  const is = before && after && hasOtherSessions(before, after) ? say('other-sessions', { is: now }) : now;
  return { ...base, key: [change, request, was, is].join(), change, breaks: getBreak(compared), was, is };
}

/** A state that only the other side has goes by its name there. */
function getName(pair: StatePair, side: 'a' | 'b'): string {
  const state = pair[side] ?? pair.b ?? pair.a;
  if (!state) throw new Error('a pair of states has neither');
  return state.name;
}

function getBreak(request: ComparedRequest): DifferenceRow['breaks'] {
  const { before, after } = request;
  if (!isBreaking(request)) return null;
  if (!after) return 'missing';
  if (after.kind === 'never-returns') return 'hang';
  return before && hasOtherSessions(before, after) ? 'sessions' : 'refused';
}

/** What the driver does, in order. Of v1 only: there the order of the bits decides it, in v2 the arcs do. */
function formatActions(verdict: Verdict | null): string {
  const actions = verdict?.kind === 'accepted' ? verdict.arcs.flatMap((arc) => arc.actions) : [];
  return actions.length > 0 ? actions.join(', ') : 'nothing to do';
}

function formatFlagSets(requests: readonly ComparedRequest[], all: readonly (number | null)[]): string {
  if (all.length < 2) return '';
  return requests.length === all.length
    ? 'all flags'
    : `flags ${requests.map(({ flags }) => flags).join(', ')}`;
}
