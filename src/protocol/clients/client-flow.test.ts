/**
 * The flows of QEMU under every rule set. What is expected is worked out by hand from what QEMU writes and from the tables
 * of the thread, not from the code under test.
 */

import { describe, expect, it } from 'vitest';
import type { RuleSet, V1RuleSet, V2RuleSet } from '../rule-sets/rule-set.ts';
import { getFlagSets } from '../rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../rule-sets/rule-sets.ts';
import { replay } from '../trace/replay.ts';
import type { ClientFlow, FlowId } from './client-ask.ts';
import type { FlowRun } from './client-flow.ts';
import { getFlows, isRefusal, runFlow, toTrace } from './client-flow.ts';
import { QEMU_V1_FLOWS } from './qemu-flows.ts';

function run(ruleSetId: string, flags: number | null, id: FlowId): FlowRun {
  const ruleSet = getRuleSet(ruleSetId)!;
  return runFlow(ruleSet, flags, getFlows(ruleSet, flags).find((flow) => flow.id === id)!);
}

/** `setup 1>3 accepted, reset, complete 2>2 refused` */
const write = ({ steps }: FlowRun) =>
  steps
    .map((step) =>
      step.act === 'reset' ? 'reset' : `${step.name} ${step.from}>${step.to} ${step.verdict.kind}`,
    )
    .join(', ');

/** `PRE_COPY|RUNNING` for a request with its recover state, in the numbers of the enum. */
const ask = ({ steps }: FlowRun) =>
  steps.map((step) => (step.act === 'reset' ? 'reset' : `${step.from}>${step.to}|${step.recover}`)).join(' ');

/** `passes`, `unspecified`, or `fails at complete` */
const sum = ({ verdict, steps }: FlowRun) =>
  verdict === 'fails' ? `fails at ${steps.at(-1)!.name}` : verdict;

const V1_IDS: readonly FlowId[] = [
  'live-migration',
  'paused-migration',
  'savevm',
  'incoming',
  'cancel-in-pre-copy',
  'fail-after-stop',
  'fail-after-done',
  'reset-in-pre-copy',
];

