/** The sentence of each step: what a line says, what follows from it, and what is assumed. */

import { fill } from '../../../protocol/words/fill.ts';
import { formatLogState } from '../line/logged-state.ts';
import type { RunStep, SaidId } from './run-step.ts';

const SENTENCES: Readonly<Record<SaidId, string>> = {
  set: 'The line says that {to} was reached; these versions print it after a success only.',
  'set-first': 'The line says that {to} was reached; which state came before is not in the log.',
  now: 'The line says that the device is in {to}, which was asked for.',
  'now-or-reset':
    'The line says that the device is in {to}. A reset after a failed request prints the same, but its error would be reported.',
  'now-alone': 'The line says that the device is in {to}; the line that says what was asked for is missing.',
  'now-other':
    'The line says that the device is in {to}, which is neither the state asked for nor its recover state.',
  skipped: 'No ioctl was made: QEMU believes that the device is in {to}, and since 9.1 it then asks nothing.',
  asked: 'The line says that {to} was about to be asked for; no line says what came of it.',
  'wanted-only':
    'The line says that {to} was wanted. No line says that it was reached: the request failed, or its trace is missing.',
  failed: 'The error says that the request for {to} failed{errno}.',
  'failed-quietly':
    'The request for {to} failed{errno}: the line after it names another state than the one asked for.',
  'failed-late':
    'The error says that the request for {to} failed{errno}; the line that names {to} was of the reset after it.',
  unset: 'The error says which write failed{errno}; {to} follows from what the register held.',
  'write-failed':
    'The error says that a write of device_state failed{errno}; which value was written is told by the line after it, if any.',
  mended: 'It follows that the recover state {to} was reached: QEMU reports only the failure of it.',
  'mended-now': 'The line names {to}, the recover state of the failed request.',
  'recover-failed': 'The recover state failed too{errno}.',
  'reset-after-failure':
    'It follows that QEMU reset the device: the error says so, and only a reset that fails is reported. No trace line tells of it.',
  'reset-now': 'The line names {to}, where a reset takes the device after a failed request.',
  'reset-failed': 'VFIO_DEVICE_RESET failed{errno}, and QEMU aborts.',
  'reset-line':
    'The line says that the device is reset from outside the migration code. QEMU keeps what it believes.',
  'reset-inferred':
    'It follows that the device was reset before this line, behind the back of QEMU: no line tells of it.',
  'out-of-sync':
    'It follows that {to} was reached: data_fd is out of sync only after a success that opened another one. Which state was asked for is inferred.',
  event: 'The event says that the device is in {to}. QMP never names the state that was refused.',
  'event-failed':
    'It follows from the event, if nothing else made the VM run: {to} was refused. Only error-desc of query-migrate says so.',
  'event-reset': 'It follows from the event that the device was reset after the failure.',
  'event-mended': 'It follows from the event that the recover state was reached.',
  'arc-begins': 'The line says that the arc to {to} begins; no line says what came of it.',
  'arc-done': 'The lines say that the arc to {to} was taken.',
  'arc-failed': 'The driver says that the arc to {to} failed{errno}.',
  sample: 'Read from debugfs: {to}. States between two readings are not seen.',
};

/** Steps that no line tells: they follow from others. */
const INFERRED: readonly SaidId[] = [
  'mended',
  'reset-after-failure',
  'reset-inferred',
  'out-of-sync',
  'event-failed',
  'event-reset',
  'event-mended',
];

export const isInferred = ({ said }: Pick<RunStep, 'said'>): boolean => INFERRED.includes(said);

/** Steps whose line is plain, so that only the state before can be in doubt. */
const PLAIN: readonly SaidId[] = ['set', 'now', 'skipped', 'failed', 'failed-quietly', 'unset', 'asked'];

const DOUBT = 'Which state came before, or the line itself, is not certain.';

const BELIEVES = 'QEMU then believes that the device is in {state}.';

const BELIEF_UNKNOWN = 'What the client then believes is not known.';

/** What the client believes after a failed request or a reset, where it is certain. */
export const getBelief = ({ believes, certain }: Pick<RunStep, 'believes' | 'certain'>): number | null =>
  certain ? believes : null;

/** Empty for a step that is neither, and where QEMU aborts. */
function formatBelief(step: RunStep): string {
  if ((step.event !== 'failed' && step.event !== 'reset') || step.said === 'reset-failed') return '';
  const belief = getBelief(step);
  return belief === null
    ? ` ${BELIEF_UNKNOWN}`
    : ` ${fill(BELIEVES, { state: formatLogState(step.generation, belief) })}`;
}

/** The sentence of a step: complete, naming the state as the kernel does. */
export function formatStepText(step: RunStep): string {
  const { said, generation, to, errno, certain } = step;
  const state = to === null ? 'a state that the log does not name' : formatLogState(generation, to);
  const words = { to: state, errno: errno === null ? '' : ` with ${errno}` };
  const sentence = fill(SENTENCES[said], words);
  const told = !certain && PLAIN.includes(said) ? `${sentence} ${DOUBT}` : sentence;
  return `${told}${formatBelief(step)}`;
}
