/** A question: its options, and after the answer what was chosen and what happens. */

import type { FormEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import type { AnswerResult, QuestionStep } from '../../../../lesson/question/lesson-check.ts';
import { getQuestion } from '../../../../lesson/question/lesson-question.ts';
import type { Option } from '../../../../lesson/question/lesson-situation.ts';
import { QUESTION_WORDS } from '../lesson-view-words.ts';
import styles from './LessonAsk.module.css';
import { markOptions, OPTION_SIGNS } from './lesson-view-answer.ts';

interface LessonQuestionProps {
  readonly step: QuestionStep;
  /** null before the answer. */
  readonly result: AnswerResult | null;
  readonly onAnswer: (option: string) => void;
  readonly onReveal: () => void;
}

export function LessonQuestion({ step, result, onAnswer, onReveal }: LessonQuestionProps) {
  const { rules, ask } = step;
  const { prompt, options } = useMemo(() => getQuestion(rules, ask), [rules, ask]);
  return result ? (
    <Answered prompt={prompt} options={options} result={result} />
  ) : (
    <Choice prompt={prompt} options={options} onAnswer={onAnswer} onReveal={onReveal} />
  );
}

interface ChoiceProps extends Pick<LessonQuestionProps, 'onAnswer' | 'onReveal'> {
  readonly prompt: string;
  readonly options: readonly Option[];
}

function Choice({ prompt, options, onAnswer, onReveal }: ChoiceProps) {
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isMissed, setMissed] = useState(false);
  const check = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null) setMissed(true);
    else onAnswer(chosen);
  };
  return (
    <form className={styles.ask} onSubmit={check}>
      <fieldset className={styles.options} aria-describedby={`${id}-missing`}>
        <legend className={styles.prompt}>{prompt}</legend>
        {options.map((option) => (
          <label key={option.id} className={styles.option}>
            <input
              type="radio"
              name={id}
              checked={option.id === chosen}
              onChange={() => {
                setChosen(option.id);
                setMissed(false);
              }}
            />
            <span>{option.text}</span>
          </label>
        ))}
      </fieldset>
      <div className={styles.acts}>
        <button type="submit" className={styles.main}>
          {QUESTION_WORDS.check}
        </button>
        <button type="button" onClick={onReveal}>
          {QUESTION_WORDS.reveal}
        </button>
        <span id={`${id}-missing`} className={styles.missing} aria-live="polite">
          {isMissed ? QUESTION_WORDS.missing : ''}
        </span>
      </div>
    </form>
  );
}

interface AnsweredProps {
  readonly prompt: string;
  readonly options: readonly Option[];
  readonly result: AnswerResult;
}

function Answered({ prompt, options, result }: AnsweredProps) {
  const id = useId();
  return (
    <div className={styles.ask}>
      <p id={id} className={styles.prompt}>
        {prompt}
      </p>
      <ul className={styles.options} aria-labelledby={id}>
        {markOptions(options, result).map((option) => (
          <li key={option.id} className={styles.option} data-mark={option.mark}>
            <span className={styles.sign} aria-hidden="true">
              {OPTION_SIGNS[option.mark]}
            </span>
            <span>
              {option.text}
              {option.note && (
                <>
                  <span className="hidden">: </span>
                  <small className={styles.note}>{option.note}</small>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
