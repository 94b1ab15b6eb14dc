/** What the chart calls its rows, and the sentence that stands for it. */

import { describe, expect, it } from 'vitest';
import { run } from '../run/lab-run.fixture.ts';
import { formatChart, toChart } from './lab-chart.ts';

describe('the rows of the chart', () => {
  it('[LAB-88] end in stop-and-copy too if nothing is left', () => {
    const empty = run({ dirtyRate: 0, downtimeLimit: 0 });
    const rows = toChart(empty, 0).rows;
    expect(rows.at(-1)).toMatchObject({ name: 'Stop-and-copy', left: 0, takes: 0 });
    expect(rows.slice(0, -1).every(({ name }) => name.startsWith('Round '))).toBe(true);
  });

  it('[LAB-88] are told in a sentence up to the eighth, with a hint that more follow', () => {
    const sentence = (downtimeLimit: number) => {
      const lab = run({ dirtyRate: 256 * 2 ** 20, downtimeLimit });
      const chart = toChart(lab, 0);
      return [chart.rows.length, formatChart(lab, chart)] as const;
    };
    // Each round halves what is left: 2 GiB, 1 GiB and so on.
    const [eight, plain] = sentence(20);
    expect(eight).toBe(8);
    expect(plain).toContain(', then 1 GiB, 512 MiB, 256 MiB, 128 MiB, 64 MiB, 32 MiB, 16 MiB. ');
    const [nine, longer] = sentence(10);
    expect(nine).toBe(9);
    expect(longer).toContain('32 MiB, 16 MiB and so on. ');
  });
});
