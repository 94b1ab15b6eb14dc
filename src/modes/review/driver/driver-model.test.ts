/** What the canvas, the matrix, the legend and the header say of a driver. */

import { describe, expect, it } from 'vitest';
import {
  drawDriver,
  formatDriverArc,
  isDense,
  toDriverEdges,
  toDriverPicture,
} from '../../../graph/picture/driver-graph.ts';
import { drawGraph } from '../../../graph/picture/graph.ts';
import { formatCellName } from '../../../graph/picture/matrix-grid.ts';
import { SIGN_RADIUS } from '../../../graph/picture/signed-graph.ts';
import { LOW, NARROW, PROJECTOR, WIDE } from '../../../graph/place/place.ts';
import { getPoint, SIGN_AT } from '../../../graph/route/route.ts';
import type { ReviewInput, ReviewOptions } from '../../../reader/review-input.ts';
import { listDrivers, readDriver } from './driver.fixture.ts';
import { formatStateArcs, formatWhy, listTakers, toSubject } from './driver-account.ts';
import type { DriverView } from './driver-finding.ts';
import type { DriverModel } from './driver-model.ts';
import { toDriverModel } from './driver-model.ts';
import { CHANGE_SIGNS, KIND_SIGNS } from './driver-words.ts';

const model = (input: ReviewInput, view: DriverView = 'patch'): DriverModel => {
  const made = toDriverModel(input, view);
  if (!made) throw new Error(`${input.name} is no driver`);
  return made;
};

const of = (name: string, options?: ReviewOptions, view?: DriverView) =>
  model(readDriver(name, options), view);

/** The arcs of the picture: `RESUMING > STOP, missing [✕]`. */
const listArcs = (made: DriverModel) =>
  toDriverPicture(made.nodes, made.arcs).arcs.map(
    (arc) => `${formatDriverArc(arc)}${arc.sign ? ` [${arc.sign}]` : ''}`,
  );

const listCells = ({ rows }: DriverModel) =>
  rows.flatMap(({ cells }) =>
    cells.map((cell) => `${formatCellName(cell, null)} ${cell.driver?.sign}`.trim()),
  );

const DRIVERS = listDrivers();

