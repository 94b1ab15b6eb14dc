/**
 * How each version of QEMU counts what is left, in numbers: the statements of docs/protocol.md on size queries, one by one.
 * One device of 1 GiB; the stream carries 1 GiB a second, so what is left takes as many seconds as it has GiB.
 */

import { describe, expect, it } from 'vitest';
import type { LabRun } from '../run/lab-model.ts';
import { findRequest, run, withFault } from '../run/lab-run.fixture.ts';
import type { LabFaultKind, LabSettings } from '../run/lab-settings.ts';
import type { LabAct } from '../run/lab-step.ts';
import { createWorld } from '../run/lab-world.ts';
import { lowerCache } from './lab-query.ts';

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const LENGTH = 'VFIO_DEVICE_FEATURE_MIG_DATA_SIZE';
const INFO = 'VFIO_MIG_GET_PRECOPY_INFO';

const fails: LabFaultKind = { kind: 'fails', errno: 'EIO' };
const QEMU_V2 = ['8.0', '8.1', '8.2', '9.0.4', '9.1', '9.2', '10.0', '10.2', '11.1'].map((v) => `qemu-${v}`);

const runOne = (client: string, settings: Partial<LabSettings> = {}) =>
  run({ client, devices: 1, ...settings });

const decisionsOf = ({ steps }: LabRun) => steps.flatMap(({ act }) => (act.kind === 'decide' ? [act] : []));

/** `2048 1024/1024`: of each decision the estimate, and the exact size where it was asked for, in MiB. */
const writeDecisions = (lab: LabRun) =>
  decisionsOf(lab)
    .map(({ estimate, exact }) => `${estimate / MIB}${exact === null ? '' : `/${exact / MIB}`}`)
    .join(' ');

const readsOf = ({ steps }: LabRun) =>
  steps.flatMap(({ act, index }) =>
    act.kind === 'read' && /SIZE|INFO/.test(act.what) ? [{ ...act, index }] : [],
  );

/** The queries of the nth decision, which stand before it. */
function getQueries({ steps }: LabRun, nth: number): readonly (LabAct & { kind: 'read' })[] {
  const at = steps.filter(({ act }) => act.kind === 'decide')[nth]!.index;
  const queries: (LabAct & { kind: 'read' })[] = [];
  for (let index = at - 1; index >= 0; index -= 1) {
    const act = steps[index]!.act;
    if (act.kind !== 'read' || !/SIZE|INFO|pending/.test(act.what)) break;
    queries.unshift(act);
  }
  return queries;
}

/** A run whose query of that name, in the nth decision, fails. */
function failQuery(lab: LabRun, nth: number, what: string): LabRun {
  const at = lab.steps.filter(({ act }) => act.kind === 'decide')[nth]!.index;
  const query = lab.steps.slice(0, at).findLast(({ act }) => act.kind === 'read' && act.what === what)!;
  return withFault(lab, { step: query.index, what: fails });
}

describe('v1', () => {
  const v1 = (settings: Partial<LabSettings> = {}) => run({ ruleSet: 'uapi-v1', devices: 1, ...settings });

  it('[SIZE-1] reads pending_bytes every round, and nothing else', () => {
    const lab = v1({ dirtyRate: GIB / 2 });
    // 1 GiB takes 1 s, in which 512 MiB change; then 256 MiB in 500 ms.
    expect(decisionsOf(lab).map(({ left }) => left / MIB)).toEqual([1024, 512, 256]);
    for (const [nth] of decisionsOf(lab).entries())
      expect(getQueries(lab, nth).map(({ what }) => what)).toEqual(['pending_bytes']);
  });

  it('[LAB-29] a device whose pending_bytes cannot be read counts 0', () => {
    const pending = v1().steps.find(({ act }) => act.kind === 'read' && act.what === 'pending_bytes')!;
    const early = withFault(v1(), { step: pending.index, what: fails });
    expect(early.steps[pending.index + 1]!.act).toMatchObject({ kind: 'decide', left: 0, decision: 'empty' });
    expect(early.outcome).toMatchObject({ end: 'arrived', rounds: 0, downtime: 1 });
    // Of two, the other one still counts.
    const both = v1({ devices: 2 });
    const first = both.steps.find(({ act }) => act.kind === 'read' && act.what === 'pending_bytes')!;
    const two = withFault(both, { step: first.index, what: fails });
    expect(decisionsOf(two)[0]).toMatchObject({ left: GIB });
  });

  it('[LAB-29] pending_bytes is read once more where that fails between two chunks', () => {
    const whole = run({ ruleSet: 'fully-connected', devices: 1 });
    const between = whole.steps.filter(({ act }) => act.kind === 'read' && act.what === 'pending_bytes')[1]!;
    expect(whole.steps[between.index + 1]!.act).toMatchObject({ what: 'data_offset' });
    const lab = withFault(whole, { step: between.index, what: fails });
    expect(lab.steps[between.index + 1]!.act).toEqual(between.act);
    expect(lab.outcome.end).toBe('arrived');
  });
});

