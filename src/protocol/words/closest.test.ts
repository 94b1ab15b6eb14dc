import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { findClosest } from './closest.ts';

const IDS = RULE_SETS.map(({ id }) => id);

/** The same distance by its definition, with nothing remembered: a second opinion. */
function countEdits(from: string, to: string): number {
  if (from === '' || to === '') return from.length + to.length;
  const rest = countEdits(from.slice(1), to.slice(1)) + (from[0] === to[0] ? 0 : 1);
  return Math.min(rest, countEdits(from.slice(1), to) + 1, countEdits(from, to.slice(1)) + 1);
}

describe('closest', () => {
  it.each([
    ['v2-6.3', 'v2-6.2'],
    ['V2-7.2', 'v2-7.2'],
    ['uapi', 'uapi-v1'],
    ['uapi_v1', 'uapi-v1'],
    ['patch-2021-9', 'patch-2021-09'],
    ['patch-2021-09-amend', 'patch-2021-09-amended'],
    ['ndma', 'ndma-rfc'],
  ])('[CLOSEST-1] takes %s for %s', (word, closest) => {
    expect(findClosest(word, IDS)).toBe(closest);
  });

  it('[CLOSEST-2] has nothing for a word that is like none, for no word and for no list', () => {
    expect(findClosest('xyzzy', IDS)).toBeUndefined();
    expect(findClosest('', IDS)).toBeUndefined();
    expect(findClosest('v2-6.2', [])).toBeUndefined();
  });

  it('[CLOSEST-3] takes the first of equals', () => {
    expect(findClosest('v2-9.2', ['v2-6.2', 'v2-7.2'])).toBe('v2-6.2');
    expect(findClosest('v2-9.2', ['v2-7.2', 'v2-6.2'])).toBe('v2-7.2');
  });

  it('[CLOSEST-4] agrees with a count of the edits by definition', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(word, fc.array(word, { maxLength: 4 }), (asked, words) => {
        const near = words.filter(
          (each) => countEdits(asked, each) <= Math.floor(Math.max(asked.length, each.length) / 2),
        );
        const fewest = Math.min(...near.map((each) => countEdits(asked, each)));
        expect(findClosest(asked, words)).toBe(near.find((each) => countEdits(asked, each) === fewest));
      }),
    );
  });
});
