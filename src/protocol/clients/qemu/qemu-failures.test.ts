/** What QEMU does when a request fails, when there are several devices, and where the VM stands otherwise: no flow lists it. */

import { describe, expect, it } from 'vitest';
import { of } from '../../trace/walk.ts';
import type { ClientId, FlowId } from '../client.ts';
import { getClient } from '../client-table.ts';
import type { Play } from '../flow-run.ts';
import { playFlow, playQemu } from '../flow-run.ts';
import type { CallFault } from '../play/device-side.ts';
import { formatSteps } from '../play/play-notation.ts';
import { createRandom, proveOnce } from './prove-qemu.fixture.ts';
import type { VmStart } from './qemu-device.ts';
import { QEMU_SCRIPTS } from './qemu-script.ts';

const declined = (call: number): CallFault => ({ call, fault: { kind: 'declined', arc: 1, errno: 'EBUSY' } });
const faulted = (call: number): CallFault => ({ call, fault: { kind: 'faulted', arc: 1 } });

const tell = ({ steps, ends }: Play, isSeveral = false) => `${formatSteps(steps, isSeveral)}: ${ends}`;

function play(client: ClientId, flow: FlowId, flags: number | null, ...faults: CallFault[]): string {
  const ruleSet = of(flags === null ? 'fully-connected' : 'v2-7.2');
  return tell(playFlow(getClient(client), flow, { ruleSet, devices: [{ flags }], faults }));
}

describe('a request of QEMU on v2 that fails', () => {
  it.each([
    ['PRE_COPY refused', 'live-migration', 7, 1, '2>6! 2>2 2>2: fails'],
    ['P2P refused', 'live-migration', 3, 1, '2>5! [2] 2>1 1>3 3>5 5>2 2>2: fails'],
    ['P2P refused in pre-copy', 'live-migration', 7, 2, '2>6 6>7! [2] 2>1 1>3 EBADF 3>5 5>2 2>2: fails'],
    ['STOP refused', 'live-migration', 1, 1, '2>1! [2] 2>3 3>2 2>2: fails'],
    ['STOP_COPY refused at the stop', 'live-migration', 5, 2, '2>6 6>3! [2] 2>3 EBADF 3>2 2>2: fails'],
    ['STOP_COPY refused in complete', 'live-migration', 1, 2, '2>1 1>3! 1>1 1>2 2>2: fails'],
    ['RESUMING refused', 'incoming', 7, 1, '2>4! 2>2: fails'],
    ['RUNNING refused on a destination', 'incoming', 1, 2, '2>4 4>2! [2]: fails'],
    ['STOP refused in the cleanup', 'migrate-paused-vm', 7, 2, '1>3 3>1! [2]: completes'],
    ['RUNNING refused in the notifier', 'cancel-in-pre-copy', 7, 2, '2>6 6>2! [2]: completes'],
    ['a pause refused in pre-copy', 'pause-in-pre-copy', 5, 2, '2>6 6>3! [2] 2>2: fails'],
    ['a stop refused in pre-copy', 'io-error-and-cont-in-pre-copy', 5, 2, '2>6 6>1! [2] 2>2: fails'],
    ['a cont refused in pre-copy', 'cont-in-pre-copy', 5, 2, '2>6 6>2! [2] 2>2: fails'],
  ] as const)('[CLIENT-4] %s', (_, flow, flags, call, expected) => {
    expect(play('qemu-8.2', flow, flags, declined(call))).toBe(expected);
  });

  it('[CLIENT-4] resets where the recover state fails too, and aborts where the reset fails', () => {
    expect(play('qemu-9.1', 'live-migration', 7, faulted(1))).toBe('2>6! 0>2! [2]: fails');
    expect(play('qemu-9.1', 'incoming', 3, faulted(1))).toBe('2>4! 0>2! [2]: fails');
    expect(play('qemu-9.1', 'live-migration', 3, faulted(1), declined(2))).toBe('2>5! [x]: aborts');
  });

  it('[CLIENT-4] may leave the device midway', () => {
    const faults: CallFault[] = [{ call: 1, fault: { kind: 'declined', arc: 2, errno: 'EIO' } }];
    const setting = { ruleSet: of('v2-7.2'), devices: [{ flags: 1 }], faults };
    const { steps } = playFlow(getClient('qemu-9.1'), 'migrate-vm-that-never-ran', setting);
    expect(formatSteps(steps)).toBe('2>3! 1>1 1>2');
  });

  it('[CLIENT-4] goes back to what QEMU believes, which a reset has made wrong', () => {
    expect(play('qemu-9.1', 'loadvm', 1, declined(2))).toBe('2>1 [2] 2>4! 2>1: fails');
  });
});

