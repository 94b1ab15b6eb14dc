/** The comparison on the canvas: which lines are shown, where each side is, which side is asked. */

import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { of, value } from '../../protocol/trace/walk.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import { LOW, NARROW, PROJECTOR, WIDE } from '../place/place.ts';
import { touches } from '../route/arc-route.ts';
import { getPoint } from '../route/route.ts';
import type { Compared, RequestActs, ShownChanges } from './compared.ts';
import { ALL_CHANGES, findIdOfA, isOfNew, sendAsk, sendSelect } from './compared.ts';
import { DENSE, formatArcName, getDrawnKinds, toEdges, toNodes } from './flow.ts';
import { drawGraph, toArcId } from './graph.ts';
import { findAsked, toCompared, toComparedView } from './union-graph.ts';

const SHOWN = { refused: true, unspecified: true, neverReturns: true };

const compare = (a: string, b: string, flags: number | null = null) => toCompared(of(a), of(b), flags);

/** The picture as it is shown from a state, while a request is looked at or none. */
function look(
  compared: Compared,
  current: number,
  request: RequestPair | null = null,
  shown: ShownChanges = ALL_CHANGES,
) {
  const { a: _a, b, flagSets } = compared.difference;
  const graph = drawGraph(compared.union.picture, WIDE);
  const isAsked = request && isOfNew(request);
  const view = {
    current,
    verdict: isAsked ? getVerdict(b, { ...request, flags: flagSets[0] ?? null }) : null,
    shown: SHOWN,
    compared: toComparedView(compared, shown, request, current),
  };
  const edges = toEdges(graph, view);
  const ofRole = (role: string) => edges.filter(({ data }) => data?.role === role).map(({ id }) => id);
  return { edges, ids: edges.map(({ id }) => id), ofRole, nodes: toNodes(graph, view) };
}

const changesOf = ({ edges }: ReturnType<typeof look>) =>
  edges.map(({ data }) => data?.arc.compared?.change ?? 'none');

