/** Tables of prose, and graphs in DOT, as grids of requests. */

import type { CSource } from '../../c/syntax/c-source.ts';
import type { Generation } from '../../text/kernel-name.ts';
import type { LocatedProblem } from '../../text/problem.ts';
import { askAbout, createProblem } from '../../text/problem.ts';
import type { SourceLine } from '../../text/source-line.ts';
import { getPlace } from '../../text/source-line.ts';
import type { Grid, GridCell } from '../grid.ts';
import type { PlainCell, PlainTable } from './plain-table.ts';
import { searchPlainTables } from './plain-table.ts';
import { areStates, findLabelGeneration, parseLabel, toLabel } from './state-label.ts';

export interface PlainGrid {
  readonly generation: Generation;
  readonly grid: Grid;
}

interface Reading {
  readonly source: CSource;
  readonly generation: Generation | undefined;
  readonly names: Readonly<Record<string, string>>;
}

const YES = /^(?:y|yes|x|ok|1|true|allowed|accepted|valid|\+|[✓✔✅☑●•])$/i;
const NO = /^(?:n|no|0|false|refused|rejected|invalid|not allowed|forbidden|error|n\/a|[-–—.✗✘❌×]|-+|)$/i;
/** What a table puts where a state meets itself, with no meaning. */
const SILENT = /^(?:n\/a|[-–—.\\]|-+|)$/i;

/** The first table of states in a text, or the first graph of them. */
export function findPlainGrid(lines: readonly SourceLine[], reading: Reading): PlainGrid | undefined {
  for (const table of searchPlainTables(lines)) {
    const labels = table.head.slice(1).map(({ text }) => text);
    const { names } = reading;
    if (
      !areStates(labels, names) ||
      !areStates(
        table.rows.map((row) => row[0]?.text ?? ''),
        names,
      )
    )
      continue;
    return readTable(table, reading, reading.generation ?? findLabelGeneration(labels, names));
  }
  return findGraph(lines, reading);
}

function readTable({ head, rows }: PlainTable, reading: Reading, generation: Generation): PlainGrid {
  const problems: LocatedProblem[] = [];
  const cells: GridCell[] = [];
  const corner = head[0]?.text ?? '';
  const isTurned = /^\W*(?:to|new|next)\b/i.test(corner) && /\b(?:from|cur|current|old)\b/i.test(corner);
  const parse = (cell: PlainCell) => parseLabel(cell.text, generation, reading.names);
  const columns = head.slice(1).map((cell) => parse(cell) ?? report(problems, cell, generation));
  let [isNext, isMarked] = [false, false];
  const starts = new Map<number, PlainCell>();
  for (const [label, ...marks] of rows) {
    if (!label) continue;
    const own = parse(label) ?? report(problems, label, generation);
    if (own === null) continue;
    starts.set(own, label);
    for (const [index, mark] of marks.entries()) {
      const other = columns[index];
      if (other === null || other === undefined) continue;
      const [from, to] = isTurned ? [other, own] : [own, other];
      const next = parse(mark);
      if (next !== undefined && !YES.test(mark.text) && !NO.test(mark.text)) {
        isNext = true;
        cells.push({ from, to, value: next, place: mark.place });
      } else if (from === to && SILENT.test(mark.text))
        cells.push({ from, to, value: -1, place: mark.place });
      else if (YES.test(mark.text)) {
        isMarked = true;
        cells.push({ from, to, value: 1, place: mark.place });
      } else if (NO.test(mark.text)) cells.push({ from, to, value: 0, place: mark.place });
      else problems.push(createUnclear(mark));
    }
  }
  const form = isNext && generation === 'v2' ? 'next-state' : 'allowed';
  const isMixed = isNext && isMarked;
  const [first] = head;
  return {
    generation,
    grid: createGrid(reading, generation === 'v1', {
      name: 'table',
      form,
      cells: cells.map((cell) => settle(cell, form)),
      rows: starts,
      problems: isMixed && first ? [...problems, createUnclear(first)] : problems,
    }),
  };
}

/** A cell that says nothing of x > x leaves the device where it is. */
function settle(cell: GridCell, form: Grid['form']): GridCell {
  if (cell.value >= 0) return cell;
  return { ...cell, value: form === 'next-state' ? cell.to : 1 };
}

