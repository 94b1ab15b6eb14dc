/** Everything that a review shows of a text: which sides are held against each other, and that findings have their lines. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { V1RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../protocol/rule-sets/rule-sets.ts';
import type { ReviewOptions } from '../reader/review-input.ts';
import { formatEffect } from './effect/effect-words.ts';
import { listHits } from './findings/finding-causes.ts';
import { judgeText } from './judge-text.ts';
import { toReport } from './report/judged-report.ts';
import { formatReport } from './report/report.ts';
import { isDriverTable, toReviewJson } from './report/table-json.ts';

const read = (name: string) => readFileSync(new URL(`../reader/fixtures/${name}`, import.meta.url), 'utf8');
const getKnown = (id: string) => getRuleSet(id)!;

/** The one input of a fixture, with its text. */
function judgeOne(name: string, options: ReviewOptions = {}, against: string | null = null) {
  const { inputs, problems } = judgeText(read(name), options, against === null ? null : getKnown(against));
  expect(problems).toEqual([]);
  expect(inputs).toHaveLength(1);
  return { ...inputs[0]!, lines: read(name).split('\n') };
}

describe('a patch of a table', () => {
  it('[JUDGE-1] is compared with its old side', () => {
    const { ruleSet, before, table, findings, lines } = judgeOne('v1-row.patch');
    expect(table.diff).toMatchObject({ added: [[null, 1, 4]], removed: [], changed: [] });
    expect(before?.id).toBe(ruleSet?.id);
    const [added] = findings.filter(({ id }) => id === 'change.newly-accepted');
    expect(lines[(added?.line ?? 0) - 1]).toMatch(/^\+.*RESUMING\] = 1,$/);
  });

  it('[JUDGE-1] is compared with the rule set that is asked for, if that is of its protocol', () => {
    const amended = judgeOne('v1-row.patch', {}, 'patch-2021-09-amended');
    expect(amended.before).toBe(getRuleSet('patch-2021-09-amended'));
    expect(amended.table.diff).toMatchObject({ against: 'patch-2021-09-amended', added: [] });
    const other = judgeOne('v1-row.patch', {}, 'v2-7.2');
    expect(other.table.diff?.added).toEqual([[null, 1, 4]]);
  });

  it('[JUDGE-1] is compared with its old side even if its new side is a built-in table', () => {
    const write = (sign: string, id: string) => {
      const { cells } = getKnown(id) as V1RuleSet;
      const rows = cells.map((row) => `{ ${row.map((cell) => Number(cell === '+')).join(', ')} },`);
      return ['static const u8 vfio_device_state_table[5][5] = {', ...rows, '};'].map((line) => sign + line);
    };
    const patch = [
      '--- a/drivers/vfio/vfio.c',
      '+++ b/drivers/vfio/vfio.c',
      '@@ -1,7 +1,7 @@',
      ...write('-', 'fully-connected'),
      ...write('+', 'patch-2021-09-amended'),
    ];
    const [input] = judgeText(`${patch.join('\n')}\n`, { generation: 'v1' }, 'base').inputs;
    expect(input?.table).toMatchObject({ is: 'patch-2021-09-amended', diff: { added: [] } });
    expect(input?.table.diff?.removed).toHaveLength(25 - 12);
    expect(input?.before?.id).toBe(input?.ruleSet?.id);
  });

  it('[JUDGE-1] takes a copy of a built-in rule set, as a worker gets it, for that rule set', () => {
    const copy = structuredClone(getKnown('patch-2021-09'));
    expect(judgeText(read('v1-row.patch'), {}, copy).inputs[0]?.before).toBe(getRuleSet('patch-2021-09'));
  });

  it('[JUDGE-2] that mends the loop says so at its line', () => {
    const { findings, lines } = judgeOne('v2-loop.patch');
    const fixed = findings.filter(({ id }) => id === 'change.never-returns-fixed');
    expect(fixed.flatMap(listHits).map(({ flags, from, to }) => [flags, from, to])).toEqual([
      [5, 3, 6],
      [7, 3, 6],
      [7, 3, 7],
    ]);
    expect(findings.some(({ id }) => id === 'v2.never-returns')).toBe(false);
    expect(lines.length).toBeGreaterThan(0);
  });
});

