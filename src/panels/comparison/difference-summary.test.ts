/** What a difference comes to, in words. */

import { describe, expect, it } from 'vitest';
import { listBrokenFlows } from '../../judge/effect/effect.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { change, of } from '../../protocol/trace/walk.ts';
import { compareRuleSets, getCompatibility } from '../../protocol/verdict/difference.ts';
import { toDifferenceGroups } from './difference-row.ts';
import { toDifferenceSummary } from './difference-summary.ts';

const sum = (a: string | RuleSet, b: string | RuleSet) => {
  const difference = compareRuleSets(typeof a === 'string' ? of(a) : a, typeof b === 'string' ? of(b) : b);
  return toDifferenceSummary(difference, toDifferenceGroups(difference));
};

describe('the summary of a difference', { timeout: 60_000 }, () => {
  it('[CMP-10] names an addition, and what was mended', () => {
    expect(sum('patch-2021-09', 'patch-2021-09-amended')).toEqual({
      compatibility: 'additive',
      verdict: 'Additive for userspace.',
      why: 'patch-2021-09-amended refuses nothing that patch-2021-09 accepts.',
      counts: '1 added.',
      notes: [],
    });
    expect(sum('v2-6.2', 'v2-7.2').counts).toBe('3 changed, over flags 1, 3, 5 and 7.');
  });

  it('[CMP-10] says why it breaks: refusals, hangs, states that are gone, sessions, another start', () => {
    const why = (a: string | RuleSet, b: string | RuleSet) => sum(a, b).why;
    expect(why('patch-2021-09-amended', 'patch-2021-09')).toBe(
      '1 request that patch-2021-09-amended accepts is refused.',
    );
    expect(why('v2-7.2', 'v2-6.2')).toBe('3 requests never return.');
    expect(why('ndma-rfc', 'fully-connected')).toBe(
      '75 requests that ndma-rfc accepts name a state that fully-connected does not have.',
    );
    expect(why('v2-7.2', change('v2-7.2', 'PRE_COPY_P2P > STOP_COPY', 'STOP'))).toBe(
      '3 requests open or end different data sessions along the way.',
    );
    expect(sum('patch-2021-09', 'stop-default')).toMatchObject({
      compatibility: 'breaking',
      why: 'device_state starts in _STOP; under patch-2021-09 it starts in _RUNNING.',
      counts: '',
    });
  });

  it('[CMP-10] counts flows of QEMU that end worse like requests that are refused', () => {
    const [a, b] = [of('uapi-v1'), of('patch-2021-09-amended')];
    const difference = compareRuleSets(a, b);
    const groups = toDifferenceGroups(difference);
    expect(getCompatibility(difference)).toBe('additive');
    const n = listBrokenFlows(b, a).length;
    expect(n).toBeGreaterThan(10);
    expect(toDifferenceSummary(difference, groups, n)).toMatchObject({
      compatibility: 'breaking',
      verdict: 'Breaking for userspace.',
      why: `${n} flows of QEMU end worse than under uapi-v1.`,
    });
    expect(toDifferenceSummary(difference, groups, 1).why).toBe(
      '1 flow of QEMU ends worse than under uapi-v1.',
    );
    expect(listBrokenFlows(a, b)).toEqual([]);
  });

  it('[CMP-11] tells apart the same rules, and rules written differently that answer the same', () => {
    expect(sum('v2-7.2', 'v2-7.2').why).toBe('Both sides are v2-7.2.');
    expect(sum('v2-7.2', { ...of('v2-7.2'), id: 'draft-1', title: 'a draft' }).why).toBe(
      'draft-1 and v2-7.2 have the same rules.',
    );
    const written = { ...change('v2-7.2', 'ERROR > STOP', 'STOP'), id: 'draft-1' };
    expect(sum('v2-7.2', written)).toMatchObject({
      compatibility: 'same',
      why: 'draft-1 is written differently from v2-7.2, but answers every request the same way.',
      counts: '',
      notes: [],
    });
    expect(sum('v2-5.18', { ...of('v2-5.18'), id: 'draft-1', stopsOnError: true } as RuleSet).why).toBe(
      'draft-1 is written differently from v2-5.18, but answers every request the same way.',
    );
  });

  it('[CMP-11] says that the driver does other things, and does not call it a difference', () => {
    expect(sum('control-bits', 'control-bits-v4')).toMatchObject({
      compatibility: 'same',
      why: 'control-bits-v4 is written differently from control-bits, but answers every request the same way. On 6 requests that both accept, the driver does different things.',
      counts: '',
    });
  });

  it('[CMP-12] notes the states and the flags that one side lacks, and what is matched between generations', () => {
    expect(sum('v2-5.18', 'v2-6.2').notes).toEqual([
      'Only v2-6.2 has PRE_COPY and PRE_COPY_P2P.',
      'v2-5.18 does not define flags 5 and 7: it is asked with 1 and 3.',
    ]);
    expect(sum('uapi-v1', 'v2-5.18').notes).toEqual([
      'Protocol v1 and v2: states are matched by what the device may do and by its data session.',
      'Only v2-5.18 has RUNNING_P2P.',
      'Only uapi-v1 has _SAVING|_RUNNING, 101b and 111b.',
    ]);
  });

  it('[CMP-12] does not call silence a refusal', () => {
    expect(sum('patch-2021-09', 'uapi-v1')).toMatchObject({
      compatibility: 'additive',
      why: 'uapi-v1 refuses nothing that patch-2021-09 accepts. It says nothing about 5 requests that patch-2021-09 accepts.',
      counts: '5 removed, 13 changed, 1 added.',
    });
  });

  it('[CMP-13] agrees with getCompatibility, gives a reason, and leaves no word out', () => {
    for (const a of RULE_SETS)
      for (const b of RULE_SETS) {
        const { compatibility, verdict, why, counts, notes } = sum(a, b);
        expect(compatibility).toBe(getCompatibility(compareRuleSets(a, b)));
        expect(verdict.toLowerCase()).toContain(compatibility);
        expect(why).not.toBe('');
        expect([why, counts, ...notes].join()).not.toMatch(/[{}|](?!_)|undefined|NaN/);
      }
  });
});
