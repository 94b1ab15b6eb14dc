/** The report in its three forms. */

import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of, pairs } from '../../protocol/trace/walk.ts';
import { compareRuleSets, toDiffJson } from '../../protocol/verdict/difference.ts';
import type { DriverSide } from '../../reader/review-input.ts';
import { getDriverEffect, getRulesEffect } from '../effect/effect.ts';
import { findInDriver } from '../findings/driver-findings.ts';
import { findAll } from '../findings/find-all.ts';
import { groupCauses } from '../findings/finding-causes.ts';
import { formatReport, REPORT_FORMS } from './report.ts';
import type { Report } from './table-json.ts';
import { runFlows, toReviewJson } from './table-json.ts';
import { formatAsciiMatrix } from './text-report.ts';

function review(id: string, old: string | null): Report {
  const ruleSet = of(id);
  const against = old === null ? null : of(old);
  const findings = groupCauses(findAll({ ruleSet, against }), { ruleSet, other: against });
  return {
    inputs: [
      {
        name: 'vfio_from_fsm_table',
        generation: ruleSet.generation,
        form: ruleSet.generation === 'v1' ? 'allowed' : 'next-state',
        old: against,
        new: ruleSet,
        assumed: [[0, 1]],
        diff: against && toDiffJson(compareRuleSets(against, ruleSet)),
        is: id,
        effect: getRulesEffect({ ruleSet, before: against, findings }),
      },
    ],
    findings,
    flows: runFlows(ruleSet),
  };
}

const ARCS: DriverSide = {
  ...{ kind: 'driver', flags: 1, arcs: pairs('1>3'), required: pairs('1>3 3>1'), missing: pairs('3>1') },
  ...{ same: [], extra: [], failing: [], dead: [], unsure: [], hasNdma: false, isPartial: false, lines: {} },
  ...{ end: null, claims: [] },
};

const DRIVER: Report = {
  inputs: [
    {
      name: 'my_step_device_state',
      generation: 'v2',
      form: 'driver-arcs',
      old: null,
      new: { arcs: pairs('1>3'), required: pairs('1>3 3>1'), missing: pairs('3>1') },
      assumed: [],
      diff: null,
      is: null,
      effect: getDriverEffect({ name: 'my_step_device_state', side: ARCS, old: null, findings: [] }),
    },
  ],
  findings: findInDriver({ flags: 1, arcs: pairs('1>3'), required: pairs('1>3 3>1') }),
  flows: [],
};

const ALL: readonly (readonly [name: string, review: Report])[] = [
  ['a driver', DRIVER],
  ...RULE_SETS.flatMap(({ id, generation }) =>
    RULE_SETS.filter((other) => other.generation === generation).map(
      (other) => [`${id} against ${other.id}`, review(id, other.id)] as const,
    ),
  ),
];

describe('a driver', () => {
  it('[REPORT-21] is said to miss nothing only where its flags, and so its required arcs, are known', () => {
    const [input] = DRIVER.inputs;
    const write = (required: string, form: 'text' | 'markdown') => {
      const table = { arcs: pairs('1>3'), required: pairs(required), missing: [] };
      return formatReport({ ...DRIVER, inputs: input ? [{ ...input, new: table }] : [] }, form);
    };
    for (const form of ['text', 'markdown'] as const) {
      expect(write('', form)).toMatch(/missing:? +not known without migration\\?_flags/);
      expect(write('', form)).toMatch(/required:? +not known without migration\\?_flags/);
      expect(write('1>3', form)).toMatch(/missing:? +none/);
    }
  });
});

