/**
 * Why a device does not migrate: a cause, with the texts by which it shows itself. Data only; find-causes.ts looks a text up.
 */

import type { Citation } from '../words/citation.ts';

export const CAUSE_IDS = [
  'no-kernel-support',
  'v1-not-supported',
  'no-stop-copy',
  'init-failed',
  'no-dirty-tracking',
  'several-devices',
  'viommu',
  'disabled',
  'large-memory',
  'only-migratable',
  'postcopy',
  'background-snapshot',
  'multifd-unsupported',
  'libvirt-hostdev',
  'no-migration-v2',
  'no-data-buffer',
  'data-fd-out-of-sync',
  'state-failed-and-reset',
  'state-failed-and-recovered',
  'recover-failed',
  'reset-failed',
  'invalid-state-at-setup',
  'v1-write-failed',
  'v1-error-state',
  'config-space-load-failed',
  'vm-setup-differs',
  'state-size-unknown',
  'switchover-never-acked',
  'switchover-ack-failed',
  'never-returned',
  'mlx5-command-failed',
  'hisi-not-ready',
  'hisi-stop-failed',
  'hisi-load-failed',
  'pds-status-failed',
  'pds-command-failed',
  'xe-transition-failed',
  'qat-unknown-arc',
  'virtio-unknown-arc',
] as const;

export type CauseId = (typeof CAUSE_IDS)[number];

/** Told in place of the texts of a cause that has none. */
export const NOTHING_PRINTED = 'Nothing: no line names it.';

export interface Cause {
  readonly id: CauseId;
  /** In a few words. */
  readonly title: string;
  /** What programs print, with `*` for what varies; empty where nothing is printed. */
  readonly texts: readonly string[];
  /** How the name of the driver of the kernel begins that prints them, where others have such texts. */
  readonly driver?: string;
  /** What stands in the text beside, in lower case, where its words alone are those of any program. */
  readonly only?: RegExp;
  /** Which program, and which versions of it. */
  readonly who: string;
  /** When the program prints it. */
  readonly condition: string;
  /** What it means for device_state and for the migration. */
  readonly meaning: string;
  readonly todo: string;
  readonly citations: readonly Citation[];
}
