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
export function formatEnd({ verdict, ends, steps }: FlowRun): string {
  if (ends === 'aborts') return 'and the client aborts';
  if (ends !== 'fails' || verdict === 'fails' || verdict === 'hangs') return '';
  const lost = steps.find(isLost);
  return lost
    ? `but the client fails at '${lost.trigger}' with -${lost.act === 'ask' ? lost.errno : 'EINVAL'}`
    : '';
}

/** A step that passes, or is not a request, and still fails for the client. */
function isLost(step: PlayStep): boolean {
  return (
    (step.act === 'ask' && step.errno === 'EBADF') || (step.act === 'unasked' && step.why === 'unwritten')
  );
}
