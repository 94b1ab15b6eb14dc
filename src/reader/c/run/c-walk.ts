/** Loops that walk an array of the text: which array, and what its rows are called in the loop. */

import type { CNode } from '../syntax/c-tree.ts';
import { toInt } from '../value/c-value.ts';
import type { TextArray } from '../value/text-array.ts';
import { findRow, findStateArrays } from '../value/text-array.ts';
import type { Known, Run } from './c-condition.ts';

export interface Walk {
  readonly array: TextArray;
  /** What is known in each turn, beyond what is known before the loop. */
  readonly turns: readonly ((known: Known) => Known)[];
  /** And behind the loop. */
  readonly end: (known: Known) => Known;
  /** Where each row stands; null where that is in another piece of the text. */
  readonly rows: readonly (number | null)[];
}

const walks = new WeakMap<CNode, Walk | null>();

/** The walk that a loop is; undefined for any other loop. */
export function findWalk(run: Run, node: CNode): Walk | undefined {
  const known = walks.get(node);
  if (known !== undefined) return known ?? undefined;
  const walk = readWalk(run, node);
  walks.set(node, walk ?? null);
  return walk;
}

function readWalk({ scope, source }: Run, node: CNode): Walk | undefined {
  const text = source.text.slice(node.from, node.to);
  const body = node.parent ? source.text.slice(findFunction(node).from, node.to) : text;
  for (const array of findStateArrays(scope).values()) {
    if (array.isByState && array.functions.length > 0) continue;
    const index = new RegExp(`\\b${array.name}\\s*\\[\\s*(\\w+)\\s*\\]`).exec(text)?.[1];
    const pointer = new RegExp(`\\b(\\w+)\\s*=\\s*(?:&\\s*)?${array.name}\\b(?!\\s*\\[\\s*[A-Za-z_])`).exec(
      body,
    )?.[1];
    const isPointerUsed = pointer !== undefined && new RegExp(`\\b${pointer}\\s*->`).test(text);
    const at = index === undefined || /^\d/.test(index) ? undefined : index;
    if (at === undefined && !isPointerUsed) continue;
    const bind = (row: number) => (known: Known) => ({
      ...known,
      variables: at === undefined ? known.variables : new Map(known.variables).set(at, toInt(row)),
      pointers:
        pointer === undefined || at !== undefined
          ? known.pointers
          : new Map(known.pointers).set(pointer, { array: array.name, row }),
    });
    const numbers = Array.from({ length: array.length }, (_, row) => row);
    return {
      array,
      turns: numbers.map(bind),
      end: bind(array.length),
      rows: numbers.map((row) =>
        array.source === source ? (findRow(scope, array, row)?.from ?? null) : null,
      ),
    };
  }
  return undefined;
}

function findFunction(node: CNode): CNode {
  let root = node;
  while (root.parent && root.name !== 'FunctionDefinition') root = root.parent;
  return root;
}
