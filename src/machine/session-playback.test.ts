/**
 * The cursor and playback: steps along the line clamp at its ends, and playback walks it at its own pace. Time is
 * XState's simulated clock.
 */

import { describe, expect, it } from 'vitest';
import { ruleSetOf } from './expected-device.fixture.ts';
import { begin, toRules } from './session.fixture.ts';
import type { SessionEvent } from './session-machine.ts';
import { PLAYBACK_PACE } from './session-machine.ts';
import { createWorkspace } from './workspace.ts';

const back: SessionEvent = { type: 'cursor.back' };
const forward: SessionEvent = { type: 'cursor.forward' };
const start: SessionEvent = { type: 'cursor.start' };
const end: SessionEvent = { type: 'cursor.end' };
const play: SessionEvent = { type: 'playback.start' };
const stop: SessionEvent = { type: 'playback.stop' };

const walked = () => begin('v2-7.2').ask('PRE_COPY > PRE_COPY_P2P > STOP_COPY > STOP');

describe('the cursor', () => {
  it('[SESS-9] goes back and forward along the line, and the device with it', () => {
    const session = walked();
    expect(session.send(back).at()).toBe('STOP_COPY');
    expect(session.get().selection).toEqual({ from: 7, to: 3 });
    expect(session.send(back, back).at()).toBe('PRE_COPY');
    expect(session.send(back).at()).toBe('RUNNING');
    expect(session.index()).toBe(0);
    expect(session.send(forward, forward).at()).toBe('PRE_COPY_P2P');
    expect(session.send(start).at()).toBe('RUNNING');
    expect(session.send(end).at()).toBe('STOP');
  });

  it('[SESS-9] stays at an end', () => {
    const session = walked();
    for (const [event, index] of [
      [start, 0],
      [back, 0],
      [end, 4],
      [forward, 4],
      [end, 4],
      [start, 0],
    ] as const)
      expect(session.send(event, event, event).index()).toBe(index);
    const empty = begin('v2-7.2').send(back, forward, start, end);
    expect(empty.index()).toBe(0);
    expect(empty.at()).toBe('RUNNING');
  });

  it('[SESS-9] is no change that undo would take back', () => {
    const session = walked().send(back, start, end, { type: 'cursor.move', id: 2 });
    expect(session.get().past).toHaveLength(4);
    session.send({ type: 'undo' });
    expect(session.line()).toEqual(['PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY']);
    expect(session.index()).toBe(3);
  });

  it('[SESS-9] follows the branch that it was last on', () => {
    const session = walked().send({ type: 'cursor.move', id: 1 }).ask('RUNNING');
    expect(session.send(start, end).at()).toBe('RUNNING');
    session.send({ type: 'cursor.move', id: 3 });
    expect(session.send(start, forward, forward, forward, forward).at()).toBe('STOP');
  });

  it('[SESS-9] does not move to a step that is not there', () => {
    const session = walked();
    for (const id of [-1, 5, 1.5, Number.NaN])
      expect(session.send({ type: 'cursor.move', id }).index()).toBe(4);
    expect(session.status()).toBe('active');
  });

  it('[SESS-9] looks at nothing at the start and after a reset', () => {
    const session = walked().send({ type: 'reset' }, end);
    expect(session.get().selection).toBeNull();
    expect(session.send(back).get().selection).toEqual({ from: 3, to: 1 });
    expect(session.send(start).get().selection).toBeNull();
  });
});

describe('playback', () => {
  it('[SESS-10] walks the line from the cursor at its pace, and stops at the end', () => {
    const session = walked().send(start, forward, play);
    expect(session.isPlaying()).toBe(true);
    expect(session.at()).toBe('PRE_COPY');
    expect(session.wait(PLAYBACK_PACE - 1).at()).toBe('PRE_COPY');
    expect(session.wait(1).at()).toBe('PRE_COPY_P2P');
    expect(session.get().selection).toEqual({ from: 6, to: 7 });
    expect(session.wait(PLAYBACK_PACE).at()).toBe('STOP_COPY');
    expect(session.wait(PLAYBACK_PACE).at()).toBe('STOP');
    expect(session.isPlaying()).toBe(true);
    expect(session.wait(PLAYBACK_PACE).isPlaying()).toBe(false);
    expect(session.wait(10 * PLAYBACK_PACE).at()).toBe('STOP');
  });

  it('[SESS-10] begins at the start when the cursor is at the end', () => {
    const session = walked().send(play);
    expect(session.at()).toBe('RUNNING');
    for (const name of ['PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY', 'STOP']) {
      session.wait(PLAYBACK_PACE);
      expect(session.at()).toBe(name);
    }
  });

  it('[SESS-10] has nothing to play where nothing was asked', () => {
    expect(begin('v2-7.2').send(play).isPlaying()).toBe(false);
    expect(walked().send({ type: 'history.clear' }, play).isPlaying()).toBe(false);
  });

  it('[SESS-10] changes no history', () => {
    const session = walked();
    const before = session.work();
    session.send(play).wait(PLAYBACK_PACE);
    for (let n = 0; n < 4; n += 1) session.wait(PLAYBACK_PACE);
    expect(session.work()).toEqual(before);
    expect(session.get().past).toHaveLength(4);
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
  ] as const satisfies readonly (readonly [string, SessionEvent])[])(
    '[SESS-11] is stopped by %s',
    (_, event) => {
      const session = walked().send(play).wait(PLAYBACK_PACE);
      expect(session.send(event).isPlaying()).toBe(false);
      const before = session.work();
      expect(session.wait(5 * PLAYBACK_PACE).work()).toEqual(before);
    },
  );

  it('[SESS-11] goes on under a look and an armed fault, and a second start changes nothing', () => {
    const session = walked()
      .send(play)
      .wait(PLAYBACK_PACE - 100);
    session.send(
      { type: 'select', selection: null },
      { type: 'fault.arm', fault: { kind: 'faulted', arc: 1 } },
      play,
    );
    expect(session.isPlaying()).toBe(true);
    expect(session.wait(100).at()).toBe('PRE_COPY');
  });

  it('[SESS-11] that was stopped goes on from where it was', () => {
    const session = walked().send(play).wait(PLAYBACK_PACE).wait(PLAYBACK_PACE).send(stop);
    expect(session.at()).toBe('PRE_COPY_P2P');
    expect(session.send(play).wait(PLAYBACK_PACE).at()).toBe('STOP_COPY');
  });

  it('[SESS-12] goes at the pace that was chosen, and one that is chosen while it plays holds from the next step', () => {
    const session = walked().send(start, { type: 'pace.change', pace: 200 }, play);
    expect(session.wait(200).index()).toBe(1);
    session.send({ type: 'pace.change', pace: 5000 });
    expect(session.wait(200).index()).toBe(2);
    expect(session.wait(4999).index()).toBe(2);
    expect(session.wait(1).index()).toBe(3);
  });
});
