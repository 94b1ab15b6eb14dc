/**
 * Hunks with little context: whatever a patch does to a built-in table, both sides are read as they are in whole files, as
 * long as the hunks show which rows they belong to.
 */

import { createTwoFilesPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { ReviewInput } from '../review-input.ts';
import { reviewText } from '../review-text.ts';
import { listVerdicts } from './summary.fixture.ts';

/** An entry of a table: from, to, and its value. */
type Entry = readonly [from: string, to: string, value: string];

const V1_NAMES = ['STOP', 'RUNNING', 'SAVING', 'SAVING | VFIO_DEVICE_STATE_RUNNING', 'RESUMING'];

/** The entries of a built-in table, as C source writes them. */
function listEntries(id: string): Entry[] {
  const ruleSet = getRuleSet(id);
  if (!ruleSet) throw new Error(`no ${id}`);
  const { values } = ruleSet;
  const name = (value: number) =>
    ruleSet.generation === 'v1' ? (V1_NAMES[value] ?? '') : formatState(ruleSet.states, value);
  return values.flatMap((from, row) =>
    values.flatMap((to, column): Entry[] => {
      if (ruleSet.generation === 'v2')
        return [[name(from), name(to), `VFIO_DEVICE_STATE_${name(ruleSet.next[row]?.[column] ?? 0)}`]];
      return ruleSet.cells[row]?.[column] === '+' ? [[name(from), name(to), '1']] : [];
    }),
  );
}

/** A file with a table in the kernel's layout. */
function print(entries: readonly Entry[]): string {
  const rows = new Map<string, string[]>();
  for (const [from, to, value] of entries)
    rows.set(from, [...(rows.get(from) ?? []), `\t\t\t[VFIO_DEVICE_STATE_${to}] = ${value},`]);
  return [
    'int next_state(int cur, int new)',
    '{',
    '\tstatic const u8 fsm_table[LAST][LAST] = {',
    ...[...rows].flatMap(([from, cells]) => [`\t\t[VFIO_DEVICE_STATE_${from}] = {`, ...cells, '\t\t},']),
    '\t};',
    '\treturn 0;',
    '}',
    '',
  ].join('\n');
}

const readPatch = (old: readonly Entry[], changed: readonly Entry[], context: number) =>
  reviewText(createTwoFilesPatch('a/vfio.c', 'b/vfio.c', print(old), print(changed), '', '', { context }));

/** The rule set read from a whole file with these entries. */
function readWhole(entries: readonly Entry[], id: string): RuleSet {
  const [input] = reviewText(print(entries), { base: id }).inputs;
  if (input?.new.kind !== 'table') throw new Error('no table');
  return input.new.ruleSet;
}

const getRules = (side: ReviewInput['old'] | undefined): string =>
  side?.kind === 'table' ? listVerdicts(side.ruleSet) : 'no table';

/** Changes, removes and adds entries. */
const change = (entries: readonly Entry[], values: readonly string[]) =>
  fc
    .tuple(
      fc.array(fc.nat({ max: entries.length - 1 }), { maxLength: 2 }),
      fc.array(fc.tuple(fc.nat({ max: entries.length - 1 }), fc.constantFrom(...values)), { maxLength: 2 }),
    )
    .map(([removed, edited]) => {
      const byIndex = new Map(edited);
      return entries.flatMap(([from, to, value], index): Entry[] =>
        removed.includes(index) ? [] : [[from, to, byIndex.get(index) ?? value]],
      );
    });

describe('a patch to a built-in table', () => {
  it.each([
    ['patch-2021-09', ['0', '1']],
    ['v2-7.2', ['VFIO_DEVICE_STATE_STOP', 'VFIO_DEVICE_STATE_ERROR', 'VFIO_DEVICE_STATE_RUNNING']],
  ])('[SIDE-1] has both sides of %s, whatever is changed or taken out', (id, values) => {
    const old = listEntries(id);
    const rules = listVerdicts(readWhole(old, id));
    let count = 0;
    fc.assert(
      fc.property(change(old, values), fc.constantFrom(2, 3, 5), (changed, context) => {
        const { inputs, problems } = readPatch(old, changed, context);
        fc.pre(inputs.length === 1 && problems.length === 0 && inputs[0]?.base === id);
        count += 1;
        expect(getRules(inputs[0]?.old)).toBe(rules);
        expect(getRules(inputs[0]?.new)).toBe(listVerdicts(readWhole(changed, id)));
      }),
      { numRuns: 60 },
    );
    expect(count).toBeGreaterThan(30);
  });

  it.each([2, 3, 9])(
    '[SIDE-2] adds PRE_COPY to v2-5.18 with %i lines of context, and removes it again',
    (context) => {
      const [before, after] = [listEntries('v2-5.18'), listEntries('v2-6.2')];
      for (const [one, other] of [
        [before, after],
        [after, before],
      ] as const) {
        const { inputs, problems } = readPatch(one, other, context);
        expect(problems).toEqual([]);
        const states = [inputs[0]?.old, inputs[0]?.new].map((side) =>
          side?.kind === 'table' ? side.ruleSet.values.length : 0,
        );
        expect(states).toEqual(one === before ? [6, 8] : [8, 6]);
        const [old, made] = [inputs[0]?.old, inputs[0]?.new].map(listNext);
        expect(old).toEqual(listNextOf(one === before ? 'v2-5.18' : 'v2-6.2'));
        expect(made).toEqual(listNextOf(one === before ? 'v2-6.2' : 'v2-5.18'));
      }
    },
  );
});

describe('a hunk that ends inside an entry', () => {
  it('[SIDE-3] takes that entry from the base, without any complaint', () => {
    const { inputs, problems } = reviewText(`--- a/drivers/vfio/vfio_main.c
+++ b/drivers/vfio/vfio_main.c
@@ -841,4 +841,4 @@ int vfio_mig_get_next_state(struct vfio_device *device,
 \tstatic const unsigned int state_flags_table[VFIO_DEVICE_NUM_STATES] = {
-\t\t[VFIO_DEVICE_STATE_RUNNING] = VFIO_MIGRATION_STOP_COPY,
+\t\t[VFIO_DEVICE_STATE_RUNNING] = VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P,
 \t\t[VFIO_DEVICE_STATE_PRE_COPY_P2P] = VFIO_MIGRATION_STOP_COPY |
`);
    expect(problems).toEqual([]);
    const side = inputs[0]?.new;
    const needs = side?.kind === 'table' && side.ruleSet.generation === 'v2' ? side.ruleSet.needs : {};
    expect([needs[2], needs[7]]).toEqual([3, 7]);
  });
});

const listNext = (side: ReviewInput['old'] | undefined): unknown =>
  side?.kind === 'table' && side.ruleSet.generation === 'v2' ? side.ruleSet.next : 'no table';

const listNextOf = (id: string): unknown => {
  const ruleSet = getRuleSet(id);
  return ruleSet?.generation === 'v2' ? ruleSet.next : 'no table';
};

describe('a hunk that begins inside an entry', () => {
  const S = (name: string) => `VFIO_DEVICE_STATE_${name}`;

  it('[SIDE-4] takes that entry from the base, without any complaint', () => {
    const text = `--- a/a.c
+++ b/a.c
@@ -61,6 +61,6 @@ int vfio_mig_get_next_state(struct vfio_device *device,
 				${S('RUNNING_P2P')},
 			[${S('ERROR')}] = ${S('ERROR')},
 		},
 		[${S('PRE_COPY')}] = {
-			[${S('STOP')}] = ${S('RUNNING')},
+			[${S('STOP')}] = ${S('ERROR')},
 			[${S('RUNNING')}] = ${S('RUNNING')},
`;
    const { inputs, problems } = reviewText(text);
    expect(problems).toEqual([]);
    const [{ old, new: side } = {}] = inputs;
    expect(getRules(old)).toBe(listVerdicts(getRuleSet('v2-7.2')!));
    if (side?.kind !== 'table' || side.ruleSet.generation !== 'v2') throw new Error('no table');
    const { values, next } = side.ruleSet;
    expect(next[values.indexOf(6)]?.[values.indexOf(1)]).toBe(0);
    expect(inputs[0]?.assumed).toContainEqual([2, 5]);
  });

  it('[SIDE-4] takes a bit mask from the base if it shows only the end of it', () => {
    const text = `--- a/a.c
+++ b/a.c
@@ -6,6 +6,7 @@ static const struct demo states[] = {
 			 (1 << ${S('RESUMING')}),
 		.enter = enter_stop,
 	},
 	[${S('SAVING')}] = {
-		.state = (1 << ${S('STOP')}),
+		.state = (1 << ${S('STOP')}) |
+			 (1 << ${S('RUNNING')}),
 	},
`;
    const { inputs, problems } = reviewText(text);
    expect(problems).toEqual([]);
    const [{ new: side } = {}] = inputs;
    if (side?.kind !== 'table') throw new Error('no table');
    expect(listVerdicts(side.ruleSet)).toBe(listVerdicts(getRuleSet('patch-2021-09')!));
  });
});
