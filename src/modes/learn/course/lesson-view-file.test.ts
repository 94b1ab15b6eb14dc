/** Lessons from files: one that is right is opened, any other says what is wrong and where. */

import { describe, expect, it } from 'vitest';
import { getSteps } from '../../../lesson/lesson.ts';
import { LESSONS } from '../../../lesson/text/lesson-parse.fixture.ts';
import { LONGEST_TEXT, parseLesson } from '../../../lesson/text/lesson-parse.ts';
import { createText } from '../../../lesson/text/lesson-text.fixture.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { ATTACKS, HIDDEN } from '../../../protocol/words/outside-text.fixture.ts';
import { FILE_WORDS, LESSON_WORK_WORDS } from '../lesson/lesson-view-words.ts';
import type { LessonFile, ReadLesson } from './lesson-view-file.ts';
import { openLessonFile } from './lesson-view-file.ts';
import { LESSON_TEMPLATE } from './lesson-view-template.ts';

function createFile(content: string | Uint8Array, name = 'mine.md'): LessonFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.length, arrayBuffer: async () => new Uint8Array(bytes).buffer };
}

/** Reads without a worker. */
const readHere: ReadLesson = async (bytes) => ({ kind: 'done', value: parseLesson(bytes) });

async function fail(...files: readonly LessonFile[]) {
  const opened = await openLessonFile(files, readHere);
  if (opened.ok) throw new Error('it was opened');
  return opened;
}

describe('a lesson from a file', () => {
  it('[LVIEW-11] is opened with its text and its name', async () => {
    const text = createText('\nTold.\n');
    const opened = await openLessonFile([createFile(text)], readHere);
    expect(opened).toMatchObject({ ok: true, name: 'mine.md', text, lesson: { id: 'test' } });
  });

  it('[LVIEW-12] that is broken says each problem with its line and column, and shows the line', async () => {
    const { sentence, problems } = await fail(createFile(createText('\nTold [#99].\n\n  | a | b |\n')));
    expect(sentence).toBe('mine.md has 2 problems and was not opened.');
    expect(problems.map(({ line, column, near }) => `${line}:${column} ${near}`)).toEqual([
      '14:6 Told [#99].',
      '16:3 | a | b |',
    ]);
    for (const { text } of problems) expect(text).toMatch(/\.$/);
  });

  it('[LVIEW-12] counts one problem as one, and shortens a long line', async () => {
    const { sentence, problems } = await fail(createFile(createText(`\n[${'x'.repeat(300)}]\n`)));
    expect(sentence).toBe('mine.md has 1 problem and was not opened.');
    expect(problems[0]?.near).toHaveLength(91);
  });

  it('[LVIEW-12] is not read if it is too large, not text, a folder, or one of many', async () => {
    const large: LessonFile = {
      name: 'large.md',
      size: LONGEST_TEXT + 1,
      arrayBuffer: () => {
        throw new Error('it was read');
      },
    };
    expect((await fail(large)).problems[0]?.id).toBe('too-large');
    const binary = await fail(createFile(new Uint8Array([0xff, 0xfe, 0x00])));
    expect(binary.problems.map(({ id }) => id)).toEqual(['binary']);
    const folder = { name: 'folder', size: 0, arrayBuffer: () => Promise.reject(new Error('a folder')) };
    expect((await fail(folder)).sentence).toContain('folder cannot be read');
    expect((await fail(createFile(''), createFile(''))).sentence).toContain('2 files');
    expect((await fail()).sentence).toBe(FILE_WORDS.none);
  });

  it('[LVIEW-13] starts from an example without problems that has one of everything', async () => {
    const opened = await openLessonFile([createFile(LESSON_TEMPLATE)], readHere);
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    const steps = getSteps(opened.lesson);
    expect(steps.map(({ ask }) => ask?.kind ?? null)).toEqual([null, 'predict', 'do']);
    expect(steps.some(({ plays, notes }) => plays && notes.length > 0)).toBe(true);
    expect(steps.at(-1)?.hints).toHaveLength(1);
  });

  it('[LVIEW-31] that takes too long, or stops its worker, is not opened, and why is said', async () => {
    const why = fill(LESSON_WORK_WORDS.late, { seconds: 10 });
    const opened = await openLessonFile([createFile('x')], async () => ({ kind: 'failed', why }));
    expect(opened).toEqual({
      ok: false,
      sentence: `mine.md was not opened. ${why}`,
      problems: [],
    });
  });

  it('[LVIEW-32] shows nothing that hides or turns around, right or wrong', async () => {
    const texts = Object.values(LESSONS).flatMap((make) =>
      Object.values(ATTACKS).map((one) => [one, make(one)]),
    );
    let opens = 0;
    for (const [attack = '', text = ''] of texts) {
      const opened = await openLessonFile([createFile(text, `${attack}.md`)], readHere);
      if (opened.ok) opens += 1;
      const shown = opened.ok ? opened.lesson : opened;
      JSON.stringify(shown, (_, value) => {
        if (typeof value === 'string' && HIDDEN.test(value)) throw new Error(JSON.stringify(value));
        return value;
      });
    }
    expect(opens).toBeGreaterThan(100);
    expect(texts.length - opens).toBeGreaterThan(100);
  });
});
