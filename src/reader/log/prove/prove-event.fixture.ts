/**
 * Random plays of QEMU 9.1 with faults, written as the events of QMP (bare, in a session with replies of query-migrate, in
 * libvirt's log, as virsh or a printer of JSON shows them) or as what a loop reads from debugfs, damaged and read back: no
 * step that the reader calls certain may differ from what happened.
 */

import { CLIENTS } from '../../../protocol/clients/client-table.ts';
import { getFlowIds, playFlow } from '../../../protocol/clients/flow-run.ts';
import type { CallFault } from '../../../protocol/clients/play/device-side.ts';
import type { PlayStep } from '../../../protocol/clients/play/play-step.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { formatState, V2_STATES } from '../../../protocol/state/state.ts';
import { readLog } from '../log-run.fixture.ts';
import type { DamageId, FileLine, Random } from './damage.fixture.ts';
import { chooseDamages, damage, toRandom } from './damage.fixture.ts';
import type { TruthStep } from './written-log.fixture.ts';

export interface EventProof {
  readonly setting: string;
  readonly text: string;
  readonly wrong: readonly string[];
  readonly happened: number;
  readonly told: number;
  readonly certain: number;
}

type Form = 'bare' | 'session' | 'libvirt' | 'virsh' | 'printed' | 'debugfs';

const FORMS: readonly Form[] = ['bare', 'bare', 'session', 'libvirt', 'virsh', 'printed', 'debugfs'];

/** What a form cannot show was done to it: a reading of debugfs has no time, and a whole name is no piece. */
const UNFIT: Readonly<Record<Form, readonly DamageId[]>> = {
  bare: [],
  session: [],
  libvirt: ['moved'],
  virsh: ['moved'],
  // Each line of it is a piece of an event.
  printed: ['moved', 'headless', 'doubled', 'foreign', 'narrow'],
  debugfs: ['moved', 'torn', 'narrow', 'wrapped', 'pane', 'cut'],
};

const NAMES = ['hostdev0', 'net1'];

/** Where a step leaves the device, if it changes anything. */
function toTruth(step: PlayStep): TruthStep | null {
  const device = NAMES[step.device] ?? '';
  if (step.act === 'unasked') return null;
  const { from, to } = step;
  if (step.act === 'reset') return step.isFailed ? null : { device, event: 'reset', from, to, errno: null };
  const { errno } = step;
  const isReached = errno === null || errno === 'EBADF';
  return { device, event: isReached ? 'reached' : 'failed', from, to, errno };
}

export function proveEvents(source: () => number): EventProof {
  const random = toRandom(source);
  const { pick, choose } = random;
  const client = CLIENTS.find(({ id }) => id === 'qemu-9.1');
  const ruleSet = getRuleSet('v2-7.2');
  if (!client || !ruleSet || ruleSet.generation !== 'v2')
    throw new Error('no client qemu-9.1, or no rules v2-7.2');
  const flags = choose(ruleSet.flagSets);
  const devices = NAMES.slice(0, choose([1, 1, 2])).map(() => ({
    flags: choose([flags, choose(ruleSet.flagSets)]),
  }));
  const flow = choose(getFlowIds(client, flags));
  const faults = Array.from(
    { length: choose([0, 1, 1, 2]) },
    (): CallFault => ({ call: 1 + pick(8), fault: { kind: 'declined', arc: 1 + pick(3), errno: 'EIO' } }),
  );
  const { steps } = playFlow(client, flow, { ruleSet, devices, faults });
  const form = choose(FORMS);
  const truth = steps.flatMap((step) => toTruth(step) ?? []);
  let file: readonly FileLine[] = [...(form === 'session' ? SESSION : []), ...write(truth, form, random)];
  const damages = chooseDamages(random, 0.2).filter((id) => !UNFIT[form].includes(id));
  if (file.length > 0) for (const id of damages) file = damage(file, id, random);
  const text = `${file.map((line) => line.text).join('\n')}${damages.includes('cut') ? '' : '\n'}`;
  const read = readLog(text).steps;
  const certain = read.filter((step) => step.certain);
  const isTrue = ({ line, device, event, from, to }: (typeof read)[number]) =>
    (file[line - 1]?.source?.tells ?? []).some(
      (told) =>
        told.device === device &&
        told.event === event &&
        (from === null || told.from === from) &&
        (to === null || told.to === to),
    );
  return {
    setting: `${flow} flags ${devices.map((one) => one.flags)} faults ${JSON.stringify(faults)}; ${form}; ${damages.join(' ')}`,
    text,
    wrong: certain
      .filter((step) => !isTrue(step))
      .map(({ line, from, to, said }) => `line ${line}: ${from}>${to} (${said})`),
    ...{ happened: truth.length, told: read.length, certain: certain.length },
  };
}

