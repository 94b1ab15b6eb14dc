/**
 * `flows`: what a client asks of a device, step by step, and how far each rule set lets it.
 */

import type { FlowJson } from '../../judge/report/table-json.ts';
import { toFlowJson } from '../../judge/report/table-json.ts';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import { runFlow } from '../../protocol/clients/flow-run.ts';
import { findFlowObstacle } from '../../protocol/clients/flow-table.ts';
import { formatEnd, getRefused } from '../../protocol/clients/flow-words.ts';
import type { AskStep, PlayStep } from '../../protocol/clients/play/play-step.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import type { Command } from '../cli-command.ts';
import { formatParagraph } from '../paragraph.ts';
import type { SelectedPlay, SelectedPlays } from './client-selection.ts';
import { parsePlays } from './client-selection.ts';
import { formatFlagsHeading, formatHeading } from './rules-command.ts';
import { answerWith } from './selection.ts';

/** What `flows --json` prints. */
export interface FlowsJson {
  readonly flows: readonly FlowJson[];
}

const SILENCE = 'a request that is neither listed nor forbidden; the flow goes on as if it were accepted';

export const FLOWS_COMMAND: Command = {
  name: 'flows',
  account: 'which flows of a client each rule set lets through',
  options: ['json', 'client', 'flow', 'rules', 'flags'],
  run: (options) => answerWith(parsePlays(options), options, formatJson, formatText),
};

const run = (ruleSet: RuleSet, { client, flags, flows }: SelectedPlay): readonly FlowRun[] =>
  flows.map((flow) => runFlow(client, flow, ruleSet, flags));

function formatJson(selection: readonly SelectedPlays[]): string {
  const runs = selection.flatMap(({ ruleSet, plays }) => plays.flatMap((play) => run(ruleSet, play)));
  const json: FlowsJson = { flows: runs.map(toFlowJson) };
  return JSON.stringify(json);
}

const formatText = (selection: readonly SelectedPlays[]) => selection.map(formatRuleSet).join('\n\n\n');

function formatRuleSet({ ruleSet, plays }: SelectedPlays): string {
  const tables = plays.map((play) => ({ play, runs: run(ruleSet, play) }));
  const isSilent = tables.some(({ runs }) => runs.some(({ verdict }) => verdict === 'unspecified'));
  return [
    formatHeading(ruleSet),
    ...(isSilent ? [formatParagraph(SILENCE, '  ?> ')] : []),
    ...tables.map(({ play, runs }) =>
      [
        formatPlayHeading(play),
        formatLine('flow', 'verdict', 'the states passed, or the steps that fail, and why'),
        ...runs.map(formatRun),
        ...listObstacles(play),
      ].join('\n'),
    ),
  ].join('\n\n');
}

const formatPlayHeading = ({ client: { id, title }, flags }: SelectedPlay) =>
  [`  ${id}: ${title}`, ...(flags === null ? [] : [formatFlagsHeading(flags)])].join('\n');

/** The column of flows; a longer name has a line of its own. */
const COLUMN = 19;

function formatLine(flow: string, verdict: string, text: string): string {
  const isLong = flow.length > COLUMN;
  const line = formatParagraph(text, `  ${(isLong ? '' : flow).padEnd(COLUMN)}  ${verdict.padEnd(11)}  `);
  return isLong ? `  ${flow}\n${line}` : line;
}

/** The flows of the client that these flags make impossible, with the reason; none where one flow alone is asked for. */
function listObstacles({ client, flags, flows }: SelectedPlay): readonly string[] {
  if (flows.length === 1) return [];
  return client.flows.flatMap((flow) => {
    const why = findFlowObstacle(client, flow, flags);
    return why === undefined ? [] : [formatLine(flow, 'impossible', why)];
  });
}

/** `live-migration  fails  at complete, _SAVING > _SAVING. Refused: The table does not list ...` */
function formatRun(flowRun: FlowRun): string {
  const refused = getRefused(flowRun);
  const failures = refused.map((step, index) => {
    const isTold = refused.findIndex(({ verdict }) => verdict.why === step.verdict.why) < index;
    return formatFailure(flowRun, step, isTold);
  });
  const text = failures.length > 0 ? `at ${failures.join(' And at ')}` : formatSteps(flowRun);
  const end = formatEnd(flowRun);
  return formatLine(flowRun.flow.id, flowRun.verdict, end ? `${text} (${end})` : text);
}

/** A reason that was told in the same flow is not told again. */
function formatFailure({ ruleSet }: FlowRun, step: AskStep, isTold: boolean): string {
  const { trigger, verdict } = step;
  const why = isTold ? '' : ` ${VERDICT_WORDS[verdict.kind]}: ${verdict.why}`;
  return `${trigger}, ${formatRequest(ruleSet.states, step)}.${why}`;
}

/** The states passed, with `?` before one that the rule set does not speak of reaching. */
function formatSteps({ ruleSet, start, steps }: FlowRun): string {
  const format = (step: PlayStep): readonly string[] => {
    if (step.act === 'unasked') return [];
    const name = formatState(ruleSet.states, step.to);
    if (step.act === 'reset') return [`(${step.trigger}) ${name}`];
    const asked = step.verdict.kind === 'unspecified' ? `?> ${name}` : `> ${name}`;
    return [step.errno === 'EBADF' ? `${asked} (-EBADF)` : asked];
  };
  return [formatState(ruleSet.states, start), ...steps.flatMap(format)].join(' ');
}
