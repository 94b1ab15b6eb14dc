/**
 * Random plays of several devices of one VM or of two, with faults in any request and with devices that lag behind the
 * others, written as logs and read back: a P2P phase that is called broken was broken so, and in a log that is whole each one
 * that was broken is told.
 */

import { CLIENTS } from '../../../protocol/clients/client-table.ts';
import { getFlowIds, playFlow } from '../../../protocol/clients/flow-run.ts';
import type { CallFault } from '../../../protocol/clients/play/device-side.ts';
import type { PlayStep } from '../../../protocol/clients/play/play-step.ts';
import { QEMU_SCRIPTS } from '../../../protocol/clients/qemu/qemu-script.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { hasFlags, P2P } from '../../../protocol/state/migration-flags.ts';
import type { DamageId, FileLine, Random, Stamp } from '../../../reader/log/prove/damage.fixture.ts';
import { damage, stampLine, toRandom } from '../../../reader/log/prove/damage.fixture.ts';
import type { TruthStep, WrittenLine } from '../../../reader/log/prove/written-log.fixture.ts';
import { writeLog } from '../../../reader/log/prove/written-log.fixture.ts';
import { createReplay } from '../log-replay.ts';

export interface PhaseProof {
  readonly setting: string;
  readonly text: string;
  /** Findings that are not so, and of a whole log those that are missing, in words. */
  readonly wrong: readonly string[];
  /** Pairs of devices whose phase was broken; pairs that are told as such; pairs about which is asked. */
  readonly broken: number;
  readonly told: number;
  readonly asked: number;
  readonly isWhole: boolean;
}

/** A device that was stopped while another could start peer-to-peer DMA. */
interface Breach {
  readonly stopped: TruthStep;
  readonly other: string;
  /** True where neither device has just failed: how a failure was mended is told late, or follows from other lines. */
  readonly isPlain: boolean;
}

interface Vm {
  readonly client: string;
  readonly setting: string;
  readonly lines: readonly { readonly line: WrittenLine; readonly pid: number }[];
  readonly breaches: readonly Breach[];
  readonly names: readonly string[];
  /** True where the log shows every failure and every device from the beginning. */
  readonly isShown: boolean;
}

const NAMES = [
  '0000:81:00.2',
  '0000:3b:00.1',
  'VFIO user </var/run/a b.sock>',
  'hostdev0',
  'net1',
  'd (x) y',
];
const CLIENT_IDS = [
  'qemu-8.0',
  'qemu-8.1',
  'qemu-8.2',
  'qemu-8.2',
  'qemu-8.2',
  'qemu-9.1',
  'qemu-9.1',
  'qemu-9.1',
];
const STAMPS: readonly Stamp[] = ['backend', 'backend', 'backend', 'backend', 'iso', 'syslog', 'none'];
const DAMAGES: readonly DamageId[] = [
  'headless',
  'doubled',
  'foreign',
  'torn',
  'narrow',
  'wrapped',
  'quoted',
  'crlf',
];
const ERRNOS = ['EBUSY', 'EIO', 'ENOMEM', 'ETIMEDOUT'] as const;

const [STOP, RUNNING, STOP_COPY, RUNNING_P2P, PRE_COPY, PRE_COPY_P2P] = [1, 2, 3, 5, 6, 7] as const;

export function provePhase(source: () => number): PhaseProof {
  const random = toRandom(source);
  const { choose, happens, pick } = random;
  const names = NAMES.toSorted(() => (happens(0.5) ? 1 : -1));
  const vms = [playVm(random, 4711, names.slice(0, 2 + pick(2)))];
  if (happens(0.2)) vms.push(playVm(random, 4712, names.slice(3, 5)));
  const stamp = choose(STAMPS);
  let seconds = 1_700_000_000;
  let file: readonly FileLine[] = merge(vms, random).map(({ line, pid }) => {
    seconds += (50 + pick(500)) / 1e6;
    return { text: stampLine(line, stamp, pid, seconds), source: line };
  });
  const damages = happens(0.6) ? [] : DAMAGES.filter(() => happens(0.25));
  for (const id of damages) file = damage(file, id, random);
  const text = `${file.map((line) => line.text).join('\n')}\n`;
  // Of two VMs whose lines name no process nobody can tell which device is whose, and two clients are taken for one.
  const isWhole =
    damages.length === 0 &&
    vms.every(({ isShown }) => isShown) &&
    (vms.length === 1 ||
      (new Set(vms.map(({ client }) => client)).size === 1 && ['backend', 'syslog'].includes(stamp)));
  return {
    setting: `${vms.map(({ setting }) => setting).join(' & ')}; ${stamp}; ${damages.join(' ')}`,
    ...{ text, isWhole },
    ...compare(vms, file, isWhole),
  };
}

function compare(vms: readonly Vm[], file: readonly FileLine[], isWhole: boolean) {
  const replay = createReplay({});
  for (const { text } of file) replay.push(text);
  const findings = replay.end().findings.filter(({ id }) => id.startsWith('p2p-phase'));
  const all = vms.flatMap(({ names }) => names);
  const breaches = vms.flatMap((vm) => vm.breaches);
  const pairs = findings.map(({ id, line, device, text }) => {
    const others = all.filter((name) => name !== device && text.includes(` ${name} `));
    return { id, line, device, others, tells: file[line - 1]?.source?.tells ?? [] };
  });
  const broken = pairs.filter(({ id }) => id === 'p2p-phase-broken');
  const isSo = ({ others, device, tells }: (typeof pairs)[number]) =>
    breaches.some(
      ({ stopped, other }) => stopped.device === device && others.includes(other) && tells.includes(stopped),
    );
  const missing = breaches.filter(
    ({ stopped, other, isPlain }) =>
      isPlain && !pairs.some(({ device, others }) => device === stopped.device && others.includes(other)),
  );
  return {
    wrong: [
      ...broken
        .filter((each) => !isSo(each))
        .map(({ line, device, others }) => `line ${line}: ${device}, ${others}`),
      ...(isWhole
        ? missing.map(
            ({ stopped, other }) => `missing: ${stopped.device} ${stopped.from}>${stopped.to}, ${other}`,
          )
        : []),
    ],
    broken: new Set(breaches.map(({ stopped, other }) => `${stopped.device} | ${other}`)).size,
    told: broken.length,
    asked: pairs.length - broken.length,
  };
}

