/**
 * Findings as SARIF 2.1.0, which code hosts show beside the lines of a change. Only what a patch introduces.
 *
 * @source OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0
 */

import type { Finding, FindingId, Severity } from '../../protocol/trace/finding.ts';
import { FINDINGS } from '../catalogue/finding-table.ts';
import { listHitLines } from '../catalogue/hit-words.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import { getStates } from '../report/review-words.ts';
import type { Report } from '../report/table-json.ts';
import { getLine } from './line-form.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  question: 'note',
  note: 'note',
};

/** One log with one run. */
export function toSarif(file: string, { findings }: Report, version: string) {
  const introduced = findings.filter(isIntroduced);
  const ids = [...new Set(introduced.map(({ id }) => id))];
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vfio', version, rules: ids.map(toRule) } },
        results: introduced.map((finding) => toResult(file, finding, ids.indexOf(finding.id))),
      },
    ],
  };
}

function toRule(id: FindingId) {
  const { title, account, severity } = FINDINGS[id];
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: account },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function toResult(file: string, finding: Finding, ruleIndex: number) {
  const text = [finding.text, ...listHitLines(finding, getStates(finding))].join('\n');
  return {
    ruleId: finding.id,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(file) },
          region: { startLine: getLine(finding) },
        },
      },
    ],
  };
}

/** A path as a relative reference: its signs that mean something in a URI are encoded. */
const toUri = (file: string) => file.split('/').map(encodeURIComponent).join('/');
