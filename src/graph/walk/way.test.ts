/** The way through the picture by keyboard, over every picture there is: everything is reached, and every move is taken back. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of, value } from '../../protocol/trace/walk.ts';
import { toEdges } from '../picture/flow.ts';
import { toGraph } from '../picture/graph.ts';
import { NARROW, PROJECTOR, WIDE } from '../place/place.ts';
import { getPoint } from '../route/route.ts';
import { findTyped } from './find-typed.ts';
import type { Spot } from './spot.ts';
import type { Walk, WalkMap } from './way.ts';
import { describeSpot, listArcs, walk } from './way.ts';

const ALL = { refused: true, unspecified: true, neverReturns: true };

function toMap(id: string, flags: number | null, layout = WIDE, shown = ALL): WalkMap {
  const graph = toGraph(of(id), flags, layout);
  const edges = toEdges(graph, { current: null, verdict: null, shown }, true);
  const arcs = edges.map(({ id: arc, data }) => {
    const { from, to, route } = data!.arc;
    return { id: arc, from: from.value, to: to.value, route, words: data!.words };
  });
  return { nodes: graph.nodes, arcs };
}

const MAPS = [WIDE, NARROW, PROJECTOR].flatMap((layout) =>
  RULE_SETS.flatMap((ruleSet) =>
    getFlagSets(ruleSet).map((flags) => ({
      title: `${ruleSet.id}, ${flags}, ${layout.id}`,
      map: toMap(ruleSet.id, flags, layout),
    })),
  ),
);

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
const MOVES = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'a', 'Escape', 'Home', 'End', ...LETTERS];
const ARROWS = MOVES.slice(0, 4);

/** The key that returns to where a move came from; none but Backspace for Home, End and letters. */
function getOpposite(from: Spot, to: Spot, key: string): string | undefined {
  if (from.arc !== null && to.arc === null)
    return ARROWS.includes(key) || /a|Escape/.test(key) ? 'a' : undefined;
  if (from.arc === null && to.arc !== null) return 'Escape';
  const index = ARROWS.indexOf(key);
  return index < 0 ? undefined : ARROWS[index ^ 1];
}

const toName = ({ state, arc }: Spot) => arc ?? `state ${state}`;
const start = (state: number): Walk => ({ at: { state, arc: null }, trail: [] });

/** Every walk that one key more can make, each spot once. */
function spread(map: WalkMap, keys: readonly string[], from: number): readonly Walk[] {
  const walks = new Map<string, Walk>([[`${from} null`, start(from)]]);
  for (const before of walks.values())
    for (const key of keys) {
      const after = walk(map, before, key);
      const name = `${after.at.state} ${after.at.arc}`;
      if (!walks.has(name)) walks.set(name, after);
    }
  return [...walks.values()];
}

const path = (map: WalkMap, from: number, ...keys: string[]) =>
  keys.reduce((before, key) => walk(map, before, key), start(from));

describe.each(MAPS)('the picture of $title', ({ map }) => {
  it('[WALK-1] every state and every arc is reached from every state with arrows and a alone', () => {
    for (const { state } of map.nodes) {
      const reached = new Set(spread(map, [...ARROWS, 'a'], state.value).map(({ at }) => toName(at)));
      const there = [
        ...map.nodes.map((node) => `state ${node.state.value}`),
        ...map.arcs.map(({ id }) => id),
      ];
      expect(there.filter((name) => !reached.has(name))).toEqual([]);
    }
  });

  it('[WALK-2] every move is taken back by Backspace, and by its opposite where it has one', () => {
    for (const before of spread(map, MOVES, map.nodes[0]!.state.value))
      for (const key of MOVES) {
        const after = walk(map, before, key);
        if (after === before) continue;
        // Where a move takes another one back, Backspace goes back further.
        if (after.trail.length > before.trail.length)
          expect(walk(map, after, 'Backspace').at, `${toName(before.at)} ${key}`).toEqual(before.at);
        const opposite = getOpposite(before.at, after.at, key);
        if (opposite)
          expect(toName(walk(map, after, opposite).at), `${toName(before.at)} ${key} ${opposite}`).toBe(
            toName(before.at),
          );
      }
  });

  it('[WALK-3] a whole way is taken back move by move', () => {
    for (const { state } of map.nodes) {
      const way = [state.value, 'ArrowDown', 'a', 'ArrowDown', 'ArrowRight', 'a', 'End', 'ArrowLeft', 'Home'];
      let [now, count] = [start(state.value), 0];
      for (const key of way.slice(1) as string[]) {
        const after = walk(map, now, key);
        count = after.trail.length;
        now = after;
      }
      for (let left = count; left > 0; left -= 1) now = walk(map, now, 'Backspace');
      expect(now.at).toEqual({ state: state.value, arc: null });
      expect(walk(map, now, 'Backspace')).toBe(now);
    }
  });

  it('[WALK-4] the arcs of a state are all that touch it, clockwise, and say their number', () => {
    for (const { state, place } of map.nodes) {
      const arcs = listArcs(map, state.value);
      const touching = map.arcs.filter(({ from, to }) => from === state.value || to === state.value);
      expect(new Set(arcs)).toEqual(new Set(touching));
      const hours = arcs.map(({ from, route }) => {
        const { x, y } = getPoint(route, from === state.value ? 0.25 : 0.75);
        return (90 + (Math.atan2(y - place.y, x - place.x) * 180) / Math.PI + 360) % 360;
      });
      expect(hours).toEqual([...hours].sort((one, other) => one - other));
      arcs.forEach(({ id, words }, index) => {
        const said = describeSpot(map, { state: state.value, arc: id });
        expect(said).toMatch(
          arcs.length === 1
            ? /^The only arc, /
            : new RegExp(`^${index + 1} of ${arcs.length} arcs, (?:to|from) `),
        );
        expect(said?.endsWith(`, ${words}`)).toBe(true);
      });
      expect(describeSpot(map, { state: state.value, arc: null })).toBeNull();
    }
  });
});