describe('a write of QEMU on v1 that fails', () => {
  it.each([
    ['setup refused', 'live-migration', declined(1), '1>3! 1>1: fails'],
    ['setup faulted', 'live-migration', faulted(1), '1>3!: aborts'],
    [
      'stop refused: complete still asks, and nothing is done',
      'live-migration',
      declined(2),
      '1>3 3>2! 3>2 2>1 1>1: fails',
    ],
    ['complete refused', 'live-migration', declined(3), '1>3 3>2 2>2! 2>1 1>1: fails'],
    ['done refused', 'live-migration', declined(4), '1>3 3>2 2>2 2>0! 2>1 1>1: fails'],
    ['a stop without a migration', 'stop-cont', declined(1), '1>0!: aborts'],
    ['a stop for savevm, which has no file yet', 'savevm', declined(1), '1>2!: aborts'],
    ['a start after savevm, whose file is closed', 'savevm', declined(5), '1>2 2>2 2>2 2>0 0>1!: aborts'],
    ['a boot whose driver takes no 1>1', 'boot', declined(1), '1>1!: aborts'],
    ['corrupt data on a destination', 'incoming', declined(2), '1>4 4>1!: aborts'],
    ['the notifier', 'cancel-in-pre-copy', declined(2), '1>3 3>1!: completes'],
    ['the notifier, faulted', 'cancel-in-pre-copy', faulted(2), '1>3 3>1!: aborts'],
  ] as const)('[CLIENT-5] %s', (_, flow, fault, expected) => {
    expect(play('qemu-6.1', flow, null, fault)).toBe(expected);
  });

  it('[CLIENT-5] a device in 110b: setup writes nothing, the notifier is refused, QEMU aborts', () => {
    const ruleSet = { ...of('fully-connected'), initial: 6 };
    const setting = { ruleSet, devices: [{ flags: null }] };
    expect(tell(playFlow(getClient('qemu-6.1'), 'live-migration', setting))).toBe('unwritten 6>1!: aborts');
    expect(tell(playFlow(getClient('qemu-6.1'), 'stop-cont', setting))).toBe('unwritten: aborts');
  });

  it('[CLIENT-5] a device plugged into a running VM: its first stop writes nothing', () => {
    const events = QEMU_SCRIPTS['live-migration']!.events;
    const setting = { ruleSet: of('fully-connected'), devices: [{ flags: null }] };
    expect(tell(playQemu(getClient('qemu-6.1'), 'plugged', events, setting))).toBe('1>3 3>2 2>0: completes');
  });

  it('[CLIENT-5] keeps reserved bits, but for setup, load and start', () => {
    const ruleSet = { ...of('uapi-v1'), initial: 0xf000_0001 };
    const first = (flow: FlowId) => {
      const { steps } = playFlow(getClient('qemu-6.1'), flow, { ruleSet, devices: [{ flags: null }] });
      return steps.find(({ act }) => act === 'ask');
    };
    expect(first('stop-cont')).toMatchObject({ to: 0xf000_0000 });
    expect(first('live-migration')).toMatchObject({ to: 3 });
    expect(first('incoming')).toMatchObject({ to: 0xf000_0004 });
    expect(first('boot')).toMatchObject({ to: 0xf000_0001 });
  });
});

describe('a migration that does not begin', () => {
  const connect = (client: ClientId, start: VmStart, flags: number | null) =>
    tell(
      playQemu(getClient(client), start, ['connect-fails'], {
        ...{ ruleSet: of(flags === null ? 'fully-connected' : 'v2-7.2'), devices: [{ flags }] },
      }),
    );

  it('[CLIENT-6] has its notifier ask for RUNNING all the same, under a paused VM too', () => {
    expect(connect('qemu-6.1', 'paused', null)).toBe('0>1: fails');
    expect(connect('qemu-6.1', 'running', null)).toBe('1>1: fails');
    expect(connect('qemu-8.2', 'paused', 7)).toBe('1>2: fails');
    expect(connect('qemu-9.1', 'running', 7)).toBe(': fails');
  });
});

