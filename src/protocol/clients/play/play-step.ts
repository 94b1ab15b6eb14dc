/** What happens in a play, step by step: requests, resets, and what the client does without a request. */

import type { Errno } from '../../trace/trace.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { AskSource } from '../client.ts';

interface StepBase {
  /** `setup`, `VM stopped`, `complete`, ... */
  readonly trigger: string;
  /** Index of the device, in the order in which they were added. */
  readonly device: number;
  readonly citation: AskSource;
}

export interface AskStep extends StepBase {
  readonly act: 'ask';
  readonly from: number;
  readonly to: number;
  /** device_state afterwards. */
  readonly now: number;
  /** What the rules say; a fault of the driver is told by `errno`. */
  readonly verdict: Verdict;
  /** v2: the state the client asks for if this request fails; null where it has none. */
  readonly recover: number | null;
  /** True for a request that mends a failed one. */
  readonly isRecovery: boolean;
  /** What the call returns, or QEMU makes of it: EBADF is its own error, on a request that passed. */
  readonly errno: Errno | 'EBADF' | null;
  /** True where the rules do not accept it, and it is taken as if they did. */
  readonly isSupposed: boolean;
}

/** VFIO_DEVICE_RESET: by the client where a request failed, or from outside, unasked for. */
interface ResetStep extends StepBase {
  readonly act: 'reset';
  readonly by: 'client' | 'outside';
  readonly from: number;
  readonly to: number;
  readonly isFailed: boolean;
}

/** Nothing is asked: QEMU believes that the device is there already, or does not write the value. */
interface UnaskedStep extends StepBase {
  readonly act: 'unasked';
  readonly at: number;
  readonly to: number;
  readonly why: 'believed' | 'unwritten';
}

export type PlayStep = AskStep | ResetStep | UnaskedStep;

/** `completes`: the client gets through the flow as told. `aborts`: its process ends by a crash or by hw_error(). */
export type PlayEnd = 'completes' | 'fails' | 'aborts';

/** True for a request that is refused or never returns. */
export function isRefused(step: PlayStep): step is AskStep {
  return step.act === 'ask' && ['refused', 'never-returns'].includes(step.verdict.kind);
}

/** True for a request that the rules neither list nor forbid. */
export function isUnspecified(step: PlayStep): step is AskStep {
  return step.act === 'ask' && step.verdict.kind === 'unspecified';
}

/** The number of a step, from 1: what is not asked is no step. */
export function getNumber(steps: readonly PlayStep[], index: number): number {
  return steps.slice(0, index + 1).filter(({ act }) => act !== 'unasked').length;
}
