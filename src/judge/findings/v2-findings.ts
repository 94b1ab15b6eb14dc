/** Findings on a v2 rule set by itself, for each set of flags. */

import type { V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Finding, FindingId, RequestLines } from '../../protocol/trace/finding.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { createFinding, formatWithFlags } from '../catalogue/new-finding.ts';
import { findInFlows } from './flow-findings.ts';
import type { VerdictGrid } from './verdict-grid.ts';
import { getGrid, toRequestTrace, toStepsTrace } from './verdict-grid.ts';

const SENTENCES = {
  'v2.never-returns': '{from} > {to}{flags} never returns. {why}',
  'v2.same-broken': '{from} > {to}{flags} does not stay in {from}. {why}',
  'v2.accepted-then-stuck': '{from} > {to}{flags} gets stuck. {why}',
  'v2.passes-error':
    'The lookup of {from} > {to}{flags} passes through ERROR, and not every entry in the ERROR row is ERROR.',
  'v2.longer-path': '{from} > {to}{flags} takes {count} arcs, {path}; {shorter} would do.',
  'v2.saving-group-interior':
    '{from} > {to}{flags} takes {path}: may {inner}, which is in the saving group, be in the middle of a path?',
  'v2.initial-not-running': 'The device starts in {to}, not in RUNNING.',
} as const satisfies Partial<Record<FindingId, string>>;

type Accepted = Verdict & { kind: 'accepted' };

/** All findings on a v2 rule set by itself, for these sets of flags. */
export function findInV2(
  ruleSet: V2RuleSet,
  flagSets: readonly number[] = ruleSet.flagSets,
  lines?: RequestLines,
): readonly Finding[] {
  const grids = flagSets.map((flags) => getGrid(ruleSet, flags));
  return [
    ...findInitial(ruleSet, grids[0], lines),
    ...grids.flatMap((grid) => [...findInFlows(grid, lines), ...searchFindings(grid, ruleSet, lines)]),
  ];
}

function findInitial(ruleSet: V2RuleSet, grid?: VerdictGrid, lines?: RequestLines): readonly Finding[] {
  const { initial, states } = ruleSet;
  const state = getState(states, initial);
  if (!grid || (state?.activity === 'runs' && state.session === 'none')) return [];
  const trace = toStepsTrace(grid, initial, [{ act: 'reset' }]);
  const place = {
    ruleSet,
    flags: null,
    from: initial,
    to: initial,
    lines,
    trace: { ...trace, flags: grid.flags },
  };
  return [createFinding('v2.initial-not-running', place, SENTENCES['v2.initial-not-running'])];
}

function* searchFindings(grid: VerdictGrid, ruleSet: V2RuleSet, lines?: RequestLines): Generator<Finding> {
  const { flags, states } = grid;
  const verdicts = states.flatMap((from) => states.map((to) => grid.at(from.value, to.value)));
  const getLength = measurePaths(verdicts);
  const find = (id: keyof typeof SENTENCES, verdict: Verdict, words: Words = {}) => {
    const { from, to } = verdict.request;
    return createFinding(
      id,
      {
        ruleSet,
        flags,
        from,
        to,
        lines,
        entries: getEntries(verdict),
        trace: toRequestTrace(grid, from, to),
      },
      SENTENCES[id],
      { flags: formatWithFlags(flags), why: verdict.why, ...words },
    );
  };
  for (const verdict of verdicts) {
    const { from, to } = verdict.request;
    if (verdict.kind === 'never-returns') yield find('v2.never-returns', verdict);
    if (verdict.kind === 'refused' && verdict.arcs.length > 0) yield find('v2.accepted-then-stuck', verdict);
    if (from === to && verdict.kind !== 'accepted') yield find('v2.same-broken', verdict);
    if (verdict.kind !== 'accepted') continue;
    const path = formatPath(ruleSet, verdict.path);
    if (verdict.arcs.some((arc) => arc.merged.includes(ruleSet.error)))
      yield find('v2.passes-error', verdict);
    const inner = findSavingInterior(ruleSet, verdict);
    if (inner !== undefined)
      yield find('v2.saving-group-interior', verdict, { path, inner: formatState(ruleSet.states, inner) });
    const shortest = getLength(from, to);
    if (shortest < verdict.path.length)
      yield find('v2.longer-path', verdict, {
        count: `${verdict.path.length}`,
        path,
        shorter: `${shortest}`,
      });
  }
}

const formatPath = ({ states }: V2RuleSet, path: readonly number[]) =>
  path.map((value) => formatState(states, value)).join(' > ');

/** The entry that goes wrong, then the entries passed before it, latest first. */
function getEntries({ kind, request, ...verdict }: Verdict): readonly (readonly [number, number])[] {
  const arcs = 'arcs' in verdict ? verdict.arcs : [];
  const passed = [request.from, ...arcs.map((arc) => arc.to)];
  const entries = passed.map((at) => [at, request.to] as const);
  return kind === 'accepted' ? [] : entries.toReversed();
}

function findSavingInterior({ states }: V2RuleSet, { path }: Accepted): number | undefined {
  return path.slice(0, -1).find((value) => getState(states, value)?.session === 'saving');
}

/** How many arcs the shortest path has, over all arcs that some accepted request takes. */
function measurePaths(verdicts: readonly Verdict[]): (from: number, to: number) => number {
  const ends = new Map<number, Set<number>>();
  for (const verdict of verdicts)
    if (verdict.kind === 'accepted')
      for (const { from, to } of verdict.arcs) {
        const known = ends.get(from);
        if (known) known.add(to);
        else ends.set(from, new Set([to]));
      }
  const lengths = new Map<number, ReadonlyMap<number, number>>();
  const measure = (from: number) => {
    const reached = new Map([[from, 0]]);
    for (const [at, length] of reached)
      for (const end of ends.get(at) ?? []) if (!reached.has(end)) reached.set(end, length + 1);
    lengths.set(from, reached);
    return reached;
  };
  return (from, to) => (lengths.get(from) ?? measure(from)).get(to) ?? Number.POSITIVE_INFINITY;
}
