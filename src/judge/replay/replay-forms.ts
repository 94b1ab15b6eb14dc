/** The reading of a log in the forms in which it leaves the page: as the command line prints it, as Markdown, and as a reply. */

import { getClient } from '../../protocol/clients/client-table.ts';
import { formatState } from '../../protocol/state/state.ts';
import { formatVisible, formatVisibleLine } from '../../protocol/words/outside-text.ts';
import type { ReplyNote } from '../reply/reply.ts';
import { formatReply } from '../reply/reply.ts';
import type { JudgedStep, ReplayDevice, ReplayResult } from './log-replay.ts';
import { toReplayJson } from './replay-json.ts';
import { formatAct, formatCame, formatReplay, formatTime } from './replay-report.ts';

export type ReplayForm = 'text' | 'markdown' | 'json';

export const REPLAY_FORMS: Readonly<
  Record<ReplayForm, { readonly extension: string; readonly type: string }>
> = {
  text: { extension: 'txt', type: 'text/plain' },
  markdown: { extension: 'md', type: 'text/markdown' },
  json: { extension: 'json', type: 'application/json' },
};

/** Ends in a newline. What does not show in it is spelled out. Text and JSON are what `vfio replay` prints. */
export function formatReplayAs(result: ReplayResult, form: ReplayForm): string {
  switch (form) {
    case 'text':
      return `${formatReplay(result, true, false)}\n`;
    case 'json':
      return `${formatVisible(JSON.stringify(toReplayJson(result)))}\n`;
    case 'markdown':
      return formatVisible(formatMarkdown(result));
  }
}

/** A cell: no sign in it ends the cell, or means anything to Markdown. */
const toCell = (text: string) =>
  formatVisibleLine(text).replaceAll(/[\\`*_{}[\]()#+!|<>~&]/g, (sign) => `\\${sign}`);

const toRow = (cells: readonly string[]) => `| ${cells.map(toCell).join(' | ')} |`;

function formatMarkdown({ summary, devices, findings, causes }: ReplayResult): string {
  const { client, formats, lines, unread } = summary;
  const told = client ? `${getClient(client.id).title} (${client.why})` : 'not known from these lines';
  const list = (title: string, rows: readonly string[]) =>
    rows.length === 0 ? [] : [`## ${title}`, rows.map((row) => `- ${row}`).join('\n')];
  return `${[
    '# What the log says',
    [`- Formats: ${formats.join(', ')}`, `- Client: ${toCell(told)}`].join('\n'),
    ...devices.flatMap(formatDevice),
    ...list(
      'Findings',
      findings.map(
        ({ line, severity, device, text }) =>
          `**${severity}**, line ${line}${device === null ? '' : `, ${toCell(device)}`}: ${toCell(text)}`,
      ),
    ),
    ...list(
      'Causes',
      causes.map(
        ({ id, line, text, todo }) => `\`${id}\`, line ${line}: ${toCell(text)} To do: ${toCell(todo)}`,
      ),
    ),
    `${lines} lines, ${unread} of them not read.`,
  ].join('\n\n')}\n`;
}

function formatDevice({ name, generation, flags, flagsWhy, ruleSet, steps, end }: ReplayDevice): string[] {
  const known = generation === 'v1' ? 'protocol v1' : `migration_flags ${flags ?? 'not known'} (${flagsWhy})`;
  const rows = steps.map((judged) => toRow(toCells(judged)));
  return [
    `## ${toCell(name)}`,
    toCell(`${known}; judged by ${ruleSet.id}`),
    [
      '| Line | Time | What | Request | Came | Certain | How it is known |',
      '| ---: | --- | --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
    `At the end: ${end === null ? 'not known' : toCell(formatState(ruleSet.states, end))}`,
  ];
}

const toCells = (judged: JudgedStep): readonly string[] => {
  const { line, time, event, certain } = judged.step;
  return [
    ...[`${line}`, formatTime(time), event, formatAct(judged), formatCame(judged)],
    ...[certain ? 'yes' : 'no', judged.text],
  ];
};

/**
 * The reply: the lines that decide, quoted, each with what was found there, and the reader's own notes. `getLine` has the
 * lines that are at hand; those of a large file are not, and then the sentence names its line.
 */
export function formatLogReply(
  { findings, causes }: ReplayResult,
  lines: readonly string[] | null,
  notes: readonly ReplyNote[],
): string {
  const told: readonly ReplyNote[] = [
    ...findings
      .filter(({ severity }) => severity !== 'note')
      .map(({ line, device, text }) => ({
        line,
        text: device === null ? text : `${formatVisibleLine(device)}: ${text}`,
      })),
    ...causes.map(({ line, text, todo }) => ({ line, text: `${text} To do: ${todo}` })),
  ];
  const all = lines
    ? [...notes, ...told]
    : [...notes, ...told].map(({ line, text }) => ({
        line: null,
        text: line === null ? text : `Line ${line}: ${text}`,
      }));
  return formatReply({ lines: lines ?? [], notes: all, findings: [] });
}
