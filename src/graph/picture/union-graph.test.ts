/** Two rule sets as one picture: every pair of the built-in ones, at every set of flags of either, in every layout. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { change, of } from '../../protocol/trace/walk.ts';
import { getStatePairs } from '../../protocol/verdict/difference.ts';
import type { Layout, Place } from '../place/place.ts';
import { LOW, NARROW, PROJECTOR, WIDE } from '../place/place.ts';
import type { Compared } from './compared.ts';
import { findOldState, getUnionId } from './compared.ts';
import { drawGraph, toArcId, toGraph, toPicture } from './graph.ts';
import { CHANGE_SIGNS, isDifferent } from './sign.ts';
import { toCompared } from './union-graph.ts';

const LAYOUTS: readonly Layout[] = [WIDE, LOW, NARROW, PROJECTOR];

/** All 121 pairs, each with the sets of flags that it can be compared at. */
const PAIRS = RULE_SETS.flatMap((a) =>
  RULE_SETS.map((b) => {
    const sets = new Set([...getFlagSets(b), ...getFlagSets(a)]);
    if (sets.size > 1) sets.delete(null);
    return { a, b, title: `${a.id} and ${b.id}`, flagSets: [...sets] };
  }),
);

const known = new Map<string, Compared>();

/** Each pair is compared once for all tests. */
function toKnown(a: RuleSet, b: RuleSet, flags: number | null): Compared {
  const key = `${a.id} ${b.id} ${flags}`;
  const found = known.get(key) ?? toCompared(a, b, flags);
  known.set(key, found);
  return found;
}

const compare = (a: string, b: string, flags: number | null = null) => toCompared(of(a), of(b), flags);

/** Units between two nodes; below 0 they overlap. */
const getRoom = (a: Place, b: Place) =>
  Math.max(Math.abs(a.x - b.x) - (a.width + b.width) / 2, Math.abs(a.y - b.y) - (a.height + b.height) / 2);

const linesOf = ({ union }: Compared) =>
  union.picture.arcs
    .filter(({ compared }) => compared && isDifferent(compared.change))
    .map(({ from, to, compared }) => `${from.name} > ${to.name}, ${compared?.words}`);

const nodeOf = ({ union }: Compared, name: string) =>
  union.picture.nodes.find(({ state }) => state.name === name)?.compared;

const cellsOf = ({ union }: Compared) => union.matrix.flatMap(({ cells }) => cells);