describe('what comes from outside', () => {
  it('[REPORT-20] is spelled out in every form where it does not show, and JSON stays equal', () => {
    const [input] = DRIVER.inputs;
    const hostile: Report = {
      ...DRIVER,
      inputs: input ? [{ ...input, name: 'a\u202eb\u001b[2J\u009b' }] : [],
    };
    for (const form of ['text', 'markdown', 'json'] as const) {
      expect(formatReport(hostile, form)).not.toMatch(/[\u202e\u009b]|\p{Cc}\[2J/u);
      expect(formatReport(hostile, form)).toContain('\\u202e');
    }
    expect(JSON.parse(formatReport(hostile, 'json')).inputs[0].name).toBe('a\u202eb\u001b[2J\u009b');
  });
});

describe('the text report', { timeout: 60_000 }, () => {
  it('[REPORT-1] keeps to 72 columns of ASCII, for every pair of rule sets', () => {
    for (const [name, each] of ALL) {
      const text = formatReport(each, 'text');
      const wide = text.split('\n').filter((line) => line.length > 72);
      expect(wide, name).toEqual([]);
      expect(text).toMatch(/^[\n\x20-\x7e]*\n$/);
      expect(text).not.toMatch(/ \n/);
    }
  });

  it('[REPORT-2] has the matrix, marked where the old side answers differently', () => {
    expect(formatAsciiMatrix(of('patch-2021-09-amended'), null, of('patch-2021-09'))).toEqual([
      '                            0  1  2  3  4',
      '   0 000b _STOP             -  +  -  -  +',
      '   1 001b _RUNNING          +  -  +  +  +*',
      '   2 010b _SAVING           +  +  -  -  -',
      '   3 011b _SAVING|_RUNNING  -  +  +  -  -',
      '   4 100b _RESUMING         +  +  -  -  -',
    ]);
  });

  it('[REPORT-2] shows what never returns, and the number of arcs', () => {
    const lines = formatAsciiMatrix(of('v2-6.2'), 7);
    expect(lines[0]!.trim().split(/\s+/)).toEqual(['1', '2', '6', '7', '3', '4', '5', '0']);
    expect(
      lines
        .find((line) => line.includes(' STOP_COPY'))!
        .trim()
        .split(/\s+/),
    ).toEqual('3 STOP_COPY 1 3 ! ! 0 2 2 -'.split(' '));
  });

  it('[REPORT-2] heads each matrix by its flags in Markdown, and the one of v1 by nothing', () => {
    const heads = (id: string) => formatReport(review(id, null), 'markdown').match(/^migration.*$/gm);
    expect(heads('v2-7.2')).toEqual([1, 3, 5, 7].map((flags) => `migration\\_flags ${flags}:`));
    expect(heads('uapi-v1')).toBeNull();
  });

  it('[REPORT-3] lists the differences, the findings and the flows', () => {
    const text = formatReport(review('v2-6.2', 'v2-7.2'), 'text');
    expect(text).toContain('Against v2-7.2');
    expect(text).toContain('  STOP_COPY > PRE_COPY (flags 5, 7)');
    expect(text).toContain('1 error, 1 question.');
    expect(text).toContain(' 1. error: change.newly-never-returns (STOP_COPY > PRE_COPY, flags 5, 7)');
    expect(text).toMatch(/flags 1, 3, 5, 7 {2}live-migration {6}passes\n/);
    expect(text).toContain('assumed from the base');
  });

  it('[REPORT-3] lists what a driver implements and what it misses', () => {
    const text = formatReport(DRIVER, 'text');
    expect(text).toContain('  implements STOP > STOP_COPY\n');
    expect(text).toContain('  missing    STOP_COPY > STOP\n');
  });
});

describe('the Markdown report', { timeout: 60_000 }, () => {
  it('[REPORT-4] leaves no name to be read as markup, and has tables whose rows are as wide as their heads', () => {
    for (const [, each] of ALL) {
      const text = formatReport(each, 'markdown');
      expect(text.replaceAll('\\_', '').replaceAll(/\]\(https:[^)]*\)+/g, '')).not.toContain('_');
      for (const table of text
        .trim()
        .split('\n\n')
        .filter((block) => block.startsWith('|'))) {
        const widths = table.split('\n').map((row) => row.replaceAll('\\|', '').split('|').length);
        expect(new Set(widths).size).toBe(1);
      }
    }
  });
});

describe('the JSON report', { timeout: 60_000 }, () => {
  it('[REPORT-5] has exactly the documented keys, in order', () => {
    const json = toReviewJson(review('patch-2021-09-amended', 'patch-2021-09'));
    expect(Object.keys(json)).toEqual(['inputs', 'diff', 'findings', 'repaired', 'flows', 'remarks']);
    expect(Object.keys(json.inputs[0]!)).toEqual([
      'name',
      'generation',
      'form',
      'old',
      'new',
      'assumed',
      'is',
      'effect',
    ]);
    expect(Object.keys(json.inputs[0]!.new)).toEqual([
      'title',
      'generation',
      'initial',
      'flags',
      'values',
      'verdicts',
    ]);
    expect(Object.keys(json.diff!)).toEqual(['against', 'added', 'removed', 'changed']);
    expect(Object.keys(json.findings[0]!)).toEqual([
      'id',
      'severity',
      'line',
      'flags',
      'from',
      'to',
      'text',
      'change',
      'trace',
      'hits',
    ]);
    expect(Object.keys(json.flows[0]!)).toEqual([
      'ruleSet',
      'flags',
      'client',
      'flow',
      'start',
      'verdict',
      'ends',
      'steps',
    ]);
    expect(Object.keys(toReviewJson(DRIVER).inputs[0]!.new)).toEqual(['arcs', 'required', 'missing']);
    expect(toReviewJson(DRIVER).diff).toBe(null);
  });

  it('[REPORT-5] is plain: what is printed can be read back', () => {
    for (const [, each] of ALL.slice(0, 12)) {
      const text = formatReport(each, 'json');
      expect(JSON.parse(text)).toEqual(toReviewJson(each));
      expect(text.endsWith('}\n')).toBe(true);
    }
    expect(Object.keys(REPORT_FORMS)).toEqual(['text', 'markdown', 'json']);
  });
});
