/**
 * The value of an expression, as C has it. Where one side decides alone (`0 && x`, `1 || x`), the other may be
 * unknown; so a condition of a driver can be decided for a request though half of it asks for something else.
 */

import type { CExpression } from '../syntax/c-expression.ts';
import type { CValue } from './c-value.ts';
import { castTo, computeBinary, computeUnary, isTrue, parseLiteral, toInt, toNumber } from './c-value.ts';

export type Evaluated =
  | { readonly ok: true; readonly value: CValue }
  | {
      readonly ok: false;
      /** What stands in the way, in words. */
      readonly why: string;
      /** The name that nothing defines, where it is that. */
      readonly name: string | null;
      /** Offsets of what cannot be evaluated. */
      readonly from: number;
      readonly to: number;
    };

/** Values of anything but numbers and operators: a name, `a->b`, `a[b]`, `f(x)`. */
export type Lookup = (expression: CExpression) => CValue | undefined;

/** The value of an expression; `lookup` is asked for names first, and for members, elements and calls. */
export function evaluate(expression: CExpression, lookup: Lookup): Evaluated {
  switch (expression.kind) {
    case 'number': {
      const value = readLiteral(expression);
      return value
        ? { ok: true, value }
        : fail(expression, `${expression.text.slice(0, 40)} is not an integer`);
    }
    case 'name': {
      const value = lookup(expression);
      return value
        ? { ok: true, value }
        : fail(expression, `${expression.name} is not known`, expression.name);
    }
    case 'paren':
      return evaluate(expression.inner, lookup);
    case 'unary':
      return evaluateUnary(expression, lookup);
    case 'cast': {
      const operand = evaluate(expression.operand, lookup);
      if (!operand.ok) return operand;
      const value = castTo(expression.type, operand.value);
      return value ? { ok: true, value } : fail(expression, `${expression.type} is not an integer type`);
    }
    case 'choice': {
      const condition = evaluate(expression.condition, lookup);
      if (!condition.ok) return condition;
      return evaluate(isTrue(condition.value) ? expression.then : expression.otherwise, lookup);
    }
    case 'binary':
      return evaluateBinary(expression, lookup);
    case 'call': {
      const known = lookup(expression);
      if (known) return { ok: true, value: known };
      if (isHint(expression) && expression.args[0]) return evaluate(expression.args[0], lookup);
      const pointer = evaluatePointer(expression, lookup);
      if (pointer) return pointer;
      const { callee } = expression;
      const isMacro = callee.kind === 'name' && callee.name !== 'sizeof';
      return fail(expression, 'it calls a function', isMacro ? callee.name : null);
    }
    case 'member':
    case 'index': {
      const value = lookup(expression);
      return value ? { ok: true, value } : fail(expression, 'it is not a constant');
    }
    case 'assign':
      return fail(expression, 'it is not a constant');
    case 'unknown':
      return fail(expression, expression.why);
  }
}

const fail = ({ from, to }: CExpression, why: string, name: string | null = null): Evaluated => ({
  ok: false,
  why,
  name,
  from,
  to,
});

/** A number is evaluated for every pair of states, and read once. */
const literals = new WeakMap<CExpression, CValue | null>();

function readLiteral(expression: Extract<CExpression, { kind: 'number' }>): CValue | undefined {
  const known = literals.get(expression);
  if (known !== undefined) return known ?? undefined;
  const value = parseLiteral(expression.text);
  literals.set(expression, value ?? null);
  return value;
}

/** `likely(x)`, `WARN_ON(x)` and their like are x. @source include/linux/compiler.h, include/asm-generic/bug.h */
const HINTS = /^(?:un)?likely$|^(?:WARN|BUG)_ON(?:_ONCE)?$|^READ_ONCE$|^array_index_nospec$/;

/** A call that returns its first argument. */
export const isHint = (expression: CExpression): boolean =>
  expression.kind === 'call' && expression.callee.kind === 'name' && HINTS.test(expression.callee.name);

/** What the macros of error pointers make of a value: an errno as a pointer is that errno. @source include/linux/err.h */
const OF_POINTERS: ReadonlyMap<string, (value: number) => number> = new Map([
  ['IS_ERR', (value: number) => Number(value < 0)],
  ['IS_ERR_OR_NULL', (value: number) => Number(value <= 0)],
  ['PTR_ERR_OR_ZERO', (value: number) => Math.min(value, 0)],
]);
const SAME = /^(?:ERR_PTR|ERR_CAST|PTR_ERR)$/;

function evaluatePointer(
  { callee, args }: Extract<CExpression, { kind: 'call' }>,
  lookup: Lookup,
): Evaluated | undefined {
  const [arg] = args;
  const name = callee.kind === 'name' ? callee.name : '';
  const compute = OF_POINTERS.get(name);
  if (!arg || !(compute || SAME.test(name))) return undefined;
  const given = evaluate(arg, lookup);
  if (!given.ok) return undefined;
  return compute ? { ok: true, value: toInt(compute(toNumber(given.value))) } : given;
}

function evaluateUnary(expression: Extract<CExpression, { kind: 'unary' }>, lookup: Lookup): Evaluated {
  const { operator, from, to } = expression;
  const known = operator === '*' ? lookup(expression) : undefined;
  if (known) return { ok: true, value: known };
  const operand = evaluate(expression.operand, lookup);
  if (!operand.ok) return operand;
  const value = computeUnary(operator, operand.value);
  return value
    ? { ok: true, value }
    : { ok: false, why: `${operator} does not give a constant`, name: null, from, to };
}

function evaluateBinary(expression: Extract<CExpression, { kind: 'binary' }>, lookup: Lookup): Evaluated {
  const { operator, from, to } = expression;
  const left = evaluate(expression.left, lookup);
  if (operator === '&&' || operator === '||') {
    const decides = operator === '||';
    if (left.ok && isTrue(left.value) === decides) return { ok: true, value: toInt(decides ? 1 : 0) };
    const right = evaluate(expression.right, lookup);
    if (right.ok && isTrue(right.value) === decides) return { ok: true, value: toInt(decides ? 1 : 0) };
    if (!left.ok) return left;
    return right.ok ? { ok: true, value: toInt(decides ? 0 : 1) } : right;
  }
  if (!left.ok) return left;
  const right = evaluate(expression.right, lookup);
  if (!right.ok) return right;
  const value = computeBinary(operator, left.value, right.value);
  return typeof value === 'string' ? { ok: false, why: value, name: null, from, to } : { ok: true, value };
}
