/**
 * What a review says of a log, in the forms of a review: findings and causes, each with its line. Beside a patch all are notes,
 * because the log in a mail shows most often what the patch is about to mend.
 */

import type { Severity } from '../../protocol/trace/finding.ts';
import { formatVisibleLine } from '../../protocol/words/outside-text.ts';
import type { ReplayResult } from '../replay/log-replay.ts';
import { toReplayJson } from '../replay/replay-json.ts';
import { formatReplay } from '../replay/replay-report.ts';
import type { Report } from '../report/table-json.ts';
import { toReviewJson } from '../report/table-json.ts';
import type { B4Check } from './b4-form.ts';
import { TERSE } from './line-form.ts';
import { LEVELS, type toSarif, toUri } from './sarif-form.ts';

/** A log that was given to a review. */
export interface ReviewedLog {
  readonly result: ReplayResult;
  /** True if a patch or a table stands in the same text. */
  readonly isBeside: boolean;
}

interface LogRemark {
  readonly id: string;
  readonly line: number;
  readonly severity: Severity;
  readonly text: string;
}

/** In the order of the lines. */
function listRemarks({ result: { findings, causes }, isBeside }: ReviewedLog): readonly LogRemark[] {
  const found = findings.map(
    ({ id, line, severity, device, text }): LogRemark => ({
      ...{ id: `log.${id}`, line, severity: isBeside ? 'note' : severity },
      text: device === null ? text : `${device}: ${text}`,
    }),
  );
  const caused = causes.map(
    ({ id, line, text, todo }): LogRemark => ({
      ...{ id: `cause.${id}`, line, severity: 'note' },
      text: `${text} To do: ${todo}`,
    }),
  );
  return [...found, ...caused].toSorted((a, b) => a.line - b.line);
}

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

/** What it is, in one sentence: `This is a log (qemu-trace-8.0): 1 device, 8 steps.` */
function formatWhatLog({ result: { summary, devices }, isBeside }: ReviewedLog): string {
  const steps = devices.reduce((sum, device) => sum + device.steps.length, 0);
  const forms = summary.formats.length === 0 ? '' : ` (${summary.formats.join(', ')})`;
  const what = isBeside ? 'The text has a log, too' : 'This is a log';
  return `${what}${forms}: ${count(devices.length, 'device')}, ${count(steps, 'step')}.`;
}

/** As `vfio replay` prints it, after a sentence that says what it is. */
export const formatLogText = (log: ReviewedLog): string =>
  `${formatVisibleLine(formatWhatLog(log))}\n\n${formatReplay(log.result, true, false)}\n`;

/** The keys of a review, and `log` with what `vfio replay --json` prints. */
export const toReviewLogJson = (report: Report, { result }: ReviewedLog) => ({
  ...toReviewJson(report),
  log: toReplayJson(result),
});

/** `FILE:LINE: ERROR: text`. */
export const formatLogTerse = (file: string, log: ReviewedLog): string =>
  listRemarks(log)
    .map(({ line, severity, text }) => `${file}:${line}: ${TERSE[severity]}: ${formatVisibleLine(text)}`)
    .join('\n');

/** `FILE:LINE: severity: [id] text`. */
export const formatLogLines = (file: string, log: ReviewedLog): string =>
  listRemarks(log)
    .map(({ id, line, severity, text }) => `${file}:${line}: ${severity}: [${id}] ${formatVisibleLine(text)}`)
    .join('\n');

/** For b4: a check of its own for a log alone; the details of the patch's check for one beside it. */
export function addLogToChecks(
  checks: readonly B4Check[],
  file: string,
  log: ReviewedLog,
): readonly B4Check[] {
  const told = [formatWhatLog(log), formatLogLines(file, log)].filter(Boolean).join('\n');
  if (log.isBeside)
    return checks.map((check) => ({ ...check, details: [check.details, told].filter(Boolean).join('\n') }));
  const { findings, isBad } = log.result;
  const isDoubtful = findings.some(({ severity }) => severity === 'warning' || severity === 'question');
  const status = isBad ? 'fail' : isDoubtful ? 'warn' : 'pass';
  return [{ tool: 'vfio', status, summary: formatWhatLog(log), details: formatLogLines(file, log) }];
}

/** A result for each remark, at its line of the file itself. */
export function addLogToSarif(sarif: ReturnType<typeof toSarif>, file: string | null, log: ReviewedLog) {
  const remarks = listRemarks(log);
  const ids = [...new Set(remarks.map(({ id }) => id))];
  return {
    ...sarif,
    runs: sarif.runs.map((run) => {
      const { rules, ...driver } = run.tool.driver;
      const before = rules.length;
      return {
        tool: { driver: { ...driver, rules: [...rules, ...ids.map((id) => ({ id }))] } },
        results: [
          ...run.results,
          ...remarks.map(({ id, line, severity, text }) => ({
            ruleId: id,
            ruleIndex: before + ids.indexOf(id),
            level: LEVELS[severity],
            message: { text: formatVisibleLine(text) },
            locations: file === null ? [] : [toLocation(file, line)],
          })),
        ],
      };
    }),
  };
}

const toLocation = (file: string, startLine: number) => ({
  physicalLocation: { artifactLocation: { uri: toUri(file) }, region: { startLine } },
});
