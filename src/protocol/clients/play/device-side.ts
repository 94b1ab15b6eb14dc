/**
 * The devices as they are, whatever a client believes of them: they answer requests by the rules, or fail where a fault
 * was planted. Everything that a client does to them is recorded here.
 */

import type { RuleSet } from '../../rule-sets/rule-set.ts';
import { getErrorValue } from '../../rule-sets/rule-set.ts';
import { getSessionEffects } from '../../state/session-effect.ts';
import { getState } from '../../state/state.ts';
import { findFailedArc } from '../../trace/replay.ts';
import type { Errno, Fault } from '../../trace/trace.ts';
import type { Arc, Verdict } from '../../verdict/verdict.ts';
import { readVerdict } from '../../verdict/verdict-table.ts';
import type { AskSource } from '../client.ts';
import type { AskStep, PlayEnd, PlayStep } from './play-step.ts';

/** `call` counts the requests and the client's own resets from 1. A reset fails at any fault. */
export interface CallFault {
  readonly call: number;
  readonly fault: Fault;
}

export interface DeviceSetting {
  readonly flags: number | null;
  /** How deep the device sits in the tree: deeper ones are told later of a VM start, and earlier of a VM stop. */
  readonly depth?: number;
}

export interface DeviceSideSetting {
  readonly ruleSet: RuleSet;
  readonly devices: readonly DeviceSetting[];
  /** device_state of each device when the play begins. */
  readonly start: number;
  readonly faults: readonly CallFault[];
  /** True: a request that is not accepted is taken as if it were, and the play goes on. */
  readonly supposes: boolean;
}

export interface Device {
  readonly index: number;
  readonly flags: number | null;
  readonly depth: number;
  state: number;
}

export interface Asked {
  readonly trigger: string;
  readonly to: number;
  readonly recover: number | null;
  readonly citation: AskSource;
  readonly isRecovery?: boolean;
  /** True where the client holds a data_fd: another one is out of sync. */
  readonly holdsFd?: boolean;
}

export interface DeviceSide {
  readonly ruleSet: RuleSet;
  readonly devices: readonly Device[];
  readonly steps: readonly PlayStep[];
  getEnd(): PlayEnd;
  /** True once the client is no more: nothing is asked any longer. */
  isOver(): boolean;
  /** `fails` is remembered, `aborts` ends the play at once. */
  end(how: 'fails' | 'aborts'): void;
  /** Ends the play as it stands: the client has nothing more to do. */
  leave(): void;
  /** Makes a request: what the call returns, and whether it opened a data session. */
  ask(device: Device, asked: Asked): { readonly errno: AskStep['errno'] | 'hangs'; readonly opens: boolean };
  /** VFIO_DEVICE_RESET; false where it fails. */
  reset(device: Device, trigger: string, by: 'client' | 'outside', citation?: AskSource): boolean;
  /** Records that the client asks nothing. */
  skip(device: Device, asked: Omit<Asked, 'recover'>, why: 'believed' | 'unwritten'): void;
}

interface Answer {
  readonly now: number;
  readonly errno: Errno | 'hangs' | null;
  readonly opens: boolean;
}