const V2 = toMap('v2-7.2', 7);
const at = (name: string) => value(of('v2-7.2'), name);
const ends = (walked: Walk) => walked.at;

describe('a way', () => {
  it('[WALK-5] says an arc in full, from either end', () => {
    const first = walk(V2, start(at('STOP')), 'a');
    expect(describeSpot(V2, first.at)).toMatch(
      /^1 of \d+ arcs, (?:to|from) [A-Z_0-9]+, (?:accepted, one arc|refused)$/,
    );
    const stopping = V2.arcs.find(({ id }) => id === `${at('STOP_COPY')}>${at('STOP')}`)!;
    expect(describeSpot(V2, { state: at('STOP_COPY'), arc: stopping.id })).toMatch(
      / arcs, to STOP, accepted, one arc$/,
    );
    expect(describeSpot(V2, { state: at('STOP'), arc: stopping.id })).toMatch(
      / arcs, from STOP_COPY, accepted, one arc$/,
    );
  });

  it('[WALK-6] goes along an arc to its end, and on among the arcs of that end from the same arc', () => {
    const arc = walk(V2, start(at('STOP')), 'a');
    const { from, to } = V2.arcs.find(({ id }) => id === arc.at.arc)!;
    expect(ends(walk(V2, arc, 'ArrowLeft'))).toEqual({ state: from, arc: null });
    const end = walk(V2, arc, 'ArrowRight');
    expect(ends(end)).toEqual({ state: to, arc: null });
    expect(ends(walk(V2, end, 'a'))).toEqual({ state: to, arc: arc.at.arc });
  });

  it('[WALK-7] goes back to the arc that was left for its state', () => {
    const third = path(V2, at('STOP'), 'a', 'ArrowDown', 'ArrowDown');
    expect(ends(walk(V2, walk(V2, third, 'Escape'), 'a'))).toEqual(third.at);
    expect(ends(path(V2, at('STOP'), 'a', 'ArrowUp'))).toEqual(ends(path(V2, at('STOP'), 'a', 'End')));
  });

  it('[WALK-8] has typed letters find a state: the next that begins so, and the same while they fit it', () => {
    const type = (from: string, typed: string) => findTyped(V2.nodes, at(from), typed);
    expect(type('ERROR', 'S')).toBe(at('STOP'));
    expect(type('STOP', 'S')).toBe(at('STOP_COPY'));
    expect(type('STOP_COPY', 'SS')).toBe(at('STOP'));
    expect(type('RUNNING', 'RE')).toBe(at('RESUMING'));
    expect(type('RESUMING', 'RE')).toBe(at('RESUMING'));
    expect(type('STOP', 'STOPC')).toBe(at('STOP_COPY'));
    expect(type('STOP', 'X')).toBeUndefined();
    const v1 = toMap('patch-2021-09', null);
    const saving = value(of('patch-2021-09'), '_SAVING');
    expect(findTyped(v1.nodes, 0, 'SAV')).toBe(saving);
    expect(walk(v1, start(saving), 'R', 'R').at.state).not.toBe(saving);
  });

  it('[WALK-9] leads nowhere with a key that is a command, or a letter that begins no name', () => {
    const [state, arc] = [start(at('STOP')), walk(V2, start(at('STOP')), 'a')];
    for (const key of 'bcdefghijklmnopqrstuvwxyz0123456789XZ,.<>?/'.split('')) {
      expect(walk(V2, state, key), key).toBe(state);
      expect(walk(V2, arc, key), key).toBe(arc);
    }
    expect(walk(V2, state, 'Escape')).toBe(state);
  });

  it('[WALK-10] comes to a state when the arc is gone, and stays where it is when what was there before is gone', () => {
    const arc = walk(V2, start(at('STOP')), 'a');
    const bare = { ...V2, arcs: V2.arcs.filter(({ id }) => id !== arc.at.arc) };
    expect(ends(walk(bare, arc, 'ArrowDown'))).toEqual({ state: at('STOP'), arc: null });
    const left = walk(V2, arc, 'Escape');
    expect(walk(bare, left, 'Backspace')).toBe(left);
    expect(describeSpot(bare, arc.at)).toBeNull();
  });

  it('[WALK-11] remembers so many moves and no more', () => {
    let now = walk(V2, start(at('STOP')), 'a');
    for (let count = 0; count < 500; count += 1) now = walk(V2, now, 'ArrowDown');
    expect(now.trail).toHaveLength(200);
  });

  it('[WALK-12] of a state without an arc leads to none', () => {
    const v1 = toMap('patch-2021-09', null);
    const error = start(value(of('patch-2021-09'), '_ERROR'));
    expect(listArcs(v1, error.at.state)).toEqual([]);
    expect(walk(v1, error, 'a')).toBe(error);
  });
});
