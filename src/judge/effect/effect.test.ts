/** What a patch does in one line, held against lists that are computed apart. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { of } from '../../protocol/trace/walk.ts';
import { findAll, findBefore } from '../findings/find-all.ts';
import { groupCauses } from '../findings/finding-causes.ts';
import { splitFindings } from '../findings/finding-split.ts';
import { judgeText } from '../judge-text.ts';
import { findBuiltIn, getOrigin } from './built-in.ts';
import { getRulesEffect } from './effect.ts';
import { formatEffect } from './effect-words.ts';

function getEffect(ruleSet: RuleSet, before: RuleSet | null) {
  const { findings } = splitFindings(findAll({ ruleSet, against: before }), findBefore(before));
  return getRulesEffect({ ruleSet, before, findings: groupCauses(findings, { ruleSet, other: before }) });
}

describe('the effect of a change', () => {
  it.each([
    ['patch-2021-09-amended', 'patch-2021-09', 'Adds 1 request, mends 4 flows, breaks nothing.'],
    ['v2-7.2', 'v2-6.2', 'Mends 2 requests, breaks nothing.'],
    ['v2-6.2', 'v2-7.2', 'Breaks 2 requests.'],
    ['v2-6.2', 'v2-5.18', 'Adds 22 requests, breaks 2 requests.'],
    [
      'patch-2021-09',
      'uapi-v1',
      'Adds 5 requests, refuses 13 requests that the old side does not mention, breaks 1 request and 22 flows.',
    ],
    ['control-bits', 'patch-2021-09', 'Adds 14 requests, mends 22 flows, introduces 1 error.'],
    ['v2-7.2', 'v2-7.2', 'Changes nothing.'],
    ['v2-7.2', null, 'Nothing to compare with: 1 question.'],
  ])('[EFFECT-1] of %s against %s is in one line', (id, old, line) => {
    expect(formatEffect(getEffect(of(id), old === null ? null : of(old)))).toBe(line);
  });

  it('[EFFECT-2] names the requests with all their flags, and how each flow ended before', () => {
    const { breaks, adds } = getEffect(of('v2-6.2'), of('v2-7.2'));
    expect([breaks, adds]).toEqual([
      [
        { from: 3, to: 6, flags: [5, 7] },
        { from: 3, to: 7, flags: [7] },
      ],
      [],
    ]);
    const { flows, flowsMended } = getEffect(of('patch-2021-09-amended'), of('patch-2021-09'));
    const ends = flows.filter(({ flow }) => flow === 'incoming').map(({ before, after }) => [before, after]);
    expect(ends).toEqual([['fails', 'completes']]);
    expect(flowsMended).toContain('incoming');
  });

  it('[EFFECT-2] has no flow before it where the old side does not define the flags', () => {
    const { flows } = getEffect(of('v2-6.2'), of('v2-5.18'));
    expect(flows.filter(({ flags }) => flags === 7).every(({ before }) => before === null)).toBe(true);
    expect(flows.filter(({ flags }) => flags === 3).every(({ before }) => before !== null)).toBe(true);
  });
});

describe('the effect on a driver', () => {
  const read = (name: string) =>
    readFileSync(new URL(`../../reader/fixtures/${name}`, import.meta.url), 'utf8');
  const say = (text: string, flags?: number) =>
    judgeText(text, flags === undefined ? {} : { flags }, null).inputs.map(({ table: { effect } }) =>
      formatEffect(effect),
    );

  it.each([
    ['hunk-fails.diff', undefined, 'Drops 1 arc; what its flags require is not known.'],
    ['hunk-fails.diff', 1, 'Lacks 1 arc that its flags require.'],
    ['hunk-fails.diff', 3, 'Drops 1 arc that its flags do not require, breaks nothing.'],
    ['driver-case.patch', undefined, 'Adds 2 arcs; what its flags require is not known.'],
    ['driver.patch', 1, 'Mends 1 arc, drops 1 arc that its flags do not require, breaks nothing.'],
  ])('[EFFECT-4] of %s with flags %s is of arcs that the flags require, or do not', (name, flags, line) => {
    expect(say(read(name), flags)).toEqual([line]);
  });
});

describe('the effect of new states', () => {
  const HUNK = readFileSync(new URL('../../reader/fixtures/v2-comment.patch', import.meta.url), 'utf8');
  const WHOLE = readFileSync(new URL('../../reader/fixtures/v2-6.2.c', import.meta.url), 'utf8');
  const judge = (text: string) => {
    const [judged] = judgeText(text, { base: 'v2-5.18' }, null).inputs;
    if (judged?.input.new.kind !== 'table' || judged.input.new.ruleSet.generation !== 'v2')
      throw new Error('no table of v2');
    return { ...judged, ruleSet: judged.input.new.ruleSet };
  };

  it('[EFFECT-6] is not judged where their rows are not shown: nothing is reported of what was not read', () => {
    const { ruleSet, table, findings, input } = judge(HUNK);
    expect([ruleSet.flagSets, table.effect.unjudged, findings]).toEqual([[1, 3], [6, 7], []]);
    expect(formatEffect(table.effect)).toBe('Adds 2 states whose entries it does not all show.');
    expect(input.warnings.map(({ id }) => id)).toContain('flags-unseen');
  });

  it('[EFFECT-6] is judged under all flags where the text has the whole table', () => {
    const { ruleSet, table, input } = judge(WHOLE);
    expect([ruleSet.flagSets, table.effect.unjudged]).toEqual([[1, 3, 5, 7], []]);
    expect(input.warnings.map(({ id }) => id)).not.toContain('flags-unseen');
  });
});

const table = (rows: string) => `static const u8 vfio_from_state_table[5][5] = {\n${rows}\n};\n`;

/** The table of September 2021. */
const POSTED = table(
  [
    '\t[VFIO_DEVICE_STATE_STOP] = { [VFIO_DEVICE_STATE_RUNNING] = 1, [VFIO_DEVICE_STATE_RESUMING] = 1 },',
    '\t[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_STOP] = 1, [VFIO_DEVICE_STATE_SAVING] = 1, [VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING] = 1 },',
    '\t[VFIO_DEVICE_STATE_SAVING] = { [VFIO_DEVICE_STATE_STOP] = 1, [VFIO_DEVICE_STATE_RUNNING] = 1 },',
    '\t[VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_RUNNING] = 1, [VFIO_DEVICE_STATE_SAVING] = 1 },',
    '\t[VFIO_DEVICE_STATE_RESUMING] = { [VFIO_DEVICE_STATE_STOP] = 1, [VFIO_DEVICE_STATE_RUNNING] = 1 },',
  ].join('\n'),
);

describe('a table that is a built-in one', () => {
  it('[EFFECT-3] is named, and compared with what that came out of', () => {
    const [judged] = judgeText(POSTED, {}, 'base').inputs;
    expect([judged?.table.is, judged?.before?.id]).toEqual(['patch-2021-09', 'uapi-v1']);
  });

  it('[EFFECT-3] is none where one entry differs', () => {
    const [judged] = judgeText(POSTED.replace('[VFIO_DEVICE_STATE_RESUMING] = 1 }', '}'), {}, 'base').inputs;
    expect(judged?.table.is).toBeNull();
    expect(judged?.before?.id).toBe(judged?.input.base);
  });

  it('[EFFECT-3] has an origin of its own protocol, or none', () => {
    expect(getOrigin(of('v2-7.2'))?.id).toBe('v2-6.2');
    expect(getOrigin(of('v2-5.18'))).toBeNull();
    expect(getOrigin(of('uapi-v1'))).toBeNull();
    expect(findBuiltIn({ ...of('control-bits'), id: 'pasted' })?.initial).toBe(of('control-bits').initial);
  });
});
