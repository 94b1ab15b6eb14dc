/** The parts of a sequence diagram, as plain data, and whose lanes it has. */

import type { LabRun } from '../run/lab-model.ts';
import type { LabHost } from '../run/lab-step.ts';
import { getVmmName } from '../told/lab-words.ts';

interface Lane {
  /** Letters and digits only. */
  readonly id: string;
  readonly title: string;
  /** Whose it is, under the title. */
  readonly host: string;
}

/** `call` and `return` as usual; `refused` comes back with an errno, `stray` is DMA where none may arrive. */
export type MessageTone = 'call' | 'return' | 'refused' | 'stray';

export interface Message {
  readonly kind: 'message';
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly tone: MessageTone;
}

export type SequenceLine =
  | Message
  | { readonly kind: 'note'; readonly over: string; readonly text: string }
  | { readonly kind: 'loop'; readonly text: string; readonly lines: readonly SequenceLine[] };

export interface Sequence {
  readonly title: string;
  readonly lanes: readonly Lane[];
  readonly lines: readonly SequenceLine[];
}

export const FILE_LANE = 'file';

/** `laneOf('source', 0)` is that of the driver of device 1. */
export const laneOf = (host: LabHost, part: 'vmm' | 'core' | number): string =>
  typeof part === 'number' ? `${host}Driver${part + 1}` : `${host}${part === 'vmm' ? 'Vmm' : 'Core'}`;

/** Left to right: the VMM, the core, a driver for each device, which is a peer to the others; then the other host, or the file. */
export function toLanes(run: LabRun): readonly Lane[] {
  const { settings, steps, plan } = run;
  const hasDestination = steps.some(({ arrived }) => arrived.length > 0);
  const toHost = (host: LabHost): readonly Lane[] => [
    { id: laneOf(host, 'vmm'), title: getVmmName(run), host },
    { id: laneOf(host, 'core'), title: 'vfio core', host },
    ...Array.from({ length: settings.devices }, (_, device) => ({
      id: laneOf(host, device),
      title: `driver ${device + 1}`,
      host,
    })),
  ];
  const file: Lane = { id: FILE_LANE, title: 'file', host: 'stream' };
  if (plan.purpose === 'load') return [file, ...toHost('destination')];
  return [...toHost('source'), ...(hasDestination ? toHost('destination') : [file])];
}
