/** Expressions as trees: written back with all parentheses, so that precedence and order can be seen. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CExpression } from './c-expression.ts';
import { parseExpression } from './c-expression.ts';

function write(expression: CExpression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'name':
      return expression.name;
    case 'paren':
      return `(${write(expression.inner)})`;
    case 'unary':
      return `[${expression.operator}${write(expression.operand)}]`;
    case 'binary':
    case 'assign':
      return `[${write(expression.left)} ${expression.operator} ${write(expression.right)}]`;
    case 'choice':
      return `[${write(expression.condition)} ? ${write(expression.then)} : ${write(expression.otherwise)}]`;
    case 'cast':
      return `[<${expression.type}>${write(expression.operand)}]`;
    case 'call':
      return `${write(expression.callee)}(${expression.args.map(write).join(', ')})`;
    case 'index':
      return `${write(expression.array)}[${write(expression.index)}]`;
    case 'member':
      return `${write(expression.object)}${expression.arrow ? '->' : '.'}${expression.member}`;
    case 'unknown':
      return `?${expression.why}`;
  }
}

const parse = (text: string) => write(parseExpression(text));

/** From the loosest to the tightest, as the standard lists them. */
const LEVELS = [
  ['||'],
  ['&&'],
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

describe('precedence', () => {
  it('[EXPR-1] of any two operators is that of C, and equal ones group from the left', () => {
    for (const [one, ones] of LEVELS.entries())
      for (const [two, twos] of LEVELS.entries())
        for (const a of ones)
          for (const b of twos)
            expect(parse(`x ${a} y ${b} z`)).toBe(one >= two ? `[[x ${a} y] ${b} z]` : `[x ${a} [y ${b} z]]`);
  });

  it.each([
    ['-a * b', '[[-a] * b]'],
    ['!a == b', '[[!a] == b]'],
    ['~a & b', '[[~a] & b]'],
    ['*a + b', '[[*a] + b]'],
    ['&a[1]', '[&a[1]]'],
    ['- -a', '[-[-a]]'],
    ['++a + b++', '[[++a] + [++b]]'],
    ['--a - b--', '[[--a] - [--b]]'],
    ['a.b->c[d](e, f)', 'a.b->c[d](e, f)'],
    ['f()', 'f()'],
    ['f(a)(b)', 'f(a)(b)'],
    ['(a + b) * c', '[([a + b]) * c]'],
    ['(a, b, c) + d', '[(c) + d]'],
    ['a ? b : c', '[a ? b : c]'],
    ['a ?: c', '[a ? a : c]'],
    ['a ? b : c ? d : e', '[a ? b : [c ? d : e]]'],
    ['a ? b ? c : d : e', '[a ? [b ? c : d] : e]'],
    ['a || b ? c : d', '[[a || b] ? c : d]'],
    ['a = b = c', '[a = [b = c]]'],
    ['a += b ? c : d', '[a += [b ? c : d]]'],
    ["'A' + 1", "['A' + 1]"],
  ])('[EXPR-1] reads %s as %s', (text, expected) => expect(parse(text)).toBe(expected));

  it('[EXPR-1] reads every assignment', () => {
    for (const sign of ['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=', '<<=', '>>='])
      expect(parse(`a ${sign} b`)).toBe(`[a ${sign} b]`);
  });
});

describe('a cast', () => {
  it.each([
    ['(u32)a | b', '[[<u32>a] | b]'],
    ['(u8)~a', '[<u8>[~a]]'],
    ['(__le32)a', '[<__le32>a]'],
    ['(unsigned long)a', '[<unsigned long>a]'],
    ['(enum x)a', '[<enum x>a]'],
    ['(struct x *)a', '[<struct x *>a]'],
    ['(const void *)a', '[<const void *>a]'],
    ['(int)(u8)a', '[<int>[<u8>a]]'],
    ['(size_t)(a + b)', '[<size_t>([a + b])]'],
    ['(unsigned long long int)a', '[<unsigned long long int>a]'],
    ['(const volatile unsigned long long int * * *)a', '?a ) is missing'],
    ['(x)a', '?a is unexpected'],
    ['(x) + a', '[(x) + a]'],
    ['(*x)', '([*x])'],
    ['(u32 + 1)', '([u32 + 1])'],
    ['(u32', '?a ) is missing'],
    ['()', '?) is unexpected'],
  ])('[EXPR-2] %s is %s', (text, expected) => {
    expect(parse(text)).toBe(expected);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['', 'it is incomplete'],
    ['a +', 'it is incomplete'],
    ['a = ', 'it is incomplete'],
    ['a ? b', 'a : is missing after ?'],
    ['a ? b c', 'a : is missing after ?'],
    ['a ? b :', 'it is incomplete'],
    ['a ? : ', 'it is incomplete'],
    ['f(a', 'a ) is missing'],
    ['f(a b)', 'a ) is missing'],
    ['f(+)', ') is unexpected'],
    ['a[b', 'a ] is missing'],
    ['a[]', '] is unexpected'],
    ['a.1', '.1 is unexpected'],
    ['a.+', 'a name is missing after .'],
    ['a->', 'a name is missing after ->'],
    ['(a', 'a ) is missing'],
    ['(a, ', 'it is incomplete'],
    ['a b', 'b is unexpected'],
    ['a )', ') is unexpected'],
    ['{ a }', '{ is unexpected'],
    ['"a text of many words"', '"a text of many word is not a number'],
    ['-"a"', '"a" is not a number'],
    ['(u32)', 'it is incomplete'],
  ])('[EXPR-3] in %j is told: %s', (text, why) => expect(parse(text)).toBe(`?${why}`));

  it('[EXPR-3] is what is nested too deep or too long, and nothing just below the limit', () => {
    expect(parse(`1${' + 1'.repeat(700)}`)).not.toContain('?');
    expect(parse(`1${' + 1'.repeat(750)}`)).toBe('?it is too long');
    expect(parse(`${'('.repeat(300)}1${')'.repeat(300)}`)).toBe('?it is nested more than 200 levels deep');
    expect(parse(`${'-'.repeat(1)}${'!'.repeat(90)}1`)).not.toContain('?');
    // What was nested before does not count for what comes after it.
    const deep = `${'('.repeat(60)}1${')'.repeat(60)}`;
    expect(parse(Array(8).fill(deep).join(' + '))).not.toContain('?');
  });
});

describe('the place of an expression', () => {
  const spans = (expression: CExpression): readonly [number, number] => [expression.from, expression.to];

  it.each([
    ['  a + b  ', 2, 7],
    [' f(a) ', 1, 5],
    [' a[1] ', 1, 5],
    [' a->b ', 1, 5],
    [' a++ ', 1, 4],
    [' -a ', 1, 3],
    [' (a) ', 1, 4],
    [' (u8)a ', 1, 6],
    [' a ? b : c ', 1, 10],
    [' a = b ', 1, 6],
    [' 12 ', 1, 3],
  ])('[EXPR-4] in %j is from %i to %i', (text, from, to) => {
    expect(spans(parseExpression(text))).toEqual([from, to]);
    expect(spans(parseExpression(`xx${text}yy`, 2, 2 + text.length))).toEqual([from + 2, to + 2]);
  });

  it('[EXPR-4] encloses those of its parts, whatever the text', () => {
    const word = fc.constantFrom(
      'a',
      '1',
      '+',
      '*',
      '(',
      ')',
      '?',
      ':',
      '[',
      ']',
      '.',
      '->',
      ',',
      '=',
      '!',
      '(u8)',
      '<<',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 14 }), (words) => {
        const text = words.join(' ');
        const check = (expression: CExpression): void => {
          expect(expression.from).toBeGreaterThanOrEqual(0);
          expect(expression.to).toBeLessThanOrEqual(text.length);
          for (const part of Object.values(expression))
            if (typeof part === 'object' && 'from' in part) {
              if (expression.kind !== 'paren') expect(part.from).toBeGreaterThanOrEqual(expression.from);
              expect(part.to).toBeLessThanOrEqual(expression.to);
              check(part as CExpression);
            }
        };
        check(parseExpression(text));
      }),
    );
  });
});
