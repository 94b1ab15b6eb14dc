/** What is said of a step: who, what, and what comes of it. A list shows it, and a screen reader speaks it. */

import { formatState } from '../../protocol/state/state.ts';
import { fill } from '../../protocol/words/fill.ts';
import type { LabRun } from '../run/lab-model.ts';
import type { LabFaultKind } from '../run/lab-settings.ts';
import type { Decision, LabAct, LabHost, LabStep, Told } from '../run/lab-step.ts';
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

/** What the client of a run is called in a sentence. */
export const getVmm = ({ client }: LabRun): string => client.title;

/** What stands beside a host: `QEMU`, or `VMM` of another. */
export const getVmmName = ({ client }: LabRun): string => (client.sizes ? 'QEMU' : 'VMM');

/** What QEMU decides about what is left; `{limit}` is the downtime limit. */
export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  iterates: 'does not fit {limit}: another round',
  'switches-over': 'fits {limit}: the VM can stop',
  empty: 'nothing is left',
  'asks-again': 'the size is unknown and counts as 100 GiB: ask again',
  'awaits-ack': 'fits {limit}, but initial data is left: wait for the ack',
  stuck: 'does not fit {limit}, and no round changes that: QEMU keeps iterating',
  'too-many': 'does not fit {limit}: QEMU keeps iterating, the lab stops here',
  cancelled: 'the user cancels',
};

const TELLS: Readonly<Record<Told, readonly [what: string, result: string]>> = {
  'initial-sent': ['VFIO_MIG_FLAG_DEV_INIT_DATA_SENT', 'its initial data has been sent'],
  ack: ['switchover-ack', 'all initial data has arrived: the VM may stop'],
};

const ENDS: Readonly<Record<(LabAct & { kind: 'ends' })['why'], string>> = {
  hw_error: 'hw_error(): QEMU aborts, and the VM with it',
  crashes: 'QEMU crashes on a NULL pointer, and the VM with it',
  exits: 'load of migration failed: QEMU exits',
  hangs: 'the call never returns, and the VMM waits forever',
};

const WORDS = {
  chunkAt: 'the offset of the chunk',
  nothing: '0: nothing is left to read',
  preCopy: '{bytes}: initial {initial}, dirty {dirty}',
  renewed: '{bytes}; VFIO_PRECOPY_INFO_REINIT: initial data begins anew',
  skipped: 'not asked: QEMU believes the device is in {state}',
  unwritten: '-EINVAL, nothing is written',
  invalid: '-EINVAL, nothing is asked: QEMU believes the device is in {state}',
  known: 'the driver reports VFIO_PRECOPY_INFO_REINIT from now on',
  unknown: '-ENOTTY: the driver does not have it, so QEMU does without',
  buffer: 'allocate a data buffer',
  noBuffer: '-ENOMEM: stop_copy_length is 0',
  outOfSync: '-EBADF, data_fd out of sync; now {state}',
  supposed: 'the rules do not mention it; taken as accepted, now {state}',
  estimate: ' estimated',
  exact: ' left',
} as const;