describe('the estimate and the exact size', () => {
  it('[SIZE-2] 8.0 estimates 0, and so asks for stop_copy_length each time', () => {
    const lab = runOne('qemu-8.0', { flags: 7, downtimeLimit: 1001 });
    expect(writeDecisions(lab)).toBe('0/1024');
    expect(getQueries(lab, 0)).toMatchObject([{ what: LENGTH, bytes: GIB }]);
    // It knows no pre-copy, so more than fits never goes away.
    expect(runOne('qemu-8.0', { flags: 7, downtimeLimit: 1000 }).outcome).toMatchObject({
      end: 'stuck',
      rounds: 0,
    });
    expect(readsOf(lab).some(({ what }) => what === INFO)).toBe(false);
  });

  it.each(['qemu-8.1', 'qemu-8.2', 'qemu-9.1'])(
    '[SIZE-3] %s adds fresh initial and dirty bytes to stop_copy_length, which has them already',
    (client) => {
      const lab = runOne(client);
      // 1 GiB of initial bytes, 256 MiB of dirty ones after a round, 64 after two: counted twice each time.
      expect(writeDecisions(lab)).toBe('1024 0/512 0/128');
      expect(getQueries(lab, 1)).toMatchObject([
        { what: LENGTH, bytes: 256 * MIB },
        { what: INFO, bytes: 256 * MIB, initial: 0 },
      ]);
      expect(lab.outcome).toMatchObject({ rounds: 2, left: 64 * MIB, downtime: 0.0625 });
    },
  );

  it.each(['qemu-9.0.4', 'qemu-9.2', 'qemu-10.0', 'qemu-10.2'])(
    '[SIZE-4] %s counts stop_copy_length alone, and asks for pre-copy sizes all the same',
    (client) => {
      const lab = runOne(client);
      expect(writeDecisions(lab)).toBe('1024 0/256');
      expect(getQueries(lab, 1).map(({ what }) => what)).toEqual([LENGTH, INFO]);
      expect(lab.outcome).toMatchObject({ rounds: 1, left: 256 * MIB, downtime: 0.25 });
    },
  );

  it('[SIZE-5] 11.1 counts initial and dirty, and what stop_copy_length exceeds them by', () => {
    const lab = runOne('qemu-11.1');
    expect(writeDecisions(lab)).toBe('1024 0/256');
    expect(getQueries(lab, 1).map(({ what }) => what)).toEqual([LENGTH, INFO]);
    // Without pre-copy its estimate is stop_copy_length, from setup; the others estimate 0 there.
    expect(writeDecisions(runOne('qemu-11.1', { flags: 1, downtimeLimit: 1001 }))).toBe('1024/1024');
    expect(writeDecisions(runOne('qemu-10.2', { flags: 1, downtimeLimit: 1001 }))).toBe('0/1024');
  });

  it('[SIZE-6] the estimate is from memory: a decision on it makes no call', () => {
    for (const client of ['qemu-8.2', 'qemu-10.2']) {
      const lab = runOne(client);
      const setup = lab.steps.filter(({ act }) => act.kind === 'read' && act.what === INFO)[0]!;
      const decided = lab.steps.find(({ act }) => act.kind === 'decide')!;
      expect(
        lab.steps.slice(setup.index + 1, decided.index).every(({ host }) => host === 'destination'),
      ).toBe(true);
      expect(decided.act).toMatchObject({ estimate: GIB, exact: null });
    }
  });
});

