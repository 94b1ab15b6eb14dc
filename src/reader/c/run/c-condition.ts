/**
 * Conditions of a function: decided for one pair of states where they test the states, open where they do not.
 */

import { HIDDEN_PART } from '../../text/fragment.ts';
import type { CExpression } from '../syntax/c-expression.ts';
import type { CSource } from '../syntax/c-source.ts';
import type { CNode } from '../syntax/c-tree.ts';
import { getChildren } from '../syntax/c-tree.ts';
import { listParts } from '../syntax/grouping.ts';
import type { Evaluated } from '../value/c-evaluate.ts';
import { evaluate, isHint } from '../value/c-evaluate.ts';
import { getKey } from '../value/c-key.ts';
import type { Scope } from '../value/c-scope.ts';
import { getConstant, parseIn } from '../value/c-scope.ts';
import type { CValue } from '../value/c-value.ts';
import { isTrue, toInt, toNumber } from '../value/c-value.ts';
import type { Elements, Pointer } from './c-element.ts';
import { getElement, getLength } from './c-element.ts';

/** What is known at a place of the function. */
export interface Known {
  readonly variables: ReadonlyMap<string, CValue | null>;
  /** What variables were computed from, where that tests the states: `bool stop = new == STOP;`. */
  readonly origins: ReadonlyMap<string, CExpression>;
  /** What points to rows of arrays of the text. */
  readonly pointers: ReadonlyMap<string, Pointer>;
  readonly decision: number | null;
  /** What affected the way here, tests the states, and cannot be evaluated. */
  readonly open: CExpression | null;
  /** Names that an undecided condition has just tested: returning one of them is a failure. */
  readonly suspects: ReadonlySet<string>;
  /** Left by `continue`, not by `break`. */
  readonly isNextTurn?: boolean;
}

/** What is already read of a function, so that runs for other states need not read it again. */
export interface Memory {
  /** By offset. */
  readonly expressions: Map<number, CExpression>;
  readonly children: Map<CNode, readonly CNode[]>;
  readonly statements: Map<CNode, readonly CNode[]>;
  /** By name. */
  readonly labels: Map<string, readonly CNode[]>;
  /** Runs that each condition, by its offset, has decided: one for each pair of states. */
  readonly taken: Map<number, Set<Run['bound']>>;
  /** What a function that others call returns, by its arguments; null where that is not known. */
  readonly answers: Map<string, CValue | null>;
}

export const createMemory = (): Memory => ({
  expressions: new Map(),
  children: new Map(),
  statements: new Map(),
  labels: new Map(),
  taken: new Map(),
  answers: new Map(),
});

/** A function of the kernel has far fewer statements. */
export const MOST_STATEMENTS = 700;

/** For one run of a function. */
export const createBudget = (): Run['budget'] => ({ statements: MOST_STATEMENTS });

export interface Run {
  readonly source: CSource;
  readonly scope: Scope;
  /** Values of the states, by the text of the expression that holds them. */
  readonly bound: ReadonlyMap<string, CValue>;
  readonly returnsBool: boolean;
  readonly memory: Memory;
  /** Statements that may still be run. */
  readonly budget: { statements: number };
  /** What a function of the text returns for its arguments; undefined where that is not known. */
  readonly answer?: (run: Run, call: CCall, known: Known) => CValue | undefined;
}

export type CCall = Extract<CExpression, { kind: 'call' }>;

/** The expression between two offsets, read once. */
export function readExpression(run: Run, from: number, to: number): CExpression {
  const known = run.memory.expressions.get(from);
  if (known && known.to <= to) return known;
  const expression = parseIn(run.scope, run.source.text, from, to);
  run.memory.expressions.set(from, expression);
  return expression;
}

/** Any errno does. @source include/uapi/asm-generic/errno-base.h */
export const EINVAL = 22;

