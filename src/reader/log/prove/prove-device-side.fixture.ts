/**
 * Random plays of QEMU with faults, written as the device's side prints them: dmesg of the drivers, libvfio-user and SPDK,
 * alone, together, or beside QEMU's own trace; damaged and read back. No step that is called certain may differ from what
 * happened.
 */

import type { Client } from '../../../protocol/clients/client.ts';
import { CLIENTS } from '../../../protocol/clients/client-table.ts';
import { getFlowIds, type Play, playFlow } from '../../../protocol/clients/flow-run.ts';
import type { CallFault } from '../../../protocol/clients/play/device-side.ts';
import { QEMU_SCRIPTS } from '../../../protocol/clients/qemu/qemu-script.ts';
import { getRuleSet, RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { readLog } from '../log-run.fixture.ts';
import type { DamageId, FileLine, Random } from './damage.fixture.ts';
import { damage, stampLine, toRandom } from './damage.fixture.ts';
import type { LogProof } from './prove-log.fixture.ts';
import { formatWrong, isTrue, merge } from './prove-log.fixture.ts';
import type { DriverId, ServerId } from './written-arcs.fixture.ts';
import { DRIVER_FLAGS, writeDriverLog, writeServerLog } from './written-arcs.fixture.ts';
import { type WrittenLine, type WrittenLog, writeLog } from './written-log.fixture.ts';

const NAMES = ['0000:03:00.1', '0000:75:00.1', '0000:b5:00.3', '0000:81:00.2'];
const ENDPOINTS = ['/var/run/vfio-user', '/var/tmp/cntrl-2'];
const ERRNOS = ['EINVAL', 'EBUSY', 'EIO', 'ENOMEM', 'ETIMEDOUT'] as const;
const DRIVERS: readonly DriverId[] = ['xe', 'xe', 'xe', 'mlx5', 'hisi_acc', 'pds', 'qat', 'virtio'];
const SERVERS: readonly ServerId[] = ['server', 'server-old', 'spdk', 'spdk'];
/** Without moved lines: the clock of the kernel does not put them in order again. */
const DAMAGES: readonly DamageId[] = [
  'headless',
  'doubled',
  'foreign',
  'torn',
  'wrapped',
  'quoted',
  'crlf',
  'cut',
];

type DmesgStamp = 'uptime' | 'level' | 'date' | 'iso' | 'syslog' | 'journal' | 'none';

interface Side {
  readonly setting: string;
  readonly logs: readonly (readonly WrittenLine[])[];
  readonly truth: WrittenLog['truth'];
  readonly stamp: (line: WrittenLine, seconds: number) => string;
  readonly isWrapped: boolean;
}

export function proveDeviceSide(source: () => number): LogProof {
  const random = toRandom(source);
  const { pick, happens } = random;
  const side = happens(0.3) ? writeServer(random) : writeKernel(random);
  let seconds = 1000 + pick(100);
  const stamp = (lines: readonly WrittenLine[]) =>
    lines.map((line): FileLine => {
      seconds += (50 + pick(5000)) / 1e6;
      return { text: side.stamp(line, seconds), source: line };
    });
  let file: readonly FileLine[] = side.logs.flatMap(stamp);
  const damages = happens(0.3)
    ? []
    : DAMAGES.filter((id) => happens(0.25) && (side.isWrapped || !['wrapped', 'torn', 'cut'].includes(id)));
  if (file.length > 0) for (const id of damages) file = damage(file, id, random);
  const text = file.map((line) => line.text).join('\n') + (damages.includes('cut') ? '' : '\n');
  const { steps, summary } = readLog(text);
  const silent = summary.devices.filter(({ hasErrors }) => !hasErrors).map(({ name }) => name);
  for (const step of steps) step.certain &&= !step.needsErrors || !silent.includes(step.device);
  const certain = steps.filter((step) => step.certain);
  return {
    setting: `${side.setting}; ${damages.join(' ')}`,
    text,
    wrong: certain.filter((step) => !isTrue(step, file)).map(formatWrong),
    ...{ happened: side.truth.length, certain: certain.length, told: steps.length },
    isDamaged: damages.length > 0,
  };
}

function listFaults({ pick, choose }: Random): readonly CallFault[] {
  return Array.from(
    { length: choose([0, 1, 1, 2, 3]) },
    (): CallFault => ({
      call: 1 + pick(10),
      fault: { kind: 'declined', arc: 1 + pick(3), errno: choose(ERRNOS) },
    }),
  );
}

function writeKernel(random: Random): Side {
  const { pick, choose, happens } = random;
  const ruleSet = getRuleSet('v2-7.2');
  if (!ruleSet) throw new Error('no rules v2-7.2');
  const clients = CLIENTS.filter(({ id, generation }) => id.startsWith('qemu-') && generation === 'v2');
  const stampId = choose<DmesgStamp>([
    'uptime',
    'uptime',
    'level',
    'date',
    'iso',
    'syslog',
    'journal',
    'none',
  ]);
  const names = NAMES.toSorted(() => (happens(0.5) ? 1 : -1));
  let play: Play | undefined;
  let client: Client | undefined;
  let isPaused = false;
  const parts = Array.from({ length: happens(0.3) ? 2 : 1 }, (_, index) => {
    const driver = choose(DRIVERS);
    const own = names.slice(2 * index, 2 * index + 1 + pick(2));
    const flags = choose(DRIVER_FLAGS[driver]);
    client = choose(clients);
    const flow = choose(getFlowIds(client, flags));
    const faults = listFaults(random);
    isPaused = QEMU_SCRIPTS[flow]?.start === 'paused';
    play = playFlow(client, flow, { ruleSet, devices: own.map(() => ({ flags })), faults });
    const setting = `${driver} ${client.id} ${flow} flags ${flags} faults ${JSON.stringify(faults)}`;
    return { setting, own, ...writeDriverLog(driver, play.steps, own, random) };
  });
  const kernel = merge(
    parts.map(({ lines }) => lines),
    random,
  );
  const [first] = parts;
  // The log of QEMU of the same play, before the lines of the kernel or after them.
  const isBeside = parts.length === 1 && happens(0.2);
  const beside =
    isBeside && play && client && first
      ? writeLog(client, play, {
          ...{ names: first.own, hasErrors: happens(0.7), isOpened: happens(0.7) && !isPaused },
          ...{ isLate: happens(0.5), isSimpletrace: false, pid: 4711 },
        })
      : null;
  const ofQemu = new Set(beside?.lines);
  return {
    setting: `${parts.map(({ setting }) => setting).join(' & ')}; ${stampId}${beside ? '; with QEMU' : ''}`,
    logs: beside ? (happens(0.5) ? [kernel, beside.lines] : [beside.lines, kernel]) : [kernel],
    truth: parts.flatMap(({ truth }) => truth),
    stamp: (line, seconds) =>
      ofQemu.has(line)
        ? stampLine(line, 'backend', 4711, 1_700_000_000 + seconds)
        : stampKernel(line.text, stampId, seconds),
    isWrapped: stampId !== 'journal',
  };
}

function stampKernel(text: string, stamp: DmesgStamp, seconds: number): string {
  const uptime = `[${seconds.toFixed(6).padStart(12)}]`;
  switch (stamp) {
    case 'uptime':
      return `${uptime} ${text}`;
    case 'level':
      return `<3>${uptime} ${text}`;
    case 'date':
      return `[Thu May  2 12:01:${30 + Math.floor(seconds % 20)} 2024] ${text}`;
    case 'iso':
      return `2024-05-02T12:01:30.${seconds.toFixed(6).slice(-6)}+02:00 node1 kernel: ${text}`;
    case 'syslog':
      return `May  2 12:01:30 node1 kernel: ${text}`;
    case 'journal':
      return JSON.stringify({ __REALTIME_TIMESTAMP: String(Math.round(seconds * 1e6)), MESSAGE: text });
    case 'none':
      return text;
  }
}

function writeServer(random: Random): Side {
  const { choose, pick } = random;
  const rules = RULE_SETS.filter(({ id, generation }) => generation === 'v1' && id !== 'stop-default');
  const ruleSet = choose(rules);
  const client = choose(
    CLIENTS.filter(({ id, generation }) => id.startsWith('qemu-') && generation === 'v1'),
  );
  const server = choose(SERVERS);
  const names = server === 'spdk' ? ENDPOINTS.slice(0, 1 + pick(2)) : ['d0'];
  const flow = choose(getFlowIds(client, null));
  const faults = listFaults(random);
  const { steps } = playFlow(client, flow, { ruleSet, devices: names.map(() => ({ flags: null })), faults });
  const { lines, truth } = writeServerLog(server, steps, names, random);
  const stamps: readonly ((seconds: number) => string)[] =
    server === 'spdk'
      ? [(seconds) => `[2024-05-02 12:01:30.${seconds.toFixed(6).slice(-6)}] `]
      : [
          () => '',
          () => 'server: ',
          (seconds) => `May  2 12:01:${Math.floor(seconds % 60)} node1 server[77]: `,
        ];
  const stamp = choose(stamps);
  return {
    setting: `${server} ${client.id} ${flow} ${ruleSet.id} faults ${JSON.stringify(faults)}`,
    ...{ logs: [lines], truth, isWrapped: true },
    stamp: ({ text }, seconds) => `${stamp(seconds)}${text}`,
  };
}
