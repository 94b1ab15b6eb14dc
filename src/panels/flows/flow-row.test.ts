/** The flows side by side, as rows. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { change, of } from '../../protocol/trace/walk.ts';
import { compareFlows } from './flow-pair.ts';
import type { FlowRow } from './flow-row.ts';
import { formatFlowCounts, toFlowRows } from './flow-row.ts';

const get = (ruleSet: string | RuleSet) => (typeof ruleSet === 'string' ? of(ruleSet) : ruleSet);
const rowsOf = (a: string | RuleSet, b: string | RuleSet, flags: number | null = null) =>
  toFlowRows(get(a), get(b), flags);
const countsOf = (a: string | RuleSet, b: string | RuleSet) => formatFlowCounts(get(a), get(b), rowsOf(a, b));
const read = (row: FlowRow | undefined) => [row?.change, row?.a?.text, row?.b?.text, row?.b?.request];

describe('rows of flows', { timeout: 60_000 }, () => {
  it('[CMP-20] say which pass, which fail, and at which request', () => {
    const rows = rowsOf('uapi-v1', 'patch-2021-09');
    const find = (id: string) => rows.find(({ flow }) => flow === id);
    expect(read(find('live-migration'))).toEqual([
      'breaks',
      'unspecified at step 3',
      'fails at step 3',
      '_SAVING > _SAVING',
    ]);
    expect(read(find('incoming'))).toEqual(['breaks', 'passes', 'fails at step 1', '_RUNNING > _RESUMING']);
    expect(read(find('savevm')).slice(1, 2)).toEqual(['unspecified at steps 2, 3, 5']);
    expect(read(find('fail-after-done'))).toEqual([
      'breaks',
      'unspecified at steps 3, 5, 6',
      'fails at steps 3, 6',
      '_SAVING > _SAVING',
    ]);
    expect(countsOf('uapi-v1', 'patch-2021-09')).toBe('23 flows break, 2 are repaired, 1 the same.');
  });

  it('[CMP-20] say how a flow ends for the client, where its verdict does not', () => {
    const find = (rows: readonly FlowRow[], id: string) =>
      rows.find(({ flow, flags }) => flow === id && flags !== 'flags 1, 3');
    const boot = find(rowsOf('uapi-v1', 'patch-2021-09'), 'boot');
    expect(boot?.b?.text).toBe('fails at step 1, and the client aborts');
    const rows = rowsOf('v2-6.2', 'v2-7.2', 7);
    expect(find(rows, 'pause-and-cont-in-pre-copy')?.b?.text).toBe(
      "passes, but the client fails at 'complete' with -EBADF",
    );
    expect(find(rows, 'incoming-paused-migrated-on')?.b?.text).toBe(
      "passes, but the client fails at 'setup' with -EINVAL",
    );
  });

  it('[CMP-21] hold every flow and every set of flags once, between any two rule sets', () => {
    for (const a of RULE_SETS)
      for (const b of RULE_SETS) {
        const pairs = compareFlows(a, b);
        const rows = toFlowRows(a, b, null);
        expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(pairs.length);
        for (const row of rows) {
          const own = pairs.filter((pair) => pair.flow === row.flow && pair.change === row.change);
          expect(own.length).toBeGreaterThanOrEqual(row.count);
        }
        expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
      }
  });

  it('[CMP-21] put flags together that fare the same: one row for each flow and fate where nothing changes', () => {
    const rows = rowsOf('v2-6.2', 'v2-7.2', 7);
    const list = (id: string) =>
      rows.flatMap(({ flow, flags, count }) => (flow === id ? [[flags, count]] : []));
    expect(list('live-migration')).toEqual([['all flags', 4]]);
    expect(list('reset-in-pre-copy-read-fails')).toEqual([['flags 5, 7', 2]]);
    expect(list('pause-and-cont-in-pre-copy')).toEqual([
      ['flags 1, 3', 2],
      ['flags 5, 7', 2],
    ]);
    expect(countsOf('v2-6.2', 'v2-7.2')).toBe('110 the same, over flags 1, 3, 5 and 7.');
  });

  it('[CMP-22] come with what breaks first, and show where two that pass differ', () => {
    const broken = rowsOf('v2-7.2', change('v2-7.2', 'PRE_COPY > STOP_COPY', 'ERROR'), 7);
    expect(broken.slice(0, 3).map(({ flow, flags }) => [flow, flags])).toEqual([
      ['live-migration', 'flags 5'],
      ['migrate-vm-that-never-ran', 'flags 5, 7'],
      ['cancel-at-pre-switchover', 'flags 5'],
    ]);
    const shorter = rowsOf('v2-7.2', change('v2-7.2', 'STOP > RUNNING', 'RUNNING'), 7);
    expect(shorter[0]).toMatchObject({
      flow: 'cancel-in-pre-copy-paused-vm',
      change: 'differs',
      a: { text: 'passes', request: 'STOP > RUNNING via RUNNING_P2P' },
      b: { text: 'passes', request: 'STOP > RUNNING in one arc' },
    });
  });

  it('[CMP-22] say that a flow never returns, where it does not', () => {
    const hanging = rowsOf('v2-7.2', {
      ...change('v2-7.2', 'PRE_COPY > STOP_COPY', 'ERROR'),
      stopsOnError: false,
    });
    expect(hanging[0]?.b).toMatchObject({ kind: 'never-returns', text: 'never returns at step 2' });
  });

  it('[CMP-23] play the flags in view, and say other flags in the name', () => {
    const rows = rowsOf('v2-5.18', 'v2-6.2', 1);
    const find = (id: string) => rows.filter(({ flow }) => flow === id);
    expect(find('live-migration').find(({ isInView }) => isInView)?.b).toMatchObject({
      label: 'Play live-migration under v2-6.2',
      run: { flags: 1 },
    });
    expect(find('reset-in-pre-copy-read-fails')[0]).toMatchObject({
      change: 'only-b',
      a: null,
      b: { label: 'Play reset-in-pre-copy-read-fails under v2-6.2 with flags 7', run: { flags: 7 } },
    });
    const labels = rows.flatMap(({ a, b }) => [a?.label, b?.label]).filter((label) => label !== undefined);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('[CMP-23] plays v1 against v2 under the name of the flow alone', () => {
    const labels = rowsOf('v2-7.2', 'patch-2021-09').map(({ b }) => b?.label);
    expect(labels).toContain('Play savevm under patch-2021-09 with flags 7');
    expect(rowsOf('uapi-v1', 'patch-2021-09').map(({ a }) => a?.label)).toContain(
      'Play savevm under uapi-v1',
    );
  });
});