describe.each(PAIRS)('the picture of $title', ({ a, b, flagSets }) => {
  it('[CMP-1] has a node for each state of either, told apart by its id, and none on another', () => {
    for (const flags of flagSets) {
      const { picture } = toKnown(a, b, flags).union;
      expect(picture.nodes.map(({ state }) => state.value)).toEqual(getStatePairs(a, b).map(getUnionId));
      expect(new Set(picture.nodes.map(({ state }) => state.value)).size).toBe(picture.nodes.length);
    }
    const { nodes: all } = toKnown(a, b, flagSets[0] ?? null).union.picture;
    const faults = LAYOUTS.flatMap((layout) => {
      const { nodes } = drawGraph({ nodes: all, arcs: [] }, layout);
      return nodes.flatMap(({ place, state }, index) => [
        ...nodes
          .slice(index + 1)
          .flatMap((other) =>
            getRoom(place, other.place) < 4 ? [`${layout.id}: ${state.name} and ${other.state.name}`] : [],
          ),
        ...(place.x + place.width / 2 < layout.size.width && place.y + place.height / 2 < layout.size.height
          ? []
          : [`${layout.id}: ${state.name} is outside`]),
      ]);
    });
    expect(faults).toEqual([]);
  });

  it('[CMP-2] shows each difference: as a line, a mark on a state, and always in its cell', () => {
    for (const flags of flagSets) {
      const compared = toKnown(a, b, flags);
      const { picture, matrix } = compared.union;
      const lines = new Map(picture.arcs.map((arc) => [arc.id, arc.compared?.change]));
      const marked = new Map(picture.nodes.map(({ state, compared: node }) => [state.value, node]));
      const cells = new Map(cellsOf(compared).map((cell) => [toArcId(cell.from.value, cell.to.value), cell]));
      expect(cells.size).toBe(matrix.length ** 2);
      const { requests } = compared.difference;
      const hidden = requests.filter(({ change: became, from, to }) => {
        const [start, end] = [getUnionId(from), getUnionId(to)];
        const id = toArcId(start, end);
        const cell = cells.get(id)?.compared;
        if (!isDifferent(became)) return cell?.change !== became;
        if (cell?.change !== became || !cell.sign.includes(CHANGE_SIGNS[became] ?? 'none')) return true;
        if (marked.get(start)?.mark || marked.get(end)?.mark) return false;
        return start === end ? marked.get(start)?.again !== became : lines.get(id) !== became;
      });
      expect(hidden).toEqual([]);
    }
  });

  it('[CMP-3] has a line for every arc that either side takes, and no two of one name', () => {
    for (const flags of flagSets) {
      const { union } = toKnown(a, b, flags);
      const drawn = new Set(union.picture.arcs.map(({ id }) => id));
      expect(drawn.size).toBe(union.picture.arcs.length);
      const missing = [...union.requests.values()].flatMap(({ before, after, linesOfA, linesOfB }) => [
        ...(before?.kind === 'accepted' ? linesOfA : []).filter((line) => !drawn.has(line)),
        ...(after?.kind === 'accepted' ? linesOfB : []).filter((line) => !drawn.has(line)),
      ]);
      expect(missing).toEqual([]);
    }
  });

  it('[CMP-4] says the opposite the other way round', () => {
    for (const flags of flagSets) {
      const [there, back] = [toKnown(a, b, flags), toKnown(b, a, flags)].map(({ union }) => union.counts);
      expect(there?.added).toBe(back?.removed);
      expect(there?.removed).toBe(back?.added);
      expect(there?.changed).toBe(back?.changed);
      expect(there?.kept).toBe(back?.kept);
    }
  });
});

describe('a rule set and itself', () => {
  it.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))(
    '[CMP-5] is the picture of %s, with all of it kept',
    (_, ruleSet) => {
      for (const flags of getFlagSets(ruleSet)) {
        const { picture, counts, starts } = toCompared(ruleSet, ruleSet, flags).union;
        expect(new Set(picture.arcs.map(({ compared }) => compared?.change))).toEqual(new Set(['kept']));
        expect(picture.nodes.some(({ compared }) => compared?.mark || compared?.old || compared?.again)).toBe(
          false,
        );
        const valid = ruleSet.states.filter(({ kind }) => kind === 'valid').length;
        expect(counts).toEqual({ added: 0, removed: 0, changed: 0, kept: valid ** 2 });
        expect(starts).toBeNull();
        const plain = toPicture(ruleSet, flags);
        expect(picture.arcs.map(({ compared: _compared, ...arc }) => arc)).toEqual(plain.arcs);
        expect(picture.nodes.map(({ compared: _compared, ...node }) => node)).toEqual(plain.nodes);
        for (const layout of LAYOUTS)
          expect(drawGraph(picture, layout).arcs.map(({ route }) => route)).toEqual(
            toGraph(ruleSet, flags, layout).arcs.map(({ route }) => route),
          );
      }
    },
  );

  it('[CMP-5] is kept, too, where another table answers the same', () => {
    const { union } = toCompared(of('fully-connected'), of('control-bits'), null);
    expect(union.counts).toEqual({ added: 0, removed: 0, changed: 0, kept: 25 });
    expect(linesOf(toCompared(of('fully-connected'), of('control-bits-v4'), null))).toEqual([]);
  });
});

