/**
 * Arrays with their initializers, flat: each value with the indexes and members that lead to it. Designated and positional
 * entries mix as in C; a range of indexes stands for each of them.
 */

import type { CSource } from '../c/syntax/c-source.ts';
import { createProblemAt, isHidden } from '../c/syntax/c-source.ts';
import type { CNode } from '../c/syntax/c-tree.ts';
import { getChildren, isError } from '../c/syntax/c-tree.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { evaluateIn } from '../c/value/c-scope.ts';
import { toNumber } from '../c/value/c-value.ts';
import { expandEntry } from '../c/value/entry-macro.ts';
import { HIDDEN_ROW, HIDDEN_TABLE } from '../text/fragment.ts';
import { createUnknown } from '../text/name/unknown-name.ts';
import type { LocatedProblem } from '../text/problem.ts';
import type { ArrayNode } from './array-node.ts';
import { getHome, readSizes } from './array-node.ts';

/** A number, the name of a member, or a row that the hunk does not identify. */
export type Step = number | string | typeof UNSEEN;
export const UNSEEN = Symbol('a row that begins outside the hunk');

export interface Entry {
  readonly path: readonly Step[];
  /** Where its value is: the source of the array, or what a macro in it stands for. */
  readonly source: CSource;
  /** Offsets of its value in its source. */
  readonly from: number;
  readonly to: number;
  /** Offset of the entry, its designator included. */
  readonly at: number;
}

export interface ArrayTable {
  readonly name: string;
  readonly source: CSource;
  /** Offset of its name. */
  readonly from: number;
  /** Offset of its end. */
  readonly to: number;
  /** Sizes that are declared, as far as they can be evaluated; null for one that cannot or is left out. */
  readonly sizes: readonly (number | null)[];
  /** Declared as `[]`: it has as many rows as its entries need. */
  readonly isCounted: boolean;
  readonly entries: readonly Entry[];
  /** Where each row begins, by its index. */
  readonly rows: ReadonlyMap<number, number>;
  /** Rows that end outside the hunk. */
  readonly cutRows: ReadonlySet<number>;
  /** True where only a part of it is in the text. */
  readonly isPartial: boolean;
  /** The function that it stands in, or empty. */
  readonly home: string;
  readonly problems: readonly LocatedProblem[];
}

/** The most indexes of one range, and levels of braces, that are read. */
const WIDEST = 256;
const DEEPEST = 6;
const MOST_ENTRIES = 4096;

/** A name with a first size that is left out. */
const EMPTY_SIZE = /^\w+\s*\[\s*\]/;

interface Reading {
  readonly source: CSource;
  readonly scope: Scope;
  readonly entries: Entry[];
  readonly rows: Map<number, number>;
  readonly cutRows: Set<number>;
  readonly problems: LocatedProblem[];
  readonly sizes: readonly (number | null)[];
  readonly name: string;
  /** Offset of the macro that is read, in the source of the array; null outside of one. */
  readonly anchor: number | null;
}

/** Reads one array of a source. */
export function readArray(source: CSource, scope: Scope, array: ArrayNode): ArrayTable {
  const { name, list } = array;
  const isUnnamed = name === HIDDEN_TABLE;
  const reading: Reading = {
    source,
    scope,
    entries: [],
    rows: new Map(),
    cutRows: new Set(),
    problems: [],
    sizes: isUnnamed ? [] : readSizes(source, scope, array),
    name: isUnnamed ? '' : name,
    anchor: null,
  };
  const { sizes } = reading;
  readList(reading, list, []);
  return {
    name: isUnnamed ? '' : name,
    source,
    from: isUnnamed ? source.code.prefix.length : array.from,
    to: list.to,
    sizes,
    isCounted: array.declarator !== undefined && EMPTY_SIZE.test(source.text.slice(array.from, list.from)),
    entries: reading.entries,
    rows: reading.rows,
    cutRows: reading.cutRows,
    isPartial: isUnnamed || isHidden(source, Math.max(list.from, list.to - 1)),
    home: getHome(source, list),
    problems: reading.problems,
  };
}

/** Where an entry without a designator goes: into a row, or into a cell of one whose braces are left out. */
interface Next {
  readonly index: number;
  readonly cell: number;
}

const START: Next = { index: 0, cell: 0 };

function readList(reading: Reading, list: CNode, path: readonly Step[], start = START): Next {
  const { source, problems } = reading;
  let next = start;
  if (path.length > DEEPEST) {
    problems.push(createProblemAt(source, list.from, 'too-deep', { limit: DEEPEST }));
    return next;
  }
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (reading.entries.length > MOST_ENTRIES) return next;
    if (isError(child) && child.to > child.from) {
      problems.push(
        createProblemAt(source, child.from, 'unclear-table', {
          name: reading.name || 'of this hunk',
          why: `${source.text.slice(child.from, child.to).slice(0, 20)} is unexpected here`,
        }),
      );
      continue;
    }
    if (!/^[A-Z]/.test(child.name) || /Comment$|^PreprocDirective$/.test(child.name)) continue;
    next =
      child.name === 'InitializerPair'
        ? readPair(reading, child, path, next)
        : readNext(reading, child, path, next);
  }
  return next;
}

