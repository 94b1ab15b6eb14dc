/** A replayed log as text: a line for each step as it comes, and the report at the end. */

import { getClient } from '../../protocol/clients/client-table.ts';
import { formatState } from '../../protocol/state/state.ts';
import { formatVisibleLine } from '../../protocol/words/outside-text.ts';
import { formatParagraph } from '../../protocol/words/paragraph.ts';
import { formatStepRequest } from './judged-step.ts';
import type { JudgedStep, ReplayDevice, ReplayFinding, ReplayResult } from './log-replay.ts';
import type { ReplayCause } from './replay-words.ts';

const COLOURS: Readonly<Record<string, string>> = {
  failed: '31',
  reset: '33',
  asked: '33',
  none: '2',
};

/** A paragraph of the report: whatever of the log stands in it, nothing but what shows. */
const tell = (text: string, margin = '') => formatParagraph(formatVisibleLine(text), margin);

const paint = (text: string, event: string, hasColour: boolean) =>
  hasColour && COLOURS[event] ? `\u001b[${COLOURS[event]}m${text}\u001b[0m` : text;

/** What was asked, or what happened: `RUNNING > PRE_COPY`, `VFIO_DEVICE_RESET: RUNNING`. */
export function formatAct({ step, ruleSet }: JudgedStep): string {
  if (step.event === 'reset')
    return `VFIO_DEVICE_RESET: ${step.to === null ? '?' : formatState(ruleSet.states, step.to)}`;
  if (step.from === null && step.to !== null) return `? > ${formatState(ruleSet.states, step.to)}`;
  return step.to === null ? '? > ?' : formatStepRequest(ruleSet, step);
}

/** What stands in the columns after the act. */
export const formatCame = ({ step: { errno }, verdict }: JudgedStep): string =>
  [verdict && verdict.kind !== 'accepted' ? verdict.kind : '', errno ?? '']
    .filter((word) => word !== '')
    .join(' ');

/** Of a date and a time only the time, which fits the column. */
export const formatTime = (time: string | null) => time?.replace(/^\d{4}-\d\d-\d\d[T ]/, '') ?? '';

/** One line for a step, with `~` before one that is not certain. Its device is named where `width` is not 0. */
export function formatStepLine(judged: JudgedStep, width: number, hasColour: boolean): string {
  const { step } = judged;
  const device = width > 0 ? `${formatVisibleLine(step.device).padEnd(width)}  ` : '';
  const event = paint(step.event.padEnd(7), step.event, hasColour);
  const place = `${step.line}`.padStart(6);
  const before = `${place}  ${formatTime(step.time).padEnd(17)}  ${device}${step.certain ? ' ' : '~'}`;
  const after = `  ${formatAct(judged).padEnd(32)}  ${formatCame(judged)}`;
  return `${formatVisibleLine(before)}${event}${formatVisibleLine(after)}`.trimEnd();
}

const formatFindingLine = ({ line, severity, device, text, count }: ReplayFinding): string =>
  tell(
    `${device === null ? '' : `${device}: `}${text}${count > 1 ? ` (${count} lines)` : ''}`,
    `${`${line}`.padStart(6)}  ${severity.padEnd(7)}  `,
  );

const formatCause = ({ line, id, text, todo }: ReplayCause): string =>
  [tell(`${id}: ${text}`, `${`${line}`.padStart(6)}  `), tell(`To do: ${todo}`, '        ')].join('\n');

function formatDevice(device: ReplayDevice, hasColour: boolean): string {
  const { name, generation, flags, flagsWhy, ruleSet, steps, end } = device;
  const known = generation === 'v1' ? 'protocol v1' : `migration_flags ${flags ?? 'not known'} (${flagsWhy})`;
  return [
    tell(`${name}: ${known}; judged by ${ruleSet.id}`),
    ...steps.flatMap((judged) => [
      formatStepLine(judged, 0, hasColour),
      ...(judged.step.certain && judged.step.event === 'reached' ? [] : [tell(judged.text, ' '.repeat(36))]),
    ]),
    `        At the end: ${end === null ? 'not known' : formatState(ruleSet.states, end)}`,
  ].join('\n');
}

/** What is known of the log as a whole. */
function formatHead({ summary: { formats, client } }: ReplayResult): string {
  const told =
    client === null ? 'not known from these lines' : `${getClient(client.id).title} (${client.why})`;
  return [
    tell(formats.length === 0 ? 'none' : formats.join(', '), 'Formats: '),
    tell(told, 'Client:  '),
  ].join('\n');
}

/** The report; `hasSteps` is false where each step was printed as it came. */
export function formatReplay(result: ReplayResult, hasSteps: boolean, hasColour: boolean): string {
  const { devices, findings, causes, summary } = result;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [[title, ...lines].join('\n')];
  const told = hasSteps
    ? devices.map((device) => formatDevice(device, hasColour))
    : devices.map(({ name, end, ruleSet }) =>
        tell(`${name}: ${end === null ? 'state not known' : formatState(ruleSet.states, end)} at the end`),
      );
  return [
    formatHead(result),
    ...told,
    ...list('Findings', findings.map(formatFindingLine)),
    ...list('Causes', causes.map(formatCause)),
    `${summary.lines} lines, ${summary.unread} of them not read.`,
  ].join('\n\n');
}
