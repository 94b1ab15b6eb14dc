/** Parts of the diagram that a run seldom has: one chunk alone, a request of one of several devices, the names of the lanes. */

import { describe, expect, it } from 'vitest';
import { run, withFault } from '../run/lab-run.fixture.ts';
import { toLayout } from './lab-layout.ts';
import { toSequence } from './lab-sequence.ts';
import { formatSvg } from './lab-svg.ts';

describe('the sequence', () => {
  it('[LAB-68] shows a chunk that no other follows as it is, without a loop', () => {
    const lab = run({ devices: 1 });
    const first = lab.steps.findIndex(({ act }) => act.kind === 'read' && act.what === 'data_fd');
    const broken = withFault(lab, { step: first + 1, what: { kind: 'breaks' } });
    const lines = toSequence(broken, first + 2).lines;
    expect(lines.some(({ kind }) => kind === 'loop')).toBe(false);
    expect(toSequence(lab, first + 1).lines.at(-1)).toMatchObject({ kind: 'message', to: 'sourceDriver1' });
  });

  it('[LAB-68] names the device of a request only if there are several, counted from 1', () => {
    const texts = (devices: number) =>
      toSequence(run({ devices })).lines.flatMap((line) => (line.kind === 'message' ? [line.text] : []));
    expect(texts(1)).toContain('setup: device_state = PRE_COPY');
    for (const device of [1, 2, 3])
      expect(texts(3)).toContain(`setup device ${device}: device_state = PRE_COPY`);
  });

  it('[LAB-68] draws a line down each lane, from below its name', () => {
    const { lanes } = toSequence(run());
    const svg = formatSvg(toLayout(toSequence(run())));
    const lines = [...svg.matchAll(/<line x1="([\d.]+)" y1="([\d.]+)" x2="\1" y2="([\d.]+)"/g)];
    expect(lines).toHaveLength(lanes.length);
    for (const [, , top, bottom] of lines) {
      expect(Number(top)).toBeGreaterThan(32);
      expect(Number(bottom)).toBeGreaterThan(Number(top));
    }
  });

  it('[LAB-68] centres the title and the host of each lane', () => {
    const sequence = toSequence(run());
    expect(formatSvg(toLayout(sequence)).match(/text-anchor="middle"/g)).toHaveLength(
      2 * sequence.lanes.length,
    );
  });
});
