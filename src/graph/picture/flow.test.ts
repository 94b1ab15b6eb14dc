/** React Flow's nodes and edges: what is marked, what is shown, and that what looks the same is the same object. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatState } from '../../protocol/state/state.ts';
import { ask, of, value } from '../../protocol/trace/walk.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { WIDE } from '../place/place.ts';
import type { Shown, View } from './flow.ts';
import { DENSE, toEdges, toNodes } from './flow.ts';
import { toGraph } from './graph.ts';

const ALL: Shown = { refused: true, unspecified: true, neverReturns: true };
const NONE: Shown = { refused: false, unspecified: false, neverReturns: false };

const V2 = of('v2-7.2');
const GRAPH = toGraph(V2, 7, WIDE);
const at = (name: string) => value(V2, name);

const look = (current: string, request: string | null = null, shown: Shown = NONE): View => ({
  current: at(current),
  verdict: request === null ? null : ask(V2, request, 7),
  shown,
});

const toNames = (nodes: ReturnType<typeof toNodes>) => nodes.map(({ data }) => data.node.state.name);

/** Indices at which two pictures have different objects. */
const findChanges = <T>(before: readonly T[], after: readonly T[]) =>
  after.filter((element, index) => element !== before[index]);

describe('the nodes', () => {
  it('[FLOWS-1] mark exactly one as the current one, whatever is looked at', () => {
    for (const ruleSet of RULE_SETS)
      for (const flags of getFlagSets(ruleSet)) {
        const graph = toGraph(ruleSet, flags, WIDE);
        for (const { value: current } of ruleSet.states)
          for (const { value: to } of ruleSet.states) {
            const verdict = getVerdict(ruleSet, { from: current, to, flags });
            const marked = toNodes(graph, { current, verdict, shown: NONE }).filter(
              ({ data }) => data.isCurrent,
            );
            expect(marked.map(({ id }) => id)).toEqual([String(current)]);
          }
      }
  });

  it('[FLOWS-2] stand with their middle in their place, and have their size', () => {
    for (const [index, node] of toNodes(GRAPH, look('STOP')).entries()) {
      const { place, state } = GRAPH.nodes[index]!;
      expect(node).toMatchObject({ id: String(state.value), type: 'state' });
      expect([node.width, node.height]).toEqual([place.width, place.height]);
      expect(node.position.x + place.width / 2).toBe(place.x);
      expect(node.position.y + place.height / 2).toBe(place.y);
    }
  });

  it('[FLOWS-3] mark what a combination passes, and what is wanted', () => {
    const nodes = toNodes(GRAPH, look('PRE_COPY', 'PRE_COPY > RESUMING'));
    expect(new Set(toNames(nodes.filter(({ data }) => data.isPassed)))).toEqual(
      new Set(['RUNNING', 'RUNNING_P2P', 'STOP']),
    );
    const wanted = nodes.filter(({ data }) => data.wanted !== null);
    expect(wanted.map(({ data }) => [data.node.state.name, data.wanted])).toEqual([['RESUMING', 'accepted']]);
  });

  it('[FLOWS-4] mark what is wanted with its verdict, and pass nothing where it is not accepted', () => {
    const nodes = toNodes(GRAPH, look('STOP_COPY', 'STOP_COPY > PRE_COPY'));
    const marked = nodes.flatMap(({ data }) => (data.wanted ? [[data.node.state.name, data.wanted]] : []));
    expect(marked).toEqual([['PRE_COPY', 'refused']]);
    expect(nodes.some(({ data }) => data.isPassed)).toBe(false);
  });

  it('[FLOWS-5] mark nothing as wanted for a state to itself, or where no request is looked at', () => {
    for (const view of [look('STOP', 'STOP > STOP'), look('STOP')])
      expect(toNodes(GRAPH, view).some(({ data }) => data.wanted || data.isPassed)).toBe(false);
  });

  it('[FLOWS-6] are the same objects while they look the same', () => {
    const before = toNodes(GRAPH, look('STOP'));
    expect(findChanges(before, toNodes(GRAPH, look('STOP')))).toEqual([]);
    expect(findChanges(before, toNodes(GRAPH, look('STOP', null, ALL)))).toEqual([]);
    const moved = toNodes(GRAPH, look('STOP_COPY'));
    expect(toNames(findChanges(before, moved))).toEqual(['STOP', 'STOP_COPY']);
    const looked = toNodes(GRAPH, look('STOP', 'STOP > RUNNING'));
    expect(toNames(findChanges(before, looked)).sort()).toEqual(['RUNNING', 'RUNNING_P2P']);
    expect(findChanges(before, toNodes(GRAPH, look('STOP')))).toEqual([]);
  });

  it('[FLOWS-7] are different objects where they look different: two looks never share one', () => {
    const looks = new Map<object, string>();
    for (const { name: current } of V2.states)
      for (const { name: from } of V2.states)
        for (const { name: to } of V2.states)
          for (const node of toNodes(GRAPH, look(current, `${from} > ${to}`))) {
            const { isCurrent, isPassed, wanted } = node.data;
            const [isHere, isWanted] = [node.id === String(at(current)), node.id === String(at(to))];
            expect(isCurrent).toBe(isHere);
            expect(wanted !== null).toBe(isWanted && from !== to);
            const known = looks.get(node);
            expect(known ?? `${isCurrent} ${isPassed} ${wanted}`).toBe(`${isCurrent} ${isPassed} ${wanted}`);
            looks.set(node, `${isCurrent} ${isPassed} ${wanted}`);
          }
  });
});

