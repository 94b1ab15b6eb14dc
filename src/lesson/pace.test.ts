import { describe, expect, it } from 'vitest';
import { PLAYBACK_PACE } from '../machine/history-machine.ts';
import { getPace, PACES, STEADY } from './pace.ts';

describe('the pace of a lesson', () => {
  it('[PACE-1] is steady until the learner chooses, and that is the pace of every other playback', () => {
    expect([getPace(null), getPace('hasty')]).toEqual([STEADY, STEADY]);
    expect(STEADY.beat).toBe(PLAYBACK_PACE);
  });

  it('[PACE-2] is kept by its id', () => {
    expect(PACES.map(({ id }) => getPace(id))).toEqual(PACES);
    expect(new Set(PACES.map(({ beat }) => beat)).size).toBe(PACES.length);
  });
});
