/** How a run ends, in sentences: the first says it, the others explain it. */

import { formatState } from '../../protocol/state/state.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';
import { isWithinLimit } from '../data/lab-rounds.ts';
import type { LabEnd, LabOutcome, LabRun } from '../run/lab-model.ts';
import type { LabAct, LabHost } from '../run/lab-step.ts';
import { formatBytes, formatCount, formatRate, formatSeconds } from './lab-format.ts';
import { getIdle, getLeftRunning } from './lab-host.ts';
import type { DetailKey, OutcomeKey } from './lab-outcome-words.ts';
import { DETAIL_WORDS, OUTCOME_WORDS } from './lab-outcome-words.ts';
import { describeStep, getVmm, HOST_WORDS } from './lab-words.ts';

/**
 * `good`: it ended as intended. `marred`: it did, but something went wrong on the way. `back`: the VM stays where it was,
 * as asked. `open`: it would go on forever. `bad`: it failed.
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
  done: 'good',
  'gave-up': 'back',
  stuck: 'open',
  'too-many': 'open',
  cancelled: 'back',
  failed: 'bad',
  lost: 'bad',
  ended: 'bad',
  hangs: 'bad',
};

/** `formatOutcome(runLab(toSettings())).sentence` begins `Converges after 3 rounds`. */
export function formatOutcome(run: LabRun): OutcomeWords {
  const { outcome } = run;
  const isMarred =
    outcome.stray > 0 ||
    outcome.resets.length > 0 ||
    hasEndedLate(run) ||
    getIdle(run).length > 0 ||
    getLeftRunning(run).length > 0;
  const tone = TONES[outcome.end];
  return {
    sentence: say(OUTCOME_WORDS[getKey(run)], run),
    details: getDetails(run),
    tone: isMarred && tone !== 'bad' && tone !== 'open' ? 'marred' : tone,
  };
}

function getKey(run: LabRun): OutcomeKey {
  const { outcome, plan } = run;
  const isLoading = plan.purpose === 'load';
  switch (outcome.end) {
    case 'arrived':
      return isLoading ? 'loaded' : getArrivedKey(run);
    case 'waits':
      return isLoading ? 'loaded-paused' : 'waits';
    case 'failed':
      if (plan.purpose === 'vm') return 'failed-vm';
      return plan.purpose === 'save' ? 'failed-save' : 'failed';
    case 'lost':
      return isLoading ? 'lost-load' : 'lost';
    case 'saved':
      if (plan.start !== 'running') return 'saved-paused';
      return plan.purpose === 'migration' && outcome.rounds > 0 ? 'saved-live' : 'saved';
    case 'stuck':
      return outcome.canPreCopy ? 'stuck-dirty' : 'stuck-whole';
    default:
      return outcome.end;
  }
}

function getArrivedKey({ outcome, settings, steps }: LabRun): OutcomeKey {
  if (outcome.left > 0 && !isWithinLimit(outcome.left, settings, 'at-most'))
    return steps.some(({ act }) => act.kind === 'reset' && act.by === 'guest') ? 'reset-late' : 'overruns';
  if (!outcome.canPreCopy) return 'whole';
  return outcome.rounds > 0 ? 'converges' : 'fits';
}

