/**
 * What is known after assignments, and where two ways through a function come together.
 */

import type { CExpression } from '../syntax/c-expression.ts';
import type { CNode } from '../syntax/c-tree.ts';
import { getKey } from '../value/c-key.ts';
import type { CValue } from '../value/c-value.ts';
import type { Known, Run } from './c-condition.ts';
import {
  evaluateWith,
  findOpen,
  isBound,
  listChildren,
  readExpression,
  toChosen,
  toElements,
} from './c-condition.ts';
import { getPointer } from './c-element.ts';

/** What is known at the beginning of a function. */
export const START: Known = {
  variables: new Map(),
  origins: new Map(),
  pointers: new Map(),
  decision: null,
  open: null,
  suspects: new Set(),
};

/** What is known after a declaration, or after a statement that assigns. */
export function runAssignments(run: Run, node: CNode, start: Known): Known {
  let known = start;
  for (const child of listChildren(run, node)) {
    if (child.name === 'CommaExpression') known = runAssignments(run, child, known);
    if (isAssignment(child)) known = runAssignment(run, child, known);
  }
  return known;
}

/** The parser takes `a = b ? c : d` for a choice that begins with an assignment. */
const isAssignment = (node: CNode): boolean =>
  node.name === 'InitDeclarator' ||
  node.name === 'AssignmentExpression' ||
  (node.name === 'ConditionalExpression' && node.firstChild?.name === 'AssignmentExpression');

/** `int (*fn)(void) = x;` gives fn a value, as `fn = x` does. */
function readAssigned(run: Run, node: CNode): CExpression {
  const text = run.source.text.slice(node.from, node.to);
  const [head, name] = POINTER.exec(text) ?? [];
  const { from, to } = node;
  if (head === undefined || name === undefined) return readExpression(run, from, to);
  const right = readExpression(run, from + head.length, to);
  return { kind: 'assign', operator: '=', left: { kind: 'name', name, from, to: from }, right, from, to };
}

const POINTER = /^\*?\s*\(\s*\*\s*(?:const\s+)?(\w+)\s*\)\s*\([^=]*=/;

function runAssignment(run: Run, node: CNode, known: Known): Known {
  const expression = readAssigned(run, node);
  if (expression.kind !== 'assign') return known;
  const { left, operator, right: given, from, to } = expression;
  const right: CExpression =
    operator === '='
      ? given
      : { kind: 'binary', operator: operator.slice(0, -1), left, right: given, from, to };
  const isDeclarator = node.name === 'InitDeclarator';
  const key = getKey(left)?.replace(/^\*/, isDeclarator ? '' : '*');
  if (key === undefined) return known;
  const pointer = getPointer(right, toElements(run, known));
  if (pointer) return { ...known, pointers: new Map(known.pointers).set(key.replace(/^\*/, ''), pointer) };
  const value = evaluateWith(run, right, known);
  const variables = new Map(known.variables);
  if (run.bound.has(key)) {
    if (value.ok && !isDeclarator) variables.set(key, value.value);
    else variables.delete(key);
    return { ...known, variables };
  }
  const chosen = toChosen(run, right, known);
  const origins = new Map(known.origins);
  if (right.kind !== 'choice' && isBound(run, right, known)) origins.set(key, right);
  else origins.delete(key);
  variables.set(key, value.ok ? value.value : null);
  const open = value.ok ? known.open : (findOpen(run, right, known) ?? known.open);
  const suspects = isErrno(right) ? new Set(known.suspects).add(key) : chosen.suspects;
  return { ...chosen, variables, origins, open, suspects };
}

/** `err = PTR_ERR(file)` is written where the file is an error. */
const isErrno = (right: CExpression): boolean =>
  right.kind === 'call' && right.callee.kind === 'name' && right.callee.name === 'PTR_ERR';

/** What is known where two ways come together. */
export function join(one: Known | null, other: Known | null): Known | null {
  if (!one || !other || one === other) return one ?? other;
  const variables =
    one.variables === other.variables ? one.variables : joinVariables(one.variables, other.variables);
  const suspects =
    one.suspects === other.suspects
      ? one.suspects
      : new Set([...one.suspects].filter((name) => other.suspects.has(name)));
  const origins = one.origins === other.origins ? one.origins : new Map([...other.origins, ...one.origins]);
  const pointers =
    one.pointers === other.pointers ? one.pointers : new Map([...other.pointers, ...one.pointers]);
  // What a condition on both states allows is allowed, whatever another, less known way does.
  const { decision, open } =
    isSure(other) && !isSure(one)
      ? other
      : { decision: one.decision ?? other.decision, open: one.open ?? other.open };
  return { variables, origins, pointers, decision, open, suspects };
}

/** A condition on the states has led there, not something that cannot be evaluated. */
const isSure = ({ decision, open }: Known) => decision !== null && decision !== open?.from;

function joinVariables(one: Known['variables'], other: Known['variables']): Known['variables'] {
  const variables = new Map<string, CValue | null>();
  for (const name of new Set([...one.keys(), ...other.keys()])) {
    const [a, b] = [one.get(name), other.get(name)];
    variables.set(name, a && b && a.value === b.value ? a : null);
  }
  return variables;
}
