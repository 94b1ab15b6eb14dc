/**
 * The course that ships: every lesson is read, cited, and played through to its end, by the right answers and by a wrong
 * one at each question.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { CLIENTS } from '../protocol/clients/client-table.ts';
import { formatState } from '../protocol/state/state.ts';
import { replay } from '../protocol/trace/replay.ts';
import type { Step } from '../protocol/trace/trace.ts';
import { of } from '../protocol/trace/walk.ts';
import type { Citation } from '../protocol/words/citation.ts';
import { COURSE, COURSE_FILES, loadLesson } from './course.ts';
import type { Block, Inline, Lesson, LessonStep, Narration } from './lesson.ts';
import { getSteps, isQuestion } from './lesson.ts';
import { lessonPlayer } from './player/lesson-player.ts';
import { getStepAt } from './player/lesson-show.ts';
import { getQuestion } from './question/lesson-question.ts';
import { getStepRuleSet } from './question/lesson-situation.ts';
import { getWrongWords } from './question/lesson-wrong.ts';
import { findSolution, judgeTask } from './task/lesson-solution.ts';
import { checkTask } from './task/lesson-task.ts';
import { format, parse } from './text/lesson-text.fixture.ts';

const FOLDER = new URL('./course/', import.meta.url);
const read = (id: string) => parse(readFileSync(new URL(`lesson-${id}.md`, FOLDER), 'utf8'));
const LESSONS = COURSE.map(({ id }) => [id, read(id)] as const);

/** The files that the course cites, apart from mails and messages of the thread. Look up a new one before you add it. */
const LOOKED_UP: readonly string[] = [
  'v5.8 include/uapi/linux/vfio.h struct vfio_device_migration_info',
  'v5.18 include/uapi/linux/vfio.h enum vfio_device_mig_state',
  'v5.18 include/uapi/linux/vfio.h struct vfio_device_feature_mig_state',
  'v6.2 include/uapi/linux/vfio.h enum vfio_device_mig_state',
  'v6.2 include/uapi/linux/vfio.h struct vfio_device_feature_mig_state',
  'v6.2 include/uapi/linux/vfio.h struct vfio_device_feature_migration',
  'v6.2 include/uapi/linux/vfio.h VFIO_MIG_GET_PRECOPY_INFO',
  'v6.2 drivers/vfio/vfio_main.c vfio_mig_get_next_state()',
  'v6.12 drivers/vfio/pci/pds/vfio_dev.c pds_vfio_set_device_state()',
  ...[
    'vfio_migration_set_state',
    'vfio_save_setup',
    'vfio_save_buffer',
    'vfio_save_complete_precopy',
    'vfio_load_setup',
    'vfio_load_buffer',
    'vfio_vmstate_change',
    'vfio_migration_state_notifier',
  ].map((name) => `v7.2.0 hw/vfio/migration.c ${name}()`),
  ...[
    'vfio_migration_set_state',
    'vfio_save_setup',
    'vfio_save_block',
    'vfio_save_iterate',
    'vfio_vmstate_change',
    'vfio_vmstate_change_prepare',
    'vfio_migration_state_notifier',
  ].map((name) => `v8.2.0 hw/vfio/migration.c ${name}()`),
  'v8.2.0 hw/vfio/common.c vfio_block_multiple_devices_migration()',
  ...CLIENTS.flatMap(({ sources }) => sources)
    .filter(({ project }) => project === 'QEMU')
    .map(({ version, file, symbol }) => `${version} ${file} ${symbol}`),
];

const getInlines = (block: Block): readonly Inline[] =>
  block.kind === 'list' ? block.items.flat() : block.kind === 'paragraph' ? block.children : [];

function getCitations(narration: Narration): readonly Citation[] {
  const of = (inline: Inline): readonly Citation[] =>
    inline.kind === 'citation' ? inline.citations : 'children' in inline ? inline.children.flatMap(of) : [];
  return narration.flatMap(getInlines).flatMap(of);
}

const getTold = ({ narration, explanation }: LessonStep): Narration => [...narration, ...explanation];

