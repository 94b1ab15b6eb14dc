/**
 * Functions as the parser finds them: name, parameters, body, return type. The code around a hunk counts as one.
 */

import { HIDDEN_FUNCTION } from '../../text/fragment.ts';
import type { CSource } from './c-source.ts';
import { isCutOff, isHidden, placeOf } from './c-source.ts';
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
  const functions = findNodes(source, FUNCTIONS, true).flatMap((node) => listIn(source, node));
  found.set(source, functions);
  return functions;
}

/** A function, or the functions of a class of C++, which the parser takes for one without parameters. */
function listIn(source: CSource, node: CNode): CFunction[] {
  const body = getChildren(node).find(({ name }) => name === 'CompoundStatement');
  if (!body) return [];
  const isClass = /^\s*(?:class|struct)\b[^()]*$/.test(source.text.slice(node.from, body.from));
  if (!isClass) return [toFunction(source, node, body)];
  return getChildren(body)
    .filter(({ name }) => FUNCTIONS.has(name))
    .flatMap((inner) => listIn(source, inner));
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
const isCut = (source: CSource, body: CNode): boolean =>
  source.cut !== null ||
  source.text[body.to - 1] !== '}' ||
  isHidden(source, body.to - 1) ||
  source.gaps.some((gap) => gap >= body.from && gap < body.to) ||
  isInterrupted(source, body);

/** How far the lines of a function are apart, beyond their number: more than wrapped lines account for. */
const MOST_WRAPPED = 2;

/** A reply comments within the function: nothing shows whether the quotation leaves out lines there. */
function isInterrupted(source: CSource, { from, to }: CNode): boolean {
  if (source.isFragment) return false;
  const ends = Array.from(source.text.slice(from, to).matchAll(/\n/g), ({ index }) => from + index);
  const lines = [placeOf(source, from).line, ...ends.map((end) => placeOf(source, end + 1).line)];
  if ((lines.at(-1) ?? 0) - (lines[0] ?? 0) <= ends.length + MOST_WRAPPED) return false;
  return lines.some((line, index) => index > 0 && line - (lines[index - 1] ?? line) > MOST_WRAPPED);
}

/** The last word of each parameter is its name. */
function readParams(text: string): string[] {
  return text
    .replace(/\)[^)]*$/, '')
    .split(',')
    .map((param) => /(\w+)\s*(?:\[\s*\]\s*)?$/.exec(param.trim())?.[1] ?? '');
}
