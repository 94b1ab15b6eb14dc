/** What a step tells too early: its own answer, the one of the question after it, or the way of its task. */

import { formatVisible } from '../../protocol/words/outside-text.ts';
import type { LessonStep, Question } from '../lesson.ts';
import { isQuestion } from '../lesson.ts';
import { hasSecondTry } from '../question/lesson-check.ts';
import { getQuestion } from '../question/lesson-question.ts';
import { toPlainText } from '../text/lesson-narration.ts';
import type { RawStep } from '../text/lesson-outline.ts';
import type { LessonProblem } from '../text/lesson-problem.ts';
import { createProblem } from '../text/lesson-problem.ts';
import { findAnswer, namesAnswer } from './told-answer.ts';
import type { Sentence } from './told-text.ts';
import { listSentences, listTexts } from './told-text.ts';
import { findWay } from './told-way.ts';

/** Looks for what is told too early in a step and in the one before it; each is told of once, by its first place. */
export function findTold(raw: RawStep, step: LessonStep, before: RawStep | null): readonly LessonProblem[] {
  const { ask } = step;
  const title: Sentence = { ...raw.at, text: raw.title };
  if (ask?.kind === 'do') {
    const way = findWay({ ...step, ask }, [title, ...listTexts(raw.before)]);
    return way ? [createProblem('tells-way', way)] : [];
  }
  if (!isQuestion(ask)) return [];
  const own = findAnswer({ ...step, ask }, [title, ...listSentences(raw.before)], 'own');
  const earlier =
    before && findAnswer({ ...step, ask }, listSentences([...before.before, ...before.after]), 'before');
  return [
    ...(own ? [createProblem('tells-answer', own, { text: formatVisible(own.text) })] : []),
    ...(earlier ? [createProblem('tells-next', earlier, { title: formatVisible(raw.title) })] : []),
    ...findToldByWrong(raw, { ...step, ask }),
  ];
}

/** While a second try is left, what is said of a wrong option must not name the right one. */
function findToldByWrong(
  raw: RawStep,
  step: LessonStep & { readonly ask: Question },
): readonly LessonProblem[] {
  if (!hasSecondTry(step)) return [];
  const asked = getQuestion(step.rules, step.ask);
  return step.wrong.flatMap(({ option, words }) => {
    const text = asked.options.find(({ id }) => id === option)?.text;
    const block = raw.wrong.find((each) => each.option === text);
    return block && namesAnswer(asked, step.ask.ask, toPlainText(words))
      ? [
          createProblem(
            'tells-by-wrong',
            { line: block.line, column: 1 },
            { name: formatVisible(text ?? '') },
          ),
        ]
      : [];
  });
}
