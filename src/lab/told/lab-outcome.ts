/** How a run comes out, in sentences: the first says it, the others what to make of it. */

import { hasFlags, P2P } from '../../protocol/state/migration-flags.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';
import { isWithinLimit } from '../qemu/lab-rounds.ts';
import type { LabEnd, LabOutcome, LabRun } from '../run/lab-model.ts';
import { formatBytes, formatCount, formatRate, formatSeconds } from './lab-format.ts';
import { getIdle } from './lab-host.ts';
import { describeStep, HOST_WORDS } from './lab-words.ts';

/**
 * `good`: it came to the end that was wanted. `marred`: it did, and something went wrong on the way. `back`: the VM stays
 * where it was, as asked. `open`: it would go on for ever. `bad`: it failed.
 */
type OutcomeTone = 'good' | 'marred' | 'back' | 'open' | 'bad';

interface OutcomeWords {
  readonly sentence: string;
  readonly details: readonly string[];
  readonly tone: OutcomeTone;
}

const TONES: Readonly<Record<LabEnd, OutcomeTone>> = {
  arrived: 'good',
  waits: 'good',
  saved: 'good',
  'gave-up': 'back',
  'stops-here': 'good',
  stuck: 'open',
  'too-many': 'open',
  cancelled: 'back',
  failed: 'bad',
  lost: 'bad',
  ended: 'bad',
  hangs: 'bad',
};

const WORDS = {
  converges: 'Converges after {rounds}; downtime {downtime}, limit {limit}.',
  fits: 'Fits the limit without a round of pre-copy; downtime {downtime}, limit {limit}.',
  overruns:
    'The VM stops too early, since a size that was not read counted as 0: downtime {downtime}, limit {limit}.',
  whole: 'All of it moves in stop-and-copy; downtime {downtime}, limit {limit}.',
  loaded: 'Loaded in {seconds}: the VM runs on the destination.',
  waits: 'The paused VM is on the destination; stop-and-copy took {downtime}.',
  saved: 'The VM is saved; stop-and-copy took {downtime}.',
  'saved-paused': 'The paused VM is in the file; stop-and-copy took {downtime}.',
  'saved-live': 'The stream is in the file after {rounds}; stop-and-copy took {downtime}, limit {limit}.',
  'gave-up': 'The migration is given up as the flow has it; the VM stays on the source.',
  'stops-here':
    'The flow ends here: what was saved begins in {state}, with all that came before the reset sent again.',
  'stuck-dirty':
    'Cannot converge: the devices change {changes}, and the stream carries {bandwidth}. {left} are left after every round.',
  'stuck-whole':
    'Cannot keep the limit: without VFIO_MIGRATION_PRE_COPY all {left} move in stop-and-copy, in {takes}; limit {limit}.',
  'too-many': 'Converges, but later than the lab shows: after {rounds} {left} are left.',
  cancelled: 'Cancelled by the user after {rounds}; the VM stays on the source.',
  failed: 'The migration fails at step {step}; the VM stays on the source.',
  'failed-save': 'The snapshot fails at step {step}; the VM stays as it is.',
  lost: 'The source is done, but step {step} fails on the destination: the VM there is not whole.',
  'lost-incoming': 'Step {step} fails: no VM runs on the destination, or one without all of its devices.',
  ended: 'QEMU on the source is gone, and the VM with it: step {step} left it no way out.',
  hangs: 'Step {step} never returns: QEMU waits for good, and nobody else can ask the device for anything.',
} as const;

const DETAILS = {
  'goes-on':
    'QEMU goes on for ever. The user cancels, gives the stream more bandwidth, or raises the limit above {takes}.',
  formula: 'Round n leaves {total} × ({changes} / {bandwidth})ⁿ; downtime is what is left / bandwidth.',
  stray: 'DMA arrived {times} at a stopped peer, whose internal state may change no more.',
  quiescent: 'No DMA arrived at a stopped peer: every device was quiescent before the first one stopped.',
  blocked:
    'QEMU 8.2 would not begin: several devices, and not all know VFIO_MIGRATION_P2P. The lab goes on to show why.',
  reset:
    'QEMU reset {device}, as there was no recover state or it was not reached: what was in the device is lost, and the guest meets a fresh one.',
  idle: '{device} stays in {now}: the VM runs without it.',
  'ended-late': 'QEMU on the source ends while it cleans up: all of the VM had left it by then.',
  fault: 'Step {step}: {what}.',
} as const;