const toIds = (edges: ReturnType<typeof toEdges>) => edges.map(({ id }) => id);

describe('the edges', () => {
  it('[FLOWS-8] of a combination are on its path, all of them, and lie over the others', () => {
    const verdict = ask(V2, 'PRE_COPY > RESUMING', 7) as Verdict & { kind: 'accepted' };
    const edges = toEdges(GRAPH, { current: at('PRE_COPY'), verdict, shown: NONE });
    const path = edges.filter(({ data }) => data?.role === 'path');
    const walked: string[] = [];
    for (let now = String(at('PRE_COPY')); ; ) {
      const next = path.find(({ source }) => source === now);
      if (!next) break;
      walked.push(formatState(V2.states, Number(next.target)));
      now = next.target;
    }
    expect(walked).toEqual(verdict.path.map((state) => formatState(V2.states, state)));
    expect(path).toHaveLength(verdict.path.length);
    const others = edges.filter(({ data }) => data?.role !== 'path').map(({ zIndex }) => zIndex ?? 0);
    expect(Math.min(...path.map(({ zIndex }) => zIndex ?? 0))).toBeGreaterThan(Math.max(...others));
    const least = Math.min(...toNodes(GRAPH, look('STOP')).map(({ zIndex }) => zIndex ?? 0));
    expect(least).toBeGreaterThan(Math.max(...path.map(({ zIndex }) => zIndex ?? 0)));
  });

  it('[FLOWS-9] that leave the current state have that role, and the rest another', () => {
    for (const { id, source, target, data } of toEdges(GRAPH, look('RUNNING'))) {
      expect(data?.role).toBe(source === String(at('RUNNING')) ? 'leaves' : 'other');
      expect(id).toBe(`${source}>${target}`);
      expect(data?.arc.id).toBe(id);
    }
  });

  it.each([
    ['refused', 'patch-2021-09', null, 9],
    ['unspecified', 'uapi-v1', null, 13],
    ['neverReturns', 'v2-6.2', 7, 2],
  ] as const)('[FLOWS-10] that are %s come and go with their switch', (kind, id, flags, count) => {
    const graph = toGraph(of(id), flags, WIDE);
    const show = (shown: Shown) => toIds(toEdges(graph, { current: 1, verdict: null, shown }));
    const accepted = graph.arcs.filter((arc) => arc.kind === 'accepted').map((arc) => arc.id);
    expect(show(NONE)).toEqual(accepted);
    expect(show({ ...ALL, [kind]: false })).toEqual(accepted);
    expect(show({ ...NONE, [kind]: true })).toHaveLength(accepted.length + count);
    expect(show(ALL)).toEqual(graph.arcs.map((arc) => arc.id));
  });

  it('[FLOWS-11] of the request that is looked at are shown whatever the switches say', () => {
    const edges = toEdges(GRAPH, look('RUNNING', 'STOP_COPY > PRE_COPY'));
    expect(edges.find(({ id }) => id === '3>6')?.data?.role).toBe('path');
    expect(toIds(toEdges(GRAPH, look('RUNNING')))).not.toContain('3>6');
  });

  it('[FLOWS-12] are those that leave the state looked from, where there are too many for all', () => {
    const dense = RULE_SETS.filter((ruleSet) =>
      getFlagSets(ruleSet).some(
        (flags) => toGraph(ruleSet, flags, WIDE).arcs.filter((arc) => arc.kind === 'accepted').length > DENSE,
      ),
    );
    expect(dense.map(({ id }) => id)).toEqual(['ndma-rfc']);
    const rules = of('ndma-rfc');
    const graph = toGraph(rules, null, WIDE);
    for (const current of rules.values) {
      const edges = toEdges(graph, { current, verdict: null, shown: ALL });
      expect(edges.map(({ source }) => Number(source))).toEqual(Array(9).fill(current));
      expect(edges.map(({ data }) => data?.role)).toEqual(Array(9).fill('leaves'));
      const verdict = getVerdict(rules, { from: 0, to: 9, flags: null });
      const looked = toEdges(graph, { current, verdict, shown: ALL });
      expect(looked.map(({ source }) => source)).toEqual(Array(9).fill('0'));
      const path = looked.filter(({ data }) => data?.role === 'path');
      expect(toIds(path)).toEqual(['0>9']);
    }
  });

  it('[FLOWS-13] are the same objects while they look the same', () => {
    const before = toEdges(GRAPH, look('STOP', null, ALL));
    expect(findChanges(before, toEdges(GRAPH, look('STOP', null, ALL)))).toEqual([]);
    const moved = findChanges(before, toEdges(GRAPH, look('RESUMING', null, ALL)));
    expect(new Set(moved.map(({ source }) => source))).toEqual(new Set(['1', '4']));
    const looked = findChanges(before, toEdges(GRAPH, look('STOP', 'RUNNING > STOP', ALL)));
    expect(toIds(looked)).toEqual(['2>5', '5>1']);
    const hidden = toEdges(GRAPH, look('STOP', null, NONE));
    expect(hidden.every((edge) => before.includes(edge))).toBe(true);
    expect(findChanges(before, toEdges(GRAPH, look('STOP', null, ALL)))).toEqual([]);
  });

  it('[FLOWS-14] of another picture are other objects', () => {
    const other = toGraph(V2, 7, WIDE);
    const known = new Set<object>([...toNodes(GRAPH, look('STOP')), ...toEdges(GRAPH, look('STOP'))]);
    for (const element of [...toNodes(other, look('STOP')), ...toEdges(other, look('STOP'))])
      expect(known.has(element)).toBe(false);
  });
});
