/** Above the graph of a run: which step is in view, what it was, and the way to the one before and after. */

import type { JudgedStep, ReplayDevice } from '../../../../judge/replay/log-replay.ts';
import { formatAct, formatCame } from '../../../../judge/replay/replay-report.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import { announce } from '../../../../ui/attention/announce.ts';
import { STEP_WORDS } from '../log-words.ts';
import type { StepPlace } from '../machine/step-place.ts';
import { EVENT_SIGNS } from '../steps/LogStepRow.tsx';
import styles from './LogBar.module.css';

interface LogBarProps {
  readonly device: ReplayDevice;
  readonly index: number;
  readonly onStep: (step: StepPlace) => void;
}

/** It may have to be scrolled, by keyboard too. */
const SCROLLS = { tabIndex: 0 };

export function LogBar({ device, index, onStep }: LogBarProps) {
  const { name, steps } = device;
  const judged = steps[index];
  if (!judged) return null;
  const { step } = judged;
  /** Only what was reached by the buttons here is said: a list speaks its own rows. */
  const go = (to: number) => {
    const next = steps[to];
    if (!next) return;
    onStep({ device: name, index: to });
    announce(`${formatPlace(to, steps.length)}: ${formatStep(next)}`);
  };
  return (
    <section className={styles.bar} aria-label={STEP_WORDS.bar} {...SCROLLS}>
      <div className={styles.told}>
        <p className={styles.place}>
          {formatPlace(index, steps.length)} <code>{formatVisibleLine(name)}</code>
        </p>
        <p className={styles.step} data-event={step.event}>
          <span aria-hidden="true">{EVENT_SIGNS[step.event]}</span> {formatStep(judged)}
        </p>
      </div>
      <div className={styles.acts}>
        <button type="button" aria-disabled={index === 0 || undefined} onClick={() => go(index - 1)}>
          <span aria-hidden="true">‹ </span>
          {STEP_WORDS.previous}
        </button>
        <button
          type="button"
          aria-disabled={index === steps.length - 1 || undefined}
          onClick={() => go(index + 1)}
        >
          {STEP_WORDS.next}
          <span aria-hidden="true"> ›</span>
        </button>
      </div>
    </section>
  );
}

const formatPlace = (index: number, count: number) => fill(STEP_WORDS.place, { number: index + 1, count });

/** `STOP > STOP_COPY: failed, ENOSPC`, and whether that is certain. */
const formatStep = (judged: JudgedStep): string =>
  [
    `${formatVisibleLine(formatAct(judged))}: ${judged.step.event}`,
    formatCame(judged),
    judged.step.certain ? '' : STEP_WORDS.assumed,
  ]
    .filter((word) => word !== '')
    .join(', ');
