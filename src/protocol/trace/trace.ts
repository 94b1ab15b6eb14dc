/**
 * A trace: what was asked of a device, in order, by state name. One type for history, shared link, counterexample,
 * lesson step and imported log. Plain JSON; replay.ts says what comes of it.
 */

import type { RuleSet } from '../rule-sets/rule-set.ts';
import type { VerdictKind } from '../verdict/verdict.ts';

/** The errnos that a driver may decline with; the protocol does not fix one. */
export const ERRNOS = ['EINVAL', 'EBUSY', 'EIO', 'ENOMEM', 'ENOSPC', 'ETIMEDOUT'] as const;
export type Errno = (typeof ERRNOS)[number];

/**
 * A fault of the driver. `declined`: the write fails, the state before that arc is kept. `faulted`: the device is in
 * ERROR. `corrupt`: de-serializing fails on the arc that leaves the loading session, and the driver stays there or
 * goes to ERROR. `arc` counts from 1.
 *
 * @thread #25, #35
 */
export type Fault =
  | { readonly kind: 'declined'; readonly arc: number; readonly errno: Errno }
  | { readonly kind: 'faulted'; readonly arc: number }
  | { readonly kind: 'corrupt'; readonly device: 'stays' | 'faults' };

/** What was asked. `suppose` takes an unspecified request as if the driver accepted it. `saw` is what came of it then. */
export type Step =
  | {
      readonly act: 'request';
      readonly to: string;
      readonly fault?: Fault;
      readonly suppose?: 'accepted';
      readonly saw?: VerdictKind;
    }
  | { readonly act: 'reset' };

/** Rule sets are named by id, or carried whole with the hash of their rules. */
export interface Trace {
  readonly version: 1;
  readonly ruleSet: { readonly id: string } | { readonly table: RuleSet; readonly hash: string };
  /** migration_flags; null in v1. */
  readonly flags: number | null;
  /** The state to begin in, where it is not the initial one. */
  readonly start?: string;
  readonly steps: readonly Step[];
}

/**
 * Hash of what decides the verdicts of a rule set, not of its title or sources: eight hex digits (FNV-1a).
 * Two rule sets that differ in one cell have different hashes.
 */
export function getRulesHash(ruleSet: RuleSet): string {
  const { id: _, title: __, account: ___, citations: ____, states, ...rest } = ruleSet;
  const { orderCitations: _____, ...rules } = { orderCitations: null, ...rest };
  const columns = states.map(({ value, name, kind, activity, session }) => [
    value,
    name,
    kind,
    activity,
    session,
  ]);
  let hash = 0x811c9dc5;
  for (const character of JSON.stringify(sortKeys({ ...rules, columns })))
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

/** The same value with the keys of every object in order, so that how it was built does not matter. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, each]) => [key, sortKeys(each)]));
}
