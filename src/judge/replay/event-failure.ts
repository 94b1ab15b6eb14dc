/**
 * Failures that follow from events of QMP alone. RUNNING after PRE_COPY_P2P is a reset after a STOP_COPY that failed, unless
 * a VM that was started with -S is continued in pre-copy. What comes later tells.
 *
 * @source QEMU hw/vfio/migration.c, vfio_vmstate_change_prepare() and vfio_save_complete_precopy(), v10.2.2
 */

import type { RunStep } from '../../reader/log/run/run-step.ts';

const [STOP_COPY, PRE_COPY_P2P] = [3, 7] as const;

interface EventFailure {
  readonly failed: RunStep;
  readonly mended: RunStep | null;
  /** True if the migration ends or goes on as it does after such a failure. */
  isTold: boolean;
}

export interface EventFailures {
  /** True if the failure is one that later lines decide: it is kept. */
  keep(failed: RunStep, mended: RunStep | null): boolean;
  /** Any step, in order. */
  see(step: RunStep): void;
  /** The state of the whole migration. A line of it may be seen before the steps of the lines before it. */
  seeStatus(status: string, line: number): void;
  all(): readonly EventFailure[];
}

export function createEventFailures(): EventFailures {
  const kept: EventFailure[] = [];
  /** The last one of each device, until its next step. */
  const open = new Map<string, EventFailure>();
  let failedAt = 0;
  return {
    keep(failed, mended) {
      if (failed.said !== 'event-failed' || failed.from !== PRE_COPY_P2P) return false;
      const failure = { failed, mended, isTold: false };
      kept.push(failure);
      open.set(failed.device, failure);
      return true;
    },
    see({ device, to, said }) {
      const failure = open.get(device);
      if (!failure || said === 'event-reset') return;
      // After the failure QEMU completes all the same: it asks for STOP_COPY again.
      if (to === STOP_COPY) failure.isTold = true;
      open.delete(device);
    },
    seeStatus(status, line) {
      if (status === 'failed') failedAt = line;
    },
    all: () =>
      kept.map((failure) => ({ ...failure, isTold: failure.isTold || failedAt > failure.failed.line })),
  };
}
