/** The numbers of the chart and the steps of the run, as tables. */

import { memo } from 'react';
import type { LabRun } from '../../../lab/run/lab-model.ts';
import type { ChartRow } from '../../../lab/told/lab-chart.ts';
import { formatBytes, formatSeconds } from '../../../lab/told/lab-format.ts';
import { describeStep } from '../../../lab/told/lab-words.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './LabTables.module.css';
import { ROUND_HEADS, STEP_HEADS, TABLE_WORDS } from './lab-view-words.ts';

export const LabRounds = memo(function LabRounds({ rows }: { rows: readonly ChartRow[] }) {
  if (rows.length === 0) return <p className={styles.none}>{TABLE_WORDS.noRounds}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={TABLE_WORDS.roundsScroll}>
      <table className={styles.table} aria-label={TABLE_WORDS.rounds}>
        <thead>
          <Heads words={ROUND_HEADS} />
        </thead>
        <tbody>
          {rows.map(({ step, name, begins, left, takes, words, isAhead }) => (
            <tr key={step} data-ahead={isAhead || undefined}>
              <th scope="row">
                {name}
                {isAhead && <span className="hidden">{TABLE_WORDS.ahead}</span>}
              </th>
              <td>{formatSeconds(begins)}</td>
              <td>{formatBytes(left)}</td>
              <td>{takes === null ? '' : formatSeconds(takes)}</td>
              <td className={styles.words}>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
});

/** Steps that are shown: more would be slow to draw, and nobody reads them. */
const MOST = 250;

interface LabStepsProps {
  readonly run: LabRun;
  readonly at: number;
}

/** Latest first: what was just done stands at the top. */
export const LabSteps = memo(function LabSteps({ run, at }: LabStepsProps) {
  const steps = run.steps.slice(Math.max(0, at - MOST), at).toReversed();
  if (steps.length === 0) return <p className={styles.none}>{TABLE_WORDS.noSteps}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={TABLE_WORDS.stepsScroll}>
      <table className={styles.table} aria-label={TABLE_WORDS.steps}>
        <thead>
          <Heads words={STEP_HEADS} />
        </thead>
        <tbody>
          {steps.map((step) => {
            const { who, what, result, tone } = describeStep(run, step);
            return (
              <tr key={step.index} data-tone={tone}>
                <th scope="row">{step.index + 1}</th>
                <td>{formatSeconds(step.seconds)}</td>
                <td className={styles.words}>{who}</td>
                <td className={styles.words}>{what}</td>
                <td className={styles.result}>{result}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {at > MOST && <p className={styles.none}>{fill(TABLE_WORDS.earlier, { count: at - MOST })}</p>}
    </section>
  );
});

function Heads({ words }: { words: readonly string[] }) {
  return (
    <tr>
      {words.map((word) => (
        <th key={word} scope="col">
          {word}
        </th>
      ))}
    </tr>
  );
}
