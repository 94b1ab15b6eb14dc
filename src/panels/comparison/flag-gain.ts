/** What each set of migration_flags adds to the one before it: states, requests, other paths, arcs for the driver. */

import type { V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { hasFlags } from '../../protocol/state/migration-flags.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { getDriverArcs } from '../../protocol/verdict/driver-arcs.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { getPath } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';

export interface FlagGain {
  readonly flags: number;
  /** The set that it is held against; null for the smallest, which adds all it has. */
  readonly base: number | null;
  /** Newly supported. */
  readonly states: readonly number[];
  /** Newly accepted. */
  readonly requests: readonly RequestTuple[];
  /** Accepted with both, by another path: states that were merged away are passed. */
  readonly paths: readonly RequestTuple[];
  /** What the driver must implement besides, and what it is no longer asked for. */
  readonly arcs: readonly RequestTuple[];
  readonly arcsGone: readonly RequestTuple[];
}

/**
 * For each set of flags, what it adds to the largest smaller set within it: 3 and 5 to 1, 7 to 5.
 * `getFlagGains(v2_7_2)[1].states` is `[5]`, RUNNING_P2P.
 */
export function getFlagGains(ruleSet: V2RuleSet): readonly FlagGain[] {
  const { flagSets } = ruleSet;
  return flagSets.map((flags) =>
    getFlagGain(ruleSet, flags, flagSets.findLast((set) => set < flags && hasFlags(flags, set)) ?? null),
  );
}

/** What a set of flags adds to any other one; with base null, all that it has. */
export function getFlagGain(ruleSet: V2RuleSet, flags: number, base: number | null): FlagGain {
  const { values, needs } = ruleSet;
  const has = (set: number | null, value: number) => set !== null && hasFlags(set, needs[value] ?? 0);
  const requests: RequestTuple[] = [];
  const paths: RequestTuple[] = [];
  for (const from of values)
    for (const to of values) {
      const after = readVerdict(ruleSet, { from, to, flags });
      const before = base === null ? null : readVerdict(ruleSet, { from, to, flags: base });
      if (after.kind !== 'accepted') continue;
      if (before?.kind !== 'accepted') requests.push([from, to]);
      else if (formatPath(before) !== formatPath(after)) paths.push([from, to]);
    }
  const [arcs, old] = [getDriverArcs(ruleSet, flags), base === null ? [] : getDriverArcs(ruleSet, base)];
  return {
    flags,
    base,
    states: values.filter((value) => has(flags, value) && !has(base, value)),
    requests,
    paths,
    arcs: without(arcs, old),
    arcsGone: without(old, arcs),
  };
}

const formatPath = (verdict: Verdict) => getPath(verdict).join();

function without(arcs: readonly RequestTuple[], others: readonly RequestTuple[]): readonly RequestTuple[] {
  return arcs.filter(([from, to]) => !others.some(([a, b]) => a === from && b === to));
}
