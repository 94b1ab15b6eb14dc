/** Signs of arcs, in every comparison of two built-in rule sets: none lies on another that is seen with it. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of } from '../../protocol/trace/walk.ts';
import type { Layout } from '../place/place.ts';
import { LOW, NARROW, PROJECTOR, WIDE } from '../place/place.ts';
import { getPoint, SIGN_AT } from '../route/route.ts';
import type { Compared } from './compared.ts';
import { ALL_CHANGES } from './compared.ts';
import type { ArcEdge, View } from './flow.ts';
import { toEdges } from './flow.ts';
import type { Graph } from './graph.ts';
import { drawGraph, toGraph } from './graph.ts';
import { CHANGE_SIGNS } from './sign.ts';
import { SIGN_RADIUS } from './signed-graph.ts';
import { toCompared } from './union-graph.ts';

const LAYOUTS = [WIDE, LOW, NARROW, PROJECTOR];
/** Without a comparison they grow more on a low canvas, for their letters are smaller: as on one of 576 pixels. */
const GREATEST = { ...SIGN_RADIUS, low: 24.8 };
const ALL = { refused: true, unspecified: true, neverReturns: true };

/** Pairs of signs that touch, of the arcs that are drawn while the device is in each state. */
function findTouching(
  graph: Graph,
  toView: (current: number) => Partial<View>,
  hasSign: (edge: ArcEdge) => boolean,
  radius = SIGN_RADIUS[graph.layout.id],
): readonly string[] {
  const found = graph.nodes.flatMap(({ state: { value: current } }) => {
    const view = { current, verdict: null, shown: ALL, ...toView(current) };
    const signs = toEdges(graph, view)
      .filter(hasSign)
      .map(({ id, data }) => {
        const { route } = data!.arc;
        return { id, ...getPoint(route, route.signAt ?? SIGN_AT) };
      });
    return signs.flatMap((one, index) =>
      signs
        .slice(index + 1)
        .filter(({ x, y }) => Math.hypot(x - one.x, y - one.y) < 2 * radius)
        .map((other) => `${graph.layout.id}: ${one.id} and ${other.id}`),
    );
  });
  return [...new Set(found)];
}

const isChanged = ({ data }: ArcEdge) => CHANGE_SIGNS[data?.arc.compared?.change ?? 'kept'] !== null;
const isNotAccepted = ({ data }: ArcEdge) => data?.arc.kind !== 'accepted';

const findInComparison = (compared: Compared, layout: Layout, graph = compared.union.draw(layout)) =>
  findTouching(
    graph,
    (current) => ({ compared: compared.union.view(compared, ALL_CHANGES, null, current) }),
    isChanged,
  );

/** Every comparison of two rule sets at every set of flags, each picture once. */
const PICTURES = new Map(
  RULE_SETS.flatMap((b) =>
    RULE_SETS.flatMap((a) => {
      const sets = new Set([...getFlagSets(b), ...getFlagSets(a)]);
      if (sets.size > 1) sets.delete(null);
      return [...sets].flatMap((flags) => {
        const compared = toCompared(a, b, flags);
        const { nodes, arcs } = compared.union.picture;
        const signed = arcs.filter((arc) => arc.compared && CHANGE_SIGNS[arc.compared.change]);
        if (signed.length < 2) return [];
        const key = [
          nodes.map(({ state }) => state.name),
          arcs.map(({ id, compared: was }) => `${id} ${was?.change} ${was?.isIndirect}`),
        ].join(' ');
        return [[key, { compared, title: `${b.id} with ${a.id}, flags ${flags}` }] as const];
      });
    }),
  ),
);

describe('the signs of arcs', () => {
  it.each([...PICTURES.values()])('[SIGN-3] do not touch in the comparison of $title', ({ compared }) => {
    for (const layout of LAYOUTS) expect.soft(findInComparison(compared, layout)).toEqual([]);
  });

  it('[SIGN-3] would touch in several comparisons, were all in the same spot of their curves', () => {
    for (const [a, b, flags, pair] of [
      ['patch-2021-09', 'v2-6.2', 7, '3>6 and 7>5'],
      ['patch-2021-09', 'v2-5.18', 3, '2>3 and 2>1'],
      ['patch-2021-09', 'ndma-rfc', null, '1>10 and 1>8'],
    ] as const) {
      const compared = toCompared(of(a), of(b), flags);
      const found = LAYOUTS.flatMap((layout) =>
        findInComparison(compared, layout, drawGraph(compared.union.picture, layout)),
      );
      expect(found, b).toContain(`low: ${pair}`);
    }
  });

  it.each(RULE_SETS)('[SIGN-4] do not touch where $id is shown alone, in the same spot', (ruleSet) => {
    for (const flags of getFlagSets(ruleSet))
      for (const layout of LAYOUTS)
        expect
          .soft(findTouching(toGraph(ruleSet, flags, layout), () => ({}), isNotAccepted, GREATEST[layout.id]))
          .toEqual([]);
  });

  it('[SIGN-5] are no larger on the page than they are taken to be', () => {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
    const [frame, compared] = [
      read('../view/GraphFrame.module.css'),
      read('../view/legend/compared-picture.css'),
    ];
    expect(frame).toContain('--grow: max(1, 0.92 / var(--zoom))');
    expect(compared).toContain('--grow: max(1, 0.79 / var(--zoom))');
    for (const { id } of LAYOUTS) {
      const floor = new RegExp(`"${id}"\\] \\{[^}]*--floor: ([\\d.]+)`).exec(frame)?.[1];
      const ofZoom = id === 'low' ? 0.79 : 0.92;
      const own = new RegExp(`"${id}"\\] \\[data-arc\\]\\[data-change\\] \\{\\s*--grow: ([\\d.]+)`).exec(
        compared,
      )?.[1];
      const growth = Number(own ?? Math.max(1, ofZoom / Number(floor)));
      expect(SIGN_RADIUS[id], id).toBeGreaterThanOrEqual(9.7 * growth);
    }
  });
});
