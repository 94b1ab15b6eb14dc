/**
 * Every sequence that is known of QEMU, by version, flow and flags, against what the engine asks. `2>6` is one request,
 * `[2]` a reset with the state after it. What stands in brackets QEMU 9.1 and later does not ask: it believes that the
 * device is there.
 */

import { describe, expect, it } from 'vitest';
import { of } from '../../trace/walk.ts';
import type { ClientId, FlowId } from '../client.ts';
import { getClient } from '../client-table.ts';
import { getFlowIds, playFlow } from '../flow-run.ts';
import { formatSteps } from '../play/play-notation.ts';

const FLAGS = [1, 3, 5, 7] as const;

/** What one device is asked, under rules that accept every request among the valid states. */
function play(client: ClientId, flow: FlowId, flags: number | null): string {
  const ruleSet = of(flags === null ? 'fully-connected' : 'v2-7.2');
  return formatSteps(playFlow(getClient(client), flow, { ruleSet, devices: [{ flags }] }).steps);
}

type Sequences = Partial<Readonly<Record<FlowId, string>>>;

/** Both versions of QEMU on v1; savevm of the older one stands beside. */
const V1: Sequences = {
  boot: '1>1',
  'stop-cont': '1>0 0>1',
  'live-migration': '1>3 3>2 2>2 2>0',
  'migrate-paused-vm': '0>2 2>2 2>0',
  'migrate-vm-that-never-ran': '1>3 3>2 2>0',
  savevm: '1>2 2>2 2>2 2>0 0>1',
  'savevm-paused-vm': '0>2 2>2 2>0',
  loadvm: '1>0 [1] 1>4 4>1',
  'loadvm-paused-vm': '[1] 1>4',
  incoming: '1>4 4>1',
  'incoming-paused': '1>4 4>1',
  'incoming-paused-migrated-on': '1>4 unwritten 4>1',
  'cancel-in-pre-copy': '1>3 3>1',
  'cancel-in-pre-copy-paused-vm': '0>2 2>1',
  'cancel-at-pre-switchover': '1>3 3>2 2>1 1>1',
  'cancel-at-pre-switchover-paused-vm': '0>2 2>1',
  'cancel-or-fail-in-stop-copy': '1>3 3>2 2>2 2>1 1>1',
  'cancel-or-fail-in-stop-copy-paused-vm': '0>2 2>2 2>1',
  'fail-after-done': '1>3 3>2 2>2 2>0 0>1 1>1',
  'fail-after-done-paused-vm': '0>2 2>2 2>0 0>1',
  'pause-in-pre-copy': '1>3 3>2 2>2 2>0',
  'pause-and-cont-in-pre-copy': '1>3 3>2 2>1 1>0 0>2 2>0',
  'cont-in-pre-copy': '1>3 3>1 1>0 0>2 2>0',
  'io-error-stop-in-pre-copy': '1>3 3>2 2>2 2>0',
  'io-error-and-cont-in-pre-copy': '1>3 3>2 2>1 1>0 0>2 2>0',
  'reset-in-pre-copy': '1>3 [1] 1>0 0>2 2>0',
};

