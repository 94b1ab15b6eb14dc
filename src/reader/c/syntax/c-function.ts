/**
 * Functions as the parser finds them: name, parameters, body, return type. The code around a hunk counts as one.
 */

import { HIDDEN_FUNCTION } from '../../text/fragment.ts';
import type { CSource } from './c-source.ts';
import { isCutOff, isHidden } from './c-source.ts';
import type { CNode } from './c-tree.ts';
import { findNodes, getChildren } from './c-tree.ts';

export interface CFunction {
  readonly name: string;
  readonly params: readonly string[];
  readonly returnsBool: boolean;
  readonly body: CNode;
  readonly source: CSource;
  /** Offset of its name, or of what the hunk shows of it. */
  readonly from: number;
  /** True where only a part of it is in the text. */
  readonly isPartial: boolean;
}

const FUNCTIONS = new Set(['FunctionDefinition']);

const found = new WeakMap<CSource, readonly CFunction[]>();

/** The outermost functions of a source; every call returns the same ones. */
export function findFunctions(source: CSource): readonly CFunction[] {
  const known = found.get(source);
  if (known) return known;
  const functions = findNodes(source, FUNCTIONS, true).flatMap((node) => {
    const body = getChildren(node).find(({ name }) => name === 'CompoundStatement');
    return body ? [toFunction(source, node, body)] : [];
  });
  found.set(source, functions);
  return functions;
}

function toFunction(source: CSource, node: CNode, body: CNode): CFunction {
  const head = source.text.slice(node.from, body.from);
  const open = head.indexOf('(');
  const own = /(\w+)\s*$/.exec(head.slice(0, Math.max(0, open)))?.[1] ?? '';
  const isUnseen = own === HIDDEN_FUNCTION || isHidden(source, node.from);
  const shown = isUnseen ? source.section : head;
  const shownOpen = shown.indexOf('(');
  const name = /(\w+)\s*$/.exec(shown.slice(0, Math.max(0, shownOpen)))?.[1] ?? (isUnseen ? '' : own);
  return {
    name,
    params: shownOpen < 0 ? [] : readParams(shown.slice(shownOpen + 1)),
    returnsBool: /\bbool\b/.test(shown.slice(0, Math.max(0, shownOpen))),
    body,
    source,
    from: isUnseen ? source.code.prefix.length : node.from + Math.max(0, head.indexOf(own)),
    isPartial: isCutOff(source, node) || isCut(source, body),
  };
}

/** The text ends within the function, or leaves out lines of it. */
const isCut = (source: CSource, { from, to }: CNode): boolean =>
  source.text[to - 1] !== '}' ||
  isHidden(source, to - 1) ||
  source.gaps.some((gap) => gap >= from && gap < to);

/** The last word of each parameter is its name. */
function readParams(text: string): string[] {
  return text
    .replace(/\)[^)]*$/, '')
    .split(',')
    .map((param) => /(\w+)\s*(?:\[\s*\]\s*)?$/.exec(param.trim())?.[1] ?? '');
}
