/**
 * Hunks that are no common ones: of a merge, and without any line around.
 */

import { describe, expect, it } from 'vitest';
import { reviewText } from './review-text.ts';

const HEAD = '--- a/a.c\n+++ b/a.c\n';

describe('a hunk of a merge', () => {
  it('[REV-9] is said to be unreadable, and what stands in it is not read as C', () => {
    const text = `diff --cc a.c\n${HEAD}@@@ -1,3 -1,3 +1,4 @@@ bool f(void)\n  static const u8 moves[5][5] = {\n++	[VFIO_DEVICE_STATE_SAVING] = { 1 },\n  };\n`;
    const { inputs, problems } = reviewText(text);
    expect([inputs, problems.map(({ id, line }) => [id, line])]).toEqual([[], [['hunk-header', 4]]]);
  });
});

describe('a hunk without lines around it', () => {
  const plain = '\twhile ((state_flags_table[*next] & device->migration_flags) !=';
  const stopping = [
    '\twhile (*next != VFIO_DEVICE_STATE_ERROR &&',
    '\t       (state_flags_table[*next] & device->migration_flags) !=',
  ];
  const toStops = (text: string) => {
    const { inputs, problems } = reviewText(text);
    expect(problems).toEqual([]);
    return [inputs[0]?.old, inputs[0]?.new].map((side) =>
      side?.kind === 'table' && side.ruleSet.generation === 'v2' ? side.ruleSet.stopsOnError : null,
    );
  };

  it('[REV-9] tells whether the loop stops on ERROR, though its condition goes on behind it', () => {
    const added = stopping.map((line) => `+${line}\n`).join('');
    const removed = stopping.map((line) => `-${line}\n`).join('');
    expect(toStops(`${HEAD}@@ -9 +9,2 @@ int f(void)\n-${plain}\n${added}`)).toEqual([false, true]);
    expect(toStops(`${HEAD}@@ -9,2 +9 @@ int f(void)\n${removed}+${plain}\n`)).toEqual([true, false]);
  });
});