export function evaluateWith(run: Run, expression: CExpression, known: Known): Evaluated {
  return evaluate(expression, (part) => {
    if (part.kind === 'call')
      return isHint(part) ? undefined : (getLength(run.scope, part) ?? run.answer?.(run, part, known));
    const key = getKey(part);
    if (key !== undefined && known.variables.has(key)) return known.variables.get(key) ?? undefined;
    const bound = key === undefined ? undefined : run.bound.get(key);
    if (bound) return bound;
    if (part.kind !== 'name') return getElement(part, toElements(run, known));
    if (key === undefined) return undefined;
    return getConstant(run.scope, key) ?? (/^E[A-Z]{2,}$/.test(key) ? toInt(EINVAL) : undefined);
  });
}

/** What it takes to find elements of arrays. */
export const toElements = (run: Run, known: Known): Elements => ({
  scope: run.scope,
  pointers: known.pointers,
  getIndex: (expression) => {
    const value = evaluateWith(run, expression, known);
    return value.ok ? toNumber(value.value) : undefined;
  },
});

/**
 * Whether an expression depends on the states, directly or through a variable that was computed from them. Arguments of a
 * function whose body is not known do not count here.
 */
export function isBound(run: Run, expression: CExpression, known: Known): boolean {
  if (isCall(expression) && !evaluateWith(run, expression, known).ok) return false;
  return isStated(run, expression, known) || listParts(expression).some((part) => isBound(run, part, known));
}

/** Whether it is one of the states, or a variable that was computed from them. */
export function isStated(run: Run, expression: CExpression, known: Known): boolean {
  const key = getKey(expression);
  return key !== undefined && (run.bound.has(key) || known.origins.has(key));
}

/** A condition that the hunk does not show may test the states. */
export const isHidden = (expression: CExpression): boolean => getKey(expression) === HIDDEN_PART;

const isCall = (expression: CExpression): expression is CCall =>
  expression.kind === 'call' && !isHint(expression);

/**
 * The part of an undecided expression that tests the states and cannot be evaluated: a call of a function that is not in the
 * text, `BIT(cur) & demo->mask`. `cur == A && demo->ready` has none.
 */
export function findOpen(run: Run, expression: CExpression, known: Known): CExpression | undefined {
  if (evaluateWith(run, expression, known).ok) return undefined;
  const origin = getOrigin(expression, known);
  if (origin !== expression) return findOpen(run, origin, without(known, origin));
  const parts = isCall(expression) ? expression.args : listParts(expression);
  if (!JOINING.has('operator' in expression ? expression.operator : expression.kind))
    return isHidden(expression) || parts.some((part) => isHidden(part) || hasStated(run, part, known))
      ? expression
      : undefined;
  for (const part of parts) {
    const found = findOpen(run, part, known);
    if (found) return found;
  }
  return undefined;
}

/** What is undecided because a part of it is. */
const JOINING = new Set(['&&', '||', '!', 'paren', 'choice']);

const hasStated = (run: Run, expression: CExpression, known: Known): boolean =>
  isStated(run, expression, known) ||
  (isCall(expression) ? expression.args : listParts(expression)).some((part) => hasStated(run, part, known));

/** What an expression was computed from, if it is a variable; otherwise itself without parentheses and hints. */
function getOrigin(expression: CExpression, known: Known): CExpression {
  if (expression.kind === 'paren') return getOrigin(expression.inner, known);
  if (expression.kind === 'call' && isHint(expression) && expression.args[0])
    return getOrigin(expression.args[0], known);
  return (expression.kind === 'name' && known.origins.get(expression.name)) || expression;
}

/** Children of a node, listed once for all runs of a function. */
export function listChildren({ memory }: Run, node: CNode): readonly CNode[] {
  const known = memory.children.get(node);
  if (known) return known;
  const children = getChildren(node);
  memory.children.set(node, children);
  return children;
}

const isStatement = (node: CNode): boolean => /Statement$|^Declaration$|^FunctionDefinition$/.test(node.name);

