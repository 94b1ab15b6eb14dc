/**
 * What QEMU does with a rule set: each request of its flows that the rules refuse or do not mention,
 * once, with the flows that it hits.
 */

import type { FlowId } from '../../protocol/clients/client.ts';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import { toFlowTrace } from '../../protocol/clients/flow-run.ts';
import type { AskStep } from '../../protocol/clients/play/play-step.ts';
import { isRefused, isUnspecified } from '../../protocol/clients/play/play-step.ts';
import type { Finding, RequestLines } from '../../protocol/trace/finding.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import { createFinding, formatWithFlags } from '../catalogue/new-finding.ts';
import type { VerdictGrid } from './verdict-grid.ts';
import { toRequestTrace } from './verdict-grid.ts';

const SENTENCES = {
  refused: "QEMU's {flow}{flags} fails at '{step}': {from} > {to} is refused. {why}{others}",
  'never-returns': "QEMU's {flow}{flags} hangs at '{step}': {from} > {to} never returns. {why}{others}",
  unspecified:
    "QEMU's {flow} asks for {from} > {to} at '{step}', which the rules neither list nor forbid.{others}",
  unshown:
    "QEMU's {flow} asks for {from} > {to} at '{step}', which the shown lines neither accept nor refuse.{others}",
};

/** Where a flow makes a request: the flow, the step, and how many of its earlier requests are refused. */
interface Place {
  readonly run: FlowRun;
  readonly index: number;
  readonly step: AskStep;
  readonly refusedBefore: number;
}

/** How many other flows a sentence names. */
const NAMED = 2;

/** Most telling first: a live migration or its destination, where affected, stands for all. */
const FIRST: readonly FlowId[] = ['live-migration', 'incoming'];

/** One finding for each request of QEMU that is not accepted. */
export function findInFlows(grid: VerdictGrid, lines?: RequestLines): readonly Finding[] {
  const causes = new Map<string, Place[]>();
  const runs = grid.getRuns();
  const isFirst = ({ flow }: FlowRun) => FIRST.includes(flow.id);
  const ordered = [...runs.filter(isFirst), ...runs.filter((run) => !isFirst(run))];
  for (const run of ordered)
    for (const place of listPlaces(run)) {
      const key = `${place.step.verdict.kind} ${place.step.from}>${place.step.to}`;
      causes.set(key, [...(causes.get(key) ?? []), place]);
    }
  return [...causes.values()].flatMap((places) => toFinding(grid, places, lines));
}

function listPlaces(run: FlowRun): readonly Place[] {
  const places: Place[] = [];
  let refusedBefore = 0;
  for (const [index, step] of run.steps.entries()) {
    if (isRefused(step) || isUnspecified(step)) places.push({ run, index, step, refusedBefore });
    if (isRefused(step)) refusedBefore += 1;
  }
  return places;
}

function toFinding(grid: VerdictGrid, places: readonly Place[], lines?: RequestLines): readonly Finding[] {
  const { ruleSet, flags } = grid;
  const [first] = places.toSorted((a, b) => a.refusedBefore - b.refusedBefore);
  if (!first) return [];
  const { from, to, verdict, citation, trigger } = first.step;
  if (verdict.kind === 'accepted') return [];
  const id =
    verdict.kind === 'unspecified' ? 'v1.flow-unspecified' : (`${ruleSet.generation}.flow-fails` as const);
  const words = {
    ...{ flow: first.run.flow.id, flags: formatWithFlags(flags), step: trigger, why: verdict.why },
    others: formatOthers(places, first),
  };
  const citations = citation ? [citation] : [];
  const place = { ruleSet, flags, from, to, lines, citations, trace: toTrace(grid, first) };
  const flows = [...new Set(places.map(({ run }) => run.flow.id))];
  const sentence = SENTENCES[verdict.reason === 'not-shown' ? 'unshown' : verdict.kind];
  return [{ ...createFinding(id, place, sentence, words), flows }];
}

/** The flow up to the request; accepted requests lead there where an earlier request of the flow is refused. */
function toTrace(grid: VerdictGrid, { run, index, step, refusedBefore }: Place): Trace {
  if (refusedBefore > 0) return toRequestTrace(grid, step.from, step.to);
  const steps = run.steps.slice(0, index + 1);
  return { ...toFlowTrace({ ...run, steps }), ruleSet: grid.traceRuleSet };
}

/** ` So does savevm.`, ` So do savevm and boot.`; of more than two only their number, because they are listed. */
function formatOthers(places: readonly Place[], first: Place): string {
  const others = [...new Set(places.map(({ run }) => run.flow.id))].filter((id) => id !== first.run.flow.id);
  if (others.length === 0) return '';
  const named = others.length > NAMED ? `${others.length} other flows` : others.join(' and ');
  return ` So ${others.length === 1 ? 'does' : 'do'} ${named}.`;
}