describe('QEMU on v1', () => {
  it('[FLOW-1] has the eight flows of docs/protocol.md, in its order, for every v1 rule set', () => {
    for (const ruleSet of RULE_SETS.filter(({ generation }) => generation === 'v1')) {
      expect(getFlows(ruleSet, null).map(({ id }) => id)).toEqual(V1_IDS);
      expect(getFlows(ruleSet, null).every(({ client }) => client === 'qemu-v1')).toBe(true);
    }
  });

  /** The header charts 1>0 1>2 2>0 1>3 3>2 1>4 4>1; any other pair of valid values it passes over in silence. */
  const UAPI: Readonly<Record<string, string>> = {
    'live-migration':
      'setup 1>3 accepted, VM stopped 3>2 accepted, complete 2>2 unspecified, done 2>0 accepted',
    'paused-migration':
      'VM stopped 1>0 accepted, setup 0>2 unspecified, complete 2>2 unspecified, done 2>0 accepted',
    savevm:
      'VM stopped 1>2 accepted, setup 2>2 unspecified, complete 2>2 unspecified, done 2>0 accepted, VM runs 0>1 unspecified',
    incoming: 'load 1>4 accepted, VM runs 4>1 accepted',
    'cancel-in-pre-copy': 'setup 1>3 accepted, cancelled 3>1 unspecified',
    'fail-after-stop':
      'setup 1>3 accepted, VM stopped 3>2 accepted, complete 2>2 unspecified, failed 2>1 unspecified',
    'fail-after-done':
      'setup 1>3 accepted, VM stopped 3>2 accepted, complete 2>2 unspecified, done 2>0 accepted, failed 0>1 unspecified',
    'reset-in-pre-copy': 'setup 1>3 accepted, reset, VM stopped 1>0 accepted, complete 0>2 unspecified',
  };

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
   * stop-default: the register starts at 000b. Setup adds _SAVING to it: 0>2, refused. A paused VM asks 0>0 first, and
   * savevm 0>2 when the VM stops; 0>4 and 4>1 are listed, so a destination gets through.
   * The last four accept every pair of valid values, and no flow leaves those.
   */
  const EXPECTED: Readonly<Record<string, readonly string[]>> = {
    //                 live, paused, savevm, incoming, cancel-in-pre-copy, fail-after-stop, fail-after-done, reset
    'uapi-v1': ['?', '?', '?', '+', '?', '?', '?', '?'],
    'patch-2021-09': ['complete', 'setup', 'setup', 'load', '+', 'complete', 'complete', 'complete'],
    'patch-2021-09-amended': ['complete', 'setup', 'setup', '+', '+', 'complete', 'complete', 'complete'],
    'stop-default': ['setup', 'VM stopped', 'VM stopped', '+', 'setup', 'setup', 'setup', 'setup'],
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

  /** `(mask, value)` as docs/protocol.md (3.1) has them: of the mask, which of the low three bits it keeps. */
  const MASKS: Readonly<Record<string, readonly string[]>> = {
    'live-migration': ['111 +010', '110 +000', '110 +010', '101 +000'],
    'paused-migration': ['110 +000', '111 +010', '110 +010', '101 +000'],
    savevm: ['110 +010', '111 +010', '110 +010', '101 +000', '000 +001'],
    incoming: ['000 +100', '000 +001'],
    'cancel-in-pre-copy': ['111 +010', '001 +001'],
    'fail-after-stop': ['111 +010', '110 +000', '110 +010', '001 +001'],
    'fail-after-done': ['111 +010', '110 +000', '110 +010', '101 +000', '001 +001'],
    'reset-in-pre-copy': ['111 +010', 'reset', '110 +000', '110 +010'],
  };

  it('[FLOW-17] writes with the masks and values of docs/protocol.md', () => {
    const toBits = (value: number) => (value & 7).toString(2).padStart(3, '0');
    for (const { id, asks } of QEMU_V1_FLOWS)
      expect(
        asks.map((one) => (one.act === 'reset' ? 'reset' : `${toBits(one.mask)} +${toBits(one.value)}`)),
      ).toEqual(MASKS[id]);
  });

  it('[FLOW-4] stops at the request that is refused, and keeps its verdict with the reason', () => {
    const { steps } = run('patch-2021-09', null, 'live-migration');
    expect(steps).toHaveLength(3);
    expect(steps[2]).toMatchObject({ name: 'complete', from: 2, to: 2, recover: null });
    expect(steps[2]).toHaveProperty('verdict.reason', 'same-not-in-table');
  });

  it('[FLOW-5] fails rather than being unspecified where a later request is refused', () => {
    const posted = getRuleSet('patch-2021-09') as V1RuleSet;
    const cells = posted.cells.map((row, index) => (index === 3 ? row.map(() => '?' as const) : row));
    const mixed: V1RuleSet = { ...posted, id: 'mixed', cells };
    const live = runFlow(mixed, null, getFlows(mixed, null)[0]!);
    expect(write(live)).toBe('setup 1>3 accepted, VM stopped 3>2 unspecified, complete 2>2 refused');
    expect(live.verdict).toBe('fails');
  });

  it('[FLOW-6] a reset goes to the initial value of the rule set and is no request', () => {
    const full = getRuleSet('fully-connected') as V1RuleSet;
    const stopped: V1RuleSet = { ...full, id: 'stopped', initial: 0 };
    const flow = getFlows(stopped, null).find(({ id }) => id === 'reset-in-pre-copy')!;
    const { steps } = runFlow(stopped, null, flow);
    expect(steps[1]).toEqual({ act: 'reset', name: 'reset', from: 2, to: 0 });
    expect(steps[2]).toMatchObject({ name: 'VM stopped', from: 0, to: 0 });
  });

  it('[FLOW-7] keeps reserved bits as QEMU does: only loading and running clear those of the mask', () => {
    const uapi = getRuleSet('uapi-v1') as V1RuleSet;
    const high: V1RuleSet = { ...uapi, id: 'high', initial: 0xf000_0001 };
    const flow = (id: FlowId) => getFlows(high, null).find((one) => one.id === id)!;
    expect(runFlow(high, null, flow('paused-migration')).steps[0]).toMatchObject({ to: 0xf000_0000 });
    expect(runFlow(high, null, flow('live-migration')).steps[0]).toMatchObject({ to: 3 });
    expect(runFlow(high, null, flow('incoming')).steps[0]).toMatchObject({ to: 0xf000_0004 });
  });
});

describe('QEMU on v2', () => {
  /** Enum values, as QEMU asks, each with its recover state; ERROR 0 as a recover state is a reset. */
  const EXPECTED: Readonly<Record<string, Readonly<Record<number, string>>>> = {
    'live-migration': {
      1: '2>1|0 1>3|1 3>1|0',
      3: '2>5|0 5>1|0 1>3|1 3>1|0',
      5: '2>6|2 6>3|0 3>3|1 3>1|0',
      7: '2>6|2 6>7|0 7>3|0 3>3|1 3>1|0',
    },
    'paused-migration': {
      1: '2>1|0 1>3|1 3>1|0',
      3: '2>5|0 5>1|0 1>3|1 3>1|0',
      5: '2>1|0 1>3|1 3>1|0',
      7: '2>5|0 5>1|0 1>3|1 3>1|0',
    },
    incoming: { 1: '2>4|2 4>2|0', 3: '2>4|2 4>5|0 5>2|0', 5: '2>4|2 4>2|0', 7: '2>4|2 4>5|0 5>2|0' },
    'cancel-in-pre-copy': { 5: '2>6|2 6>2|0', 7: '2>6|2 6>2|0' },
    'cancel-in-stop-copy': {
      1: '2>1|0 1>3|1 3>2|0',
      3: '2>5|0 5>1|0 1>3|1 3>2|0',
      5: '2>6|2 6>3|0 3>3|1 3>2|0',
      7: '2>6|2 6>7|0 7>3|0 3>3|1 3>2|0',
    },
  };
  const DEVICES = RULE_SETS.filter((ruleSet): ruleSet is V2RuleSet => ruleSet.generation === 'v2').flatMap(
    (ruleSet) => ruleSet.flagSets.map((flags) => [ruleSet.id, flags] as const),
  );

  it('[FLOW-8] looks at ten devices: two of 5.18, four each of 6.2 and 7.2', () => {
    expect(DEVICES).toHaveLength(10);
  });

  it.each(DEVICES)(
    '[FLOW-9] %s with flags %i: asks the expected states, and every flow passes',
    (id, flags) => {
      const flows = getFlows(getRuleSet(id)!, flags);
      const expected = Object.entries(EXPECTED).filter(([, byFlags]) => flags in byFlags);
      expect(flows.map((flow) => flow.id)).toEqual(expected.map(([flow]) => flow));
      for (const [flow, byFlags] of expected) {
        const made = run(id, flags, flow as FlowId);
        expect(made).toMatchObject({ verdict: 'passes', client: 'qemu-v2', flags });
        expect(ask(made)).toBe(byFlags[flags]);
      }
    },
  );

  it('[FLOW-10] is offered no cancel in pre-copy without VFIO_MIGRATION_PRE_COPY', () => {
    expect(getFlows(getRuleSet('v2-7.2')!, 3).some(({ id }) => id === 'cancel-in-pre-copy')).toBe(false);
  });

  it('[FLOW-11] a request that never returns ends the run, which fails', () => {
    const { next, ...rest } = getRuleSet('v2-6.2') as V2RuleSet;
    const planted: V2RuleSet = {
      ...rest,
      next: next.map((row, from) => row.map((cell, to) => (from === 2 && to === 4 ? 0 : cell))),
    };
    const live = runFlow(planted, 5, getFlows(planted, 5)[0]!);
    expect(live.verdict).toBe('fails');
    expect(live.steps.map((step) => step.name)).toEqual(['setup', 'VM stopped']);
    expect(live.steps[1]).toHaveProperty('verdict.kind', 'never-returns');
  });

  it('[FLOW-12] a flow of the other protocol cannot be run', () => {
    const v1: ClientFlow = getFlows(getRuleSet('uapi-v1')!, null)[0]!;
    expect(() => runFlow(getRuleSet('v2-7.2')!, 7, v1)).toThrow('live-migration of qemu-v1');
  });
});

describe('every flow under every rule set', () => {
  const RUNS = RULE_SETS.flatMap((ruleSet: RuleSet) =>
    getFlagSets(ruleSet).flatMap((flags) =>
      getFlows(ruleSet, flags).map((flow) => runFlow(ruleSet, flags, flow)),
    ),
  );

  it('[FLOW-13] as a trace, replays to the same states and the same verdicts', () => {
    expect(RUNS).toHaveLength(8 * 8 + 2 * 4 + 2 * (4 + 4 + 5 + 5));
    for (const made of RUNS) {
      const trace = toTrace(made);
      expect(trace).toMatchObject({ ruleSet: { id: made.ruleSet.id }, flags: made.flags });
      const replayed = replay(made.ruleSet, trace);
      expect(replayed.firstDifference).toBeNull();
      const outcomes = replayed.steps.map((step) => (step.kind === 'made' ? step.outcome : undefined));
      expect(outcomes.map((outcome) => outcome?.from)).toEqual(made.steps.map(({ from }) => from));
      expect(outcomes.map((outcome) => outcome?.now)).toEqual(
        made.steps.map((step) => (isRefusal(step) ? step.from : step.to)),
      );
      expect(outcomes.filter((outcome) => outcome?.cause === 'supposed')).toHaveLength(
        made.steps.filter((step) => step.act === 'request' && step.verdict.kind === 'unspecified').length,
      );
    }
  });

  it('[FLOW-14] as a trace, names states and keeps resets', () => {
    expect(toTrace(run('uapi-v1', null, 'reset-in-pre-copy'))).toEqual({
      version: 1,
      ruleSet: { id: 'uapi-v1' },
      flags: null,
      steps: [
        { act: 'request', to: '_SAVING|_RUNNING', saw: 'accepted' },
        { act: 'reset' },
        { act: 'request', to: '_STOP', saw: 'accepted' },
        { act: 'request', to: '_SAVING', suppose: 'accepted', saw: 'accepted' },
      ],
    });
  });

  it('[FLOW-15] as a trace, carries a rule set that is not built in, with its hash', () => {
    const pasted: RuleSet = { ...getRuleSet('patch-2021-09')!, title: 'pasted' };
    const trace = toTrace(runFlow(pasted, null, getFlows(pasted, null)[0]!));
    expect(trace.ruleSet).toEqual({ table: pasted, hash: expect.stringMatching(/^[0-9a-f]{8}$/) });
  });

  it('[FLOW-16] has a title, one line of account, and cites QEMU functions of the right release', () => {
    for (const { flow, ruleSet } of RUNS) {
      expect(flow.title).not.toBe('');
      expect(flow.account).toMatch(/^[A-Z][^\n]{10,110}\.$/);
      expect(flow.citations.at(-1)).toMatchObject({ symbol: 'vfio_migration_set_state()' });
      for (const citation of flow.citations)
        expect(citation).toMatchObject({
          kind: 'qemu',
          file: 'hw/vfio/migration.c',
          tag: ruleSet.generation === 'v1' ? 'v7.2.0' : 'v8.2.0',
        });
      expect(new Set(flow.citations.map((citation) => JSON.stringify(citation))).size).toBe(
        flow.citations.length,
      );
    }
  });
});
