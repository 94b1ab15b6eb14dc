/** Words put into braces; what the compiler asks for is asked of it here. */

import { describe, expect, it } from 'vitest';
import { fill } from './fill.ts';

describe('a sentence with its words', () => {
  it('[WORDS-10] puts every word in, wherever and however often it stands', () => {
    expect(fill('{a} > {b}, {a}', { a: '_STOP', b: 0 })).toBe('_STOP > 0, _STOP');
    expect(fill('No word.', {})).toBe('No word.');
  });

  it('[WORDS-11] leaves braces whose word is not given, and takes a word letter by letter', () => {
    const sentence: string = '{a} of {constructor_of}, {1|2}';
    expect(fill(sentence, { a: '$& {b}' })).toBe('$& {b} of {constructor_of}, {1|2}');
  });

  it('[WORDS-12] does not compile without a word of the sentence', () => {
    // @ts-expect-error `b` is missing
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });
});
