/**
 * How many rows and columns a table has, as far as its text says so: the sizes of an array, or those of the member of a
 * struct that holds it.
 */

import { findNodes, getChildren } from '../../c/syntax/c-tree.ts';
import type { Scope } from '../../c/value/c-scope.ts';
import { readSizes } from '../array-node.ts';
import type { Grid } from '../grid.ts';

/** Outermost first; null for one that the text does not say. */
export type Sizes = readonly (number | null)[];

/** What a table is called where it is read: `next` of `demo.next`. */
export const getLastName = ({ name }: Grid): string => /(\w+)$/.exec(name)?.[1] ?? '';

/** Whether a table is a member of a struct. */
export const isMember = ({ name }: Grid): boolean => /[.\]]/.test(name);

/** The sizes of a table. */
export function getSizes(grid: Grid, scope: Scope): Sizes {
  if (isMember(grid)) return getMemberSizes(scope, getLastName(grid));
  const [rows = null, ...columns] = grid.sizes;
  return [rows ?? countRows(grid), ...columns];
}

/** `[]` has as many rows as its last one says, if all of them could be read. */
function countRows({ isCounted, rows, cells, problems, source }: Grid): number | null {
  if (!isCounted || problems.length > 0 || source.dropped.length > 0) return null;
  const last = Math.max(-1, ...rows.keys(), ...cells.map(({ from }) => from));
  return last < 0 ? null : last + 1;
}

const FIELDS = new Set(['FieldDeclaration']);

/** The sizes of a member, as the structs of the text declare it; none where two of them differ. */
export function getMemberSizes(scope: Scope, member: string): Sizes {
  const found: Sizes[] = [];
  for (const source of scope.sources) {
    if (!source.text.includes(member)) continue;
    for (const field of findNodes(source, FIELDS))
      for (const declarator of getChildren(field)) {
        let named = declarator;
        while (named.name === 'ArrayDeclarator' && named.firstChild) named = named.firstChild;
        if (named.name !== 'FieldIdentifier' || source.text.slice(named.from, named.to) !== member) continue;
        found.push(readSizes(source, scope, { name: member, from: named.from, list: field, declarator }));
      }
  }
  const [first = []] = found;
  const isAgreed = found.every((each) => each.join() === first.join());
  return isAgreed ? first : [];
}
