/**
 * The cursor and playback: steps along the line clamp at its ends, and playback walks it at its own pace. Time is
 * XState's simulated clock.
 */

import { describe, expect, it } from 'vitest';
import { ruleSetOf } from './expected-device.fixture.ts';
import { begin, toRules } from './history-machine.fixture.ts';
import type { HistoryEvent } from './history-machine.ts';
import { PLAYBACK_PACE } from './history-machine.ts';
import { createWorkspace } from './workspace.ts';

const back: HistoryEvent = { type: 'cursor.back' };
const forward: HistoryEvent = { type: 'cursor.forward' };
const start: HistoryEvent = { type: 'cursor.start' };
const end: HistoryEvent = { type: 'cursor.end' };
const play: HistoryEvent = { type: 'playback.start' };
const stop: HistoryEvent = { type: 'playback.stop' };

const walked = () => begin('v2-7.2').ask('PRE_COPY > PRE_COPY_P2P > STOP_COPY > STOP');

describe('the cursor', () => {
  it('[SESS-9] goes back and forward along the line, and the device with it', () => {
    const actor = walked();
    expect(actor.send(back).at()).toBe('STOP_COPY');
    expect(actor.get().selection).toEqual({ from: 7, to: 3 });
    expect(actor.send(back, back).at()).toBe('PRE_COPY');
    expect(actor.send(back).at()).toBe('RUNNING');
    expect(actor.index()).toBe(0);
    expect(actor.send(forward, forward).at()).toBe('PRE_COPY_P2P');
    expect(actor.send(start).at()).toBe('RUNNING');
    expect(actor.send(end).at()).toBe('STOP');
  });

  it('[SESS-9] stays at an end', () => {
    const actor = walked();
    for (const [event, index] of [
      [start, 0],
      [back, 0],
      [end, 4],
      [forward, 4],
      [end, 4],
      [start, 0],
    ] as const)
      expect(actor.send(event, event, event).index()).toBe(index);
    const empty = begin('v2-7.2').send(back, forward, start, end);
    expect(empty.index()).toBe(0);
    expect(empty.at()).toBe('RUNNING');
  });

  it('[SESS-9] is no change that undo would take back', () => {
    const actor = walked().send(back, start, end, { type: 'cursor.move', id: 2 });
    expect(actor.get().past).toHaveLength(4);
    actor.send({ type: 'undo' });
    expect(actor.line()).toEqual(['PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY']);
    expect(actor.index()).toBe(3);
  });

  it('[SESS-9] follows the branch that it was last on', () => {
    const actor = walked().send({ type: 'cursor.move', id: 1 }).ask('RUNNING');
    expect(actor.send(start, end).at()).toBe('RUNNING');
    actor.send({ type: 'cursor.move', id: 3 });
    expect(actor.send(start, forward, forward, forward, forward).at()).toBe('STOP');
  });

  it('[SESS-9] does not move to a step that is not there', () => {
    const actor = walked();
    for (const id of [-1, 5, 1.5, Number.NaN])
      expect(actor.send({ type: 'cursor.move', id }).index()).toBe(4);
    expect(actor.status()).toBe('active');
  });

  it('[SESS-9] looks at nothing at the start and after a reset', () => {
    const actor = walked().send({ type: 'reset' }, end);
    expect(actor.get().selection).toBeNull();
    expect(actor.send(back).get().selection).toEqual({ from: 3, to: 1 });
    expect(actor.send(start).get().selection).toBeNull();
  });
});