/** Those of them that are statements. */
export function listStatements(run: Run, node: CNode): readonly CNode[] {
  const known = run.memory.statements.get(node);
  if (known) return known;
  const statements = listChildren(run, node).filter(isStatement);
  run.memory.statements.set(node, statements);
  return statements;
}

export const findCondition = (run: Run, node: CNode) =>
  listChildren(run, node).find(
    ({ name }) => name === 'ConditionClause' || name === 'ParenthesizedExpression',
  );

interface Decided {
  readonly truth: boolean | null;
  readonly expression: CExpression | null;
}

export function decide(run: Run, node: CNode, known: Known): Decided {
  const clause = findCondition(run, node);
  if (!clause) return { truth: null, expression: null };
  const expression = readExpression(run, clause.from + 1, Math.max(clause.from + 1, clause.to - 1));
  const value = evaluateWith(run, expression, known);
  return { truth: value.ok ? isTrue(value.value) : null, expression };
}

/** A variable may be computed from itself, so it is followed once. */
const without = (known: Known, origin: CExpression): Known => ({
  ...known,
  origins: new Map([...known.origins].filter(([, other]) => other !== origin)),
});

/** A choice is decided by its condition, and then by what it chooses. */
export function toChosen(run: Run, expression: CExpression, known: Known): Known {
  if (expression.kind === 'paren') return toChosen(run, expression.inner, known);
  if (expression.kind !== 'choice') return known;
  const condition = evaluateWith(run, expression.condition, known);
  if (!condition.ok) return known;
  const truth = isTrue(condition.value);
  const decided = toDecided(run, expression.condition, known, truth);
  return toChosen(run, truth ? expression.then : expression.otherwise, decided);
}

/** A condition on the states that holds leads on from here; so does one that rules others out, like `cur != A`. */
export function toDecided(run: Run, expression: CExpression, known: Known, truth: boolean): Known {
  if (!isBound(run, expression, known)) return known;
  if (truth) return take(run, known, findTrue(run, expression, known).from);
  const origin = getOrigin(expression, known);
  if (origin.kind === 'unary' && origin.operator === '!') {
    const denied = getOrigin(origin.operand, known);
    const isVariable = denied !== origin.operand && origin.operand.kind === 'name';
    return take(run, known, (isVariable ? findTrue(run, denied, known) : expression).from);
  }
  return isExclusion(origin) ? take(run, known, expression.from) : known;
}

/** A condition leads on from here; the number of pairs for which it does says how much it tests. */
export function take({ memory, bound }: Run, known: Known, decision: number): Known {
  const taken = memory.taken.get(decision);
  if (taken) taken.add(bound);
  else memory.taken.set(decision, new Set([bound]));
  return { ...known, decision };
}

function isExclusion(expression: CExpression): boolean {
  if (expression.kind === 'paren') return isExclusion(expression.inner);
  if (expression.kind === 'unary') return expression.operator === '!';
  if (expression.kind === 'call' && isHint(expression) && expression.args[0])
    return isExclusion(expression.args[0]);
  if (expression.kind !== 'binary') return false;
  if (expression.operator === '!=') return true;
  if (expression.operator === '==') return isNothing(expression.left) || isNothing(expression.right);
  return expression.operator === '||' && (isExclusion(expression.left) || isExclusion(expression.right));
}

/** `fn == NULL` says as much as `!fn`. */
const isNothing = (expression: CExpression): boolean =>
  (expression.kind === 'name' && expression.name === 'NULL') ||
  (expression.kind === 'paren' && isNothing(expression.inner));

/** The alternative that holds. */
function findTrue(run: Run, expression: CExpression, known: Known): CExpression {
  const origin = getOrigin(expression, known);
  if (origin.kind !== 'binary' || origin.operator !== '||') return origin;
  const left = evaluateWith(run, origin.left, known);
  const holds = left.ok && isTrue(left.value);
  return findTrue(run, holds ? origin.left : origin.right, without(known, origin));
}
