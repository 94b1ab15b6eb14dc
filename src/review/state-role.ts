/**
 * Which expressions of a function hold the current and the new state: those that are compared with states, told apart by their
 * names, by where their values come from, or by the order of the parameters.
 */

import { findCallee } from './c-callee.ts';
import { isHint } from './c-evaluate.ts';
import type { CExpression } from './c-expression.ts';
import { parseExpression } from './c-expression.ts';
import type { CFunction } from './c-function.ts';
import { getKey, listKeys } from './c-key.ts';
import type { Scope } from './c-scope.ts';
import { getConstant, parseIn } from './c-scope.ts';
import type { CNode } from './c-tree.ts';
import { findWithin, getChildren } from './c-tree.ts';
import { HIDDEN_INNER_SWITCH, HIDDEN_SWITCH } from './fragment.ts';
import { listParts } from './grouping.ts';

export interface Roles {
  readonly current: string;
  readonly new: string;
  /** Members that are the same as one of them: `cur = mvdev->mig_state`. */
  readonly aliases: ReadonlyMap<string, string>;
  /** How they were told apart, in words. */
  readonly why: string;
  readonly isGuessed: boolean;
  /** Which of them a switch turns on whose head the hunk does not show; null where there is none. */
  readonly hidden: 'current' | 'new' | null;
}

const CURRENT = /(?:^|_|>|\.)(?:cur|curr|current|old|from|prev|src|before)/i;
const NEW = /(?:^|_|>|\.)(?:new|next|to|target|want|wanted|dst|after|final|arg)/i;

/** A member of the device that holds its state. */
const MEMBER = /(?:->|\.)(?:\w*mig\w*state|\w*device_state|state)$/;

const CONDITIONS = new Set([
  'ConditionClause',
  'ParenthesizedExpression',
  'ReturnStatement',
  'ConditionalExpression',
  'InitDeclarator',
  'AssignmentExpression',
]);
const SWITCHES = new Set(['SwitchStatement']);
/** Variables that are worked out of others, one after the other, at most. */
const MOST_ORIGINS = 3;

const ORDERS = ['<', '>', '<=', '>=', '^'];
const DECLARATORS = new Set(['InitDeclarator', 'AssignmentExpression']);

/** What the function compares with states, most often first; fewer than two make no step function. */
export function findSubjects(fn: CFunction, scope: Scope): { keys: string[]; aliases: Map<string, string> } {
  const { source, body } = fn;
  const aliases = findAliases(fn);
  const computed = findComputed(fn, scope);
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
  for (const node of findWithin(body, CONDITIONS)) {
    const [from, to] = getInner(node);
    if (to <= from || !mentionsState(source.text.slice(from, to), scope)) continue;
    countCompared(parseIn(scope, source.text, from, to), scope, count);
  }
  for (const node of findWithin(body, SWITCHES)) {
    const [, clause, block] = getChildren(node);
    if (!clause || !block || !mentionsCase(source.text, block, scope)) continue;
    count(parseIn(scope, source.text, clause.from + 1, clause.to - 1));
  }
  if (counts.size < 2) for (const arg of listGiven(fn, scope, counts.size === 1)) count(arg);
  const keys = [...counts].sort((a, b) => b[1] - a[1]).map(([key]) => key);
  return { keys, aliases };
}

/** What holds values in an expression: no names of functions. */
function listHolders(expression: CExpression): readonly string[] {
  const key = getKey(expression);
  if (key !== undefined) return [key];
  return (expression.kind === 'call' ? expression.args : listParts(expression)).flatMap(listHolders);
}

/** Where the expression of a node begins and ends. */
function getInner({ name, from, to }: CNode): readonly [from: number, to: number] {
  if (name === 'ReturnStatement') return [from + 'return'.length, to - 1];
  return name === 'ConditionClause' || name === 'ParenthesizedExpression' ? [from + 1, to - 1] : [from, to];
}

const STATE = /\bVFIO_DEVICE_STATE_\w+/;

function mentionsState(text: string, scope: Scope): boolean {
  if (STATE.test(text)) return true;
  const words = text.match(/\b[A-Za-z_]\w*/g) ?? [];
  return words.some((word) => scope.enumerators.has(word) || scope.macros.has(word));
}

const mentionsCase = (text: string, block: CNode, scope: Scope) =>
  getChildren(block)
    .filter(({ name }) => name === 'CaseStatement')
    .slice(0, 20)
    .some((each) => mentionsState(text.slice(each.from, each.from + 120).split(':')[0] ?? '', scope));

/** Sides of comparisons whose other side is a state. */
function countCompared(expression: CExpression, scope: Scope, count: (side: CExpression) => void): void {
  const stack = [expression];
  for (let next = stack.pop(); next; next = stack.pop()) {
    if (next.kind === 'binary' && (next.operator === '==' || next.operator === '!=')) {
      const { left, right } = next;
      if (isState(right, scope) && !isState(left, scope)) count(left);
      else if (isState(left, scope) && !isState(right, scope)) count(right);
      else stack.push(left, right);
    } else if (next.kind === 'binary' && ORDERS.includes(next.operator)) {
      const { left, right } = next;
      if (isState(right, scope) !== isState(left, scope)) count(isState(left, scope) ? right : left);
      else stack.push(left, right);
    } else if (next.kind === 'binary' && next.operator === '<<' && listKeys(next.left).length === 0) {
      if (!isState(next.right, scope)) count(next.right);
    } else if (next.kind !== 'call' || isHint(next)) stack.push(...listParts(next));
  }
}

