/**
 * A driver as a picture: a node for each state, a line for each arc that it has, lacks, or loses. What is known of the
 * arcs is found by whoever read the driver; here it only gets its place.
 */

import type { Edge } from '@xyflow/react';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { Layout } from '../place/place.ts';
import type { DriverArc } from './driver-arc.ts';
import { DENSE, UNSAID } from './flow.ts';
import type { ArcEnds, Graph, Picture, PictureNode, Routed } from './graph.ts';
import { toArcId } from './graph.ts';
import type { MatrixRow } from './matrix-grid.ts';
import { drawSigned } from './signed-graph.ts';

export interface DriverPictureArc extends ArcEnds, Omit<DriverArc, 'from' | 'to'> {}

/** `path`: the arc that is looked at; `leaves`: one that begins or ends at the state that is looked at. */
type DriverArcRole = 'path' | 'leaves' | 'other';

export type DriverEdge = Edge<
  {
    readonly arc: Routed<DriverPictureArc>;
    readonly role: DriverArcRole;
    readonly isQuiet: boolean;
    /** What is said of it after its end, and in all where Tab enters the picture; undefined elsewhere. */
    readonly words: string;
    readonly said?: string | null;
  },
  'arc'
>;

export interface DriverLook {
  /** The arcs that are chosen or pointed at. */
  readonly arcs: readonly (RequestPair | null)[];
  /** The state that is chosen or pointed at. */
  readonly state: number | null;
}

const hasLine = ({ from, to, kind, change }: DriverArc) =>
  from !== to && (change !== null || (kind !== 'none' && kind !== 'unseen'));

export function toDriverPicture(
  nodes: readonly PictureNode[],
  arcs: readonly DriverArc[],
): Picture<DriverPictureArc> {
  const find = (value: number) => nodes.find(({ state }) => state.value === value)?.state;
  return {
    nodes,
    arcs: arcs.filter(hasLine).map((arc) => {
      const [from, to] = [find(arc.from), find(arc.to)];
      if (!from || !to) throw new Error(`the arc ${arc.from} > ${arc.to} has an end that is no node`);
      return { ...arc, id: toArcId(arc.from, arc.to), from, to, merged: [] };
    }),
  };
}

/** Where there are too many, only the signs of one state are seen together. */
export function drawDriver(picture: Picture<DriverPictureArc>, layout: Layout): Graph<DriverPictureArc> {
  const isFew = !isDense(picture.arcs);
  const listEnds = ({ from, to }: DriverPictureArc) => [from, to];
  return drawSigned(
    picture,
    layout,
    ({ sign }) => sign,
    (one, other) => isFew || listEnds(one).some((state) => listEnds(other).includes(state)),
  );
}

/** `RESUMING > STOP, missing` */
export const formatDriverArc = ({ from, to, words }: DriverPictureArc): string =>
  `${from.name} > ${to.name}, ${words}`;

/** With more arcs than this, only those of the state that is looked at are drawn, and what is looked at itself. */
export const isDense = (arcs: readonly DriverPictureArc[]): boolean => arcs.length > DENSE;

/** React Flow's edges; `isAll`: however many. What is looked at lies on top; while a state is looked at, the arcs of others are quiet. */
export function toDriverEdges(
  { arcs }: Graph<DriverPictureArc>,
  { arcs: looked, state }: DriverLook,
  isAll = false,
) {
  const ids = new Set(looked.flatMap((pair) => (pair ? [toArcId(pair.from, pair.to)] : [])));
  const isFew = isAll || !isDense(arcs);
  return arcs.flatMap((arc): DriverEdge[] => {
    const isOfState = arc.from.value === state || arc.to.value === state;
    const role = ids.has(arc.id) ? 'path' : isOfState ? 'leaves' : 'other';
    if (role === 'other' && !isFew) return [];
    return [
      {
        id: arc.id,
        type: 'arc',
        source: String(arc.from.value),
        target: String(arc.to.value),
        ariaRole: 'presentation',
        domAttributes: UNSAID,
        zIndex: ['other', 'leaves', 'path'].indexOf(role),
        data: { arc, role, isQuiet: state !== null && role === 'other', words: arc.words },
      },
    ];
  });
}

/** The matrix: a cell for each pair of these states. */
export function toDriverMatrix(
  states: readonly StateInfo[],
  find: (pair: RequestPair) => DriverArc,
): readonly MatrixRow[] {
  return states.map((from) => ({
    state: from,
    cells: states.map((to) => {
      const { kind, change, words, cellSign } = find({ from: from.value, to: to.value });
      const isThere = !['missing', 'none', 'unseen'].includes(kind);
      return {
        from,
        to,
        kind: isThere ? 'accepted' : 'refused',
        arcs: isThere ? 1 : 0,
        driver: { kind, change, words, sign: cellSign },
      };
    }),
  }));
}
