/**
 * Conditions of a function, decided for one pair of states where they ask for the states, open where they do not.
 */

import type { Evaluated } from './c-evaluate.ts';
import { evaluate, isHint } from './c-evaluate.ts';
import type { CExpression } from './c-expression.ts';
import { getKey } from './c-key.ts';
import type { Scope } from './c-scope.ts';
import { getConstant, parseIn } from './c-scope.ts';
import type { CSource } from './c-source.ts';
import type { CNode } from './c-tree.ts';
import { getChildren } from './c-tree.ts';
import type { CValue } from './c-value.ts';
import { isTrue, toInt } from './c-value.ts';
import { listParts } from './grouping.ts';

/** What is known at a place of the function. */
export interface Known {
  readonly variables: ReadonlyMap<string, CValue | null>;
  readonly decision: number | null;
  /** Names that an undecided condition has just tested: returning one of them is a failure. */
  readonly suspects: ReadonlySet<string>;
}

/** What was read of a function before, so that its runs for other states need not read it again. */
export interface Memory {
  /** By offset. */
  readonly expressions: Map<number, CExpression>;
  readonly children: Map<CNode, readonly CNode[]>;
  readonly statements: Map<CNode, readonly CNode[]>;
  /** By name. */
  readonly labels: Map<string, readonly CNode[]>;
}

export const createMemory = (): Memory => ({
  expressions: new Map(),
  children: new Map(),
  statements: new Map(),
  labels: new Map(),
});

export interface Run {
  readonly source: CSource;
  readonly scope: Scope;
  /** Values of the states, by the text of the expression that holds them. */
  readonly bound: ReadonlyMap<string, CValue>;
  readonly returnsBool: boolean;
  readonly memory: Memory;
  /** Statements that may still be run. */
  readonly budget: { statements: number };
}

/** The expression between two offsets, read once. */
export function readExpression(run: Run, from: number, to: number): CExpression {
  const known = run.memory.expressions.get(from);
  if (known && known.to <= to) return known;
  const expression = parseIn(run.scope, run.source.text, from, to);
  run.memory.expressions.set(from, expression);
  return expression;
}

export function evaluateWith(run: Run, expression: CExpression, known: Known): Evaluated {
  return evaluate(expression, (part) => {
    const key = getKey(part);
    if (key === undefined) return undefined;
    const bound = run.bound.get(key);
    if (bound) return bound;
    if (part.kind !== 'name') return undefined;
    if (known.variables.has(key)) return known.variables.get(key) ?? undefined;
    return getConstant(run.scope, key) ?? (/^E[A-Z]{2,}$/.test(key) ? toInt(22) : undefined);
  });
}

/** Whether the states have a part in an expression. */
export function isBound(run: Run, expression: CExpression): boolean {
  const key = getKey(expression);
  return (
    (key !== undefined && run.bound.has(key)) || listParts(expression).some((part) => isBound(run, part))
  );
}

/** Children of a node, listed once for all runs of a function. */
export function listChildren({ memory }: Run, node: CNode): readonly CNode[] {
  const known = memory.children.get(node);
  if (known) return known;
  const children = getChildren(node);
  memory.children.set(node, children);
  return children;
}

export const isStatement = (node: CNode): boolean =>
  /Statement$|^Declaration$|^FunctionDefinition$/.test(node.name);

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

/** A condition on the states that holds leads on from here; so does one that rules others out, like `cur != A`. */
export function toDecided(run: Run, expression: CExpression, known: Known, truth: boolean): Known {
  if (!isBound(run, expression)) return known;
  if (!truth) return isExclusion(expression) ? { ...known, decision: expression.from } : known;
  return { ...known, decision: findTrue(run, expression, known).from };
}

function isExclusion(expression: CExpression): boolean {
  if (expression.kind === 'paren') return isExclusion(expression.inner);
  if (expression.kind === 'unary') return expression.operator === '!';
  if (expression.kind === 'call' && isHint(expression) && expression.args[0])
    return isExclusion(expression.args[0]);
  if (expression.kind !== 'binary') return false;
  if (expression.operator === '!=') return true;
  return expression.operator === '||' && isExclusion(expression.left) && isExclusion(expression.right);
}

/** Of alternatives the one that holds. */
function findTrue(run: Run, expression: CExpression, known: Known): CExpression {
  if (expression.kind === 'paren') return findTrue(run, expression.inner, known);
  if (expression.kind === 'call' && isHint(expression) && expression.args[0])
    return findTrue(run, expression.args[0], known);
  if (expression.kind !== 'binary' || expression.operator !== '||') return expression;
  const left = evaluateWith(run, expression.left, known);
  const holds = left.ok && isTrue(left.value);
  return findTrue(run, holds ? expression.left : expression.right, known);
}
