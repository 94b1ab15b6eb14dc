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
}

/** The point of the curve at t, 0 to 1. */
export function getPoint({ start, control, end }: Route, t: number): Point {
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2];
  return { x: a * start.x + b * control.x + c * end.x, y: a * start.y + b * control.y + c * end.y };
}
