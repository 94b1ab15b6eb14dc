/**
 * The flows of QEMU under every rule set, and as traces. What is expected is worked out by hand from what QEMU writes and from
 * the tables of the thread, not from the code under test. The sequences of every client stand in qemu/ and plain/.
 */

import { describe, expect, it } from 'vitest';
import type { RuleSet, V1RuleSet, V2RuleSet } from '../rule-sets/rule-set.ts';
import { getFlagSets } from '../rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../rule-sets/rule-sets.ts';
import { replay } from '../trace/replay.ts';
import type { FlowId } from './client.ts';
import { CLIENTS, getClient, getDefaultClient } from './client-table.ts';
import type { FlowRun } from './flow-run.ts';
import { playFlow, runFlow, runFlows, toFlowTrace } from './flow-run.ts';
import { FLOWS } from './flow-table.ts';
import type { PlayStep } from './play/play-step.ts';
import { isRefused, isUnspecified } from './play/play-step.ts';

const runUnder = (ruleSet: RuleSet, flags: number | null, id: FlowId): FlowRun =>
  runFlow(getDefaultClient(ruleSet.generation), id, ruleSet, flags);

const run = (ruleSetId: string, flags: number | null, id: FlowId) =>
  runUnder(getRuleSet(ruleSetId)!, flags, id);

/** `setup 1>3 accepted, reset, complete 2>2 refused` */
const write = ({ steps }: FlowRun) =>
  steps
    .map((step) =>
      step.act === 'ask'
        ? `${step.trigger} ${step.from}>${step.to} ${step.verdict.kind}`
        : step.act === 'reset'
          ? 'reset'
          : `${step.trigger} ${step.why}`,
    )
    .join(', ');

const findRefused = ({ steps }: FlowRun) => steps.find(isRefused);

/** `passes`, `unspecified`, or `fails at complete` */
const sum = (made: FlowRun) =>
  made.verdict === 'fails' ? `fails at ${findRefused(made)?.trigger}` : made.verdict;

