/**
 * The lab asks of each device what the client flows of protocol/ ask, step by step, and each answer is that of the rules.
 * The flows are run by protocol/ on its own; nothing of the lab is in them.
 */

import { describe, expect, it } from 'vitest';
import type { FlowStep } from '../../protocol/clients/client-flow.ts';
import { getFlows, isRefusal, runFlow } from '../../protocol/clients/client-flow.ts';
import { getOutcome } from '../../protocol/trace/replay.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import type { Case } from '../run/lab-run.fixture.ts';
import { asksOf, CASES, isRequest, nameOf, run, runCase } from '../run/lab-run.fixture.ts';
import type { LabStep } from '../run/lab-step.ts';

const writeFlow = (step: FlowStep) =>
  step.act === 'reset'
    ? `reset ${step.from}>${step.to}`
    : `${step.name} ${step.from}>${step.to} ${step.verdict.kind} | ${step.recover}`;

const writeLab = ({ act }: LabStep) => {
  if (act.kind === 'reset') return `reset ${act.outcome?.from}>${act.outcome?.now}`;
  if (act.kind !== 'request') throw new Error(`${act.kind} is no ask`);
  const { verdict, from } = act.outcome;
  return `${act.name} ${from}>${act.to} ${verdict?.kind} | ${act.recover}`;
};

/** Up to the first refusal: there protocol/ stops, and the lab mends. */
const upToRefusal = (steps: readonly LabStep[]) => {
  const refused = steps.findIndex(({ act }) => act.kind === 'request' && act.outcome.returns !== 0);
  return refused < 0 ? steps : steps.slice(0, refused + 1);
};

const runOf = ({ ruleSet, flags, flow }: Case) => runFlow(ruleSet, flags, flow);

const incomingOf = ({ ruleSet, flags }: Case) =>
  runFlow(ruleSet, flags, getFlows(ruleSet, flags).find(({ id }) => id === 'incoming')!);

const isIncoming = ({ flow }: Case) => flow.id === 'incoming';

describe('the lab and the client flows', () => {
  it('[LAB-1] has every flow of every rule set and every set of flags', () => {
    // v1: eight flows each. v2: three, with stop-and-copy cancelled; with pre-copy that can be cancelled too.
    const v2 = { 1: 4, 3: 4, 5: 5, 7: 5 };
    expect(CASES.length).toBe(8 * 8 + (v2[1] + v2[3]) + 2 * (v2[1] + v2[3] + v2[5] + v2[7]));
  });

  it.each(CASES.filter((each) => !isIncoming(each)).map((each) => [nameOf(each), each] as const))(
    '[LAB-2] %s: the source is asked what the flow asks, into a file',
    (_, each) => {
      for (const devices of [1, 3]) {
        const lab = runCase(each, { target: 'file', devices });
        const flow = runOf(each);
        expect(upToRefusal(asksOf(lab, 'source', 0)).map(writeLab)).toEqual(flow.steps.map(writeFlow));
        if (flow.steps.some(isRefusal)) continue;
        for (let device = 1; device < devices; device += 1)
          expect(asksOf(lab, 'source', device).map(writeLab)).toEqual(flow.steps.map(writeFlow));
      }
    },
  );

  it.each(CASES.map((each) => [nameOf(each), each] as const))(
    '[LAB-3] %s: with a second host both sides are asked what their flows ask',
    (_, each) => {
      const lab = runCase(each);
      const [source, incoming] = [runOf(each), incomingOf(each)].map(({ steps }) => steps.map(writeFlow));
      const asked = upToRefusal(asksOf(lab, 'destination', 0)).map(writeLab);
      expect(asked).toEqual(incoming!.slice(0, asked.length));
      if (isIncoming(each) || lab.outcome.end === 'arrived') expect(asked).toEqual(incoming);
      if (isIncoming(each)) return;
      const left = upToRefusal(asksOf(lab, 'source', 0)).map(writeLab);
      expect(left).toEqual(source!.slice(0, left.length));
      const isLoaded = !incomingOf(each).steps.some(isRefusal);
      if (isLoaded) expect(left).toEqual(source);
    },
  );

  it.each(CASES.map((each) => [nameOf(each), each] as const))(
    '[LAB-4] %s: every answer is that of the rules',
    (_, each) => {
      const { ruleSet, flags } = each;
      const now = new Map<string, number>();
      for (const step of runCase(each).steps) {
        const key = `${step.host} ${step.device}`;
        if (step.act.kind === 'reset') now.set(key, ruleSet.initial);
        if (!isRequest(step)) continue;
        const { outcome, to } = step.act;
        expect(outcome.from).toBe(now.get(key) ?? ruleSet.initial);
        expect(outcome.verdict).toEqual(getVerdict(ruleSet, { from: outcome.from, to, flags }));
        expect(outcome).toEqual(getOutcome(ruleSet, flags, outcome.from, to, undefined, 'accepted'));
        now.set(key, outcome.now);
      }
    },
  );

  it('[LAB-4] asks the same however many rounds it takes', () => {
    for (const each of CASES) {
      const [one, many] = [runCase(each), runCase(each, { downtimeLimit: 20, dirtyRate: 300 * 2 ** 20 })];
      if (many.outcome.end === 'stuck') continue;
      for (const host of ['source', 'destination'] as const)
        expect(asksOf(many, host, 1).map(writeLab)).toEqual(asksOf(one, host, 1).map(writeLab));
    }
  });

  it('[LAB-5] asks one thing of all devices before the next, and completes one after the other', () => {
    const { steps } = run({ devices: 3 });
    const asks = steps
      .filter(isRequest)
      .filter(({ host }) => host === 'source')
      .map(({ act, device }) => `${act.name} ${device}`);
    expect(asks).toEqual(
      ['setup', 'VM stopping', 'VM stopped', 'complete', 'cleanup'].flatMap((name) =>
        [0, 1, 2].map((device) => `${name} ${device}`),
      ),
    );
    const v1 = run({ ruleSet: 'fully-connected', devices: 2 }).steps.filter(isRequest);
    expect(v1.slice(-6, -2).map(({ act, device }) => `${act.name} ${device}`)).toEqual([
      'complete 0',
      'done 0',
      'complete 1',
      'done 1',
    ]);
  });

  it('[LAB-6] starts the VM on the other host before the source is cleaned up, so that this costs no downtime', () => {
    const names = run()
      .steps.filter(isRequest)
      .map(({ act }) => act.name);
    expect(names.lastIndexOf('VM runs')).toBeLessThan(names.indexOf('cleanup'));
  });
});