describe('the picture of a driver', () => {
  it('[ARC-6] has each arc with its kind, its sign and its line', () => {
    expect(listArcs(of('driver-if.c'))).toEqual([
      'STOP > RUNNING, implemented, line 15',
      'STOP > STOP_COPY, implemented, line 20',
      'STOP > RESUMING, implemented, line 26',
      'RUNNING > STOP, implemented, line 8',
      'STOP_COPY > STOP, implemented, line 31',
      'RESUMING > STOP, missing [✕]',
      'RESUMING > RUNNING, beyond its flags, line 16 [»]',
    ]);
    expect(listArcs(of('driver-asks.c')).filter((arc) => arc.includes('assumed'))).toEqual([
      'STOP > STOP_COPY, assumed [~]',
      'STOP > RESUMING, assumed [~]',
      'STOP_COPY > STOP, assumed [~]',
      'RESUMING > STOP, assumed [~]',
    ]);
  });

  it('[ARC-6] has what a patch adds, removes and makes fail; of one side alone, no change', () => {
    const changes = [
      'RESUMING > STOP, added, implemented, line 20 [+]',
      'RESUMING > RUNNING, removed, was line 9 [−]',
    ];
    expect(listArcs(of('driver.patch')).filter((arc) => arc.includes('['))).toEqual(changes);
    expect(listArcs(of('driver.patch', {}, 'old'))).toContain(
      'RESUMING > RUNNING, never requested, line 9 [»]',
    );
    expect(listArcs(of('driver.patch', {}, 'new'))).toContain('RESUMING > STOP, implemented, line 20');
    expect(listArcs(of('hunk-fails.diff'))).toContain('RUNNING > STOP, now failing, was line 8 [⊘]');
    expect(listArcs(of('hunk-fails.diff', { flags: 1 }))).toContain(
      'RUNNING > STOP, now failing, missing, was line 8 [⊘✕]',
    );
  });

  it.each(DRIVERS)(
    '[ARC-7] of %s is drawn in every layout, each arc once, none where there is none',
    (_, input) => {
      for (const view of ['patch', 'old', 'new'] as const) {
        const made = model(input, view);
        for (const layout of [WIDE, NARROW, PROJECTOR]) {
          const graph = drawGraph(toDriverPicture(made.nodes, made.arcs), layout);
          const states = isDense(graph.arcs) ? made.nodes.map(({ state }) => state.value) : [null];
          const edges = states.flatMap((state) => toDriverEdges(graph, { arcs: [], state }));
          expect([...new Set(edges.map(({ id }) => id))].sort()).toEqual(
            made.pairs.map(({ from, to }) => `${from}>${to}`).sort(),
          );
        }
      }
    },
  );

  it('[ARC-7] lays what is looked at on top, and makes the arcs of other states quiet', () => {
    const { nodes, arcs } = of('driver-if.c');
    const graph = drawGraph(toDriverPicture(nodes, arcs), WIDE);
    const edges = toDriverEdges(graph, { arcs: [{ from: 4, to: 1 }], state: 3 });
    const look = (id: string) => {
      const { role, isQuiet } = edges.find((edge) => edge.id === id)?.data ?? {};
      return [role, isQuiet];
    };
    expect([look('4>1'), look('3>1'), look('1>2')]).toEqual([
      ['path', false],
      ['leaves', false],
      ['other', true],
    ]);
  });

  it('[ARC-7] draws only the arcs of one state where there are too many', () => {
    const { nodes } = of('driver-if.c');
    const [some] = of('driver-if.c').arcs;
    if (!some) throw new Error('driver-if.c has arcs');
    const arcs = [1, 2, 3, 4, 5, 6].flatMap((from) =>
      [1, 2, 3, 4, 5, 6].flatMap((to) => (from === to ? [] : [{ ...some, from, to }])),
    );
    const graph = drawGraph(toDriverPicture(nodes, arcs), WIDE);
    expect([isDense(graph.arcs), isDense(graph.arcs.slice(6))]).toEqual([true, false]);
    const edges = toDriverEdges(graph, { arcs: [{ from: 2, to: 3 }], state: 1 });
    expect(edges).toHaveLength(11);
  });

  it('[ARC-8] merges away the states that its flags lack, and none where they are not known', () => {
    const merged = ({ nodes }: DriverModel) =>
      nodes.flatMap(({ state, presence }) => (presence === 'merged' ? state.name : []));
    expect(merged(of('driver-if.c'))).toEqual(['PRE_COPY', 'PRE_COPY_P2P', 'RUNNING_P2P']);
    expect(merged(of('driver-switch.c'))).toEqual(['PRE_COPY', 'PRE_COPY_P2P']);
    expect(merged(of('driver.patch'))).toEqual([]);
    expect(merged(of('driver-switch.c', { base: 'v2-5.18', flags: 3 }))).toEqual([
      'PRE_COPY',
      'PRE_COPY_P2P',
    ]);
  });
});

describe('the matrix of a driver', () => {
  it('[ARC-9] names its cells by kind and line', () => {
    const cells = listCells(of('driver-if.c'));
    expect(cells).toContain('STOP to RUNNING: implemented, line 15 ✓');
    expect(cells).toContain('RESUMING to STOP: missing ✕');
    expect(cells).toContain('RESUMING to RUNNING: beyond its flags, line 16 »');
    expect(cells).toContain('STOP_COPY to RUNNING: no arc ·');
    expect(cells).toHaveLength(49);
    expect(listCells(of('driver-case.patch'))).toContain('RUNNING to STOP: not in the text');
  });

  it('[ARC-9] says in v1 which requests succeed again, and what its rule set does not list', () => {
    const cells = listCells(of('v1-bits.c'));
    expect(cells).toContain('_STOP to _STOP: succeeds again ↻');
    expect(cells).toContain('_RESUMING to _SAVING|_RUNNING: not listed by uapi-v1, line 11 ?');
    expect(listCells(of('v1-bits.c', { base: 'patch-2021-09' }))).toContain(
      '_RUNNING to _RESUMING: refused by patch-2021-09, line 9 »',
    );
  });
});

