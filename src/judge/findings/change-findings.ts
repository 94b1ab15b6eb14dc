/** What a change does to userspace and to drivers: each request whose verdict or path differs, each new arc. */

import type { RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { UAPI_V1 } from '../../protocol/rule-sets/v1-rule-sets.ts';
import { findFlags } from '../../protocol/state/counterpart.ts';
import { formatFlags } from '../../protocol/state/migration-flags.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Finding, FindingId, RequestLines } from '../../protocol/trace/finding.ts';
import type { ComparedRequest, Difference } from '../../protocol/verdict/difference.ts';
import { compareRuleSets, hasOtherSessions } from '../../protocol/verdict/difference.ts';
import { getDriverArcs } from '../../protocol/verdict/driver-arcs.ts';
import type { Verdict, VerdictKind } from '../../protocol/verdict/verdict.ts';
import { getPath } from '../../protocol/verdict/verdict.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { isFromText, NEXT_STATE, UAPI_V2 } from '../catalogue/finding-source.ts';
import { createFinding, formatWithFlags } from '../catalogue/new-finding.ts';
import type { VerdictGrid } from './verdict-grid.ts';
import { getGrid, toRequestTrace, toStepsTrace } from './verdict-grid.ts';

const SENTENCES = {
  'change.newly-refused':
    '{from} > {to}{flags} was accepted under {against} and is refused now: breaking for userspace. {why}',
  'change.newly-never-returns':
    '{from} > {to}{flags} {before} under {against} and never returns now: breaking for userspace. {why}',
  'change.session-changed':
    '{from} > {to}{flags} now takes {path} instead of {old}, which opens or ends different data sessions: breaking for userspace.',
  'change.path-changed':
    '{from} > {to}{flags} now takes {path} instead of {old}: the same for userspace unless it fails midway.',
  'change.refused-otherwise':
    '{from} > {to}{flags} {before} under {against} and {still}, but the driver takes different arcs first. {why}',
  'change.silence-refused':
    '{from} > {to}{flags} is refused now, and {against} does not mention it: does any userspace rely on it?',
  'change.no-longer-specified':
    '{from} > {to}{flags} {before} under {against}; the new rules do not mention it.',
  'change.newly-accepted':
    '{from} > {to}{flags} {before} under {against} and is accepted now: additive for userspace.',
  'change.never-returns-fixed':
    '{from} > {to}{flags} never returned under {against} and {now}: additive for userspace.',
  'change.initial-changed':
    'The device starts in {to}; under {against} it starts in {old}: breaking for userspace.',
  'v2.new-driver-arc':
    'A driver with {names} must now implement {from} > {to}, which {against} does not require.',
  'v2.new-flags-arc':
    'A driver that will claim {names} must implement {from} > {to}; under {against} no driver claims these flags.',
} as const satisfies Partial<Record<FindingId, string>>;

/** What the old rules answered, whether the new ones still do, and what they answer now. */
const ANSWERS: Readonly<Record<VerdictKind, { readonly [when in 'before' | 'still' | 'now']: string }>> = {
  accepted: { before: 'was accepted', still: 'is still accepted', now: 'is accepted now' },
  refused: { before: 'was refused', still: 'is still refused', now: 'is refused now' },
  unspecified: { before: 'was unspecified', still: 'is still unspecified', now: 'is unspecified now' },
  'never-returns': { before: 'never returned', still: 'still never returns', now: 'never returns now' },
};

/** All findings on the change from `against` to the rule set; none between generations, where no userspace spans both. */
export function findInChange(
  ruleSet: RuleSet,
  against: RuleSet,
  flags?: number,
  lines?: RequestLines,
): readonly Finding[] {
  if (ruleSet.generation !== against.generation) return [];
  const difference = compareRuleSets(against, ruleSet, flags === undefined ? undefined : [flags]);
  const grids = new Map(difference.flagSets.map((set) => [set, getGrid(ruleSet, set)]));
  return [...searchFindings(difference, grids, lines)];
}

function* searchFindings(
  difference: Difference,
  grids: ReadonlyMap<number | null, VerdictGrid>,
  lines?: RequestLines,
): Generator<Finding> {
  const { a: against, b: ruleSet, requests } = difference;
  yield* findInitial(difference, grids, lines);
  for (const compared of requests) {
    const grid = grids.get(compared.flags);
    const after = compared.after ?? (grid && askForMissing(compared, grid));
    const id = after && getId(compared, after);
    if (!id || !grid) continue;
    const { before } = compared;
    const { from, to, flags } = after.request;
    const trace = toRequestTrace(grid, from, to);
    const words: Words = {
      ...(compared.to.b ? {} : { to: compared.to.a?.name ?? '' }),
      flags: formatWithFlags(flags),
      against: formatOld(against),
      before: before ? ANSWERS[before.kind].before : 'was not known',
      still: ANSWERS[after.kind].still,
      now: ANSWERS[after.kind].now,
      why: compared.to.b ? after.why : `The new rules have no ${compared.to.a?.name}.`,
      path: formatPath(ruleSet, after),
      old: before ? formatPath(against, before) : '',
    };
    const entries = findChangedEntries(difference, after);
    const citations = getSources(against, before?.citations);
    const place = { ruleSet, flags, from, to, lines, entries, citations, trace };
    yield createFinding(id, place, SENTENCES[id], words);
  }
  if (ruleSet.generation === 'v2' && against.generation === 'v2')
    for (const grid of grids.values()) yield* findNewArcs(ruleSet, against, grid, lines);
}

/**
 * What the new rules answer when a state is asked for that only the old ones have; undefined where they have its value for
 * another state, or the device cannot be in the state to ask from.
 */
function askForMissing({ from, to }: ComparedRequest, grid: VerdictGrid): Verdict | undefined {
  if (!from.b || !to.a || to.b || getState(grid.ruleSet.states, to.a.value)) return undefined;
  return grid.at(from.b.value, to.a.value);
}

/** What was read from a text is what the code said before. */
const formatOld = (against: RuleSet) => (isFromText(against) ? 'the old code' : against.id);

/** Who says what held before; for code without a source, what the rules of its protocol are read from. */
function getSources({ generation, citations }: RuleSet, own: readonly Citation[] = citations) {
  if (own.length > 0) return own;
  return generation === 'v1' ? [UAPI_V1] : [NEXT_STATE];
}

/** The finding for a compared request; undefined where there is nothing to say. */
function getId({ change, before }: ComparedRequest, after: Verdict) {
  if (change === 'kept' || change === 'unlisted') return undefined;
  if (before?.kind === after.kind && after.kind !== 'accepted') return 'change.refused-otherwise';
  if (after.kind === 'never-returns') return 'change.newly-never-returns';
  if (before?.kind === 'never-returns') return 'change.never-returns-fixed';
  if (after.kind === 'unspecified') return 'change.no-longer-specified';
  if (after.kind === 'refused')
    return before?.kind === 'unspecified' ? 'change.silence-refused' : 'change.newly-refused';
  if (before?.kind !== 'accepted') return 'change.newly-accepted';
  return hasOtherSessions(before, after) ? 'change.session-changed' : 'change.path-changed';
}

function* findInitial(
  { a: against, b: ruleSet, states }: Difference,
  grids: ReadonlyMap<number | null, VerdictGrid>,
  lines?: RequestLines,
): Generator<Finding> {
  const grid = grids.values().next().value;
  const before = states.find((pair) => pair.a?.value === against.initial);
  const { initial: to } = ruleSet;
  if (!grid || before?.b?.value === to) return;
  const trace = toStepsTrace(grid, to, [{ act: 'reset' }]);
  const old = formatState(against.states, against.initial);
  const header = ruleSet.generation === 'v1' ? UAPI_V1 : UAPI_V2;
  const citations = [...new Set([...getSources(against), header])];
  const place = { ruleSet, flags: null, from: to, to, lines, citations, trace };
  const words = { old, against: formatOld(against) };
  yield createFinding('change.initial-changed', place, SENTENCES['change.initial-changed'], words);
}

/** New arcs of drivers; for flags that are new, those beyond what their largest known subset requires. */
function* findNewArcs(
  ruleSet: V2RuleSet,
  against: V2RuleSet,
  grid: VerdictGrid,
  lines?: RequestLines,
): Generator<Finding> {
  const flags = grid.flags ?? 0;
  const isKnown = against.flagSets.includes(flags);
  const id = isKnown ? 'v2.new-driver-arc' : 'v2.new-flags-arc';
  const old = getDriverArcs(against, isKnown ? flags : (findFlags(flags, against) ?? 0));
  for (const arc of getDriverArcs(ruleSet, flags)) {
    const [from, to] = arc;
    if (old.some(([a, b]) => a === from && b === to)) continue;
    const target = findTarget(grid, arc);
    const words = { names: formatFlags(flags), against: formatOld(against) };
    const entries = [[from, target] as const];
    const trace = toRequestTrace(grid, from, target);
    yield createFinding(id, { ruleSet, flags, from, to, lines, entries, trace }, SENTENCES[id], words);
  }
}

/** A state whose request makes the core take the driver over this arc first: the end of the arc, if that works. */
export function findTarget(grid: VerdictGrid, [from, to]: RequestTuple): number {
  const takes = (target: number) => {
    const verdict = grid.at(from, target);
    return verdict.kind === 'accepted' && verdict.arcs[0]?.to === to;
  };
  return takes(to) ? to : (grid.states.find(({ value }) => takes(value))?.value ?? to);
}

function formatPath({ states }: RuleSet, verdict: Verdict): string {
  return getPath(verdict)
    .map((value) => formatState(states, value))
    .join(' > ');
}

/** The entries that a request passes in the new table and that differ in the old one. */
function findChangedEntries({ a, b }: Difference, verdict: Verdict): readonly (readonly [number, number])[] {
  if (a.generation !== 'v2' || b.generation !== 'v2') return [];
  const { from, to } = verdict.request;
  const arcs = 'arcs' in verdict ? verdict.arcs : [];
  const passed = [from, ...arcs.flatMap((arc) => [...arc.merged, arc.to])];
  return passed.filter((cur) => getEntry(a, cur, to) !== getEntry(b, cur, to)).map((cur) => [cur, to]);
}

function getEntry({ next, values }: V2RuleSet, from: number, to: number): number | undefined {
  return next[values.indexOf(from)]?.[values.indexOf(to)];
}