describe('what became of the posted table', () => {
  it('[CMP-6] is one arc more in its amendment', () => {
    const compared = compare('patch-2021-09', 'patch-2021-09-amended');
    expect(linesOf(compared)).toEqual(['_RUNNING > _RESUMING, accepted, added']);
    expect(compared.union.counts).toEqual({ added: 1, removed: 0, changed: 0, kept: 24 });
    expect(linesOf(compare('patch-2021-09-amended', 'patch-2021-09'))).toEqual([
      '_RUNNING > _RESUMING, refused, removed',
    ]);
  });

  it('[CMP-6] is nine arcs and five requests for the same state with the control bits', () => {
    const compared = compare('patch-2021-09', 'control-bits');
    expect(linesOf(compared)).toHaveLength(9);
    const again = compared.union.picture.nodes.flatMap(({ state, compared: node }) =>
      node?.again ? [`${state.name} ${node.again}`] : [],
    );
    expect(again).toHaveLength(5);
    expect(again).toContain('_STOP added');
    expect(nodeOf(compared, '_STOP')?.words).toBe('Its self-transition (x > x) is now accepted.');
  });

  it('[CMP-7] is another start, and nothing else, with the default of _STOP', () => {
    const { union } = compare('patch-2021-09', 'stop-default');
    expect(union.starts).toEqual({ was: '_RUNNING', is: '_STOP' });
    expect(union.counts.kept).toBe(25);
    expect(compare('uapi-v1', 'v2-7.2', 7).union.starts).toBeNull();
  });

  it('[CMP-8] shows what is not accepted but changes, beside what is', () => {
    const lines = linesOf(compare('uapi-v1', 'patch-2021-09'));
    expect(lines).toContain('_STOP > _SAVING, refused, was unspecified');
    expect(lines).toContain('_RUNNING > _RESUMING, refused, removed');
    expect(lines).toContain('_STOP > _RUNNING, accepted, added');
  });
});

describe('the releases of v2', () => {
  it.each([
    [1, []],
    [3, []],
    [5, ['STOP_COPY > PRE_COPY']],
    [7, ['STOP_COPY > PRE_COPY', 'STOP_COPY > PRE_COPY_P2P']],
  ] as const)(
    '[CMP-9] differ with flags %i from 6.2 to 7.2 in the requests that never returned',
    (flags, found) => {
      const compared = compare('v2-6.2', 'v2-7.2', flags);
      expect(linesOf(compared)).toEqual(found.map((request) => `${request}, refused, never returned`));
      expect(compared.union.counts).toMatchObject({ added: 0, removed: 0, changed: found.length });
    },
  );

  it('[CMP-10] mark the states of one side, and draw its arcs without its combinations', () => {
    const compared = compare('v2-5.18', 'v2-6.2', 7);
    expect(nodeOf(compared, 'PRE_COPY')?.mark).toMatchObject({ change: 'added', side: 'new' });
    expect(nodeOf(compared, 'PRE_COPY_P2P')?.words).toBe('Only the new rule set has it.');
    expect(nodeOf(compared, 'STOP')?.mark).toBeNull();
    expect(compared.union.counts.added).toBe(22);
    expect(linesOf(compared).filter((line) => line.endsWith('added'))).toHaveLength(7);
    expect(linesOf(compared)).toContain('STOP_COPY > PRE_COPY, never returns, was not listed');
    const back = compare('v2-6.2', 'v2-5.18', 7);
    expect(nodeOf(back, 'PRE_COPY')?.mark).toMatchObject({ change: 'removed', side: 'old' });
    expect(linesOf(back)).toContain('RUNNING > PRE_COPY, not listed, removed');
    expect(back.againstFlags).toBe(7);
    expect(back.union.picture.nodes.every(({ presence }) => presence !== 'merged')).toBe(true);
  });

  it('[CMP-11] have a line for a request of several arcs whose path changed, and mark it as no arc', () => {
    const other = change('v2-7.2', 'STOP > STOP_COPY', 'ERROR');
    const compared = toCompared(of('v2-7.2'), other, 7);
    const arcs = compared.union.picture.arcs.filter((arc) => arc.compared?.change === 'removed');
    const direct = arcs.filter((arc) => !arc.compared?.isIndirect).map(({ id }) => id);
    expect(direct).toEqual(['1>3']);
    expect(arcs.map(({ id }) => id)).toContain('4>3');
    expect(compared.union.requests.get('4>3')?.linesOfA).toEqual(['4>1', '1>3']);
  });
});

