/**
 * Arrays with their initializers, flat: each value with the indexes and members that lead to it. Designated and positional
 * entries mix as C has it; a range of indexes is each of them.
 */

import type { ArrayNode } from './array-node.ts';
import { getHome, readSizes } from './array-node.ts';
import type { Scope } from './c-scope.ts';
import { evaluateIn } from './c-scope.ts';
import type { CSource } from './c-source.ts';
import { createProblemAt, isHidden } from './c-source.ts';
import type { CNode } from './c-tree.ts';
import { getChildren, isError } from './c-tree.ts';
import { toNumber } from './c-value.ts';
import { HIDDEN_ROW, HIDDEN_TABLE } from './fragment.ts';
import type { LocatedProblem } from './problem.ts';
import { createUnknown } from './unknown-name.ts';

/** A number, the name of a member, or a row of which the hunk does not show which it is. */
export type Step = number | string | typeof UNSEEN;
export const UNSEEN = Symbol('a row that begins outside the hunk');

export interface Entry {
  readonly path: readonly Step[];
  /** Offsets of its value in the source. */
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
  /** Sizes that are declared, as far as they can be evaluated; null for one that cannot or is left out. */
  readonly sizes: readonly (number | null)[];
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

/** Indexes of one range, and levels of braces, that are read at most. */
const WIDEST = 256;
const DEEPEST = 6;
const MOST_ENTRIES = 4096;

interface Reading {
  readonly source: CSource;
  readonly scope: Scope;
  readonly entries: Entry[];
  readonly rows: Map<number, number>;
  readonly cutRows: Set<number>;
  readonly problems: LocatedProblem[];
}

/** Reads one array of a source. */
export function readArray(source: CSource, scope: Scope, array: ArrayNode): ArrayTable {
  const reading: Reading = { source, scope, entries: [], rows: new Map(), cutRows: new Set(), problems: [] };
  const { name, list } = array;
  const isUnnamed = name === HIDDEN_TABLE;
  const sizes = isUnnamed ? [] : readSizes(source, scope, array);
  readList(reading, list, [], sizes, name);
  return {
    name: isUnnamed ? '' : name,
    source,
    from: isUnnamed ? source.code.prefix.length : array.from,
    sizes,
    entries: reading.entries,
    rows: reading.rows,
    cutRows: reading.cutRows,
    isPartial: isUnnamed || isHidden(source, Math.max(list.from, list.to - 1)),
    home: getHome(source, list),
    problems: reading.problems,
  };
}

function readList(
  reading: Reading,
  list: CNode,
  path: readonly Step[],
  sizes: readonly (number | null)[],
  name: string,
): void {
  let next = 0;
  if (path.length > DEEPEST) {
    reading.problems.push(createProblemAt(reading.source, list.from, 'too-deep', { limit: DEEPEST }));
    return;
  }
  for (let child = list.firstChild; child; child = child.nextSibling) {
    if (reading.entries.length > MOST_ENTRIES) return;
    if (isError(child) && child.to > child.from) {
      reading.problems.push(
        createProblemAt(reading.source, child.from, 'unclear-table', {
          name,
          why: `${reading.source.text.slice(child.from, child.to).slice(0, 20)} was not expected here`,
        }),
      );
      continue;
    }
    if (!/^[A-Z]/.test(child.name) || /Comment$|^PreprocDirective$/.test(child.name)) continue;
    if (child.name === 'InitializerPair') next = readPair(reading, child, path, sizes, name) ?? next;
    else {
      readValue(reading, child, [...path, next], sizes, name, child.from, child.from, child.to);
      next += 1;
    }
  }
}

/** Reads `[x] = …`; the index that a positional entry after it has, or undefined after a member. */
function readPair(
  reading: Reading,
  pair: CNode,
  path: readonly Step[],
  sizes: readonly (number | null)[],
  name: string,
): number | undefined {
  const { source } = reading;
  const designators = getChildren(pair).filter((child) => child.name.endsWith('Designator'));
  const value = getChildren(pair).findLast((child) => !child.name.endsWith('Designator') && !isError(child));
  let paths: (readonly Step[])[] = [path];
  for (const designator of designators) {
    const steps = readDesignator(reading, designator, sizes[paths[0]?.length ?? 0] ?? null, name);
    if (steps.length === 0) return undefined;
    paths = paths.flatMap((each) => steps.map((step) => [...each, step]));
    if (paths.length > WIDEST) paths.length = WIDEST;
  }
  const end = designators.at(-1)?.to ?? pair.from;
  const equals = source.text.indexOf('=', end) + 1;
  const from =
    value?.name === 'InitializerList' ? value.from : equals > 0 && equals <= pair.to ? equals : end;
  if (value) for (const each of paths) readValue(reading, value, each, sizes, name, pair.from, from, pair.to);
  const last = paths.at(-1)?.[path.length];
  return typeof last === 'number' ? last + 1 : undefined;
}

function readValue(
  reading: Reading,
  value: CNode,
  path: readonly Step[],
  sizes: readonly (number | null)[],
  name: string,
  at: number,
  from: number,
  to: number,
): void {
  const [row] = path;
  if (path.length === 1 && typeof row === 'number' && !reading.rows.has(row)) reading.rows.set(row, at);
  if (
    path.length === 1 &&
    typeof row === 'number' &&
    isHidden(reading.source, Math.max(value.from, value.to - 1))
  )
    reading.cutRows.add(row);
  if (value.name === 'InitializerList') readList(reading, value, path, sizes, name);
  else reading.entries.push({ path, from, to, at });
}

function readDesignator(reading: Reading, node: CNode, size: number | null, name: string): Step[] {
  const { source, scope, problems } = reading;
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
