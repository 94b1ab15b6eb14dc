/** The messages of one step: who calls whom, what the driver does arc by arc, what comes back. */

import { formatDigits, formatState } from '../../protocol/state/state.ts';
import type { LabRun } from '../run/lab-model.ts';
import type { LabAct, LabStep } from '../run/lab-step.ts';
import { formatBytes } from '../told/lab-format.ts';
import { describeStep } from '../told/lab-words.ts';
import type { Message, MessageTone, SequenceLine } from './lab-lane.ts';
import { FILE_LANE, laneOf } from './lab-lane.ts';

/** The lines of a step. Without sizes where it stands for many. */
export function toLines(run: LabRun, step: LabStep, hasSizes: boolean): readonly SequenceLine[] {
  const { act, host } = step;
  const vmm = laneOf(host, 'vmm');
  const driver = step.device === null ? vmm : laneOf(host, step.device);
  const { what, result } = describeStep(run, step);
  const tone: MessageTone = step.error ? 'refused' : 'call';
  const say = (from: string, to: string, text: string, how: MessageTone = tone): Message => ({
    kind: 'message',
    from,
    to,
    text,
    tone: how,
  });
  const withSize = hasSizes || step.error ? `${what}: ${result}` : what;
  switch (act.kind) {
    case 'request':
      return toRequestLines(run, step, act, say);
    case 'reset':
      if (act.by === 'guest') return [{ kind: 'note', over: driver, text: 'reset by the guest' }];
      return [
        say(vmm, laneOf(host, 'core'), what, 'call'),
        say(laneOf(host, 'core'), driver, 'reset', 'call'),
        say(laneOf(host, 'core'), vmm, result, step.error ? 'refused' : 'return'),
      ];
    case 'unasked':
    case 'allocate':
      return [{ kind: 'note', over: vmm, text: `${what}: ${result}` }];
    case 'read':
    case 'write':
    case 'feature':
      return [say(vmm, driver, withSize)];
    case 'tell':
      return [toTellLine(run, step, what, say)];
    case 'send':
      return [say(...toStreamLanes(run), hasSizes || step.error ? result : 'chunk')];
    case 'decide':
      return [{ kind: 'note', over: vmm, text: hasSizes ? `${what}, ${result}` : result }];
    case 'dma':
      return [say(driver, laneOf(host, act.to), 'DMA to a stopped peer', 'stray')];
    case 'ends':
      return [{ kind: 'note', over: vmm, text: result }];
  }
}

/** Where a chunk comes from, and where it goes. */
function toStreamLanes({ plan, steps }: LabRun): readonly [from: string, to: string] {
  if (plan.purpose === 'load') return [FILE_LANE, laneOf('destination', 'vmm')];
  const hasDestination = steps.some(({ arrived }) => arrived.length > 0);
  return [laneOf('source', 'vmm'), hasDestination ? laneOf('destination', 'vmm') : FILE_LANE];
}

/** switchover-ack goes between the hosts; where the source counts, both messages are its own. */
function toTellLine(
  { client, settings }: LabRun,
  { act, host }: LabStep,
  text: string,
  say: (from: string, to: string, text: string, how: MessageTone) => Message,
): SequenceLine {
  const here = laneOf(host, 'vmm');
  const isLocal = client.sizes?.ack === 'source' && settings.ack === 'on';
  if (isLocal) return { kind: 'note', over: here, text };
  const isAck = act.kind === 'tell' && act.what === 'ack';
  return say(here, laneOf(isAck ? 'source' : 'destination', 'vmm'), text, isAck ? 'return' : 'call');
}

/** The call, each arc that the driver is asked for, and the answer. */
function toRequestLines(
  { ruleSet, settings }: LabRun,
  { host, device: numbered, error }: LabStep,
  act: LabAct & { kind: 'request' },
  say: (from: string, to: string, text: string, how: MessageTone) => Message,
): readonly SequenceLine[] {
  const device = numbered ?? 0;
  const [vmm, core, driver] = [laneOf(host, 'vmm'), laneOf(host, 'core'), laneOf(host, device)];
  const name = (value: number) => formatState(ruleSet.states, value);
  const { arcs, failed, kind, now, cause } = act.outcome;
  const wanted = ruleSet.generation === 'v1' ? formatDigits(ruleSet.states, act.to) : name(act.to);
  const which = settings.devices > 1 ? ` device ${device + 1}` : '';
  const lines: SequenceLine[] = [say(vmm, core, `${act.name}${which}: device_state = ${wanted}`, 'call')];
  for (const arc of arcs) lines.push(say(core, driver, `${name(arc.from)} > ${name(arc.to)}`, 'call'));
  if (cause === 'supposed') lines.push(say(core, driver, `${name(act.outcome.from)} > ${name(now)}`, 'call'));
  if (failed) {
    lines.push(say(core, driver, `${name(failed.from)} > ${name(failed.to)}`, 'call'));
    lines.push(say(driver, core, `-${error}`, 'refused'));
  }
  if (kind === 'never-returns')
    return [...lines, { kind: 'note', over: core, text: 'loops forever: never returns' }];
  if (error === 'EBADF') return [...lines, say(core, vmm, '0, but -EBADF: data_fd out of sync', 'refused')];
  lines.push(
    error ? say(core, vmm, `-${error}, reads ${name(now)}`, 'refused') : say(core, vmm, '0', 'return'),
  );
  return lines;
}

/** `4 chunks: 512 MiB`. */
export const formatChunks = (count: number, bytes: number): string =>
  `${count} chunks: ${formatBytes(bytes)}`;
