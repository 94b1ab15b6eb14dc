/**
 * `flows`: what QEMU asks of a device, step by step, and how far each rule set lets it.
 */

import type { FlowJson } from '../../judge/report/table-json.ts';
import { runFlows, toFlowJson } from '../../judge/report/table-json.ts';
import type { FlowRun, FlowStep } from '../../protocol/clients/client-flow.ts';
import { isRefusal } from '../../protocol/clients/client-flow.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import type { Command } from '../cli-command.ts';
import { formatParagraph } from '../paragraph.ts';
import { formatFlagsHeading, formatHeading } from './rules-command.ts';
import type { Selected } from './selection.ts';
import { answerSelection } from './selection.ts';

/** What `flows --json` prints. */
export interface FlowsJson {
  readonly flows: readonly FlowJson[];
}

const SILENCE = 'a request that is neither listed nor forbidden; the flow goes on as if it were accepted';

type RequestStep = Extract<FlowStep, { readonly act: 'request' }>;

export const FLOWS_COMMAND: Command = {
  name: 'flows',
  account: 'which flows of QEMU each rule set lets through',
  options: ['json', 'rules', 'flags'],
  run: (options) => answerSelection(options, formatJson, formatText),
};

const getRequests = ({ steps }: FlowRun): readonly RequestStep[] =>
  steps.filter((step) => step.act === 'request');

function formatJson(selection: readonly Selected[]): string {
  const runs = selection.flatMap(({ ruleSet, flagSets }) => runFlows(ruleSet, flagSets));
  const json: FlowsJson = { flows: runs.map(toFlowJson) };
  return JSON.stringify(json);
}

const formatText = (selection: readonly Selected[]) => selection.map(formatRuleSet).join('\n\n\n');

function formatRuleSet({ ruleSet, flagSets }: Selected): string {
  const tables = flagSets.map((flags) => ({ flags, runs: runFlows(ruleSet, [flags]) }));
  const isSilent = tables.some(({ runs }) => runs.some(({ verdict }) => verdict === 'unspecified'));
  return [
    formatHeading(ruleSet),
    ...(isSilent ? [formatParagraph(SILENCE, '  ?> ')] : []),
    ...tables.map(({ flags, runs }) =>
      [
        ...(flags === null ? [] : [formatFlagsHeading(flags)]),
        formatLine('flow', 'verdict', 'the states passed, or the step that fails, and why'),
        ...runs.map(formatRun),
      ].join('\n'),
    ),
  ].join('\n\n');
}

const formatLine = (flow: string, verdict: string, text: string) =>
  formatParagraph(text, `  ${flow.padEnd(19)}  ${verdict.padEnd(11)}  `);

/** `live-migration  fails  at complete, _SAVING > _SAVING. Refused: The table does not list ...` */
function formatRun(run: FlowRun): string {
  const failed = getRequests(run).find(isRefusal);
  const text = failed ? formatFailure(run, failed) : formatSteps(run);
  return formatLine(run.flow.id, run.verdict, text);
}

function formatFailure({ ruleSet }: FlowRun, step: RequestStep): string {
  const { name, verdict } = step;
  return `at ${name}, ${formatRequest(ruleSet.states, step)}. ${VERDICT_WORDS[verdict.kind]}: ${verdict.why}`;
}

/** The states passed, with `?` before one that the rule set does not speak of reaching. */
function formatSteps({ ruleSet, steps }: FlowRun): string {
  const names = steps.map((step) => {
    const name = formatState(ruleSet.states, step.to);
    if (step.act === 'reset') return `(${step.name}) ${name}`;
    return step.verdict.kind === 'unspecified' ? `?> ${name}` : `> ${name}`;
  });
  return [formatState(ruleSet.states, ruleSet.initial), ...names].join(' ');
}
