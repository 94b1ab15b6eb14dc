/** A report of a review in three forms: plain text for mail, Markdown for a tracker, JSON for a script. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import type { Finding } from '../../protocol/trace/finding.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';
import { toAddress } from '../../protocol/words/citation.ts';
import { formatSource } from '../../protocol/words/citation-words.ts';
import { fill } from '../../protocol/words/fill.ts';
import { formatVisible } from '../../protocol/words/outside-text.ts';
import { FORM_WORDS } from '../../reader/review-form.ts';
import { SEVERITY_WORDS } from '../catalogue/finding-words.ts';
import { listHitLines } from '../catalogue/hit-words.ts';
import { isIntroduced } from '../findings/finding-split.ts';
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
import type { Report, ReportInput } from './table-json.ts';
import { isDriverTable, toReviewJson } from './table-json.ts';
import { formatTextReport } from './text-report.ts';

export type ReportForm = 'text' | 'markdown' | 'json';

/** What the forms are called when they are saved: `.txt`, `.md`, `.json`. */
export const REPORT_FORMS: Readonly<
  Record<ReportForm, { readonly extension: string; readonly type: string }>
> = {
  text: { extension: 'txt', type: 'text/plain' },
  markdown: { extension: 'md', type: 'text/markdown' },
  json: { extension: 'json', type: 'application/json' },
};

/** The report of a review in one form; ends in a newline. What does not show in it is spelled out. */
export const formatReport = (review: Report, form: ReportForm): string => formatVisible(format(review, form));

function format(review: Report, form: ReportForm): string {
  switch (form) {
    case 'text':
      return formatTextReport(review);
    case 'markdown':
      return formatMarkdownReport(review);
    case 'json':
      return `${JSON.stringify(toReviewJson(review))}\n`;
  }
}

/** What Markdown would read as markup is escaped: names are full of underscores, and a pasted name can be anything. */
const toLiteral = (text: string) => text.replaceAll(/[\\`*_{}[\]<>#|~]/g, (sign) => `\\${sign}`);

const formatRow = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const formatTable = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [formatRow(head), formatRow(head.map(() => '---')), ...rows.map(formatRow)].join('\n');

function formatMarkdownReport(review: Report): string {
  const { inputs, remarks = [], findings, repaired = [], flows } = review;
  const present = findings.filter((finding) => !isIntroduced(finding));
  const blocks = [
    '# VFIO migration review',
    ...inputs.map((input) => `**${toLiteral(formatVerdict(input, inputs))}**`),
    ...inputs.flatMap(formatDifference),
    ...inputs.flatMap((input) => formatLamps(input, inputs)),
    ...formatFindings(WORDS.findings, findings.filter(isIntroduced)),
    ...(repaired.length > 0 ? formatFindings(WORDS.repaired, repaired) : []),
  ];
  if (remarks.length > 0)
    blocks.push(
      `## ${WORDS.reading}`,
      remarks.map(({ line, text }) => `- line ${line}: ${toLiteral(text)}`).join('\n'),
    );
  if (present.length > 0) blocks.push(...formatFindings(WORDS.present, present));
  blocks.push(...inputs.flatMap(formatInput));
  if (flows.length > 0) blocks.push('## Flows of QEMU');
  for (const [title, runs] of groupRuns(flows))
    blocks.push(
      ...(title === null ? [] : [`### ${toLiteral(title)}`]),
      formatFlowTable('verdict', toFlowLines(runs)),
    );
  return `${blocks.join('\n\n')}\n`;
}

const formatFlowTable = (head: string, lines: readonly FlowLine[]) =>
  formatTable(
    ['flow', 'flags', head],
    lines.map(({ flow, flags, text }) => [flow, flags ?? '-', toLiteral(text)]),
  );

function formatLamps(input: ReportInput, inputs: readonly ReportInput[]): readonly string[] {
  const lines = toLampLines(input.effect);
  if (lines.length === 0) return [];
  return [`## ${toLiteral(formatLampHeading(input, inputs))}`, formatFlowTable('outcome', lines)];
}

function formatFindings(title: string, findings: readonly Finding[]): readonly string[] {
  const items = findings.map((finding) => {
    const place = formatPlace(finding);
    const [source] = finding.citations;
    const [word] = SEVERITY_WORDS[finding.severity];
    const where = place && ` (${toLiteral(place)})`;
    const cited = source ? ` Source: [${toLiteral(formatSource(source))}](${toAddress(source)}).` : '';
    const hits = listHitLines(finding, getStates(finding)).map((line) => `\n   - ${toLiteral(line)}`);
    return `1. **${word}** ${toLiteral(finding.id)}${where}: ${toLiteral(finding.text)}${cited}${hits.join('')}`;
  });
  return [`## ${title}`, formatCounts(findings), ...(items.length > 0 ? [items.join('\n')] : [])];
}

function formatDifference(input: ReportInput): readonly string[] {
  const { diff } = input;
  if (!diff) return [];
  const names = getNames(input);
  const lists = getLists(diff, input).map(
    ([word, entries]) => `- ${word}: ${formatEntries(entries, names).map(toLiteral).join('; ')}`,
  );
  return [`## ${toLiteral(formatAgainst(input, diff))}`, lists.join('\n') || WORDS.noDifference];
}

function formatInput(input: ReportInput): readonly string[] {
  const names = getNames(input);
  const assumed = [formatAssumed(input, names) ?? []].flat().map(toLiteral);
  const heading = `## ${toLiteral(input.name)} (${input.generation}, ${FORM_WORDS[input.form]})`;
  if (isDriverTable(input.new)) {
    const lists = listArcs(input, input.new, names).map(([word, arcs]) => `- ${word}: ${toLiteral(arcs)}`);
    return [heading, lists.join('\n'), ...assumed];
  }
  const { new: ruleSet } = input;
  return [
    heading,
    ...(input.is === null || input.is === input.name ? [] : [fill(WORDS.is, { id: toLiteral(input.is) })]),
    `Signs: ${toLiteral(formatLegend(ruleSet))}.`,
    ...assumed,
    ...getFlagSets(ruleSet).flatMap((flags) => formatMatrix(ruleSet, flags)),
  ];
}

function formatMatrix(ruleSet: RuleSet, flags: number | null): readonly string[] {
  const rows = getRows(ruleSet);
  const table = formatTable(
    ['from, to', ...rows.map(({ name }) => toLiteral(name))],
    rows.map((from) => [
      toLiteral(from.name),
      ...rows.map((to) =>
        toLiteral(getSign(ruleSet, readVerdict(ruleSet, { from: from.value, to: to.value, flags }))),
      ),
    ]),
  );
  return [...(flags === null ? [] : [`migration\\_flags ${flags}:`]), table];
}