function playVm(random: Random, pid: number, names: readonly string[]): Vm {
  const { pick, choose, happens } = random;
  const wanted = choose(CLIENT_IDS);
  const [client, ruleSet] = [CLIENTS.find(({ id }) => id === wanted), getRuleSet('v2-7.2')];
  if (!client || !ruleSet) throw new Error('no client, or no rules v2-7.2');
  const devices = names.map(() => ({ flags: choose([1, 3, 3, 5, 7, 7, 7]), depth: pick(2) }));
  const flow = choose(getFlowIds(client, devices[0]?.flags ?? null));
  const faults = Array.from(
    { length: choose([0, 0, 1, 1, 2]) },
    (): CallFault => ({
      call: 1 + pick(14),
      fault: happens(0.8)
        ? { kind: 'declined', arc: 1 + pick(2), errno: choose(ERRNOS) }
        : { kind: 'faulted', arc: 1 + pick(2) },
    }),
  );
  const play = playFlow(client, flow, { ruleSet, devices, faults });
  const lags = choose([0, 0, 1, 2]);
  let steps = play.steps;
  for (let turn = 0; turn < lags; turn += 1) steps = lag(steps, random);
  const style = {
    ...{ names, pid, isSimpletrace: false, isLate: happens(0.5) },
    hasErrors: happens(0.85),
    isOpened: happens(0.85),
  };
  const { lines, truth } = writeLog(client, { ...play, steps }, style);
  const hasP2p = new Map(names.map((name, index) => [name, hasFlags(devices[index]?.flags ?? 0, P2P)]));
  return {
    client: client.id,
    setting: `${client.id} ${flow} flags ${devices.map(({ flags }) => flags)} faults ${JSON.stringify(faults)} lags ${lags} ${JSON.stringify(style)}`,
    lines: lines.map((line) => ({ line, pid })),
    breaches: findTrueBreaches(truth, names, play.start).filter(
      ({ stopped, other }) => hasP2p.get(stopped.device) && hasP2p.get(other),
    ),
    names,
    isShown: style.hasErrors && style.isOpened && QEMU_SCRIPTS[flow]?.start !== 'paused',
  };
}

/** One device lags behind the others: what is asked of it comes later, in the same order. */
function lag(steps: readonly PlayStep[], { pick }: Random): readonly PlayStep[] {
  const units: PlayStep[][] = [];
  for (const step of steps) {
    const isMend = (step.act === 'ask' && step.isRecovery) || (step.act === 'reset' && step.by === 'client');
    if (isMend && units.length > 0) units.at(-1)?.push(step);
    else units.push([step]);
  }
  const at = pick(units.length);
  const device = units[at]?.[0]?.device;
  const [own, others]: [PlayStep[][], PlayStep[][]] = [[], []];
  let end = at;
  for (const most = 1 + pick(6); end < units.length && others.length < most; end += 1) {
    const unit = units[end] as PlayStep[];
    (unit[0]?.device === device ? own : others).push(unit);
  }
  return [...units.slice(0, at), ...others, ...own, ...units.slice(end)].flat();
}

/** Where a device was stopped, of each other one that could start peer-to-peer DMA then: the first time. */
function findTrueBreaches(
  truth: readonly TruthStep[],
  names: readonly string[],
  start: number,
): readonly Breach[] {
  const real = truth.filter(({ event }) => event !== 'none' && event !== 'asked');
  return real.flatMap((stopped, at) => {
    const { event, from, to, device } = stopped;
    const isStop =
      event === 'reached' &&
      [STOP, STOP_COPY].some((state) => state === to) &&
      [RUNNING, PRE_COPY, RUNNING_P2P, PRE_COPY_P2P].some((state) => state === from);
    if (!isStop) return [];
    return names
      .filter(
        (name) =>
          name !== device && [RUNNING, PRE_COPY].some((state) => state === stateAt(real, at, name, start)),
      )
      .map((other) => ({
        stopped,
        other,
        isPlain: [device, other].every((name) => isMended(real, at, name)),
      }));
  });
}

/** True where neither of the last two steps of a device failed. */
const isMended = (real: readonly TruthStep[], at: number, device: string): boolean =>
  real
    .slice(0, at)
    .filter((step) => step.device === device)
    .slice(-2)
    .every(({ event }) => event !== 'failed');

/** device_state of a device at a time: where its next step begins, or where its last one ended. */
function stateAt(real: readonly TruthStep[], at: number, device: string, start: number): number {
  const next = real.slice(at).find((step) => step.device === device);
  if (next) return next.from;
  const last = real.slice(0, at).findLast((step) => step.device === device);
  if (!last) return start;
  return last.event === 'failed' ? last.from : last.to;
}

/** Several logs as one: each keeps its order. */
function merge(vms: readonly Vm[], { choose }: Random): Vm['lines'] {
  const rest = vms.map(({ lines }) => [...lines]);
  const merged: Vm['lines'][number][] = [];
  for (;;) {
    const open = rest.filter((lines) => lines.length > 0);
    if (open.length === 0) return merged;
    merged.push(...choose(open).splice(0, 1));
  }
}