export function describeStep(run: LabRun, step: LabStep): StepWords {
  const { act, error, host, device } = step;
  const vmm = getVmmName(run);
  const owner = device === null ? `${HOST_WORDS[host]} ${vmm}` : `${HOST_WORDS[host]} device ${device + 1}`;
  const failed = error ? `-${error}` : null;
  const tone: StepTone = error ? 'refused' : 'plain';
  switch (act.kind) {
    case 'request':
    case 'unasked':
    case 'reset':
      return { who: owner, ...describeAsk(run, act, error), tone: getAskTone(act, tone) };
    case 'read':
    case 'write':
    case 'feature':
    case 'allocate':
      return { who: owner, ...describeCall(act, failed), tone };
    case 'send':
      return {
        who: describeStream(run),
        what: 'send a chunk',
        result: failed ?? formatBytes(act.bytes),
        tone,
      };
    case 'tell': {
      const [what, result] = TELLS[act.what];
      return { who: owner, what, result, tone };
    }
    case 'decide':
      return { who: owner, ...describeDecision(run, act), tone: 'decision' };
    case 'dma':
      return {
        who: owner,
        what: `DMA into device ${act.to + 1}`,
        result: 'reaches a stopped peer',
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

type AskAct = LabAct & { kind: 'request' | 'unasked' | 'reset' };
type CallAct = LabAct & { kind: 'read' | 'write' | 'feature' | 'allocate' };
type Described = Pick<StepWords, 'what' | 'result'>;

const getAskTone = (act: AskAct, tone: StepTone): StepTone =>
  act.kind === 'request' && act.outcome.kind === 'never-returns' ? 'never-returns' : tone;

function describeAsk({ ruleSet }: LabRun, act: AskAct, error: LabStep['error']): Described {
  const name = (value: number) => formatState(ruleSet.states, value);
  switch (act.kind) {
    case 'request': {
      const how = act.isRecovery ? `${act.name}, recover` : act.name;
      return {
        what: `${how}: ${name(act.outcome.from)} > ${name(act.to)}`,
        result: describeOutcome(act, name, error),
      };
    }
    case 'unasked': {
      const words = error ? (ruleSet.generation === 'v1' ? WORDS.unwritten : WORDS.invalid) : WORDS.skipped;
      const state = name(error ? act.at : act.to);
      return { what: `${act.name}: ${name(act.to)}`, result: fill(words, { state }) };
    }
    case 'reset':
      return {
        what: `VFIO_DEVICE_RESET${act.by === 'guest' ? ' by the guest' : ''}`,
        result: error ? `-${error}` : `now ${name(ruleSet.initial)}`,
      };
  }
}

function describeCall(act: CallAct, failed: string | null): Described {
  switch (act.kind) {
    case 'read':
      return { what: `read ${act.what}`, result: failed ?? describeRead(act) };
    case 'write':
      return { what: `write ${act.what}`, result: failed ?? formatBytes(act.bytes) };
    case 'feature':
      return {
        what: 'set VFIO_DEVICE_FEATURE_MIG_PRECOPY_INFOv2',
        result: failed ?? (act.isKnown ? WORDS.known : WORDS.unknown),
      };
    case 'allocate':
      return { what: WORDS.buffer, result: failed ? WORDS.noBuffer : formatBytes(act.bytes) };
  }
}

function describeRead({ what, bytes, initial, isRenewed }: LabAct & { kind: 'read' }): string {
  if (what === 'data_offset') return WORDS.chunkAt;
  if (what === 'data_fd' && bytes === 0) return WORDS.nothing;
  const size = formatBytes(bytes);
  if (isRenewed) return fill(WORDS.renewed, { bytes: size });
  if (initial === undefined) return size;
  const dirty = formatBytes(bytes - initial);
  return fill(WORDS.preCopy, { bytes: size, initial: formatBytes(initial), dirty });
}

function describeStream({ settings, plan, steps }: LabRun): string {
  const from = plan.purpose === 'load' ? 'File' : 'Source';
  const isToFile = settings.target === 'file' || !steps.some(({ arrived }) => arrived.length > 0);
  return `${from} to ${plan.purpose !== 'load' && isToFile ? 'file' : 'destination'}`;
}

function describeDecision({ settings, client }: LabRun, act: LabAct & { kind: 'decide' }): Described {
  const isEstimate = client.sizes?.counts !== 'pending' && act.exact === null;
  return {
    what: `${formatBytes(act.left)}${isEstimate ? WORDS.estimate : WORDS.exact}: ${formatSeconds(act.takes)}`,
    result: fill(DECISION_WORDS[act.decision], { limit: formatSeconds(settings.downtimeLimit / 1000) }),
  };
}

function describeOutcome(
  { outcome, to }: LabAct & { kind: 'request' },
  name: (value: number) => string,
  error: LabStep['error'],
): string {
  const { kind, cause, now, from, verdict } = outcome;
  if (kind === 'never-returns') return 'never returns';
  if (error === 'EBADF') return fill(WORDS.outOfSync, { state: name(now) });
  if (error) return `-${error}, ${now === from ? 'still' : 'now'} ${name(now)}`;
  if (cause === 'supposed') return fill(WORDS.supposed, { state: name(now) });
  if (from === to) return `accepted, still ${name(now)}`;
  const way = verdict?.kind === 'accepted' ? verdict.path.slice(0, -1).map(name) : [];
  return way.length > 0 ? `accepted, via ${way.join(', ')}` : 'accepted';
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
      return `the driver declines with -${what.errno} and keeps the state`;
    case 'faulted':
      return 'the driver faults: ERROR';
    case 'corrupt':
      return what.device === 'stays'
        ? 'the data is corrupt: the device stays as it is'
        : 'the data is corrupt: ERROR';
    case 'refuses':
      return 'the driver refuses what the rules do not mention';
    case 'fails':
      return `the call fails with -${what.errno}`;
    case 'breaks':
      return 'the stream breaks';
    case 'reinit':
      return 'the device begins its initial data anew';
    case 'cancelled':
      return 'the user cancels the migration';
  }
}
