/** The player: no move but by an act, what is shown first and what is said then, and what it tells others. */

import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { Trace } from '../../protocol/trace/trace.ts';
import { block, createText, parse } from '../text/lesson-text.fixture.ts';
import type { PlayerEmitted, PlayerEvent } from './lesson-player.ts';
import { lessonPlayer } from './lesson-player.ts';
import { findStep } from './lesson-show.ts';

const LESSON = parse(
  createText(
    [
      '\nTold.\n',
      `### Ask\n${block('predict', 'ask: verdict\nrequest: STOP_COPY > PRE_COPY')}\nBecause.\n`,
      `## Second\n### Do\n${block('do', 'goal: reach\nstate: STOP')}${block('hint', 'One.')}${block('hint', 'Two.')}`,
      `### Last\n\nTold.\n${block('trace', 'steps: [STOP]')}`,
    ].join('\n'),
  ),
);

function play(at?: { chapter: number; step: number }, lesson = LESSON) {
  const actor = createActor(lessonPlayer, { input: { lesson, ...(at && { at }) } });
  const told: string[] = [];
  actor.on('*', (event: PlayerEmitted) => {
    told.push(
      event.type === 'answered'
        ? `${event.step.id} ${event.right}${event.attempt === 2 ? ' second' : ''}`
        : `${event.step.id} done`,
    );
  });
  actor.start();
  return {
    told,
    get: () => actor.getSnapshot(),
    where() {
      const { value, context } = actor.getSnapshot();
      return `${String(value)} ${context.at.chapter}.${context.at.step}`;
    },
    send(
      ...events: readonly (
        | PlayerEvent
        | 'forward'
        | 'back'
        | 'skip'
        | 'hint'
        | 'reveal'
        | 'restart'
        | 'step.restart'
      )[]
    ) {
      for (const event of events) actor.send(typeof event === 'string' ? { type: event } : event);
      return this;
    },
  };
}

const wrong: PlayerEvent = { type: 'answer', option: 'accepted' };
const right: PlayerEvent = { type: 'answer', option: 'refused' };
const doTask = (to: string): PlayerEvent => {
  const trace: Trace = { version: 1, ruleSet: { id: 'v2-7.2' }, flags: 7, steps: [{ act: 'request', to }] };
  return { type: 'act', trace };
};

describe('the way through a lesson', () => {
  it('[PLAYER-1] is played step by step, and ends', () => {
    const player = play();
    const ways = [player.where()];
    for (const event of ['forward', right, 'forward', doTask('STOP'), 'forward', 'forward'] as const) {
      player.send(event);
      ways.push(player.where());
    }
    expect(ways).toEqual([
      'telling 0.0',
      'asking 0.1',
      'explaining 0.1',
      'doing 1.0',
      'explaining 1.0',
      'telling 1.1',
      'finished 1.1',
    ]);
    expect(player.told).toEqual(['first done', 'ask true', 'ask done', 'do done', 'last done']);
  });

  it('[PLAYER-2] shows what really happens before it says why, after a wrong answer', () => {
    const player = play().send('forward', wrong);
    expect(player.where()).toBe('showing 0.1');
    const { show, result } = player.get().context;
    expect(result).toMatchObject({ right: false, answer: { id: 'refused' } });
    expect(show.trace.steps.at(-1)).toEqual({ act: 'request', to: 'PRE_COPY', saw: 'refused' });
    expect(show.playFrom).toBe(show.trace.steps.length - 1);
    expect(player.send('forward').where()).toBe('explaining 0.1');
    expect(player.send('forward').where()).toBe('doing 1.0');
    expect(player.told).toEqual(['first done', 'ask false', 'ask done']);
  });

  it('[PLAYER-3] waits at a question and at a task: forward does nothing, skip passes them', () => {
    const player = play().send('forward', 'forward', 'forward');
    expect(player.where()).toBe('asking 0.1');
    expect(player.send('skip').where()).toBe('doing 1.0');
    expect(player.send('forward').where()).toBe('doing 1.0');
    expect(player.send('skip', 'skip').where()).toBe('finished 1.1');
    expect(player.send('skip', 'hint').where()).toBe('finished 1.1');
    expect(player.told).toEqual(['first done']);
  });

  it('[PLAYER-4] goes back across chapters, from the end, but not before the beginning', () => {
    const player = play({ chapter: 1, step: 1 }).send('forward');
    const ways = [0, 1, 2, 3, 4].map(() => player.send('back').where());
    expect(ways).toEqual(['telling 1.1', 'doing 1.0', 'asking 0.1', 'telling 0.0', 'telling 0.0']);
  });

  it('[PLAYER-4] jumps to any existing step, and to no other', () => {
    const player = play().send({ type: 'go', to: { chapter: 1, step: 1 } });
    expect(player.where()).toBe('telling 1.1');
    expect(player.send({ type: 'go', to: { chapter: 2, step: 0 } }).where()).toBe('telling 1.1');
    expect(player.send('restart').where()).toBe('telling 0.0');
    expect(play({ chapter: 9, step: 9 }).where()).toBe('telling 0.0');
    expect(findStep(LESSON, 'last')).toEqual({ chapter: 1, step: 1 });
    expect(findStep(LESSON, 'none')).toBeUndefined();
  });

  it('[PLAYER-5] restarts a step as if nothing had been done', () => {
    const player = play().send('forward', wrong, 'step.restart');
    expect(player.where()).toBe('asking 0.1');
    expect(player.get().context).toMatchObject({ result: null, hints: 0, revealed: false });
    expect(player.send(right).where()).toBe('explaining 0.1');
    expect(player.send(wrong).where()).toBe('explaining 0.1');
  });

  it('[PLAYER-6] never moves by itself: no state has a delay', () => {
    expect(JSON.stringify(lessonPlayer.config)).not.toMatch(/"after"|"delay"/);
  });
});

