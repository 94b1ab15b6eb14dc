/**
 * How a step function uses an array of the text: `arcs[i].from == cur` compares with a state in a row, and
 * `steps[cur][new]` depends on both states.
 */

import type { CExpression } from '../c/syntax/c-expression.ts';
import type { CFunction } from '../c/syntax/c-function.ts';
import type { Scope } from '../c/value/c-scope.ts';
import type { TextArray } from '../c/value/text-array.ts';
import { findStateArrays } from '../c/value/text-array.ts';

export interface ArraySubjects {
  /** Whether a piece of the function uses an array. */
  readonly mentions: (text: string) => boolean;
  /** Whether an expression is a state in a row. */
  readonly isInRow: (expression: CExpression) => boolean;
  /** What an expression chooses an element by, where elements are chosen by states. */
  readonly listChoices: (expression: CExpression) => readonly CExpression[];
  /** The array at the root of an expression. */
  readonly getArray: (expression: CExpression) => TextArray | undefined;
  /** Whether only a part of one of the arrays is in the text. */
  readonly isPartial: boolean;
}

const NONE: ArraySubjects = {
  mentions: () => false,
  isInRow: () => false,
  listChoices: () => [],
  getArray: () => undefined,
  isPartial: false,
};

/** How a function uses the arrays of its text. */
export function findArraySubjects({ source, body }: CFunction, scope: Scope): ArraySubjects {
  const arrays = findStateArrays(scope);
  if (arrays.size === 0) return NONE;
  const text = source.text.slice(body.from, body.to);
  const names = new Map<string, TextArray>();
  for (const array of arrays.values()) {
    if (!new RegExp(`\\b${array.name}\\b`).test(text)) continue;
    names.set(array.name, array);
    for (const [, pointer = ''] of text.matchAll(new RegExp(`\\b(\\w+)\\s*=\\s*&?\\s*${array.name}\\b`, 'g')))
      names.set(pointer, array);
  }
  if (names.size === 0) return NONE;
  const mentioned = new RegExp(`\\b(?:${[...names.keys()].join('|')})\\b`);
  const getArray = (expression: CExpression) => names.get(getRoot(expression) ?? '');
  return {
    mentions: (piece) => mentioned.test(piece),
    isInRow: (expression) => expression.kind === 'member' && getArray(expression) !== undefined,
    listChoices: (expression) => {
      const array = getArray(expression);
      return array?.isByState ? listIndexes(expression) : [];
    },
    getArray,
    isPartial: [...names.values()].some((array) => array.isPartial),
  };
}

function getRoot(expression: CExpression): string | undefined {
  switch (expression.kind) {
    case 'name':
      return expression.name;
    case 'paren':
      return getRoot(expression.inner);
    case 'index':
      return getRoot(expression.array);
    case 'member':
      return getRoot(expression.object);
    case 'unary':
      return expression.operator === '*' ? getRoot(expression.operand) : undefined;
    default:
      return undefined;
  }
}

function listIndexes(expression: CExpression): readonly CExpression[] {
  if (expression.kind === 'paren') return listIndexes(expression.inner);
  if (expression.kind === 'member') return listIndexes(expression.object);
  return expression.kind === 'index' ? [...listIndexes(expression.array), expression.index] : [];
}