describe('the data session', () => {
  const reads = (ruleSet: string, flags: number | null) =>
    run({ ruleSet, flags, devices: 1, stateSize: 2 ** 20, downtimeLimit: 3_600_000 }).steps.flatMap(
      ({ act, host }) =>
        act.kind === 'read' || act.kind === 'write' || act.kind === 'send'
          ? [`${host[0]} ${act.kind === 'send' ? 'send' : `${act.kind} ${act.what}`}`]
          : [],
    );

  it('[LAB-7] v1: pending_bytes, data_offset, data_size, the chunk; there data_offset, the chunk, data_size', () => {
    const chunk = [
      's read data_offset',
      's read data_size',
      's read chunk',
      's send',
      'd read data_offset',
      'd write chunk',
      'd write data_size',
      's read pending_bytes',
    ];
    const all = reads('uapi-v1', null);
    expect(all.slice(0, 2)).toEqual(['s read pending_bytes', 's read pending_bytes']);
    expect(all.slice(2, 10)).toEqual(chunk);
    expect((all.length - 2) % chunk.length).toBe(0);
  });

  it('[LAB-8] v2: read() of data_fd until it gives 0, and write() of the other one', () => {
    const chunk = ['s read data_fd', 's send', 'd write data_fd'];
    const all = reads('v2-7.2', 7);
    expect(all[0]).toBe('s read VFIO_MIG_GET_PRECOPY_INFO');
    expect(all.slice(1, 4)).toEqual(chunk);
    expect(all.at(-1)).toBe('s read data_fd');
    expect((all.length - 2) % chunk.length).toBe(0);
    expect(reads('v2-7.2', 1)[0]).toBe('s read VFIO_DEVICE_FEATURE_MIG_DATA_SIZE');
  });

  it.each([
    ['v2-7.2', 'cancel-in-stop-copy'],
    ['fully-connected', 'fail-after-stop'],
  ] as const)('[LAB-9] %s: %s leaves stop-and-copy after a chunk', (ruleSet, flow) => {
    const lab = run({ ruleSet, flow, downtimeLimit: 5000 });
    const sent = lab.steps.filter(({ act }) => act.kind === 'send');
    expect(sent.map(({ device }) => device)).toEqual([0, 1]);
    expect(lab.steps.at(-1)!.pending.every((bytes) => bytes > 2 ** 29)).toBe(true);
  });
});