/** As 8.2 to 9.0 ask, for flags 1 / 3 / 5 / 7; one text for all flags where it is the same, `-` where there is no such flow. */
const V2: Sequences = {
  boot: '(2>2) / 2>5 5>2 / (2>2) / 2>5 5>2',
  'stop-cont': '2>1 1>2 / 2>5 5>1 1>5 5>2 / 2>1 1>2 / 2>5 5>1 1>5 5>2',
  'live-migration': '2>1 1>3 3>1 / 2>5 5>1 1>3 3>1 / 2>6 6>3 (3>3) 3>1 / 2>6 6>7 7>3 (3>3) 3>1',
  'migrate-paused-vm': '1>3 3>1',
  'migrate-vm-that-never-ran': '2>3 3>1 / 2>3 3>1 / 2>6 6>3 3>1 / 2>6 6>3 3>1',
  savevm: '2>1 1>3 3>1 1>2 / 2>5 5>1 1>3 3>1 1>5 5>2 / 2>1 1>3 3>1 1>2 / 2>5 5>1 1>3 3>1 1>5 5>2',
  'savevm-paused-vm': '1>3 3>1',
  loadvm: '2>1 [2] 2>4 4>2 / 2>5 5>1 [2] 2>4 4>5 5>2 / 2>1 [2] 2>4 4>2 / 2>5 5>1 [2] 2>4 4>5 5>2',
  'loadvm-paused-vm': '[2] 2>4',
  incoming: '2>4 4>2 / 2>4 4>5 5>2 / 2>4 4>2 / 2>4 4>5 5>2',
  'incoming-paused': '2>4 4>2 / 2>4 4>5 5>2 / 2>4 4>2 / 2>4 4>5 5>2',
  'incoming-paused-migrated-on': '2>4 4>3 3>1 / 2>4 4>3 3>1 / 2>4 unwritten 4>2 / 2>4 unwritten 4>2',
  'cancel-in-pre-copy': '(2>2) / (2>2) / 2>6 6>2 / 2>6 6>2',
  'cancel-in-pre-copy-paused-vm': '1>2',
  'cancel-at-pre-switchover':
    '2>1 1>2 (2>2) / 2>5 5>1 1>5 5>2 (2>2) / 2>6 6>3 3>2 (2>2) / 2>6 6>7 7>3 3>5 5>2 (2>2)',
  'cancel-at-pre-switchover-paused-vm': '1>2',
  'cancel-or-fail-in-stop-copy':
    '2>1 1>3 3>2 (2>2) / 2>5 5>1 1>3 3>5 5>2 (2>2) / 2>6 6>3 (3>3) 3>2 (2>2) / 2>6 6>7 7>3 (3>3) 3>5 5>2 (2>2)',
  'cancel-or-fail-in-stop-copy-paused-vm': '1>3 3>1 1>2',
  'fail-after-done':
    '2>1 1>3 3>2 (2>2) / 2>5 5>1 1>3 3>5 5>2 (2>2) / 2>6 6>3 (3>3) 3>2 (2>2) / 2>6 6>7 7>3 (3>3) 3>5 5>2 (2>2)',
  'fail-after-done-paused-vm': '1>3 3>1 1>2',
  'pause-in-pre-copy': '2>1 1>3 3>1 / 2>5 5>1 1>3 3>1 / 2>6 6>3 (3>3) 3>1 / 2>6 6>7 7>3 (3>3) 3>1',
  'pause-and-cont-in-pre-copy':
    '2>1 1>2 2>1 1>3 3>1 / 2>5 5>1 1>5 5>2 2>5 5>1 1>3 3>1 / 2>6 6>3 3>2 2>1 1>3 EBADF 3>2 (2>2) / 2>6 6>7 7>3 3>5 5>2 2>5 5>1 1>3 EBADF 3>5 5>2 (2>2)',
  'cont-in-pre-copy':
    '(2>2) 2>1 1>3 3>1 / 2>5 5>2 2>5 5>1 1>3 3>1 / 2>6 6>2 2>1 1>3 EBADF 3>2 (2>2) / 2>6 6>7 7>2 2>5 5>1 1>3 EBADF 3>5 5>2 (2>2)',
  'io-error-stop-in-pre-copy':
    '2>1 1>3 3>1 / 2>5 5>1 1>3 3>1 / 2>6 6>1 1>3 EBADF 3>1 1>2 / 2>6 6>7 7>1 1>3 EBADF 3>1 1>2',
  'io-error-and-cont-in-pre-copy':
    '2>1 1>2 2>1 1>3 3>1 / 2>5 5>1 1>5 5>2 2>5 5>1 1>3 3>1 / 2>6 6>1 1>2 2>1 1>3 EBADF 3>2 (2>2) / 2>6 6>7 7>1 1>5 5>2 2>5 5>1 1>3 EBADF 3>5 5>2 (2>2)',
  'reset-in-pre-copy-read-fails': '- / - / 2>6 [2] 2>2 / 2>6 [2] 2>2',
  'reset-in-pre-copy-just-before-stop':
    '[2] 2>1 1>3 3>1 / [2] 2>5 5>1 1>3 3>1 / 2>6 [2] 2>3 EBADF (3>3) 3>2 (2>2) / 2>6 [2] 2>7 EBADF 7>3 (3>3) 3>5 5>2 (2>2)',
  'cpr-fails': '2>1 1>3 3>2 / 2>5 5>1 1>3 3>5 5>2 / 2>1 1>3 3>2 / 2>5 5>1 1>3 3>5 5>2',
};

