/**
 * Verdicts of protocol v1: look the pair up in the rule set's table, and say why a value outside it is refused.
 *
 * @source include/uapi/linux/vfio.h v5.8, VFIO_DEVICE_STATE_VALID; drivers/vfio/vfio.c, vfio_change_migration_state_allowed()
 * @thread #0, #12, #25, #26
 */

import type { Cell, V1RuleSet } from '../rule-sets/rule-set.ts';
import { getBitActions } from '../state/action.ts';
import { getSessionEffects } from '../state/session-effect.ts';
import { formatState, getState } from '../state/state.ts';
import type { Citation } from '../words/citation.ts';
import { findDetour } from './detour.ts';
import type { ReasonId } from './reason.ts';
import type { Arc, Remedy, Request, Verdict } from './verdict.ts';
import { toBase } from './verdict.ts';

const RESET_CITATIONS: readonly Citation[] = [{ kind: 'thread', message: 25 }];
/** Of 110b; #26 and #35 speak of the invalid values alone. */
const ERROR_CITATIONS: readonly Citation[] = [
  { kind: 'thread', message: 24 },
  { kind: 'thread', message: 25 },
];
const INVALID_CITATIONS: readonly Citation[] = [
  { kind: 'thread', message: 24 },
  { kind: 'thread', message: 25 },
  { kind: 'thread', message: 26 },
  { kind: 'thread', message: 35 },
];

function getCell(ruleSet: V1RuleSet, from: number, to: number): Cell | undefined {
  return ruleSet.cells[ruleSet.values.indexOf(from)]?.[ruleSet.values.indexOf(to)];
}

/** The verdict of any pair of u32 under a v1 rule set. */
export function getV1Verdict(ruleSet: V1RuleSet, request: Request): Verdict {
  const { from, to } = request;
  const cell = getCell(ruleSet, from, to);
  if (cell === undefined) return getOutsideVerdict(ruleSet, request);
  const isDriver = ruleSet.grants === 'in-driver';
  if (cell === '?') return toUnspecified(ruleSet, request, isDriver ? 'not-shown' : 'not-spoken-of');
  if (cell === '-' && isDriver) return toRefused(ruleSet, request, 'not-in-driver');
  // The reason for x > x tells of the posted series, so it is given only where a source is: a pasted table has none.
  const isSame = from === to && ruleSet.citations[0];
  if (cell === '-') return toRefused(ruleSet, request, isSame ? 'same-not-in-table' : 'not-in-table');
  return {
    kind: 'accepted',
    ...toBase(request, ruleSet.grants, getWords(ruleSet, request), ruleSet.citations),
    path: from === to ? [] : [to],
    arcs: from === to ? [] : [toArc(ruleSet, from, to)],
  };
}

function toArc(ruleSet: V1RuleSet, from: number, to: number): Arc {
  const [before, after] = [getState(ruleSet.states, from), getState(ruleSet.states, to)];
  const actions = getBitActions(ruleSet.order, from, to);
  return { from, to, merged: [], actions, session: before && after ? getSessionEffects(before, after) : [] };
}

function getOutsideVerdict(ruleSet: V1RuleSet, request: Request): Verdict {
  const { from, to } = request;
  if (isReserved(ruleSet, from) || isReserved(ruleSet, to)) return getReservedVerdict(ruleSet, request);
  if (getState(ruleSet.states, from)?.kind === 'error')
    return toRefused(ruleSet, request, 'only-reset-leaves-error');
  // A pasted table that lists more than the five valid values has another MAX_STATE.
  const hasMax = ruleSet.grants === 'in-table' && ruleSet.values.length < 6;
  if (!ruleSet.values.includes(from))
    return toRefused(ruleSet, request, hasMax ? 'from-above-max-state' : 'invalid-current');
  if (hasMax) return toRefused(ruleSet, request, 'above-max-state');
  const isError = getState(ruleSet.states, to)?.kind === 'error';
  return toRefused(ruleSet, request, isError ? 'error-not-requestable' : 'invalid-value');
}

const isReserved = ({ reservedBitsFrom }: V1RuleSet, value: number) =>
  reservedBitsFrom !== null && value >= reservedBitsFrom;

/** A header that masks: decide on the low bits, and where they are valid say that it says nothing about the others. */
function getReservedVerdict(ruleSet: V1RuleSet, request: Request): Verdict {
  const mask = (ruleSet.reservedBitsFrom ?? 0) - 1;
  const [from, to] = [(request.from & mask) >>> 0, (request.to & mask) >>> 0];
  if (ruleSet.values.includes(from) && ruleSet.values.includes(to))
    return toUnspecified(ruleSet, request, 'reserved-bits');
  const masked = getOutsideVerdict(ruleSet, { from, to, flags: null });
  return { ...masked, request, why: `Within the low bits: ${masked.why}` };
}

function toUnspecified(ruleSet: V1RuleSet, request: Request, reason: ReasonId): Verdict {
  return { kind: 'unspecified', ...toBase(request, reason, getWords(ruleSet, request), ruleSet.citations) };
}

function toRefused(ruleSet: V1RuleSet, request: Request, reason: ReasonId): Verdict {
  const { from, to } = request;
  const accepts = (a: number, b: number) => getCell(ruleSet, a, b) === '+';
  const detour = from === to ? undefined : findDetour(ruleSet.values, accepts, from, to);
  const remedy: Remedy = detour
    ? { kind: 'detour', requests: detour }
    : !ruleSet.values.includes(from) && ruleSet.values.includes(to)
      ? { kind: 'reset' }
      : { kind: 'none' };
  return {
    kind: 'refused',
    errno: 'EINVAL',
    ...toBase(request, reason, getWords(ruleSet, request), getCitations(ruleSet, reason)),
    remedy,
    arcs: [],
  };
}

function getCitations(ruleSet: V1RuleSet, reason: ReasonId): readonly Citation[] {
  if (reason === 'only-reset-leaves-error') return join(RESET_CITATIONS, ruleSet.citations);
  if (reason === 'error-not-requestable') return join(ERROR_CITATIONS, ruleSet.citations);
  if (reason === 'invalid-value') return join(INVALID_CITATIONS, ruleSet.citations);
  return ruleSet.citations;
}

/** The first, then what the second has besides. */
function join(first: readonly Citation[], second: readonly Citation[]): readonly Citation[] {
  const known = new Set(first.map((citation) => JSON.stringify(citation)));
  return [...first, ...second.filter((citation) => !known.has(JSON.stringify(citation)))];
}

const getWords = (ruleSet: V1RuleSet, { from, to }: Request) => ({
  from: formatState(ruleSet.states, from),
  to: formatState(ruleSet.states, to),
});
