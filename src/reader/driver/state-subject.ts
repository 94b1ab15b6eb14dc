/**
 * What a function compares with states: these are its current and new state, whatever their names. Functions of the text that
 * it passes them to, and variables that it computes from them, count as well.
 */

import { findCallee } from '../c/run/c-callee.ts';
import type { CExpression } from '../c/syntax/c-expression.ts';
import { parseExpression } from '../c/syntax/c-expression.ts';
import type { CFunction } from '../c/syntax/c-function.ts';
import type { CNode } from '../c/syntax/c-tree.ts';
import { findWithin, getChildren } from '../c/syntax/c-tree.ts';
import { listParts } from '../c/syntax/grouping.ts';
import { isHint } from '../c/value/c-evaluate.ts';
import { getKey, listKeys } from '../c/value/c-key.ts';
import type { Scope } from '../c/value/c-scope.ts';
import { getConstant, parseIn } from '../c/value/c-scope.ts';
import { isState, namesState } from '../c/value/state-name.ts';
import { HIDDEN_INNER_SWITCH } from '../text/fragment.ts';
import type { ArraySubjects } from './array-subject.ts';
import { findArraySubjects } from './array-subject.ts';

/** A member of the device that holds its state. */
export const MEMBER = /(?:->|\.)(?:\w*mig\w*state|\w*device_state|state)$/;

const CONDITIONS = new Set([
  'ConditionClause',
  'ParenthesizedExpression',
  'ReturnStatement',
  'ConditionalExpression',
  'InitDeclarator',
  'AssignmentExpression',
]);
/** In characters; an expression of that length is not evaluated. */
const LONGEST_CONDITION = 20_000;

const SWITCHES = new Set(['SwitchStatement']);
/** The longest chain of variables that are computed from one another. */
const MOST_ORIGINS = 3;

/** What compares without asking for equality; `cur ^ new` has the bits that flip. */
const ORDERS = ['<', '>', '<=', '>=', '^'];
const DECLARATORS = new Set(['InitDeclarator', 'AssignmentExpression']);

/** What the function compares with states, most often first; a step function has at least two. */
export function findSubjects(fn: CFunction, scope: Scope): { keys: string[]; aliases: Map<string, string> } {
  const { source, body } = fn;
  const aliases = findAliases(fn);
  const computed = findComputed(fn, scope);
  const arrays = findArraySubjects(fn, scope);
  const counts = new Map<string, number>();
  const count = (expression: CExpression, depth = 0) => {
    for (const key of listHolders(expression)) {
      if (getConstant(scope, key) || key === HIDDEN_INNER_SWITCH) continue;
      const origin = computed.get(key);
      if (origin && depth < MOST_ORIGINS) {
        count(origin, depth + 1);
        continue;
      }
      const subject = aliases.get(key) ?? key;
      counts.set(subject, (counts.get(subject) ?? 0) + 1);
    }
  };
  let counted = -1;
  for (const node of findWithin(body, CONDITIONS)) {
    const [from, to] = getInner(node);
    if (to <= from || to - from > LONGEST_CONDITION) continue;
    // `a ? b : c ? d : e` has thousands in each other: the outer one has counted them.
    if (node.name === 'ConditionalExpression') {
      if (to <= counted) continue;
      counted = to;
    }
    const text = source.text.slice(from, to);
    if (!arrays.mentions(text) && !namesState(scope, text)) continue;
    countCompared(parseIn(scope, source.text, from, to), { scope, arrays }, count);
  }
  for (const node of findWithin(body, SWITCHES)) {
    const [, clause, block] = getChildren(node);
    if (!clause || !block || !mentionsCase(source.text, block, scope)) continue;
    count(parseIn(scope, source.text, clause.from + 1, clause.to - 1));
  }
  if (counts.size < 2) for (const arg of listGiven(fn, scope, arrays, counts.size === 1)) count(arg);
  const keys = [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => key);
  return { keys, aliases };
}

/** What holds values in an expression, without the names of functions. */
function listHolders(expression: CExpression): readonly string[] {
  const key = getKey(expression);
  if (key !== undefined) return [key];
  return (expression.kind === 'call' ? expression.args : listParts(expression)).flatMap(listHolders);
}

/** The value given to a variable; its declaration says nothing about states. */
const findValue = ({ lastChild, from }: CNode): number => lastChild?.from ?? from;

/** Where the expression of a node begins and ends. */
function getInner(node: CNode): readonly [from: number, to: number] {
  const { name, from, to } = node;
  if (name === 'ReturnStatement') return [from + 'return'.length, to - 1];
  if (name === 'ConditionClause' || name === 'ParenthesizedExpression') return [from + 1, to - 1];
  return [name === 'InitDeclarator' ? findValue(node) : from, to];
}

const mentionsCase = (text: string, block: CNode, scope: Scope) =>
  getChildren(block)
    .filter(({ name }) => name === 'CaseStatement')
    .slice(0, 20)
    .some((each) => namesState(scope, text.slice(each.from, each.from + 120).split(':')[0] ?? ''));

/** `state & VFIO_DEVICE_STATE_SAVING`: in v1 each state is a bit. */
const isTest = (expression: CExpression, scope: Scope): boolean =>
  scope.generation === 'v1' &&
  expression.kind === 'binary' &&
  expression.operator === '&' &&
  isState(expression.left, scope) !== isState(expression.right, scope);

