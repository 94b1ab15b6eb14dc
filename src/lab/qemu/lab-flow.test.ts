/**
 * The lab asks of each device what the engine of protocol/ asks, step by step, and each answer is that of the rules. The
 * engine plays every flow here on its own, without data, time or a second host.
 */

import { describe, expect, it } from 'vitest';
import type { ClientId, FlowId } from '../../protocol/clients/client.ts';
import { CLIENT_IDS } from '../../protocol/clients/client.ts';
import { playFlow } from '../../protocol/clients/flow-run.ts';
import type { PlayStep } from '../../protocol/clients/play/play-step.ts';
import { getOutcome } from '../../protocol/trace/replay.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import { LAB_CLIENTS } from '../client/lab-client.ts';
import type { LabRun } from '../run/lab-model.ts';
import type { Case } from '../run/lab-run.fixture.ts';
import { ALL_CASES, CASES, isRequest, nameOf, pickSome, run, runCase } from '../run/lab-run.fixture.ts';
import type { LabHost, LabStep } from '../run/lab-step.ts';

/** `0 VM stopped 2>1 = 1 EBADF | 0`: device, trigger, request, the state after it, the errno, the recover state. */
function writePlay(step: PlayStep): string {
  switch (step.act) {
    case 'ask':
      return `${step.device} ${step.trigger} ${step.from}>${step.to} = ${step.now} ${step.errno} | ${step.recover}`;
    case 'reset':
      return `${step.device} reset by ${step.by === 'client' ? 'vmm' : 'guest'} ${step.from}>${step.to}`;
    case 'unasked':
      return `${step.device} ${step.trigger} ${step.why} ${step.at}>${step.to}`;
  }
}

function writeLab({ act, device, error }: LabStep): string | null {
  switch (act.kind) {
    case 'request':
      return `${device} ${act.name} ${act.outcome.from}>${act.to} = ${act.outcome.now} ${error} | ${act.recover}`;
    case 'reset':
      return `${device} reset by ${act.by} ${act.outcome?.from}>${act.outcome?.now}`;
    case 'unasked':
      return `${device} ${act.name} ${act.why} ${act.at}>${act.to}`;
    default:
      return null;
  }
}

const asksOf = ({ steps }: LabRun, host: LabHost): readonly string[] =>
  steps
    .filter((step) => step.host === host)
    .map(writeLab)
    .filter((text) => text !== null);

const playOf = ({ ruleSet, flags, client, flow }: Case, devices: number) =>
  playFlow(client.client, flow, { ruleSet, devices: Array.from({ length: devices }, () => ({ flags })) });

/** A play that ends in a crash ends in the lab too. */
const toSide = (lab: LabRun): LabHost => (lab.plan.purpose === 'load' ? 'destination' : 'source');

const byClient = LAB_CLIENTS.map(
  ({ id }) => [id, ALL_CASES.filter(({ client }) => client.id === id)] as const,
);