describe('a table', () => {
  it('[JUDGE-3] has findings whose lines are those of its entries', () => {
    const { findings, before, lines } = judgeOne('v2-6.2.c');
    expect(before).toBeNull();
    const hangs = findings.filter(({ id }) => id === 'v2.never-returns');
    expect(hangs.map(({ line }) => lines[(line ?? 0) - 1]?.trim())).toEqual([
      '[VFIO_DEVICE_STATE_PRE_COPY] = VFIO_DEVICE_STATE_ERROR,',
      '[VFIO_DEVICE_STATE_PRE_COPY_P2P] = VFIO_DEVICE_STATE_ERROR,',
    ]);
  });

  it('[JUDGE-3] is judged with the flags that are chosen, if it defines them', () => {
    const some = judgeOne('v2-6.2.c', { flags: 5 });
    expect(new Set(some.findings.map(({ flags }) => flags))).toEqual(new Set([5]));
    expect(new Set(some.flows.map(({ flags }) => flags))).toEqual(new Set([5]));
    const all = judgeOne('v2-5.18.c', { flags: 7 });
    expect(new Set(all.flows.map(({ flags }) => flags))).toEqual(new Set([1, 3]));
  });
});

describe('a driver', () => {
  it('[JUDGE-4] of v2 is not a rule set; its arcs are compared with what its flags require', () => {
    const { ruleSet, before, flows, table, findings, lines } = judgeOne('driver-if.c');
    expect([ruleSet, before, table.diff, flows]).toEqual([null, null, null, []]);
    expect(isDriverTable(table.new) && table.new.missing).toEqual([[4, 1]]);
    expect(findings.map(({ id, from, to, flags }) => [id, flags, from, to])).toEqual([
      ['driver.arc-missing', 1, 4, 1],
      ['driver.arc-never-asked', 1, 4, 2],
    ]);
    expect(lines[(findings[1]?.line ?? 0) - 1]).toMatch(/RESUMING && new == .*RUNNING/);
  });

  it('[JUDGE-4] without flags misses nothing, and has too much only where no flags ask for it', () => {
    const { findings } = judgeOne('driver.patch');
    expect(findings).toEqual([]);
    const text = read('driver.patch').replace(
      'cur == VFIO_DEVICE_STATE_STOP && new',
      'cur == VFIO_DEVICE_STATE_RESUMING && new',
    );
    expect(judgeText(text, {}, null).inputs[0]?.findings.map(({ id }) => id)).toEqual([]);
    const old = judgeText(read('driver-if.c').replace(/migration_flags/, 'x'), {}, null).inputs[0];
    expect(old?.findings.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['driver.arc-never-asked', 4, 2],
    ]);
  });

  it('[JUDGE-5] of v1 is a rule set: userspace asks it, and QEMU fails where it refuses', () => {
    const { ruleSet, table, findings, flows, lines } = judgeOne('v1-driver.c');
    expect(ruleSet?.generation).toBe('v1');
    expect(isDriverTable(table.new) && table.new.missing).toEqual([[1, 2]]);
    const charted = findings.filter(({ id }) => id === 'v1.charted-refused');
    expect(charted.map(({ from, to, line }) => [from, to, lines[(line ?? 0) - 1]?.includes('if')])).toEqual([
      [1, 2, true],
    ]);
    expect(flows.find(({ flow }) => flow.id === 'live-migration')?.verdict).toBe('passes');
    expect(flows.find(({ flow }) => flow.id === 'incoming')?.verdict).toBe('passes');
    expect(flows.find(({ flow }) => flow.id === 'migrate-paused-vm')?.verdict).toBe('fails');
    expect(findings.some(({ id }) => id.startsWith('driver.'))).toBe(false);
  });
});

describe('a check of single values', () => {
  it('[JUDGE-6] has its findings at its line', () => {
    const { inputs } = judgeText(read('v1-valid.c'), {}, null);
    expect(inputs.map(({ findings }) => findings.map(({ id, line }) => [id, line]))).toEqual([
      [['validity.ignores-reserved-bits', 9]],
      [],
    ]);
    expect(inputs[0]?.ruleSet?.generation).toBe('v1');
  });

  it('[JUDGE-6] of v1 calls the values by the names of v1', () => {
    const [input] = judgeText(read('v1-valid.c'), {}, null).inputs;
    const table = input?.table.new;
    expect(table && !isDriverTable(table) && table.states.map(({ name }) => name)).toContain('_RUNNING');
  });

  it('[JUDGE-6] that a patch widens has its effect in values', () => {
    const check = (value: number) =>
      `static bool is_valid(u32 device_state) { return device_state <= ${value}; }`;
    const patch = [
      'diff --git a/drivers/vfio/demo.c b/drivers/vfio/demo.c',
      '--- a/drivers/vfio/demo.c',
      '+++ b/drivers/vfio/demo.c',
      '@@ -1,1 +1,1 @@',
      `-${check(3)}`,
      `+${check(4)}`,
      '',
    ].join('\n');
    const [input] = judgeText(patch, { generation: 'v1' }, null).inputs;
    expect(input && formatEffect(input.table.effect)).toBe('Adds 1 value, breaks nothing.');
  });

  it('[JUDGE-6] of v2 is not compared with the values of v1', () => {
    const [input] = judgeText(
      'static bool is_valid(u32 state) { return state <= VFIO_DEVICE_STATE_PRE_COPY_P2P; }',
      {},
      null,
    ).inputs;
    expect([input?.input.generation, input?.ruleSet, input?.findings]).toEqual(['v2', null, []]);
    expect(
      input && !isDriverTable(input.table.new) && input.table.new.states.map(({ name }) => name),
    ).toContain('PRE_COPY');
  });
});

