/** The region of Learn's machine that presents a lesson: a lit or a black screen, with or without the speaker's window. */

import { turnPage } from './learn-acts.ts';
import { learn } from './learn-setup.ts';

const screen = learn.createStateConfig({
  initial: 'lit',
  states: {
    lit: {
      on: {
        'present.act': [
          { guard: ({ event }) => event.act === 'blank', target: 'black' },
          { guard: 'has another act', actions: turnPage },
        ],
      },
    },
    /** The act that lights the screen again does not also move on. */
    black: { invoke: { src: 'black' }, on: { 'present.act': { guard: 'has another act', target: 'lit' } } },
  },
});

const speaker = learn.createStateConfig({
  initial: 'closed',
  states: {
    closed: {
      on: {
        'speaker.open': [
          // If the browser allows no window, notes here are better than none.
          {
            guard: ({ event }) => event.view === null,
            actions: { type: 'talk', params: { hasNotes: true } },
          },
          {
            target: 'open',
            actions: { type: 'talk', params: ({ event }) => ({ speaker: event.view }) },
          },
        ],
      },
    },
    open: {
      invoke: {
        src: 'window',
        input: ({ context: { talk } }) => {
          if (!talk.speaker) throw new Error('the window of the speaker is open, and there is none');
          return talk.speaker;
        },
      },
      exit: { type: 'talk', params: { speaker: null } },
      on: { 'speaker.close': 'closed' },
    },
  },
});

export const talk = learn.createStateConfig({
  initial: 'off',
  states: {
    off: { on: { 'present.start': { guard: 'has a lesson', target: 'on' } } },
    on: {
      type: 'parallel',
      invoke: { id: 'stage', src: 'stage' },
      exit: { type: 'talk', params: { isFull: false } },
      always: { guard: 'shows the lab', target: 'off' },
      on: {
        'lesson.leave': 'off',
        'lesson.close': 'off',
        'present.act': { guard: ({ event }) => event.act === 'leave', target: 'off' },
        'present.fill': { actions: learn.sendTo('stage', { type: 'fill' }) },
        'present.point': {
          actions: { type: 'talk', params: ({ event }) => ({ isPointing: event.isPointing }) },
        },
        'present.notes': { actions: { type: 'talk', params: ({ event }) => ({ hasNotes: event.hasNotes }) } },
        /**
         * Who leaves full screen leaves the presentation; but not with a speaker's window open, whose coming ends full
         * screen in some browsers: then it can be filled again.
         */
        'full.change': [
          { guard: 'leaves the screen', target: 'off' },
          { actions: { type: 'talk', params: ({ event }) => ({ isFull: event.isFull }) } },
        ],
      },
      states: { screen, speaker },
    },
  },
});
