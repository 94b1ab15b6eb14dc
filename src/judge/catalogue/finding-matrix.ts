/** Which findings there are on which rule set: a table of rule sets by finding ids, with count and weight. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { Finding, FindingId, Severity } from '../../protocol/trace/finding.ts';
import { SEVERITIES } from '../../protocol/trace/finding.ts';
import { findAll } from '../findings/find-all.ts';
import { FINDING_IDS } from './finding-table.ts';

export interface MatrixCell {
  readonly id: FindingId;
  readonly count: number;
  readonly severity: Severity;
  /** In the order of findAll. */
  readonly findings: readonly Finding[];
}

interface MatrixRow {
  readonly ruleSet: RuleSet;
  /** Only where something is found, in the order of the table of findings. */
  readonly cells: readonly MatrixCell[];
  /** null where nothing is found. */
  readonly worst: Severity | null;
}

export interface FindingMatrix {
  /** The ids that some rule set has, in the order of the table of findings. */
  readonly ids: readonly FindingId[];
  readonly rows: readonly MatrixRow[];
}

/** The table of all built-in rule sets, or of those given, each by itself or against another. */
export function createFindingMatrix(
  ruleSets: readonly RuleSet[] = RULE_SETS,
  against: RuleSet | null = null,
): FindingMatrix {
  const rows = ruleSets.map((ruleSet) => toRow(ruleSet, findAll({ ruleSet, against })));
  const ids = FINDING_IDS.filter((id) => rows.some(({ cells }) => cells.some((cell) => cell.id === id)));
  return { ids, rows };
}

/** The cell of a row, or undefined where nothing of that id is found. */
export function getCell(row: MatrixRow, id: FindingId): MatrixCell | undefined {
  return row.cells.find((cell) => cell.id === id);
}

/** The worst severity among some findings; null if there are none. */
export function getWorst(findings: readonly Pick<Finding, 'severity'>[]): Severity | null {
  return SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity)) ?? null;
}

function toRow(ruleSet: RuleSet, all: readonly Finding[]): MatrixRow {
  const cells = FINDING_IDS.flatMap((id): readonly MatrixCell[] => {
    const findings = all.filter((finding) => finding.id === id);
    const severity = getWorst(findings);
    return severity ? [{ id, count: findings.length, severity, findings }] : [];
  });
  return { ruleSet, cells, worst: getWorst(all) };
}
