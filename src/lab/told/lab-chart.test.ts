/** The chart and its table, and what each host shows. */

import { describe, expect, it } from 'vitest';
import { CASES, findRequest, run, runCase, withFault } from '../run/lab-run.fixture.ts';
import { formatChart, toByteTicks, toChart, toTimeTicks } from './lab-chart.ts';
import { getDeviceBytes, getHosts, getSent, getVmStatus } from './lab-host.ts';

const GIB = 2 ** 30;

describe('the chart', () => {
  it('[LAB-80] begins with all of it at 0 and ends with nothing at the end of the downtime', () => {
    const lab = run();
    const { points, downtime, fits, most } = toChart(lab, lab.steps.length);
    expect(points[0]).toEqual({ seconds: 0, done: 2 * GIB, ahead: null });
    expect(points.at(-1)).toMatchObject({ seconds: 3.75, done: 0 });
    expect(downtime).toEqual({ from: 3.5, to: 3.75 });
    expect(fits).toBe(0.3 * GIB);
    expect(most).toBe(2 * GIB);
  });

  it('[LAB-81] tells what is done from what is ahead; the two meet where one stands', () => {
    for (const each of CASES) {
      const lab = runCase(each, { downtimeLimit: 600 });
      for (let at = 0; at <= lab.steps.length; at += 9) {
        const { points } = toChart(lab, at);
        const last = points.findLastIndex(({ done }) => done !== null);
        expect(points.slice(0, last + 1).every(({ done }) => done !== null)).toBe(true);
        expect(points.slice(last).every(({ ahead }) => ahead !== null)).toBe(true);
        expect(points[last]!.ahead).toBe(points[last]!.done);
        expect(points.slice(0, last).every(({ ahead }) => ahead === null)).toBe(true);
      }
    }
  });

  it('[LAB-82] has the same numbers as a table: a row for each round, and for stop-and-copy', () => {
    const { rows } = toChart(run(), 12);
    expect(
      rows.map(({ name, begins, left, takes, isAhead }) => [name, begins, left / GIB, takes, isAhead]),
    ).toEqual([
      ['Round 1', 0, 2, 2, false],
      ['Round 2', 2, 1, 1, true],
      ['Round 3', 3, 0.5, 0.5, true],
      ['Stop-and-copy', 3.5, 0.25, 0.25, true],
    ]);
    expect(rows.at(-1)!.words).toBe('fits 300 ms: the VM can stop');
    expect(toChart(run({ dirtyRate: 2 ** 33 }), 0).rows.at(-1)).toMatchObject({
      name: 'Round 4',
      takes: null,
    });
  });

  it('[LAB-83] says in a sentence what the line does', () => {
    expect(formatChart(run(), toChart(run(), 0))).toBe(
      'Pending bytes over time: 2 GiB, then 1 GiB, 512 MiB, 256 MiB. 307 MiB fit the downtime limit. Downtime: 250 ms.',
    );
  });

  it('[LAB-84] has ticks at plain numbers', () => {
    expect(toTimeTicks(3.75)).toEqual([0, 1, 2, 3]);
    expect(toTimeTicks(0)).toEqual([0]);
    expect(toByteTicks(3 * GIB)).toEqual([0, 1, 2, 3].map((count) => count * GIB));
    expect(toByteTicks(2 * GIB)).toEqual([0, 1, 2].map((count) => count * GIB));
    for (const end of [1e-6, 0.3, 7, 99, 12345]) {
      const ticks = toTimeTicks(end);
      expect(ticks.length).toBeGreaterThan(2);
      expect(ticks.length).toBeLessThan(8);
      expect(ticks.at(-1)!).toBeLessThanOrEqual(end * (1 + 1e-6));
    }
  });
});

describe('the hosts', () => {
  it('[LAB-85] count a device down here and up there', () => {
    const lab = run({ devices: 1 });
    const { length } = lab.steps;
    expect(getDeviceBytes(lab, 0, 'source', 0)).toEqual({ bytes: GIB, share: 1 });
    expect(getDeviceBytes(lab, 0, 'destination', 0)).toEqual({ bytes: 0, share: 0 });
    expect(getDeviceBytes(lab, length, 'source', 0)).toEqual({ bytes: 0, share: 0 });
    expect(getDeviceBytes(lab, length, 'destination', 0)).toEqual({ bytes: GIB + GIB / 4, share: 1 });
    expect(getSent(lab, length)).toBe(GIB + GIB / 4);
  });

  it('[LAB-86] say where the VM is', () => {
    const lab = run();
    const statusesOf = (host: 'source' | 'destination') => [
      ...new Set(lab.steps.map((_, index) => getVmStatus(lab, index + 1, host))),
    ];
    expect(statusesOf('source')).toEqual(['runs', 'stopped']);
    expect(statusesOf('destination')).toEqual(['awaited', 'starts', 'runs']);
    const failed = withFault(lab, {
      step: findRequest(lab, 'setup').index,
      what: { kind: 'declined', arc: 1, errno: 'EIO' },
    });
    expect(getVmStatus(failed, failed.steps.length, 'source')).toBe('runs');
    expect(getVmStatus(failed, failed.steps.length, 'destination')).toBe('gone');
  });

  it('[LAB-87] are one where the stream is a file', () => {
    expect(getHosts(run())).toEqual(['source', 'destination']);
    expect(getHosts(run({ target: 'file' }))).toEqual(['source']);
    expect(getHosts(run({ ruleSet: 'uapi-v1', flow: 'savevm' }))).toEqual(['source']);
    expect(getHosts(run({ flow: 'incoming' }))).toEqual(['destination']);
  });
});
