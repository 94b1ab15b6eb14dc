/** A play on one line, in the notation of the sequences: `2>6 6>7! [2] 2>1 1>3 EBADF 3>2`. */

import type { PlayStep } from './play-step.ts';

/**
 * `2>6` is a request, `2>6!` one that failed, `[2]` a reset and the state after it, `[x]` a reset that failed, `EBADF` a
 * data_fd out of sync, `unwritten` a setup that asks nothing and fails. With several devices each begins with its letter: `B:2>6`.
 */
export function formatSteps(
  steps: readonly PlayStep[],
  isSeveral = steps.some(({ device }) => device > 0),
): string {
  return steps.flatMap((step) => formatStep(step, isSeveral)).join(' ');
}

function formatStep(step: PlayStep, isSeveral: boolean): readonly string[] {
  const tag = isSeveral ? `${String.fromCodePoint(65 + step.device)}:` : '';
  switch (step.act) {
    case 'reset':
      return [`${tag}[${step.isFailed ? 'x' : step.to}]`];
    case 'unasked':
      return step.why === 'unwritten' ? [`${tag}unwritten`] : [];
    case 'ask': {
      const hasFailed = !step.isSupposed && step.errno !== null && step.errno !== 'EBADF';
      const hangs = !step.isSupposed && step.verdict.kind === 'never-returns';
      const asked = `${tag}${step.from}>${step.to}${hasFailed || hangs ? '!' : ''}`;
      return step.errno === 'EBADF' ? [asked, `${tag}EBADF`] : [asked];
    }
  }
}