describe('the lines that are shown', () => {
  const amended = compare('patch-2021-09', 'patch-2021-09-amended');

  it('[CMP-20] are what differs and what is accepted by both; what both refuse has none', () => {
    const { ids, edges } = look(amended, 0);
    expect(ids).toHaveLength(12);
    expect(ids).toContain('1>4');
    expect(edges.every(({ data }) => data?.arc.kind === 'accepted')).toBe(true);
  });

  it.each(['added', 'removed', 'changed', 'kept'] as const)('[CMP-20] go with the switch of %s', (kind) => {
    const compared = compare('uapi-v1', 'patch-2021-09');
    const all = changesOf(look(compared, 6));
    const less = changesOf(look(compared, 6, null, { ...ALL_CHANGES, [kind]: false }));
    expect(all).toContain(kind);
    expect(less).toEqual(all.filter((each) => each !== kind));
  });

  it('[CMP-21] go one kind after another where there are too many: what is kept first, single arcs last', () => {
    const kinds = (compared: Compared) => getDrawnKinds(compared.union.picture.arcs, ALL_CHANGES);
    const [all, none] = [
      { kept: true, indirect: true, direct: true },
      { kept: false, indirect: false, direct: false },
    ];
    expect(kinds(amended)).toEqual(all);
    expect(kinds(compare('v2-5.18', 'v2-6.2', 7))).toEqual(all);
    expect(kinds(compare('uapi-v1', 'v2-7.2', 7))).toEqual({ kept: false, indirect: false, direct: true });
    expect(kinds(compare('patch-2021-09', 'ndma-rfc'))).toEqual(none);
  });

  it('[CMP-21] are then those from the state looked from', () => {
    const compared = compare('patch-2021-09', 'ndma-rfc');
    const sources = (shown: ReturnType<typeof look>) => new Set(shown.edges.map(({ source }) => source));
    expect(sources(look(compared, 1))).toEqual(new Set(['1']));
    expect(look(compared, 1).ids).toHaveLength(9);
    expect(sources(look(compared, 1, { from: 4, to: 2 }))).toEqual(new Set(['4']));
  });

  it('[CMP-22] are few enough to read, in every comparison of two built-in rule sets', () => {
    for (const a of RULE_SETS)
      for (const b of RULE_SETS) {
        const compared = toCompared(a, b, b.generation === 'v2' ? 7 : null);
        expect(look(compared, b.initial).ids.length, `${a.id} ${b.id}`).toBeLessThanOrEqual(DENSE + 4);
      }
  });

  it('[CMP-23] pass behind no node on a desk, and behind few on less room', () => {
    const most = { wide: 0, low: 2, narrow: 1, projector: 2 };
    for (const layout of [WIDE, LOW, NARROW, PROJECTOR])
      for (const [a, b, flags] of [
        ['uapi-v1', 'v2-7.2'],
        ['v2-7.2', 'uapi-v1'],
        ['patch-2021-09', 'ndma-rfc'],
        ['v2-7.2', 'ndma-rfc'],
        ['v2-5.18', 'v2-6.2'],
        ['ndma-rfc', 'v2-5.18', 1],
      ] as const) {
        const compared = compare(a, b, flags ?? (b.startsWith('v2') ? 7 : null));
        const graph = drawGraph(compared.union.picture, layout);
        const { initial } = of(b);
        const shown = new Set(look(compared, initial).ids);
        const behind = graph.arcs.filter(
          ({ id, from, to, route }) =>
            shown.has(id) &&
            graph.nodes.some(
              ({ state, place }) => state !== from && state !== to && touches(route, place, 0),
            ),
        );
        expect(behind.length, `${layout.id}: ${a} ${b}`).toBeLessThanOrEqual(most[layout.id]);
      }
  });

  it('[CMP-23] do not lie on their opposites on a desk, in any comparison of two built-in rule sets', () => {
    const shared = RULE_SETS.flatMap((a) =>
      RULE_SETS.flatMap((b) => {
        const compared = toCompared(a, b, b.generation === 'v2' ? 7 : null);
        const arcs = look(compared, b.initial).edges.flatMap(({ data }) => (data ? [data.arc] : []));
        return arcs.flatMap((arc) => {
          const back = arcs.find(({ from, to }) => from === arc.to && to === arc.from);
          const [one, two] = [arc, back ?? arc].map(({ route }) => getPoint(route, 0.5));
          const isApart = !back || (one && two && Math.hypot(one.x - two.x, one.y - two.y) >= 10);
          return isApart ? [] : [`${a.id} ${b.id} ${arc.id}`];
        });
      }),
    );
    expect(shared).toEqual([]);
  });

  it('[CMP-24] are named with their change', () => {
    const arc = drawGraph(amended.union.picture, WIDE).arcs.find(({ id }) => id === '1>4');
    expect(arc && formatArcName(arc)).toBe('_RUNNING > _RESUMING, accepted, added');
  });
});

describe('a request that is looked at', () => {
  it('[CMP-25] lights the new way, and the old one where it was another', () => {
    const shown = look(compare('uapi-v1', 'v2-7.2', 7), 2, { from: 2, to: 1 });
    expect(new Set(shown.ofRole('path'))).toEqual(new Set(['2>5', '5>1']));
    expect(shown.ofRole('was')).toEqual(['2>1']);
  });

  it('[CMP-25] lights one way where both take it, and none of the old side where that refuses', () => {
    const compared = compare('patch-2021-09', 'patch-2021-09-amended');
    for (const to of [0, 4]) {
      const shown = look(compared, 1, { from: 1, to });
      expect([shown.ofRole('path'), shown.ofRole('was')]).toEqual([[`1>${to}`], []]);
    }
  });

  it('[CMP-25] that several arcs answer now, and the old side refused, has its own line, as new', () => {
    const shown = look(compare('patch-2021-09', 'v2-7.2', 7), 3, { from: 3, to: 4 });
    expect(new Set(shown.ofRole('path'))).toEqual(new Set(['3>1', '1>4', '3>4']));
    expect(shown.ofRole('was')).toEqual([]);
  });

  it('[CMP-25] has a line of its own only where it differs', () => {
    const compared = compare('patch-2021-09', 'patch-2021-09-amended');
    const own = [0, 4, 5].map((to) => toComparedView(compared, ALL_CHANGES, { from: 1, to }, 1).own);
    expect(own).toEqual([null, '1>4', null]);
  });

  it('[CMP-26] of a state that only the old side has lights the old way', () => {
    const compared = compare('v2-6.2', 'v2-5.18', 7);
    const preCopy = findIdOfA(compared, value(of('v2-6.2'), 'PRE_COPY'));
    const stop = value(of('v2-5.18'), 'STOP');
    expect(preCopy).toBe(-7);
    const shown = look(compared, stop, { from: stop, to: -7 });
    expect(shown.ofRole('path')).toEqual([]);
    expect(new Set(shown.ofRole('was'))).toEqual(new Set(['1>5', '5>2', '2>-7']));
  });

  it('[CMP-27] from the current state is asked of each side from where it is', () => {
    const compared = { ...compare('patch-2021-09', 'patch-2021-09-amended'), currentOfOther: 1 };
    const { ofA, ofB } = findAsked(compared, { from: 4, to: 0 }, 4);
    expect([ofA?.from.a?.name, ofB?.from.b?.name]).toEqual(['_RUNNING', '_RESUMING']);
    const shown = look(compared, 4, { from: 4, to: 0 });
    expect([shown.ofRole('path'), shown.ofRole('was')]).toEqual([['4>0'], ['1>0']]);
    const along = findAsked(compared, { from: 2, to: 0 }, 4);
    expect(along.ofA).toBe(along.ofB);
  });
});

