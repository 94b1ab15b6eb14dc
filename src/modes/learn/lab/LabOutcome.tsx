/** How the run ends, which is known from its settings; where it never ends, two ways to end it. */

import { memo } from 'react';
import type { LabEvent } from '../../../lab/run/lab-machine.ts';
import type { LabRun } from '../../../lab/run/lab-model.ts';
import { setFault } from '../../../lab/run/lab-settings.ts';
import { formatSeconds } from '../../../lab/told/lab-format.ts';
import { formatOutcome } from '../../../lab/told/lab-outcome.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './LabOutcome.module.css';
import { OUTCOME_ACTS } from './lab-view-words.ts';

interface LabOutcomeProps {
  readonly run: LabRun;
  readonly onEvent: (event: LabEvent) => void;
}

const SIGNS = { good: '✓', marred: '!', back: '↩', open: '∞', bad: '✕' } as const;

export const LabOutcome = memo(function LabOutcome({ run, onEvent }: LabOutcomeProps) {
  const { sentence, details, tone } = formatOutcome(run);
  const { settings, outcome, steps } = run;
  const last = steps.at(-1);
  // What is left must take less than the limit, so the next whole millisecond above.
  const raise = Math.floor((outcome.left * 1000) / settings.bandwidth) + 1;
  const cancel = last && setFault(settings.faults, last.index, { kind: 'cancelled' });
  return (
    <div className={styles.outcome} data-tone={tone}>
      <div role="status" aria-live="off">
        <p className={styles.sentence}>
          <span aria-hidden="true">{SIGNS[tone]}</span> {sentence}
        </p>
        {details.length > 0 && (
          <ul className={styles.details}>
            {details.map((detail) => (
              <li key={detail}>{detail}</li>
            ))}
          </ul>
        )}
      </div>
      {outcome.end === 'stuck' && (
        <div className={styles.ways}>
          {cancel && (
            <button
              type="button"
              onClick={() => onEvent({ type: 'settings.change', settings: { faults: cancel } })}
            >
              {OUTCOME_ACTS.cancel}
            </button>
          )}
          <button
            type="button"
            onClick={() => onEvent({ type: 'settings.change', settings: { downtimeLimit: raise } })}
          >
            {fill(OUTCOME_ACTS.raise, { limit: formatSeconds(raise / 1000) })}
          </button>
        </div>
      )}
    </div>
  );
});
