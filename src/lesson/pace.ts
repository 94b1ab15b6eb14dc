/** How fast a lesson plays its traces: the learner's choice, kept on this machine. */

export interface Pace {
  readonly id: 'slow' | 'steady' | 'fast' | 'by-hand';
  readonly name: string;
  /** Time between two steps, in milliseconds; null if the learner takes each step. */
  readonly beat: number | null;
}

export const STEADY: Pace = { id: 'steady', name: 'steady', beat: 1100 };

export const PACES: readonly Pace[] = [
  { id: 'slow', name: 'slow', beat: 2600 },
  STEADY,
  { id: 'fast', name: 'fast', beat: 450 },
  { id: 'by-hand', name: 'step by step', beat: null },
];

/** The pace with that id; steady for an unknown id. */
export const getPace = (id: string | null): Pace => PACES.find((pace) => pace.id === id) ?? STEADY;