const SESSION: readonly FileLine[] = [
  '{"QMP": {"version": {"qemu": {"micro": 0, "minor": 1, "major": 10}}, "capabilities": ["oob"]}}',
  '{"execute": "qmp_capabilities"}',
  '{"return": {}}',
].map((text) => ({ text, source: null }));

/** An event follows a success, a recover state and a reset: what failed before is told by the same line, or by none. */
function write(truth: readonly TruthStep[], form: Form, random: Random): readonly FileLine[] {
  const lines: FileLine[] = [];
  const untold = new Map<string, TruthStep[]>();
  for (const [at, told] of truth.entries()) {
    const own = [...(untold.get(told.device) ?? []), told];
    untold.set(told.device, told.event === 'failed' ? own : []);
    if (form === 'session' && random.happens(0.3))
      lines.push(...writeReply(told, random).map((text) => ({ text, source: null })));
    if (told.event === 'failed') continue;
    for (const text of writeState(told, at, form, random))
      lines.push({ text, source: { text, isError: false, tells: own } });
  }
  return lines;
}

const toName = (value: number) => formatState(V2_STATES, value);

function writeState(
  { device, to }: TruthStep,
  at: number,
  form: Form,
  { happens }: Random,
): readonly string[] {
  if (form === 'debugfs') return [`/sys/kernel/debug/vfio/${device}/migration/state:${toName(to)}`];
  const state = { 'device-state': toName(to).toLowerCase().replaceAll('_', '-') };
  const names = { 'device-id': device, 'qom-path': `/machine/peripheral/${device}` };
  const data = happens(0.5) ? { ...state, ...names } : { ...names, ...state };
  const seconds = 1_756_000_000 + Math.floor(at / 4);
  const microseconds = (at % 4) * 250_000 + 100;
  if (form === 'virsh')
    return [
      `event VFIO_MIGRATION at ${seconds}.${String(microseconds).padStart(6, '0')} for domain 'my vm': ${JSON.stringify(data)}`,
    ];
  const event = { timestamp: { seconds, microseconds }, event: 'VFIO_MIGRATION', data };
  if (form === 'printed') return JSON.stringify(event, null, 2).split('\n');
  return form === 'libvirt'
    ? [`2025-08-24 01:46:40.100+0000: 12: info : QEMU_MONITOR_RECV_EVENT: event=${formatJson(event)}`]
    : [formatJson(event)];
}

/** As QEMU prints it: with a blank after each colon and comma. */
const formatJson = (value: object): string =>
  JSON.stringify(value, null, 1)
    .replace(/\n\s*/g, ' ')
    .replace(/([{[]) | (?=[}\]])/g, '$1');

/** What a session holds between the events: they tell of the whole migration, or fail, and of no step. */
function writeReply({ device, to, event }: TruthStep, { choose }: Random): readonly string[] {
  const desc = `${device}: Failed setting device state to ${toName(to)}. Recover state is ERROR. Resetting device: Input/output error`;
  const failed = choose([
    { return: { status: 'failed', 'error-desc': desc } },
    { return: { 'error-desc': desc, status: 'failed' }, id: 'libvirt-42' },
  ]);
  return [
    '{"execute": "query-migrate"}',
    formatJson(
      event === 'failed'
        ? failed
        : { return: { status: choose(['active', 'device', 'completed']), 'total-time': 4711 } },
    ),
  ];
}
