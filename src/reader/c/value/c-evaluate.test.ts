/**
 * Expressions, evaluated as C does: a table of cases with their values as a compiler gives them, and generated trees held
 * against a second evaluator that knows nothing of the first: 32-bit numbers of JavaScript.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toLines } from '../../text/source-line.ts';
import { parseExpression } from '../syntax/c-expression.ts';
import { createSource } from '../syntax/c-source.ts';
import { findGroupings } from '../syntax/grouping.ts';
import { evaluate } from './c-evaluate.ts';
import { createScope, evaluateIn, readDefinitions } from './c-scope.ts';
import { toNumber } from './c-value.ts';

const compute = (text: string) => {
  const found = evaluate(parseExpression(text), () => undefined);
  return found.ok ? toNumber(found.value) : found.why;
};

/** The value of an expression after some definitions. */
function computeAfter(definitions: string, text: string, generation: 'v1' | 'v2' = 'v1'): number | string {
  const source = createSource(toLines(definitions));
  const scope = createScope(readDefinitions([source]), generation);
  const found = evaluateIn(scope, text, 0, text.length);
  return found.ok ? toNumber(found.value) : found.why;
}

describe('constant expressions', () => {
  it.each([
    ['1 << 2 | 1', 5],
    ['1 << 2 + 1', 8],
    ['6 & 3 == 3', 0],
    ['(6 & 3) == 2', 1],
    ['~0', -1],
    ['~0U', 4294967295],
    ['~0U >> 28', 15],
    ['~0 >> 28', -1],
    ['-1 < 1U', 0],
    ['-1 < 1', 1],
    ['(u32)-1 > 0', 1],
    ['(u8)0x1ff + 1', 256],
    ['(s8)0xff', -1],
    ['(bool)4', 1],
    ['!4 & 3', 0],
    ['1 ? 2 : 1 / 0', 2],
    ['0 ? 1 : 0 ? 2 : 3', 3],
    ['0 && 1 / 0', 0],
    ['1 || 1 / 0', 1],
    ['7 / 2 * 2 % 4', 2],
    ['-7 / 2', -3],
    ['-7 % 2', -1],
    ['010 + 0x10 + 0b11', 27],
    ["'A'", 65],
    ['2147483647 + 1', -2147483648],
    ['1UL << 40', 2 ** 40],
    ['(u32)1 | 2', 3],
    ['likely(3)', 3],
    ['5 - 2 - 1', 2],
    ['1 /* a */ + // b\n 2', 3],
  ])('[C-1] gives %s its value', (text, value) => {
    expect(compute(text)).toBe(value);
  });

  it.each([
    ['1 << 32', 'it shifts 32 bits by 32'],
    ['1 % 0', 'it divides by 0'],
    ['1 +', 'it is incomplete'],
    ['(1', 'a ) is missing'],
    ['09', '09 is not an integer'],
    ['f(1)', 'it calls a function'],
    ['a = 1', 'it is not a constant'],
    ['"a"', '"a" is not a number'],
    ['1 2', '2 is unexpected'],
  ])('[C-2] says why %s has none', (text, why) => {
    expect(compute(text)).toBe(why);
  });

  it('[C-3] does not overflow on what is nested or long', () => {
    for (const text of ['('.repeat(5000), '~'.repeat(5000), `1${'|1'.repeat(5000)}`, '1?'.repeat(5000)])
      expect(typeof compute(text)).toBe('string');
  });
});

/** A tree, how C writes it, and what 32-bit numbers of JavaScript make of it; null where C has no value. */
interface Tree {
  readonly text: string;
  readonly value: number | null;
  readonly unsigned: boolean;
}

const wrap = (value: number, unsigned: boolean) => (unsigned ? value >>> 0 : value | 0);

const leaf: fc.Arbitrary<Tree> = fc
  .tuple(fc.nat({ max: 40 }), fc.boolean(), fc.boolean())
  .map(([value, unsigned, hex]) => ({
    text: `${hex ? `0x${value.toString(16)}` : value}${unsigned ? 'U' : ''}`,
    value,
    unsigned,
  }));

const OPERATORS = ['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>', '==', '!=', '<', '>=', '&&', '||'];

function combine(operator: string, left: Tree, right: Tree): Tree {
  const text = `(${left.text} ${operator} ${right.text})`;
  const unsigned = left.unsigned || right.unsigned;
  const truth = (holds: boolean): Tree => ({ text, value: holds ? 1 : 0, unsigned: false });
  const none: Tree = { text, value: null, unsigned: false };
  if (operator === '&&' && left.value === 0) return truth(false);
  if (operator === '||' && left.value !== null && left.value !== 0) return truth(true);
  if (operator === '&&' && right.value === 0) return truth(false);
  if (operator === '||' && right.value !== null && right.value !== 0) return truth(true);
  if (left.value === null || right.value === null) return none;
  if (operator === '&&' || operator === '||') return truth(operator === '&&');
  if (operator === '<<' || operator === '>>') {
    if (right.value < 0 || right.value > 31) return none;
    const shifted =
      operator === '<<'
        ? left.value << right.value
        : left.unsigned
          ? left.value >>> right.value
          : left.value >> right.value;
    return { text, value: wrap(shifted, left.unsigned), unsigned: left.unsigned };
  }
  const [a, b] = [wrap(left.value, unsigned), wrap(right.value, unsigned)];
  const made = (value: number): Tree => ({ text, value: wrap(value, unsigned), unsigned });
  if (operator === '+') return made(a + b);
  if (operator === '-') return made(a - b);
  if (operator === '*') return made(Math.imul(a, b));
  if (operator === '/') return b === 0 ? none : made(Math.trunc(a / b));
  if (operator === '%') return b === 0 ? none : made(a % b);
  if (operator === '&') return made(a & b);
  if (operator === '|') return made(a | b);
  if (operator === '^') return made(a ^ b);
  if (operator === '==') return truth(a === b);
  if (operator === '!=') return truth(a !== b);
  return truth(operator === '<' ? a < b : a >= b);
}

