/**
 * What a return statement means: whether the function has succeeded, and which condition on the states allowed it.
 */

import type { CExpression } from '../syntax/c-expression.ts';
import type { CNode } from '../syntax/c-tree.ts';
import { getKey, listKeys } from '../value/c-key.ts';
import type { CValue } from '../value/c-value.ts';
import { isTrue, toNumber } from '../value/c-value.ts';
import type { Known, Run } from './c-condition.ts';
import { evaluateWith, findOpen, readExpression, toChosen, toDecided } from './c-condition.ts';

/** A way out of the function. */
export interface Outcome {
  readonly isSuccess: boolean;
  /** The value returned, where it is known. */
  readonly value: CValue | null;
  /** Offset of the condition on the states that led here; null where none did. */
  readonly decision: number | null;
  /** What affected it, tests the states, and cannot be evaluated. */
  readonly open: CExpression | null;
}

/** The way out that a return statement is. */
export function getOutcome(run: Run, node: CNode, known: Known): Outcome {
  const text = run.source.text.slice(node.from, node.to);
  const start = node.from + 'return'.length;
  const end = node.from + (text.endsWith(';') ? text.length - 1 : text.length);
  if (text.slice('return'.length).replace(';', '').trim() === '')
    return { isSuccess: true, value: null, decision: known.decision, open: known.open };
  const expression = readExpression(run, start, end);
  const value = evaluateWith(run, expression, known);
  if (value.ok) {
    const isSuccess = hasSucceeded(run, value.value);
    const { decision } = decideReturn(run, expression, known, isTrue(value.value));
    return { isSuccess, value: value.value, decision, open: known.open };
  }
  const { decision } = decideReturn(run, expression, known, null);
  const open = findOpen(run, expression, known) ?? known.open;
  return { isSuccess: !isFailure(run, expression, known), value: null, decision, open };
}

/** A known return value decides by itself, a conditional expression by its condition. */
function decideReturn(run: Run, expression: CExpression, known: Known, truth: boolean | null): Known {
  if (expression.kind === 'paren') return decideReturn(run, expression.inner, known, truth);
  if (expression.kind === 'choice') return toChosen(run, expression, known);
  return truth === null ? known : toDecided(run, expression, known, truth);
}

/** What only failures are returned through; ERROR_INT() and ERROR_PTR() are those of libvfio-user. */
const FAILING_CALL = /^(?:ERR_(?:PTR|CAST)|PTR_ERR|ERROR_(?:INT|PTR)|dev_err_probe)$/;

const isElvis = (arg: CExpression): boolean => arg.kind === 'choice' && arg.then === arg.condition;

/** True for what is returned when something went wrong: an error pointer, or what a condition has just tested. */
function isFailure(run: Run, expression: CExpression, known: Known): boolean {
  if (expression.kind === 'paren') return isFailure(run, expression.inner, known);
  if (expression.kind === 'choice') {
    const { condition, then, otherwise } = expression;
    // `a ?: b` is an errno of a, or else b.
    if (then === condition) return isFailing(run, otherwise, known);
    const decided = evaluateWith(run, condition, known);
    if (decided.ok) return isFailing(run, isTrue(decided.value) ? then : otherwise, known);
    return isFailing(run, then, known) && isFailing(run, otherwise, known);
  }
  if (expression.kind === 'call') {
    const name = getKey(expression.callee) ?? '';
    const [arg] = expression.args;
    // `ERR_PTR(0)` is NULL, which is how a function that returns a file says that it has succeeded.
    if (name === 'ERR_PTR' && arg && (arg.kind === 'call' || isElvis(arg) || getKey(arg) !== undefined))
      return isFailing(run, arg, known);
    return FAILING_CALL.test(name);
  }
  if (expression.kind === 'unary' && expression.operator === '-')
    return getKey(expression.operand) === 'errno' || isFailure(run, expression.operand, known);
  return listKeys(expression).some((key) => known.suspects.has(key));
}

/** The same for an expression that may have a value: a negative one is an errno. */
function isFailing(run: Run, expression: CExpression, known: Known): boolean {
  const value = evaluateWith(run, expression, known);
  return value.ok ? !hasSucceeded(run, value.value) : isFailure(run, expression, known);
}

function hasSucceeded(run: Run, value: CValue): boolean {
  const number = toNumber(value);
  return run.returnsBool ? number !== 0 : number >= 0;
}