/** Sides of comparisons whose other side is a state. */
function countCompared(
  expression: CExpression,
  { scope, arrays }: { readonly scope: Scope; readonly arrays: ArraySubjects },
  count: (side: CExpression) => void,
): void {
  const isKnown = (side: CExpression) => isState(side, scope) || arrays.isInRow(side);
  const stack = [expression];
  for (let next = stack.pop(); next; next = stack.pop()) {
    for (const choice of arrays.listChoices(next)) count(choice);
    if (next.kind === 'binary' && (next.operator === '==' || next.operator === '!=')) {
      const { left, right } = next;
      if (isKnown(right) && !isKnown(left)) count(left);
      else if (isKnown(left) && !isKnown(right)) count(right);
      else stack.push(left, right);
    } else if (next.kind === 'binary' && isTest(next, scope)) {
      const { left, right } = next;
      count(isState(left, scope) ? right : left);
    } else if (next.kind === 'binary' && ORDERS.includes(next.operator)) {
      const { left, right } = next;
      if (isState(right, scope) !== isState(left, scope)) count(isState(left, scope) ? right : left);
      else stack.push(left, right);
    } else if (next.kind === 'binary' && next.operator === '<<' && listKeys(next.left).length === 0) {
      if (!isState(next.right, scope)) count(next.right);
    } else if (next.kind === 'call' && !isHint(next)) stack.push(next.callee);
    else if (arrays.listChoices(next).length === 0) stack.push(...listParts(next));
  }
}

/** The core is called in a loop around the step function, not within it. */
const CORE = /\bvfio_mig_get_next_state\b/;

/** Where a call decides. */
const SAYING = new Set([
  'ConditionClause',
  'BinaryExpression',
  'UnaryExpression',
  'ReturnStatement',
  'InitDeclarator',
  'AssignmentExpression',
]);

const CALLS = new Set(['CallExpression']);

/**
 * `is_arc(cur, new, A, B)`, `step_from_running(demo, new)`: arguments of functions of the text that compare them. Where no
 * state is passed as well, this counts only for both states, or in a function that knows one of the two.
 */
function listGiven(
  { source, body }: CFunction,
  scope: Scope,
  arrays: ArraySubjects,
  isHalf: boolean,
): CExpression[] {
  if (CORE.test(source.text.slice(body.from, body.to))) return [];
  return findWithin(body, CALLS).flatMap((node) => {
    if (!SAYING.has(node.parent?.name ?? '')) return [];
    const call = parseIn(scope, source.text, node.from, node.to);
    if (call.kind !== 'call') return [];
    const names =
      arrays.getArray(call.callee)?.functions ?? (call.callee.kind === 'name' ? [call.callee.name] : []);
    const callee = names.map((name) => findCallee(scope, source, name)).find((fn) => fn !== undefined);
    if (!callee) return [];
    const compared = call.args.filter(
      (arg, index) => getKey(arg) !== undefined && isCompared(callee, callee.params[index] ?? ''),
    );
    const isKnown = isHalf || compared.length > 1 || call.args.some((arg) => isState(arg, scope));
    return isKnown ? compared : [];
  });
}

function isCompared({ source, body }: CFunction, param: string): boolean {
  if (param === '') return false;
  const text = source.text.slice(body.from, body.to);
  return new RegExp(`\\b${param}\\s*[!=]=|[!=]=\\s*${param}\\b|switch\\s*\\(\\s*${param}\\s*\\)`).test(text);
}

/** `u32 arc = cur << 4 | new;`: what variables are computed from, where no call is involved. */
function findComputed({ source, body }: CFunction, scope: Scope): Map<string, CExpression> {
  const computed = new Map<string, CExpression>();
  for (const node of findWithin(body, DECLARATORS)) {
    if (node.to - node.from > LONGEST_COMPUTED) continue;
    const expression = parseIn(scope, source.text, node.from, node.to);
    if (expression.kind !== 'assign' || expression.operator !== '=') continue;
    const key = getKey(expression.left);
    if (key !== undefined && expression.left.kind === 'name' && isComputed(expression.right))
      computed.set(key, expression.right);
  }
  return computed;
}

const LONGEST_COMPUTED = 400;

const isComputed = (expression: CExpression): boolean => {
  if (expression.kind === 'paren') return isComputed(expression.inner);
  return expression.kind === 'binary' && listKeys(expression).length > 0 && !hasCall(expression);
};

const hasCall = (expression: CExpression): boolean =>
  (expression.kind === 'call' && !isHint(expression)) || listParts(expression).some(hasCall);

/** `u32 cur = mvdev->mig_state;`: the member is cur under another name. */
function findAliases({ source, body }: CFunction): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const node of findWithin(body, DECLARATORS)) {
    if (node.to - node.from > 120) continue;
    const expression = parseExpression(source.text, node.from, node.to);
    if (expression.kind !== 'assign' || expression.operator !== '=') continue;
    const [left, right] = [getKey(expression.left), getKey(expression.right)];
    if (left === undefined || right === undefined || !MEMBER.test(right) || MEMBER.test(left)) continue;
    if (!aliases.has(right)) aliases.set(right, left);
  }
  return aliases;
}
