/** From the file that was chosen or dropped to a lesson, or to everything that is wrong with it, line by line. */

import type { Lesson } from '../../../lesson/lesson.ts';
import type { LessonResult } from '../../../lesson/text/lesson-parse.ts';
import { LONGEST_TEXT } from '../../../lesson/text/lesson-parse.ts';
import type { LessonProblem } from '../../../lesson/text/lesson-problem.ts';
import { createProblem } from '../../../lesson/text/lesson-problem.ts';
import type { WorkAnswer } from '../../../page/work/worker-client.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../protocol/words/outside-text.ts';
import { FILE_WORDS, plural } from '../lesson/lesson-view-words.ts';

/** The parts of a `File` that are used. */
export interface LessonFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

export interface ShownProblem extends LessonProblem {
  /** Its line of the text, shortened; empty if there is none. */
  readonly near: string;
}

export interface BrokenLesson {
  readonly ok: false;
  /** What happened, as a sentence. */
  readonly sentence: string;
  readonly problems: readonly ShownProblem[];
}

type OpenedLesson =
  | { readonly ok: true; readonly name: string; readonly text: string; readonly lesson: Lesson }
  | BrokenLesson;

/** In one breath: what is wrong with a file, with the first problem and how many there are. */
export function formatBroken({ sentence, problems }: BrokenLesson): string {
  const [first] = problems;
  if (!first) return sentence;
  const { line, column, text } = first;
  return `${sentence} ${fill(FILE_WORDS.location, { line, column })}: ${text}`;
}

const MOST_SHOWN = 90;

const refuse = (sentence: string): BrokenLesson => ({ ok: false, sentence, problems: [] });

/** Who reads the bytes of a file: a worker, which may fail. */
export type ReadLesson = (bytes: Uint8Array) => Promise<WorkAnswer<LessonResult>>;

/** Opens one file. A file that is too large is not read. */
export async function openLessonFile(files: readonly LessonFile[], read: ReadLesson): Promise<OpenedLesson> {
  const [file] = files;
  if (!file) return refuse(FILE_WORDS.none);
  if (files.length > 1) return refuse(fill(FILE_WORDS.several, { count: files.length }));
  const { name, size } = file;
  if (size > LONGEST_TEXT) {
    const problem = createProblem('too-large', { line: 1, column: 1 }, { size, limit: LONGEST_TEXT });
    return toBroken(name, '', [problem]);
  }
  const bytes = await readBytes(file);
  if (!bytes) return refuse(fill(FILE_WORDS.unreadable, { name }));
  const text = new TextDecoder().decode(bytes);
  const answer = await read(bytes);
  if (answer.kind !== 'done')
    return refuse(fill(FILE_WORDS.stopped, { name, why: answer.kind === 'failed' ? answer.why : '' }).trim());
  const { value } = answer;
  return value.ok ? { ok: true, name, text, lesson: value.value } : toBroken(name, text, value.problem);
}

function toBroken(name: string, text: string, problems: readonly LessonProblem[]): BrokenLesson {
  const lines = text.split(/\r\n?|\n/);
  return {
    ok: false,
    sentence: fill(plural(FILE_WORDS.broken, problems.length), { name, count: problems.length }),
    problems: problems.map((problem) => ({ ...problem, near: cut(lines[problem.line - 1] ?? '') })),
  };
}

/** One line of a text as it can be shown. */
function cut(line: string): string {
  const shown = formatVisibleLine(
    line
      .slice(0, 2 * MOST_SHOWN)
      .trim()
      .replaceAll(/[\t\uFFFD]/g, ' '),
  );
  return shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}…` : shown;
}

async function readBytes(file: LessonFile): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}
