/**
 * A picture with a sign on many arcs, drawn so that no sign covers another one that is seen with it. Only a comparison and a
 * driver load it: of one rule set alone no two signs meet.
 */

import type { Layout } from '../place/place.ts';
import { SIGN_AT, SIGN_WIDTH } from '../route/route.ts';
import { spreadSigns } from '../route/sign-spot.ts';
import type { ArcEnds, Graph, Picture } from './graph.ts';
import { drawGraph } from './graph.ts';

/** Of a disc with its border, in units, where it grows the most; as in GraphFrame.module.css and compared-picture.css. */
export const SIGN_RADIUS: Readonly<Record<Layout['id'], number>> = {
  wide: 12.4,
  low: 21.6,
  narrow: 9.7,
  projector: 13,
};

/** `getSign`: what stands on an arc, if anything; `isTogether`: whether two arcs can be seen at once. */
export function drawSigned<Arc extends ArcEnds>(
  picture: Picture<Arc>,
  layout: Layout,
  getSign: (arc: Arc) => string | null,
  isTogether: (one: Arc, other: Arc) => boolean,
): Graph<Arc> {
  const graph = drawGraph(picture, layout);
  const radius = SIGN_RADIUS[layout.id];
  const signed = graph.arcs.filter(getSign);
  const shares = spreadSigns(
    signed.map((arc) => ({
      route: arc.route,
      more: (((getSign(arc)?.length ?? 1) - 1) * SIGN_WIDTH * radius) / SIGN_RADIUS.narrow,
      isWith: (other: number) => {
        const beside = signed[other];
        return beside !== undefined && isTogether(arc, beside);
      },
    })),
    graph.nodes.map(({ place }) => place),
    radius,
  );
  const moved = new Map(signed.map((arc, index) => [arc, shares[index] ?? SIGN_AT]));
  return {
    ...graph,
    arcs: graph.arcs.map((arc) => {
      const signAt = moved.get(arc) ?? SIGN_AT;
      return signAt === SIGN_AT ? arc : { ...arc, route: { ...arc.route, signAt } };
    }),
  };
}
