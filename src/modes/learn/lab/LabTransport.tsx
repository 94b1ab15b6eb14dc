/** Steps, plays, pauses; says what comes next, and lets it fail. */

import { memo } from 'react';
import { getFaultChoices } from '../../../lab/run/lab-fault.ts';
import type { LabEvent } from '../../../lab/run/lab-machine.ts';
import { BEATS } from '../../../lab/run/lab-machine.ts';
import type { LabRun } from '../../../lab/run/lab-model.ts';
import { formatSeconds } from '../../../lab/told/lab-format.ts';
import { describeStep } from '../../../lab/told/lab-words.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './LabTransport.module.css';
import { TRANSPORT_WORDS } from './lab-view-words.ts';

interface LabTransportProps {
  readonly run: LabRun;
  readonly at: number;
  readonly beat: number;
  readonly isPlaying: boolean;
  readonly onEvent: (event: LabEvent) => void;
}

export const LabTransport = memo(function LabTransport(props: LabTransportProps) {
  const { run, at, beat, isPlaying, onEvent } = props;
  const isOver = at >= run.steps.length;
  const send = (type: 'step' | 'back' | 'finish' | 'play' | 'pause' | 'reset', isOff: boolean) => ({
    type: 'button' as const,
    'aria-disabled': isOff,
    onClick: () => !isOff && onEvent({ type }),
  });
  return (
    <div className={styles.transport}>
      <div className={styles.buttons}>
        <button {...send('reset', at === 0)}>{TRANSPORT_WORDS.reset}</button>
        <button {...send('back', at === 0)}>{TRANSPORT_WORDS.back}</button>
        <button {...send('step', isOver)} className={styles.wideStep}>
          {TRANSPORT_WORDS.step}
        </button>
        <button {...send(isPlaying ? 'pause' : 'play', false)} className={styles.widePlay}>
          {isPlaying ? TRANSPORT_WORDS.pause : TRANSPORT_WORDS.play}
        </button>
        <button {...send('finish', isOver)}>{TRANSPORT_WORDS.finish}</button>
        <label className={styles.pace}>
          <span className="hidden">{TRANSPORT_WORDS.pace}</span>
          <select
            value={beat}
            onChange={(event) => onEvent({ type: 'beat.change', beat: Number(event.target.value) })}
          >
            {BEATS.map(({ beat: each, name }) => (
              <option key={each} value={each}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <span className={styles.step}>
          {fill(TRANSPORT_WORDS.at, {
            ...{ at, count: run.steps.length },
            time: formatSeconds(run.steps[at - 1]?.seconds ?? 0),
          })}
        </span>
      </div>
      <Next {...props} />
    </div>
  );
});

/** What the next step is, and how it can fail. */
function Next({ run, at, onEvent }: LabTransportProps) {
  const step = run.steps[at];
  const { faults } = run.settings;
  const armed = faults.find((fault) => fault.step === at);
  const before = faults.filter((fault) => fault.step !== at).length;
  const choices = step ? getFaultChoices(run, step) : [];
  const words = step && describeStep(run, step);
  const id = armed ? Object.values(armed.what).join('-') : '';
  return (
    <div className={styles.next} data-tone={armed ? 'armed' : undefined}>
      <p>
        {words ? (
          <>
            <span className={styles.caption}>{TRANSPORT_WORDS.next}</span> {words.who}:{' '}
            <strong>{words.what}</strong>
          </>
        ) : (
          TRANSPORT_WORDS.over
        )}
      </p>
      {step && (
        <label className={styles.fault}>
          <span className={styles.caption}>{TRANSPORT_WORDS.thisStep}</span>
          <select
            value={id}
            disabled={choices.length === 0}
            onChange={(event) => {
              const what = choices.find((choice) => choice.id === event.target.value)?.what ?? null;
              onEvent({ type: 'fault.arm', what });
            }}
          >
            <option value="">{choices.length === 0 ? TRANSPORT_WORDS.noCall : TRANSPORT_WORDS.sound}</option>
            {choices.map((choice) => (
              <option key={choice.id} value={choice.id}>
                {fill(TRANSPORT_WORDS.fails, { how: choice.words })}
              </option>
            ))}
          </select>
        </label>
      )}
      {before > 0 && (
        <button type="button" onClick={() => onEvent({ type: 'settings.change', settings: { faults: [] } })}>
          {before === 1 ? TRANSPORT_WORDS.removeOne : fill(TRANSPORT_WORDS.removeAll, { count: before })}
        </button>
      )}
    </div>
  );
}
