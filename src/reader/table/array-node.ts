/**
 * Where arrays with an initializer stand: declared as such, or as a member of a struct that is initialized, in any nesting.
 */

import type { CSource } from '../c/syntax/c-source.ts';
import type { CNode } from '../c/syntax/c-tree.ts';
import { findNodes, getChildren } from '../c/syntax/c-tree.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { evaluateIn } from '../c/value/c-scope.ts';
import { toNumber } from '../c/value/c-value.ts';

export interface ArrayNode {
  /** Its name; a member's with that of the struct, `demo.next`. */
  readonly name: string;
  /** Offset of its name. */
  readonly from: number;
  readonly list: CNode;
  /** What says its sizes; undefined for a member, which is declared elsewhere. */
  readonly declarator: CNode | undefined;
}

const DECLARATORS = new Set(['InitDeclarator']);

/** The arrays of a source. */
export function findArrays(source: CSource): ArrayNode[] {
  return findNodes(source, DECLARATORS).flatMap((node) => {
    const list = node.lastChild;
    if (list?.name !== 'InitializerList') return [];
    const declarator = getChildren(node).find((child) => child.name === 'ArrayDeclarator');
    const named = getInnermost(declarator) ?? node.firstChild ?? node;
    const name = source.text.slice(named.from, named.to);
    const members = [...searchMembers(source, list, name, declarator !== undefined)];
    return declarator ? [{ name, from: named.from, list, declarator }, ...members] : members;
  });
}

/** The name that an array's declarators are around. */
function getInnermost(declarator: CNode | undefined): CNode | undefined {
  let inner = declarator;
  while (inner?.name === 'ArrayDeclarator' && inner.firstChild) inner = inner.firstChild;
  return inner;
}

/** Members that are arrays; within an array of structs, only those of two dimensions are tables by themselves. */
function* searchMembers(
  source: CSource,
  list: CNode,
  name: string,
  isInArray: boolean,
): Generator<ArrayNode> {
  for (const child of getChildren(list)) {
    if (child.name === 'InitializerList') yield* searchMembers(source, child, name, isInArray);
    if (child.name !== 'InitializerPair') continue;
    const value = getList(child.lastChild);
    const designators = getChildren(child).filter((each) => each.name.endsWith('Designator'));
    if (!value || designators.length === 0) continue;
    const path = designators.map(({ from, to }) => source.text.slice(from, to)).join('');
    const isMember = designators.every((each) => each.name === 'FieldDesignator');
    if (isMember && (isGrid(value) || (!isInArray && hasIndex(value))))
      yield { name: dropHidden(name + path), from: child.from, list: value, declarator: undefined };
    else if (isMember || isInArray) yield* searchMembers(source, value, name + path, isInArray);
  }
}

/** Without what the hunk does not show. */
const dropHidden = (name: string) => name.replaceAll(/HUNK_TABLE|\[HUNK_ROW\]/g, '').replace(/^\./, '');

/** The braces of a value, those of a compound literal included. */
function getList(value: CNode | null): CNode | undefined {
  if (value?.name === 'CompoundLiteralExpression') return getList(value.lastChild);
  return value?.name === 'InitializerList' ? value : undefined;
}

const isIndexed = (pair: CNode) =>
  pair.name === 'InitializerPair' && pair.firstChild?.name === 'SubscriptDesignator';

const hasIndex = (list: CNode) => getChildren(list).some(isIndexed);

/** Rows of values that are no structs. */
const isGrid = (list: CNode): boolean =>
  getChildren(list).some((child) => {
    const row = isIndexed(child)
      ? getList(child.lastChild)
      : child.name === 'InitializerList'
        ? child
        : undefined;
    return row !== undefined && !getChildren(row).some((each) => each.firstChild?.name === 'FieldDesignator');
  });

/** Sizes that are declared, as far as they can be evaluated; null for one that cannot or is left out. */
export function readSizes(
  source: CSource,
  scope: Scope,
  { declarator: outer }: ArrayNode,
): (number | null)[] {
  const sizes: (number | null)[] = [];
  let declarator = outer;
  while (declarator?.name === 'ArrayDeclarator') {
    const first = declarator.firstChild;
    const text = source.text.slice(declarator.from, declarator.to);
    const open = (first?.to ?? declarator.from) - declarator.from;
    const [start, end] = [text.indexOf('[', open) + 1, text.lastIndexOf(']')];
    const size =
      start > 0 && end > start && text.slice(start, end).trim() !== ''
        ? evaluateIn(scope, source.text, declarator.from + start, declarator.from + end)
        : undefined;
    sizes.unshift(size?.ok ? toNumber(size.value) : null);
    declarator = first ?? undefined;
  }
  return sizes;
}

/** The name of the function around a node, or empty. */
export function getHome(source: CSource, node: CNode): string {
  for (let parent = node.parent; parent; parent = parent.parent)
    if (parent.name === 'FunctionDefinition')
      return /(\w+)\s*\(/.exec(source.text.slice(parent.from, parent.from + 400))?.[1] ?? '';
  return '';
}
