/** Splits a single line of C into the tokens that get a colour. */

import { describe, expect, it } from 'vitest';
import { readTokens } from './editor-token.ts';

/** The tokens of a line as `kind:text`. */
const read = (text: string, isOpen = false) => {
  const { tokens, isOpen: goesOn } = readTokens(text, 0, isOpen);
  return [
    ...tokens.map(({ kind, from, to }) => `${kind}:${text.slice(from, to)}`),
    ...(goesOn ? ['open'] : []),
  ];
};

describe('the tokens of C', () => {
  it('[EDIT-3] are keywords, constants, numbers, strings, directives and comments', () => {
    expect(read('#define MAX (0x4U | BIT(3)) /* of "it" */')).toEqual([
      'directive:#define',
      'constant:MAX',
      'number:0x4U',
      'constant:BIT',
      'number:3',
      'comment:/* of "it" */',
    ]);
    expect(read(`static u8 a = 'x'; // if "b"`)).toEqual([
      'keyword:static',
      'keyword:u8',
      "string:'x'",
      'comment:// if "b"',
    ]);
    expect(read('foo("/* no */ \\" if", x1); if (a # b)')).toEqual([
      'string:"/* no */ \\" if"',
      'keyword:if',
    ]);
  });

  it('[EDIT-3] carry a comment into the next line, and recognise one that began above', () => {
    expect(read('a; /* from here')).toEqual(['comment:/* from here', 'open']);
    expect(read('if it goes on', true)).toEqual(['comment:if it goes on', 'open']);
    expect(read('to here */ if', true)).toEqual(['comment:to here */', 'keyword:if']);
    expect(read('\t * if it is starred')).toEqual(['comment:\t * if it is starred']);
    expect(read('\t*p = 1;')).toEqual(['number:1']);
  });

  it('[EDIT-3] begin after the diff sign', () => {
    const text = '> +\treturn -1;';
    expect(readTokens(text, 3, false).tokens.map(({ from, to }) => text.slice(from, to))).toEqual([
      'return',
      '1',
    ]);
  });

  it('[EDIT-3] are found however long the line: a quadratic search would outlast the test', () => {
    expect(readTokens('"'.repeat(1_000_000), 0, false).tokens.length).toBeGreaterThan(0);
  });
});
