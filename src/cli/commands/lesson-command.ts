/**
 * `lesson`: reads the text of a lesson and says what is in it, or what is wrong with it. The answers to its questions are
 * computed here, so an author sees what a learner will be told.
 */

import type { Lesson, LessonStep } from '../../lesson/lesson.ts';
import { getSteps, isQuestion } from '../../lesson/lesson.ts';
import { getQuestion } from '../../lesson/question/lesson-question.ts';
import { getStepRuleSet } from '../../lesson/question/lesson-situation.ts';
import { formatTask } from '../../lesson/task/lesson-task.ts';
import { parseLesson } from '../../lesson/text/lesson-parse.ts';
import type { LessonProblem } from '../../lesson/text/lesson-problem.ts';
import { formatParagraph } from '../../protocol/words/paragraph.ts';
import type { Command, CommandAnswer } from '../cli-command.ts';

export const LESSON_COMMAND: Command = {
  name: 'lesson',
  account: 'what a lesson contains, and whether it can be played; format: src/lesson/course/README.md',
  takesFile: true,
  options: ['json'],
  run: ({ file, json }, readFile) => {
    if (file === undefined) return { ok: false, problem: 'a lesson to check is needed: FILE or -' };
    const read = readFile(file);
    if (!read.ok) return read;
    const result = parseLesson(read.value);
    if (!result.ok) return toFault(file, result.problem, json);
    const text = json ? formatJson(result.value, []) : formatLesson(result.value);
    return { ok: true, value: { text, exit: 0 } };
  },
};

/** The first problem in one line, and how many more there are; with --json also a document with all of them. */
function toFault(file: string, problems: readonly LessonProblem[], json: boolean): CommandAnswer {
  const [first, ...more] = problems;
  if (!first) throw new Error(`the lesson ${file} is refused without a problem`);
  const others = more.length === 0 ? '' : ` (and ${more.length} more${json ? '' : '; --json lists them'})`;
  return {
    ok: false,
    problem: `${file}:${first.line}:${first.column}: ${first.text}${others}`,
    ...(json && { document: formatJson(null, problems) }),
  };
}

function formatJson(lesson: Lesson | null, problems: readonly LessonProblem[]): string {
  const questions = (lesson ? getSteps(lesson) : []).flatMap(({ id, rules, ask }) =>
    isQuestion(ask) ? [{ step: id, ...getQuestion(rules, ask) }] : [],
  );
  return JSON.stringify(
    {
      lesson,
      questions,
      problems: problems.map(({ id, line, column, text }) => ({ id, line, column, text })),
    },
    null,
    2,
  );
}

const MARGIN = '      ';
const ANSWER = '      = ';

const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`;

function formatLesson(lesson: Lesson): string {
  const steps = getSteps(lesson);
  const questions = steps.filter(({ ask }) => isQuestion(ask)).length;
  const tasks = steps.filter(({ ask }) => ask?.kind === 'do').length;
  const sizes = [
    count(lesson.chapters.length, 'chapter'),
    count(steps.length, 'step'),
    count(questions, 'question'),
    count(tasks, 'task'),
  ];
  return [
    `${lesson.title} (${lesson.id})`,
    `${sizes.join(', ')}, about ${count(lesson.minutes, 'minute')}.`,
    ...lesson.chapters.flatMap(({ title, steps: own }) => ['', title, ...own.flatMap(formatStep)]),
  ].join('\n');
}

function formatStep({ title, rules, ask }: LessonStep): readonly string[] {
  const line = `  ${title}`;
  if (!ask) return [line];
  if (ask.kind === 'do') return [line, formatParagraph(formatTask(getStepRuleSet(rules), ask), MARGIN)];
  const { prompt, options, answer } = getQuestion(rules, ask);
  const right = options.find(({ id }) => id === answer)?.text ?? answer;
  return [line, formatParagraph(prompt, MARGIN), formatParagraph(right, ANSWER)];
}
