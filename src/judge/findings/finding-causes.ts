/**
 * One cause is one finding. A single entry of a table makes many findings: each request that passes it, under each set of
 * flags, and each flow that makes such a request. They become one, with all that the entry hits as its list.
 */

import type { RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getState } from '../../protocol/state/state.ts';
import type { Finding, FindingHit, FindingId } from '../../protocol/trace/finding.ts';
import { SEVERITIES } from '../../protocol/trace/finding.ts';
import { findTarget } from './change-findings.ts';
import { sortFindings } from './find-all.ts';
import type { VerdictGrid } from './verdict-grid.ts';
import { getGrid, leads } from './verdict-grid.ts';

interface CauseSubject {
  /** What the findings are about; null for a driver of v2. */
  readonly ruleSet: RuleSet | null;
  /** What they were compared with: an entry in which both differ is the cause of what only one of them has. */
  readonly other: RuleSet | null;
  /** What the rules are compared with; by default `other`. */
  readonly against?: RuleSet | null;
}

/** `3>6`: the entry of a table; `loop`, `initial`; or a key of its own. */
type CauseKey = string;

const INITIAL: ReadonlySet<FindingId> = new Set([
  'v1.initial-not-running',
  'v2.initial-not-running',
  'change.initial-changed',
]);

const OF_THE_LOOP: ReadonlySet<FindingId> = new Set([
  'v2.never-returns',
  'change.newly-never-returns',
  'change.never-returns-fixed',
]);

/** An arc that a driver must implement, instead of a request. */
const OF_ARCS: ReadonlySet<FindingId> = new Set(['v2.new-driver-arc', 'v2.new-flags-arc']);

/** Findings that no request leads somewhere: any of several entries could be the cause. */
const OF_WAYS: ReadonlySet<FindingId> = new Set(['v1.no-way-back', 'v1.no-way-into-resuming']);

const FLOWS: ReadonlySet<FindingId> = new Set(['v1.flow-fails', 'v1.flow-unspecified', 'v2.flow-fails']);

/**
 * One finding for each cause, worst first; otherwise in the order in which the causes are first named. What a patch
 * introduces and what was present before it stay apart.
 */
export function groupCauses(findings: readonly Finding[], subject: CauseSubject): readonly Finding[] {
  const isPresent = ({ change }: Finding) => change === 'present';
  const own = findings.filter((each) => !isPresent(each));
  const { ruleSet, other } = subject;
  const only = ruleSet && other && findOnlyChange(ruleSet, other);
  return sortFindings([
    ...groupPart(own, subject, only ?? undefined),
    ...groupPart(findings.filter(isPresent), { ruleSet, other: null }),
  ]);
}

/** All that one of two tables has and the other has not comes from the only entry in which they differ, if there is only one. */
function groupPart(findings: readonly Finding[], subject: CauseSubject, only?: CauseKey): readonly Finding[] {
  const groups = new Map<CauseKey, Finding[]>();
  const add = (key: CauseKey, finding: Finding) => {
    const known = groups.get(key);
    if (known) known.push(finding);
    else groups.set(key, [finding]);
  };
  const isOfWays = ({ id }: Finding) => only === undefined && OF_WAYS.has(id);
  for (const finding of findings)
    if (!isOfWays(finding)) add((isOfRules(finding) && only) || getCause(finding, subject), finding);
  const known = [...groups.keys()];
  for (const finding of findings)
    if (isOfWays(finding)) add(findWayCause(finding, subject.ruleSet, known), finding);
  return [...groups].map(([key, members]) => toOne(members, key));
}

/** The findings of a list, ungrouped again, as far as the hits have them. */
export function listHits({ hits, ...finding }: Finding): readonly FindingHit[] {
  return hits ?? [toHit(finding)];
}

function toHit({ id, severity, flags, from, to, text, flows = [] }: Finding): FindingHit {
  return { id, severity, flags, from, to, text, flows };
}

/** The worst speaks for all; of several, the one whose request is the entry, then the most telling. */
function toOne(members: readonly Finding[], key: CauseKey): Finding {
  const ordered = members.toSorted(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      Number(toKey(b) === key) - Number(toKey(a) === key) ||
      getRank(a) - getRank(b),
  );
  const [head] = ordered;
  if (!head) throw new Error(`the cause ${key} has no finding`);
  if (ordered.length === 1 && !head.flows) return head;
  const line = head.line ?? ordered.find((each) => each.line !== null)?.line ?? null;
  return { ...head, line, hits: ordered.map(toHit) };
}

/** What became of a request says more than what is wrong with it, and that more than who makes it. */
function getRank({ id }: Finding): number {
  if (FLOWS.has(id)) return 2;
  return id.startsWith('change.') ? 0 : 1;
}

const toKey = ({ from, to }: Pick<Finding, 'from' | 'to'>) => `${from}>${to}`;

/** False where a finding is of a file or a driver, in which nothing else can have the same cause. */
const isOfRules = ({ id }: Finding) => /^(?:v1|v2|change)\./.test(id);