describe('what is remembered', () => {
  const device = () => createWorld(run().settings, null).source[0]!;

  it('[SIZE-7] a read lowers initial bytes first, then dirty ones; a read of 0 zeroes both', () => {
    const { cache, ...rest } = device();
    const read = (bytes: number) => {
      lowerCache({ cache, ...rest }, bytes);
      return { ...cache };
    };
    Object.assign(cache, { initial: 100, dirty: 50, stopCopy: 170 });
    expect(read(60)).toEqual({ initial: 40, dirty: 50, stopCopy: 110 });
    expect(read(60)).toEqual({ initial: 0, dirty: 30, stopCopy: 50 });
    expect(read(0)).toEqual({ initial: 0, dirty: 0, stopCopy: 50 });
    expect(read(60)).toEqual({ initial: 0, dirty: 0, stopCopy: 0 });
  });

  it('[SIZE-8] 11.1 lowers stop_copy_length by what is read too, so that a round brings the estimate to 0', () => {
    const lab = runOne('qemu-11.1', { dirtyRate: 0 });
    expect(writeDecisions(lab)).toBe('1024 0/0');
  });

  it('[SIZE-9] a device that has nothing left is read once: ENOMSG', () => {
    // The query fails and counts 0, so that nothing is expected; stop_copy_length still says 256 MiB.
    const two = run({ devices: 2, dirtyRate: 0, downtimeLimit: 1 });
    const rounds = decisionsOf(two);
    expect(rounds.at(-1)).toMatchObject({ left: 0, decision: 'empty' });
    const zero = two.steps.filter(
      ({ act }) => act.kind === 'read' && act.what === 'data_fd' && act.bytes === 0,
    );
    expect(zero.map(({ device: index }) => index)).toEqual([0, 1]);
  });
});

describe('a query that fails', () => {
  it.each(QEMU_V2)('[LAB-29] %s: stop_copy_length that is not told counts 100 GiB', (client) => {
    const lab = failQuery(runOne(client, { flags: 1, downtimeLimit: 2000 }), 0, LENGTH);
    expect(decisionsOf(lab)[0]).toMatchObject({ left: 100 * GIB, decision: 'asks-again' });
    expect(decisionsOf(lab)[1]).toMatchObject({ left: GIB, decision: 'switches-over' });
    expect(lab.outcome).toMatchObject({ end: 'arrived', downtime: 1 });
  });

  it.each([
    ['qemu-8.2', 512, 256],
    ['qemu-9.2', 256, 256],
    ['qemu-11.1', 256, 256],
  ] as const)(
    '[LAB-29] %s: a pre-copy query that fails counts 0 and 0: %i MiB become %i',
    (client, whole, failed) => {
      const lab = runOne(client, { downtimeLimit: 100 });
      expect(decisionsOf(lab)[1]).toMatchObject({ left: whole * MIB });
      const told = failQuery(lab, 1, INFO);
      expect(decisionsOf(told)[1]).toMatchObject({ left: failed * MIB, decision: 'iterates' });
      expect(told.outcome.end).toBe('arrived');
    },
  );

  it('[SIZE-10] where setup learns no pre-copy sizes, 8.2 and 10.2 estimate 0 and ask at once', () => {
    for (const [client, text] of [
      ['qemu-8.2', '0/2048'],
      ['qemu-10.2', '0/1024'],
    ] as const) {
      const lab = runOne(client);
      const info = lab.steps.find(({ act }) => act.kind === 'read' && act.what === INFO)!;
      expect(writeDecisions(withFault(lab, { step: info.index, what: fails })).split(' ')[0]).toBe(text);
    }
  });

  it.each(QEMU_V2)('[SIZE-11] %s: a driver that reports 0 makes setup fail with -ENOMEM', (client) => {
    const lab = runOne(client, { hasLength: false });
    const buffer = lab.steps.find(({ act }) => act.kind === 'allocate')!;
    expect(buffer).toMatchObject({ act: { bytes: 0 }, error: 'ENOMEM' });
    expect(lab.outcome).toMatchObject({ end: 'failed', failed: buffer.index });
    expect(lab.steps.some(({ act }) => act.kind === 'request' && act.name === 'setup')).toBe(false);
  });

  it.each([
    [1, 1],
    [4096, 4096],
    [MIB, MIB],
    [GIB, MIB],
  ])('[SIZE-12] the buffer for %i bytes has %i', (stateSize, buffer) => {
    const lab = run({ devices: 1, stateSize });
    expect(lab.steps.find(({ act }) => act.kind === 'allocate')!.act).toMatchObject({ bytes: buffer });
  });

  it('[SIZE-12] where the size is not told the buffer has 1 MiB', () => {
    const lab = run({ devices: 1, stateSize: 4096 });
    const query = lab.steps.find(({ act }) => act.kind === 'read')!;
    const told = withFault(lab, { step: query.index, what: fails });
    expect(told.steps[query.index + 1]!.act).toMatchObject({ kind: 'allocate', bytes: MIB });
  });
});

