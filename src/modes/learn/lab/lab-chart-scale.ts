/** Where the chart's marks stand, and which of their names have room. Pixels; the view draws what comes out of this. */

import type { ChartPoint, ChartRow } from '../../../lab/told/lab-chart.ts';

interface ChartMark {
  /** Index of the step, as in the row. */
  readonly step: number;
  readonly x: number;
  /** null where the name would run into another one. */
  readonly name: string | null;
}

/** Rounds that can be told apart by a name each. */
const MOST_NAMED = 9;
/** About the width of a letter of the chart, and the room between two names. */
const LETTER = 6;
const GAP = 8;
/** Room that the name of a tick takes, with the space beside it. */
const TICK = 56;
const STOPS = 'VM stops';

/** `round 1`, `2`, `3`, and what follows the rounds. */
const toName = ({ name }: ChartRow, index: number) =>
  name.startsWith('Round') ? (index === 0 ? 'round 1' : `${index + 1}`) : STOPS;

/**
 * A mark for each row. Where names are close to each other, `VM stops` comes first and then the earlier rounds.
 * The first name begins at its line, the others stand centred over theirs.
 */
export function toMarks(rows: readonly ChartRow[], toX: (seconds: number) => number): readonly ChartMark[] {
  const marks = rows.map((row, index) => ({ step: row.step, x: toX(row.begins), name: toName(row, index) }));
  if (marks.length > MOST_NAMED) return marks.map((mark) => ({ ...mark, name: null }));
  const byRank = marks.toSorted((a, b) => Number(b.name === STOPS) - Number(a.name === STOPS));
  const named: (typeof marks)[number][] = [];
  for (const mark of byRank) if (named.every((other) => isApart(mark, other))) named.push(mark);
  return marks.map((mark) => (named.includes(mark) ? mark : { ...mark, name: null }));
}

interface Named {
  readonly x: number;
  readonly name: string;
}

const isApart = (a: Named, b: Named) =>
  Math.abs(toMiddle(a) - toMiddle(b)) >= ((a.name.length + b.name.length) * LETTER) / 2 + GAP;

const toMiddle = ({ x, name }: Named) => (startsAtLine(name) ? x + (name.length * LETTER) / 2 : x);

/** True for a name that would reach beyond the left edge if it were centred over its line. */
export const startsAtLine = (name: string): boolean => name === 'round 1';

/** Every tick, or every second or third, so that their names have room in so many pixels. */
export function thinTicks(ticks: readonly number[], width: number): readonly number[] {
  const each = Math.max(1, Math.ceil((ticks.length * TICK) / Math.max(width, TICK)));
  return ticks.filter((_, index) => index % each === 0);
}

/** The point nearest to a time: what the pointer reads. */
export function findNearest(points: readonly ChartPoint[], seconds: number): ChartPoint | undefined {
  const toDistance = (point: ChartPoint) => Math.abs(point.seconds - seconds);
  return points.toSorted((a, b) => toDistance(a) - toDistance(b))[0];
}
