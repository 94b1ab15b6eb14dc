/**
 * From the text of a lesson to the lesson: all problems are found in one pass, each with its line and column. The format
 * is described in course/README.md.
 */

import { formatLiteral, formatVisible } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { Chapter, Lesson } from '../lesson.ts';
import { findTold } from '../told/lesson-told.ts';
import { DEEPEST, findTooDeep } from './lesson-depth.ts';
import type { Scene } from './lesson-name.ts';
import { readRules } from './lesson-name.ts';
import type { Outline, RawChapter, RawStep, RawText } from './lesson-outline.ts';
import { readOutline, toId } from './lesson-outline.ts';
import type { LessonProblem, LineColumn } from './lesson-problem.ts';
import { createProblem, sortProblems } from './lesson-problem.ts';
import { frontMatterSchema } from './lesson-schema.ts';
import type { Standing } from './lesson-step.ts';
import { readStep } from './lesson-step.ts';
import { readYaml } from './lesson-yaml.ts';

/** A lesson, or everything that is wrong with its text, by line. */
export type LessonResult = Result<Lesson, readonly LessonProblem[]>;

/** The maximum size of a lesson's text, in bytes: what the parser of Markdown reads in well under 400 MB. */
export const LONGEST_TEXT = 128 * 1024;

const START = { line: 1, column: 1 };

/** Reads a lesson. `parseLesson('')` has one problem, in line 1: there is no front matter. */
export function parseLesson(input: string | Uint8Array): LessonResult {
  const size = typeof input === 'string' ? new TextEncoder().encode(input).length : input.length;
  if (size > LONGEST_TEXT) return refuse([createProblem('too-large', START, { size, limit: LONGEST_TEXT })]);
  const text = typeof input === 'string' ? input : decode(input);
  if (typeof text !== 'string') return refuse([createProblem('binary', text)]);
  const nul = text.indexOf('\0');
  if (nul >= 0) return refuse([createProblem('binary', toEnd(text.slice(0, nul)))]);
  const problems: LessonProblem[] = [];
  const lines = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  const deep = findTooDeep(lines);
  if (deep) return refuse([createProblem('too-deep', deep, { limit: DEEPEST })]);
  const outline = readOutline(lines, problems);
  const lesson = readLesson(outline, problems);
  return lesson && problems.length === 0 ? { ok: true, value: toVisible(lesson) } : refuse(problems);
}

/** The lesson as it can be shown: YAML has escapes for characters that do not show, and a text may have them as they are. */
const toVisible = (lesson: Lesson): Lesson =>
  JSON.parse(JSON.stringify(lesson), (_, value: unknown) =>
    typeof value === 'string' ? formatVisible(value) : value,
  );

const refuse = (problems: readonly LessonProblem[]): LessonResult => ({
  ok: false,
  problem: sortProblems(problems),
});

/** The text, or where its first byte is that is not UTF-8. */
function decode(bytes: Uint8Array): string | LineColumn {
  const whole = tryDecode(bytes, false);
  if (whole !== undefined) return whole;
  let [good, bad] = [0, bytes.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (tryDecode(bytes.subarray(0, middle), true) === undefined) bad = middle;
    else good = middle;
  }
  return toEnd(tryDecode(bytes.subarray(0, good), true) ?? '');
}

/** With `isPart`, a character that is cut off at the end is left out. */
function tryDecode(bytes: Uint8Array, isPart: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isPart });
  } catch {
    return undefined;
  }
}

/** Line and column after the end of a text. */
function toEnd(text: string): LineColumn {
  const lines = text.split(/\r\n?|\n/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function readLesson({ frontMatter, chapters }: Outline, problems: LessonProblem[]): Lesson | undefined {
  const isFramed = problems.length === 0;
  const front = frontMatter && readFrontMatter(frontMatter, problems);
  if (frontMatter && isFramed && chapters.length === 0) problems.push(createProblem('no-chapter', START));
  const read = readChapters(chapters, front?.scene, problems);
  return front?.scene && { version: 1, ...front.words, rules: front.scene.rules, chapters: read };
}

interface Front {
  readonly scene: Scene | undefined;
  readonly words: Pick<Lesson, 'id' | 'title' | 'summary' | 'minutes'>;
}

function readFrontMatter(raw: RawText, problems: LessonProblem[]): Front | undefined {
  const block = readYaml(raw, 'the front matter', frontMatterSchema, problems);
  if (!block) return undefined;
  const { id, title, summary, minutes } = block.value;
  return {
    scene: readRules(block.value, { problems, locate: block.locate }),
    words: { id, title, summary, minutes },
  };
}

/** The rules carry over from chapter to chapter; the device starts over in each. */
function readChapters(
  chapters: readonly RawChapter[],
  first: Scene | undefined,
  problems: LessonProblem[],
): readonly Chapter[] {
  let scene = first;
  let before: RawStep | null = null;
  return chapters.map(({ title, at, steps }) => {
    if (steps.length === 0)
      problems.push(createProblem('empty-chapter', at, { title: formatLiteral(title) }));
    let standing: Standing = { scene, trace: null };
    const read = steps.flatMap((raw) => {
      const { step, standing: after } = readStep(raw, standing, problems);
      standing = after;
      if (step) problems.push(...findTold(raw, step, before));
      before = raw;
      return step ?? [];
    });
    ({ scene } = standing);
    return { id: toId(title), title, steps: read };
  });
}