describe('a second try', () => {
  const many = parse(
    createText(`\n${block('predict', 'ask: dma\nrequest: RUNNING > STOP')}\nBecause.\n\n### End\n\nTold.\n`),
  );
  const begin = () => play(undefined, many);
  const choose = (option: string): PlayerEvent => ({ type: 'answer', option });

  it('[PLAYER-10] comes before anything is told, where there are more than two options', () => {
    const player = begin();
    const { show } = player.get().context;
    player.send(choose('any'));
    expect(player.where()).toBe('asking 0.0');
    expect(player.get().context).toMatchObject({ tried: 'any', result: null, revealed: false });
    expect(player.get().context.show).toBe(show);
    expect(player.send('forward').where()).toBe('asking 0.0');
    expect(player.send(choose('none')).where()).toBe('explaining 0.0');
    expect(player.get().context).toMatchObject({ tried: 'any', result: { right: true } });
    player.send('forward');
    expect(player.get().context.tried).toBeNull();
    expect(player.told).toEqual(['first false', 'first true second', 'first done']);
  });

  it('[PLAYER-10] is the last one: the second wrong answer shows what happens', () => {
    const player = begin().send(choose('any'), choose('no-p2p'));
    expect(player.where()).toBe('showing 0.0');
    expect(player.get().context).toMatchObject({ tried: 'any', result: { chosen: { id: 'no-p2p' } } });
    expect(player.told).toEqual(['first false', 'first false second']);
    expect(player.send('step.restart').get().context).toMatchObject({ tried: null, result: null });
  });

  it('[PLAYER-10] is not used up by the same answer again, and may be given up', () => {
    const player = begin().send(choose('any'), choose('any'));
    expect([player.where(), player.told]).toEqual(['asking 0.0', ['first false']]);
    expect(player.send('reveal').where()).toBe('showing 0.0');
    player.send('forward', 'forward');
    expect(player.told).toEqual(['first false']);
  });
});

describe('a task', () => {
  it('[PLAYER-7] is judged after each act, and stays done', () => {
    const player = play({ chapter: 1, step: 0 }).send(doTask('RUNNING'));
    expect(player.get().context.task).toMatchObject({ kind: 'open', requests: 1 });
    expect(player.where()).toBe('doing 1.0');
    player.send(doTask('STOP'));
    expect(player.where()).toBe('explaining 1.0');
    expect(player.get().context.task?.text).toBe('Done, with 1 request. It takes no fewer.');
    expect(player.send(doTask('RUNNING')).get().context.task).toMatchObject({ kind: 'done' });
  });

  it('[PLAYER-7] opens its hints one by one', () => {
    const player = play({ chapter: 1, step: 0 });
    expect([1, 2, 3].map(() => player.send('hint').get().context.hints)).toEqual([1, 2, 2]);
  });

  it('[PLAYER-8] whose answer was shown is explained, and not counted', () => {
    const player = play({ chapter: 1, step: 0 }).send('reveal');
    expect(player.where()).toBe('showing 1.0');
    expect(player.get().context.show).toMatchObject({ playFrom: 0, trace: { steps: [{ to: 'STOP' }] } });
    player.send('forward', 'forward');
    expect([player.where(), player.told]).toEqual(['telling 1.1', []]);
  });

  it('[PLAYER-8] and a question too', () => {
    const player = play().send('forward', 'reveal');
    expect(player.where()).toBe('showing 0.1');
    expect(player.get().context.result).toMatchObject({ chosen: null, answer: { id: 'refused' } });
    expect(player.send('forward', 'forward').told).toEqual(['first done']);
  });
});

describe('what is shown', () => {
  it('[PLAYER-9] is a new object when the canvas has to be set again, and the same while the learner acts', () => {
    const player = play({ chapter: 1, step: 0 });
    const { show } = player.get().context;
    player.send(doTask('RUNNING'), 'hint', doTask('STOP'));
    expect(player.get().context.show).toBe(show);
    expect(player.send('step.restart').get().context.show).not.toBe(show);
  });

  it('[PLAYER-9] is the step as it begins: its trace, played if the author gave one, and its focus', () => {
    const { show } = play().get().context;
    expect(show).toMatchObject({
      playFrom: null,
      trace: { steps: [] },
      rules: { ruleSet: 'v2-7.2', flags: 7 },
    });
    expect(play({ chapter: 1, step: 1 }).get().context.show).toMatchObject({ playFrom: 0 });
    expect(play({ chapter: 0, step: 1 }).get().context.show.focus).toEqual({
      states: [],
      arcs: [{ from: 3, to: 6 }],
    });
  });
});
