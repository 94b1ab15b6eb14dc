/** The picture: which lines there are, which states are merged away, which lines a request runs along. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { ask, change, of, ofV1 } from '../../protocol/trace/walk.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { NARROW, PROJECTOR, WIDE } from '../place/place.ts';
import type { Graph } from './graph.ts';
import { getArcIds, toArcId, toGraph } from './graph.ts';

const draw = (id: string, flags: number | null = null) => toGraph(of(id), flags, WIDE);

const namesOf = (graph: Graph, presence: Graph['nodes'][number]['presence']) =>
  graph.nodes.filter((node) => node.presence === presence).map(({ state }) => state.name);

const arcsOf = (graph: Graph, kind: VerdictKind) =>
  graph.arcs.filter((arc) => arc.kind === kind).map(({ from, to }) => `${from.name} > ${to.name}`);

const PICTURES = RULE_SETS.flatMap((ruleSet) =>
  getFlagSets(ruleSet).map((flags) => [ruleSet.id, flags, ruleSet] as const),
);

/** The fifteen arcs that drivers implement, as the header lists them. @source include/uapi/linux/vfio.h */
const DRIVER_ARCS = [
  'RUNNING_P2P > STOP',
  'STOP_COPY > STOP',
  'RESUMING > STOP',
  'PRE_COPY > RUNNING',
  'RUNNING_P2P > RUNNING',
  'RUNNING > RUNNING_P2P',
  'PRE_COPY_P2P > RUNNING_P2P',
  'STOP > RUNNING_P2P',
  'STOP > RESUMING',
  'RUNNING > PRE_COPY',
  'PRE_COPY_P2P > PRE_COPY',
  'PRE_COPY > PRE_COPY_P2P',
  'RUNNING_P2P > PRE_COPY_P2P',
  'PRE_COPY_P2P > STOP_COPY',
  'STOP > STOP_COPY',
];

