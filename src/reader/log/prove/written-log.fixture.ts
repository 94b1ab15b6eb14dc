/**
 * Writes the log of a play as QEMU would: each line knows which steps it tells of. Written from the source of QEMU and not
 * from the reader, so that one can be held against the other.
 */

import type { Client } from '../../../protocol/clients/client.ts';
import type { Play } from '../../../protocol/clients/flow-run.ts';
import type { AskStep, PlayStep } from '../../../protocol/clients/play/play-step.ts';
import { formatState, V2_STATES } from '../../../protocol/state/state.ts';
import { toErrorText } from '../line/errno-name.ts';
import type { RunEvent } from '../run/run-step.ts';

/** What really happened. */
export interface TruthStep {
  readonly device: string;
  readonly event: RunEvent;
  readonly from: number;
  readonly to: number;
  readonly errno: string | null;
}

export interface WrittenLine {
  readonly text: string;
  readonly isError: boolean;
  readonly tells: TruthStep[];
}

export interface WrittenLog {
  readonly lines: WrittenLine[];
  readonly truth: readonly TruthStep[];
}

export interface WritingStyle {
  readonly names: readonly string[];
  /** False for a log of the trace alone. */
  readonly hasErrors: boolean;
  /** True: the trace line of a device that is opened comes first. */
  readonly isOpened: boolean;
  /** True: 9.1 and later print the errors of a VM start or stop at the end. */
  readonly isLate: boolean;
  readonly isSimpletrace: boolean;
  readonly pid: number;
}

const VM_STATE = ['vfio_vmstate_change()', 'vfio_vmstate_change_prepare()'];
const UNSET: Readonly<Record<string, string>> = {
  setup: 'SAVING',
  complete: 'STOP and SAVING',
  done: 'STOPPED',
  load: 'RESUMING',
};

const name = (value: number) => formatState(V2_STATES, value);

