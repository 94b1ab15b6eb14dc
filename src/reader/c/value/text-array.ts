/**
 * Arrays of a text that a function looks into: functions by state, `{ from, to, fn }` in rows. An element is found by its
 * indexes and members, designated or by position.
 */

import type { CSource } from '../syntax/c-source.ts';
import { isCutOff, isHidden } from '../syntax/c-source.ts';
import type { CNode } from '../syntax/c-tree.ts';
import { findNodes, getChildren } from '../syntax/c-tree.ts';
import type { Scope } from './c-scope.ts';
import { evaluateIn, getConstant } from './c-scope.ts';
import { toNumber } from './c-value.ts';
import { namesState } from './state-name.ts';

export interface TextArray {
  readonly name: string;
  readonly source: CSource;
  readonly list: CNode;
  /** Members of its structs in their order; empty where they are not in the text. */
  readonly fields: readonly string[];
  /** Rows that it has, from the first to the last that is written. */
  readonly length: number;
  /** Whether its rows are chosen by a state: `[VFIO_DEVICE_STATE_STOP] = …`. */
  readonly isByState: boolean;
  /** Only a part of it is in the text. */
  readonly isPartial: boolean;
  /** What an entry may be besides a value: a function. */
  readonly functions: readonly string[];
}

/** An index or a member. */
export type Step = number | string;

type Arrays = ReadonlyMap<string, TextArray>;

const known = new WeakMap<Scope, Arrays>();

/** The arrays of a text that say which steps there are, by name. */
export function findStateArrays(scope: Scope): Arrays {
  const arrays = known.get(scope) ?? new Map(listArrays(scope).map((array) => [array.name, array]));
  known.set(scope, arrays);
  return arrays;
}

const DECLARATORS = new Set(['InitDeclarator']);

/** An array with more rows than there are pairs of states is not a driver's table. */
const MOST_ROWS = 80;