/** QEMU 8.1: pre-copy, no P2P, STOP at the end of completing. For flags without PRE_COPY / with it. */
const V8_1: Sequences = {
  boot: '2>2 / 2>2',
  'live-migration': '2>1 1>3 3>1 / 2>6 6>3 3>3 3>1',
  'cancel-or-fail-in-stop-copy': '2>1 1>3 3>2 2>2 / 2>6 6>3 3>3 3>2 2>2',
  'fail-after-done': '2>1 1>3 3>1 1>2 2>2 / 2>6 6>3 3>3 3>1 1>2 2>2',
  'cancel-or-fail-in-stop-copy-paused-vm': '1>3 3>2 / 1>3 3>2',
  'fail-after-done-paused-vm': '1>3 3>1 1>2 / 1>3 3>1 1>2',
  'io-error-stop-in-pre-copy': '2>1 1>3 3>1 / 2>6 6>1 1>3 EBADF 3>2',
  incoming: '2>4 4>2 / 2>4 4>2',
};

/** QEMU 8.0, whatever the flags. */
const V8_0: Sequences = {
  boot: '2>2',
  'live-migration': '2>1 1>3 3>1',
  'cancel-in-pre-copy': '2>2',
  'cancel-or-fail-in-stop-copy': '2>1 1>3 3>2 2>2',
  'fail-after-done': '2>1 1>3 3>1 1>2 2>2',
  'incoming-paused-migrated-on': '2>4 4>3 3>1',
};

const list = (sequences: Sequences) => Object.entries(sequences) as [FlowId, string][];

/** The text for each of the flags. */
function split(text: string): readonly string[] {
  const parts = text.split(' / ');
  return parts.length === 1 ? FLAGS.map(() => text) : parts;
}

const keepAll = (text: string) => text.replaceAll(/[()]/g, '');
const dropBelieved = (text: string) =>
  text
    .replaceAll(/\([^)]*\)/g, '')
    .replaceAll(/ +/g, ' ')
    .trim();

describe('QEMU on v1', () => {
  it.each(list(V1))('[CLIENT-1] 6.1 to 7.2 play %s as %s', (flow, text) => {
    expect(play('qemu-6.1', flow, null)).toBe(text);
  });

  it('[CLIENT-1] 5.2 to 6.0 differ in savevm alone', () => {
    for (const [flow, text] of list(V1))
      expect(play('qemu-5.2', flow, null)).toBe(flow === 'savevm' ? '1>0 0>2 2>2 2>0 0>1' : text);
  });

  it('[CLIENT-1] has a sequence for every flow', () => {
    for (const id of ['qemu-5.2', 'qemu-6.1'] as const)
      expect(getFlowIds(getClient(id), null).toSorted()).toEqual(Object.keys(V1).toSorted());
  });
});

describe('QEMU on v2', () => {
  const cases = list(V2).flatMap(([flow, text]) =>
    split(text).flatMap((part, index) =>
      part === '-' ? [] : [[flow, FLAGS[index] as number, part] as const],
    ),
  );

  it.each(cases)('[CLIENT-2] %s with flags %i is %s', (flow, flags, text) => {
    expect(play('qemu-9.1', flow, flags)).toBe(dropBelieved(text));
    if (flow !== 'cpr-fails') expect(play('qemu-8.2', flow, flags)).toBe(keepAll(text));
  });

  it('[CLIENT-2] has a sequence for every flow that the flags allow', () => {
    for (const [index, flags] of FLAGS.entries()) {
      const known = list(V2).flatMap(([flow, text]) => (split(text)[index] === '-' ? [] : [flow]));
      expect(getFlowIds(getClient('qemu-9.1'), flags).toSorted()).toEqual(known.toSorted());
      expect(getFlowIds(getClient('qemu-8.2'), flags).toSorted()).toEqual(
        known.filter((flow) => flow !== 'cpr-fails').toSorted(),
      );
    }
  });

  it.each(list(V8_1))('[CLIENT-3] 8.1 plays %s as %s', (flow, text) => {
    const [without, within] = text.split(' / ');
    for (const flags of FLAGS) expect(play('qemu-8.1', flow, flags)).toBe(flags & 4 ? within : without);
  });

  it.each(list(V8_0))('[CLIENT-3] 8.0 plays %s as %s, whatever the flags', (flow, text) => {
    for (const flags of FLAGS) expect(play('qemu-8.0', flow, flags)).toBe(text);
  });

  it('[CLIENT-3] 8.0 reads nothing in pre-copy, so no read can fail', () => {
    expect(getFlowIds(getClient('qemu-8.0'), 7)).not.toContain('reset-in-pre-copy-read-fails');
  });
});
