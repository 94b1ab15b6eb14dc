/** A place in the picture where the focus can be. */

export interface Spot {
  readonly state: number;
  /** The id of the arc; null at the state itself. An arc is among those of the state whose arcs are gone through. */
  readonly arc: string | null;
}

/** True of a place that is pointed at: what is said of it then stays, wherever the focus goes. */
export function isPointedAt(element: Element | null): boolean {
  return readSpot(element) !== null && element?.matches(':hover') === true;
}

/** What of the picture an element is; an arc among those of the state where it begins. */
export function readSpot(element: EventTarget | null): Spot | null {
  const { value, arc = null } = (element as HTMLElement | SVGElement | null)?.dataset ?? {};
  return value === undefined && arc === null ? null : { state: Number.parseInt(arc ?? value ?? '', 10), arc };
}
