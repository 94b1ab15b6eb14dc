/** What the reader hears of the lab: the step that was taken, or how a run with other settings ends. While it plays, only its end. */

import type { LabRun } from '../run/lab-model.ts';
import { formatOutcome } from './lab-outcome.ts';
import { speakStep } from './lab-words.ts';

const START = 'No step is taken yet.';

/** A function that is called with each run and step where the lab stands. The first call is how it opens: nothing is said. */
export function createLabHeard(say: (sentence: string) => void): (run: LabRun, at: number) => void {
  let known: LabRun | null = null;
  return (run, at) => {
    const isOpening = known === null;
    const isOther = known !== run;
    known = run;
    if (!isOpening) say(isOther ? formatRun(run) : formatAt(run, at));
  };
}

function formatRun(run: LabRun): string {
  const { sentence, details } = formatOutcome(run);
  return [sentence, ...details].join(' ');
}

/** The last step also says how the run ends. */
function formatAt(run: LabRun, at: number): string {
  const step = run.steps[at - 1];
  if (!step) return START;
  const told = speakStep(run, step);
  return at === run.steps.length ? `${told} ${formatOutcome(run).sentence}` : told;
}