describe('playback', () => {
  it('[SESS-10] walks the line from the cursor at its pace, and stops at the end', () => {
    const actor = walked().send(start, forward, play);
    expect(actor.isPlaying()).toBe(true);
    expect(actor.at()).toBe('PRE_COPY');
    expect(actor.wait(PLAYBACK_PACE - 1).at()).toBe('PRE_COPY');
    expect(actor.wait(1).at()).toBe('PRE_COPY_P2P');
    expect(actor.get().selection).toEqual({ from: 6, to: 7 });
    expect(actor.wait(PLAYBACK_PACE).at()).toBe('STOP_COPY');
    expect(actor.wait(PLAYBACK_PACE).at()).toBe('STOP');
    expect(actor.isPlaying()).toBe(true);
    expect(actor.wait(PLAYBACK_PACE).isPlaying()).toBe(false);
    expect(actor.wait(10 * PLAYBACK_PACE).at()).toBe('STOP');
  });

  it('[SESS-10] begins at the start when the cursor is at the end', () => {
    const actor = walked().send(play);
    expect(actor.at()).toBe('RUNNING');
    for (const name of ['PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY', 'STOP']) {
      actor.wait(PLAYBACK_PACE);
      expect(actor.at()).toBe(name);
    }
  });

  it('[SESS-10] has nothing to play where nothing was asked', () => {
    expect(begin('v2-7.2').send(play).isPlaying()).toBe(false);
    expect(walked().send({ type: 'history.clear' }, play).isPlaying()).toBe(false);
  });

  it('[SESS-10] changes no history', () => {
    const actor = walked();
    const before = actor.work();
    actor.send(play).wait(PLAYBACK_PACE);
    for (let n = 0; n < 4; n += 1) actor.wait(PLAYBACK_PACE);
    expect(actor.work()).toEqual(before);
    expect(actor.get().past).toHaveLength(4);
  });

  it.each([
    ['an ask', { type: 'request', to: 1 }],
    ['a reset', { type: 'reset' }],
    ['its stop', stop],
    ['a step back', back],
    ['a step forward', forward],
    ['a jump', { type: 'cursor.move', id: 3 }],
    ['a jump to the start', start],
    ['a jump to the end', end],
    ['undo', { type: 'undo' }],
    ['a change of rules', toRules('v2-6.2')],
    ['a change of flags', { type: 'flags.change', flags: 5 }],
    ['clearing', { type: 'history.clear' }],
    ['opening', { type: 'open', workspace: createWorkspace(ruleSetOf('uapi-v1')) }],
  ] as const satisfies readonly (readonly [string, HistoryEvent])[])(
    '[SESS-11] is stopped by %s',
    (_, event) => {
      const actor = walked().send(play).wait(PLAYBACK_PACE);
      expect(actor.send(event).isPlaying()).toBe(false);
      const before = actor.work();
      expect(actor.wait(5 * PLAYBACK_PACE).work()).toEqual(before);
    },
  );

  it('[SESS-11] goes on under a look and an armed fault, and a second start changes nothing', () => {
    const actor = walked()
      .send(play)
      .wait(PLAYBACK_PACE - 100);
    actor.send(
      { type: 'select', selection: null },
      { type: 'fault.arm', fault: { kind: 'faulted', arc: 1 } },
      play,
    );
    expect(actor.isPlaying()).toBe(true);
    expect(actor.wait(100).at()).toBe('PRE_COPY');
  });

  it('[SESS-11] that was stopped goes on from where it was', () => {
    const actor = walked().send(play).wait(PLAYBACK_PACE).wait(PLAYBACK_PACE).send(stop);
    expect(actor.at()).toBe('PRE_COPY_P2P');
    expect(actor.send(play).wait(PLAYBACK_PACE).at()).toBe('STOP_COPY');
  });

  it('[SESS-12] goes at the pace that was chosen, and one that is chosen while it plays holds from the next step', () => {
    const actor = walked().send(start, { type: 'pace.change', pace: 200 }, play);
    expect(actor.wait(200).index()).toBe(1);
    actor.send({ type: 'pace.change', pace: 5000 });
    expect(actor.wait(200).index()).toBe(2);
    expect(actor.wait(4999).index()).toBe(2);
    expect(actor.wait(1).index()).toBe(3);
  });
});
