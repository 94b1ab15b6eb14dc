/**
 * QEMU a second time, to check the first: its rows of asks for every version, and its flows as plain procedures. Written
 * from the description of the protocol alone, it shares nothing with the engine but the verdicts of the rules. It answers
 * with one line: `2>6 6>7! [2] 2>1 1>3 EBADF 3>2 fails`, where `!` marks a failed ask, `[2]` a reset and the state after
 * it, `[x]` a reset that failed, and `B:` the second device.
 */

import type { RuleSet } from '../../rule-sets/rule-set.ts';
import { getErrorValue } from '../../rule-sets/rule-set.ts';
import { getVerdict } from '../../verdict/request-verdict.ts';

interface SecondFault {
  /** Counts the asks, and the resets that QEMU makes, from 1. */
  readonly call: number;
  readonly kind: 'declined' | 'faulted';
  /** The arc it hits, or the last one of a shorter request. */
  readonly arc: number;
}

export interface SecondSetting {
  readonly version: '5.2' | '6.1' | '8.0' | '8.1' | '8.2' | '9.1';
  readonly flow: string;
  readonly ruleSet: RuleSet;
  readonly devices: readonly { readonly flags: number | null; readonly depth: number }[];
  readonly faults: readonly SecondFault[];
  /** v1 until 7.1: the devices were plugged into a running VM. */
  readonly plugged?: boolean;
}

interface Device {
  readonly tag: string;
  readonly flags: number | null;
  readonly depth: number;
  state: number;
  believed: number;
  holdsFd: boolean;
  vmRunning: boolean;
}

type Reason = 'finish-migrate' | 'paused' | 'io-error' | 'save-vm' | 'restore-vm';
type Ended = 'completes' | 'fails' | 'aborts';

const ENDS = Symbol('the client ends');
const SAVING = [3, 6, 7];
const opens = (from: number, to: number) =>
  (SAVING.includes(to) && !SAVING.includes(from)) || (to === 4 && from !== 4);

/** Plays one flow, and says in one line what was asked and how it ended. */
export function playSecond(setting: SecondSetting): string {
  const second = createSecond(setting);
  try {
    second.play();
  } catch (error) {
    if (error !== ENDS) throw error;
  }
  return second.tell();
}

