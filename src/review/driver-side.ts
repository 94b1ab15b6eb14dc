/**
 * The arcs of a driver held against those that the core asks for, given its migration_flags.
 */

import { findFlagsFault } from '../protocol/migration-flags.ts';
import type { V2RuleSet } from '../protocol/rule-set.ts';
import { getVerdict } from '../protocol/verdict.ts';
import type { Scope } from './c-scope.ts';
import { evaluateIn } from './c-scope.ts';
import type { CSource } from './c-source.ts';
import { readTokens } from './c-token.ts';
import { toNumber } from './c-value.ts';
import type { DriverSide, Lines, Pair } from './review-input.ts';
import type { Place } from './source-line.ts';

/** Every arc that the core asks a driver with these flags for, in the order of the table. */
export function listRequired(ruleSet: V2RuleSet, flags: number): Pair[] {
  const arcs = new Map<string, Pair>();
  for (const from of ruleSet.values)
    for (const to of ruleSet.values) {
      const verdict = getVerdict(ruleSet, { from, to, flags });
      if (verdict.kind !== 'accepted') continue;
      for (const arc of verdict.arcs) arcs.set(`${arc.from}>${arc.to}`, [arc.from, arc.to]);
    }
  return [...arcs.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/**
 * migration_flags as the text sets them: what is assigned, and what is added to it anywhere. Undefined where it does not, or
 * sets what is not defined.
 */
export function findMigrationFlags(sources: readonly CSource[], scope: Scope): number | undefined {
  let flags = 0;
  let isFound = false;
  for (const source of sources) {
    if (!/\bmig\w*_flags\b/.test(source.text)) continue;
    const tokens = readTokens(source.text);
    for (const [index, token] of tokens.entries()) {
      if (!/^mig(?:ration)?_flags$/.test(token.text)) continue;
      const operator = tokens[index + 1];
      if (!operator || (operator.text !== '=' && operator.text !== '|=')) continue;
      const end = tokens.find(({ text }, at) => at > index + 1 && /^[;,}]$/.test(text)) ?? tokens.at(-1);
      const value = evaluateIn(scope, source.text, operator.to, end?.from ?? operator.to);
      if (!value.ok) continue;
      flags |= toNumber(value.value);
      isFound = true;
    }
  }
  return isFound && findFlagsFault(flags) === undefined ? flags : undefined;
}

const toPair = (key: string): Pair => {
  const [from, to] = key.split('>').map(Number);
  return [from ?? 0, to ?? 0];
};

/** Pairs in the order of their numbers. */
const sortPairs = (pairs: readonly Pair[]) => pairs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);

/** One side of a driver. `assumed` are arcs that are required and that the hunks do not show. */
export function createDriverSide(
  arcs: ReadonlyMap<string, Place>,
  assumed: readonly Pair[],
  flags: number | null,
  ruleSet: V2RuleSet | null,
): DriverSide {
  const required = ruleSet && flags !== null ? listRequired(ruleSet, flags) : [];
  const asked = new Set(
    (ruleSet
      ? listRequired(ruleSet, flags ?? 7).concat(flags === null ? listAnyFlags(ruleSet) : [])
      : []
    ).map(([from, to]) => `${from}>${to}`),
  );
  const has = new Set([...arcs.keys(), ...assumed.map(([from, to]) => `${from}>${to}`)]);
  const lines: Lines = Object.fromEntries(arcs);
  return {
    kind: 'driver',
    flags,
    arcs: sortPairs([...has].map(toPair)),
    required,
    missing: required.filter(([from, to]) => !has.has(`${from}>${to}`)),
    extra: ruleSet ? sortPairs([...arcs.keys()].filter((key) => !asked.has(key)).map(toPair)) : [],
    lines,
  };
}

const listAnyFlags = (ruleSet: V2RuleSet) =>
  ruleSet.flagSets.flatMap((flags) => listRequired(ruleSet, flags));
