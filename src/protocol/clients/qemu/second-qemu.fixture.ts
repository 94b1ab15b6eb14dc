/**
 * QEMU a second time, to check the first. It is written from the description of the protocol, and shares nothing with the
 * engine but the verdicts of the rules. A flow is a line of steps, run over the devices in QEMU's order; what a step asks
 * of one device is known by its mind, of which each generation has its own.
 *
 * It answers with one line: `2>6 6>7! [2] 2>1 1>3 EBADF 3>2 fails`, where `!` marks a failed ask, `[2]` a reset and the
 * state after it, `[x]` a reset that failed, and `B:` the second device.
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

/** One device as it is, whatever QEMU believes. */
interface Device {
  readonly flags: number | null;
  readonly read: () => number;
  readonly ask: (to: number) => 'fails' | 'passes' | 'opens';
  /** By QEMU, which aborts if it fails. */
  readonly reset: () => void;
  readonly resetFromOutside: () => void;
  readonly say: (text: string) => void;
  readonly stop: (end: End) => never;
}

/** What QEMU does to one device; false where it failed. */
type Mind = ReturnType<typeof createV2Mind>;

type End = 'completes' | 'fails' | 'aborts';

/** QEMU is no more, or has nothing more to do. */
class Stopped extends Error {}

/** The arcs of v2 that open a data session. */
const OPENING = ['1>3', '2>6', '5>7', '1>4'];

/** What follows a step that fails: QEMU takes the VM back, cleans up and tells of it. */
const LOST = 'back cleanup notify';

/**
 * Whether the VM runs, is paused or is fresh, that is, never ran; the steps; what follows if one fails, as `lose` does on
 * purpose. A flow of a paused VM has the steps of the other, of which those that stop or continue the VM do nothing.
 */
const FLOWS: Readonly<
  Record<string, readonly [vm: 'runs' | 'paused' | 'fresh', steps: string, lost?: string]>
> = {
  boot: ['fresh', 'start'],
  'stop-cont': ['runs', 'stop:paused start'],
  'live-migration': ['runs', 'setup switch complete cleanup'],
  'migrate-paused-vm': ['paused', 'setup switch complete cleanup'],
  'migrate-vm-that-never-ran': ['fresh', 'setup switch complete cleanup'],
  savevm: ['runs', 'stop:save-vm setup complete cleanup cont', 'cleanup cont'],
  loadvm: ['runs', 'stop:restore-vm reset-all load cont'],
  incoming: ['fresh', 'load start'],
  'incoming-paused': ['fresh', 'load start'],
  'incoming-paused-migrated-on': ['fresh', 'load setup switch complete cleanup'],
  'cancel-in-pre-copy': ['runs', 'setup lose'],
  'cancel-at-pre-switchover': ['runs', 'setup switch lose'],
  'cancel-or-fail-in-stop-copy': ['runs', 'setup switch begin-complete lose'],
  'fail-after-done': ['runs', 'setup switch complete lose'],
  'cont-in-pre-copy': ['fresh', 'setup start switch complete cleanup'],
  'pause-in-pre-copy': ['runs', 'setup stop:paused switch complete cleanup'],
  'pause-and-cont-in-pre-copy': ['runs', 'setup stop:paused start switch complete cleanup'],
  'io-error-stop-in-pre-copy': ['runs', 'setup stop:io-error switch complete cleanup'],
  'io-error-and-cont-in-pre-copy': ['runs', 'setup stop:io-error start switch complete cleanup'],
  'reset-in-pre-copy': ['runs', 'setup reset switch complete cleanup'],
  'reset-in-pre-copy-read-fails': ['runs', 'setup reset lose'],
  'reset-in-pre-copy-just-before-stop': ['runs', 'setup reset switch complete cleanup'],
  'cpr-fails': ['runs', 'stop:cpr setup begin-complete lose', 'cont cleanup'],
};