describe('an end that no flow has', () => {
  const paused = { ruleSet: of('v2-7.2'), devices: [{ flags: 5 }] };

  it('[CLIENT-6] a second try after the migration of a paused VM failed finds the device running', () => {
    const once = ['setup', 'switch-over', 'complete', 'finish'] as const;
    const twice = ['setup', 'cancel', 'finish', ...once] as const;
    expect(tell(playQemu(getClient('qemu-9.1'), 'paused', twice, paused))).toBe('1>2 2>6 6>3 3>1: completes');
    const v1 = { ruleSet: of('fully-connected'), devices: [{ flags: null }] };
    expect(tell(playQemu(getClient('qemu-6.1'), 'paused', twice, v1))).toBe('0>2 2>1 1>3 3>2 2>0: completes');
  });

  it('[CLIENT-6] where the disks stay inactive no VM is started, and the notifier asks for RUNNING all the same', () => {
    const events = ['setup', 'switch-over', 'read-fails', 'disks-stay-inactive', 'finish'] as const;
    expect(tell(playQemu(getClient('qemu-9.1'), 'running', events, paused))).toBe(
      '2>6 6>3 3>1 1>2: completes',
    );
  });
});

describe('several devices', () => {
  const both = (client: ClientId, flow: FlowId, a: number, b: number, depth = 0, ...faults: CallFault[]) => {
    const devices = [{ flags: a, depth }, { flags: b }];
    return tell(playFlow(getClient(client), flow, { ruleSet: of('v2-7.2'), devices, faults }), true);
  };

  it('[CLIENT-7] are told apart by their letters where a second one takes a step', () => {
    const steps = (count: number) => {
      const devices = Array.from({ length: count }, () => ({ flags: 1 }));
      return playFlow(getClient('qemu-9.1'), 'migrate-paused-vm', { ruleSet: of('v2-7.2'), devices }).steps;
    };
    expect(formatSteps(steps(1))).toBe('1>3 3>1');
    expect(formatSteps(steps(2))).toBe('A:1>3 B:1>3 A:3>1 B:3>1');
  });

  it('[CLIENT-7] are set up A, B, stopped B, A in two phases, completed and cleaned up A, B', () => {
    expect(both('qemu-9.1', 'live-migration', 7, 7)).toBe(
      'A:2>6 B:2>6 B:6>7 A:6>7 B:7>3 A:7>3 A:3>1 B:3>1: completes',
    );
    expect(both('qemu-8.1', 'live-migration', 1, 1)).toBe('B:2>1 A:2>1 A:1>3 A:3>1 B:1>3 B:3>1: completes');
  });

  it('[CLIENT-7] start A, B in two phases, and are notified B, A', () => {
    expect(both('qemu-8.2', 'cancel-at-pre-switchover', 3, 3)).toBe(
      'B:2>5 A:2>5 B:5>1 A:5>1 A:1>5 B:1>5 A:5>2 B:5>2 B:2>2 A:2>2: completes',
    );
  });

  it('[CLIENT-7] have no prepare phase where one lacks P2P', () => {
    expect(both('qemu-9.1', 'stop-cont', 3, 1)).toBe('A:2>5 B:2>1 A:5>1 A:1>5 A:5>2 B:1>2: completes');
  });

  it('[CLIENT-7] are called by depth: the deeper device later at a start, earlier at a stop', () => {
    expect(both('qemu-9.1', 'stop-cont', 1, 1, 1)).toBe('A:2>1 B:2>1 B:1>2 A:1>2: completes');
  });

  it('[CLIENT-7] are left alone after the first whose setup or completing fails', () => {
    expect(both('qemu-9.1', 'live-migration', 5, 5, 0, declined(1))).toBe('A:2>6! A:2>2: fails');
    expect(both('qemu-9.1', 'migrate-paused-vm', 5, 5, 0, declined(1))).toBe(
      'A:1>3! A:1>1 B:1>2 A:1>2: fails',
    );
  });
});

describe('the second model', () => {
  it('[CLIENT-8] asks the same in 200 random plays with faults', () => {
    const random = createRandom(20_210_922);
    for (let n = 0; n < 200; n++) {
      const { setting, engine, second } = proveOnce(random);
      expect(`${setting} ${engine}`).toBe(`${setting} ${second}`);
    }
  });
});
