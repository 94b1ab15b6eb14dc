/**
 * The sequence diagram of a run. What repeats is told once: the chunks of a device, and of many rounds those in the middle.
 * Mermaid and SVG are made of it, and what the page draws.
 */

import type { LabRun } from '../run/lab-model.ts';
import type { LabStep } from '../run/lab-step.ts';
import { formatBytes } from '../told/lab-format.ts';
import type { Sequence, SequenceLine } from './lab-lane.ts';
import { toLanes } from './lab-lane.ts';
import { formatChunks, toLines } from './lab-message.ts';

/** Rounds that are told one by one before the rest is merged. */
const ROUNDS_TOLD = 3;
/** Of a loop in a loop, whose sizes are not those of every turn. */
const CHUNKS = 'every chunk';

/** The diagram of the first `until` steps. */
export function toSequence(run: LabRun, until = run.steps.length): Sequence {
  const { ruleSet, settings, client } = run;
  const all = settings.ownFlags.length > 0 ? settings.ownFlags.join(', ') : settings.flags;
  const flags = all === null ? '' : `, migration_flags ${all}`;
  return {
    title: `${client.title}: ${settings.flow} under ${ruleSet.id}${flags}`,
    lanes: toLanes(run),
    lines: toRounds(run, run.steps.slice(0, until)),
  };
}

/** Up to the first decision, each round, and what comes after the last one, which may still go on. */
function toRounds(run: LabRun, steps: readonly LabStep[]): readonly SequenceLine[] {
  const starts = steps.flatMap(({ act }, index) => (act.kind === 'decide' ? [index] : []));
  const parts = [0, ...starts].map((start, index) => steps.slice(start, starts[index]));
  const merged = parts.slice(1 + ROUNDS_TOLD, -1);
  const isPlain = ({ error, act }: LabStep) => error === null && act.kind !== 'request';
  const toAll = (some: readonly (readonly LabStep[])[], hasSizes = true) =>
    some.flatMap((part) => toChunks(run, part, hasSizes));
  if (merged.length < 2 || !merged.flat().every(isPlain)) return toAll(parts);
  return [
    ...toAll(parts.slice(0, 1 + ROUNDS_TOLD)),
    {
      kind: 'loop',
      text: `rounds ${ROUNDS_TOLD + 1} to ${ROUNDS_TOLD + merged.length}: ${formatBytes(sumSent(merged.flat()))}`,
      lines: toAll(merged.slice(0, 1), false),
    },
    ...toAll(parts.slice(-1)),
  ];
}

/** Chunks of one device that follow each other: what is done for one, with their number and size. */
function toChunks(run: LabRun, steps: readonly LabStep[], hasSizes: boolean): readonly SequenceLine[] {
  const lines: SequenceLine[] = [];
  for (let index = 0; index < steps.length; ) {
    const loop = findLoop(steps, index);
    const taken = steps.slice(index, index + (loop?.length ?? 1));
    if (loop) {
      const chunks = taken.filter(({ act }) => act.kind === 'send').length;
      const each = taken.slice(0, loop.cycle).flatMap((step) => toLines(run, step, false));
      lines.push({
        kind: 'loop',
        text: hasSizes ? formatChunks(chunks, sumSent(taken)) : CHUNKS,
        lines: each,
      });
    } else lines.push(...taken.flatMap((step) => toLines(run, step, hasSizes)));
    index += taken.length;
  }
  return lines;
}

const getKey = ({ act, host, device }: LabStep) =>
  `${host} ${device} ${act.kind} ${act.kind === 'read' || act.kind === 'write' ? act.what : ''}`;

const isData = ({ act, error }: LabStep) =>
  error === null && (act.kind === 'read' || act.kind === 'write' || act.kind === 'send');

interface Loop {
  /** Steps of the loop, and of one turn of it. */
  readonly length: number;
  readonly cycle: number;
}

/** The chunks that begin here, if there are two or more. */
function findLoop(steps: readonly LabStep[], start: number): Loop | undefined {
  const keys = findCycle(steps, start);
  const cycle = keys.length;
  if (cycle === 0) return undefined;
  let length = cycle;
  while (follows(steps, start + length, keys)) length += cycle;
  // On v1 no pending_bytes follows the last chunk of a round: the next round begins with it.
  const last = keys.slice(0, -1);
  if (keys.at(-1)?.endsWith('pending_bytes') && follows(steps, start + length, last)) length += last.length;
  return length > cycle ? { length, cycle } : undefined;
}

/** The keys of what is done for a chunk, if one begins here and another follows; else nothing. */
function findCycle(steps: readonly LabStep[], start: number): readonly string[] {
  const first = steps[start];
  if (!first || !isData(first)) return [];
  const next = steps.findIndex((step, index) => index > start && getKey(step) === getKey(first));
  const cycle = next < 0 ? [] : steps.slice(start, next);
  return cycle.every(isData) && cycle.some(({ act }) => act.kind === 'send') ? cycle.map(getKey) : [];
}

const follows = (steps: readonly LabStep[], start: number, keys: readonly string[]) =>
  keys.every((key, offset) => {
    const step = steps[start + offset];
    return step !== undefined && isData(step) && getKey(step) === key;
  });

const sumSent = (steps: readonly LabStep[]) =>
  steps.reduce((sum, { act }) => sum + (act.kind === 'send' ? act.bytes : 0), 0);