/** Plays one flow, and says in one line what was asked and how it ended. */
export function playSecond(setting: SecondSetting): string {
  const lines: string[] = [];
  try {
    lines.push(runFlow(setting, lines));
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  return lines.join(' ');
}

function runFlow(setting: SecondSetting, lines: string[]): End {
  const { flow, version, ruleSet, plugged } = setting;
  const isV1 = ruleSet.generation === 'v1';
  const row = FLOWS[flow] ?? FLOWS[flow.replace('-paused-vm', '')];
  if (!row) throw new Error(`the second QEMU has no flow ${flow}`);
  const [usual, steps, lost = LOST] = row;
  const vm = flow.endsWith('-paused-vm') ? 'paused' : usual;
  const devices = createDevices(setting, vm === 'paused' ? Number(!isV1) : ruleSet.initial, lines);
  const minds = devices.map((device) =>
    isV1
      ? createV1Mind(device, version === '6.1', vm === 'runs' && !plugged)
      : createV2Mind(device, Number(version), vm === 'paused' ? 1 : 2),
  );
  const depths = new Map(minds.map((mind, index) => [mind, setting.devices[index]?.depth ?? 0]));
  const startOrder = minds.toSorted((a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0));
  let end: End = 'completes';
  let vmRuns = vm === 'runs';
  let ranAtSwitch = false;
  let file: 'none' | 'good' | 'failed' = 'none';

  const must = (isGood: boolean) => {
    if (!isGood) end = 'fails';
    return isGood;
  };
  /** A VM start or stop that fails can only mark the file as failed. Where there is none, v1 follows a NULL pointer. */
  const blame = (isGood: boolean) => {
    if (must(isGood)) return;
    if (file !== 'none') file = 'failed';
    else if (isV1) devices[0]?.stop('aborts');
  };
  /** False where the file has failed: in pre-copy that ends the migration, whose thread looks at it between two rounds. */
  function turn(runs: boolean, why: string): boolean {
    if (vmRuns === runs) return true;
    vmRuns = runs;
    const order = runs ? startOrder : startOrder.toReversed();
    for (const { prepare } of order) blame(prepare());
    for (const { change } of order) blame(change(runs, why));
    return file !== 'failed';
  }

  const STEPS: Readonly<Record<string, (why: string) => unknown>> = {
    start: () => turn(true, ''),
    stop: (why) => turn(false, why),
    cont: () => vm !== 'runs' || turn(true, ''),
    back: () => !ranAtSwitch || turn(true, ''),
    setup() {
      file = 'good';
      return must(minds.every((mind) => mind.setup()));
    },
    switch() {
      ranAtSwitch = vmRuns;
      turn(false, 'finish-migrate');
    },
    complete: () => must(minds.every((mind) => mind.complete() && file === 'good' && mind.done())),
    'begin-complete': () => must(minds[0]?.complete() === true),
    cleanup() {
      for (const mind of minds) mind.cleanup();
      file = 'none';
    },
    notify() {
      for (const mind of minds.toReversed()) mind.notify();
    },
    load: () => minds.every((mind) => mind.load()) || devices[0]?.stop('fails'),
    reset: () => devices[0]?.resetFromOutside(),
    'reset-all'() {
      for (const device of devices) device.resetFromOutside();
    },
    lose: () => false,
  };
  const walk = (line: string) =>
    line.split(' ').every((step) => {
      const [name = '', why = ''] = step.split(':');
      return STEPS[name]?.(why) !== false || line === lost;
    });
  if (!walk(steps)) walk(lost);
  return end;
}

function createDevices({ ruleSet, devices, faults }: SecondSetting, first: number, lines: string[]) {
  let calls = 0;
  const findFault = () => {
    calls += 1;
    return faults.find(({ call }) => call === calls);
  };
  const stop = (end: End): never => {
    lines.push(end);
    throw new Stopped();
  };
  return devices.map(({ flags }, index): Device => {
    let state = first;
    const say = (text: string) => lines.push(devices.length > 1 ? `${'AB'[index]}:${text}` : text);
    const resetFromOutside = () => {
      state = ruleSet.initial;
      say(`[${state}]`);
    };
    return {
      ...{ flags, say, stop, resetFromOutside },
      read: () => state,
      reset() {
        if (!findFault()) return resetFromOutside();
        say('[x]');
        stop('aborts');
      },
      ask(to) {
        const from = state;
        const fault = findFault();
        const verdict = getVerdict(ruleSet, { from, to, flags });
        const isDenied = verdict.kind === 'refused' || verdict.kind === 'never-returns';
        say(`${from}>${to}${isDenied || fault ? '!' : ''}`);
        if (verdict.kind === 'never-returns') return stop('fails');
        const arcs = verdict.kind === 'unspecified' ? [{ from, to }] : verdict.arcs;
        if (isDenied) state = arcs.at(-1)?.to ?? from;
        else if (!fault) state = to;
        else if (fault.kind === 'faulted') state = getErrorValue(ruleSet);
        else state = arcs[Math.min(fault.arc, arcs.length) - 1]?.from ?? from;
        if (isDenied || fault) return 'fails';
        return arcs.some((arc) => OPENING.includes(`${arc.from}>${arc.to}`)) ? 'opens' : 'passes';
      },
    };
  });
}

function createV1Mind(device: Device, savesAtStop: boolean, ran: boolean): Mind {
  let vmRunning = ran;
  const write = (mask: number, value: number): boolean => {
    const to = ((device.read() & mask) | value) >>> 0;
    if (to & 4 && to & 3) return false;
    if (device.ask(to) !== 'fails') return true;
    if ((device.read() & 7) === 6) device.stop('aborts');
    return false;
  };
  return {
    prepare: () => true,
    change(runs, why) {
      if (vmRunning === runs) return true;
      vmRunning = runs;
      return runs ? write(~7, 1) : write(~1, savesAtStop && why === 'save-vm' ? 2 : 0);
    },
    setup: () => write(7, 2),
    complete: () => write(~1, 2),
    done: () => write(~2, 0),
    cleanup: () => {},
    notify: () => write(~6, 1),
    load: () => write(~7, 4),
  };
}

function createV2Mind(device: Device, version: number, first: number) {
  const hasPreCopy = version >= 8.1 && ((device.flags ?? 0) & 4) !== 0;
  const hasP2p = version >= 8.2 && ((device.flags ?? 0) & 2) !== 0;
  const stopsAtEnd = version < 8.2;
  let believed = first;
  let holdsFd = false;
  /** Asks for a state, and where that fails for `recover`, of which 0 is a reset at once. */
  const set = (to: number, recover: number): boolean => {
    if (version >= 9.1 && to === believed) return true;
    const answer = device.ask(to);
    if (answer === 'fails') {
      const isMended = recover !== 0 && device.ask(recover) !== 'fails';
      if (!isMended) device.reset();
      believed = isMended ? recover : 2;
      return false;
    }
    believed = to;
    if (answer === 'passes') return true;
    const isInSync = !holdsFd;
    if (!isInSync) device.say('EBADF');
    holdsFd = true;
    return isInSync;
  };
  return {
    prepare: () => !hasP2p || set(believed === 6 ? 7 : 5, 0),
    change(runs: boolean, why: string) {
      const saves = version >= 8.1 && (believed === 6 || believed === 7);
      const goesOn = saves && (why === 'finish-migrate' || why === 'paused');
      return set(runs ? 2 : goesOn ? 3 : 1, 0);
    },
    setup: () => !hasPreCopy || believed === 1 || (believed === 2 && set(6, 2)),
    complete: () => set(3, 1),
    /** The end of the function that completes. */
    done: () => !stopsAtEnd || set(1, 0),
    cleanup() {
      if (!stopsAtEnd && believed === 3) set(1, 0);
      holdsFd = false;
    },
    notify: () => set(2, 0),
    load() {
      const isGood = set(4, believed);
      holdsFd = false;
      return isGood;
    },
  };
}
