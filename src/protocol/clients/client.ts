/**
 * A client: a VMM in a range of versions, with what it asks of a device. Data only; the engines in qemu/ and plain/ play it.
 */

import type { Citation } from '../words/citation.ts';

export const CLIENT_IDS = [
  'qemu-5.2',
  'qemu-6.1',
  'qemu-8.0',
  'qemu-8.1',
  'qemu-8.2',
  'qemu-9.1',
  'cloud-hypervisor-53',
  'cloud-hypervisor',
  'libvfio-user-client',
  'hermes',
  'mvisor',
] as const;

export type ClientId = (typeof CLIENT_IDS)[number];

/** The names of the flows, for all clients. */
export const FLOW_IDS = [
  'boot',
  'stop-cont',
  'live-migration',
  'migrate-paused-vm',
  'migrate-vm-that-never-ran',
  'savevm',
  'savevm-paused-vm',
  'loadvm',
  'loadvm-paused-vm',
  'incoming',
  'incoming-paused',
  'incoming-paused-migrated-on',
  'cancel-in-pre-copy',
  'cancel-in-pre-copy-paused-vm',
  'cancel-at-pre-switchover',
  'cancel-at-pre-switchover-paused-vm',
  'cancel-or-fail-in-stop-copy',
  'cancel-or-fail-in-stop-copy-paused-vm',
  'fail-after-done',
  'fail-after-done-paused-vm',
  'pause-in-pre-copy',
  'pause-and-cont-in-pre-copy',
  'cont-in-pre-copy',
  'io-error-stop-in-pre-copy',
  'io-error-and-cont-in-pre-copy',
  'reset-in-pre-copy',
  'reset-in-pre-copy-read-fails',
  'reset-in-pre-copy-just-before-stop',
  'cpr-fails',
  'migrate-from',
  'migrate-to',
  'pause-resume',
  'snapshot',
  'restore',
  'save-of-paused-vm',
  'load-while-paused',
] as const;

export type FlowId = (typeof FLOW_IDS)[number];

/** Where it is written: file and function, and the version that was read. */
export interface ClientSource {
  readonly project: string;
  readonly file: string;
  readonly symbol: string | null;
  readonly version: string;
}

/** How versions of QEMU on v1 differ. */
export interface QemuV1Traits {
  readonly kind: 'qemu-v1';
  /** A VM that stops for savevm begins to save with the same write (6.1-7.2). */
  readonly savesAtVmStop: boolean;
}

/** How versions of QEMU on v2 differ. */
export interface QemuV2Traits {
  readonly kind: 'qemu-v2';
  readonly knowsPreCopy: boolean;
  readonly knowsP2p: boolean;
  /** Where QEMU asks a saved device for STOP: within the downtime, or in vfio_save_cleanup(). */
  readonly stopsIn: 'complete' | 'cleanup';
  /** True if asking for the state that QEMU believes the device is in returns before the ioctl. */
  readonly skipsBelieved: boolean;
}

export type ClientTraits = QemuV1Traits | QemuV2Traits | { readonly kind: 'plain' };

export interface Client {
  readonly id: ClientId;
  /** Its other names. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly generation: 'v1' | 'v2';
  /** `6.1-7.2` */
  readonly versions: string;
  /** What it does about a failed request, and what it never does. */
  readonly account: string;
  /** True if nobody saw its flows run: they were derived from its source. */
  readonly isDerived: boolean;
  readonly traits: ClientTraits;
  readonly flows: readonly FlowId[];
  readonly sources: readonly ClientSource[];
}

/** One row of what QEMU asks: when, in which function, under which condition, and what a failure does. */
interface AskRowBase {
  /** `setup`, `VM stopped`, `complete`, ... */
  readonly trigger: string;
  readonly symbol: string;
  readonly onlyIf: string;
  readonly onFailure: string;
}

/** v1: read device_state, write `(read & mask) | value`. */
export interface V1AskRow extends AskRowBase {
  readonly mask: number;
  readonly value: number;
}

/** v2: the state asked for, and the one that is asked for if that fails; ERROR (0) means VFIO_DEVICE_RESET at once. */
export interface V2AskRow extends AskRowBase {
  readonly to: number;
  /** Asked instead from PRE_COPY, or by `VM stopped` from PRE_COPY_P2P too. */
  readonly inPreCopy?: number;
  readonly recover: number | 'believed';
}

/** What a client prints or sends about a request, and when. */
export interface TraceRow {
  readonly kind: 'trace' | 'event';
  readonly name: string;
  /** With NAME for the device, and an example state. */
  readonly text: string;
  readonly when: string;
}

/** A step of a play says which function of the client asked. */
export type AskSource = Citation | null;
