/**
 * Writes what the device's side prints of a play: the drivers of the kernel in dmesg, libvfio-user, and SPDK. Each line knows
 * which arcs it tells of. Written from the sources of those programs and not from the reader.
 */

import type { AskStep, PlayStep } from '../../../protocol/clients/play/play-step.ts';
import { toErrorText } from '../line/errno-name.ts';
import type { Random } from './damage.fixture.ts';
import type { TruthStep, WrittenLine, WrittenLog } from './written-log.fixture.ts';

export type DriverId = 'mlx5' | 'hisi_acc' | 'pds' | 'qat' | 'xe' | 'virtio';

/** `old` is libvfio-user until February 2022, which has one line for an arc; `spdk` puts its endpoint before each. */
export type ServerId = 'server' | 'server-old' | 'spdk';

/** The migration_flags that a driver may offer. */
export const DRIVER_FLAGS: Readonly<Record<DriverId, readonly number[]>> = {
  mlx5: [3, 7],
  hisi_acc: [1, 5],
  pds: [3],
  qat: [7],
  xe: [3],
  virtio: [7],
};

const XE_NAMES = ['error', 'stop', 'running', 'stopcopy', 'resuming', 'running_p2p'];
const SERVER_NAMES = ['stopped', 'running', 'stop-and-copy', 'pre-copy', 'resuming'];

/** The physical function that mlx5 and hisi_acc report on. */
const PF = '0000:81:00.0';

interface PlayedArc {
  readonly device: string;
  readonly from: number;
  readonly to: number;
  /** null for an arc that was taken. */
  readonly errno: string | null;
  /** True for a request that the rules refuse: no driver is called, but a server answers it. */
  readonly isRefused: boolean;
}

/** The arcs of a play, each as it came out. */
function listArcs(steps: readonly PlayStep[], names: readonly string[]): readonly PlayedArc[] {
  return steps.flatMap((step) => (step.act === 'ask' ? listArcsOf(step, names[step.device] ?? '') : []));
}

function listArcsOf({ from, to, now, verdict, errno }: AskStep, device: string): readonly PlayedArc[] {
  const isReached = errno === null || errno === 'EBADF';
  if (verdict.kind === 'refused') return [{ device, from, to, errno, isRefused: true }];
  const arcs = verdict.kind === 'accepted' && verdict.arcs.length > 0 ? verdict.arcs : [{ from, to }];
  const failed = isReached ? arcs.length : arcs.findIndex((arc) => arc.from === now);
  return arcs
    .slice(0, failed + 1)
    .map((arc, at) => ({ ...arc, device, errno: at === failed ? errno : null, isRefused: false }));
}

const toTruth = ({ device, from, to, errno }: PlayedArc): TruthStep => ({
  ...{ device, from, to, errno, event: errno === null ? 'reached' : 'failed' },
});
const toAsked = (arc: PlayedArc): TruthStep => ({ ...toTruth(arc), event: 'asked', errno: null });

/** What a driver of the kernel prints, without the time. */
export function writeDriverLog(
  driver: DriverId,
  steps: readonly PlayStep[],
  names: readonly string[],
  random: Random,
): WrittenLog {
  // The core answers x > x and what it refuses: no driver is called.
  const arcs = listArcs(steps, names).filter(({ from, to, isRefused }) => from !== to && !isRefused);
  const lines: WrittenLine[] = [];
  const add = (text: string, tells: TruthStep[] = []) => lines.push({ text, isError: false, tells });
  for (const arc of arcs) writeDriverArc(driver, arc, random, add);
  return { lines, truth: arcs.map(toTruth) };
}

type AddLine = (text: string, tells?: TruthStep[]) => unknown;

function writeDriverArc(driver: DriverId, arc: PlayedArc, { choose, pick }: Random, add: AddLine): void {
  const { device, from, to, errno } = arc;
  const tells = [toTruth(arc)];
  if (driver === 'xe') {
    const name = `${XE_NAMES[from]}->${XE_NAMES[to]}`;
    add(`xe-vfio-pci ${device}: state: ${name}`, [toAsked(arc), ...(errno === null ? tells : [])]);
    if (errno !== null)
      add(`xe-vfio-pci ${device}: Failed to transition state: ${name} err=-${toErrorNumber(errno)}`, tells);
    return;
  }
  if (errno === null) return;
  switch (driver) {
    case 'mlx5': {
      const command = MLX5[`${from}>${to}`];
      if (command)
        add(
          `mlx5_core ${PF}: mlx5_cmd_out_err:829:(pid 31337): ${command} failed, status ${choose(['internal error(0x1)', 'bad resource state(0x9)'])}, syndrome (0x4a02f5), err(-${toErrorNumber(errno)})`,
          tells,
        );
      break;
    }
    case 'hisi_acc': {
      const texts = HISI[`${from}>${to}`] ?? [];
      if (texts.length > 0 && pick(3) === 0) add(`hisi_sec2 ${PF}: failed to check QM RAS state!`);
      if (texts.length > 0) add(`hisi-acc-vfio-pci ${device}: ${choose(texts)}`, tells);
      break;
    }
    case 'pds': {
      const texts =
        errno === 'ETIMEDOUT' && (to === 5 || from === 5) ? TIMEOUTS : (PDS[`${from}>${to}`] ?? []);
      if (texts.length === 0) break;
      add(`pds_vfio_pci ${device}: client admin cmd failed: -${errno}`);
      add(`pds_vfio_pci ${device}: ${choose(texts).replace('%pe', `-${errno}`)}`, tells);
      break;
    }
    case 'qat':
    case 'virtio': {
      add('------------[ cut here ]------------');
      add(
        `WARNING: CPU: 3 PID: 4711 at drivers/vfio/pci/${driver}/main.c:5${pick(90)} ${driver}_vf_pci_step_device_state+0x2a1/0x3c0 [${driver}_vfio_pci]`,
      );
    }
  }
}