describe('both generations', () => {
  const compared = compare('uapi-v1', 'v2-7.2', 7);

  it('[CMP-12] are one picture: a state has the name of the new side, and says what the old one calls it', () => {
    expect(nodeOf(compared, 'STOP_COPY')?.old).toBe('old _SAVING');
    expect(nodeOf(compared, 'STOP_COPY')?.words).toContain('In the old rule set it is _SAVING 010b.');
    expect(nodeOf(compared, '101b')?.mark).toMatchObject({ side: 'old' });
    expect(compared.againstFlags).toBeNull();
    expect(compare('v2-7.2', 'uapi-v1').againstFlags).toBe(7);
    const { nodes } = compare('uapi-v1', 'v2-7.2').union.picture;
    expect(nodes.some(({ presence }) => presence === 'merged')).toBe(false);
  });

  it('[CMP-12] draw a request that was one write, and is several arcs now, with its old line', () => {
    const { linesOfA, linesOfB, change: became } = compared.union.requests.get('2>1') ?? {};
    expect([linesOfA, linesOfB, became]).toEqual([['2>1'], ['2>5', '5>1'], 'changed']);
    const line = compared.union.picture.arcs.find(({ id }) => id === '2>1');
    expect(line?.compared).toEqual({ change: 'changed', words: 'accepted, path changed', isIndirect: false });
  });

  it('[CMP-13] list what only the old side has last, under ids that are no values', () => {
    const ids = compared.union.matrix.map(({ state }) => state.value);
    expect(ids).toEqual([1, 2, 6, 7, 3, 4, 5, 0, -6, -8]);
    expect(findOldState(compared, -6)?.name).toBe('101b');
    expect(findOldState(compared, 5)).toBeUndefined();
    expect(compared.union.matrix.map(({ cells }) => cells.map(({ to }) => to.value))).toEqual(
      ids.map(() => ids),
    );
  });
});

describe('the cells', () => {
  const cell = (compared: Compared, from: string, to: string) =>
    cellsOf(compared).find((each) => each.from.name === from && each.to.name === to)?.compared;

  it('[CMP-14] have the new verdict and the sign of the change', () => {
    const amended = compare('patch-2021-09', 'patch-2021-09-amended');
    expect(cell(amended, '_RUNNING', '_RESUMING')).toMatchObject({ words: 'accepted, added', sign: '✓+' });
    expect(cell(amended, '_RUNNING', '_STOP')).toMatchObject({ words: 'accepted', sign: '✓' });
    const fixed = compare('v2-6.2', 'v2-7.2', 7);
    expect(cell(fixed, 'STOP_COPY', 'PRE_COPY')).toMatchObject({
      words: 'refused, never returned',
      sign: '✕≠',
    });
    expect(cell(compare('uapi-v1', 'v2-7.2', 7), 'RUNNING', 'STOP')).toMatchObject({
      words: 'accepted, path changed',
      sign: '2≠',
    });
  });

  it('[CMP-14] say where the new side does not list a state', () => {
    const back = compare('v2-6.2', 'v2-5.18', 7);
    expect(cell(back, 'RUNNING', 'PRE_COPY')).toMatchObject({ words: 'not listed, removed', sign: '−' });
    expect(cell(back, 'ERROR', 'PRE_COPY')).toMatchObject({ words: 'not listed', sign: '·' });
  });
});
