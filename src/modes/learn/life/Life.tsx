/** The protocol's life on one scrubber: eight rule sets, and what each added or removed compared with the one before. */

import type { KeyboardEvent } from 'react';
import { useId, useRef } from 'react';
import type { ComparedRequest } from '../../../protocol/verdict/difference.ts';
import { formatDate } from '../../../protocol/words/date-words.ts';
import { announce } from '../../../ui/attention/announce.ts';
import { DebateCitations } from '../debate/ending/DebateCitations.tsx';
import styles from './Life.module.css';
import { LifeChanges } from './LifeChanges.tsx';
import type { LifeStep } from './life-step.ts';
import { getLifeStep, LIFE } from './life-step.ts';
import { formatCount, formatCounts, formatHeardStep, formatStep, LIFE_WORDS, sayLife } from './life-words.ts';

interface LifeProps {
  /** 0 to 7; the union of this step and the one before is on the canvas. */
  readonly at: number;
  readonly onAt: (index: number) => void;
  /** Selects a request of the union. */
  readonly onRequest: (request: ComparedRequest) => void;
}

export function Life({ at, onAt, onRequest }: LifeProps) {
  const step = getLifeStep(at);
  const index = LIFE.indexOf(step);
  return (
    <div className={styles.life}>
      <Scrubber index={index} onAt={onAt} />
      <div className={styles.step}>
        <div>
          <div className={styles.head}>
            <h3>{step.title}</h3>
            <time dateTime={step.date}>{formatDate(step.date)}</time>
          </div>
          <p className={styles.count}>
            {formatCount(index)} <code>{step.id}</code>
          </p>
          <p>{step.account}</p>
          <Summary step={step} />
        </div>
        <LifeChanges key={step.id} step={step} onRequest={onRequest} />
        <DebateCitations citations={step.citations} />
      </div>
    </div>
  );
}

function Summary({ step }: { step: LifeStep }) {
  const { ruleSet, against, gained, lost } = step;
  if (!against) return <p className={styles.summary}>{LIFE_WORDS.first}</p>;
  return (
    <div className={styles.summary}>
      <p>
        {sayLife('against', { id: against.id })} <b>{formatCounts(step)}</b>
      </p>
      {against.generation !== ruleSet.generation && <p className={styles.note}>{LIFE_WORDS.generations}</p>}
      {gained.length > 0 && <States label={LIFE_WORDS.gained} change="added" states={gained} />}
      {lost.length > 0 && <States label={LIFE_WORDS.lost} change="removed" states={lost} />}
    </div>
  );
}

interface StatesProps {
  readonly label: string;
  readonly change: 'added' | 'removed';
  readonly states: LifeStep['gained'];
}

function States({ label, change, states }: StatesProps) {
  return (
    <p data-change={change}>
      <span className={styles.sign} aria-hidden="true">
        {change === 'added' ? '+' : '−'}
      </span>{' '}
      {label}{' '}
      {states.map(({ name }, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code>{name}</code>
        </span>
      ))}
    </p>
  );
}

interface ScrubberProps {
  readonly index: number;
  readonly onAt: (index: number) => void;
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
  Home: -99,
  End: 99,
};

/** A slider whose ticks are buttons, with a button at either end. */
function Scrubber({ index, onAt }: ScrubberProps) {
  const id = useId();
  const ticks = useRef<HTMLOListElement>(null);
  const last = LIFE.length - 1;
  const go = (to: number, isNamed = false) => {
    const next = Math.min(last, Math.max(0, to));
    if (next === index) return next;
    onAt(next);
    // The slider and the tick that has the focus say the step themselves.
    announce(formatHeardStep(getLifeStep(next), isNamed));
    return next;
  };
  const move = (event: KeyboardEvent, from: number) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    ticks.current?.querySelectorAll('button')[go(from + step, true)]?.focus();
  };
  return (
    <div className={styles.scrubber}>
      <div className={styles.bar}>
        <label htmlFor={id}>{LIFE_WORDS.scrubber}</label>
        <button
          type="button"
          className={styles.go}
          aria-disabled={index === 0 || undefined}
          onClick={() => go(index - 1)}
        >
          <span aria-hidden="true">‹ </span>
          {LIFE_WORDS.previous}
        </button>
        <button
          type="button"
          className={styles.go}
          aria-disabled={index === last || undefined}
          onClick={() => go(index + 1)}
        >
          {LIFE_WORDS.next}
          <span aria-hidden="true"> ›</span>
        </button>
      </div>
      <input
        id={id}
        type="range"
        className={styles.range}
        min={0}
        max={last}
        step={1}
        value={index}
        aria-valuetext={formatStep(getLifeStep(index))}
        onChange={(event) => go(Number(event.currentTarget.value), true)}
      />
      <ol ref={ticks} className={styles.ticks} aria-label={LIFE_WORDS.steps}>
        {LIFE.map((step, tick) => (
          <li key={step.id}>
            <button
              type="button"
              className={styles.tick}
              tabIndex={tick === index ? 0 : -1}
              aria-current={tick === index ? 'step' : undefined}
              aria-label={`${step.tick}: ${formatStep(step)}`}
              title={formatStep(step)}
              onClick={() => go(tick, true)}
              onKeyDown={(event) => move(event, tick)}
            >
              {step.tick}
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
