/**
 * What is open in Learn. The machine decides: the panel and the spot in it, the lesson with its player, what the debate
 * shows, the presentation. Its effects are invoked: the address, the history, the storage, the browser of a presentation.
 * Views read its context and send what the learner does.
 *
 *   spot                                        what is open in which panel; an address opens it again
 *   lesson   closed <──> open                    its player, and what the player tells
 *   loading  idle <──> fetching / reading        a lesson of the course, or a file; told once it is not brief
 *   talk     off <──> on                         learn-talk.ts
 *   keeping                                     progress, coverage and pace, and what another tab has kept of them
 */

import type { ActorRefFrom } from 'xstate';
import { assign, raise, sendTo, stopChild } from 'xstate';
import { NO_COVERAGE } from '../../../lesson/coverage.ts';
import { NO_PROGRESS } from '../../../lesson/progress.ts';
import { formatBroken } from '../course/lesson-view-file.ts';
import { toShow } from '../debate/debate-message.ts';
import { COURSE_SPOT } from '../learn-spot.ts';
import { getLifeStep } from '../life/life-step.ts';
import {
  beginLesson,
  checkTask,
  choosePanel,
  followThePlayer,
  forget,
  openAddress,
  readLearned,
  sayAwaited,
  sayProblem,
  takeAnswer,
  takeStep,
} from './learn-acts.ts';
import type { LearnContext, LearnInput } from './learn-context.ts';
import { learn } from './learn-setup.ts';
import { readPace } from './learn-storage.ts';
import { talk } from './learn-talk.ts';
import { LEARN_WORDS } from './learn-words.ts';

export type LearnRef = ActorRefFrom<typeof learnMachine>;

const NO_TALK: LearnContext['talk'] = { isFull: false, isPointing: false, hasNotes: false, speaker: null };

function begin(input: LearnInput): LearnContext {
  return {
    ...input,
    spot: COURSE_SPOT,
    left: {},
    opened: 0,
    debated: { ruleSet: null, requests: [] },
    player: null,
    seen: null,
    isShipped: true,
    awaited: '',
    broken: null,
    progress: NO_PROGRESS,
    coverage: NO_COVERAGE,
    pace: readPace(),
    talk: NO_TALK,
  };
}

const spot = learn.createStateConfig({
  on: {
    'address.open': { actions: openAddress },
    'panel.choose': { actions: choosePanel },
    'debate.choose': {
      actions: [
        { type: 'go', params: ({ event: { message } }) => ({ panel: 'debate', message }) },
        { type: 'show debate', params: ({ event: { message } }) => toShow(message) },
      ],
    },
    'debate.show': { actions: { type: 'show debate', params: ({ event }) => event.show } },
    'life.move': {
      actions: [
        { type: 'go', params: ({ event: { at } }) => ({ panel: 'life', at }) },
        { type: 'show rules', params: ({ event: { at } }) => getLifeStep(at).id },
      ],
    },
    'cause.choose': {
      actions: { type: 'go', params: ({ event: { cause } }) => ({ panel: 'causes', cause }) },
    },
    'lab.move': { actions: { type: 'go', params: ({ event: { lab } }) => ({ panel: 'lab', lab }) } },
    'request.select': {
      actions: sendTo(
        ({ context }) => context.history,
        ({ event: { selection } }) => ({ type: 'select', selection }),
      ),
    },
  },
});

const lesson = learn.createStateConfig({
  initial: 'closed',
  on: {
    'lesson.begin': { target: '.open', actions: beginLesson },
    'lesson.leave': { target: '.closed', actions: { type: 'go', params: COURSE_SPOT } },
    'lesson.close': '.closed',
  },
  states: {
    closed: {},
    open: {
      invoke: {
        src: 'follower',
        input: ({ context: { player } }) => {
          if (!player) throw new Error('a lesson is open, and nothing plays it');
          return player;
        },
      },
      exit: [
        stopChild(({ context }) => context.player ?? ''),
        assign({ player: null, seen: null }),
        { type: 'hide answer', params: ({ context }) => context },
      ],
      on: {
        'player.change': { actions: followThePlayer },
        answered: { actions: takeAnswer },
        'step.done': { actions: takeStep },
        'history.change': { actions: checkTask },
        'trace.play': {
          actions: learn.enqueueActions(({ context: { seen, pace }, enqueue }) => {
            if (!seen) return;
            const { show } = seen.context;
            enqueue.sendTo('history', { type: 'show', show, beat: pace.beat, isAgain: true });
          }),
        },
        'trace.step': { actions: sendTo(({ context }) => context.history, { type: 'cursor.forward' }) },
      },
    },
  },
});

/** What takes no longer is not told: it would only flicker. In milliseconds. */
const MOMENT = 300;

const wait = learn.createStateConfig({
  initial: 'brief',
  states: { brief: { after: { [MOMENT]: 'long' } }, long: {} },
});

const loading = learn.createStateConfig({
  initial: 'idle',
  on: {
    'lesson.open': '.fetching',
    'files.open': '.reading',
    'address.open': '.idle',
    'lesson.leave': '.idle',
    'lesson.close': '.idle',
    'lesson.begin': '.idle',
    'loading.cancel': '.idle',
    // Who goes elsewhere is not called back when it is there.
    'panel.choose': { guard: ({ event }) => event.panel !== 'lessons', target: '.idle' },
    'files.dismiss': { actions: assign({ broken: null }) },
  },
  states: {
    idle: {},
    fetching: {
      ...wait,
      entry: sayAwaited,
      invoke: {
        src: 'fetch',
        input: ({ event }) => {
          if (event.type !== 'lesson.open') throw new Error(`${event.type} names no lesson`);
          return event;
        },
      },
      on: { 'lesson.fail': { target: 'idle', actions: { type: 'say', params: LEARN_WORDS.notLoaded } } },
    },
    reading: {
      ...wait,
      entry: sayAwaited,
      invoke: {
        src: 'files',
        input: ({ event }) => {
          if (event.type !== 'files.open') throw new Error(`${event.type} brings no files`);
          return event.files;
        },
      },
      on: {
        'files.fail': {
          target: 'idle',
          actions: [
            assign(({ event: { broken } }) => ({ broken })),
            { type: 'tell', params: ({ event: { broken } }) => formatBroken(broken) },
          ],
        },
      },
    },
  },
});

const keeping = learn.createStateConfig({
  on: {
    'progress.read': {
      actions: [assign(({ event: { progress } }) => ({ progress })), sayProblem],
    },
    'coverage.read': {
      actions: [assign(({ event: { coverage } }) => ({ coverage })), sayProblem],
    },
    'lesson.forget': { actions: forget },
    'pace.change': {
      actions: [
        assign(({ event: { pace } }) => ({ pace })),
        sendTo('history', ({ event: { pace } }) => ({ type: 'pace', beat: pace.beat })),
        sendTo('storage', ({ event: { pace } }) => ({ type: 'keep', key: 'learn/pace', text: pace.id })),
      ],
    },
  },
});

export const learnMachine = learn.createMachine({
  id: 'learn',
  context: ({ input }) => begin(input),
  type: 'parallel',
  invoke: [
    { id: 'address', src: 'address', input: ({ context }) => context.workbench },
    { id: 'history', src: 'history', input: ({ context }) => context },
    { id: 'storage', src: 'storage' },
  ],
  entry: [
    readLearned,
    sendTo('history', ({ context: { pace } }) => ({ type: 'pace', beat: pace.beat })),
    raise(({ context }) => ({
      type: 'address.open',
      part: context.workbench.getSnapshot().context.part,
    })),
  ],
  states: { spot, lesson, loading, talk, keeping },
});