describe('QEMU on v1', () => {
  /** The header charts 1>0 1>2 2>0 1>3 3>2 1>4 4>1; any other pair of valid values it passes over in silence. */
  const UAPI: Partial<Readonly<Record<FlowId, string>>> = {
    'live-migration':
      'setup 1>3 accepted, VM stopped 3>2 accepted, complete 2>2 unspecified, done 2>0 accepted',
    'migrate-paused-vm': 'setup 0>2 unspecified, complete 2>2 unspecified, done 2>0 accepted',
    savevm:
      'VM stopped 1>2 accepted, setup 2>2 unspecified, complete 2>2 unspecified, done 2>0 accepted, VM runs 0>1 unspecified',
    incoming: 'load 1>4 accepted, VM runs 4>1 accepted',
    'cancel-in-pre-copy': 'setup 1>3 accepted, cancelled 3>1 unspecified',
    'cancel-or-fail-in-stop-copy':
      'setup 1>3 accepted, VM stopped 3>2 accepted, complete 2>2 unspecified, VM runs 2>1 unspecified, failed 1>1 unspecified',
    'fail-after-done':
      'setup 1>3 accepted, VM stopped 3>2 accepted, complete 2>2 unspecified, done 2>0 accepted, VM runs 0>1 unspecified, failed 1>1 unspecified',
    'reset-in-pre-copy':
      'setup 1>3 accepted, reset, VM stopped 1>0 accepted, complete 0>2 unspecified, done 2>0 accepted',
  };
  const V1_IDS = Object.keys(UAPI) as FlowId[];

  it.each(V1_IDS)('[FLOW-2] %s asks the header, and the fully connected rules, for the same values', (id) => {
    expect(write(run('uapi-v1', null, id))).toBe(UAPI[id]);
    expect(write(run('fully-connected', null, id))).toBe(UAPI[id]!.replaceAll('unspecified', 'accepted'));
  });

  /**
   * Worked out by hand. The posted table lists 0>1 0>4 | 1>0 1>2 1>3 | 2>0 2>1 | 3>1 3>2 | 4>1 4>0 and no x>x.
   * patch-2021-09: completing repeats 010b, so 2>2 fails; a paused VM asks 0>2, which no row lists; savevm repeats 010b
   * at setup; a destination asks 1>4, the arc that the first reply found missing; only 1>3, 3>1 gets through; after a
   * reset, completing asks 0>2.
   * patch-2021-09-amended: the same with 1>4, so a destination gets through.
   * stop-default: the register starts at 000b. Setup adds _SAVING to it: 0>2, refused; savevm asks 0>2 when the VM stops;
   * 0>4 and 4>1 are listed, so a destination gets through.
   * The last four accept every pair of valid values, and no flow leaves those.
   */
  const EXPECTED: Readonly<Record<string, readonly string[]>> = {
    //                 live, paused, savevm, incoming, cancel-in-pre-copy, in-stop-copy, fail-after-done, reset
    'uapi-v1': ['?', '?', '?', '+', '?', '?', '?', '?'],
    'patch-2021-09': ['complete', 'setup', 'setup', 'load', '+', 'complete', 'complete', 'complete'],
    'patch-2021-09-amended': ['complete', 'setup', 'setup', '+', '+', 'complete', 'complete', 'complete'],
    'stop-default': ['setup', 'setup', 'VM stopped', '+', 'setup', 'setup', 'setup', 'setup'],
    'fully-connected': ['+', '+', '+', '+', '+', '+', '+', '+'],
    'control-bits': ['+', '+', '+', '+', '+', '+', '+', '+'],
    'control-bits-v4': ['+', '+', '+', '+', '+', '+', '+', '+'],
    'ndma-rfc': ['+', '+', '+', '+', '+', '+', '+', '+'],
  };
  const WORDS: Readonly<Record<string, string>> = { '+': 'passes', '?': 'unspecified' };

  it.each(Object.entries(EXPECTED))('[FLOW-3] %s lets through what its table lists', (id, cells) => {
    const expected = cells.map((cell) => WORDS[cell] ?? `fails at ${cell}`);
    expect(V1_IDS.map((flow) => sum(run(id, null, flow)))).toEqual(expected);
  });

  it('[FLOW-3] expects something of every v1 rule set', () => {
    expect(Object.keys(EXPECTED)).toEqual(
      RULE_SETS.filter(({ generation }) => generation === 'v1').map(({ id }) => id),
    );
  });

  it('[FLOW-4] keeps the verdict of the request that is refused with its reason, and goes on', () => {
    const { steps } = run('patch-2021-09', null, 'live-migration');
    expect(steps[2]).toMatchObject({ trigger: 'complete', from: 2, to: 2, recover: null, isSupposed: true });
    expect(steps[2]).toHaveProperty('verdict.reason', 'same-not-in-table');
    expect(steps).toHaveLength(4);
  });

  it('[FLOW-5] fails rather than being unspecified where a later request is refused', () => {
    const posted = getRuleSet('patch-2021-09') as V1RuleSet;
    const cells = posted.cells.map((row, index) => (index === 3 ? row.map(() => '?' as const) : row));
    const live = runUnder({ ...posted, id: 'mixed', cells }, null, 'live-migration');
    expect(write(live)).toContain('setup 1>3 accepted, VM stopped 3>2 unspecified, complete 2>2 refused');
    expect(live.verdict).toBe('fails');
  });

  it('[FLOW-6] a reset goes to the initial value of the rule set and is no request', () => {
    const full = getRuleSet('fully-connected') as V1RuleSet;
    const { steps } = runUnder({ ...full, id: 'stopped', initial: 0 }, null, 'reset-in-pre-copy');
    expect(steps[1]).toMatchObject({ act: 'reset', by: 'outside', from: 2, to: 0 });
    expect(steps[2]).toMatchObject({ trigger: 'VM stopped', from: 0, to: 0 });
  });
});