/** The devices of a play, in their first state. */
export function createDeviceSide(setting: DeviceSideSetting): DeviceSide {
  const { ruleSet, faults, supposes, start } = setting;
  const devices = setting.devices.map(
    ({ flags, depth = 0 }, index): Device => ({ index, flags, depth, state: start }),
  );
  const steps: PlayStep[] = [];
  let calls = 0;
  let isOver = false;
  let ended: PlayEnd = 'completes';

  const findFault = () => {
    calls += 1;
    return faults.find(({ call }) => call === calls)?.fault;
  };
  const end = (how: 'fails' | 'aborts') => {
    if (isOver) return;
    ended = how;
    isOver = how === 'aborts';
  };

  return {
    ruleSet,
    devices,
    steps,
    getEnd: () => ended,
    isOver: () => isOver,
    end,
    leave: () => {
      isOver = true;
    },
    ask(device, { trigger, to, recover, citation, isRecovery = false, holdsFd = false }) {
      if (isOver) return { errno: 'EIO', opens: false };
      const from = device.state;
      const verdict = readVerdict(ruleSet, { from, to, flags: device.flags });
      const answer = getAnswer(ruleSet, verdict, findFault(), supposes);
      const isSupposed = verdict.kind !== 'accepted' && answer.errno === null;
      const errno =
        answer.errno === null && answer.opens && holdsFd
          ? 'EBADF'
          : answer.errno === 'hangs'
            ? null
            : answer.errno;
      device.state = answer.now;
      steps.push({
        act: 'ask',
        ...{ trigger, device: device.index, citation, from, to, now: answer.now, verdict },
        ...{ recover, isRecovery, isSupposed },
        errno: errno ?? (verdict.kind === 'refused' ? verdict.errno : null),
      });
      if (answer.errno === 'hangs') {
        end('fails');
        isOver = true;
        return { errno: 'hangs', opens: false };
      }
      return { errno, opens: answer.opens };
    },
    reset(device, trigger, by, citation = null) {
      if (isOver) return true;
      const from = device.state;
      const isFailed = by === 'client' && findFault() !== undefined;
      if (!isFailed) device.state = ruleSet.initial;
      steps.push({
        act: 'reset',
        ...{ trigger, device: device.index, citation, by, from, to: device.state, isFailed },
      });
      return !isFailed;
    },
    skip(device, { trigger, to, citation }, why) {
      if (isOver) return;
      steps.push({ act: 'unasked', trigger, device: device.index, citation, at: device.state, to, why });
    },
  };
}

/** What a device makes of a request: the rules first, then the fault. */
function getAnswer(ruleSet: RuleSet, verdict: Verdict, fault: Fault | undefined, supposes: boolean): Answer {
  const { from, to } = verdict.request;
  const isOpen = verdict.kind === 'accepted' || verdict.kind === 'unspecified';
  if (!isOpen && !supposes) {
    const now = verdict.arcs.at(-1)?.to ?? from;
    return { now, errno: verdict.kind === 'refused' ? verdict.errno : 'hangs', opens: false };
  }
  const arcs: readonly Pick<Arc, 'from' | 'to'>[] =
    verdict.kind === 'accepted' ? verdict.arcs : from === to ? [] : [{ from, to }];
  const failure = fault && isOpen ? getFailure(ruleSet, verdict, arcs, fault) : undefined;
  return failure ?? { now: to, errno: null, opens: arcs.some((arc) => opensSession(ruleSet, arc)) };
}

/** A fault beyond the last arc hits the last one; where there is no arc the call itself fails. */
function getFailure(
  ruleSet: RuleSet,
  { request: { from } }: Verdict,
  arcs: readonly Pick<Arc, 'from' | 'to'>[],
  fault: Fault,
): Answer | undefined {
  const whole = arcs.map((arc) => ({ ...arc, merged: [], actions: [], session: [] }));
  const index =
    fault.kind === 'corrupt' ? findFailedArc(ruleSet, whole, fault) : Math.min(fault.arc, arcs.length) - 1;
  if (index === undefined) return undefined;
  const stays = fault.kind === 'declined' || (fault.kind === 'corrupt' && fault.device === 'stays');
  const errno = fault.kind === 'declined' ? fault.errno : fault.kind === 'corrupt' ? 'EINVAL' : 'EIO';
  return { now: stays ? (arcs[index]?.from ?? from) : getErrorValue(ruleSet), errno, opens: false };
}

/** True for an arc that opens a data session. */
export function opensSession(ruleSet: RuleSet, { from, to }: Pick<Arc, 'from' | 'to'>): boolean {
  const [before, after] = [getState(ruleSet.states, from), getState(ruleSet.states, to)];
  if (!before || !after) return false;
  return getSessionEffects(before, after).some(({ effect }) => effect === 'opens');
}
