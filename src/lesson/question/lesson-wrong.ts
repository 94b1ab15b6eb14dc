/** What an author says about the wrong options of a question, each named by the words that the learner reads. */

import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { LessonStep, Narration, WrongOption } from '../lesson.ts';
import { isQuestion } from '../lesson.ts';
import { parseNarration } from '../text/lesson-narration.ts';
import type { RawStep } from '../text/lesson-outline.ts';
import type { LessonProblem } from '../text/lesson-problem.ts';
import { createProblem, formatHint } from '../text/lesson-problem.ts';
import { getQuestion } from './lesson-question.ts';

/** Reads the wrong blocks of a step. `asked` is what it asks; undefined if that could not be read. */
export function readWrong(
  { wrong }: RawStep,
  asked: Pick<LessonStep, 'rules' | 'ask'> | undefined,
  problems: LessonProblem[],
): readonly WrongOption[] {
  const lines = new Map<string, number>();
  return wrong.flatMap(({ option: text, ...raw }): readonly WrongOption[] => {
    const at = { line: raw.line, column: 1 };
    const name = formatLiteral(text);
    const words = parseNarration(raw.text, raw.line, problems);
    if (words.length === 0) problems.push(createProblem('empty-wrong', at, { name }));
    if (!asked) return [];
    if (!isQuestion(asked.ask)) {
      problems.push(createProblem('wrong-elsewhere', at));
      return [];
    }
    const { options, answer } = getQuestion(asked.rules, asked.ask);
    const option = options.find((each) => each.text === text);
    const other = lines.get(text);
    lines.set(text, raw.line);
    if (!option) {
      const texts = options.map((each) => each.text);
      const known = texts.map((each) => formatLiteral(each)).join('; ');
      problems.push(
        createProblem('unknown-option', at, { name, hint: formatHint(text, texts), options: known }),
      );
      return [];
    }
    if (option.id === answer) problems.push(createProblem('right-option', at, { name }));
    if (other !== undefined) problems.push(createProblem('second-wrong', at, { name, other }));
    return [{ option: option.id, words }];
  });
}

/** What is said about an option; nothing if the author said nothing. */
export const getWrongWords = ({ wrong }: LessonStep, option: string): Narration =>
  wrong.find((each) => each.option === option)?.words ?? [];