/** `formatOutcome(runLab(toSettings())).sentence` begins `Converges after 3 rounds`. */
export function formatOutcome(run: LabRun): OutcomeWords {
  const { outcome } = run;
  const lost = outcome.stray > 0 || outcome.resets.length > 0 || hasEndedLate(run) || getIdle(run).length > 0;
  const tone = TONES[outcome.end];
  return {
    sentence: say(WORDS[getKey(run)], run),
    details: getDetails(run),
    tone: lost && tone !== 'bad' && tone !== 'open' ? 'marred' : tone,
  };
}

function getKey({ outcome, settings }: LabRun): keyof typeof WORDS {
  switch (outcome.end) {
    case 'arrived':
      if (settings.flow === 'incoming') return 'loaded';
      if (outcome.left > 0 && !isWithinLimit(outcome.left, settings)) return 'overruns';
      if (!outcome.canPreCopy) return 'whole';
      return outcome.rounds > 0 ? 'converges' : 'fits';
    case 'failed':
      return settings.flow === 'savevm' ? 'failed-save' : 'failed';
    case 'lost':
      return settings.flow === 'incoming' ? 'lost-incoming' : 'lost';
    case 'saved':
      if (settings.flow === 'paused-migration') return 'saved-paused';
      return settings.flow === 'savevm' ? 'saved' : 'saved-live';
    case 'stuck':
      return outcome.canPreCopy ? 'stuck-dirty' : 'stuck-whole';
    default:
      return outcome.end;
  }
}

function getDetails(run: LabRun): readonly string[] {
  const { outcome, steps } = run;
  const details: string[] = [];
  const add = (key: keyof typeof DETAILS, words: Words = {}) => details.push(say(DETAILS[key], run, words));
  const failed = outcome.failed === null ? undefined : steps[outcome.failed];
  if (failed) {
    const { who, what, result } = describeStep(run, failed);
    add('fault', { what: `${who}, ${what}: ${result}` });
  }
  if (outcome.end === 'stuck') add('goes-on');
  if (outcome.end === 'arrived' && outcome.rounds > 0) add('formula');
  for (const { host, device } of outcome.resets)
    add('reset', { device: `device ${device + 1} of the ${HOST_WORDS[host].toLowerCase()}` });
  for (const { host, device, state } of getIdle(run))
    add('idle', {
      device: `Device ${device + 1} of the ${HOST_WORDS[host].toLowerCase()}`,
      now: formatState(run.ruleSet.states, state),
    });
  if (hasEndedLate(run)) add('ended-late');
  if (outcome.stray > 0) add('stray');
  else if (isShielded(run)) add('quiescent');
  if (outcome.isBlocked) add('blocked');
  return details;
}

/** True where QEMU on the source is gone, and nothing with it. */
const hasEndedLate = ({ outcome, steps }: LabRun) =>
  outcome.end !== 'ended' &&
  steps.some(({ host, act }) => host === 'source' && act.kind === 'ends' && act.why === 'hw_error');

/** True where peers could have sent, some device stopped, and none did send. */
function isShielded({ settings, outcome }: LabRun): boolean {
  const isDone = outcome.end === 'arrived' || outcome.end === 'saved' || outcome.end === 'waits';
  return isDone && settings.linked && settings.devices > 1 && hasFlags(settings.flags ?? 0, P2P);
}

function say(sentence: string, { outcome, settings, ruleSet, steps }: LabRun, more: Words = {}) {
  const stopped = steps.find(({ act }) => act.kind === 'request' && act.name === 'VM stopped')?.act;
  const words: Words = {
    rounds: formatCount(outcome.rounds, 'round'),
    downtime: formatSeconds(outcome.downtime ?? 0),
    limit: formatSeconds(settings.downtimeLimit / 1000),
    left: formatBytes(outcome.left),
    takes: formatSeconds(outcome.left / settings.bandwidth),
    changes: formatRate(outcome.changes),
    bandwidth: formatRate(settings.bandwidth),
    state: stopped?.kind === 'request' ? formatState(ruleSet.states, stopped.outcome.now) : '',
    total: formatBytes(settings.stateSize * settings.devices),
    seconds: formatSeconds(outcome.seconds),
    step: String((outcome.failed ?? 0) + 1),
    times: formatTimes(outcome),
    ...more,
  };
  return fill(sentence, words);
}

const formatTimes = ({ stray }: LabOutcome) => (stray === 1 ? 'once' : formatCount(stray, 'time'));
