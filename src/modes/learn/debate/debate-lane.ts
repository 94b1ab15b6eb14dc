/**
 * The replies as lanes beside the timeline, one row for each message: a first answer that leads on stays in the lane of
 * what it answers, each further answer opens a lane of its own. Plain numbers; DebateRow draws them.
 */

import { DEBATE } from './debate-message.ts';

export interface LaneRow {
  /** The lane of the message, 0 the leftmost. */
  readonly lane: number;
  /** True where the line comes down to it from the message it answers. */
  readonly isReply: boolean;
  /** True where its own lane goes on below it. */
  readonly leadsOn: boolean;
  /** Lanes of other branches that pass by. */
  readonly passing: readonly number[];
  /** Lanes that branch off here, for further answers. */
  readonly opening: readonly number[];
}

/** A message of a thread, as far as lanes go. */
interface Threaded {
  readonly message: number;
  /** Later messages. */
  readonly replies: readonly number[];
}

/** The lanes of a thread whose messages are numbered from 0, in order. Two answers to 0 are lanes 0 and 1. */
export function toLanes(thread: readonly Threaded[]): readonly LaneRow[] {
  /** Lane -> the message it leads to; undefined where it is free. */
  const lanes: (number | undefined)[] = thread.length > 0 ? [thread[0]?.message] : [];
  return thread.map(({ message, replies }, index) => {
    const lane = lanes.indexOf(message);
    const [main, ...others] = replies.toSorted((a, b) => getSize(thread, b) - getSize(thread, a));
    const passing = lanes.flatMap((next, other) => (next !== undefined && other !== lane ? [other] : []));
    lanes[lane] = main;
    const opening = others.map((reply) => {
      const free = lanes.indexOf(undefined);
      const opened = free < 0 ? lanes.length : free;
      lanes[opened] = reply;
      return opened;
    });
    return { lane, isReply: index > 0, leadsOn: main !== undefined, passing, opening };
  });
}

/** `LANES[n]` is the row of message n. */
export const LANES: readonly LaneRow[] = toLanes(DEBATE);

/** How many lanes there are side by side. */
export const LANE_COUNT = Math.max(...LANES.flatMap(({ lane, opening }) => [lane, ...opening])) + 1;

/** A message and all that follows from it. */
function getSize(thread: readonly Threaded[], message: number): number {
  const replies = thread[message]?.replies ?? [];
  return replies.reduce((sum, reply) => sum + getSize(thread, reply), 1);
}