describe('the header', () => {
  const subject = (name: string, options: ReviewOptions = {}) => {
    const found = toSubject(readDriver(name, options), options);
    return `${found?.title}: ${found?.text}`;
  };

  it('[ARC-10] names the driver, its flags, and how they are known', () => {
    expect(subject('driver-switch.c')).toBe(
      'Driver demo_move: migration_flags 3 (STOP_COPY | P2P), set in the text. Its arcs are checked against v2-7.2.',
    );
    expect(subject('driver-switch.c', { flags: 7 })).toBe(
      'Driver demo_move: migration_flags 7 (STOP_COPY | P2P | PRE_COPY), chosen by you. Its arcs are checked against v2-7.2.',
    );
    expect(subject('driver.patch')).toContain('migration_flags are not known');
    expect(subject('v1-bits.c')).toBe(
      'Driver demo_set_state: A v1 driver: it has no migration_flags. Its arcs are checked against uapi-v1.',
    );
  });

  it('[ARC-10] names the flags before a patch where they differ', () => {
    const input = readDriver('driver-switch.c');
    if (input.new.kind !== 'driver') throw new Error('it is a driver');
    expect(toSubject({ ...input, old: { ...input.new, flags: 1 } }, {})?.text).toContain(
      'migration_flags 3 (STOP_COPY | P2P), before the patch 1, set in the text.',
    );
  });
});

describe('the account of an arc', () => {
  it('[ARC-11] says why it is of its kind, and which requests take it', () => {
    const made = of('driver-switch.c', { flags: 7 });
    const pair = made.find({ from: 7, to: 3 });
    expect(formatWhy(made, pair)).toBe('migration_flags 7 require it, but the driver does not have it.');
    expect(listTakers(made, pair)).toEqual(
      expect.arrayContaining([
        { from: 6, to: 3 },
        { from: 7, to: 3 },
      ]),
    );
    expect(listTakers(of('driver.patch'), pair)).toBeNull();
    expect(listTakers(of('v1-bits.c'), pair)).toBeNull();
    expect(listTakers(of('driver-if.c'), { from: 4, to: 2 })).toEqual([]);
  });

  it('[ARC-11] of a state lists its arcs with their kinds', () => {
    expect(formatStateArcs(of('driver-if.c'), 4)).toBe(
      'Arcs from and to RESUMING: STOP > RESUMING implemented, RESUMING > STOP missing, RESUMING > RUNNING beyond its flags.',
    );
    expect(formatStateArcs(of('driver-if.c'), 7)).toBe('PRE_COPY_P2P has no arcs.');
  });

  it.each(DRIVERS)('[ARC-11] of every pair of %s is a sentence without a gap', (_, input) => {
    const made = model(input);
    for (const { from } of made.nodes.map(({ state }) => ({ from: state.value })))
      for (const { state } of made.nodes)
        expect(formatWhy(made, made.find({ from, to: state.value }))).toMatch(/^[A-Z_a-z][^{}]*\.$/);
  });

  it('[ARC-13] has signs that do not lie on each other around a state, where there are too many arcs to show all', () => {
    const made = of('ndma-driver.c');
    for (const layout of [WIDE, LOW, NARROW, PROJECTOR]) {
      const drawn = drawDriver(toDriverPicture(made.nodes, made.arcs), layout);
      expect(isDense(drawn.arcs)).toBe(true);
      for (const { state } of drawn.nodes) {
        const spots = toDriverEdges(drawn, { arcs: [], state: state.value })
          .flatMap(({ data }) => (data?.arc.sign ? [data.arc.route] : []))
          .map((route) => getPoint(route, route.signAt ?? SIGN_AT));
        const touching = spots.flatMap((one, index) =>
          spots
            .slice(index + 1)
            .filter(({ x, y }) => Math.hypot(x - one.x, y - one.y) < 2 * SIGN_RADIUS[layout.id]),
        );
        expect(touching, `${layout.id}, ${state.name}`).toEqual([]);
      }
    }
  });

  it('[ARC-12] has a sign of its own for each kind and change', () => {
    const signs = [...Object.values(KIND_SIGNS), ...Object.values(CHANGE_SIGNS)];
    expect(new Set(signs).size).toBe(signs.length);
  });
});
