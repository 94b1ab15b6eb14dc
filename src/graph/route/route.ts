/** The curve of an arc, as numbers. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** start, control and end of a quadratic Bézier curve. */
export interface Route {
  readonly start: Point;
  readonly control: Point;
  readonly end: Point;
  /** Where its sign stands, where another sign is in the way of the usual spot. */
  readonly signAt?: number;
}

/** Where the sign stands on a curve, 0 to 1: nearer its start, where arcs have not met yet. */
export const SIGN_AT = 0.3;

/** How much longer a sign is for each letter after the first. */
export const SIGN_WIDTH = 11;

/** The point of the curve at t, 0 to 1. */
export function getPoint({ start, control, end }: Route, t: number): Point {
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
  return { x: a * start.x + b * control.x + c * end.x, y: a * start.y + b * control.y + c * end.y };
}
