/** The sentences and the pieces that the plain report and the Markdown report share. */

import type { FlowRun, FlowVerdict } from '../../protocol/clients/flow-run.ts';
import { formatEnd, getRefused } from '../../protocol/clients/flow-words.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { formatState, getState, NDMA_STATES, V1_STATES, V2_STATES } from '../../protocol/state/state.ts';
import type { Finding } from '../../protocol/trace/finding.ts';
import { SEVERITIES } from '../../protocol/trace/finding.ts';
import type { DiffEntry, DiffJson } from '../../protocol/verdict/difference.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import { fill } from '../../protocol/words/fill.ts';
import { isFromText } from '../catalogue/finding-source.ts';
import { SEVERITY_WORDS } from '../catalogue/finding-words.ts';
import { listFlags } from '../catalogue/hit-words.ts';
import type { Effect, FlowLamp } from '../effect/effect.ts';
import { FLOW_END_WORDS, formatEffect } from '../effect/effect-words.ts';
import type { DriverTable, ReadAs, ReportInput } from './table-json.ts';
import { isDriverTable } from './table-json.ts';

const FLOW_WORDS: Readonly<Record<FlowVerdict, string>> = {
  passes: 'passes',
  unspecified: 'relies on requests that the rules do not mention',
  fails: 'fails',
  hangs: 'never returns',
};

/** Plain ASCII, one character a sign. */
const SIGNS_LEGEND: Readonly<Record<RuleSet['generation'], string>> = {
  v1: '+ accepted, - refused, ? neither listed nor forbidden',
  v2: '0 there already, 1 2 3 4 accepted in that many arcs, - refused',
};

/** What the signs of a matrix mean; that of a request that never returns only where there is one. */
export function formatLegend(ruleSet: RuleSet): string {
  const rows = getRows(ruleSet);
  const hangs = getFlagSets(ruleSet).some((flags) =>
    rows.some(({ value: from }) =>
      rows.some(({ value: to }) => readVerdict(ruleSet, { from, to, flags }).kind === 'never-returns'),
    ),
  );
  return `${SIGNS_LEGEND[ruleSet.generation]}${hangs ? ', ! never returns' : ''}`;
}

export const WORDS = {
  nothing: 'Nothing was found.',
  notKnown: 'not known without migration_flags',
  noFlows: 'No flows were run.',
  noDifference: 'No differences.',
  findings: 'Findings',
  present: 'Findings that were there before',
  repaired: 'Repaired',
  changed: '* differs from the old side',
  silence: 'relies on requests that the rules do not mention',
  reading: 'How the text was read',
  readAs: '{name} is taken to mean {as}.',
  assumed: 'The text does not show all entries; assumed from the base',
  allAssumed: 'The text shows none of the entries. Assumed: all {count}.',
  mostAssumed: 'The text does not show all entries; assumed from the base: all {count} but {shown}.',
  is: 'It is identical to {id}, entry by entry.',
  hits: 'The same cause:',
  flows: 'QEMU flows that end differently',
  lamp: '{before} before, {after} now',
};

/** `MY_SAVE is taken to mean VFIO_DEVICE_STATE_STOP_COPY.` */
export const formatReadAs = ({ name, as }: ReadAs): string => fill<string>(WORDS.readAs, { name, as });

/** What a driver implements, what is required of it and what is missing. Without flags v2 requires nothing that is known. */
export function listArcs(
  { generation }: Pick<ReportInput, 'generation'>,
  { arcs, required, missing }: DriverTable,
  names: Parameters<typeof formatPairs>[1],
): readonly (readonly [word: string, arcs: string])[] {
  const none = generation === 'v2' && required.length === 0 ? WORDS.notKnown : 'none';
  return [
    ['implements', formatPairs(arcs, names) || 'none'],
    ['required', formatPairs(required, names) || none],
    ['missing', formatPairs(missing, names) || none],
  ];
}

/** The sign of a verdict in a matrix: the number of arcs in v2. */
export function getSign(ruleSet: RuleSet, verdict: Verdict): string {
  switch (verdict.kind) {
    case 'accepted':
      return ruleSet.generation === 'v1' ? '+' : String(verdict.path.length);
    case 'refused':
      return '-';
    case 'unspecified':
      return '?';
    case 'never-returns':
      return '!';
  }
}

