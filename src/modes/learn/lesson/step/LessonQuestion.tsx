/** A question: its options, a second try after a wrong answer, and after the answer what was chosen and what happens. */

import type { FormEvent, Ref } from 'react';
import { useId, useMemo, useState } from 'react';
import type { AnswerResult, QuestionStep } from '../../../../lesson/question/lesson-check.ts';
import { getQuestion } from '../../../../lesson/question/lesson-question.ts';
import type { Option } from '../../../../lesson/question/lesson-situation.ts';
import { getWrongWords } from '../../../../lesson/question/lesson-wrong.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { announce } from '../../../../ui/attention/announce.ts';
import { QUESTION_WORDS } from '../lesson-view-words.ts';
import styles from './LessonAsk.module.css';
import { LessonText } from './LessonText.tsx';
import { markOptions, OPTION_SIGNS } from './lesson-view-answer.ts';

interface LessonQuestionProps {
  readonly step: QuestionStep;
  /** Id of the wrong option that was chosen first; null if none was. */
  readonly tried: string | null;
  /** null before the answer. */
  readonly result: AnswerResult | null;
  /** True once the reasons are shown. */
  readonly isExplained: boolean;
  /** The heading of what is said about the first try: it gets the focus. */
  readonly heading: Ref<HTMLHeadingElement>;
  readonly onAnswer: (option: string) => void;
  readonly onReveal: () => void;
}

export function LessonQuestion(props: LessonQuestionProps) {
  const { step, tried, result, isExplained, heading, onAnswer, onReveal } = props;
  const { rules, ask } = step;
  const { prompt, options } = useMemo(() => getQuestion(rules, ask), [rules, ask]);
  const asked = { step, prompt, options, tried };
  return result ? (
    <Answered {...asked} result={result} isExplained={isExplained} />
  ) : (
    // The second try begins with nothing chosen.
    <Choice key={tried} {...asked} heading={heading} onAnswer={onAnswer} onReveal={onReveal} />
  );
}

interface AskedProps extends Pick<LessonQuestionProps, 'step' | 'tried'> {
  readonly prompt: string;
  readonly options: readonly Option[];
}

type ChoiceProps = AskedProps & Pick<LessonQuestionProps, 'heading' | 'onAnswer' | 'onReveal'>;

function Choice({ step, prompt, options, tried, heading, onAnswer, onReveal }: ChoiceProps) {
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isMissed, setMissed] = useState(false);
  const check = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null) {
      setMissed(true);
      announce(QUESTION_WORDS.missing);
    } else onAnswer(chosen);
  };
  const first = options.find((option) => option.id === tried);
  return (
    <form className={styles.ask} onSubmit={check}>
      <fieldset className={styles.options} aria-describedby={`${id}-missing`}>
        <legend className={styles.prompt}>{prompt}</legend>
        {options.map((option) => (
          <label key={option.id} className={styles.option} data-mark={option === first ? 'tried' : undefined}>
            <input
              type="radio"
              name={id}
              disabled={option === first}
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
      {first && (
        <div className={styles.tried}>
          <h4 ref={heading} tabIndex={-1}>
            <span aria-hidden="true">{OPTION_SIGNS.chosen}</span>{' '}
            {fill(QUESTION_WORDS.again, { answer: first.text })}
          </h4>
          <LessonText narration={getWrongWords(step, first.id)} />
          <p>{QUESTION_WORDS.try}</p>
        </div>
      )}
      <div className={styles.acts}>
        <button type="submit" data-lesson="check" className={styles.main}>
          {QUESTION_WORDS.check}
        </button>
        <button type="button" onClick={onReveal}>
          {QUESTION_WORDS.reveal}
        </button>
        <span id={`${id}-missing`} className={styles.missing}>
          {isMissed ? QUESTION_WORDS.missing : ''}
        </span>
      </div>
    </form>
  );
}

interface AnsweredProps extends AskedProps {
  readonly result: AnswerResult;
  readonly isExplained: boolean;
}

function Answered({ step, prompt, options, tried, result, isExplained }: AnsweredProps) {
  const id = useId();
  return (
    <div className={styles.ask}>
      <p id={id} className={styles.prompt}>
        {prompt}
      </p>
      <ul className={styles.options} aria-labelledby={id}>
        {markOptions(options, result, tried).map((option) => (
          <li key={option.id} className={styles.option} data-mark={option.mark}>
            <span className={styles.sign} aria-hidden="true">
              {OPTION_SIGNS[option.mark]}
            </span>
            <div>
              {option.text}
              {option.note && (
                <>
                  {' '}
                  <small className={styles.note}>({option.note})</small>
                </>
              )}
              {isExplained && option.mark === 'chosen' && (
                <LessonText narration={getWrongWords(step, option.id)} />
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