describe('the lines of a picture', () => {
  it.each(PICTURES)(
    '[GRAPH-1] of %s, flags %s, are its single arcs, and what is not accepted',
    (_, flags, rules) => {
      const graph = toGraph(rules, flags, WIDE);
      const present = graph.nodes
        .filter(({ presence }) => presence === 'present')
        .map(({ state }) => state.value);
      const expected = new Map<string, VerdictKind>();
      for (const from of present)
        for (const to of present) {
          const verdict = getVerdict(rules, { from, to, flags });
          const isCombination = verdict.kind === 'accepted' && verdict.path.length > 1;
          if (from !== to && !isCombination) expected.set(`${from}>${to}`, verdict.kind);
        }
      expect(new Map(graph.arcs.map(({ id, kind }) => [id, kind]))).toEqual(expected);
      expect(graph.arcs).toHaveLength(expected.size);
    },
  );

  it("[GRAPH-2] are, for v2 with all flags, the header's fifteen arcs and the two that are blocked", () => {
    const blocked = ['STOP_COPY > PRE_COPY', 'STOP_COPY > PRE_COPY_P2P'];
    for (const id of ['v2-6.2', 'v2-7.2'])
      expect(arcsOf(draw(id, 7), 'accepted').sort(), id).toEqual([...DRIVER_ARCS].sort());
    expect(arcsOf(draw('v2-6.2', 7), 'never-returns')).toEqual(blocked);
    expect(arcsOf(draw('v2-7.2', 7), 'refused')).toEqual(blocked);
  });

  it.each([
    ['v2-5.18', 1, 6, 0],
    ['v2-5.18', 3, 8, 0],
    ['v2-6.2', 1, 6, 0],
    ['v2-6.2', 3, 8, 0],
    ['v2-6.2', 5, 9, 1],
    ['v2-6.2', 7, 15, 2],
  ])('[GRAPH-3] of %s with flags %i are %i driver arcs and %i blocked', (id, flags, accepted, blocked) => {
    const graph = draw(id, flags);
    expect(arcsOf(graph, 'accepted')).toHaveLength(accepted);
    expect(graph.arcs).toHaveLength(accepted + blocked);
  });

  it.each([
    ['uapi-v1', { accepted: 7, refused: 0, unspecified: 13 }],
    ['patch-2021-09', { accepted: 11, refused: 9, unspecified: 0 }],
    ['patch-2021-09-amended', { accepted: 12, refused: 8, unspecified: 0 }],
    ['stop-default', { accepted: 11, refused: 9, unspecified: 0 }],
    ['fully-connected', { accepted: 20, refused: 0, unspecified: 0 }],
    ['control-bits', { accepted: 20, refused: 0, unspecified: 0 }],
    ['control-bits-v4', { accepted: 20, refused: 0, unspecified: 0 }],
    ['ndma-rfc', { accepted: 90, refused: 0, unspecified: 0 }],
  ])('[GRAPH-4] of %s are %o', (id, counts) => {
    for (const [kind, count] of Object.entries(counts))
      expect(arcsOf(draw(id), kind as VerdictKind), kind).toHaveLength(count);
    expect(draw(id).arcs.every((arc) => arc.merged.length === 0)).toBe(true);
  });

  it('[GRAPH-5] do not include x > x or a state that lies apart', () => {
    for (const [, flags, ruleSet] of PICTURES)
      for (const { from, to } of toGraph(ruleSet, flags, WIDE).arcs) {
        expect(from.value).not.toBe(to.value);
        expect([from.kind, to.kind]).toEqual(['valid', 'valid']);
      }
  });

  it('[GRAPH-6] have ids that are told apart, and made by toArcId', () => {
    for (const [, flags, ruleSet] of PICTURES) {
      const { arcs } = toGraph(ruleSet, flags, WIDE);
      expect(new Set(arcs.map(({ id }) => id)).size).toBe(arcs.length);
      for (const { id, from, to } of arcs) expect(id).toBe(toArcId(from.value, to.value));
    }
    expect(toArcId(3, 10)).toBe('3>10');
  });

  it('[GRAPH-7] follow a table that was changed', () => {
    const graph = toGraph(change('v2-7.2', 'RUNNING > PRE_COPY', 'ERROR'), 7, WIDE);
    expect(arcsOf(graph, 'accepted')).not.toContain('RUNNING > PRE_COPY');
    expect(arcsOf(graph, 'refused')).toContain('RUNNING > PRE_COPY');
  });
});

describe('states that the flags merge away', () => {
  it.each([
    ['v2-7.2', 1, ['RUNNING_P2P', 'PRE_COPY', 'PRE_COPY_P2P'], ['STOP > RUNNING', 'RUNNING > STOP']],
    ['v2-7.2', 3, ['PRE_COPY', 'PRE_COPY_P2P'], []],
    [
      'v2-7.2',
      5,
      ['RUNNING_P2P', 'PRE_COPY_P2P'],
      ['STOP > RUNNING', 'RUNNING > STOP', 'PRE_COPY > STOP_COPY'],
    ],
    ['v2-7.2', 7, [], []],
    ['v2-5.18', 1, ['RUNNING_P2P'], ['STOP > RUNNING', 'RUNNING > STOP']],
    ['v2-5.18', 3, [], []],
  ])('[GRAPH-8] of %s with flags %i are %j, on the arcs %j', (id, flags, merged, arcs) => {
    const graph = draw(id, flags);
    expect(namesOf(graph, 'merged')).toEqual(merged);
    const found = graph.arcs.filter((arc) => arc.merged.length > 0);
    expect(found.map(({ from, to }) => `${from.name} > ${to.name}`)).toEqual(arcs);
    for (const arc of found) expect(arc.merged).toEqual([arc.from.name === 'PRE_COPY' ? 7 : 5]);
  });

  it('[GRAPH-9] are in the picture all the same, as ERROR and the invalid values are', () => {
    for (const [, flags, ruleSet] of PICTURES) {
      const graph = toGraph(ruleSet, flags, WIDE);
      expect(graph.nodes.map(({ state }) => state)).toEqual(ruleSet.states);
    }
    expect(namesOf(draw('v2-7.2', 1), 'apart')).toEqual(['ERROR']);
    expect(namesOf(draw('uapi-v1'), 'apart')).toEqual(['101b', '_ERROR', '111b']);
    expect(namesOf(draw('uapi-v1'), 'merged')).toEqual([]);
  });

  it('[GRAPH-10] are all of v2 where no flags are given', () => {
    expect(namesOf(draw('v2-7.2', null), 'present')).toEqual([]);
    expect(draw('v2-7.2', null).arcs).toEqual([]);
  });
});