describe('where the sides are', () => {
  const compared = compare('patch-2021-09', 'patch-2021-09-amended');
  const marked = (other: number | null, current: number) =>
    look({ ...compared, currentOfOther: other }, current).nodes.flatMap(({ data, id }) =>
      data.isOther || data.isCurrent ? [[id, data.isCurrent, data.isOther]] : [],
    );

  it('[CMP-28] is marked on both states, or twice on one', () => {
    expect(marked(1, 4)).toEqual([
      ['1', false, true],
      ['4', true, false],
    ]);
    expect(marked(4, 4)).toEqual([['4', true, true]]);
    expect(marked(null, 4)).toEqual([['4', true, false]]);
  });

  it('[CMP-28] is marked anew as a side moves, and on no other node', () => {
    const graph = drawGraph(compared.union.picture, WIDE);
    const walk = (other: number | null) =>
      toNodes(graph, {
        current: 4,
        verdict: null,
        shown: SHOWN,
        compared: toComparedView({ ...compared, currentOfOther: other }, ALL_CHANGES, null, 4),
      });
    const [before, after] = [walk(1), walk(0)];
    expect(after.filter((node, index) => node !== before[index]).map(({ id }) => id)).toEqual(['0', '1']);
    expect(after.filter(({ data }) => data.isOther).map(({ id }) => id)).toEqual(['0']);
  });
});

describe('asking', () => {
  const compared = compare('uapi-v1', 'v2-7.2', 7);
  const record = () => {
    const calls: unknown[] = [];
    const acts: RequestActs = {
      compared,
      onAsk: (to) => calls.push(['ask', to]),
      onSelect: (selection) => calls.push(['select', selection]),
      onAskOther: (state) => calls.push(['ask other', state.name]),
      onSelectOther: (request) => calls.push(['select other', request.from.a?.name, request.to.a?.name]),
    };
    return { calls, acts };
  };

  it('[CMP-29] reaches side b by its values, and side a where only it has the state', () => {
    const { calls, acts } = record();
    sendAsk(acts, 5);
    sendAsk(acts, -6);
    sendSelect(acts, 2, 1);
    sendSelect(acts, 2, -6);
    expect(calls).toEqual([
      ['ask', 5],
      ['ask other', '101b'],
      ['select', { from: 2, to: 1 }],
      ['select other', '_RUNNING', '101b'],
    ]);
  });

  it('[CMP-29] is as ever where nothing is compared', () => {
    const { calls, acts } = record();
    sendAsk({ ...acts, compared: null }, 5);
    sendSelect({ ...acts, compared: undefined }, 2, 1);
    expect(calls).toEqual([
      ['ask', 5],
      ['select', { from: 2, to: 1 }],
    ]);
  });

  it('[CMP-29] never sends side b a value below 0', () => {
    const { calls, acts } = record();
    const ids = compared.union.picture.nodes.map(({ state }) => state.value);
    for (const from of ids)
      for (const to of ids) {
        sendAsk(acts, to);
        sendSelect(acts, from, to);
      }
    const wrong = calls.filter((call) => /^\["(ask|select)",.*-\d/.test(JSON.stringify(call)));
    expect(wrong).toEqual([]);
    expect(compared.union.requests.has(toArcId(-6, -8))).toBe(true);
  });
});
