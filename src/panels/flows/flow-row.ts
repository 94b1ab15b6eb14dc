/**
 * The flows side by side as rows to read: a flow that fares the same with several sets of flags is one row, which lists
 * them. What breaks comes first.
 */

import type { FlowId } from '../../protocol/clients/client.ts';
import { getDefaultClient } from '../../protocol/clients/client-table.ts';
import type { FlowRun, FlowVerdict } from '../../protocol/clients/flow-run.ts';
import { formatEnd } from '../../protocol/clients/flow-words.ts';
import type { PlayStep } from '../../protocol/clients/play/play-step.ts';
import { getNumber, isRefused, isUnspecified } from '../../protocol/clients/play/play-step.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { formatOver, formatWay, say } from '../comparison/compare-words.ts';
import type { RowChange } from '../comparison/difference-row.ts';
import type { Askers } from './client-choice.ts';
import { getNewestAskers } from './client-choice.ts';
import type { FlowChange, FlowPair } from './flow-pair.ts';
import { compareFlows, findFirstOther, getPairFlagSets } from './flow-pair.ts';
import { FLOW_WORDS } from './flow-pair-words.ts';

/** One side of a row. */
export interface FlowCell {
  /** What a click plays: the run of the flags in view, or the one with the most flags. */
  readonly run: FlowRun;
  /** As a verdict, for sign and colour. */
  readonly kind: VerdictKind;
  /** `passes`, `fails at step 3`, `unspecified at steps 2, 3`. */
  readonly text: string;
  /** The first request that does not pass, or that differs from the other side's. */
  readonly request: string | null;
  /** `Play live-migration under v2-6.2`; a client that is not the newest QEMU is named: `live-migration of qemu-8.1`. */
  readonly label: string;
}

export interface FlowRow {
  readonly key: string;
  readonly flow: FlowId;
  readonly change: FlowChange;
  /** `flags 5, 7`; empty where there is but one set. */
  readonly flags: string;
  /** How many sets of flags. */
  readonly count: number;
  readonly isInView: boolean;
  readonly a: FlowCell | null;
  readonly b: FlowCell | null;
  /** Why a side has no such flow; null where both have it. */
  readonly missing: string | null;
}

/** What becomes of a flow, worst first: its word, and the change whose sign and colour it has. */
export const FLOW_CHANGES: Readonly<Record<FlowChange, { word: string; as: RowChange }>> = {
  breaks: { word: 'breaks', as: 'removed' },
  differs: { word: 'differs', as: 'changed' },
  mended: { word: 'repaired', as: 'added' },
  'only-a': { word: 'only old', as: 'removed' },
  'only-b': { word: 'only new', as: 'added' },
  same: { word: 'same', as: 'kept' },
};

const ORDER = Object.keys(FLOW_CHANGES) as readonly FlowChange[];

const KINDS: Readonly<Record<FlowVerdict, VerdictKind>> = {
  passes: 'accepted',
  unspecified: 'unspecified',
  fails: 'refused',
  hangs: 'never-returns',
};

/** Every flow of either side; `flags` are those in view. */
export function toFlowRows(
  a: RuleSet,
  b: RuleSet,
  flags: number | null,
  askers: Askers = getNewestAskers(a, b),
): readonly FlowRow[] {
  const pairs = compareFlows(a, b, askers);
  const all = new Set(pairs.map((pair) => pair.flags)).size;
  const merged = new Map<string, FlowPair[]>();
  for (const pair of pairs) {
    const key = [pair.flow, pair.change, ...toFates(pair).flat()].join();
    merged.set(key, [...(merged.get(key) ?? []), pair]);
  }
  const rows = [...merged].map(([key, own]): FlowRow => {
    const shown = own.find((pair) => pair.flags === flags) ?? own.at(-1);
    if (!shown) throw new Error(`row ${key} has no flow`);
    const isInView = own.some((pair) => pair.flags === flags);
    const [ofA, ofB] = toFates(shown);
    const sets = own.map((pair) => pair.flags).filter((set) => set !== null);
    return {
      key,
      flow: shown.flow,
      change: shown.change,
      flags: all < 2 ? '' : own.length === all ? 'all flags' : `flags ${sets.join(', ')}`,
      count: own.length,
      isInView,
      a: toCell(shown, shown.a, ofA, isInView),
      b: toCell(shown, shown.b, ofB, isInView),
      missing: formatMissing(shown, askers),
    };
  });
  return rows.toSorted((one, other) => ORDER.indexOf(one.change) - ORDER.indexOf(other.change));
}

