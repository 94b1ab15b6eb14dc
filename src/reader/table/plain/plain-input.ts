/** Inputs for what is not C: tables in prose, graphs in DOT, step functions in Rust. */

import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import type { CSide } from '../../c/c-side.ts';
import { createSource } from '../../c/syntax/c-source.ts';
import { createScope, readDefinitions } from '../../c/value/c-scope.ts';
import { createDriverSide, listRequired } from '../../driver/driver-side.ts';
import type { Review, ReviewInput, ReviewOptions } from '../../review-input.ts';
import { createCodeText } from '../../text/code-text.ts';
import { createWarning } from '../../text/problem.ts';
import type { SourceLine } from '../../text/source-line.ts';
import { readClaims } from '../claimed-flags.ts';
import { createTableInputs } from '../table-input.ts';
import { findPlainGrid } from './plain-grid.ts';
import type { RustMatch } from './rust-match.ts';
import { searchRustMatches } from './rust-match.ts';

const NOTHING: Review = { inputs: [], problems: [] };

/** What may be one of them. */
const TELLING = /\|.*\||={2,}\s+={2,}|\bdigraph\b|\bmatch(?:es!)?\b/;

/** The table, the graph or the step function of some lines that are not C. */
export function reviewPlain(lines: readonly SourceLine[], options: ReviewOptions): Review {
  if (!lines.some(({ text }) => TELLING.test(text.slice(0, 2000)))) return NOTHING;
  const code = createCodeText(lines);
  const matches = [...searchRustMatches(code, options.names ?? {})];
  if (matches.length > 0) {
    const claimed = readClaims(code.text);
    return {
      inputs: matches.map((found) => createMatchInput(found, matches, claimed, options)),
      problems: matches.flatMap(({ problems }) => problems),
    };
  }
  const source = createSource([]);
  const { generation, names = {} } = options;
  const plain = findPlainGrid(lines, { source, generation, names });
  if (!plain) return NOTHING;
  const { grid } = plain;
  const side: CSide = {
    scope: createScope(readDefinitions([]), plain.generation),
    grids: [grid],
    needs: [],
    loops: [],
    steps: [],
    validities: [],
    sources: [source],
    problems: grid.problems,
  };
  const generationWhy =
    generation === undefined
      ? `Its states have ${plain.generation} names.`
      : `${plain.generation} was chosen.`;
  const { inputs, problems } = createTableInputs(null, side, {
    generation: plain.generation,
    generationWhy,
    options: { ...(plain.generation === 'v1' && { base: 'uapi-v1' }), ...options },
    series: [],
    listSeriesBefore: () => [],
  });
  return { inputs, problems: [...grid.problems, ...problems] };
}

/** What another match of the text takes is assumed here: each may be a part of the same step function. */
function createMatchInput(
  found: RustMatch,
  matches: readonly RustMatch[],
  claimed: number | null,
  options: ReviewOptions,
): ReviewInput {
  const { name, place, problems } = found;
  const bases = RULE_SETS.filter(({ generation }) => generation === 'v2');
  const base = bases.find(({ id }) => id === options.base) ?? bases.at(-1);
  if (!base) throw new Error('there is no built-in rule set of v2');
  const flags = options.flags ?? claimed;
  const others = matches.filter((other) => other !== found);
  const assumed = listRequired(base, flags).filter((pair) => {
    const key = pair.join('>');
    if (found.arcs.has(key)) return false;
    return found.open.has(key) || others.some(({ arcs, open }) => arcs.has(key) || open.has(key));
  });
  const isPart = assumed.some((pair) => !found.open.has(pair.join('>')));
  return {
    name,
    generation: 'v2',
    generationWhy: 'Its states have v2 names.',
    form: 'driver-arcs',
    old: null,
    new: createDriverSide({ ...found, isPartial: false, hasNdma: false, dead: [] }, assumed, flags, base),
    base: base.id,
    assumed,
    warnings: [
      ...(flags === null ? [createWarning('flags-unknown', place)] : []),
      ...(isPart ? [createWarning('match-assumed', place)] : []),
      ...found.guards.map(({ text, place: at }) => createWarning('guard-unread', at, { what: text })),
    ],
    faults: problems,
  };
}
