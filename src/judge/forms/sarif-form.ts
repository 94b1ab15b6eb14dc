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
import type { FindPlace } from './repository-place.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

export const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  question: 'note',
  note: 'note',
};

interface SarifSource {
  /** The path of what was read; null where that is no file. */
  readonly file: string | null;
  /** Where a line of a patch is in the file that it changes. */
  readonly findPlace?: FindPlace;
}

/** One log with one run. */
export function toSarif(source: SarifSource, { findings }: Report, version: string) {
  const introduced = findings.filter(isIntroduced);
  const ids = [...new Set(introduced.map(({ id }) => id))];
  return {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'vfio', version, rules: ids.map(toRule) } },
        results: introduced.map((finding) => toResult(source, finding, ids.indexOf(finding.id))),
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

function toResult(source: SarifSource, finding: Finding, ruleIndex: number) {
  const text = [finding.text, ...listHitLines(finding, getStates(finding))].join('\n');
  return {
    ruleId: finding.id,
    ruleIndex,
    level: LEVELS[finding.severity],
    message: { text },
    locations: listLocations(source, finding),
  };
}

/** One location, or none; without a line it is the whole file. */
function listLocations({ file, findPlace }: SarifSource, { line }: Finding) {
  const place = line === null ? undefined : findPlace?.(line);
  const path = place?.path ?? file;
  if (path === null) return [];
  const startLine = place?.line ?? line;
  return [
    {
      physicalLocation: {
        artifactLocation: { uri: toUri(path) },
        ...(startLine !== null && { region: { startLine } }),
      },
    },
  ];
}

/** A path as a relative reference: its signs that mean something in a URI are encoded; half a character has no code there. */
export const toUri = (file: string) =>
  file
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
