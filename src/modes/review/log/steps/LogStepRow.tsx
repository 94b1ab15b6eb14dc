/** One step of a log: its line, its time, what was asked and what came of it; above it the device that begins, or a gap. */

import { memo } from 'react';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import type { RunEvent } from '../../../../reader/log/run/run-step.ts';
import type { RowPlace } from '../../../../ui/rows/row-place.ts';
import { formatDeviceEnd, formatGap, formatStepCount } from '../log-account.ts';
import { LOG_WORDS, STEP_WORDS } from '../log-words.ts';
import type { StepPlace } from '../machine/step-place.ts';
import styles from './LogSteps.module.css';
import type { LogRow } from './log-rows.ts';
import { toColumns } from './log-rows.ts';

interface LogStepRowProps {
  readonly row: LogRow;
  /** Of several devices in one timeline, which this is, from 0; null where each has its own. */
  readonly lane: number | null;
  readonly lanes: number;
  readonly isCurrent: boolean;
  /** Tab comes to the active row alone. */
  readonly isActive: boolean;
  readonly place: RowPlace | undefined;
  readonly onStep: (step: StepPlace) => void;
  readonly onLine: (line: number) => void;
}

/** Nothing depends on colour. */
export const EVENT_SIGNS: Readonly<Record<RunEvent, string>> = {
  reached: '✓',
  failed: '✕',
  reset: '↺',
  asked: '?',
  none: '–',
};

/** More lanes would leave no room for the steps. */
const MOST_LANES = 8;

export const LogStepRow = memo(function LogStepRow(props: LogStepRowProps) {
  const { row, lane, lanes, isCurrent, isActive, place, onStep, onLine } = props;
  const { step, verdict } = row.judged;
  const { time, act, came } = toColumns(row);
  const tabIndex = isActive ? 0 : -1;
  const choose = () => {
    if (!isCurrent) onStep(row.place);
  };
  return (
    <li {...place} className={styles.item}>
      {row.isFirst && (
        <h3 className={styles.name}>
          <code>{formatVisibleLine(row.device.name)}</code>{' '}
          <span>
            {formatStepCount(row.device)}, {formatDeviceEnd(row.device)}
          </span>
        </h3>
      )}
      {row.gap !== null && <p className={styles.gap}>{fill(STEP_WORDS.gap, { gap: formatGap(row.gap) })}</p>}
      <div className={styles.row} data-current={isCurrent || undefined}>
        <button
          type="button"
          className={styles.step}
          data-step
          data-event={step.event}
          data-verdict={verdict?.kind}
          tabIndex={tabIndex}
          aria-current={isCurrent ? 'step' : undefined}
          onClick={choose}
          onFocus={choose}
        >
          <span className={styles.time}>{time}</span>
          {lane !== null && (
            <>
              {lanes <= MOST_LANES && (
                <span className={styles.lanes} aria-hidden="true">
                  {Array.from({ length: lanes }, (_, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its place
                    <span key={index}>{index === lane ? '●' : '│'}</span>
                  ))}
                </span>
              )}
              <code className={styles.device}>{formatVisibleLine(row.device.name)}</code>
            </>
          )}
          <span className={styles.event}>
            <span aria-hidden="true">{EVENT_SIGNS[step.event]}</span> {step.event}
          </span>
          <span className={styles.act}>{act}</span>
          <span className={styles.came}>
            {came}
            {!step.certain && (
              <span className={styles.doubt}>
                {came === '' ? '' : ', '}
                {STEP_WORDS.assumed}
              </span>
            )}
          </span>
        </button>
        <button
          type="button"
          className={styles.line}
          tabIndex={tabIndex}
          aria-label={fill(LOG_WORDS.line, { line: step.line })}
          onClick={() => {
            choose();
            onLine(step.line);
          }}
        >
          {step.line}
        </button>
      </div>
    </li>
  );
});
