/**
 * Puts a finding together: what the table says of its id, its sentence with the names put in, and its line.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestTuple } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Finding, FindingId, RequestLines } from '../../protocol/trace/finding.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';
import { FINDINGS } from './finding-table.ts';

interface FindingPlace {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly from: number | null;
  readonly to: number | null;
  /** Requests whose entries cause it, best first; `from` and `to` always come last. */
  readonly entries?: readonly RequestTuple[];
  readonly lines?: RequestLines | undefined;
  readonly citations?: readonly Citation[];
  readonly trace: Trace | null;
}

/** Decided by the loop that skips states: without an entry in the text, as in a patch of the loop alone, they take its line. */
const OF_THE_LOOP: ReadonlySet<FindingId> = new Set([
  'v2.never-returns',
  'change.newly-never-returns',
  'change.never-returns-fixed',
]);

/** A sentence whose `{from}` and `{to}` are state names; `words` fill in the rest. */
export function createFinding(
  id: FindingId,
  place: FindingPlace,
  sentence: string,
  words: Words = {},
): Finding {
  const { ruleSet, flags, from, to, trace } = place;
  const { severity, citations } = FINDINGS[id];
  const name = (value: number | null) => (value === null ? '' : formatState(ruleSet.states, value));
  const names: Words = { from: name(from), to: name(to), ...words };
  return {
    id,
    severity,
    line: findLine(place) ?? (OF_THE_LOOP.has(id) ? (place.lines?.loop?.line ?? null) : null),
    flags,
    from,
    to,
    text: fill(sentence, names),
    citations: joinCitations(place.citations ?? [], citations),
    trace,
  };
}

/** The first list, then whatever only the second has. */
function joinCitations(own: readonly Citation[], others: readonly Citation[]): readonly Citation[] {
  const known = new Set(own.map((citation) => JSON.stringify(citation)));
  return [...own, ...others.filter((citation) => !known.has(JSON.stringify(citation)))];
}

/** The line of the first entry that has one; else that of the row, or the last one in the row. */
function findLine({ lines, from, to, entries = [] }: FindingPlace): number | null {
  if (!lines) return null;
  const own = from === null || to === null ? [] : [[from, to] as const];
  for (const [cur, next] of [...entries, ...own]) {
    const found = lines[`${cur}>${next}`];
    if (found) return found.line;
  }
  for (const cur of new Set([...entries.map(([cur]) => cur), from])) {
    const row = lines[`${cur}`];
    if (row) return row.line;
    const inRow = Object.keys(lines).filter((key) => key.startsWith(`${cur}>`));
    if (inRow.length > 0) return Math.max(...inRow.map((key) => lines[key]?.line ?? 0));
  }
  return null;
}

/** ` with migration_flags 7`, or nothing for v1. */
export function formatWithFlags(flags: number | null): string {
  return flags === null ? '' : ` with migration_flags ${flags}`;
}
