/** The sequences of the VMMs other than QEMU, and what each does about a request that fails. */

import { describe, expect, it } from 'vitest';
import { of } from '../../trace/walk.ts';
import type { ClientId, FlowId } from '../client.ts';
import { CLIENTS, getClient } from '../client-table.ts';
import { playFlow } from '../flow-run.ts';
import type { CallFault } from '../play/device-side.ts';
import { formatSteps } from '../play/play-notation.ts';

function play(client: ClientId, flow: FlowId, flags: number | null, ...faults: CallFault[]): string {
  const ruleSet = of(flags === null ? 'fully-connected' : 'v2-7.2');
  const { steps, ends } = playFlow(getClient(client), flow, { ruleSet, devices: [{ flags }], faults });
  return `${formatSteps(steps)}: ${ends}`;
}

const SEQUENCES: readonly (readonly [ClientId, FlowId, readonly (number | null)[], string])[] = [
  ['libvfio-user-client', 'migrate-from', [5, 7], '2>6 6>3 3>1'],
  ['libvfio-user-client', 'migrate-to', [1, 3, 5, 7], '2>4 4>1 1>2'],
  ['cloud-hypervisor-53', 'pause-resume', [1, 3, 5, 7], '2>1 1>2'],
  ['cloud-hypervisor-53', 'snapshot', [1, 3, 5, 7], '2>1 1>3 3>1 1>2'],
  ['cloud-hypervisor-53', 'restore', [1, 3, 5, 7], '2>4 4>2'],
  ['cloud-hypervisor', 'pause-resume', [1, 3, 5, 7], '2>1 1>2'],
  ['cloud-hypervisor', 'snapshot', [1, 3, 5, 7], '2>1 1>3 3>1 1>2'],
  ['cloud-hypervisor', 'restore', [1, 3, 5, 7], '2>4 4>2'],
  ['cloud-hypervisor', 'live-migration', [1, 3, 5, 7], '2>1 1>3 3>1'],
  ['hermes', 'pause-resume', [1, 5], '2>1 1>2'],
  ['hermes', 'pause-resume', [3, 7], '2>5 5>1 1>5 5>2'],
  ['hermes', 'snapshot', [1, 5], '2>1 1>3 3>1'],
  ['hermes', 'snapshot', [3, 7], '2>5 5>1 1>3 3>1'],
  ['hermes', 'restore', [1, 5], '2>1 1>4 4>1 1>2'],
  ['hermes', 'restore', [3, 7], '2>1 1>4 4>1 1>5 5>2'],
  ['mvisor', 'pause-resume', [null], '1>0 0>1'],
  ['mvisor', 'save-of-paused-vm', [null], '0>2 2>0'],
  ['mvisor', 'load-while-paused', [null], '0>4 4>0 0>1'],
];

describe('VMMs other than QEMU', () => {
  it.each(SEQUENCES)('[CLIENT-9] %s plays %s with flags %j as %s', (client, flow, flags, text) => {
    for (const set of flags) expect(play(client, flow, set)).toBe(`${text}: completes`);
  });

  it('[CLIENT-9] has a sequence for every flow of each', () => {
    for (const { id, flows, traits } of CLIENTS) {
      if (traits.kind !== 'plain') continue;
      const known = SEQUENCES.filter(([client]) => client === id).map(([, flow]) => flow);
      expect([...new Set(known)].toSorted()).toEqual(flows.toSorted());
    }
  });

  const declined = (call: number): CallFault => ({
    call,
    fault: { kind: 'declined', arc: 1, errno: 'EBUSY' },
  });
  const faulted = (call: number): CallFault => ({ call, fault: { kind: 'faulted', arc: 1 } });

  it.each([
    ['cloud-hypervisor-53', 'snapshot', declined(2), '2>1 1>3!: fails'],
    ['cloud-hypervisor-53', 'restore', declined(1), '2>4! 2>1: fails'],
    ['cloud-hypervisor-53', 'pause-resume', faulted(1), '2>1!: fails'],
    ['cloud-hypervisor', 'snapshot', declined(2), '2>1 1>3! 1>1: fails'],
    ['cloud-hypervisor', 'restore', declined(1), '2>4! 2>1: fails'],
    ['cloud-hypervisor', 'pause-resume', declined(1), '2>1! [2]: fails'],
    ['cloud-hypervisor', 'live-migration', declined(2), '2>1 1>3! 1>1 1>2: fails'],
    ['cloud-hypervisor', 'live-migration', declined(1), '2>1! [2]: fails'],
    ['libvfio-user-client', 'migrate-to', declined(1), '2>4!: fails'],
    ['hermes', 'snapshot', declined(2), '2>1 1>3!: fails'],
    ['hermes', 'snapshot', faulted(2), '2>1 1>3! [2]: fails'],
    ['mvisor', 'pause-resume', declined(1), '1>0! 1>1: fails'],
  ] as const)('[CLIENT-10] %s in %s', (client, flow, fault, text) => {
    expect(play(client, flow, client === 'mvisor' ? null : 1, fault)).toBe(text);
  });
});
