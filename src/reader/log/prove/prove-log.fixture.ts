/**
 * Random plays of QEMU with faults, written as logs of every form, interleaved and damaged, and read back: no step that the
 * reader calls certain may differ from what happened.
 */

import type { Client, FlowId } from '../../../protocol/clients/client.ts';
import { CLIENTS } from '../../../protocol/clients/client-table.ts';
import { getFlowIds, playFlow } from '../../../protocol/clients/flow-run.ts';
import type { CallFault } from '../../../protocol/clients/play/device-side.ts';
import { QEMU_SCRIPTS } from '../../../protocol/clients/qemu/qemu-script.ts';
import { getRuleSet, RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { readLog } from '../log-run.fixture.ts';
import type { RunStep } from '../run/run-step.ts';
import type { DamageId, FileLine, Random, Stamp } from './damage.fixture.ts';
import { chooseDamages, damage, stampLine, toRandom } from './damage.fixture.ts';
import type { TruthStep, WrittenLine } from './written-log.fixture.ts';
import { writeLog } from './written-log.fixture.ts';

export interface LogProof {
  readonly setting: string;
  readonly text: string;
  /** Certain steps that differ from what happened, in words. */
  readonly wrong: readonly string[];
  /** Steps that happened; those of them that are told as certain; all that are told. */
  readonly happened: number;
  readonly certain: number;
  readonly told: number;
  readonly isDamaged: boolean;
}

const VERSIONS = CLIENTS.filter(({ id }) => id.startsWith('qemu-'));
const ERRNOS = ['EINVAL', 'EBUSY', 'EIO', 'ENOMEM', 'ETIMEDOUT'] as const;
const NAMES = ['0000:81:00.2', 'VFIO user </var/run/a b.sock>', 'hostdev0', 'd (x) y'];

interface Written {
  readonly setting: string;
  readonly lines: readonly { readonly line: WrittenLine; readonly pid: number }[];
  readonly truth: readonly TruthStep[];
  readonly isSimpletrace: boolean;
}

export function proveLog(source: () => number): LogProof {
  const random = toRandom(source);
  const { pick, choose, happens } = random;
  const names = NAMES.toSorted(() => (happens(0.5) ? 1 : -1));
  const parts = Array.from({ length: happens(0.2) ? 2 : 1 }, (_, index) =>
    write(random, 4711 + index, names.slice(2 * index, 2 * index + 1 + pick(2))),
  );
  const simple = parts.some(({ isSimpletrace }) => isSimpletrace);
  const stamp: Stamp = simple
    ? 'none'
    : choose(['backend', 'backend', 'backend', 'iso', 'none', 'syslog', 'journal']);
  const merged = merge(
    parts.map(({ lines }) => lines),
    random,
  );
  let seconds = 1_700_000_000;
  let file: readonly FileLine[] = merged.map(({ line, pid }) => {
    seconds += (50 + pick(500)) / 1e6;
    return { text: stampLine(line, stamp, pid, seconds), source: line };
  });
  const isTimed = stamp === 'backend' || stamp === 'iso';
  const damages = happens(0.3) ? [] : chooseDamages(random, 0.25).filter((id) => isFit(id, stamp, isTimed));
  for (const id of damages) file = damage(file, id, random);
  const isCut = damages.includes('cut');
  const text = file.map((line) => line.text).join('\n') + (isCut ? '' : '\n');
  const { steps, summary } = readLog(text);
  const silent = summary.devices.filter(({ hasErrors }) => !hasErrors).map(({ name }) => name);
  for (const step of steps) step.certain &&= !step.needsErrors || !silent.includes(step.device);
  const truth = parts.flatMap((part) => part.truth);
  const certain = steps.filter((step) => step.certain);
  return {
    setting: `${parts.map(({ setting }) => setting).join(' & ')}; ${stamp}; ${damages.join(' ')}`,
    text,
    wrong: certain.filter((step) => !isTrue(step, file)).map(formatWrong),
    ...{ happened: truth.length, certain: certain.length, told: steps.length, isDamaged: damages.length > 0 },
  };
}

/** JSON is not wrapped; lines without a time cannot be put in order again. */
function isFit(id: DamageId, stamp: Stamp, isTimed: boolean): boolean {
  if (id === 'moved') return isTimed;
  return stamp !== 'journal' || !['wrapped', 'pane', 'narrow', 'torn', 'cut'].includes(id);
}

function write({ pick, choose, happens }: Random, pid: number, names: readonly string[]): Written {
  const client: Client = choose(VERSIONS);
  // A register that starts at 000b cannot be told from a log: the reader takes the default of the uAPI.
  const rules = RULE_SETS.filter(
    ({ id, generation }) => generation === client.generation && id !== 'stop-default',
  );
  const ruleSet = client.generation === 'v2' ? (getRuleSet('v2-7.2') ?? rules[0]) : choose(rules);
  if (!ruleSet) throw new Error(`no rule set for ${client.id}`);
  const sets = ruleSet.generation === 'v1' ? [null] : ruleSet.flagSets;
  const devices = names.map(() => ({ flags: choose(sets), depth: pick(2) }));
  const flow = choose<FlowId>(getFlowIds(client, devices[0]?.flags ?? null));
  const faults = Array.from(
    { length: choose([0, 1, 1, 2, 3]) },
    (): CallFault => ({
      call: 1 + pick(12),
      fault: happens(0.7)
        ? { kind: 'declined', arc: 1 + pick(3), errno: choose(ERRNOS) }
        : { kind: 'faulted', arc: 1 + pick(3) },
    }),
  );
  const play = playFlow(client, flow, { ruleSet, devices, faults });
  const isSimpletrace = happens(0.15);
  const style = {
    ...{ names, pid, isSimpletrace, isLate: happens(0.5) },
    hasErrors: !isSimpletrace && happens(0.75),
    isOpened: happens(0.7) && QEMU_SCRIPTS[flow]?.start !== 'paused',
  };
  const { lines, truth } = writeLog(client, play, style);
  return {
    setting: `${client.id} ${flow} ${ruleSet.id} flags ${devices.map(({ flags }) => flags)} faults ${JSON.stringify(faults)} ${JSON.stringify(style)}`,
    lines: lines.map((line) => ({ line, pid })),
    ...{ truth, isSimpletrace },
  };
}

/** Several logs as one: each keeps its order. */
export function merge<T>(logs: readonly (readonly T[])[], { choose }: Random): readonly T[] {
  const rest = logs.map((log) => [...log]);
  const merged: T[] = [];
  for (;;) {
    const open = rest.filter((log) => log.length > 0);
    if (open.length === 0) return merged;
    merged.push(...choose(open).splice(0, 1));
  }
}

export function isTrue(
  { line, device, event, from, to, errno }: RunStep,
  file: readonly FileLine[],
): boolean {
  const tells = file[line - 1]?.source?.tells ?? [];
  return tells.some(
    (told) =>
      told.device === device &&
      told.event === event &&
      (from === null || told.from === from) &&
      (to === null || told.to === to) &&
      (errno === null || told.errno === errno),
  );
}

export const formatWrong = ({ line, device, event, from, to, errno, said }: RunStep): string =>
  `line ${line}: ${device} ${from}>${to} ${event} ${errno} (${said})`;
