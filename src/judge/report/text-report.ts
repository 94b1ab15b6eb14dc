/**
 * The report as plain text for a mail or a terminal: at most 72 columns, ASCII signs; only names from the pasted text
 * that have no space to break at can be wider.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { formatFlags } from '../../protocol/state/migration-flags.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { getState } from '../../protocol/state/state.ts';
import type { Finding } from '../../protocol/trace/finding.ts';
import type { DiffJson } from '../../protocol/verdict/difference.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import { formatSource } from '../../protocol/words/citation-words.ts';
import { fill } from '../../protocol/words/fill.ts';
import { FORM_WORDS } from '../../reader/review-form.ts';
import { SEVERITY_WORDS } from '../catalogue/finding-words.ts';
import { listHitLines } from '../catalogue/hit-words.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import { MAIL_WIDTH, wrap } from './mail-width.ts';
import type { FlowLine } from './review-words.ts';
import {
  formatAgainst,
  formatAssumed,
  formatCounts,
  formatEntries,
  formatLampHeading,
  formatLegend,
  formatPlace,
  formatVerdict,
  getLists,
  getNames,
  getRows,
  getSign,
  getStates,
  groupRuns,
  listArcs,
  toFlowLines,
  toLampLines,
  WORDS,
} from './review-words.ts';
import type { Remark, Report, ReportInput } from './table-json.ts';
import { isDriverTable } from './table-json.ts';

/** The whole report; ends in a newline. */
export function formatTextReport(review: Report): string {
  const { inputs, remarks = [], findings, repaired = [], flows } = review;
  const introduced = findings.filter(isIntroduced);
  const present = findings.filter((finding) => !isIntroduced(finding));
  const blocks = [
    inputs.flatMap((input) => wrap(formatVerdict(input, inputs))),
    ...inputs.flatMap((input) => (input.diff ? [formatDifference(input, input.diff)] : [])),
    ...inputs.flatMap((input) => formatLamps(input, inputs)),
    [...formatHeading(WORDS.findings), ...wrap(formatCounts(introduced))],
    ...introduced.map((finding, index) => formatFinding(finding, index + 1)),
    ...formatMore(WORDS.repaired, repaired),
    ...(remarks.length > 0 ? [formatRemarks(remarks)] : []),
    ...formatMore(WORDS.present, present),
    ...inputs.map(formatInput),
    ...(flows.length > 0 ? [formatFlows(flows)] : []),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function formatHeading(text: string): readonly string[] {
  const lines = wrap(text);
  const width = Math.min(MAIL_WIDTH, Math.max(...lines.map((line) => line.length)));
  return [...lines, '-'.repeat(width)];
}

function formatInput(input: ReportInput): readonly string[] {
  const heading = formatHeading(`${input.name} (${input.generation}, ${FORM_WORDS[input.form]})`);
  const names = getNames(input);
  const assumed = wrapIf(formatAssumed(input, names));
  if (isDriverTable(input.new)) {
    const lists = listArcs(input, input.new, names);
    return [...heading, ...lists.flatMap(([word, arcs]) => wrap(arcs, `  ${word.padEnd(10)} `)), ...assumed];
  }
  const old =
    input.old && !isDriverTable(input.old) && input.old.generation === input.generation ? input.old : null;
  const { new: ruleSet } = input;
  return [
    ...heading,
    ...wrapIf(input.is === null || input.is === input.name ? undefined : fill(WORDS.is, { id: input.is })),
    ...wrap(`Signs: ${formatLegend(ruleSet)}${old ? `, ${WORDS.changed}` : ''}.`),
    ...assumed,
    ...getFlagSets(ruleSet).flatMap((flags) => [
      '',
      ...(flags === null ? [] : wrap(`migration_flags ${flags}: ${formatFlags(flags)}`)),
      ...formatAsciiMatrix(ruleSet, flags, old),
    ]),
  ];
}

/**
 * A matrix of signs, rows and columns in the order of the table, columns headed by values; `*` after a sign where the
 * old side answers differently. Names are left out where they do not fit into 72 columns.
 */
export function formatAsciiMatrix(
  ruleSet: RuleSet,
  flags: number | null,
  old: RuleSet | null = null,
): readonly string[] {
  const rows = getRows(ruleSet);
  const digits = Math.max(1, ...rows.map(({ value }) => String(value).length));
  const cell = Math.max(3, digits + 1);
  const room = MAIL_WIDTH - 3 - cell * rows.length;
  const full = rows.map(formatHead);
  const heads = full.every((head) => head.length <= room) ? full : rows.map(({ value }) => String(value));
  const width = Math.max(...heads.map((head) => head.length), 0);
  const format = (head: string, cells: readonly string[]) =>
    `  ${head.padEnd(width)} ${cells.map((text) => text.padStart(cell)).join('')}`.trimEnd();
  const getText = (from: number, to: number) => {
    const sign = getSign(ruleSet, readVerdict(ruleSet, { from, to, flags }));
    return old && isOther(ruleSet, old, from, to, flags) ? `${sign}*` : sign;
  };
  const toCell = (text: string) => (text.endsWith('*') ? text : `${text} `);
  return [
    format(
      '',
      rows.map(({ value }) => toCell(String(value))),
    ),
    ...rows.map((from, index) =>
      format(
        heads[index] ?? '',
        rows.map((to) => toCell(getText(from.value, to.value))),
      ),
    ),
  ];
}

const formatHead = ({ value, digits, name }: StateInfo) =>
  [String(value).padStart(2), ...(digits === String(value) || digits === name ? [] : [digits]), name].join(
    ' ',
  );

/** True where the old side answers differently for the same values, or does not list them. */
function isOther(ruleSet: RuleSet, old: RuleSet, from: number, to: number, flags: number | null): boolean {
  if (!getState(old.states, from) || !getState(old.states, to)) return true;
  const [after, before] = [ruleSet, old].map((each) => readVerdict(each, { from, to, flags }));
  const path = (verdict: typeof after) => (verdict?.kind === 'accepted' ? verdict.path.join() : '');
  return after?.kind !== before?.kind || path(after) !== path(before);
}

function formatRemarks(remarks: readonly Remark[]): readonly string[] {
  return [
    ...formatHeading(WORDS.reading),
    ...remarks.flatMap(({ line, text }) => wrap(text, `  line ${line}: `, '    ')),
  ];
}

function formatDifference(input: ReportInput, diff: DiffJson): readonly string[] {
  const names = getNames(input);
  const lists = getLists(diff, input).flatMap(([word, entries]) => [
    `${word}:`,
    ...formatEntries(entries, names).flatMap((entry) => wrap(entry, '  ')),
  ]);
  return [...formatHeading(formatAgainst(input, diff)), ...(lists.length > 0 ? lists : [WORDS.noDifference])];
}

const wrapIf = (text: string | undefined) => (text === undefined ? [] : wrap(text));

/** The flows that end otherwise, if there are any. */
function formatLamps(input: ReportInput, inputs: readonly ReportInput[]): readonly (readonly string[])[] {
  const lines = toLampLines(input.effect);
  if (lines.length === 0) return [];
  return [[...formatHeading(formatLampHeading(input, inputs)), ...lines.flatMap(formatFlow)]];
}

/** Findings that are not the patch's doing, or no longer there: their number, then each. */
function formatMore(title: string, findings: readonly Finding[]): readonly (readonly string[])[] {
  if (findings.length === 0) return [];
  return [
    [...formatHeading(title), ...wrap(formatCounts(findings))],
    ...findings.map((finding, index) => formatFinding(finding, index + 1)),
  ];
}

function formatFinding(finding: Finding, number: number): readonly string[] {
  const [word] = SEVERITY_WORDS[finding.severity];
  const place = formatPlace(finding);
  const margin = `${String(number).padStart(2)}. `;
  const [source] = finding.citations;
  return [
    ...wrap(`${word}: ${finding.id}${place && ` (${place})`}`, margin),
    ...wrap(finding.text, ' '.repeat(margin.length)),
    ...(source ? wrap(`Source: ${formatSource(source)}`, ' '.repeat(margin.length)) : []),
    ...formatHits(finding, ' '.repeat(margin.length)),
  ];
}

function formatHits(finding: Finding, margin: string): readonly string[] {
  const lines = listHitLines(finding, getStates(finding));
  if (lines.length === 0) return [];
  return [`${margin}${WORDS.hits}`, ...lines.flatMap((line) => wrap(line, `${margin}- `, `${margin}  `))];
}

function formatFlows(flows: Report['flows']): readonly string[] {
  const groups = groupRuns(flows).flatMap(([title, runs]) => [
    ...(title === null ? [] : wrap(`${title}:`)),
    ...toFlowLines(runs).flatMap(formatFlow),
  ]);
  return [...formatHeading('Flows of QEMU'), ...groups];
}

function formatFlow({ flow, flags, text }: FlowLine): readonly string[] {
  const set = flags === null ? '' : `flags ${flags}  `;
  return wrap(text, `  ${set}${`${flow} `.padEnd(20)}`, ' '.repeat(6));
}