export function writeLog(client: Client, { steps }: Play, style: WritingStyle): WrittenLog {
  const lines: WrittenLine[] = [];
  const late: WrittenLine[] = [];
  const truth: TruthStep[] = [];
  const family = client.generation === 'v1' ? 'v1' : client.id === 'qemu-9.1' ? 'intent' : 'success';

  const device = (step: PlayStep) => style.names[step.device] ?? '';
  const symbol = (step: PlayStep) => (step.citation?.kind === 'qemu' ? step.citation.symbol : '');

  function trace(event: string, step: PlayStep, text: string, fields: string, tells: TruthStep[] = []): void {
    const simple = `${event} ${(lines.length * 1.5).toFixed(3)} pid=${style.pid} name=${device(step)}${fields}`;
    const plain = `${event}  (${device(step)})${text}`;
    lines.push({ text: style.isSimpletrace ? simple : plain, isError: false, tells });
  }

  function error(text: string, tells: TruthStep[], isLate = false): void {
    if (style.hasErrors) (isLate ? late : lines).push({ text, isError: true, tells });
  }

  function add(step: PlayStep, event: RunEvent, from: number, to: number, errno: string | null): TruthStep {
    const told = { device: device(step), event, from, to, errno };
    truth.push(told);
    return told;
  }

  const state = (to: number) => (family === 'v1' ? String(to) : name(to));
  const simpleState = (to: number) => (family === 'v1' ? `0x${to.toString(16)}` : name(to));

  function wanted(step: AskStep | Extract<PlayStep, { act: 'unasked' }>): void {
    const event = symbol(step).replace('()', '');
    if (!VM_STATE.includes(`${event}()`)) return;
    const runs = step.trigger === 'VM runs' || step.trigger === 'VM starting';
    const reason = runs ? 'running' : 'finish-migrate';
    trace(
      event,
      step,
      ` running ${Number(runs)} reason ${reason} device state ${state(step.to)}`,
      ` running=0x${Number(runs)} reason=${reason} dev_state=${simpleState(step.to)}`,
    );
  }

  function set(step: AskStep, told: TruthStep): void {
    trace('vfio_migration_set_state', step, ` state ${state(step.to)}`, ` state=${simpleState(step.to)}`, [
      told,
    ]);
  }

  function writeV1(step: AskStep): void {
    const { from, to, errno } = step;
    const told = add(step, errno === null ? 'reached' : 'failed', from, to, errno);
    if (errno === null) set(step, told);
    else {
      error(`vfio_mig_write 4 byte ${device(step)}: failed at offset 0x0, err: ${toErrorText(errno)}`, [
        told,
      ]);
      const what = UNSET[step.trigger];
      if (what) error(`${device(step)}: Failed to set state ${what}`, [told]);
    }
    if (step.now === 6 && errno !== null) error(`${device(step)}: Device in error state 0x6`, []);
    else {
      const before = lines.length;
      wanted(step);
      lines[before]?.tells.push({ ...told, event: 'asked', errno: null });
    }
  }

  /** The steps that mend a failed one follow it in the play. */
  function takeMends(at: number): readonly PlayStep[] {
    const mends: PlayStep[] = [];
    for (const step of steps.slice(at + 1)) {
      const isMend =
        (step.act === 'ask' && step.isRecovery) || (step.act === 'reset' && step.by === 'client');
      if (!isMend || step.device !== steps[at]?.device) break;
      mends.push(step);
    }
    return mends;
  }

  function writeFailed(step: AskStep, mends: readonly PlayStep[]): void {
    const errno = step.errno ?? 'EIO';
    const failed = add(step, 'failed', step.from, step.to, errno);
    const isLateForm = family === 'intent';
    const isLate = isLateForm && style.isLate && VM_STATE.includes(symbol(step));
    const tells: TruthStep[] = [failed];
    const text = formatError(device(step), step, errno, isLateForm);
    if (!isLateForm) error(text, tells);
    for (const mend of mends) {
      if (mend.act === 'ask') {
        const { from, to } = mend;
        const recovered = add(mend, mend.errno === null ? 'reached' : 'failed', from, to, mend.errno);
        tells.push(recovered);
        if (mend.errno !== null) {
          const why = toErrorText(mend.errno);
          error(`${device(step)}: Failed setting device in recover state, err: ${why}. Resetting device`, [
            recovered,
          ]);
        } else if (isLateForm) now(mend, to, [failed, recovered]);
      } else if (mend.act === 'reset' && mend.isFailed) {
        const told = add(mend, 'failed', mend.from, mend.to, 'EIO');
        error(`${device(step)}: Failed resetting device, err: ${toErrorText('EIO')}`, [told]);
      } else if (mend.act === 'reset') {
        const told = add(mend, 'reset', mend.from, mend.to, null);
        const before = lines.at(-1);
        if (isLateForm) now(mend, mend.to, [...tells, told]);
        else if (before?.isError) before.tells.push(told);
        tells.push(told);
      }
    }
    // After a reset that failed QEMU is no more: the first error is never printed.
    const isOver = mends.some((mend) => mend.act === 'reset' && mend.isFailed);
    if (isLateForm && !isOver) error(text, tells, isLate);
  }

  function now(step: PlayStep, to: number, tells: TruthStep[]): void {
    trace('vfio_migration_set_device_state', step, ` state ${name(to)}`, ` state=${name(to)}`, tells);
  }

  function intend(
    step: AskStep | Extract<PlayStep, { act: 'unasked' }>,
    recover: number,
    tells: TruthStep[],
  ): void {
    trace(
      'vfio_migration_set_state',
      step,
      ` new state ${name(step.to)}, recover state ${name(recover)}`,
      ` new_state=${name(step.to)} recover_state=${name(recover)}`,
      tells,
    );
  }

  function writeAsk(step: AskStep, at: number): number {
    const mends = takeMends(at);
    const isGood = step.errno === null || step.errno === 'EBADF';
    const asked: TruthStep = {
      ...{ device: device(step), event: 'asked', from: step.from, to: step.to, errno: null },
    };
    if (family === 'intent') intend(step, step.recover ?? 0, [asked]);
    if (isGood) {
      const told = add(step, 'reached', step.from, step.to, step.errno);
      if (family === 'intent') now(step, step.to, [told]);
      else if (step.errno === null) set(step, told);
      if (step.errno === 'EBADF') error(`${device(step)}: data_fd out of sync`, [told]);
    } else writeFailed(step, mends);
    const before = lines.length;
    wanted(step);
    lines[before]?.tells.push(asked);
    return at + mends.length;
  }

  if (style.isOpened)
    for (const [index, each] of style.names.entries()) {
      const event = family === 'v1' ? 'vfio_migration_probe' : 'vfio_migration_realize';
      const simple = `${event} 0.000 pid=${style.pid} name=${each}`;
      const text = style.isSimpletrace
        ? simple
        : `${event}  (${each})${family === 'v1' ? ` Region ${9 + index}` : ''}`;
      lines.push({ text, isError: false, tells: [] });
    }
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at] as PlayStep;
    if (step.act === 'reset') {
      trace('vfio_pci_reset', step, '', '', [add(step, 'reset', step.from, step.to, null)]);
    } else if (step.act === 'unasked') {
      if (family !== 'intent' || step.why !== 'believed') continue;
      intend(step, 0, [add(step, 'none', step.at, step.to, null)]);
      wanted(step);
    } else if (family === 'v1') writeV1(step);
    else at = writeAsk(step, at);
    if (step.act === 'ask' && step.trigger === 'setup')
      trace(
        'vfio_save_setup',
        step,
        family === 'v1' ? '' : ' data buffer size 0x100000',
        ' data_buffer_size=0x100000',
      );
  }
  lines.push(...late);
  return { lines, truth };
}

function formatError(device: string, { to, recover }: AskStep, errno: string, isLateForm: boolean): string {
  const why = toErrorText(errno);
  const mend =
    recover === null || recover === 0
      ? 'Recover state is ERROR. Resetting device'
      : `Setting device in recover state ${name(recover)}`;
  const begin = `${device}: Failed setting device state to ${name(to)}`;
  return isLateForm ? `${begin}. ${mend}: ${why}` : `${begin}, err: ${why}. ${mend}`;
}
