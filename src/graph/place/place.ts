/**
 * Where a state stands on the canvas. A place means something and is the same in every rule set: the row says what
 * the device may do, the column which way data flows. ERROR and combinations without a meaning stand apart below.
 */

import type { Activity, SessionColumn, StateInfo } from '../../protocol/state/state.ts';

/** Units of the canvas; a point of a place is the middle of its node. */
export interface Layout {
  readonly id: 'wide' | 'low' | 'narrow' | 'projector';
  readonly node: { readonly width: number; readonly height: number };
  readonly small: { readonly width: number; readonly height: number };
  /** Of a combination that has no name, only its digits. */
  readonly ghost: number;
  readonly column: Readonly<Record<SessionColumn, number>>;
  readonly row: Readonly<Record<Activity, number>>;
  /** The row of ERROR, and the spots for combinations that no row and column describes. */
  readonly apart: number;
  readonly ghosts: readonly (readonly [x: number, y: number])[];
  readonly size: { readonly width: number; readonly height: number };
}

export const WIDE: Layout = {
  id: 'wide',
  node: { width: 264, height: 74 },
  small: { width: 236, height: 36 },
  ghost: 180,
  column: { loading: 162, none: 610, saving: 1058 },
  row: { runs: 84, quiescent: 242, stopped: 400 },
  apart: 545,
  ghosts: [
    [162, 545],
    [1058, 545],
    [372, 545],
  ],
  size: { width: 1220, height: 580 },
};

/** For a canvas that is low, and much wider than high: the columns apart, the rows close together. */
export const LOW: Layout = {
  id: 'low',
  node: { width: 400, height: 100 },
  small: { width: 340, height: 48 },
  ghost: 240,
  column: { loading: 220, none: 800, saving: 1380 },
  row: { runs: 88, quiescent: 239, stopped: 390 },
  apart: 546,
  ghosts: [
    [220, 546],
    [1380, 546],
    [480, 546],
  ],
  size: { width: 1600, height: 580 },
};

/** For the back row of a room, and for a small canvas: the same picture with larger nodes, closer together. */
export const PROJECTOR: Layout = {
  id: 'projector',
  node: { width: 250, height: 100 },
  small: { width: 190, height: 44 },
  ghost: 150,
  column: { loading: 140, none: 475, saving: 810 },
  row: { runs: 92, quiescent: 246, stopped: 400 },
  apart: 550,
  ghosts: [
    [140, 550],
    [810, 550],
    [296, 550],
  ],
  size: { width: 950, height: 580 },
};

/** For a page as narrow as a phone: the same picture, closer together. */
export const NARROW: Layout = {
  id: 'narrow',
  node: { width: 108, height: 64 },
  small: { width: 96, height: 47 },
  ghost: 96,
  column: { loading: 64, none: 206, saving: 348 },
  row: { runs: 82, quiescent: 215, stopped: 348 },
  apart: 482,
  ghosts: [
    [64, 482],
    [348, 482],
    [348, 534],
  ],
  size: { width: 412, height: 562 },
};

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Bits of v1 that put a state beside another in the same row and column: the values with NDMA while stopped. */
const NDMA = 8;
/** Room for the arc between a stopped state and the same with NDMA. */
const TWIN_GAP = 22;
export const COLUMNS: readonly SessionColumn[] = ['loading', 'none', 'saving'];
const ROWS: readonly Activity[] = ['runs', 'quiescent', 'stopped'];

/** The rows in which a state stands, from the top. An empty one has no words: arcs would cross them. */
export function listRows(states: readonly StateInfo[]): readonly Activity[] {
  return ROWS.filter((row) => states.some(({ activity }) => activity === row));
}

/** The middle and the size of a state's node. */
export function getPlace(state: StateInfo, layout: Layout, states: readonly StateInfo[]): Place {
  const { width, height } = layout.node;
  if (state.kind === 'error') return { x: layout.column.none, y: layout.apart, ...layout.small };
  const twin = states.find(
    ({ kind, activity, session, value }) =>
      kind === state.kind && activity === state.activity && session === state.session && value < state.value,
  );
  if (state.kind === 'invalid' && (twin || state.session === 'none'))
    return getGhostPlace(state, layout, states);
  const [x, y] = [layout.column[state.session], layout.row[state.activity]];
  if (twin && state.value & NDMA) {
    const below = (height + layout.small.height) / 2 + TWIN_GAP;
    return { x, y: y + below, width: layout.small.width, height: layout.small.height };
  }
  return { x, y, width, height };
}

function getGhostPlace(state: StateInfo, layout: Layout, states: readonly StateInfo[]): Place {
  const ghosts = states.filter(({ kind, session }) => kind === 'invalid' && session === 'none');
  const [x, y] = layout.ghosts[ghosts.indexOf(state) % layout.ghosts.length] ?? [0, layout.apart];
  return { x, y, width: layout.ghost, height: layout.small.height };
}

/** Rows and columns with their words, for the canvas's margins. */
export const ROW_WORDS: Readonly<Record<Activity, string>> = {
  runs: 'runs',
  quiescent: 'runs, starts no P2P DMA',
  stopped: 'stopped',
};

export const COLUMN_WORDS: Readonly<Record<SessionColumn, string>> = {
  loading: 'loading',
  none: 'no session',
  saving: 'saving',
};