const toErrorNumber = (errno: string): number =>
  ({ EIO: 5, ENOMEM: 12, EBUSY: 16, EINVAL: 22, ETIMEDOUT: 110 })[errno] ?? 95;

const MLX5: Readonly<Record<string, string>> = {
  '2>5': 'SUSPEND_VHCA(0xb0b) op_mod(0x0)',
  '6>7': 'SUSPEND_VHCA(0xb0b) op_mod(0x0)',
  '5>1': 'SUSPEND_VHCA(0xb0b) op_mod(0x1)',
  '1>5': 'RESUME_VHCA(0xb0c) op_mod(0x0)',
  '5>2': 'RESUME_VHCA(0xb0c) op_mod(0x1)',
  '7>6': 'RESUME_VHCA(0xb0c) op_mod(0x1)',
  '7>3': 'SAVE_VHCA_STATE(0xb0e) op_mod(0x0)',
  '1>3': 'SAVE_VHCA_STATE(0xb0e) op_mod(0x0)',
  '2>6': 'SAVE_VHCA_STATE(0xb0e) op_mod(0x0)',
  '4>1': 'LOAD_VHCA_STATE(0xb0f) op_mod(0x0)',
};

const STOPS = [
  'failed to stop QM VF function!',
  'failed to check QM INT state!',
  'failed to writeback QM cache!',
];
const HISI: Readonly<Record<string, readonly string[]>> = {
  '2>1': STOPS,
  '6>3': STOPS,
  '1>3': ['failed to writeback QM Cache!'],
  '4>1': ['failed to match the VF!', 'failed to recover the VF!'],
};

const SUSPENDS = ['vf3: Suspend failed: %pe'];
const TIMEOUTS = [...SUSPENDS, 'pds_vfio_suspend_wait_device_cmd: vf3: Suspend comp timeout'];
const PDS: Readonly<Record<string, readonly string[]>> = {
  '2>5': SUSPENDS,
  '5>1': SUSPENDS,
  '1>3': [
    'failed to get save status: %pe',
    'failed to create save file',
    'failed to get migration state: %pe',
  ],
  '1>4': ['failed to create restore file'],
  '4>1': ['failed to set migration state: %pe'],
};

/** What a server of vfio-user prints of v1, without the time. */
export function writeServerLog(
  server: ServerId,
  steps: readonly PlayStep[],
  names: readonly string[],
  { pick }: Random,
): WrittenLog {
  const own = server === 'spdk' ? names : names.map(() => 'libvfio-user');
  const arcs = listArcs(steps, own).filter(
    ({ from, to }) => (SERVER_NAMES[from] && SERVER_NAMES[to]) !== undefined,
  );
  const lines: WrittenLine[] = [];
  for (const arc of arcs) {
    const add = (text: string, tells: TruthStep[] = []) =>
      lines.push({ text: server === 'spdk' ? toSpdk(arc, text, pick) : text, isError: false, tells });
    const tells = [toTruth(arc)];
    const { from, to, errno, isRefused } = arc;
    const states = `from state ${SERVER_NAMES[from]} to state ${SERVER_NAMES[to]}`;
    if (server === 'server-old') {
      add(`migration: transition ${states}`, [toAsked(arc), ...(errno === null ? tells : [])]);
      if (isRefused) add(`bad transition ${states}`, tells);
      else if (errno !== null) add(`failed to transition to state ${to}: ${toErrorText(errno)}`, tells);
      continue;
    }
    add(`migration: transitioning ${states}`, [toAsked(arc)]);
    if (isRefused) add(`bad transition ${states}`, tells);
    if (server === 'spdk' && !isRefused)
      lines.push({
        text: `vfio_user.c:3456:vfio_user_migration_device_state_transition: *DEBUG*: ${arc.device} controller state 2, migration state ${pick(5)}`,
        ...{ isError: false, tells: [] },
      });
    add(`migration: ${errno === null ? 'transitioned' : 'failed to transition'} ${states}`, tells);
  }
  return { lines, truth: arcs.map(toTruth) };
}

const toSpdk = ({ device, errno }: PlayedArc, text: string, pick: (limit: number) => number): string =>
  `vfio_user.c:${String(1000 + pick(4000))}:vfio_user_log: *${errno === null ? 'DEBUG' : 'ERROR'}*: ${device}: ${text}`;