const createUnclear = ({ text, place }: PlainCell): LocatedProblem =>
  createProblem('not-constant', place, text, {
    what: 'this cell',
    why: `"${text.slice(0, 40)}" is not yes, no or a state`,
  });

function report(problems: LocatedProblem[], { text, place }: PlainCell, generation: Generation): null {
  const name = text.slice(0, 60);
  const problem = createProblem('unknown-name', place, text, { name, generation, hint: '' });
  problems.push(askAbout(problem, toLabel(name)));
  return null;
}

const EDGE = /->/;
/** A name, in quotes or not. */
const NODE = /"[^"]{1,60}"|[\w.:]{1,60}/g;

/** The edges of a graph in DOT. Nobody draws a self-transition. */
function findGraph(lines: readonly SourceLine[], reading: Reading): PlainGrid | undefined {
  const start = lines.findIndex(({ text }) => /^\s*(?:strict\s+)?digraph\b/.test(text));
  if (start < 0) return undefined;
  const edges = lines.slice(start).flatMap((line) => [...readEdges(line)]);
  const labels = [...new Set(edges.flatMap(({ from, to }) => [from.text, to.text]))];
  if (!areStates(labels, reading.names)) return undefined;
  const generation = reading.generation ?? findLabelGeneration(labels, reading.names);
  const problems: LocatedProblem[] = [];
  const cells: GridCell[] = [];
  const starts = new Map<number, PlainCell>();
  for (const edge of edges) {
    const [from, to] = [edge.from, edge.to].map((cell) => parseLabel(cell.text, generation, reading.names));
    if (from === undefined || to === undefined) {
      report(problems, from === undefined ? edge.from : edge.to, generation);
      continue;
    }
    if (!starts.has(from)) starts.set(from, edge.from);
    cells.push({ from, to, value: 1, place: edge.from.place });
    for (const [state, cell] of [
      [from, edge.from],
      [to, edge.to],
    ] as const)
      cells.push({ from: state, to: state, value: 1, place: cell.place });
  }
  const name = /digraph\s+"?(\w+)/.exec(lines[start]?.text ?? '')?.[1] ?? 'graph';
  return {
    generation,
    grid: createGrid(reading, generation === 'v1', { name, form: 'allowed', cells, rows: starts, problems }),
  };
}

/** `A -> B -> C [label="x"];`, `A -> { B C }`: each edge of a line. */
function* readEdges(line: SourceLine): Generator<{ readonly from: PlainCell; readonly to: PlainCell }> {
  const text = line.text
    .replace(/\/\/.*$/, '')
    .replace(/^\s*(?:strict\s+)?digraph\b[^{]*\{/, (head) => ' '.repeat(head.length));
  for (const statement of text.matchAll(/[^;]+/g)) {
    const shown = statement[0].replace(/\[[^\]]*\]/g, (attributes) => ' '.repeat(attributes.length));
    if (!EDGE.test(shown)) continue;
    let offset = statement.index;
    let before: PlainCell[] = [];
    for (const part of shown.split('->')) {
      const here = offset;
      const nodes = Array.from(part.matchAll(NODE), (match) => ({
        text: match[0].replaceAll('"', ''),
        place: getPlace(line, here + match.index),
      }));
      for (const from of before) for (const to of nodes) yield { from, to };
      before = nodes;
      offset += part.length + 2;
    }
  }
}

type Read = Pick<Grid, 'name' | 'form' | 'cells' | 'problems'> & {
  readonly rows: ReadonlyMap<number, PlainCell>;
};

/** In v1 the header charts what a table leaves out; in v2 a state that is left out is not supported. */
function createGrid({ source }: Reading, isPartial: boolean, { rows, ...read }: Read): Grid {
  const [first] = rows.values();
  return {
    ...read,
    source,
    home: '',
    place: first?.place ?? { line: 1, column: 1 },
    from: 0,
    rows: new Map([...rows].map(([value, { place }]) => [value, place])),
    cutRows: new Set(isPartial ? rows.keys() : []),
    unseen: [],
    isPartial,
    unsure: new Set(),
    size: null,
    sizes: [],
    isCounted: false,
    warnings: [],
    isSpeaking: true,
  };
}
