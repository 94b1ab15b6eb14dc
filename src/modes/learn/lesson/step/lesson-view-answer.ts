/** An answered question: the note on each option, and the heading of the outcome. */

import type { Narration } from '../../../../lesson/lesson.ts';
import type { AnswerResult, QuestionStep } from '../../../../lesson/question/lesson-check.ts';
import { getQuestion } from '../../../../lesson/question/lesson-question.ts';
import type { Option } from '../../../../lesson/question/lesson-situation.ts';
import { getWrongWords } from '../../../../lesson/question/lesson-wrong.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { QUESTION_WORDS } from '../lesson-view-words.ts';

/** `answer` is what happens, `chosen` what was chosen instead of it, at the first or the second try. */
type OptionMark = 'answer' | 'chosen' | 'other';

interface MarkedOption extends Option {
  readonly mark: OptionMark;
  /** A note on it; empty for most. */
  readonly note: string;
}

export const OPTION_SIGNS: Readonly<Record<OptionMark, string>> = { answer: '✓', chosen: '✕', other: '' };

export function markOptions(
  options: readonly Option[],
  { chosen, answer }: AnswerResult,
  tried: string | null,
): readonly MarkedOption[] {
  return options.map((option) => {
    if (option.id === tried) return { ...option, mark: 'chosen', note: QUESTION_WORDS.tried };
    const isChosen = option.id === chosen?.id;
    if (option.id === answer.id)
      return { ...option, mark: 'answer', note: isChosen ? QUESTION_WORDS.both : QUESTION_WORDS.answer };
    return isChosen
      ? { ...option, mark: 'chosen', note: QUESTION_WORDS.chosen }
      : { ...option, mark: 'other', note: '' };
  });
}

interface OutcomeWords {
  readonly kind: 'right' | 'wrong' | 'shown';
  readonly sign: string;
  readonly title: string;
}

const SIGNS: Readonly<Record<OutcomeWords['kind'], string>> = { right: '✓', wrong: '✕', shown: '→' };

/** The heading of what came of an answer. */
export function getOutcomeWords({ right, chosen, answer }: AnswerResult): OutcomeWords {
  const kind = right ? 'right' : chosen ? 'wrong' : 'shown';
  return { kind, sign: SIGNS[kind], title: fill(QUESTION_WORDS[kind], { answer: answer.text }) };
}

/** An option with what the author says about it. */
interface ToldOption extends Option {
  readonly words: Narration;
}

/** What is said about the options that were not chosen. */
export const listOthers = (
  step: QuestionStep,
  { chosen }: AnswerResult,
  tried: string | null,
): readonly ToldOption[] =>
  getQuestion(step.rules, step.ask)
    .options.filter(({ id }) => id !== chosen?.id && id !== tried)
    .map((option) => ({ ...option, words: getWrongWords(step, option.id) }))
    .filter(({ words }) => words.length > 0);
