/** Which layout a canvas has by its size: the one whose texts are the largest there. */

import { describe, expect, it } from 'vitest';
import { getLayout } from './viewport.tsx';

const idOf = (width: number, height: number, isLarge = false) => getLayout({ width, height }, isLarge).id;

describe('the layout of a canvas', () => {
  it('[PLACE-14] is the narrow one on a phone, and never where there is little height', () => {
    expect([idOf(390, 532), idOf(619, 900), idOf(390, 418)]).toEqual(['narrow', 'narrow', 'narrow']);
    // Beside the text of Review, on a page that is 1024 px wide.
    expect([idOf(571, 283), idOf(571, 225, true), idOf(453, 240)]).toEqual(['low', 'low', 'low']);
  });

  it('[PLACE-15] is low, wide or large by height, width and who reads it', () => {
    expect([idOf(800, 300), idOf(700, 417), idOf(880, 440)]).toEqual(['low', 'projector', 'wide']);
    expect([idOf(800, 300, true), idOf(991, 640, true), idOf(877, 640)]).toEqual([
      'low',
      'projector',
      'projector',
    ]);
  });
});
