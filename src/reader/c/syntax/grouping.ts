/**
 * Where C groups an expression differently from how it looks: `1 << A | B` is `(1 << A) | B`, `a & b == c` is `a & (b == c)`.
 */

import type { LocatedSentence, WarningId } from '../../text/problem.ts';
import { createWarning } from '../../text/problem.ts';
import type { CExpression } from './c-expression.ts';
import { parseExpression } from './c-expression.ts';
import type { CSource } from './c-source.ts';
import { isHidden, placeOf } from './c-source.ts';

type Binary = Extract<CExpression, { kind: 'binary' }>;

const BITS = ['|', '&', '^'];
const SHIFTS = ['<<', '>>'];
const SUMS = ['+', '-'];
const COMPARISONS = ['==', '!=', '<', '>', '<=', '>='];

const isBinary = (expression: CExpression, operators: readonly string[]): expression is Binary =>
  expression.kind === 'binary' && operators.includes(expression.operator);

/** Warnings for the expression between two offsets, as it is written: macros are not looked into. */
export function findGroupings(source: CSource, from: number, to: number): LocatedSentence[] {
  if (isHidden(source, from)) return [];
  const warnings: LocatedSentence[] = [];
  const stack: CExpression[] = [parseExpression(source.text, from, to)];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const found = next.kind === 'binary' ? findGrouping(next) : undefined;
    if (found) warnings.push(toWarning(source, next as Binary, ...found));
    stack.push(...listParts(next));
  }
  return warnings;
}

function toWarning(source: CSource, outer: Binary, id: WarningId, inner: CExpression, sign: string) {
  const group = source.text.slice(inner.from, inner.to).replaceAll(/\s+/g, ' ').slice(0, 60);
  return createWarning(id, placeOf(source, outer.from), { group, operator: outer.operator, inner: sign });
}

/** The side of an operator that binds tighter than it looks, with that side's operator. */
function findGrouping(outer: Binary): readonly [WarningId, CExpression, string] | undefined {
  const { operator, left, right } = outer;
  if (BITS.includes(operator)) {
    for (const side of [left, right])
      if (isBinary(side, COMPARISONS)) return ['compare-grouping', side, side.operator];
    if (left.kind === 'unary' && left.operator === '!') return ['not-grouping', left, '!'];
    const [l, r] = [isBinary(left, SHIFTS), isBinary(right, SHIFTS)];
    const isMixed = l !== r && !isBinary(l ? right : left, BITS);
    if (isMixed && l && isBinary(left, SHIFTS)) return ['shift-grouping', left, left.operator];
    if (isMixed && isBinary(right, SHIFTS) && left.kind !== 'call')
      return ['shift-grouping', right, right.operator];
  }
  if (SHIFTS.includes(operator))
    for (const side of [left, right]) if (isBinary(side, SUMS)) return ['add-grouping', side, side.operator];
  if (COMPARISONS.includes(operator) && left.kind === 'unary' && left.operator === '!')
    return ['not-grouping', left, '!'];
  return undefined;
}

/** The expressions that one is made of. */
export function listParts(expression: CExpression): readonly CExpression[] {
  switch (expression.kind) {
    case 'paren':
      return [expression.inner];
    case 'unary':
    case 'cast':
      return [expression.operand];
    case 'binary':
    case 'assign':
      return [expression.left, expression.right];
    case 'choice':
      return [expression.condition, expression.then, expression.otherwise];
    case 'call':
      return [expression.callee, ...expression.args];
    case 'index':
      return [expression.array, expression.index];
    case 'member':
      return [expression.object];
    default:
      return [];
  }
}
