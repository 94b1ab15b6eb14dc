/** Rule sets that are not built in, as a page could come to have them: edited, or read from a text. */

import fc from 'fast-check';
import type { Cell, RuleSet, V1RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { V2_STATES } from '../../protocol/state/state.ts';
import type { LibraryEntry } from '../library-entry.ts';

/** Printable, of any script, and with the signs of a table and of a link in it. */
const words = fc.oneof(
  fc.constantFrom(
    'A draft',
    '1~v2',
    'cells.rarra',
    'A&at=1',
    '100 %',
    '#',
    'ÄNDERN',
    '停止',
    '😀',
    'a.b',
    ' ',
  ),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 40 }),
);

const names = fc.record({
  id: fc.nat(99).map((number) => `draft-${number}`),
  title: words,
  account: fc.oneof(fc.constant(''), words),
  citations: fc.constantFrom([], ...RULE_SETS.map(({ citations }) => citations)),
});

const square = <T>(size: number, cell: fc.Arbitrary<T>) =>
  fc.array(fc.array(cell, { minLength: size, maxLength: size }), { minLength: size, maxLength: size });

const someOf = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: 1 });

function editV1(like: V1RuleSet): fc.Arbitrary<V1RuleSet> {
  const listed = like.states.map(({ value }) => value);
  return fc.oneof(fc.constant([...like.values]), someOf(listed)).chain((values) =>
    fc
      .record({
        names,
        initial: fc.constantFrom(...listed),
        grants: fc.constantFrom(...(['in-table', 'in-driver', 'charted', 'valid-pair'] as const)),
        reservedBitsFrom: fc.constantFrom(like.reservedBitsFrom, null, 1, 8, 16, 2 ** 31),
        cells: square(values.length, fc.constantFrom<Cell>('+', '-', '?')),
      })
      .map(({ names: head, ...edited }) => ({ ...like, ...head, ...edited, values })),
  );
}

function editV2(like: V2RuleSet): fc.Arbitrary<V2RuleSet> {
  const { error } = like;
  const others = V2_STATES.map(({ value }) => value).filter((value) => value !== error);
  const subset = someOf(others).map((values) => [...values, error]);
  return fc.oneof(fc.constant([...like.values]), subset).chain((values) => {
    const states = V2_STATES.filter(({ value }) => values.includes(value));
    return fc
      .record({
        names,
        initial: fc.constantFrom(...values),
        needs: fc.array(fc.oneof(fc.nat(7), fc.nat(0xffff_ffff)), {
          minLength: values.length,
          maxLength: values.length,
        }),
        flagSets: someOf([1, 3, 5, 7]),
        stopsOnError: fc.boolean(),
        next: square(values.length, fc.constantFrom(...values)),
      })
      .map(({ names: head, needs, ...edited }) => ({
        ...like,
        ...head,
        ...edited,
        states,
        values,
        needs: Object.fromEntries(values.map((value, index) => [value, needs[index] ?? 0])),
      }));
  });
}

/** A rule set with an id like `draft-7`, anything at all edited in it. */
export const editedRuleSet: fc.Arbitrary<RuleSet> = fc
  .constantFrom(...RULE_SETS)
  .chain((like): fc.Arbitrary<RuleSet> => (like.generation === 'v1' ? editV1(like) : editV2(like)));

/** One of a library: what it was made from may be built in, or not. */
export const libraryEntry: fc.Arbitrary<LibraryEntry> = fc.record({
  ruleSet: editedRuleSet,
  base: fc.constantFrom(null, 'draft-100', ...RULE_SETS.map(({ id }) => id)),
  origin: fc.constantFrom('edited' as const, 'pasted' as const, 'linked' as const),
});
