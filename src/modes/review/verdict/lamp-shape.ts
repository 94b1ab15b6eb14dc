/** The lamp of a flow, in a square of 16: its background and its sign. The shape tells how the flow ends without the colour. */

import type { FlowEnd } from '../../../judge/effect/effect.ts';

export interface LampShape {
  /** The radius of the corners of its background; 7 is a circle. */
  readonly radius: number;
  /** Its sign, drawn as a line. */
  readonly path: string;
  /** The name of its colour among the page's. */
  readonly token: 'accepted' | 'refused' | 'never';
  /** The same colour on white. */
  readonly colour: string;
}

export const LAMP_SHAPES: Readonly<Record<FlowEnd, LampShape>> = {
  completes: { radius: 7, path: 'M4.8 8.3l2.3 2.4 4.1-5', token: 'accepted', colour: '#0f6b3c' },
  fails: { radius: 2, path: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2', token: 'refused', colour: '#b3261e' },
  aborts: { radius: 2, path: 'M8 4v5M8 11.2v1', token: 'refused', colour: '#b3261e' },
  hangs: {
    radius: 7,
    path: 'M8 8C6.7 6.2 3.8 6.2 3.8 8s2.9 1.8 4.2 0c1.3-1.8 4.2-1.8 4.2 0s-2.9 1.8-4.2 0z',
    token: 'never',
    colour: '#7a28b8',
  },
};

/** The size of a lamp, and the square of its background. */
export const LAMP = { size: 16, start: 1, ground: 14, line: 1.7 } as const;