/** Plays a lesson to its end with answers that `choose` picks, and says in which states the player was. */
function playThrough(
  lesson: Lesson,
  choose: (options: readonly string[], answer: string, tried: string | null) => string,
) {
  const actor = createActor(lessonPlayer, { input: { lesson } }).start();
  const visited: string[] = [];
  for (let moves = 0; moves < 200 && actor.getSnapshot().value !== 'finished'; moves += 1) {
    const { value, context } = actor.getSnapshot();
    const step = getStepAt(lesson, context.at);
    visited.push(`${step.id} ${String(value)}`);
    if (value === 'asking' && isQuestion(step.ask)) {
      const { options, answer } = getQuestion(step.rules, step.ask);
      actor.send({
        type: 'answer',
        option: choose(
          options.map(({ id }) => id),
          answer,
          context.tried,
        ),
      });
    } else if (value === 'doing' && step.ask?.kind === 'do') {
      const steps = findSolution({ ...step, ask: step.ask }) ?? [];
      for (let made = 0; made <= steps.length; made += 1)
        actor.send({
          type: 'act',
          trace: { ...step.trace, steps: [...step.trace.steps, ...steps.slice(0, made)] },
        });
    } else actor.send({ type: 'forward' });
  }
  return { value: actor.getSnapshot().value, visited };
}

describe('the course', () => {
  it('[COURSE-1] has a file for each entry, and an entry for each file, with the same words', () => {
    const files = readdirSync(FOLDER).filter((name) => name.startsWith('lesson-'));
    expect(new Set(files)).toEqual(new Set(COURSE.map(({ id }) => `lesson-${id}.md`)));
    expect(COURSE_FILES).toHaveLength(COURSE.length);
    for (const [index, [, { id, title, minutes, summary }]] of LESSONS.entries())
      expect({ id, title, minutes, summary }).toEqual(COURSE[index]);
  });

  it('[COURSE-1] is fetched lesson by lesson', async () => {
    const result = await loadLesson('faults');
    expect(result?.ok ? result.value : result?.problem.map(format)).toEqual(read('faults'));
    expect(await loadLesson('none')).toBeUndefined();
  });

  it('[COURSE-2] has at least twelve lessons of 5 to 10 minutes', () => {
    expect(COURSE.length).toBeGreaterThanOrEqual(12);
    for (const { minutes } of COURSE) expect([5, 6, 7, 8, 9, 10]).toContain(minutes);
  });

  it('[COURSE-9] has notes for the speaker at every step, and no note twice', () => {
    const notes = LESSONS.flatMap(([id, lesson]) =>
      getSteps(lesson).map((step) => {
        expect(step.notes.length, `${id}: ${step.title}`).toBeGreaterThan(0);
        return JSON.stringify(step.notes);
      }),
    );
    expect(new Set(notes).size).toBe(notes.length);
  });
});

