/** What is said of a step: who, what, and what comes of it. A list shows it, and a screen reader speaks it. */

import { formatState } from '../../protocol/state/state.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { LabRun } from '../run/lab-model.ts';
import type { LabFaultKind } from '../run/lab-settings.ts';
import type { DataRead, Decision, LabAct, LabHost, LabStep } from '../run/lab-step.ts';
import { formatBytes, formatSeconds } from './lab-format.ts';

/** `stray`: DMA where none may arrive. */
type StepTone = 'plain' | 'refused' | 'never-returns' | 'stray' | 'decision';

interface StepWords {
  readonly who: string;
  readonly what: string;
  readonly result: string;
  readonly tone: StepTone;
}

export const HOST_WORDS: Readonly<Record<LabHost, string>> = { source: 'Source', destination: 'Destination' };

/** What QEMU makes of what is left; `{limit}` is the downtime limit. */
export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  iterates: 'not less than {limit}: one more round',
  'switches-over': 'less than {limit}: the VM can stop',
  empty: 'nothing is left',
  'asks-again': 'the size is not known, so it counts as 100 GiB: ask again',
  stuck: 'not less than {limit}, and no round makes it so: QEMU goes on for ever',
  'too-many': 'not less than {limit}: QEMU goes on, the lab does not',
  cancelled: 'the user cancels',
};

const ENDS: Readonly<Record<(LabAct & { kind: 'ends' })['why'], string>> = {
  hw_error: 'hw_error(): QEMU ends, and the VM with it',
  exits: 'load of migration failed: QEMU ends',
  hangs: 'the call never returns: QEMU waits for good',
};

/** A register that says where, and nothing of how much. */
const NO_BYTES: ReadonlySet<DataRead | string> = new Set(['data_offset']);

export function describeStep({ ruleSet, settings }: LabRun, step: LabStep): StepWords {
  const { act, error, host, device } = step;
  const owner = device === null ? `${HOST_WORDS[host]} QEMU` : `${HOST_WORDS[host]} device ${device + 1}`;
  const name = (value: number) => formatState(ruleSet.states, value);
  const failed = error ? `-${error}` : null;
  const tone: StepTone = error ? 'refused' : 'plain';
  switch (act.kind) {
    case 'request':
      return {
        who: owner,
        what: `${act.name}: ${name(act.outcome.from)} > ${name(act.to)}`,
        result: describeOutcome(act, name, failed),
        tone: act.outcome.kind === 'never-returns' ? 'never-returns' : tone,
      };
    case 'reset': {
      const by = act.by === 'guest' ? ' by the guest' : '';
      return {
        who: owner,
        what: `VFIO_DEVICE_RESET${by}`,
        result: failed ?? `now ${name(ruleSet.initial)}`,
        tone,
      };
    }
    case 'read':
      return {
        who: owner,
        what: `read ${act.what}`,
        result: failed ?? (NO_BYTES.has(act.what) ? 'where the chunk is' : formatRead(act.what, act.bytes)),
        tone,
      };
    case 'write':
      return { who: owner, what: `write ${act.what}`, result: failed ?? formatBytes(act.bytes), tone };
    case 'send': {
      const from = settings.flow === 'incoming' ? 'File' : 'Source';
      const to = settings.flow === 'savevm' || settings.target === 'file' ? 'file' : 'destination';
      return {
        who: `${from} to ${settings.flow === 'incoming' ? 'destination' : to}`,
        what: 'send a chunk',
        result: failed ?? formatBytes(act.bytes),
        tone,
      };
    }
    case 'decide':
      return {
        who: owner,
        what: `${formatBytes(act.left)} left: ${formatSeconds(act.takes)}`,
        result: fill(DECISION_WORDS[act.decision], { limit: formatSeconds(settings.downtimeLimit / 1000) }),
        tone: 'decision',
      };
    case 'dma':
      return {
        who: owner,
        what: `DMA into device ${act.to + 1}`,
        result: 'arrives at a stopped peer',
        tone: 'stray',
      };
    case 'ends':
      return {
        who: owner,
        what: 'ends',
        result: ENDS[act.why],
        tone: act.why === 'hangs' ? 'never-returns' : 'refused',
      };
  }
}

const formatRead = (what: DataRead, bytes: number) =>
  what === 'data_fd' && bytes === 0 ? '0: end of the stream' : formatBytes(bytes);

function describeOutcome(
  { outcome, to }: LabAct & { kind: 'request' },
  name: (value: number) => string,
  failed: string | null,
): string {
  const { kind, cause, now, from, verdict } = outcome;
  if (kind === 'never-returns') return 'never returns';
  if (failed) return `${failed}, ${now === from ? 'still' : 'now'} ${name(now)}`;
  if (cause === 'supposed') return `not spoken of; supposed to be accepted, now ${name(now)}`;
  if (from === to) return `accepted, still ${name(now)}`;
  const way = verdict?.kind === 'accepted' ? verdict.path.slice(0, -1).map(name) : [];
  return way.length > 0 ? `accepted, by way of ${way.join(', ')}` : 'accepted';
}

/** The step as one sentence, for who hears it. */
export function speakStep(run: LabRun, step: LabStep): string {
  const { who, what, result } = describeStep(run, step);
  return `${who}: ${what}: ${result}.`;
}

/** A way for a step to fail, as the chooser offers it. */
export function describeFault(what: LabFaultKind): string {
  switch (what.kind) {
    case 'declined':
      return `the driver declines with -${what.errno}, and keeps the state`;
    case 'faulted':
      return 'the driver faults: ERROR';
    case 'corrupt':
      return what.device === 'stays'
        ? 'the data is corrupt: it goes on loading'
        : 'the data is corrupt: ERROR';
    case 'refuses':
      return 'the driver refuses what the rules do not speak of';
    case 'fails':
      return `the call fails with -${what.errno}`;
    case 'breaks':
      return 'the stream breaks';
    case 'cancelled':
      return 'the user cancels the migration';
  }
}
