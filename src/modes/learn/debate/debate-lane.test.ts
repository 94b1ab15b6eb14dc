/** The lanes of the replies: each message on the lane that leads to it, no two lines on one lane. */

import { describe, expect, it } from 'vitest';
import { LANE_COUNT, LANES, toLanes } from './debate-lane.ts';
import { DEBATE } from './debate-message.ts';

describe('the lanes', () => {
  it('[DEBATE-20] keep the replies that continue in one lane, and open one for each further reply', () => {
    const rows = toLanes([
      { message: 0, replies: [1, 2] },
      { message: 1, replies: [] },
      { message: 2, replies: [3] },
      { message: 3, replies: [] },
    ]);
    expect(rows).toEqual([
      { lane: 0, isReply: false, leadsOn: true, passing: [], opening: [1] },
      { lane: 1, isReply: true, leadsOn: false, passing: [0], opening: [] },
      { lane: 0, isReply: true, leadsOn: true, passing: [], opening: [] },
      { lane: 0, isReply: true, leadsOn: false, passing: [], opening: [] },
    ]);
  });

  it('[DEBATE-20] are none where there is no message', () => {
    expect(toLanes([])).toEqual([]);
  });

  it('[DEBATE-21] lead from each message to its replies, past every row between, without a gap', () => {
    for (const { message, repliesTo } of DEBATE) {
      if (repliesTo === null) continue;
      const { lane } = LANES[message]!;
      const parent = LANES[repliesTo]!;
      expect(parent.lane === lane ? parent.leadsOn : parent.opening.includes(lane), `#${message}`).toBe(true);
      for (let between = repliesTo + 1; between < message; between += 1)
        expect(LANES[between]!.passing, `#${message} past #${between}`).toContain(lane);
    }
  });

  it('[DEBATE-22] have one line each, and end with the thread', () => {
    for (const { lane, passing, opening } of LANES) {
      const all = [lane, ...passing, ...opening];
      expect(new Set(all).size).toBe(all.length);
      expect(Math.max(...all)).toBeLessThan(LANE_COUNT);
    }
    expect(LANES.at(-1)).toMatchObject({ leadsOn: false, passing: [], opening: [] });
    expect(LANE_COUNT).toBe(3);
  });
});
