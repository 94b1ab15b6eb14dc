/**
 * What holds a value in C, by its text: a name, a member, what a pointer points to.
 */

import type { CExpression } from '../syntax/c-expression.ts';
import { listParts } from '../syntax/grouping.ts';

/** Keys found before: each run of a function asks its expressions for their keys. */
const found = new WeakMap<CExpression, string | null>();

/** `mvdev->mig_state`, `cur`, `*next`: the text of what holds a value; undefined for anything else. */
export function getKey(expression: CExpression): string | undefined {
  const known = found.get(expression);
  if (known !== undefined) return known ?? undefined;
  const key = findKey(expression);
  found.set(expression, key ?? null);
  return key;
}

function findKey(expression: CExpression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'paren':
      return getKey(expression.inner);
    case 'cast':
      return getKey(expression.operand);
    case 'unary': {
      const key = expression.operator === '*' ? getKey(expression.operand) : undefined;
      return key === undefined ? undefined : `*${key}`;
    }
    case 'member': {
      const key = getKey(expression.object);
      return key === undefined ? undefined : `${key}${expression.arrow ? '->' : '.'}${expression.member}`;
    }
    default:
      return undefined;
  }
}

/** Names and members that an expression reads. */
export function listKeys(expression: CExpression): string[] {
  const keys: string[] = [];
  const stack = [expression];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const key = getKey(next);
    if (key === undefined) stack.push(...listParts(next).toReversed());
    else keys.push(key);
  }
  return keys;
}