function change(sign: string, { text, value, unsigned }: Tree): Tree {
  const written = `${sign}${sign === '-' ? ' ' : ''}${text}`;
  if (value === null) return { text: written, value: null, unsigned };
  if (sign === '!') return { text: written, value: value === 0 ? 1 : 0, unsigned: false };
  if (sign === '(u32)') return { text: written, value: value >>> 0, unsigned: true };
  if (sign === '(int)') return { text: written, value: value | 0, unsigned: false };
  return { text: written, value: wrap(sign === '~' ? ~value : -value, unsigned), unsigned };
}

const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.tuple(fc.constantFrom(...OPERATORS), tie('tree'), tie('tree')).map(([o, l, r]) => combine(o, l, r)),
    fc.tuple(fc.constantFrom('~', '-', '!', '(u32)', '(int)'), tie('tree')).map(([s, o]) => change(s, o)),
  ),
}));

/** Precedence by the book: a chain of operators without parentheses, reduced level by level. */
const LEVELS = [
  ['*', '/', '%'],
  ['+', '-'],
  ['<<', '>>'],
  ['<', '>='],
  ['==', '!='],
  ['&'],
  ['^'],
  ['|'],
  ['&&'],
  ['||'],
];

function reduceChain(first: Tree, rest: readonly (readonly [string, Tree])[]): Tree {
  let operands = [first, ...rest.map(([, operand]) => operand)];
  let operators = rest.map(([operator]) => operator);
  for (const level of LEVELS)
    for (let at = operators.findIndex((each) => level.includes(each)); at >= 0; ) {
      const [left, right, operator] = [operands[at], operands[at + 1], operators[at]];
      if (!left || !right || operator === undefined) break;
      operands = [...operands.slice(0, at), combine(operator, left, right), ...operands.slice(at + 2)];
      operators = operators.filter((_, index) => index !== at);
      at = operators.findIndex((each) => level.includes(each));
    }
  return operands[0] ?? first;
}

describe('a second evaluator', () => {
  it('[C-4] agrees on every tree that is generated', () => {
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        const found = compute(text);
        if (value === null) expect(typeof found).toBe('string');
        else expect(found).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });

  it('[C-4] agrees on chains without parentheses', () => {
    const chain = fc.tuple(leaf, fc.array(fc.tuple(fc.constantFrom(...OPERATORS), leaf), { maxLength: 8 }));
    fc.assert(
      fc.property(chain, ([first, rest]) => {
        const { value } = reduceChain(first, rest);
        const found = compute(
          [first.text, ...rest.flatMap(([operator, { text }]) => [operator, text])].join(' '),
        );
        if (value === null) expect(typeof found).toBe('string');
        else expect(found).toBe(value);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('names', () => {
  it.each([
    ['enum { A, B, C = 7, D };', 'A + B * 10 + D * 100', 810],
    ['enum { LAST = VFIO_DEVICE_STATE_RESUMING };', 'LAST + 1', 5],
    ['#define A 1 | 2', 'A << 1', 5],
    ['#define F(x, y) x * y', 'F(1 + 1, 2 + 2)', 5],
    ['#define F(x) ((x) & \\\n 6)', 'F(~0)', 6],
    ['#define A B\n#define B A', 'A', 'A is not known'],
    ['#define F(x) F(x) + 1', 'F(1)', 'it calls a function'],
    ['#define VFIO_DEVICE_STATE_SAVING 64', 'VFIO_DEVICE_STATE_SAVING', 64],
    ['', 'VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING', 3],
    ['', 'BIT(VFIO_DEVICE_STATE_RESUMING)', 16],
    ['', 'VFIO_DEVICE_STATE_VALID(5)', 0],
    ['', 'constructor', 'constructor is not known'],
  ])('[C-5] after %s, %s is evaluated', (definitions, text, value) => {
    expect(computeAfter(definitions, text)).toBe(value);
  });

  it('[C-5] has the values of each generation', () => {
    expect(computeAfter('', 'VFIO_DEVICE_STATE_RUNNING', 'v1')).toBe(1);
    expect(computeAfter('', 'VFIO_DEVICE_STATE_RUNNING', 'v2')).toBe(2);
    expect(computeAfter('', 'VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P', 'v2')).toBe(3);
  });

  it('[C-6] ends on macros that grow without end', () => {
    const names = Array.from({ length: 20 }, (_, index) => `#define A${index} A${index + 1} + A${index + 1}`);
    expect(typeof computeAfter(names.join('\n'), 'A0')).toBe('string');
  });
});

describe('grouping', () => {
  const warn = (text: string) =>
    findGroupings(createSource(toLines(text)), 0, text.length).map(({ id }) => id);

  it.each([
    ['1 << A | B', ['shift-grouping']],
    ['(1 << A | B)', ['shift-grouping']],
    ['(1 << A) | B', []],
    ['1 << A | 1 << B', []],
    ['1 << A | 1 << B | 1 << C', []],
    ['a & b == c', ['compare-grouping']],
    ['(a & b) == c', []],
    ['1 << a + 1', ['add-grouping']],
    ['1 << (a + 1)', []],
    ['!a & b', ['not-grouping']],
    ['!a == b', ['not-grouping']],
    ['!a && b', []],
    ['a | b', []],
  ])('[C-7] of %s warns %j', (text, ids) => {
    expect(warn(text)).toEqual(ids);
  });
});