function getDetails(run: LabRun): readonly string[] {
  const { outcome, steps, settings } = run;
  const details: string[] = [];
  const add = (key: DetailKey, words: Words = {}) => details.push(say(DETAIL_WORDS[key], run, words));
  const failed = outcome.failed === null ? undefined : steps[outcome.failed];
  if (failed) {
    const { who, what, result } = describeStep(run, failed);
    add('fault', { what: `${who}, ${what}: ${result}` });
  }
  if (steps.some(({ error }) => error === 'EBADF')) add('out-of-sync');
  if (steps.some(({ act }) => act.kind === 'ends' && act.why === 'crashes')) add('crash');
  if (isRenewedLate(run)) add('renewed');
  if (outcome.end === 'stuck') add('goes-on');
  if (outcome.end === 'arrived' && outcome.rounds > 0) add('formula');
  const added = findAdded(run);
  if (added) add('added', { counted: formatBytes(added.left), left: formatBytes(outcome.left) });
  if (settings.multifd && settings.devices > 1 && outcome.downtime !== null) add('threads');
  for (const { host, device } of outcome.resets) add('reset', { device: nameDevice('device', host, device) });
  for (const { host, device, state } of getIdle(run)) add('idle', nameIn(run, host, device, state));
  for (const { host, device, state } of getLeftRunning(run))
    add('left-running', nameIn(run, host, device, state));
  if (hasEndedLate(run)) add('ended-late');
  if (outcome.stray > 0) add('stray');
  else if (isShielded(run)) add('quiescent');
  if (outcome.isBlocked) add('blocked', { reason: DETAIL_WORDS[getReason(run)] });
  return details;
}

const nameDevice = (noun: string, host: LabHost, device: number) =>
  `${noun} ${device + 1} of the ${HOST_WORDS[host].toLowerCase()}`;

const nameIn = ({ ruleSet }: LabRun, host: LabHost, device: number, state: number): Words => ({
  device: nameDevice('Device', host, device),
  now: formatState(ruleSet.states, state),
});

const getReason = ({ client: { client } }: LabRun): DetailKey =>
  client.traits.kind === 'qemu-v2' && client.traits.knowsP2p ? 'blocked-p2p' : 'blocked-any';

/** The decision to stop the VM, where it counted pre-copy bytes twice. */
function findAdded({ steps, client, outcome }: LabRun): (LabAct & { kind: 'decide' }) | undefined {
  if (client.sizes?.counts !== 'added' || outcome.rounds === 0) return undefined;
  const last = steps.findLast(({ act }) => act.kind === 'decide')?.act;
  return last?.kind === 'decide' && last.decision === 'switches-over' && last.left > outcome.left
    ? last
    : undefined;
}

/** True where the last look before PRE_COPY_P2P found that another ack is due. */
function isRenewedLate({ steps }: LabRun): boolean {
  const decided = steps.findIndex(({ act }) => act.kind === 'decide' && act.decision === 'switches-over');
  return steps.some(
    ({ act, error }, index) =>
      decided >= 0 &&
      index > decided &&
      act.kind === 'read' &&
      act.what === 'VFIO_MIG_GET_PRECOPY_INFO' &&
      (act.isRenewed === true || error !== null),
  );
}

/** True where QEMU on the source is gone, and nothing with it. */
const hasEndedLate = ({ outcome, steps }: LabRun) =>
  outcome.end !== 'ended' &&
  steps.some(({ host, act }) => host === 'source' && act.kind === 'ends' && act.why === 'hw_error');

/** True where peers could have sent, all were quiescent first, and none did send. */
function isShielded({ settings, outcome, steps }: LabRun): boolean {
  const isDone = ['arrived', 'saved', 'waits'].includes(outcome.end);
  const hasPhases = steps.some(({ act }) => act.kind === 'request' && act.name === 'VM stopping');
  return isDone && settings.linked && settings.devices > 1 && hasPhases;
}

function say(sentence: string, run: LabRun, more: Words = {}) {
  const { outcome, settings } = run;
  const words: Words = {
    vmm: getVmm(run),
    rounds: formatCount(outcome.rounds, 'round'),
    downtime: formatSeconds(outcome.downtime ?? 0),
    limit: formatSeconds(settings.downtimeLimit / 1000),
    left: formatBytes(outcome.left),
    takes: formatSeconds(outcome.left / settings.bandwidth),
    changes: formatRate(outcome.changes),
    bandwidth: formatRate(settings.bandwidth),
    total: formatBytes(settings.stateSize * settings.devices),
    seconds: formatSeconds(outcome.seconds),
    step: String((outcome.failed ?? 0) + 1),
    times: formatTimes(outcome),
    ...more,
  };
  return fill(sentence, words);
}

const formatTimes = ({ stray }: LabOutcome) => (stray === 1 ? 'once' : formatCount(stray, 'time'));