/** Reads an entry without a designator, or a macro that stands for entries. */
function readNext(reading: Reading, child: CNode, path: readonly Step[], next: Next): Next {
  const { source, scope, sizes, anchor } = reading;
  const isList = child.name === 'InitializerList';
  const expanded = isList ? undefined : expandEntry(source, scope, child.from, child.to);
  if (expanded)
    return readList(
      { ...reading, source: expanded.source, anchor: anchor ?? child.from },
      expanded.list,
      path,
      next,
    );
  const length = getRowLength(sizes, path);
  if (isList || !length) {
    const index = next.index + (next.cell > 0 ? 1 : 0);
    readValue(reading, child, [...path, index], child.from, child.from, child.to);
    return { index: index + 1, cell: 0 };
  }
  readValue(reading, child, [...path, next.index, next.cell], child.from, child.from, child.to);
  return toNextCell(next.index, next.cell, length);
}

/** The number of cells in a row of a list of rows; null where the entries are not rows, or no size gives it. */
const getRowLength = (sizes: Reading['sizes'], path: readonly Step[]): number | null =>
  path.length + 2 === sizes.length ? (sizes.at(-1) ?? null) : null;

const toNextCell = (index: number, cell: number, length: number): Next =>
  cell + 1 < length ? { index, cell: cell + 1 } : { index: index + 1, cell: 0 };

/** Reads `[x] = …`; where a positional entry after it goes. */
function readPair(reading: Reading, pair: CNode, path: readonly Step[], next: Next): Next {
  const { source, sizes } = reading;
  const designators = getChildren(pair).filter((child) => child.name.endsWith('Designator'));
  const value = getChildren(pair).findLast((child) => !child.name.endsWith('Designator') && !isError(child));
  let paths: (readonly Step[])[] = [path];
  for (const designator of designators) {
    const size = sizes[paths[0]?.length ?? 0] ?? null;
    const steps = readDesignator(reading, designator, size);
    if (steps.length === 0) return next;
    paths = paths.flatMap((each) => steps.map((step) => [...each, step]));
    if (paths.length > WIDEST) paths.length = WIDEST;
  }
  const end = designators.at(-1)?.to ?? pair.from;
  const equals = source.text.indexOf('=', end) + 1;
  const from =
    value?.name === 'InitializerList' ? value.from : equals > 0 && equals <= pair.to ? equals : end;
  if (value) for (const each of paths) readValue(reading, value, each, pair.from, from, pair.to);
  const [index, cell, ...deeper] = (paths.at(-1) ?? []).slice(path.length);
  if (typeof index !== 'number') return next;
  const length = getRowLength(sizes, path);
  return length && typeof cell === 'number' && deeper.length === 0
    ? toNextCell(index, cell, length)
    : { index: index + 1, cell: 0 };
}

/** Reads what is given to one element; braces around it replace all that was given to its parts before. */
function readValue(
  reading: Reading,
  value: CNode,
  path: readonly Step[],
  at: number,
  from: number,
  to: number,
): void {
  const { source, scope, entries, rows, cutRows, anchor } = reading;
  const expanded = value.name === 'InitializerList' ? undefined : expandEntry(source, scope, from, to);
  const list = value.name === 'InitializerList' ? value : expanded?.list.firstChild?.nextSibling;
  const isList = list?.name === 'InitializerList';
  const [row] = path;
  if (path.length === 1 && typeof row === 'number') {
    if (isList && rows.delete(row))
      entries.splice(0, entries.length, ...entries.filter((entry) => entry.path[0] !== row));
    if (!rows.has(row)) rows.set(row, anchor ?? at);
    if (isHidden(source, Math.max(value.from, value.to - 1))) cutRows.add(row);
  }
  if (!list || !isList) entries.push({ path, source, from, to, at });
  else if (!expanded) readList(reading, list, path);
  else readList({ ...reading, source: expanded.source, anchor: anchor ?? at }, list, path);
}

function readDesignator(reading: Reading, node: CNode, size: number | null): Step[] {
  const { source, scope, problems, name } = reading;
  const text = source.text.slice(node.from, node.to);
  if (text.startsWith('.')) return [text.slice(1).trim()];
  if (text === `[${HIDDEN_ROW}]`) return [UNSEEN];
  const dots = text.indexOf('...');
  const parts: [number, number][] =
    dots < 0
      ? [[node.from + 1, node.to - 1]]
      : [
          [node.from + 1, node.from + dots],
          [node.from + dots + 3, node.to - 1],
        ];
  const bounds: number[] = [];
  for (const [from, to] of parts) {
    const index = evaluateIn(scope, source.text, from, to);
    if (!index.ok) {
      problems.push(createUnknown(source, scope, index, 'this index'));
      return [];
    }
    const number = toNumber(index.value);
    const last = Math.min(size ?? WIDEST, WIDEST) - 1;
    if (number < 0 || number > last) {
      problems.push(
        createProblemAt(source, from, 'out-of-range', { index: number, name: name || 'it', last }),
      );
      return [];
    }
    bounds.push(number);
  }
  const [first = 0, last = first] = bounds;
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, offset) => first + offset);
}
