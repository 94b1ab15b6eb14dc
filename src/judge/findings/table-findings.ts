/** Findings on a table as its file has it: another table that disagrees, and indexes past its end. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import type { Finding, FindingId, RequestLines } from '../../protocol/trace/finding.ts';
import { getDriverArcs } from '../../protocol/verdict/driver-arcs.ts';
import type { Bound } from '../../reader/table/bound/bound-check.ts';
import type { Guard } from '../../reader/table/form/table-role.ts';
import { createFinding } from '../catalogue/new-finding.ts';
import { findTarget } from './change-findings.ts';
import { getGrid, toRequestTrace } from './verdict-grid.ts';

const SENTENCES = {
  'table.arc-not-listed':
    '{from} > {to} is an arc of this table, but {name} does not list it: is it refused midway?',
  'table.bound-lets-through':
    'The check of {index} lets {value} through, which is past the end of the table. Should it be refused?',
  'table.bound-missing':
    'This function uses {index} as an index without checking it, and {value} is past the end of the table. Does every caller check it?',
} as const satisfies Partial<Record<FindingId, string>>;

interface TableSubject {
  readonly ruleSet: RuleSet;
  readonly guard: Guard | null;
  readonly bounds: readonly Bound[];
  readonly flags?: number | undefined;
  readonly lines?: RequestLines | undefined;
}

/** The findings on a table as its file has it. */
export function findInTable({ ruleSet, guard, bounds, flags, lines }: TableSubject): readonly Finding[] {
  const flagSets = flags === undefined ? getFlagSets(ruleSet) : [flags];
  return [...findUnlisted(ruleSet, guard, flagSets, lines), ...findBounds(ruleSet, bounds, flagSets)];
}

/** Each arc once, with the first flags that have it. */
function findUnlisted(
  ruleSet: RuleSet,
  guard: Guard | null,
  flagSets: readonly (number | null)[],
  lines: RequestLines | undefined,
): readonly Finding[] {
  if (guard === null || ruleSet.generation === 'v1') return [];
  const known = new Set(guard.arcs.map(toKey));
  const findings: Finding[] = [];
  for (const flags of flagSets)
    for (const arc of getDriverArcs(ruleSet, flags ?? 0)) {
      if (known.has(toKey(arc)) || arc[0] === arc[1]) continue;
      known.add(toKey(arc));
      const [from, to] = arc;
      const grid = getGrid(ruleSet, flags);
      const target = findTarget(grid, arc);
      const trace = toRequestTrace(grid, from, target);
      const place = { ruleSet, flags, from, to, lines, entries: [[from, target] as const], trace };
      findings.push(
        createFinding('table.arc-not-listed', place, SENTENCES['table.arc-not-listed'], { name: guard.name }),
      );
    }
  return findings;
}

const toKey = ([from, to]: RequestTuple) => `${from}>${to}`;

function findBounds(
  ruleSet: RuleSet,
  bounds: readonly Bound[],
  [flags = null]: readonly (number | null)[],
): readonly Finding[] {
  const { initial: from } = ruleSet;
  return bounds.map(({ kind, index, value, place }) => {
    const id = kind === 'missing' ? 'table.bound-missing' : 'table.bound-lets-through';
    const trace = toRequestTrace(getGrid(ruleSet, flags), from, value);
    const finding = createFinding(id, { ruleSet, flags, from, to: value, trace }, SENTENCES[id], {
      index,
      value: `${value}`,
    });
    return { ...finding, line: place.line };
  });
}
