/** The list of lessons: what each row says of the progress that was kept. */

import { describe, expect, it } from 'vitest';
import { COURSE, loadLesson } from '../../../lesson/course.ts';
import { getSteps } from '../../../lesson/lesson.ts';
import { addAnswer, addDone, getScore, NO_PROGRESS, setNextStep } from '../../../lesson/progress.ts';
import { getSize, listOthers, toCourseRows } from './lesson-view-course.ts';

const getRow = (progress: Parameters<typeof toCourseRows>[1], id = 'source') =>
  toCourseRows(COURSE, progress).find(({ entry }) => entry.id === id);

const RIGHT = { right: true, attempt: 1 } as const;

describe('the list of lessons', () => {
  it.each(COURSE.map(({ id }) => [id]))('[LVIEW-7] knows how many steps and questions %s has', async (id) => {
    const result = await loadLesson(id);
    if (!result?.ok) throw new Error(`${id} cannot be read`);
    const { steps, questions } = getScore(NO_PROGRESS, result.value);
    expect(getSize(id)).toEqual([steps, questions]);
  });

  it('[LVIEW-8] says start, continue or again, and how much is done', () => {
    expect(getRow(NO_PROGRESS)).toMatchObject({ state: 'new', act: 'Start', words: '', share: 0 });
    const begun = setNextStep(
      addAnswer(addDone(NO_PROGRESS, 'source', 'a'), 'source', 'b', RIGHT),
      'source',
      'b',
    );
    expect(getRow(begun)).toMatchObject({
      state: 'begun',
      act: 'Continue',
      words: '1 of 11 steps done, 1 of 7 right',
      share: 1 / 11,
    });
    expect(getRow(setNextStep(begun, 'source', null))).toMatchObject({ state: 'done', act: 'Again' });
    expect(getRow(begun, 'faults')).toMatchObject({ state: 'new' });
  });

  it('[LVIEW-8] never counts more than there is, whatever was kept', () => {
    let progress = NO_PROGRESS;
    for (let index = 0; index < 40; index += 1)
      progress = addDone(addAnswer(progress, 'source', `s${index}`, RIGHT), 'source', `s${index}`);
    expect(getRow(progress)).toMatchObject({ words: '11 of 11 steps done, 7 of 7 right', share: 1 });
  });

  it('[LVIEW-8] counts as the score of the lesson does', async () => {
    const result = await loadLesson('source');
    if (!result?.ok) throw new Error('the lesson cannot be read');
    let progress = NO_PROGRESS;
    for (const { id } of getSteps(result.value).slice(0, 4)) progress = addDone(progress, 'source', id);
    const { done, steps } = getScore(progress, result.value);
    expect(getRow(progress)?.words).toContain(`${done} of ${steps} steps done`);
  });

  it('[LVIEW-9] lists lessons from files separately', () => {
    const progress = addAnswer(addDone(addDone(NO_PROGRESS, 'mine', 'a'), 'mine', 'b'), 'mine', 'b', RIGHT);
    expect(listOthers(COURSE, addDone(progress, 'source', 'a'))).toEqual([
      { id: 'mine', words: '2 steps done, 1 question right' },
    ]);
  });

  it('[LVIEW-9] is not confused by a lesson with the name of a property that every object has', () => {
    expect(getSize('constructor')).toBeUndefined();
    expect(listOthers(COURSE, addDone(NO_PROGRESS, 'constructor', 'a'))).toHaveLength(1);
  });
});