describe('the lab and the flows of the clients', () => {
  it('[LAB-1] has every client, and every flow of each but the one with two migrations', () => {
    expect(new Set(LAB_CLIENTS.map(({ client }) => client.id))).toEqual(new Set<ClientId>(CLIENT_IDS));
    for (const { client } of LAB_CLIENTS) {
      const flows = new Set(
        ALL_CASES.filter((each) => each.client.client === client).map(({ flow }) => flow),
      );
      const missing = client.flows.filter((flow) => !flows.has(flow));
      expect(missing).toEqual(client.id.startsWith('qemu') ? ['incoming-paused-migrated-on'] : []);
    }
    expect(ALL_CASES.length).toBeGreaterThan(2500);
  });

  it.each(byClient)('[LAB-2] %s: every flow asks what the engine asks, into a file', (_, cases) => {
    expect(cases.length).toBeGreaterThan(0);
    for (const each of pickSome(cases, 150, 21))
      for (const devices of [1, 3]) {
        const lab = runCase(each, { target: 'file', devices });
        expect(asksOf(lab, toSide(lab)), nameOf(each)).toEqual(playOf(each, devices).steps.map(writePlay));
      }
  });

  it.each(byClient)('[LAB-3] %s: with a second host both sides ask what their flows ask', (_, cases) => {
    for (const each of pickSome(cases, 150, 22)) {
      const lab = runCase(each);
      if (lab.plan.purpose !== 'migration' || lab.client.sizes === null) continue;
      const isPaused = lab.outcome.end === 'waits';
      const flow: FlowId = isPaused ? 'incoming-paused' : 'incoming';
      const incoming = playOf({ ...each, flow }, 2).steps.map(writePlay);
      const asked = asksOf(lab, 'destination');
      expect(asked, nameOf(each)).toEqual(incoming.slice(0, asked.length));
      if (lab.outcome.end === 'arrived') expect(asked).toEqual(incoming);
      const isLoaded =
        asked.length >= 2 && !lab.steps.some(({ host, error }) => host === 'destination' && error);
      if (isLoaded) expect(asksOf(lab, 'source'), nameOf(each)).toEqual(playOf(each, 2).steps.map(writePlay));
    }
  });

  it('[LAB-4] every answer is that of the rules', () => {
    for (const each of pickSome(ALL_CASES, 400, 23)) {
      const { ruleSet, flags } = each;
      const now = new Map<string, number>();
      const lab = runCase(each);
      for (const step of lab.steps) {
        const key = `${step.host} ${step.device}`;
        if (step.act.kind === 'reset') now.set(key, ruleSet.initial);
        if (!isRequest(step)) continue;
        const { outcome, to } = step.act;
        expect(outcome.from).toBe(now.get(key) ?? lab.starts[step.host]);
        expect(outcome.verdict).toEqual(getVerdict(ruleSet, { from: outcome.from, to, flags }));
        expect(outcome).toEqual(getOutcome(ruleSet, flags, outcome.from, to, undefined, 'accepted'));
        now.set(key, outcome.now);
      }
    }
  });

  it('[LAB-4] asks the same however many rounds it takes', () => {
    for (const each of CASES) {
      const [one, many] = [runCase(each), runCase(each, { downtimeLimit: 20, dirtyRate: 300 * 2 ** 20 })];
      if (many.outcome.end === 'stuck') continue;
      for (const host of ['source', 'destination'] as const)
        expect(asksOf(many, host)).toEqual(asksOf(one, host));
    }
  });

  it('[LAB-5] stops devices in two phases, the last one first, and completes each before the next', () => {
    const toNames = (settings: Parameters<typeof run>[0]) =>
      run(settings)
        .steps.filter(
          ({ host, act }) => host === 'source' && (act.kind === 'request' || act.kind === 'unasked'),
        )
        .map(({ act, device }) => `${'name' in act ? act.name : ''} ${'ABC'[device ?? 0]}`);
    expect(toNames({ client: 'qemu-8.2', devices: 3 })).toEqual([
      ...['setup A', 'setup B', 'setup C'],
      ...['VM stopping C', 'VM stopping B', 'VM stopping A', 'VM stopped C', 'VM stopped B', 'VM stopped A'],
      ...['complete A', 'complete B', 'complete C', 'cleanup A', 'cleanup B', 'cleanup C'],
    ]);
    expect(toNames({ ruleSet: 'fully-connected', devices: 2 })).toEqual([
      ...['setup A', 'setup B', 'VM stopped B', 'VM stopped A'],
      ...['complete A', 'done A', 'complete B', 'done B'],
    ]);
    // A failure starts the VM from the first device on, and the notifier goes from the last one.
    expect(
      toNames({ client: 'qemu-8.2', flags: 3, flow: 'cancel-or-fail-in-stop-copy', downtimeLimit: 5000 }),
    ).toEqual([
      ...['VM stopping B', 'VM stopping A', 'VM stopped B', 'VM stopped A', 'complete A'],
      ...['VM starting A', 'VM starting B', 'VM runs A', 'VM runs B', 'failed B', 'failed A'],
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
    const sizes = ['s read VFIO_DEVICE_FEATURE_MIG_DATA_SIZE', 's read VFIO_MIG_GET_PRECOPY_INFO'];
    const all = reads('v2-7.2', 7);
    // Setup asks for both sizes, and the exact size before the switchover.
    expect(all.slice(0, 4)).toEqual([...sizes, ...sizes]);
    expect(all.slice(4, 7)).toEqual(chunk);
    expect(all.at(-1)).toBe('s read data_fd');
    expect((all.length - 5) % chunk.length).toBe(0);
    expect(reads('v2-7.2', 1).slice(0, 2)).toEqual([sizes[0], sizes[0]]);
  });

  it.each(['v2-7.2', 'fully-connected'])(
    '[LAB-9] %s: a failure in stop-and-copy comes after a chunk',
    (ruleSet) => {
      const lab = run({ ruleSet, flow: 'cancel-or-fail-in-stop-copy', downtimeLimit: 5000 });
      const sent = lab.steps.filter(({ act }) => act.kind === 'send');
      expect(sent.map(({ device }) => device)).toEqual([0]);
      expect(lab.steps.at(-1)!.pending.every((bytes) => bytes > 2 ** 29)).toBe(true);
    },
  );
});
