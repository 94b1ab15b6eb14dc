/** What QEMU does with a rule set: each flow that fails, or relies on what the rules do not speak of. */

import type { FlowRun, FlowStep } from '../../protocol/clients/client-flow.ts';
import { getFlows, isRefusal, runFlow, toTrace } from '../../protocol/clients/client-flow.ts';
import type { Finding, RequestLines } from '../../protocol/trace/finding.ts';
import { createFinding, formatWithFlags } from '../catalogue/new-finding.ts';
import type { VerdictGrid } from './verdict-grid.ts';

const SENTENCES = {
  refused: "QEMU's {flow}{flags} fails at '{step}': {from} > {to} is refused. {why}",
  'never-returns': "QEMU's {flow}{flags} hangs at '{step}': {from} > {to} never returns. {why}",
  unspecified: "QEMU's {flow} asks for {from} > {to} at '{step}', which the rules neither list nor forbid.",
};

type RequestStep = Extract<FlowStep, { readonly act: 'request' }>;

/** One finding for each flow that does not pass, at its first request that is not accepted. */
export function findInFlows(grid: VerdictGrid, lines?: RequestLines): readonly Finding[] {
  const { ruleSet, flags } = grid;
  return getFlows(ruleSet, flags).flatMap((flow) => {
    const run = runFlow(ruleSet, flags, flow);
    return run.verdict === 'passes' ? [] : toFinding(grid, run, lines);
  });
}

function toFinding(grid: VerdictGrid, run: FlowRun, lines?: RequestLines): Finding[] {
  const { ruleSet, flags } = grid;
  const isAtFault = (step: FlowStep): step is RequestStep =>
    step.act === 'request' && (isRefusal(step) || step.verdict.kind === 'unspecified');
  const index = run.steps.findIndex(run.verdict === 'fails' ? isRefusal : isAtFault);
  const step = run.steps[index];
  if (!step || !isAtFault(step)) return [];
  const { from, to, verdict, citation, name } = step;
  const trace = {
    ...toTrace({ ...run, steps: run.steps.slice(0, index + 1) }),
    ruleSet: grid.traceRuleSet,
  };
  const id =
    verdict.kind === 'unspecified' ? 'v1.flow-unspecified' : (`${ruleSet.generation}.flow-fails` as const);
  const sentence = verdict.kind === 'accepted' ? '' : SENTENCES[verdict.kind];
  const words = { flow: run.flow.id, flags: formatWithFlags(flags), step: name, why: verdict.why };
  return [
    createFinding(id, { ruleSet, flags, from, to, lines, citations: [citation], trace }, sentence, words),
  ];
}