/** Rows and columns of a matrix: the values of the table, in its own order. */
export function getRows(ruleSet: RuleSet): readonly StateInfo[] {
  return ruleSet.values.flatMap((value) => getState(ruleSet.states, value) ?? []);
}

/** `2 errors, 1 question`, or that nothing was found. */
export function formatCounts(findings: readonly Finding[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const { length } = findings.filter((finding) => finding.severity === severity);
    const [one, many] = SEVERITY_WORDS[severity];
    return length === 0 ? [] : [`${length} ${length === 1 ? one : many}`];
  });
  return counts.length === 0 ? WORDS.nothing : `${counts.join(', ')}.`;
}

/** `STOP_COPY > PRE_COPY`, or the one state where the device is reset; undefined where it speaks of no request. */
export function formatAsked(
  { from, to, trace }: Pick<Finding, 'from' | 'to' | 'trace'>,
  states: readonly StateInfo[],
): string | undefined {
  if (from === null || to === null) return undefined;
  if (trace?.steps.at(-1)?.act === 'reset') return formatState(states, from);
  return formatRequest(states, { from, to });
}

/** Where a finding is: `line 12`, `STOP_COPY > PRE_COPY`, `flags 7`, as far as it has them. */
export function formatPlace(finding: Finding): string {
  const { line } = finding;
  const flags = listFlags(finding);
  const request = formatAsked(finding, getStates(finding));
  return [
    ...(line === null ? [] : [`line ${line}`]),
    ...(request === undefined ? [] : [request]),
    ...(flags.length === 0 ? [] : [`flags ${flags.join(', ')}`]),
  ].join(', ');
}

/** What became of a flow: the first step that fails, how many more do, and how it ends for the client. */
function formatRun(run: FlowRun): string {
  const { ruleSet, verdict } = run;
  const [failed, ...more] = getRefused(run);
  const end = formatEnd(run);
  const ends = end && ` ${end}`;
  if (!failed) return `${FLOW_WORDS[verdict]}${end && ','}${ends}`;
  const request = formatRequest(ruleSet.states, failed);
  const others = more.length > 0 ? `, and at ${more.length} more` : '';
  return `${FLOW_WORDS[verdict]} at '${failed.trigger}', ${request}${others}${end && ','}${ends}`;
}

/** A flow with the same outcome for several sets of flags: one line for all of them. */
export interface FlowLine {
  readonly flow: string;
  /** `1, 3`; null in v1. */
  readonly flags: string | null;
  readonly text: string;
}

/** The runs as lines, in their order. */
export function toFlowLines(runs: readonly FlowRun[]): readonly FlowLine[] {
  const lines = new Map<string, FlowLine>();
  for (const run of runs) {
    const text = formatRun(run);
    const key = `${run.flow.id} ${text}`;
    const known = lines.get(key)?.flags;
    const flags = run.flags === null ? null : [...(known ? [known] : []), run.flags].join(', ');
    lines.set(key, { flow: run.flow.id, flags, text });
  }
  return [...lines.values()];
}

/** The runs of each rule set by its title; null in place of the title where there is only one. */
export function groupRuns(
  runs: readonly FlowRun[],
): readonly (readonly [title: string | null, runs: readonly FlowRun[]])[] {
  const groups = new Map<RuleSet, FlowRun[]>();
  for (const run of runs) groups.set(run.ruleSet, [...(groups.get(run.ruleSet) ?? []), run]);
  return [...groups].map(([{ title }, own]) => [groups.size === 1 ? null : title, own]);
}

/** The heading of a difference; old code is called by the name of the new. */
export function formatAgainst({ name, old, new: table }: ReportInput, { against }: DiffJson): string {
  if (isDriverTable(table)) return `Against the old ${name}`;
  const isOld = old && !isDriverTable(old) && old.id === against && isFromText(old);
  return isOld ? `Against the old ${name}` : `Against ${against}`;
}

/**
 * The states that the numbers of a finding mean: those of the rule set that its trace plays under, then others of its
 * protocol.
 */
export function getStates({ trace, flags }: Pick<Finding, 'trace' | 'flags'>): readonly StateInfo[] {
  const ruleSet = trace && ('id' in trace.ruleSet ? getRuleSet(trace.ruleSet.id) : trace.ruleSet.table);
  const generation = ruleSet?.generation ?? (flags === null ? 'v1' : 'v2');
  return withOthers(ruleSet?.states ?? [], generation);
}

