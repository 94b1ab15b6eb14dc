/** What can be done with a run elsewhere: open it in Explore or in the lab, copy its link, save it as the draft of a lesson. */

import { useActs, useWorkbench } from '../../../../page/page-context.tsx';
import type { LibraryEntry } from '../../../../share/library-entry.ts';
import { saveText } from '../../../../ui/hand-over.ts';
import { RUN_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import { findDevice } from '../machine/step-place.ts';
import styles from './LogBar.module.css';
import { toOutsideRun, toRunLesson, toRunLink } from './run-outside.ts';

export function RunActs({ log }: { readonly log: LogActor }) {
  const reading = useLog(log, (context) => context.reading);
  const step = useLog(log, (context) => context.step);
  const device = reading && step ? findDevice(reading, step.device) : undefined;
  const library = useWorkbench((bench) => bench.library);
  const { play, changeMode, changeRules, learn, notify } = useActs();
  if (!reading || !device || !step) return null;
  /** Does it with the run around the step in view, and says what of the run it is not. */
  const withRun = (act: (run: NonNullable<ReturnType<typeof toOutsideRun>>) => void) => () => {
    const run = toOutsideRun(device, step.index);
    if (!run) {
      notify(RUN_WORDS.nothing);
      return;
    }
    act(run);
    if (run.left !== null) notify(run.left);
  };
  const explore = withRun(({ trace }) => {
    changeMode('explore');
    play(trace);
  });
  const lab = async () => {
    const { toLabRun } = await import('./run-lab.ts');
    const { part, page, told } = toLabRun(reading, step);
    if (page) changeRules(page);
    if (part !== null) learn(part);
    notify(told);
  };
  const link = withRun((run) => void copyLink(run, library).then(notify));
  const lesson = withRun((run) => {
    const text = toRunLesson(device, run);
    notify(text === undefined ? RUN_WORDS.noLesson : saveText(text, RUN_WORDS.lessonFile, 'text/markdown'));
  });
  return (
    <span className={styles.acts}>
      <button type="button" onClick={explore}>
        {RUN_WORDS.explore}
      </button>
      <button type="button" onClick={() => void lab().catch(() => notify(RUN_WORDS.noLabPart))}>
        {RUN_WORDS.lab}
      </button>
      <button type="button" onClick={link}>
        {RUN_WORDS.link}
      </button>
      <button type="button" onClick={lesson}>
        {RUN_WORDS.lesson}
      </button>
    </span>
  );
}

async function copyLink(
  run: NonNullable<ReturnType<typeof toOutsideRun>>,
  library: readonly LibraryEntry[],
): Promise<string> {
  const made = toRunLink(run, library);
  if ('problem' in made) return made.problem;
  try {
    await navigator.clipboard.writeText(new URL(made.link, window.location.href).href);
    return RUN_WORDS.copied;
  } catch {
    return RUN_WORDS.notCopied;
  }
}