/** `1 flow breaks, 1 is repaired, 6 the same.`: one flow for each set of flags. */
export function formatFlowCounts(
  a: RuleSet,
  b: RuleSet,
  rows: readonly FlowRow[],
  askers: Askers = getNewestAskers(a, b),
): string {
  return `${formatChangeCounts(a, b, rows)}${formatOver(getPairFlagSets(a, b, askers))}.`;
}

/** `1 flow breaks, 6 the same` */
export function formatChangeCounts(a: RuleSet, b: RuleSet, rows: readonly FlowRow[]): string {
  return ORDER.flatMap((change) => {
    const n = rows.filter((row) => row.change === change).reduce((sum, { count }) => sum + count, 0);
    return n > 0 ? [say(`flows-${change}`, { n, a: a.id, b: b.id })] : [];
  }).join(', ');
}

/** Why one side of a pair does not have the flow. */
function formatMissing(pair: FlowPair, askers: Askers): string | null {
  if (pair.a && pair.b) return null;
  const [client, other] = pair.a ? [askers.b, askers.a] : [askers.a, askers.b];
  if (!client) return other && FLOW_WORDS.otherProtocol(other.id, other.generation);
  return client.flows.includes(pair.flow) ? FLOW_WORDS.impossibleHere : FLOW_WORDS.missing;
}

function toCell(
  { flow, flags }: FlowPair,
  run: FlowRun | null,
  [text, request]: Fate,
  isInView: boolean,
): FlowCell | null {
  if (!run) return null;
  const isUsual = getDefaultClient(run.ruleSet.generation).id === run.client;
  const words = { flow: isUsual ? flow : `${flow} of ${run.client}`, side: run.ruleSet.id };
  const label = isInView || flags === null ? say('play', words) : say('play-with-flags', { ...words, flags });
  return { run, kind: KINDS[run.verdict], text, request: request || null, label };
}

/** How a side fares, and at which request. */
type Fate = readonly [text: string, request: string];

function toFates({ a, b, change }: FlowPair): readonly [a: Fate, b: Fate] {
  const other = change === 'differs' && a && b ? findFirstOther(a, b) : -1;
  return [toFate(a, other), toFate(b, other)];
}

/** `other` is the step that differs where the verdicts do not. */
function toFate(run: FlowRun | null, other: number): Fate {
  if (!run) return ['', ''];
  const { ruleSet, verdict, steps } = run;
  const stops = steps.flatMap((step, index) => (isStop(step, verdict) ? [index] : []));
  const numbers = stops.map((index) => getNumber(steps, index));
  const word = verdict === 'hangs' ? 'never returns' : verdict;
  const at = numbers.length > 0 ? ` at ${numbers.length > 1 ? 'steps' : 'step'} ${numbers.join(', ')}` : '';
  const end = formatEnd(run);
  const text = `${word}${at}${end && `, ${end}`}`;
  const step = steps[stops[0] ?? other];
  if (step?.act !== 'ask') return [text, ''];
  const way = step.verdict.kind === 'accepted' ? formatWay(ruleSet, step.verdict) : '';
  return [text, `${formatRequest(ruleSet.states, step)}${way}`];
}

/** What keeps a flow from passing: a refusal, or where there is none, silence. */
function isStop(step: PlayStep, verdict: FlowVerdict): boolean {
  return verdict === 'unspecified' ? isUnspecified(step) : isRefused(step);
}
