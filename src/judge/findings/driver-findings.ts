/** Compares what a driver implements with what its migration_flags require. */

import type { V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { V2_RULE_SETS } from '../../protocol/rule-sets/v2-rule-sets.ts';
import { MIGRATION_FLAGS } from '../../protocol/state/migration-flags.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import type { Finding, FindingId, RequestLines } from '../../protocol/trace/finding.ts';
import { getDriverArcs } from '../../protocol/verdict/driver-arcs.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { createFinding } from '../catalogue/new-finding.ts';
import { findTarget } from './change-findings.ts';
import { sortFindings } from './find-all.ts';
import { getGrid, toRequestTrace } from './verdict-grid.ts';

const SENTENCES = {
  'driver.arc-missing':
    'With migration_flags {flags} the core takes the driver from {from} to {to}, but the driver does not implement that arc.',
  'driver.flags-without-arcs':
    'The driver claims {flag} but implements none of the arcs that it requires: {arcs}.',
  'driver.arc-never-asked':
    'With migration_flags {flags} the core never takes the driver from {from} to {to}.',
} as const satisfies Partial<Record<FindingId, string>>;

interface DriverSubject {
  /** The migration_flags that the driver claims, found in the text or chosen. */
  readonly flags: number;
  /** What it implements. */
  readonly arcs: readonly RequestTuple[];
  /** What the flags require; by default computed from the rule set. */
  readonly required?: readonly RequestTuple[] | undefined;
  readonly lines?: RequestLines | undefined;
  /** Where the step function ends: an arc that it lacks has no line of its own. */
  readonly end?: { readonly line: number } | null | undefined;
  /** The lines that set migration_flags. */
  readonly claims?:
    | readonly { readonly flags: number; readonly place: { readonly line: number } }[]
    | undefined;
  /** Branches that only a request for ERROR takes. */
  readonly dead?: readonly { readonly line: number }[] | undefined;
  /** The core that calls the driver; by default the newest. */
  readonly ruleSet?: V2RuleSet | undefined;
}

const isSame = ([a, b]: RequestTuple, [c, d]: RequestTuple) => a === c && b === d;
const without = (arcs: readonly RequestTuple[], others: readonly RequestTuple[]) =>
  arcs.filter((arc) => !others.some((other) => isSame(arc, other)));

/** The required arcs that are not among those implemented. */
export function getMissingArcs(
  arcs: readonly RequestTuple[],
  required: readonly RequestTuple[],
): readonly RequestTuple[] {
  return without(required, arcs);
}

/**
 * The findings on a driver. A flag with none of its arcs gives one finding, not one for each arc.
 * x > x is no arc: the core never calls the driver for it, and one that answers it is not held to it.
 */
export function findInDriver(subject: DriverSubject): readonly Finding[] {
  const { flags, lines, ruleSet = getNewest() } = subject;
  const arcs = subject.arcs.filter(([from, to]) => from !== to);
  const required = subject.required ?? getDriverArcs(ruleSet, flags);
  const missing = getMissingArcs(arcs, required);
  const grid = getGrid(ruleSet, flags);
  const find = (id: keyof typeof SENTENCES, arc: RequestTuple, words: Words = {}) => {
    const [from, to] = arc;
    const target = id === 'driver.arc-never-asked' ? to : findTarget(grid, arc);
    const fault = { kind: 'declined', arc: 1, errno: 'EINVAL' } as const;
    const isTaken = grid.at(from, target).kind === 'accepted' && id !== 'driver.arc-never-asked';
    const trace = toRequestTrace(grid, from, target, isTaken ? fault : undefined);
    const finding = createFinding(id, { ruleSet, flags, from, to, lines, trace }, SENTENCES[id], {
      flags: `${flags}`,
      ...words,
    });
    const line = finding.line ?? subject.end?.line ?? subject.claims?.at(-1)?.place.line ?? null;
    return { ...finding, line };
  };
  const findings: Finding[] = [];
  const told: RequestTuple[] = [];
  for (const { bit, name } of MIGRATION_FLAGS) {
    if (!(flags & bit)) continue;
    const brought = without(required, getDriverArcs(ruleSet, flags & ~bit));
    const [first] = brought;
    if (!first || getMissingArcs(arcs, brought).length < brought.length) continue;
    if (told.length < missing.length) {
      const words = { flag: name, arcs: formatArcs(ruleSet, brought) };
      const finding = find('driver.flags-without-arcs', first, words);
      const claim = subject.claims?.find((each) => each.flags & bit);
      findings.push(claim ? { ...finding, line: claim.place.line } : finding);
    }
    told.push(...without(brought, told));
  }
  findings.push(...without(missing, told).map((arc) => find('driver.arc-missing', arc)));
  findings.push(...without(arcs, required).map((arc) => find('driver.arc-never-asked', arc)));
  for (const { line } of subject.dead ?? []) {
    const place = { ruleSet, flags: null, from: null, to: ERROR, trace: null };
    findings.push({ ...createFinding('driver.arc-never-asked', place, NEVER_ASKED), line });
  }
  return sortFindings(findings);
}

const ERROR = 0;
const NEVER_ASKED =
  'The core never asks a driver for {to}, so nothing reaches this branch: a device gets there only on a fault.';

function getNewest(): V2RuleSet {
  const newest = V2_RULE_SETS.at(-1);
  if (!newest) throw new Error('there is no rule set of v2');
  return newest;
}

function formatArcs({ states }: V2RuleSet, arcs: readonly RequestTuple[]): string {
  const name = (value: number) => states.find((state) => state.value === value)?.name ?? `${value}`;
  return arcs.map(([from, to]) => `${name(from)} > ${name(to)}`).join(', ');
}
