/** What has room on the chart, wide and narrow. */

import { describe, expect, it } from 'vitest';
import { run } from '../../../lab/run/lab-run.fixture.ts';
import { toChart, toTimeTicks } from '../../../lab/told/lab-chart.ts';
import { findNearest, thinTicks, toMarks } from './lab-chart-scale.ts';

const { rows, points } = toChart(run(), 10);
const namesAt = (width: number) =>
  toMarks(rows, (seconds) => (seconds / 3.75) * width).map(({ name }) => name);

describe('the marks of the chart', () => {
  it('[LAB-110] name every round where there is room', () => {
    expect(namesAt(1000)).toEqual(['round 1', '2', '3', 'VM stops']);
  });

  it('[LAB-110] leave out the name of a round that would run into another, but not that the VM stops', () => {
    expect(namesAt(290)).toEqual(['round 1', '2', '3', 'VM stops']);
    expect(namesAt(200)).toEqual(['round 1', '2', null, 'VM stops']);
    expect(namesAt(60)).toEqual([null, null, null, 'VM stops']);
  });

  it('[LAB-110] have no names where there are more than nine', () => {
    const marks = toMarks(toChart(run({ dirtyRate: 0.95 * 2 ** 29 }), 0).rows, (seconds) => seconds * 1000);
    expect(marks.length).toBeGreaterThan(9);
    expect(marks.every(({ name }) => name === null)).toBe(true);
  });

  it('[LAB-111] ticks are thinned until their names have room', () => {
    const ticks = toTimeTicks(0.6);
    expect(ticks).toHaveLength(4);
    expect(thinTicks(ticks, 1000)).toEqual(ticks);
    expect(thinTicks(ticks, 120)).toEqual([ticks[0], ticks[2]]);
    expect(thinTicks(ticks, 0)).toEqual([ticks[0]]);
  });

  it('[LAB-112] the pointer reads the nearest point', () => {
    expect(findNearest(points, -1)).toBe(points[0]);
    expect(findNearest(points, 99)?.seconds).toBe(points.at(-1)?.seconds);
    expect(findNearest([], 1)).toBeUndefined();
  });
});