function isState(expression: CExpression, scope: Scope): boolean {
  const keys = listKeys(expression);
  return keys.length > 0 && keys.every((key) => getConstant(scope, key) !== undefined);
}

/** The core is asked in a loop around the step function, not in it. */
const CORE = /\bvfio_mig_get_next_state\b/;

/** Where a call has a say. */
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
 * `is_arc(cur, new, A, B)`, `step_from_running(demo, new)`: what is given to functions of the text that compare it. Without a
 * state beside it, that is asked for only of a function that knows one of the two.
 */
function listGiven({ source, body }: CFunction, scope: Scope, isHalf: boolean): CExpression[] {
  if (CORE.test(source.text.slice(body.from, body.to))) return [];
  return findWithin(body, CALLS).flatMap((node) => {
    if (!SAYING.has(node.parent?.name ?? '')) return [];
    const call = parseIn(scope, source.text, node.from, node.to);
    if (call.kind !== 'call' || call.callee.kind !== 'name') return [];
    const callee = findCallee(scope, source, call.callee.name);
    if (!callee || !(isHalf || call.args.some((arg) => isState(arg, scope)))) return [];
    return call.args.filter(
      (arg, index) => getKey(arg) !== undefined && isCompared(callee, callee.params[index] ?? ''),
    );
  });
}

function isCompared({ source, body }: CFunction, param: string): boolean {
  if (param === '') return false;
  const text = source.text.slice(body.from, body.to);
  return new RegExp(`\\b${param}\\s*[!=]=|[!=]=\\s*${param}\\b|switch\\s*\\(\\s*${param}\\s*\\)`).test(text);
}

/** `u32 arc = cur << 4 | new;`: what variables are worked out of, where no call has a part in it. */
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

/** Tells the two apart; undefined where there are not two. */
export function findRoles(
  fn: CFunction,
  scope: Scope,
  chosen: { readonly current: string; readonly new: string } | undefined,
): Roles | undefined {
  const { keys, aliases } = findSubjects(fn, scope);
  const shown = keys.filter((key) => key !== HIDDEN_SWITCH);
  if (chosen) return { ...chosen, aliases, why: 'your choice', isGuessed: false, hidden: null };
  const [only, ...others] = shown;
  if (only !== undefined && others.length === 0 && shown.length < keys.length)
    return { ...completeHidden(only), aliases };
  if (shown.length < 2) return undefined;
  const found =
    findByName(shown) ??
    findBySource(shown, aliases) ??
    findByParams(shown, fn.params) ??
    findByOrder(shown, fn);
  return { ...found, aliases, hidden: null };
}

/** A switch that the hunk does not show turns on the state that nothing else in the hunk asks for. */
function completeHidden(shown: string): Omit<Roles, 'aliases'> {
  const isCurrent = (CURRENT.test(shown) || MEMBER.test(shown)) && !NEW.test(shown);
  const common = { why: 'what the switch outside the hunk leaves', isGuessed: false };
  return isCurrent
    ? { current: shown, new: HIDDEN_SWITCH, hidden: 'new', ...common }
    : { current: HIDDEN_SWITCH, new: shown, hidden: 'current', ...common };
}

type Found = Omit<Roles, 'aliases' | 'hidden'>;

function findByName(keys: readonly string[]): Found | undefined {
  const isCurrent = (key: string) => CURRENT.test(key) && !NEW.test(key);
  const isNew = (key: string) => NEW.test(key) && !CURRENT.test(key);
  const [cur, next] = [keys.find(isCurrent), keys.find(isNew)];
  if (cur === undefined || next === undefined) return undefined;
  return { current: cur, new: next, why: 'their names', isGuessed: false };
}

/** The state that the device has is the current one. */
function findBySource(keys: readonly string[], aliases: ReadonlyMap<string, string>): Found | undefined {
  const sources = new Set(aliases.values());
  const cur = keys.find((key) => MEMBER.test(key) || sources.has(key));
  const next = keys.find((key) => key !== cur && !MEMBER.test(key));
  if (cur === undefined || next === undefined) return undefined;
  return {
    current: cur,
    new: next,
    why: 'the member of the device that one of them is read from',
    isGuessed: false,
  };
}

function findByParams(keys: readonly string[], params: readonly string[]): Found | undefined {
  const [cur, next] = params.filter((param) => keys.includes(param));
  if (cur === undefined || next === undefined) return undefined;
  return { current: cur, new: next, why: 'the order of the parameters', isGuessed: true };
}

function findByOrder(keys: readonly string[], { source, body }: CFunction): Found {
  const text = source.text.slice(body.from, body.to);
  const two = keys.slice(0, 2).toSorted((a, b) => text.indexOf(a) - text.indexOf(b));
  const [current = '', next = ''] = two;
  return { current, new: next, why: 'the order in which they are compared', isGuessed: true };
}