describe('QEMU on v2', () => {
  /** Enum values, as QEMU asks, each with its recover state; ERROR 0 as a recover state is a reset. */
  const EXPECTED: Partial<
    Readonly<Record<FlowId, readonly [one: string, two: string, three: string, four: string]>>
  > = {
    'live-migration': [
      '2>1|0 1>3|1 3>1|0',
      '2>5|0 5>1|0 1>3|1 3>1|0',
      '2>6|2 6>3|0 3>3|1 3>1|0',
      '2>6|2 6>7|0 7>3|0 3>3|1 3>1|0',
    ],
    'migrate-paused-vm': ['1>3|1 3>1|0', '1>3|1 3>1|0', '1>3|1 3>1|0', '1>3|1 3>1|0'],
    incoming: ['2>4|2 4>2|0', '2>4|2 4>5|0 5>2|0', '2>4|2 4>2|0', '2>4|2 4>5|0 5>2|0'],
    'cancel-in-pre-copy': ['2>2|0', '2>2|0', '2>6|2 6>2|0', '2>6|2 6>2|0'],
  };
  const DEVICES = RULE_SETS.filter((ruleSet): ruleSet is V2RuleSet => ruleSet.generation === 'v2').flatMap(
    (ruleSet) => ruleSet.flagSets.map((flags) => [ruleSet.id, flags] as const),
  );
  const writeAsk = (step: PlayStep) =>
    step.act === 'ask' ? [`${step.from}>${step.to}|${step.recover}`] : [];

  it('[FLOW-8] looks at ten devices: two of 5.18, four each of 6.2 and 7.2', () => {
    expect(DEVICES).toHaveLength(10);
  });

  it.each(DEVICES)(
    '[FLOW-9] %s with flags %i: 8.2 asks the expected states, each with its recover state',
    (id, flags) => {
      for (const [flow, byFlags] of Object.entries(EXPECTED)) {
        const made = runFlow(getClient('qemu-8.2'), flow as FlowId, getRuleSet(id)!, flags);
        expect(made).toMatchObject({ verdict: 'passes', client: 'qemu-8.2', flags });
        expect(made.steps.flatMap(writeAsk).join(' ')).toBe(byFlags[[1, 3, 5, 7].indexOf(flags)]);
      }
    },
  );

  it('[FLOW-11] a flow with a request that never returns hangs, and QEMU asks for nothing after it', () => {
    const { next, ...rest } = getRuleSet('v2-6.2') as V2RuleSet;
    const planted: V2RuleSet = {
      ...rest,
      next: next.map((row, from) => row.map((cell, to) => (from === 2 && to === 4 ? 0 : cell))),
    };
    const client = getDefaultClient('v2');
    expect(runFlow(client, 'live-migration', planted, 5).verdict).toBe('hangs');
    const { steps, ends } = playFlow(client, 'live-migration', { ruleSet: planted, devices: [{ flags: 5 }] });
    expect(ends).toBe('fails');
    expect(steps.map(({ trigger }) => trigger)).toEqual(['setup', 'VM stopped']);
    expect(steps[1]).toHaveProperty('verdict.kind', 'never-returns');
  });

  it('[FLOW-12] a flow of the other protocol cannot be run', () => {
    expect(() => runFlow(getDefaultClient('v1'), 'boot', getRuleSet('v2-7.2')!, 7)).toThrow(
      'qemu-6.1 cannot play boot under rule set v2-7.2',
    );
  });
});

describe('every flow under every rule set', () => {
  const RUNS = RULE_SETS.flatMap((ruleSet) =>
    getFlagSets(ruleSet).flatMap((flags) =>
      CLIENTS.filter(({ generation }) => generation === ruleSet.generation).flatMap((client) =>
        runFlows(client, ruleSet, flags),
      ),
    ),
  );

  it('[FLOW-13] as a trace, replays to the same states and the same verdicts up to the first refusal', () => {
    expect(RUNS.length).toBeGreaterThan(1500);
    for (const made of RUNS) {
      const refused = made.steps.findIndex(isRefused);
      const told = made.steps
        .slice(0, refused < 0 ? undefined : refused + 1)
        .filter(({ act }) => act !== 'unasked');
      const replayed = replay(made.ruleSet, toFlowTrace(made));
      expect(replayed.firstDifference).toBeNull();
      expect(replayed.start).toBe(made.start);
      const outcomes = replayed.steps.map((step) => (step.kind === 'made' ? step.outcome : undefined));
      expect(outcomes.map((outcome) => outcome?.from)).toEqual(
        told.map((step) => (step.act === 'unasked' ? undefined : step.from)),
      );
      expect(outcomes.filter((outcome) => outcome?.cause === 'supposed')).toHaveLength(
        told.filter(isUnspecified).length,
      );
    }
  });

  it('[FLOW-14] as a trace, names states and keeps resets', () => {
    expect(toFlowTrace(run('uapi-v1', null, 'reset-in-pre-copy'))).toEqual({
      version: 1,
      ruleSet: { id: 'uapi-v1' },
      flags: null,
      steps: [
        { act: 'request', to: '_SAVING|_RUNNING', saw: 'accepted' },
        { act: 'reset' },
        { act: 'request', to: '_STOP', saw: 'accepted' },
        { act: 'request', to: '_SAVING', suppose: 'accepted', saw: 'accepted' },
        { act: 'request', to: '_STOP', saw: 'accepted' },
      ],
    });
  });

  it('[FLOW-15] as a trace, carries a rule set that is not built in, with its hash', () => {
    const pasted: RuleSet = { ...getRuleSet('patch-2021-09')!, title: 'pasted' };
    const trace = toFlowTrace(runUnder(pasted, null, 'live-migration'));
    expect(trace.ruleSet).toEqual({ table: pasted, hash: expect.stringMatching(/^[0-9a-f]{8}$/) });
  });

  it('[FLOW-16] has a title, one line of account, and a source for every request of QEMU', () => {
    for (const { flow, steps, client } of RUNS) {
      expect(FLOWS[flow.id]).toBe(flow);
      expect(flow.title).not.toBe('');
      expect(flow.account).toMatch(/^[A-Z][^\n]{10,110}\.$/);
      if (!client.startsWith('qemu')) continue;
      const tag = getClient(client).sources[0]!.version;
      for (const step of steps)
        if (step.act === 'ask')
          expect(step.citation).toMatchObject({ kind: 'qemu', file: 'hw/vfio/migration.c', tag });
    }
  });
});
