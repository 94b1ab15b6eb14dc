/**
 * What a draft exports is what a review reads: the C of any rule set, and the patch from a source to a draft of it. C has
 * no word for what is neither listed nor forbidden, so `unspecified` counts as refused here.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createDraft,
  setCell,
  setInitial,
  setNeeds,
  setNext,
  setStopsOnError,
} from '../../../protocol/rule-sets/draft.ts';
import type { Cell, RuleSet, V1RuleSet, V2RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { ofV1, ofV2 } from '../../../protocol/trace/walk.ts';
import { getVerdict } from '../../../protocol/verdict/request-verdict.ts';
import { getPath } from '../../../protocol/verdict/verdict.ts';
import type { Side } from '../../../reader/review-input.ts';
import { reviewText } from '../../../reader/review-text.ts';
import { formatPatch } from '../../../share/export/c-patch.ts';
import { formatTable } from '../../../share/export/c-table.ts';
import { listEdits, revertEdit } from './draft-edit.ts';

/** Every verdict over the values of `home`, one line each. */
function listVerdicts(ruleSet: RuleSet, home: RuleSet): string {
  const values = home.states.map(({ value }) => value);
  return getFlagSets(home)
    .flatMap((flags) =>
      values.flatMap((from) =>
        values.map((to) => {
          const verdict = getVerdict(ruleSet, { from, to, flags });
          const kind = verdict.kind === 'unspecified' ? 'refused' : verdict.kind;
          return `${flags} ${from}>${to} ${kind} ${getPath(verdict).join()}`;
        }),
      ),
    )
    .join('\n');
}

const toRuleSet = (side: Side | null | undefined): RuleSet => {
  if (side?.kind !== 'table') throw new Error('no table was read');
  return side.ruleSet;
};

function expectToRead(ruleSet: RuleSet): void {
  const text = formatTable(ruleSet);
  const { inputs, problems } = reviewText(text);
  expect([problems, inputs.length, inputs[0]?.assumed, inputs[0]?.warnings]).toEqual([[], 1, [], []]);
  expect(listVerdicts(toRuleSet(inputs[0]?.new), ruleSet)).toBe(listVerdicts(ruleSet, ruleSet));
}

/** A patch shows a part alone: which rules the rest has, and in a part of few names which protocol, is told. */
function expectToPatch(source: RuleSet, draft: RuleSet): void {
  const text = formatPatch(source, draft);
  const { inputs, problems } = reviewText(text, { base: source.id, generation: source.generation });
  expect([problems, inputs.length]).toEqual([[], 1]);
  expect(listVerdicts(toRuleSet(inputs[0]?.old), source)).toBe(listVerdicts(source, source));
  expect(listVerdicts(toRuleSet(inputs[0]?.new), source)).toBe(listVerdicts(draft, source));
}

type Change<Rules> = (ruleSet: Rules) => Rules;

const v1Change = ({ values }: V1RuleSet): fc.Arbitrary<Change<V1RuleSet>> => {
  const value = fc.constantFrom(...values);
  return fc.tuple(value, value, fc.constantFrom<Cell>('+', '-', '?')).map(
    ([from, to, cell]) =>
      (ruleSet: V1RuleSet) =>
        setCell(ruleSet, from, to, cell),
  );
};

const v2Change = ({ values, error, flagSets }: V2RuleSet): fc.Arbitrary<Change<V2RuleSet>> => {
  const value = fc.constantFrom(...values);
  const state = fc.constantFrom(...values.filter((each) => each !== error));
  return fc.oneof(
    { weight: 6, arbitrary: fc.tuple(value, value, value).map(toNext) },
    { weight: 2, arbitrary: fc.tuple(state, fc.nat({ max: flagSets.at(-1) ?? 0 })).map(toNeeds) },
    { weight: 1, arbitrary: fc.boolean().map(toLoop) },
  );
};

const toNext =
  ([from, to, next]: [number, number, number]): Change<V2RuleSet> =>
  (ruleSet) =>
    setNext(ruleSet, from, to, next);
const toNeeds =
  ([value, flags]: [number, number]): Change<V2RuleSet> =>
  (ruleSet) =>
    setNeeds(ruleSet, value, flags);
const toLoop =
  (stops: boolean): Change<V2RuleSet> =>
  (ruleSet) =>
    setStopsOnError(ruleSet, stops);

/** Drafts with a few edits. */
function draftsOf(source: RuleSet): fc.Arbitrary<RuleSet> {
  const draft = createDraft(source, 'draft-1');
  const apply = <Rules extends RuleSet>(start: Rules, changes: readonly Change<Rules>[]): RuleSet =>
    changes.reduce((ruleSet, change) => change(ruleSet), start);
  return draft.generation === 'v1'
    ? fc.array(v1Change(draft), { maxLength: 8 }).map((changes) => apply(draft, changes))
    : fc.array(v2Change(draft), { maxLength: 8 }).map((changes) => apply(draft, changes));
}

describe('the C of a rule set', () => {
  it.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))(
    '[DRAFT-20] of %s is read as the same rules, with nothing assumed',
    (_, ruleSet) => {
      expectToRead(ruleSet);
    },
  );

  it.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))(
    '[DRAFT-21] of any draft of %s is read as its rules',
    (_, source) => {
      fc.assert(fc.property(draftsOf(source), expectToRead), { numRuns: 15 });
    },
  );

  it('[DRAFT-22] that accepts nothing is still a table', () => {
    const source = ofV1('patch-2021-09');
    const cells = source.cells.map((row) => row.map((): Cell => '-'));
    expectToRead({ ...source, cells });
    expectToPatch(source, { ...source, cells });
  });
});

describe('the patch from a source to a draft', () => {
  it('[DRAFT-23] is empty where nothing differs that C can say', () => {
    for (const source of RULE_SETS) {
      expect(formatPatch(source, createDraft(source, 'draft-1'))).toBe('');
      const other = source.values.find((value) => value !== source.initial && value !== 0) ?? 1;
      expect(formatPatch(source, setInitial(createDraft(source, 'draft-1'), other))).toBe('');
    }
  });

  it.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))(
    '[DRAFT-24] of %s is read as both sides, and as no more',
    (_, source) => {
      fc.assert(
        fc.property(draftsOf(source), (draft) => {
          fc.pre(formatPatch(source, draft) !== '');
          expectToPatch(source, draft);
        }),
        { numRuns: 25 },
      );
    },
  );

  it.each(['v2-5.18', 'v2-7.2'])('[DRAFT-25] of %s with any one entry changed is read', (id) => {
    const source = ofV2(id);
    const { values } = source;
    for (const [row, from] of values.entries())
      for (const [column, to] of values.entries()) {
        const next = values[(row + column + 1) % values.length] ?? 0;
        const draft = setNext(source, from, to, next);
        if (draft !== source) expectToPatch(source, draft);
      }
  });

  it('[DRAFT-27] is read where one hunk shows the head of a row, and the next one the rest of it', () => {
    const source = ofV2('v2-7.2');
    expectToPatch(source, setNext(setNext(source, 1, 0, 1), 2, 4, 1));
  });

  it('[DRAFT-26] of any edits taken back one by one is empty again', () => {
    for (const source of RULE_SETS)
      fc.assert(
        fc.property(draftsOf(source), (draft) => {
          const back = listEdits(draft, source).reduce((now, edit) => revertEdit(now, source, edit), draft);
          expect([listEdits(back, source), formatPatch(source, back)]).toEqual([[], '']);
        }),
        { numRuns: 10 },
      );
  });
});