/** The entry that a finding comes from; a key of its own where there is none. */
function getCause(finding: Finding, { ruleSet, other, against = other }: CauseSubject): CauseKey {
  const { id, flags, from, to, line } = finding;
  if (INITIAL.has(id)) return 'initial';
  if (!ruleSet || from === null || to === null || !isOfRules(finding))
    return `${id} ${toKey(finding)} ${flags} ${line}`;
  if (ruleSet.generation === 'v1') return toKey(finding);
  const held = id.startsWith('change.') ? against : other;
  const old = held?.generation === 'v2' ? held : null;
  const target = OF_ARCS.has(id) ? findTarget(getGrid(ruleSet, flags), [from, to]) : to;
  const entries = listEntries(ruleSet, from, target);
  const changed = old ? findChanged(entries, ruleSet, old, target) : undefined;
  if (changed !== undefined) return `${changed}>${target}`;
  if (old && old.stopsOnError !== ruleSet.stopsOnError && OF_THE_LOOP.has(id)) return 'loop';
  return `${isDeadEnd(ruleSet, entries, target) ? entries.at(-1) : from}>${target}`;
}

/**
 * The one entry in which two tables differ, which is then the cause of all that only one of them has; undefined where they
 * differ in several, or in anything else.
 */
function findOnlyChange(ruleSet: RuleSet, other: RuleSet): CauseKey | undefined {
  if (toFrame(ruleSet) !== toFrame(other)) return undefined;
  const [now, was] = [getCells(ruleSet), getCells(other)];
  const keys = ruleSet.values.flatMap((from, row) =>
    ruleSet.values.flatMap((to, column) =>
      now[row]?.[column] === was[row]?.[column] ? [] : [`${from}>${to}`],
    ),
  );
  return keys.length === 1 ? keys[0] : undefined;
}

const getCells = (ruleSet: RuleSet): readonly (readonly (string | number)[])[] =>
  ruleSet.generation === 'v1' ? ruleSet.cells : ruleSet.next;

/** All that decides a request besides the entries. */
function toFrame(ruleSet: RuleSet): string {
  const { generation, initial, values } = ruleSet;
  const rest =
    ruleSet.generation === 'v1'
      ? [ruleSet.grants, ruleSet.reservedBitsFrom, ruleSet.order]
      : [ruleSet.needs, ruleSet.flagSets, ruleSet.stopsOnError, ruleSet.error];
  return JSON.stringify([generation, initial, values, ...rest]);
}

/** The rows in which the core looks up a request, in order: it stays in one column. */
function listEntries(ruleSet: V2RuleSet, from: number, to: number): readonly number[] {
  const rows = new Set<number>();
  for (let at: number | undefined = from; at !== undefined && !rows.has(at); ) {
    rows.add(at);
    const next = getEntry(ruleSet, at, to);
    at = next === to || next === ruleSet.error ? undefined : next;
  }
  return [...rows];
}

/** The first row that differs in that column; if none does, the first that the other side looked up and that differs. */
function findChanged(
  rows: readonly number[],
  ruleSet: V2RuleSet,
  other: V2RuleSet,
  to: number,
): number | undefined {
  const differs = (row: number) => getEntry(ruleSet, row, to) !== getEntry(other, row, to);
  const [from = -1] = rows;
  return rows.find(differs) ?? listEntries(other, from, to).find(differs);
}

/** True where the last row looked up does not lead on: it has ERROR, or a state that was passed before. */
function isDeadEnd(ruleSet: V2RuleSet, rows: readonly number[], to: number): boolean {
  const last = getEntry(ruleSet, rows.at(-1) ?? -1, to);
  return last !== to;
}

function getEntry({ next, values }: V2RuleSet, from: number, to: number): number | undefined {
  return next[values.indexOf(from)]?.[values.indexOf(to)];
}

/**
 * Of the entries that other findings name, the one without which there would be a way: its own request, or the only one.
 * Where several would do, the finding stands alone.
 */
function findWayCause(finding: Finding, ruleSet: RuleSet | null, known: readonly CauseKey[]): CauseKey {
  const own = toKey(finding);
  const { id, from, to } = finding;
  if (known.includes(own) || !ruleSet || from === null || to === null) return own;
  const grid = getGrid(ruleSet, null);
  const targets = getTargets(grid, id, to);
  const opening = known.filter((key) => {
    const [a, b] = key.split('>').map(Number);
    return a !== undefined && b !== undefined && leads(grid, from, targets, [a, b]);
  });
  return opening.length === 1 && opening[0] !== undefined ? opening[0] : own;
}

/** Any state that loads will do for a way into _RESUMING. */
function getTargets({ states }: VerdictGrid, id: FindingId, to: number): readonly number[] {
  const { activity, session } = getState(states, to) ?? {};
  if (id === 'v1.no-way-back') return [to];
  return states
    .filter((state) => state.activity === activity && state.session === session)
    .map(({ value }) => value);
}