describe.each(LESSONS)('the lesson %s', (_, lesson) => {
  const steps = getSteps(lesson);
  const questions = steps.filter(({ ask }) => isQuestion(ask));

  it('[COURSE-3] has its steps and questions, and ends in a task', () => {
    expect(steps.length).toBeGreaterThanOrEqual(8);
    expect(steps.length).toBeLessThanOrEqual(14);
    expect(questions.length).toBeGreaterThanOrEqual(3);
    const last = steps.findLast(({ narration }) => !narration.some(({ kind }) => kind === 'review'));
    expect(last?.ask?.kind).toBe('do');
    expect(last?.hints.length).toBeGreaterThan(0);
  });

  it('[COURSE-4] cites sources in every step, and only files that are in the list', () => {
    for (const step of steps) {
      const citations = getCitations(getTold(step));
      expect(citations.length, step.title).toBeGreaterThan(0);
      for (const citation of [...citations, ...getCitations(step.notes)])
        if (citation.kind === 'kernel' || citation.kind === 'qemu')
          expect(LOOKED_UP).toContain(`${citation.tag} ${citation.file} ${citation.symbol}`);
    }
  });

  it('[COURSE-5] explains every question and task, except where the reason of the verdict says everything', () => {
    const silent = steps.filter(({ ask, explanation }) => ask && explanation.length === 0);
    expect(silent.length).toBeLessThanOrEqual(1);
  });

  it('[COURSE-10] says of each wrong option why people choose it and what is so', () => {
    const silent = steps.flatMap((step) => {
      if (!isQuestion(step.ask)) return [];
      const { options, answer } = getQuestion(step.rules, step.ask);
      return options
        .filter(({ id }) => id !== answer && getWrongWords(step, id).length === 0)
        .map(({ text }) => `${step.title}: ${text}`);
    });
    expect(silent).toEqual([]);
    for (const { wrong } of steps)
      for (const { words } of wrong)
        for (const citation of getCitations(words))
          if (citation.kind === 'kernel' || citation.kind === 'qemu')
            expect(LOOKED_UP).toContain(`${citation.tag} ${citation.file} ${citation.symbol}`);
  });

  it('[COURSE-6] sets up each device with requests whose verdicts are as announced', () => {
    for (const { trace, rules } of steps) expect(replay(of(rules.ruleSet), trace).firstDifference).toBeNull();
  });

  it('[COURSE-7] is played to its end by the right answers', () => {
    const { value, visited } = playThrough(lesson, (_options, answer) => answer);
    expect(value).toBe('finished');
    expect(visited.filter((each) => each.endsWith(' showing'))).toEqual([]);
    expect(new Set(visited.map((each) => each.split(' ')[0]))).toEqual(new Set(steps.map(({ id }) => id)));
  });

  const most = Math.max(
    ...questions.map(({ rules, ask }) => (isQuestion(ask) ? getQuestion(rules, ask).options.length : 0)),
  );
  const hasSecond = ({ rules, ask }: LessonStep) =>
    isQuestion(ask) && getQuestion(rules, ask).options.length > 2;

  it('[COURSE-7] is played to its end by wrong answers at each question: what happens first, then why', () => {
    for (let turn = 0; turn < most - 1; turn += 1) {
      const { value, visited } = playThrough(lesson, (options, answer, tried) => {
        const wrong = options.filter((id) => id !== answer && id !== tried);
        return wrong[turn % wrong.length] ?? '';
      });
      expect(value).toBe('finished');
      for (const step of questions)
        expect(visited.filter((each) => each.startsWith(`${step.id} `))).toEqual([
          `${step.id} asking`,
          ...(hasSecond(step) ? [`${step.id} asking`] : []),
          `${step.id} showing`,
          `${step.id} explaining`,
        ]);
    }
  });

  it('[COURSE-7] is played to its end by a second try at each question that has one', () => {
    for (let turn = 0; turn < most - 1; turn += 1) {
      const { value, visited } = playThrough(lesson, (options, answer, tried) => {
        const wrong = options.filter((id) => id !== answer);
        return tried === null && options.length > 2 ? (wrong[turn % wrong.length] ?? '') : answer;
      });
      expect(value).toBe('finished');
      for (const step of questions)
        expect(visited.filter((each) => each.startsWith(`${step.id} `))).toEqual([
          `${step.id} asking`,
          ...(hasSecond(step) ? [`${step.id} asking`] : []),
          `${step.id} explaining`,
        ]);
    }
  });

  it('[COURSE-8] has tasks that are not done by themselves, each with a solution', () => {
    for (const step of steps) {
      if (step.ask?.kind !== 'do') continue;
      const task = { ...step, ask: step.ask };
      expect(checkTask(task, step.trace).kind).toBe('open');
      const way = findSolution(task);
      expect(way?.length).toBeGreaterThan(0);
      const done = { ...step.trace, steps: [...step.trace.steps, ...(way ?? [])] };
      expect(checkTask(task, done).kind).toBe('done');
      expect(checkTask(task, { ...done, steps: done.steps.slice(0, -1) }).kind).not.toBe('done');
    }
  });

  it('[COURSE-11] says of each task how few acts are enough, and no shorter way does it', () => {
    for (const step of steps) {
      if (step.ask?.kind !== 'do') continue;
      const task = { ...step, ask: step.ask };
      const way = findSolution(task) ?? [];
      const trace = (made: readonly Step[]) => ({ ...step.trace, steps: [...step.trace.steps, ...made] });
      expect(judgeTask(task, trace(way)).text).toMatch(/^Done, with .+\. It takes no fewer\.$/);
      const { states } = getStepRuleSet(step.rules);
      const acts: readonly Step[] = [
        ...states.map(({ value }) => ({ act: 'request' as const, to: formatState(states, value) })),
        { act: 'reset' },
      ];
      let ways: readonly (readonly Step[])[] = [[]];
      for (let length = 1; length < way.length; length += 1) {
        ways = ways.flatMap((made) => acts.map((act) => [...made, act]));
        expect(ways.filter((made) => checkTask(task, trace(made)).kind === 'done')).toEqual([]);
        ways = ways.filter((made) => checkTask(task, trace(made)).kind === 'open');
      }
    }
  });
});