/** The states that the numbers of a difference or of an input mean: those of its rule set, then others of its protocol. */
export function getNames({ generation, old, new: table }: ReportInput): readonly StateInfo[] {
  const [states = []] = [table, old].flatMap((each) => (each && !isDriverTable(each) ? [each.states] : []));
  return withOthers(states, generation);
}

/** A finding or a difference may name a state that only the old side has. */
function withOthers(states: readonly StateInfo[], generation: RuleSet['generation']): readonly StateInfo[] {
  const all = generation === 'v1' ? [...V1_STATES, ...NDMA_STATES] : V2_STATES;
  return [...states, ...all.filter(({ value }) => !getState(states, value))];
}

/** The three lists of a difference that have entries, each with its word. */
export function getLists(
  diff: DiffJson,
  { new: table }: Pick<ReportInput, 'new'>,
): readonly (readonly [word: string, entries: readonly DiffEntry[]])[] {
  const [added, removed, changed] = isDriverTable(table)
    ? ['arcs added', 'arcs removed', 'arcs that fail now']
    : ['newly accepted', 'no longer accepted', 'changed'];
  const lists = [
    [added, diff.added],
    [removed, diff.removed],
    [changed, diff.changed],
  ] as const;
  return lists.filter(([, entries]) => entries.length > 0);
}

/** `STOP_COPY > PRE_COPY (flags 5, 7)`: one text for each request, with all flags it is listed under. */
export function formatEntries(
  entries: readonly DiffEntry[],
  states: readonly StateInfo[],
): readonly string[] {
  const byRequest = new Map<string, (number | null)[]>();
  for (const [flags, from, to] of entries) {
    const request = formatRequest(states, { from, to });
    byRequest.set(request, [...(byRequest.get(request) ?? []), flags]);
  }
  return [...byRequest].map(([request, listed]) => {
    const flags = listed.filter((set) => set !== null);
    return flags.length === 0 ? request : `${request} (flags ${flags.join(', ')})`;
  });
}

/** `RUNNING > STOP, STOP > RESUMING` */
export function formatPairs(pairs: DriverTable['arcs'], states: readonly StateInfo[]): string {
  return pairs.map(([from, to]) => formatRequest(states, { from, to })).join(', ');
}

/** What is taken from the base, in a sentence; undefined where nothing is. */
export function formatAssumed(
  { assumed, new: table }: ReportInput,
  names: readonly StateInfo[],
): string | undefined {
  if (assumed.length === 0) return undefined;
  const values = isDriverTable(table) ? [] : table.values;
  const count = values.length ** 2;
  if (assumed.length === count) return fill(WORDS.allAssumed, { count });
  if (assumed.length <= count / 2 || isDriverTable(table))
    return `${WORDS.assumed}: ${formatPairs(assumed, names)}.`;
  const isAssumed = new Set(assumed.map(([from, to]) => `${from}>${to}`));
  const all = values.flatMap((from) => values.map((to): RequestTuple => [from, to]));
  const shown = all.filter(([from, to]) => !isAssumed.has(`${from}>${to}`));
  return fill(WORDS.mostAssumed, { count, shown: formatPairs(shown, names) });
}

/** The flows that end otherwise than before: those of the same outcome in one line. */
export function toLampLines({ flows }: Effect): readonly FlowLine[] {
  const lines = new Map<string, FlowLine>();
  for (const lamp of flows) {
    const text = formatLamp(lamp);
    if (text === undefined) continue;
    const known = lines.get(`${lamp.flow} ${text}`)?.flags;
    const flags = lamp.flags === null ? null : [...(known ? [known] : []), lamp.flags].join(', ');
    lines.set(`${lamp.flow} ${text}`, { flow: lamp.flow, flags, text });
  }
  return [...lines.values()];
}

function formatLamp({ before, after }: FlowLamp): string | undefined {
  if (before === null || before === after) return undefined;
  return fill(WORDS.lamp, { before: FLOW_END_WORDS[before], after: FLOW_END_WORDS[after] });
}

/** What the patch does in one line, with the name of the table where there are several. */
export function formatVerdict({ name, effect }: ReportInput, inputs: readonly ReportInput[]): string {
  const line = formatEffect(effect);
  return inputs.length > 1 ? `${name}: ${line}` : line;
}

/** The heading over flows that end differently. */
export const formatLampHeading = ({ name }: ReportInput, inputs: readonly ReportInput[]): string =>
  inputs.length > 1 ? `${WORDS.flows}: ${name}` : WORDS.flows;