describe('the switchover', () => {
  // 1 GiB at 1 GiB a second with a limit of 1000 ms: what is left is exactly the threshold.
  const even = { flags: 5, downtimeLimit: 1000, dirtyRate: 0 } as const;

  it('[SIZE-13] at exactly the threshold 8.1 to 9.2 ask for the exact size, which does not fit', () => {
    expect(decisionsOf(runOne('qemu-8.2', even))[0]).toMatchObject({
      ...{ estimate: GIB, exact: 2 * GIB, decision: 'iterates' },
    });
    expect(decisionsOf(runOne('qemu-9.2', even))[0]).toMatchObject({
      ...{ estimate: GIB, exact: GIB, decision: 'iterates' },
    });
  });

  it('[SIZE-14] 10.0 goes on iterating without asking, 10.1 and later switch over on the estimate', () => {
    expect(decisionsOf(runOne('qemu-10.0', even))[0]).toMatchObject({
      ...{ estimate: GIB, exact: null, decision: 'iterates' },
    });
    for (const client of ['qemu-10.2', 'qemu-11.1'])
      expect(decisionsOf(runOne(client, even))[0]).toMatchObject({
        ...{ estimate: GIB, exact: null, decision: 'switches-over' },
      });
  });

  it('[SIZE-15] a byte below the threshold all of them ask, and those that count it once switch over', () => {
    const below = { ...even, stateSize: GIB - 1 };
    const decisions = QEMU_V2.map((client) => decisionsOf(runOne(client, below))[0]!);
    expect(decisions.every(({ exact }) => exact !== null)).toBe(true);
    const twice = ['qemu-8.1', 'qemu-8.2', 'qemu-9.1'];
    expect(QEMU_V2.filter((_, index) => decisions[index]!.decision === 'iterates')).toEqual(twice);
  });

  it('[SIZE-16] the threshold is bandwidth × limit, whatever is initial', () => {
    // 2 GiB fit 2 s at 1 GiB/s, though all of them are initial bytes.
    const lab = runOne('qemu-10.2', { stateSize: 2 * GIB, downtimeLimit: 2000 });
    expect(lab.outcome).toMatchObject({ end: 'arrived', rounds: 0, downtime: 2 });
    expect(runOne('qemu-10.2', { stateSize: 2 * GIB, downtimeLimit: 1999 }).outcome.rounds).toBe(1);
    expect(findRequest(lab, 'VM stopped').index).toBeGreaterThan(0);
  });
});
