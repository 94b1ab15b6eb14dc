/** What the page gets from the judge: rule sets with ids of their own, in everything that names them. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { getRuleSet } from '../protocol/rule-sets/rule-sets.ts';
import { judge } from './judge-message.ts';

const read = (name: string) => readFileSync(new URL(`../reader/fixtures/${name}`, import.meta.url), 'utf8');
const judgeText = (text: string) => judge({ text, options: {}, against: null });

describe('pasted rule sets', () => {
  it('[JUDGE-8] are called by number, unlike each other and any that is built in', () => {
    const { inputs } = judgeText(`${read('v1-valid.c')}\n${read('v1-member.c')}`);
    const ids = inputs.flatMap(({ ruleSet }) => ruleSet?.id ?? []);
    expect(ids).toEqual(inputs.map((_, index) => `pasted-${index + 1}`));
    expect(ids.filter((id) => getRuleSet(id))).toEqual([]);
    expect(inputs.map(({ ruleSet }) => ruleSet?.title)).toContain('demo_ops.states.moves');
  });

  it('[JUDGE-8] are called so in differences, flows, findings and the tables of a report', () => {
    const [input] = judgeText(read('v2-rows.patch')).inputs;
    const { ruleSet, before, flows, findings, table } = input!;
    expect([ruleSet?.id, before?.id, before?.title]).toEqual([
      'pasted-1',
      'pasted-1-old',
      'next_arc, before the patch',
    ]);
    expect(table.diff?.against).toBe('pasted-1-old');
    expect(new Set(flows.map((flow) => flow.ruleSet.id))).toEqual(new Set(['pasted-1']));
    const traced = findings.flatMap(({ trace }) =>
      trace && 'table' in trace.ruleSet ? [trace.ruleSet.table] : [],
    );
    expect(traced.length).toBeGreaterThan(0);
    expect(traced.every((each) => each === ruleSet)).toBe(true);
    expect([table.old, table.new]).toEqual([before, ruleSet]);
    expect(findings.some(({ text }) => text.includes('under the old code'))).toBe(true);
  });

  it('[JUDGE-8] have titles of a length that can be shown', () => {
    const [input] = judgeText(read('v1-allowed.c').replaceAll('moves', `moves${'x'.repeat(500)}`)).inputs;
    expect(input?.ruleSet?.title.length).toBeLessThanOrEqual(60);
  });
});

describe('what a table is held against', () => {
  const judgeAgainst = (name: string, id: string | null) =>
    judge({ text: read(name), options: {}, against: (id && getRuleSet(id)) || null }).inputs[0];

  it('[JUDGE-12] is, in one message, its old side, or else the rule set that it is read on', () => {
    expect(judgeAgainst('v2-rows.patch', null)?.before?.id).toBe('pasted-1-old');
    const table = judgeAgainst('v2-6.2.c', null);
    expect([table?.input.old, table?.before?.id, table?.table.is]).toEqual([null, 'v2-5.18', 'v2-6.2']);
    expect(table?.table.diff?.against).toBe('v2-5.18');
    const changed = read('v2-6.2.c').replace('_STOP_COPY] = VFIO_DEVICE_STATE_STOP_COPY', '_STOP_COPY] = 0');
    const [other] = judgeText(changed).inputs;
    expect([other?.before?.id, other?.table.is]).toEqual([other?.input.base, null]);
    expect(judgeAgainst('driver-if.c', null)?.before).toBeNull();
  });

  it('[JUDGE-12] is what the reader has chosen, if it is of the same protocol', () => {
    expect(judgeAgainst('v2-rows.patch', 'v2-5.18')?.before?.id).toBe('v2-5.18');
    expect(judgeAgainst('v2-rows.patch', 'uapi-v1')?.before?.id).toBe('pasted-1-old');
  });
});

describe('what crosses the border', () => {
  it('[WORK-5] is plain data: it comes out as it went in', () => {
    const text =
      'static const u8 states[5][5] = { [VFIO_DEVICE_STATE_SAVING] = { [VFIO_DEVICE_STATE_STOP] = 1 } };';
    const judged = judge({ text, options: {}, against: null });
    expect(judged.inputs).toHaveLength(1);
    expect(structuredClone(judged)).toEqual(judged);
    expect(JSON.parse(JSON.stringify(judged))).toEqual(judged);
  });
});
