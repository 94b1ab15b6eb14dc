/** An answered question: the note on each option, and the heading of the outcome. */

import type { AnswerResult } from '../../../../lesson/question/lesson-check.ts';
import type { Option } from '../../../../lesson/question/lesson-situation.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { QUESTION_WORDS } from '../lesson-view-words.ts';

/** `answer` is what happens, `chosen` what was chosen instead of it. */
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
): readonly MarkedOption[] {
  return options.map((option) => {
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
