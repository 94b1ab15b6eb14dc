/** Learn's machine: what an address opens, where a lesson leads, what is kept, and what is left as it was. */

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEPT_WORDS } from '../../../lesson/lesson-words.ts';
import { getPace } from '../../../lesson/pace.ts';
import { addDone, encodeProgress, NO_PROGRESS, setNextStep } from '../../../lesson/progress.ts';
import { block, createText } from '../../../lesson/text/lesson-text.fixture.ts';
import { getCursorIndex, getLine } from '../../../machine/history.ts';
import { PLAYBACK_PACE } from '../../../machine/history-machine.ts';
import type { LessonFile } from '../course/lesson-view-file.ts';
import { createPage, createWindow, openLearn } from './learn.fixture.ts';
import { learnMachine } from './learn-machine.ts';
import { createFetch } from './learn-player.ts';
import { LEARN_WORDS } from './learn-words.ts';

let page: Awaited<ReturnType<typeof createWindow>>;
beforeEach(async () => {
  page = await createWindow();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const learn = (part: string | null) => openLearn(createPage(part));

const createFile = (text: string): LessonFile => {
  const bytes = new TextEncoder().encode(text);
  return { name: 'mine.md', size: bytes.length, arrayBuffer: async () => bytes.buffer };
};

describe('what an address opens in Learn', () => {
  it('[LEARN-1] is a lesson at its step, under the rules of the lesson', async () => {
    const desk = openLearn(createPage('lesson.v2-states', 'uapi-v1'));
    expect(desk.where()).toBeNull();
    await desk.untilOpen('v2-states');
    expect(desk.getRules()).toMatch(/^v2-/);
    await desk.type('lesson.device-state.three-bits', 'v2-7.2');
    await desk.untilOpen('device-state');
    expect(desk.where()).toBe('device-state.three-bits telling');
    expect([desk.getRules(), desk.getPart()]).toEqual(['uapi-v1', 'lesson.device-state.three-bits']);
    expect(desk.said).toEqual([]);
  });

  it('[LEARN-2] that is not a lesson of the course gets a notice, and the course is shown', async () => {
    const desk = learn('lesson.device-state');
    await desk.untilOpen('device-state');
    await desk.type('lesson.no-such-lesson');
    expect(desk.said).toEqual([expect.stringContaining('“no-such-lesson”')]);
    expect([desk.where(), desk.get().spot.panel, desk.getPart()]).toEqual([null, 'lessons', null]);
  });

  it('[LEARN-3] that names nothing gets a notice with the part, which stays until something else is opened', () => {
    const desk = learn('debate.99');
    expect(desk.said).toEqual([expect.stringContaining('“debate.99”')]);
    expect([desk.get().spot.panel, desk.getPart()]).toEqual(['lessons', 'debate.99']);
    desk.send({ type: 'lesson.leave' });
    expect(desk.getPart()).toBeNull();
  });

  it('[LEARN-4] is a message under the rules of the address, and a step of the life under its own', async () => {
    const desk = learn(null);
    await desk.type('debate.2', 'patch-2021-09-amended');
    expect(desk.get().debated.ruleSet).toBe('patch-2021-09-amended');
    expect(desk.get().debated.requests).toContainEqual({ from: 1, to: 4 });
    await desk.type('debate.2.no', 'uapi-v1');
    await desk.type('debate.3', 'patch-2021-09');
    expect(desk.get().debated.ruleSet).toBeNull();
    await desk.type('life.7', 'uapi-v1');
    expect([desk.get().spot, desk.getRules()]).toEqual([{ panel: 'life', at: 6 }, 'v2-6.2']);
  });

  it('[LEARN-5] is counted, and what Learn writes itself is not', async () => {
    const desk = learn('lab');
    const { opened, spot } = desk.get();
    if (spot.panel !== 'lab') throw new Error('the lab is not open');
    desk.send({ type: 'lab.move', lab: { ...spot.lab, at: 3 } });
    await Promise.resolve();
    expect([desk.getPart(), desk.get().opened]).toEqual(['lab:at~3', opened]);
    await desk.type('lab:at~2');
    expect([desk.get().spot, desk.get().opened]).toEqual([
      { panel: 'lab', lab: { ...spot.lab, at: 2 } },
      opened + 1,
    ]);
  });

  it('[LEARN-6] is opened alone: a lesson that is still loading does not replace it', async () => {
    const desk = learn('lesson.v2-states');
    await desk.type('lesson.faults');
    await desk.untilOpen('faults');
    await desk.type('lesson.source');
    await desk.type('debate');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([desk.where()?.split('.')[0], desk.getPart()]).toEqual(['faults', 'debate']);
  });

  it('[LEARN-7] gets a notice if its lesson cannot be fetched', async () => {
    const fetch = createFetch(() => Promise.reject(new Error('offline')));
    const desk = openLearn(createPage('lesson.source'), learnMachine.provide({ actors: { fetch } }));
    await desk.untilIdle();
    expect(desk.said).toEqual([LEARN_WORDS.notLoaded]);
    expect([desk.where(), desk.get().spot.panel]).toEqual([null, 'lessons']);
  });
});

describe('a lesson in Learn', () => {
  it('[LEARN-10] updates the address from step to step, and keeps the spot', async () => {
    const desk = learn('lesson.device-state.three-bits');
    await desk.untilOpen('device-state');
    desk.getPlayer().send({ type: 'forward' });
    expect(desk.getPart()).toBe('lesson.device-state.where-it-begins');
    await vi.waitFor(() => expect(page.read('learn/progress')).toContain('"at":"where-it-begins"'));
    expect(desk.get().progress.lessons['device-state']?.steps['three-bits']?.done).toBe(true);
    desk.send({ type: 'lesson.leave' });
    expect([desk.getPart(), desk.where(), desk.get().player]).toEqual([null, null, null]);
    desk.send({ type: 'lesson.open', id: 'device-state', step: null });
    await desk.untilOpen('device-state');
    expect(desk.where()).toBe('device-state.where-it-begins asking');
  });

  it('[LEARN-11] keeps an answer and a prediction, and plays what really happens', async () => {
    const desk = learn('lesson.device-state.and-the-others');
    await desk.untilOpen('device-state');
    desk.getPlayer().send({ type: 'answer', option: 'unspecified' });
    expect(desk.where()).toMatch(/explaining$/);
    expect(desk.get().coverage.entries).toHaveLength(1);
    await vi.waitFor(() => expect(page.read('learn/coverage')).toContain('"ruleSet": "uapi-v1"'));
    expect(desk.history.getSnapshot().value).toBe('playing');
    desk.history.send({ type: 'playback.stop' });
    desk.send({ type: 'trace.step' });
    const { history } = desk.history.getSnapshot().context;
    expect(getCursorIndex(history)).toBe(getLine(history).length);
  });

  it('[LEARN-12] gets what the learner does on the machine, and nothing that it shows itself', async () => {
    const desk = learn('lesson.device-state.your-turn');
    await desk.untilOpen('device-state');
    expect(desk.getPlayer().getSnapshot().context.task).toBeNull();
    for (const to of [3, 2, 0]) {
      expect(desk.where()).toMatch(/doing$/);
      desk.history.send({ type: 'request', to });
    }
    expect(desk.where()).toMatch(/explaining$/);
  });

  it('[LEARN-13] does not count the setup of the device', async () => {
    const task = block('trace', 'steps: [STOP, RESUMING]') + block('do', 'goal: reach\nstate: STOP');
    const desk = learn(null);
    desk.send({ type: 'files.open', files: [createFile(createText(`\nDo.\n${task}\nBecause.\n`))] });
    await desk.untilIdle();
    expect(desk.get().broken).toBeNull();
    desk.history.send({ type: 'playback.stop' });
    desk.history.send({ type: 'cursor.start' });
    expect([desk.where(), desk.getPlayer().getSnapshot().context.task]).toEqual(['test.first doing', null]);
    desk.history.send({ type: 'cursor.end' });
    desk.history.send({ type: 'request', to: 1 });
    expect(desk.where()).toBe('test.first explaining');
  });

  it('[LEARN-14] of a file is played without an address', async () => {
    const desk = learn('debate.2');
    desk.send({ type: 'files.open', files: [createFile(createText('\nTold.\n'))] });
    await desk.untilOpen('test');
    expect([desk.where(), desk.getPart()]).toEqual(['test.first telling', null]);
    expect(desk.get().broken).toBeNull();
  });

  it('[LEARN-15] of a file that cannot be read says what is wrong, until that is dismissed', async () => {
    const desk = learn(null);
    desk.send({ type: 'files.open', files: [createFile(createText('\nTold [#99].\n'))] });
    await desk.untilIdle();
    expect(desk.get().broken?.problems).toHaveLength(1);
    expect(desk.where()).toBeNull();
    desk.send({ type: 'files.dismiss' });
    expect(desk.get().broken).toBeNull();
  });

  it('[LEARN-16] plays at the chosen pace, by hand too, and then the page has its own again', async () => {
    const desk = learn('lesson.device-state');
    await desk.untilOpen('device-state');
    const getSession = () => desk.history.getSnapshot();
    desk.send({ type: 'pace.change', pace: getPace('slow') });
    await vi.waitFor(() =>
      expect([getSession().context.pace, page.read('learn/pace')]).toEqual([2600, 'slow']),
    );
    desk.send({ type: 'trace.play' });
    desk.send({ type: 'pace.change', pace: getPace('by-hand') });
    expect(getSession().value).toBe('idle');
    desk.send({ type: 'pace.change', pace: getPace('fast') });
    desk.actor.stop();
    expect(getSession().context.pace).toBe(PLAYBACK_PACE);
    expect(learn(null).get().pace.id).toBe('fast');
  });
});

describe('what Learn keeps', () => {
  const learned = setNextStep(addDone(NO_PROGRESS, 'source', 'first'), 'source', 'second');

  it('[LEARN-20] is taken from another tab', async () => {
    const desk = learn(null);
    await page.hear('learn/progress', encodeProgress(learned));
    await vi.waitFor(() => expect(desk.get().progress).toEqual(learned));
    await page.hear('learn/coverage', '{}');
    await page.hear('history/other', 'something else');
    expect(page.read('learn/progress')).toBe(encodeProgress(learned));
    expect(page.read('learn/coverage')).toBe('{}');
    expect(desk.said).toEqual([]);
  });

  it('[LEARN-20] is what two tabs add at once, together', async () => {
    const desk = learn('lesson.device-state');
    await desk.untilOpen('device-state');
    void page.hear('learn/progress', encodeProgress(learned));
    desk.getPlayer().send({ type: 'skip' });
    const getKept = () =>
      Object.keys(JSON.parse(page.read('learn/progress') ?? '{}').lessons ?? {}).toSorted();
    desk.getPlayer().send({ type: 'skip' });
    await vi.waitFor(() => expect(getKept()).toEqual(['device-state', 'source']));
    await vi.waitFor(() => expect(Object.keys(desk.get().progress.lessons)).toHaveLength(2));
  });

  it('[LEARN-21] is told to be lost, once, if the browser keeps nothing, and Learn goes on', async () => {
    page = await createWindow(true);
    const desk = learn('lesson.device-state');
    await desk.untilOpen('device-state');
    desk.getPlayer().send({ type: 'skip' });
    await vi.waitFor(() => expect(page.troubles).toEqual(['full']));
    expect(desk.where()).not.toBeNull();
  });

  it('[LEARN-22] is forgotten when the learner says so', async () => {
    page = await createWindow(false, { 'learn/progress': encodeProgress(learned) });
    const desk = learn(null);
    expect(desk.get().progress).toEqual(learned);
    desk.send({ type: 'lesson.forget', id: 'source' });
    await vi.waitFor(() => expect(page.read('learn/progress')).toBe(encodeProgress(NO_PROGRESS)));
  });

  it('[LEARN-23] starts empty if it cannot be read; a notice says so once, and the text is set aside', async () => {
    page = await createWindow(false, { 'learn/progress': 'nonsense', 'learn/coverage': '{"version":2}' });
    const desk = learn(null);
    expect(desk.get().progress).toEqual(NO_PROGRESS);
    expect(desk.said).toEqual([KEPT_WORDS.progress, KEPT_WORDS.coverage]);
    expect(page.listAside()).toEqual(['nonsense', '{"version":2}']);
    desk.actor.stop();
    expect(openLearn(desk).said).toEqual(desk.said.slice(2));
  });
});

describe('the panels of Learn', () => {
  it('[LEARN-30] are found as they were left', async () => {
    const desk = learn('lesson.device-state.three-bits');
    await desk.untilOpen('device-state');
    desk.send({ type: 'panel.choose', panel: 'debate' });
    expect([desk.getPart(), desk.getRules()]).toEqual(['debate', 'patch-2021-09']);
    desk.send({ type: 'debate.choose', message: 29 });
    desk.send({ type: 'panel.choose', panel: 'life' });
    expect([desk.getPart(), desk.getRules()]).toEqual(['life.1', 'uapi-v1']);
    desk.send({ type: 'life.move', at: 7 });
    expect([desk.getPart(), desk.getRules()]).toEqual(['life.8', 'v2-7.2']);
    desk.history.send({ type: 'flags.change', flags: 1 });
    desk.send({ type: 'life.move', at: 6 });
    expect([desk.getRules(), desk.history.getSnapshot().context.flags]).toEqual(['v2-6.2', 7]);
    desk.send({ type: 'life.move', at: 5 });
    expect([desk.getRules(), desk.history.getSnapshot().context.flags]).toEqual(['v2-5.18', 3]);
    desk.send({ type: 'life.move', at: 7 });
    expect(desk.history.getSnapshot().context.flags).toBe(7);
    desk.send({ type: 'panel.choose', panel: 'lessons' });
    expect(desk.getPart()).toBe('lesson.device-state.three-bits');
    desk.send({ type: 'panel.choose', panel: 'debate' });
    expect([desk.getPart(), desk.getRules()]).toEqual(['debate.29', 'patch-2021-09']);
  });

  it('[LEARN-31] are still there when the reader comes back to Learn', () => {
    const desk = learn('debate.29');
    desk.send({ type: 'debate.show', show: { ruleSet: 'patch-2021-09-amended', requests: [] } });
    expect([desk.get().debated.ruleSet, desk.getRules()]).toEqual([
      'patch-2021-09-amended',
      'patch-2021-09-amended',
    ]);
    desk.actor.stop();
    const again = openLearn(desk);
    expect(again.get().spot).toEqual({ panel: 'debate', message: 29 });
    expect(again.get().debated.ruleSet).toBe('patch-2021-09-amended');
    desk.workbench.send({ type: 'part.change', part: 'life' });
    expect(desk.get().spot.panel).toBe('debate');
  });

  it('[LEARN-32] select a request without making it', () => {
    const desk = learn('debate.2');
    desk.send({ type: 'request.select', selection: { from: 1, to: 4 } });
    const { selection, history } = desk.history.getSnapshot().context;
    expect([selection, history.nodes]).toEqual([{ from: 1, to: 4 }, []]);
  });
});
