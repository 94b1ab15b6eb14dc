/**
 * What a client asks of a device, as data.
 *
 * @source QEMU hw/vfio/migration.c, vfio_migration_set_state()
 */

import type { Citation } from '../words/citation.ts';

export type ClientId = 'qemu-v1' | 'qemu-v2';

export type FlowId =
  | 'live-migration'
  | 'paused-migration'
  | 'savevm'
  | 'incoming'
  | 'cancel-in-pre-copy'
  | 'cancel-in-stop-copy'
  | 'fail-after-stop'
  | 'fail-after-done'
  | 'reset-in-pre-copy';

/** On v1: read device_state, write `(read & mask) | value`. A reset comes from outside, unasked for by the client. */
export type V1Ask =
  | {
      readonly act: 'write';
      readonly name: string;
      readonly mask: number;
      readonly value: number;
      readonly citation: Citation;
    }
  | { readonly act: 'reset'; readonly name: string };

/** On v2: ask for a state. The ask is left out where the device lacks the flags in `needs`. */
export interface V2Ask {
  readonly act: 'set';
  readonly name: string;
  readonly needs: number;
  readonly to: number;
  /** What is asked instead while the device is in pre-copy, quiescent or not. */
  readonly inPreCopy?: number;
  /** The state to ask for if this one fails: ERROR means a reset at once, `current` the state the device was in. */
  readonly recover: number | 'current';
  readonly citation: Citation;
}

interface FlowBase {
  readonly id: FlowId;
  readonly title: string;
  /** One line: what happens. */
  readonly account: string;
  readonly citations: readonly Citation[];
}

export type V1Flow = FlowBase & { readonly client: 'qemu-v1'; readonly asks: readonly V1Ask[] };

/** `needs`: the flow happens only on devices with these flags. */
export type V2Flow = FlowBase & {
  readonly client: 'qemu-v2';
  readonly needs: number;
  readonly asks: readonly V2Ask[];
};

export type ClientFlow = V1Flow | V2Flow;
