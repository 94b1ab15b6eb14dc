/** Above the graph of a run: which step is in view, what it was, and the way to the one before and after. */

import { useState } from 'react';
import type { ReplayDevice } from '../../../../judge/replay/log-replay.ts';
import { formatAct, formatCame } from '../../../../judge/replay/replay-report.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
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
  /** Only what was reached by the buttons here is spoken: a list speaks its own rows. */
  const [spoken, setSpoken] = useState<number | null>(null);
  const judged = steps[index];
  if (!judged) return null;
  const { step } = judged;
  const place = fill(STEP_WORDS.place, { number: index + 1, count: steps.length });
  const words = [
    `${formatVisibleLine(formatAct(judged))}: ${step.event}`,
    formatCame(judged),
    step.certain ? '' : STEP_WORDS.assumed,
  ].filter((word) => word !== '');
  const go = (to: number) => {
    if (to < 0 || to >= steps.length) return;
    setSpoken(to);
    onStep({ device: name, index: to });
  };
  return (
    <section className={styles.bar} aria-label={STEP_WORDS.bar} {...SCROLLS}>
      <div className={styles.told}>
        <p className={styles.place}>
          {place} <code>{formatVisibleLine(name)}</code>
        </p>
        <p className={styles.step} data-event={step.event}>
          <span aria-hidden="true">{EVENT_SIGNS[step.event]}</span> {words.join(', ')}
        </p>
        <p className="hidden" aria-live="polite">
          {spoken === index && `${place}: ${words.join(', ')}`}
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
