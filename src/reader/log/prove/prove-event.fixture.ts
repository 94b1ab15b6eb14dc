/**
 * Random plays of QEMU 9.1 with faults, written as the events of QMP (bare, in a session, in libvirt's log) or as what a loop
 * reads from debugfs, damaged and read back: no step that the reader calls certain may differ from what happened.
 */

import { CLIENTS } from '../../../protocol/clients/client-table.ts';
import { getFlowIds, playFlow } from '../../../protocol/clients/flow-run.ts';
import type { CallFault } from '../../../protocol/clients/play/device-side.ts';
import type { PlayStep } from '../../../protocol/clients/play/play-step.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import { formatState, V2_STATES } from '../../../protocol/state/state.ts';
import { readLog } from '../log-run.fixture.ts';
import type { DamageId, FileLine } from './damage.fixture.ts';
import { damage, toRandom } from './damage.fixture.ts';
import type { TruthStep } from './written-log.fixture.ts';

export interface EventProof {
  readonly setting: string;
  readonly text: string;
  readonly wrong: readonly string[];
  readonly happened: number;
  readonly told: number;
  readonly certain: number;
}

type Form = 'bare' | 'session' | 'libvirt' | 'debugfs';

const DAMAGES: readonly DamageId[] = ['headless', 'doubled', 'foreign', 'quoted', 'crlf'];
const DEVICE = 'hostdev0';

/** Where a step leaves the device, if it changes anything. */
function toTruth(step: PlayStep): TruthStep | null {
  const device = DEVICE;
  if (step.act === 'unasked') return null;
  const { from, to } = step;
  if (step.act === 'reset') return step.isFailed ? null : { device, event: 'reset', from, to, errno: null };
  const { errno } = step;
  const isReached = errno === null || errno === 'EBADF';
  return { device, event: isReached ? 'reached' : 'failed', from, to, errno };
}

export function proveEvents(source: () => number): EventProof {
  const random = toRandom(source);
  const { pick, choose, happens } = random;
  const client = CLIENTS.find(({ id }) => id === 'qemu-9.1');
  const ruleSet = getRuleSet('v2-7.2');
  if (!client || !ruleSet || ruleSet.generation !== 'v2')
    throw new Error('no client qemu-9.1, or no rules v2-7.2');
  const flags = choose(ruleSet.flagSets);
  const flow = choose(getFlowIds(client, flags));
  const faults = Array.from(
    { length: choose([0, 1, 1, 2]) },
    (): CallFault => ({ call: 1 + pick(8), fault: { kind: 'declined', arc: 1 + pick(3), errno: 'EIO' } }),
  );
  const { steps } = playFlow(client, flow, { ruleSet, devices: [{ flags }], faults });
  const form = choose<Form>(['bare', 'session', 'libvirt', 'debugfs']);
  const truth = steps.flatMap((step) => toTruth(step) ?? []);
  let file: readonly FileLine[] = [...(form === 'session' ? SESSION : []), ...write(truth, form)];
  const damages = DAMAGES.filter(() => happens(0.2));
  if (file.length > 0) for (const id of damages) file = damage(file, id, random);
  const text = `${file.map((line) => line.text).join('\n')}\n`;
  const read = readLog(text).steps;
  const certain = read.filter((step) => step.certain);
  const isTrue = ({ line, event, from, to }: (typeof read)[number]) =>
    (file[line - 1]?.source?.tells ?? []).some(
      (told) =>
        told.event === event && (from === null || told.from === from) && (to === null || told.to === to),
    );
  return {
    setting: `${flow} flags ${flags} faults ${JSON.stringify(faults)}; ${form}; ${damages.join(' ')}`,
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
function write(truth: readonly TruthStep[], form: Form): readonly FileLine[] {
  const lines: FileLine[] = [];
  let untold: TruthStep[] = [];
  for (const [at, told] of truth.entries()) {
    untold.push(told);
    if (told.event === 'failed') continue;
    const text = writeState(formatState(V2_STATES, told.to), at, form);
    lines.push({ text, source: { text, isError: false, tells: untold } });
    untold = [];
  }
  return lines;
}

function writeState(name: string, at: number, form: Form): string {
  if (form === 'debugfs') return `/sys/kernel/debug/vfio/${DEVICE}/migration/state:${name}`;
  const event = JSON.stringify({
    timestamp: { seconds: 1_756_000_000 + at, microseconds: 100 },
    event: 'VFIO_MIGRATION',
    data: { 'device-state': name.toLowerCase().replaceAll('_', '-'), 'device-id': DEVICE },
  });
  return form === 'libvirt'
    ? `2025-08-24 01:46:40.100+0000: 12: info : QEMU_MONITOR_RECV_EVENT: event=${event}`
    : event;
}