describe('a review', () => {
  it('[JUDGE-7] has all inputs, worst findings first, each with its own difference', () => {
    const judged = judgeText(read('two-mails.mbox'), {}, null);
    const review = toReport(judged);
    expect(review.inputs).toHaveLength(judged.inputs.length);
    const severities = review.findings.map(({ severity }) => severity);
    const order = ['error', 'warning', 'question', 'note'];
    expect(severities).toEqual(severities.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(review.inputs.map(({ diff }) => diff)).toEqual(judged.inputs.map(({ table }) => table.diff));
    expect(review.flows).toHaveLength(judged.inputs.flatMap(({ flows }) => flows).length);
  });

  it('[JUDGE-9] of a patch of each protocol names the states of either by its own, and both differences', () => {
    const mails = ['v1-row.patch', 'v2-rows.patch'].map(
      (name, n) =>
        `From ${`${n}`.repeat(40)} Mon Sep 17 00:00:00 2001\nSubject: ${name}\n\n${read(name)}\n\n`,
    );
    const text = formatReport(toReport(judgeText(mails.join(''), {}, null)), 'text');
    expect(text).toMatch(/RESUMING > RUNNING_P2P,\s+flags\s+3, 7\)/);
    expect(text).toContain('_SAVING > _SAVING)');
    expect(text).not.toMatch(/101b|\(.*_ERROR > /);
    expect(text).toMatch(/Against the old is_move_allowed\n-+\nnewly accepted:\n {2}_RUNNING > _RESUMING\n/);
    expect(text).toMatch(/Against the old next_arc\n-+\nnewly accepted:\n {2}STOP_COPY > PRE_COPY /);
    expect(text).toMatch(/was accepted under\s+the\s+old\s+code\s+and\s+is\s+refused\s+now/);
    expect(text).toMatch(/Flows of QEMU\n-+\nis_move_allowed:\n(?: {2}.*\n)+next_arc:\n {2}flags 1/);
  });

  it('[JUDGE-11] says in words what could not be read, and what was assumed', () => {
    const getReview = (name: string) => toReport(judgeText(read(name), {}, null));
    const driver = formatReport(getReview('driver.patch'), 'text');
    expect(driver).toMatch(/How the text was read\n-+\n {2}line 5: No migration_flags can be read from/);
    expect(formatReport(getReview('bad-cells.c'), 'markdown')).toContain(
      '## How the text was read\n\n- line 3: The next state 9 is out of range',
    );
    for (const name of ['driver.patch', 'bad-cells.c', 'bad-names.c', 'misfit.patch', 'v2-comment.patch'])
      for (const line of formatReport(getReview(name), 'text').split('\n'))
        expect(line.length, `${name}: ${line}`).toBeLessThanOrEqual(72);
    expect(Object.keys(toReviewJson(getReview('driver.patch')))).toEqual([
      'inputs',
      'diff',
      'findings',
      'repaired',
      'flows',
      'remarks',
    ]);
    expect(formatReport(getReview('v1-allowed.c'), 'text')).not.toContain('How the text was read');
  });

  it('[JUDGE-10] has, as JSON, the first difference in which something changed', () => {
    const patch = read('v1-row.patch');
    const [table] = judgeText(patch, {}, null).inputs;
    const { inputs, ...rest } = toReport(judgeText(patch, {}, null));
    const [same] = inputs.map((input) => ({ ...input, diff: input.diff && { ...input.diff, added: [] } }));
    expect(toReviewJson({ ...rest, inputs: [same!, ...inputs] }).diff).toEqual(table?.table.diff);
    expect(toReviewJson({ ...rest, inputs: [same!] }).diff?.added).toEqual([]);
  });
});