function createSecond({ version, flow, ruleSet, devices: given, faults, plugged }: SecondSetting) {
  const log: string[] = [];
  const isV1 = ruleSet.generation === 'v1';
  const since = (first: string) => Number(version) >= Number(first);
  const isPaused = /paused/.test(flow) && !/^incoming-paused/.test(flow);
  const neverRan = /^(boot|incoming|migrate-vm-that-never-ran|cont-in-pre-copy)/.test(flow);
  const devices = given.map(
    ({ flags, depth }, index): Device => ({
      ...{ tag: given.length > 1 ? `${'AB'[index]}:` : '', flags, depth },
      state: isPaused ? Number(!isV1) : ruleSet.initial,
      believed: isPaused ? 1 : 2,
      holdsFd: false,
      vmRunning: !isPaused && !neverRan && !plugged,
    }),
  );
  const startOrder = devices.toSorted((a, b) => a.depth - b.depth);
  let vmRuns = !isPaused && !neverRan;
  let calls = 0;
  let ended: Ended = 'completes';
  let hasFile = false;
  let fileError = false;

  const stop = (how: Ended): never => {
    ended = how;
    throw ENDS;
  };
  const hits = () => faults.find(({ call }) => call === calls);

  /** The device answers: true if the call succeeded. */
  function request(device: Device, to: number): { ok: boolean; newFd: boolean } {
    calls += 1;
    const fault = hits();
    const from = device.state;
    const verdict = getVerdict(ruleSet, { from, to, flags: device.flags });
    const path = verdict.kind === 'accepted' ? verdict.path : from === to ? [] : [to];
    const isClosed = verdict.kind === 'refused' || verdict.kind === 'never-returns';
    if (isClosed) device.state = verdict.arcs.at(-1)?.to ?? from;
    else if (!fault) device.state = to;
    else if (fault.kind === 'faulted') device.state = getErrorValue(ruleSet);
    else device.state = [from, ...path][Math.max(0, Math.min(fault.arc, path.length) - 1)] as number;
    const ok = !isClosed && !fault;
    log.push(`${device.tag}${from}>${to}${ok ? '' : '!'}`);
    if (verdict.kind === 'never-returns') stop('fails');
    const newFd = !isV1 && path.some((state, index) => opens([from, ...path][index] as number, state));
    return { ok, newFd: ok && newFd };
  }

  function reset(device: Device) {
    device.state = ruleSet.initial;
    log.push(`${device.tag}[${device.state}]`);
  }

  /** v2: true on success. */
  function setState(device: Device, to: number, recover: number): boolean {
    if (since('9.1') && device.believed === to) return true;
    const { ok, newFd } = request(device, to);
    if (ok) {
      device.believed = to;
      const isOutOfSync = newFd && device.holdsFd;
      if (isOutOfSync) log.push(`${device.tag}EBADF`);
      device.holdsFd ||= newFd;
      return !isOutOfSync;
    }
    if (recover !== 0 && request(device, recover).ok) {
      device.believed = recover;
      return false;
    }
    calls += 1;
    if (hits()) {
      log.push(`${device.tag}[x]`);
      stop('aborts');
    }
    reset(device);
    device.believed = 2;
    return false;
  }

  /** v1: true on success. */
  function write(device: Device, mask: number, value: number): boolean {
    const to = ((device.state & mask) | value) >>> 0;
    if ((to & 4) !== 0 && (to & 7) !== 4) return false;
    if (request(device, to).ok) return true;
    if ((device.state & 7) === 6) stop('aborts');
    return false;
  }

  const hasP2p = ({ flags }: Device) => since('8.2') && ((flags ?? 0) & 2) !== 0;
  const hasPreCopy = ({ flags }: Device) => since('8.1') && ((flags ?? 0) & 4) !== 0;
  const quiesce = (device: Device) => setState(device, device.believed === 6 ? 7 : 5, 0);

  /** A VM handler that fails: into the file, or nowhere. */
  function mind(ok: boolean) {
    if (ok) return;
    if (ended === 'completes') ended = 'fails';
    if (hasFile) fileError = true;
    else if (isV1) stop('aborts');
  }

  function notify(running: boolean, reason: Reason | '') {
    if (vmRuns === running) return;
    vmRuns = running;
    const order = running ? startOrder : startOrder.toReversed();
    if (isV1) {
      for (const device of order) {
        if (device.vmRunning === running) continue;
        const saves = reason === 'save-vm' && since('6.1');
        mind(running ? write(device, ~7, 1) : write(device, ~1, saves ? 2 : 0));
        device.vmRunning = running;
      }
      return;
    }
    for (const device of order) if (hasP2p(device)) mind(quiesce(device));
    for (const device of order) {
      const keeps = ['finish-migrate', 'paused'].includes(reason) && since('8.1');
      const to = running ? 2 : keeps && [6, 7].includes(device.believed) ? 3 : 1;
      mind(setState(device, to, 0));
    }
  }

  function setup(device: Device): boolean {
    if (isV1) return write(device, 7, 2);
    if (!hasPreCopy(device) || device.believed === 1) return true;
    return device.believed === 2 && setState(device, 6, 2);
  }

  function complete(device: Device, reads: boolean): boolean {
    if (!(isV1 ? write(device, ~1, 2) : setState(device, 3, 1))) return lose();
    if (!reads || fileError) return false;
    if (isV1) return write(device, ~2, 0) || lose();
    return since('8.2') || setState(device, 1, 0) || lose();
  }

  function lose(): false {
    ended = 'fails';
    return false;
  }

  function cleanUp() {
    for (const device of devices) {
      if (since('8.2') && device.believed === 3) setState(device, 1, 0);
      device.holdsFd = false;
    }
  }

  interface Plan {
    readonly during?: () => void;
    readonly cut?: 'pre-copy' | 'pre-switchover' | 'stop-copy' | 'done';
    readonly isCpr?: boolean;
  }

  function migrate({ during, cut, isCpr }: Plan = {}) {
    let wasLive = false;
    const isLost = () => {
      [hasFile, fileError] = [true, false];
      if (!devices.every(setup)) return !lose();
      during?.();
      if (fileError || cut === 'pre-copy') return true;
      wasLive = isCpr === true || vmRuns;
      notify(false, 'finish-migrate');
      if (cut === 'pre-switchover') return true;
      const isDone = devices.every((device) => complete(device, cut !== 'stop-copy'));
      return !isDone || fileError || cut === 'done';
    };
    const lost = isLost();
    if (lost && wasLive) run();
    cleanUp();
    hasFile = false;
    for (const device of lost && !isCpr ? devices.toReversed() : [])
      isV1 ? write(device, ~6, 1) : setState(device, 2, 0);
  }

  const load = () =>
    devices.every((device) => (isV1 ? write(device, ~7, 4) : setState(device, 4, device.believed)));

  const resetOne = () => reset(devices[0] as Device);
  const run = () => notify(true, '');
  /** A stop that failed ends the migration before the VM goes on. */
  const stopAndCont = (reason: Reason) => () => {
    notify(false, reason);
    if (!fileError) run();
  };

  /** The load, after which the data_fd is closed. */
  function arriveAnd(go: () => void) {
    if (!load()) stop('fails');
    for (const device of devices) device.holdsFd = false;
    go();
  }

  const FLOWS: Readonly<Record<string, () => void>> = {
    boot: run,
    'stop-cont': () => {
      notify(false, 'paused');
      run();
    },
    'live-migration': migrate,
    'migrate-paused-vm': migrate,
    'migrate-vm-that-never-ran': migrate,
    savevm: () => {
      const ran = vmRuns;
      notify(false, 'save-vm');
      [hasFile, fileError] = [true, false];
      if (!devices.every(setup) || !devices.every((device) => complete(device, true))) lose();
      cleanUp();
      hasFile = false;
      if (ran) run();
    },
    loadvm: () => {
      const ran = vmRuns;
      notify(false, 'restore-vm');
      devices.forEach(reset);
      arriveAnd(() => ran && run());
    },
    incoming: () => arriveAnd(run),
    'incoming-paused': () => arriveAnd(run),
    'incoming-paused-migrated-on': () => arriveAnd(migrate),
    'cancel-in-pre-copy': () => migrate({ cut: 'pre-copy' }),
    'cancel-at-pre-switchover': () => migrate({ cut: 'pre-switchover' }),
    'cancel-or-fail-in-stop-copy': () => migrate({ cut: 'stop-copy' }),
    'fail-after-done': () => migrate({ cut: 'done' }),
    'cont-in-pre-copy': () => migrate({ during: run }),
    'io-error-stop-in-pre-copy': () => migrate({ during: () => notify(false, 'io-error') }),
    'io-error-and-cont-in-pre-copy': () => migrate({ during: stopAndCont('io-error') }),
    'pause-in-pre-copy': () => migrate({ during: () => notify(false, 'paused') }),
    'pause-and-cont-in-pre-copy': () => migrate({ during: stopAndCont('paused') }),
    'reset-in-pre-copy': () => migrate({ during: resetOne }),
    'reset-in-pre-copy-just-before-stop': () => migrate({ during: resetOne }),
    'reset-in-pre-copy-read-fails': () => migrate({ during: resetOne, cut: 'pre-copy' }),
    'cpr-fails': () => {
      notify(false, 'paused');
      migrate({ cut: 'stop-copy', isCpr: true });
    },
  };

  return {
    play() {
      const name = isPaused && flow !== 'migrate-paused-vm' ? flow.replace('-paused-vm', '') : flow;
      FLOWS[name]?.();
    },
    tell: () => [...log, ended].join(' '),
  };
}
