/**
 * Verdicts of protocol v2: one call of the next-state function, repeated until the device is where it should be, as
 * a driver does it: the core's ioctl calls the driver, and the driver's loop asks the core for the next arc. For x > x that
 * loop does nothing. Both loops are watched: a state met twice means that the kernel's own loop would not end.
 *
 * @source drivers/vfio/vfio_main.c, vfio_mig_get_next_state()
 */

import type { V2RuleSet } from '../rule-sets/rule-set.ts';
import { getArcActions } from '../state/action.ts';
import { formatFlags, hasFlags } from '../state/migration-flags.ts';
import { getSessionEffects } from '../state/session-effect.ts';
import { formatState, getState } from '../state/state.ts';
import { findDetour } from './detour.ts';
import type { ReasonId } from './reason.ts';
import type { Arc, Remedy, Request, Verdict } from './verdict.ts';
import { toBase } from './verdict.ts';

/** What one call of the next-state function answers; `loops` where the kernel's would not return. */
type NextState =
  | { readonly kind: 'next'; readonly next: number; readonly merged: readonly number[] }
  | { readonly kind: 'refused'; readonly reason: ReasonId }
  | { readonly kind: 'loops'; readonly turns: readonly number[] };

/**
 * One call, in the kernel's order: the current state, the target, the table with its skipping, then ERROR.
 * `getNextState(v2_6_2, 3, 6, 7)` loops on ERROR alone.
 */
function getNextState(ruleSet: V2RuleSet, cur: number, target: number, flags: number): NextState {
  const isSupported = (state: number) => hasFlags(flags, ruleSet.needs[state] ?? 0);
  if (!ruleSet.values.includes(cur)) return { kind: 'refused', reason: 'current-out-of-range' };
  if (cur === ruleSet.error)
    return { kind: 'refused', reason: target === cur ? 'error-to-error' : 'only-reset-leaves-error' };
  if (!isSupported(cur)) return { kind: 'refused', reason: 'current-unsupported' };
  if (!ruleSet.values.includes(target)) return { kind: 'refused', reason: 'out-of-range' };
  if (target === ruleSet.error) return { kind: 'refused', reason: 'error-not-requestable' };
  if (!isSupported(target)) return { kind: 'refused', reason: 'target-unsupported' };
  const skipped: number[] = [];
  let next = getCell(ruleSet, cur, target);
  while (!isSupported(next) && !(ruleSet.stopsOnError && next === ruleSet.error)) {
    const seen = skipped.indexOf(next);
    if (seen >= 0) return { kind: 'loops', turns: skipped.slice(seen) };
    skipped.push(next);
    next = getCell(ruleSet, next, target);
  }
  return next === ruleSet.error
    ? { kind: 'refused', reason: 'blocked' }
    : { kind: 'next', next, merged: skipped };
}

function getCell(ruleSet: V2RuleSet, cur: number, target: number): number {
  return ruleSet.next[ruleSet.values.indexOf(cur)]?.[ruleSet.values.indexOf(target)] ?? ruleSet.error;
}

/** The verdict of any pair of u32, with any migration_flags, under a v2 rule set. */
export function getV2Verdict(ruleSet: V2RuleSet, request: Request): Verdict {
  const { to } = request;
  const flags = request.flags ?? 0;
  const arcs: Arc[] = [];
  const passed = [request.from];
  for (let cur = request.from; arcs.length === 0 || cur !== to; ) {
    const step = getNextState(ruleSet, cur, to, flags);
    if (step.kind === 'refused') return toRefused(ruleSet, request, arcs, step.reason, cur);
    if (step.kind === 'loops') {
      const reason = step.turns.includes(ruleSet.error) ? 'skip-loop' : 'skip-cycle';
      return toNeverReturns(ruleSet, request, arcs, reason, step.turns);
    }
    if (request.from === to && step.next !== to)
      return toRefused(ruleSet, request, arcs, 'self-broken', step.next);
    if (request.from === to) break;
    arcs.push(toArc(ruleSet, cur, step.next, step.merged));
    const seen = passed.indexOf(step.next);
    if (seen >= 0) return toNeverReturns(ruleSet, request, arcs, 'arc-cycle', passed.slice(seen));
    passed.push(step.next);
    cur = step.next;
  }
  const reason = arcs.length === 0 ? 'already-there' : arcs.length === 1 ? 'one-arc' : 'combination';
  return {
    kind: 'accepted',
    ...toBase(
      request,
      reason,
      { ...getWords(ruleSet, request), way: formatWay(ruleSet, arcs) },
      ruleSet.citations,
    ),
    path: arcs.map((arc) => arc.to),
    arcs,
  };
}