function listArrays(scope: Scope): TextArray[] {
  const arrays: TextArray[] = [];
  for (const source of scope.sources)
    for (const node of findNodes(source, DECLARATORS)) {
      const list = node.lastChild;
      if (list?.name !== 'InitializerList') continue;
      const name = /([A-Za-z_]\w*)\s*\[/.exec(source.text.slice(node.from, list.from))?.[1];
      const text = source.text.slice(list.from, list.to);
      if (
        name === undefined ||
        arrays.some((other) => other.name === name) ||
        text.length > 20_000 ||
        !namesState(scope, text)
      )
        continue;
      const length = countRows(scope, source, list);
      if (length > MOST_ROWS) continue;
      const isByState = /^\{\s*(?:\/\*[^*]*\*\/\s*)*\[[\s(]*(\w+)/.exec(text)?.[1];
      const array = {
        name,
        source,
        list,
        fields: listFields(source, node, scope),
        length,
        isPartial:
          isCutOff(source, list) ||
          isHidden(source, list.to - 1) ||
          source.gaps.some((gap) => gap >= list.from && gap < list.to),
        isByState: isByState !== undefined && namesState(scope, isByState),
        functions: listFunctions(scope, text),
      };
      if (isOfSteps(array, text)) arrays.push(array);
    }
  return arrays;
}

/** It holds functions, or the two ends of an arc; any other array is a table of values. */
function isOfSteps({ functions, fields }: TextArray, text: string): boolean {
  const members = [
    ...fields,
    ...Array.from(text.matchAll(/(?<=[{,]\s*)\.\s*(\w+)\s*=/g), ([, name = '']) => name),
  ];
  if (members.some((each) => FROM.test(each)) && members.some((each) => TO.test(each))) return true;
  const isDirect = (name: string) => new RegExp(`(?:\\]\\s*=|[{,])\\s*&?\\s*${name}\\b`).test(text);
  return functions.some(isDirect);
}

/** Names that are values of entries but not constants. */
function listFunctions(scope: Scope, text: string): string[] {
  const values = [...text.matchAll(/(?<=[={,]\s*)&?\s*([a-z_]\w*)\s*(?=[,}])/g)].map(([, name = '']) => name);
  return [...new Set(values)].filter((name) => getConstant(scope, name) === undefined);
}

interface Entry {
  /** What the entry is for: `[A][B]`, `.from`; a position where nothing designates it. */
  readonly path: readonly (Step | readonly [first: number, last: number])[];
  readonly value: CNode;
}

const entriesOf = new WeakMap<CNode, readonly Entry[]>();

function listEntries(scope: Scope, source: CSource, list: CNode): readonly Entry[] {
  const found = entriesOf.get(list);
  if (found) return found;
  const entries: Entry[] = [];
  let position = 0;
  for (const child of getChildren(list)) {
    if (/^[{},]$/.test(child.name) || child.type.isError) continue;
    const value = child.lastChild;
    if (child.name !== 'InitializerPair' || !value) {
      entries.push({ path: [position], value: child });
      position += 1;
      continue;
    }
    const path = getChildren(child)
      .filter(({ name }) => name.endsWith('Designator'))
      .map((each) => readDesignator(scope, source, each));
    entries.push({ path, value });
    const [first] = path;
    if (typeof first !== 'string' && first !== undefined)
      position = (typeof first === 'number' ? first : first[1]) + 1;
  }
  entriesOf.set(list, entries);
  return entries;
}

function readDesignator(scope: Scope, { text }: CSource, { name, from, to }: CNode): Entry['path'][number] {
  const inner = text.slice(from + 1, name === 'FieldDesignator' ? to : to - 1);
  if (name === 'FieldDesignator') return inner.trim();
  const dots = inner.indexOf('...');
  const read = (start: number, end: number) => {
    const value = evaluateIn(scope, text, start, end);
    return value.ok ? toNumber(value.value) : -1;
  };
  if (dots < 0) return read(from + 1, to - 1);
  return [read(from + 1, from + 1 + dots), read(from + 4 + dots, to - 1)];
}

function countRows(scope: Scope, source: CSource, list: CNode): number {
  const ends = listEntries(scope, source, list).map(({ path: [first] }) =>
    typeof first === 'number' ? first : Array.isArray(first) ? Number(first[1]) : -1,
  );
  return Math.max(-1, ...ends) + 1;
}

/** What an element is: where its value stands; `zero` where nothing is written for it; undefined where that is not known. */
export function findElement(
  scope: Scope,
  array: Pick<TextArray, 'source' | 'list' | 'fields'>,
  path: readonly Step[],
): CNode | 'zero' | undefined {
  const { source, list, fields } = array;
  const [first, ...rest] = path;
  if (first === undefined) return list;
  let found: CNode | 'zero' | undefined = 'zero';
  for (const { path: own, value } of listEntries(scope, source, list)) {
    const isHere = own.every((step, index) => matches(step, path[index], fields));
    if (!isHere) continue;
    const left = path.slice(own.length);
    if (left.length === 0) found = value;
    else if (value.name === 'InitializerList')
      found = findElement(scope, { source, list: value, fields }, left);
    else found = own.length > path.length || rest.length === 0 ? value : undefined;
  }
  return found;
}

const FROM = /^(?:from|cur|curr|current|old|src|prev)(?:_|$)/;
const TO = /^(?:to|new|next|dst|target)(?:_|$)/;

function matches(own: Entry['path'][number], step: Step | undefined, fields: readonly string[]): boolean {
  if (step === undefined) return true;
  if (typeof own === 'string') return own === step;
  const index = typeof step === 'number' ? step : getPosition(step, fields);
  return typeof own === 'number' ? own === index : own[0] <= index && index <= own[1];
}

/** The position of a member. In a struct that is not in the text, the current state comes first, then the new one. */
function getPosition(member: string, fields: readonly string[]): number {
  if (fields.length > 0) return fields.indexOf(member);
  return FROM.test(member) ? 0 : TO.test(member) ? 1 : 2;
}

/** The row of an array, for its place. */
export function findRow(scope: Scope, { source, list }: TextArray, row: number): CNode | undefined {
  return listEntries(scope, source, list).find(({ path: [first] }) => first === row)?.value;
}

/** `u32 from, to; int (*fn)(void);` are from, to and fn. */
function listFields(source: CSource, node: CNode, scope: Scope): string[] {
  const declaration = node.parent;
  const head = declaration ? source.text.slice(declaration.from, node.from) : '';
  const own = /\{([^{}]*)\}/.exec(head)?.[1];
  if (own !== undefined) return splitFields(own);
  const name = /\bstruct\s+(\w+)/.exec(head)?.[1];
  if (name === undefined) return [];
  const body = new RegExp(`\\bstruct\\s+${name}\\s*\\{([^{}]*)\\}`);
  for (const { text } of scope.sources) {
    const [, fields] = body.exec(text) ?? [];
    if (fields !== undefined) return splitFields(fields);
  }
  return [];
}

function splitFields(text: string): string[] {
  const plain = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  return plain.split(';').flatMap((declaration) => {
    if (declaration.trim() === '') return [];
    const pointer = /\(\s*\*\s*(?:const\s+)?(\w+)\s*\)/.exec(declaration)?.[1];
    if (pointer !== undefined) return [pointer];
    return declaration
      .split(',')
      .map((each) => /(\w+)\s*(?:\[[^\]]*\]\s*|:\s*\d+\s*)*$/.exec(each.trim())?.[1] ?? '');
  });
}