describe('a node', () => {
  it('[GRAPH-11] is small where it has room for one line: ERROR, ghosts, and NDMA while stopped', () => {
    const small = (id: string) =>
      draw(id, 7)
        .nodes.filter(({ isSmall }) => isSmall)
        .map(({ state }) => state.name);
    expect(small('v2-7.2')).toEqual(['ERROR']);
    expect(small('uapi-v1')).toEqual(['_ERROR', '111b']);
    const ndma = ['_NDMA', '_NDMA|_SAVING', '_NDMA|_RESUMING'];
    expect(small('ndma-rfc').sort()).toEqual(['_ERROR', '0111b', '1110b', '1111b', ...ndma].sort());
  });

  it('[GRAPH-12] stands where it does whatever the flags, and the picture is the same each time', () => {
    for (const layout of [WIDE, NARROW, PROJECTOR]) {
      const places = [1, 3, 5, 7].map((flags) =>
        toGraph(of('v2-7.2'), flags, layout).nodes.map(({ place }) => place),
      );
      for (const each of places) expect(each).toEqual(places[0]);
      expect(toGraph(of('v2-7.2'), 7, layout)).toEqual(toGraph(of('v2-7.2'), 7, layout));
    }
  });
});

describe('the lines that a request runs along', () => {
  it('[GRAPH-13] are those of its arcs, in order, and none for a state to itself', () => {
    expect(getArcIds(ask('v2-7.2', 'PRE_COPY > RESUMING', 7))).toEqual(['6>2', '2>5', '5>1', '1>4']);
    expect(getArcIds(ask('v2-7.2', 'STOP > STOP', 7))).toEqual([]);
    expect(getArcIds(ask('v2-7.2', 'STOP > RUNNING', 1))).toEqual(['1>2']);
  });

  it('[GRAPH-14] are its own line where it is not accepted, behind the arcs that were taken', () => {
    expect(getArcIds(ask('v2-7.2', 'STOP_COPY > PRE_COPY', 7))).toEqual(['3>6']);
    expect(getArcIds(ask('v2-6.2', 'STOP_COPY > PRE_COPY', 7))).toEqual(['3>6']);
    expect(getArcIds(ask('uapi-v1', '_STOP > _SAVING'))).toEqual(['0>2']);
    const stuck = ask(change('v2-7.2', 'RUNNING_P2P > STOP', 'ERROR'), 'RUNNING > STOP', 7);
    expect(stuck.reason).toBe('stuck');
    expect(getArcIds(stuck)).toEqual(['2>5', '2>1']);
  });

  it('[GRAPH-15] are drawn, for every accepted request', () => {
    for (const [, flags, ruleSet] of PICTURES) {
      const drawn = new Set(toGraph(ruleSet, flags, WIDE).arcs.map(({ id }) => id));
      for (const { value: from } of ruleSet.states)
        for (const { value: to } of ruleSet.states) {
          const verdict = getVerdict(ruleSet, { from, to, flags });
          if (verdict.kind === 'accepted')
            expect(getArcIds(verdict).filter((id) => !drawn.has(id))).toEqual([]);
        }
    }
  });

  it('[GRAPH-16] are read from the rules alone: a cell that changes moves its line from kind to kind', () => {
    const rules = ofV1('patch-2021-09');
    const cells = rules.cells.map((row, i) => row.map((cell, j) => (i === 1 && j === 4 ? '+' : cell)));
    const graph = toGraph({ ...rules, cells }, null, WIDE);
    expect(arcsOf(graph, 'accepted')).toEqual(arcsOf(draw('patch-2021-09-amended'), 'accepted'));
  });
});