/** The states in between: `RUNNING_P2P, then STOP`. */
function formatWay(ruleSet: V2RuleSet, arcs: readonly Arc[]): string {
  return arcs
    .slice(0, -1)
    .map((arc) => formatState(ruleSet.states, arc.to))
    .join(', then ');
}

function toArc(ruleSet: V2RuleSet, from: number, to: number, merged: readonly number[]): Arc {
  const [before, after] = [getState(ruleSet.states, from), getState(ruleSet.states, to)];
  if (!before || !after)
    throw new Error(`rule set ${ruleSet.id}: the arc ${from} > ${to} leaves the listed states`);
  return {
    from,
    to,
    merged,
    actions: getArcActions(before, after),
    session: getSessionEffects(before, after),
  };
}

function toNeverReturns(
  ruleSet: V2RuleSet,
  request: Request,
  arcs: readonly Arc[],
  reason: ReasonId,
  turns: readonly number[],
): Verdict {
  const words = { ...getWords(ruleSet, request), at: formatState(ruleSet.states, turns[0] ?? request.from) };
  return { kind: 'never-returns', ...toBase(request, reason, words, ruleSet.citations), arcs, turns };
}

function toRefused(
  ruleSet: V2RuleSet,
  request: Request,
  arcs: readonly Arc[],
  reason: ReasonId,
  at: number,
): Verdict {
  const stuck = arcs.length > 0;
  const words = { ...getWords(ruleSet, request, reason), at: formatState(ruleSet.states, at) };
  return {
    kind: 'refused',
    errno: 'EINVAL',
    ...toBase(request, stuck ? 'stuck' : reason, words, ruleSet.citations),
    remedy: getRemedy(ruleSet, { ...request, from: at }, reason),
    arcs,
  };
}

function getRemedy(ruleSet: V2RuleSet, { from, to, flags }: Request, reason: ReasonId): Remedy {
  const missing = (value: number) => ((ruleSet.needs[value] ?? 0) & ~(flags ?? 0)) >>> 0;
  if (reason === 'target-unsupported') return { kind: 'flags', missing: missing(to) };
  if (reason === 'current-unsupported') return { kind: 'flags', missing: missing(from) };
  if (reason === 'only-reset-leaves-error' || reason === 'error-to-error') return { kind: 'reset' };
  if (reason !== 'blocked') return { kind: 'none' };
  const accepts = (a: number, b: number) => walks(ruleSet, a, b, flags ?? 0);
  const requests = findDetour(ruleSet.values, accepts, from, to);
  return requests ? { kind: 'detour', requests } : { kind: 'none' };
}

/** True if the request arrives, without a verdict: what getRemedy asks many times. */
function walks(ruleSet: V2RuleSet, from: number, to: number, flags: number): boolean {
  let cur = from;
  for (let arcs = 0; arcs <= ruleSet.values.length; arcs += 1) {
    const step = getNextState(ruleSet, cur, to, flags);
    if (step.kind !== 'next') return false;
    if (step.next === to) return true;
    cur = step.next;
  }
  return false;
}

const getWords = (ruleSet: V2RuleSet, { from, to, flags }: Request, reason?: ReasonId) => ({
  from: formatState(ruleSet.states, from),
  to: formatState(ruleSet.states, to),
  flags: formatFlags(flags ?? 0),
  needs: formatFlags(ruleSet.needs[reason === 'current-unsupported' ? from : to] ?? 0),
});
