/** What two tabs have learned becomes one: nothing that either has added is lost, and nothing counts twice. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeLearned } from './learned-merge.ts';

const merge = (base: unknown, ours: unknown, theirs: unknown) => {
  const [own, other] = [JSON.stringify(ours), JSON.stringify(theirs)];
  const merged = mergeLearned(base === null ? null : JSON.stringify(base), own, other);
  return merged === undefined ? undefined : JSON.parse(merged);
};

const step = (right: number, wrong = 0, done = false) => ({ done, right, wrong });
const progress = (steps: Record<string, ReturnType<typeof step>>, at: string | null = null) => ({
  version: 1,
  lessons: { first: { steps, at } },
});
const entry = (from: string, right: number, wrong = 0) => ({
  ruleSet: 'v2-7.2',
  flags: 7,
  from,
  to: 'STOP',
  right,
  wrong,
});
const coverage = (...entries: ReturnType<typeof entry>[]) => ({ version: 1, entries });

describe('what two tabs have learned', () => {
  it('[LEARNED-1] is what both have added, each step once', () => {
    const base = progress({ a: step(1) });
    const ours = progress({ a: step(2), b: step(0, 1) }, 'b');
    const theirs = progress({ a: step(1, 1, true), c: step(1) });
    expect(merge(base, ours, theirs)).toEqual(
      progress({ a: step(2, 1, true), c: step(1), b: step(0, 1) }, 'b'),
    );
  });

  it('[LEARNED-2] adds the counts of a coverage map, request by request', () => {
    const base = coverage(entry('RUNNING', 1));
    const ours = coverage(entry('RUNNING', 2), entry('PRE_COPY', 1));
    const theirs = coverage(entry('STOP_COPY', 1), entry('RUNNING', 1, 1));
    expect(merge(base, ours, theirs)).toEqual(
      coverage(entry('STOP_COPY', 1), entry('RUNNING', 2, 1), entry('PRE_COPY', 1)),
    );
  });

  it('[LEARNED-3] forgets a lesson that one of them forgot, unless the other went on with it', () => {
    const base = progress({ a: step(1) });
    const none = { version: 1, lessons: {} };
    expect(merge(base, none, base)).toEqual(none);
    expect(merge(base, base, none)).toEqual(none);
    expect(merge(base, none, progress({ a: step(2) }))).toEqual(progress({ a: step(2) }));
  });

  it('[LEARNED-4] counts the larger number where nobody knows what they have in common', () => {
    expect(merge(null, progress({ a: step(3) }), progress({ a: step(2, 1) }))).toEqual(
      progress({ a: step(3, 1) }),
    );
    const same = progress({ a: step(3) });
    expect(merge(null, same, same)).toEqual(same);
  });

  it('[LEARNED-5] cannot be made of what is no JSON object', () => {
    for (const text of ['', '{', '3', 'null', '[1]'])
      for (const [base, ours, theirs] of [
        [text, '{}', '{}'],
        ['{}', text, '{}'],
        ['{}', '{}', text],
      ] as const)
        expect(mergeLearned(base, ours, theirs)).toBeUndefined();
  });

  it('[LEARNED-6] is what one of them has where the other has changed nothing; it never throws', () => {
    const some = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    fc.assert(
      fc.property(some, some, some, (base, ours, theirs) => {
        expect(merge(base, ours, base)).toEqual(plain(ours));
        expect(merge(base, base, theirs)).toEqual(plain(theirs));
        expect(merge(base, ours, theirs)).toBeDefined();
        expect(merge(null, ours, ours)).toEqual(plain(ours));
      }),
      { numRuns: 150 },
    );
  });
});
