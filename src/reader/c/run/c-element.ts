/**
 * Elements of arrays of the text: what `steps[cur][new]` and `arc->from` are, how long an array is, and which function it
 * holds.
 */

import type { CExpression } from '../syntax/c-expression.ts';
import { evaluate } from '../value/c-evaluate.ts';
import type { Scope } from '../value/c-scope.ts';
import { createLookup, parseIn } from '../value/c-scope.ts';
import type { CValue } from '../value/c-value.ts';
import { toNumber, toU32 } from '../value/c-value.ts';
import type { Step } from '../value/text-array.ts';
import { findElement, findStateArrays } from '../value/text-array.ts';

/** What a pointer points to: a row of an array. */
export interface Pointer {
  readonly array: string;
  readonly row: number;
}

/** What is known where an element is asked for. */
export interface Elements {
  readonly scope: Scope;
  readonly pointers: ReadonlyMap<string, Pointer>;
  /** The value of an index, if it is known. */
  readonly getIndex: (expression: CExpression) => number | undefined;
}

interface Found {
  readonly array: string;
  readonly path: readonly Step[];
}

/** Names of functions are given numbers, so that they can be put into variables, and tested. */
const addresses = new WeakMap<Scope, string[]>();
const FIRST_ADDRESS = 0x4000_0000;

function getAddress(scope: Scope, name: string): CValue {
  const names = addresses.get(scope) ?? [];
  addresses.set(scope, names);
  if (!names.includes(name)) names.push(name);
  return toU32(FIRST_ADDRESS + names.indexOf(name));
}

/** The function that a value is the address of. */
export const getFunctionAt = (scope: Scope, value: CValue): string | undefined =>
  addresses.get(scope)?.[toNumber(value) - FIRST_ADDRESS];

/** The value of an element; undefined where it has none, or its indexes are not known. */
export function getElement(expression: CExpression, elements: Elements): CValue | undefined {
  const { scope } = elements;
  const found = findPath(expression, elements);
  const array = found && findStateArrays(scope).get(found.array);
  if (!array || found.path.length === 0) return undefined;
  const [row] = found.path;
  if (typeof row === 'number' && (row < 0 || row >= MOST_ROWS)) return undefined;
  const node = findElement(scope, array, found.path);
  if (node === undefined) return undefined;
  if (node === 'zero') return toU32(0);
  const entry = parseIn(scope, array.source.text, node.from, node.to);
  const value = evaluate(entry, createLookup(scope));
  if (value.ok) return value.value;
  const named = entry.kind === 'unary' && entry.operator === '&' ? entry.operand : entry;
  return named.kind === 'name' ? getAddress(scope, named.name) : undefined;
}

const MOST_ROWS = 1000;

/** The array at the root of an expression, and the way from there. */
function findPath(expression: CExpression, elements: Elements): Found | undefined {
  switch (expression.kind) {
    case 'paren':
      return findPath(expression.inner, elements);
    case 'name': {
      const pointer = elements.pointers.get(expression.name);
      if (pointer) return { array: pointer.array, path: [pointer.row] };
      return findStateArrays(elements.scope).has(expression.name)
        ? { array: expression.name, path: [] }
        : undefined;
    }
    case 'index': {
      const root = findPath(expression.array, elements);
      const index = root && elements.getIndex(expression.index);
      return root && index !== undefined ? { ...root, path: [...root.path, index] } : undefined;
    }
    case 'member': {
      const root = findPath(expression.object, elements);
      return root && { ...root, path: [...root.path, expression.member] };
    }
    case 'unary':
      return expression.operator === '*' ? findPath(expression.operand, elements) : undefined;
    default:
      return undefined;
  }
}

/** `&arcs[i]`, `arcs + i`, `arcs`: the row that it points to. */
export function getPointer(expression: CExpression, elements: Elements): Pointer | undefined {
  if (expression.kind === 'paren') return getPointer(expression.inner, elements);
  if (expression.kind === 'unary' && expression.operator === '&') {
    const found = findPath(expression.operand, elements);
    const [row] = found?.path ?? [];
    return found?.path.length === 1 && typeof row === 'number' ? { array: found.array, row } : undefined;
  }
  if (expression.kind === 'binary' && expression.operator === '+') {
    const start = getPointer(expression.left, elements);
    const by = start && elements.getIndex(expression.right);
    return start && by !== undefined ? { array: start.array, row: start.row + by } : undefined;
  }
  if (expression.kind !== 'name') return undefined;
  const known = elements.pointers.get(expression.name);
  if (known) return known;
  return findStateArrays(elements.scope).has(expression.name)
    ? { array: expression.name, row: 0 }
    : undefined;
}

/** `ARRAY_SIZE(arcs)`, of an array that is in the text. */
export function getLength(scope: Scope, expression: CExpression): CValue | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'name') return undefined;
  const [array] = expression.args;
  if (expression.callee.name !== 'ARRAY_SIZE' || array?.kind !== 'name') return undefined;
  const found = findStateArrays(scope).get(array.name);
  return found && toU32(found.length);
}
