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
import { formatParagraph } from '../../protocol/words/paragraph.ts';
import type { Command } from '../cli-command.ts';
import type { SelectedPlay, SelectedPlays } from './client-selection.ts';
import { parsePlays } from './client-selection.ts';
import { formatFlagsHeading, formatHeading } from './rules-command.ts';
import { answerWith } from './selection.ts';

/** What `flows --json` prints. */
export interface FlowsJson {
  readonly flows: readonly FlowJson[];
}

const SILENCE = 'a request that is neither listed nor forbidden; the flow goes on as if it were accepted';

const DERIVED = 'derived by reading its source, not seen running';

export const FLOWS_COMMAND: Command = {
  name: 'flows',
  account: 'which client flows each rule set allows',
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
  const isOneFlow = plays.length > 1 && new Set(plays.flatMap(({ flows }) => flows)).size === 1;
  return [
    formatHeading(ruleSet),
    ...(isSilent ? [formatParagraph(SILENCE, '  ?> ')] : []),
    ...(isOneFlow ? [...formatByClient(tables), ...listDerived(plays)] : tables.map(formatTable)),
  ].join('\n\n');
}

interface Table {
  readonly play: SelectedPlay;
  readonly runs: readonly FlowRun[];
}

const formatTable = ({ play, runs }: Table) =>
  [
    ...formatPlayHeading(play),
    formatLine('flow', 'verdict', HEADING),
    ...runs.map((each) => formatRun(each, each.flow.id)),
    ...listObstacles(play),
  ].join('\n');

/** One flow of several clients, or with several sets of flags: a table for each set of flags, with a line for each client. */
function formatByClient(tables: readonly Table[]): readonly string[] {
  const flagSets = [...new Set(tables.map(({ play }) => play.flags))];
  return flagSets.map((flags) => {
    const runs = tables.filter(({ play }) => play.flags === flags).flatMap((table) => table.runs);
    return [
      ...(runs[0] ? [`  ${runs[0].flow.id}`] : []),
      ...formatFlags(flags),
      formatLine('client', 'verdict', HEADING),
      ...runs.map((each) => formatRun(each, each.client)),
    ].join('\n');
  });
}

/** The clients whose flows were not seen running. */
function listDerived(plays: readonly SelectedPlay[]): readonly string[] {
  const ids = new Set(plays.flatMap(({ client: { id, isDerived } }) => (isDerived ? [id] : [])));
  return ids.size > 0 ? [formatParagraph(`${[...ids].join(', ')}: ${DERIVED}`, '  ')] : [];
}

function formatPlayHeading({ client: { id, title, isDerived }, flags }: SelectedPlay): readonly string[] {
  const derived = isDerived ? `; ${DERIVED}` : '';
  return [formatParagraph(`${id}: ${title}${derived}`, '  '), ...formatFlags(flags)];
}

const formatFlags = (flags: number | null) => (flags === null ? [] : [formatFlagsHeading(flags)]);

/** The column of flows; a longer name has a line of its own. */
const COLUMN = 19;

const HEADING = 'the states passed, or the steps that fail, and why';

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
function formatRun(flowRun: FlowRun, name: string): string {
  const refused = getRefused(flowRun);
  const failures = refused.map((step, index) => {
    const isTold = refused.findIndex(({ verdict }) => verdict.why === step.verdict.why) < index;
    return formatFailure(flowRun, step, isTold);
  });
  const end = formatEnd(flowRun);
  const text =
    failures.length > 0
      ? [`at ${failures.join(' And at ')}`, ...ENDS[flowRun.ends]].join(' ')
      : `${formatSteps(flowRun)}${end && ` (${end})`}`;
  return formatLine(name, flowRun.verdict, text);
}

/** How a refused flow ends for its client, where it is not a plain failure. */
const ENDS: Readonly<Record<FlowRun['ends'], readonly string[]>> = {
  completes: ['The client completes the flow all the same.'],
  fails: [],
  aborts: ['The client aborts.'],
};

/** A reason is given only once in a flow. */
function formatFailure({ ruleSet }: FlowRun, step: AskStep, isTold: boolean): string {
  const { trigger, verdict } = step;
  const why = isTold ? '' : ` ${VERDICT_WORDS[verdict.kind]}: ${verdict.why}`;
  return `${trigger}, ${formatRequest(ruleSet.states, step)}.${why}`;
}

/** The states passed, with `?` before a request that the rule set does not mention. */
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
