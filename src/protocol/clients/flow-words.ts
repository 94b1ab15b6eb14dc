/** How a flow ends, in words. */

import type { FlowRun } from './flow-run.ts';
import type { AskStep, PlayStep } from './play/play-step.ts';
import { isRefused } from './play/play-step.ts';

/** The requests of a run that are refused or never return; none if it passes. */
export function getRefused({ steps }: Pick<FlowRun, 'steps'>): readonly AskStep[] {
  return steps.filter(isRefused);
}

/**
 * How the flow ends, if its verdict does not say so: `but the client fails at 'complete' with -EBADF`, or that the client aborts.
 * Empty if there is nothing to add.
 */
export function formatEnd(run: FlowRun): string {
  if (run.ends === 'aborts') return 'and the client aborts';
  const loss = findLoss(run);
  return loss ? `but the client fails at '${loss.trigger}' with -${loss.errno}` : '';
}

/** Where a flow that no request breaks fails all the same, and with which errno. */
export function findLoss({ verdict, ends, steps }: FlowRun): { trigger: string; errno: string } | undefined {
  if (ends !== 'fails' || verdict === 'fails' || verdict === 'hangs') return undefined;
  const lost = steps.find(isLost);
  return lost && { trigger: lost.trigger, errno: (lost.act === 'ask' && lost.errno) || 'EINVAL' };
}

/** A step that passes, or is not a request, and still fails for the client. */
function isLost(step: PlayStep): boolean {
  return (
    (step.act === 'ask' && step.errno === 'EBADF') || (step.act === 'unasked' && step.why === 'unwritten')
  );
}
