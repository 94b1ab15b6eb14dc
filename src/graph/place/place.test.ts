/** Places: what a row and a column mean, in every rule set and layout, and that no two nodes share one. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { NDMA_STATES } from '../../protocol/state/state.ts';
import { of } from '../../protocol/trace/walk.ts';
import type { Layout, Place } from './place.ts';
import {
  COLUMN_WORDS,
  COLUMNS,
  getPlace,
  LOW,
  listRows,
  NARROW,
  PROJECTOR,
  ROW_WORDS,
  WIDE,
} from './place.ts';

const LAYOUTS = [WIDE, LOW, NARROW, PROJECTOR];
const named = LAYOUTS.map((layout) => [layout.id, layout] as const);

const placesOf = (layout: Layout, states: readonly StateInfo[]) =>
  states.map((state) => ({ state, place: getPlace(state, layout, states) }));

/** The place of a state by name: `at(WIDE, 'v2-7.2', 'RUNNING')`. */
const at = (layout: Layout, id: string, name: string): Place => {
  const found = placesOf(layout, of(id).states).find(({ state }) => state.name === name);
  if (!found) throw new Error(`${id} has no ${name}`);
  return found.place;
};

const middle = ({ x, y }: Place) => [x, y];

/** Units between two nodes; below 0 they overlap. */
const getRoom = (a: Place, b: Place) =>
  Math.max(Math.abs(a.x - b.x) - (a.width + b.width) / 2, Math.abs(a.y - b.y) - (a.height + b.height) / 2);

/** What a place may depend on: two states that agree in it stand at one place, whatever the rules. */
const toMeaning = ({ kind, activity, session }: StateInfo) => `${kind} ${activity} ${session}`;

describe.each(named)('places of the %s layout', (_, layout) => {
  it('[PLACE-1] are the same for the same meaning in every rule set of both generations', () => {
    const seen = new Map<string, { place: Place; by: string }>();
    for (const { id, states } of RULE_SETS)
      for (const { state, place } of placesOf(layout, states)) {
        const isFirst = states.find((each) => toMeaning(each) === toMeaning(state)) === state;
        if (!isFirst) continue;
        const known = seen.get(toMeaning(state));
        if (known) expect(place, `${state.name} of ${id}, as ${known.by}`).toEqual(known.place);
        else seen.set(toMeaning(state), { place, by: `${state.name} of ${id}` });
      }
    expect([...seen.keys()]).toHaveLength(13);
  });

  it('[PLACE-2] are apart by 4 units and more', () => {
    for (const { id, states } of RULE_SETS) {
      const all = placesOf(layout, states);
      for (const [index, one] of all.entries())
        for (const two of all.slice(index + 1))
          expect
            .soft(getRoom(one.place, two.place), `${id}: ${one.state.name} and ${two.state.name}`)
            .toBeGreaterThanOrEqual(4);
    }
  });

  it('[PLACE-3] lie inside the size of the layout', () => {
    for (const { id, states } of RULE_SETS)
      for (const { state, place } of placesOf(layout, states)) {
        const { x, y, width, height } = place;
        const rooms = [
          x - width / 2,
          y - height / 2,
          layout.size.width - x - width / 2,
          layout.size.height - y - height / 2,
        ];
        expect.soft(Math.min(...rooms), `${id}: ${state.name}`).toBeGreaterThan(0);
      }
  });

  it('[PLACE-4] have a row for what the device may do, from running down to stopped', () => {
    const rows = (id: string, names: readonly string[]) => names.map((name) => at(layout, id, name).y);
    expect(rows('v2-7.2', ['RUNNING', 'PRE_COPY'])).toEqual([layout.row.runs, layout.row.runs]);
    expect(rows('v2-7.2', ['RUNNING_P2P', 'PRE_COPY_P2P'])).toEqual([
      layout.row.quiescent,
      layout.row.quiescent,
    ]);
    expect(new Set(rows('v2-7.2', ['RESUMING', 'STOP', 'STOP_COPY']))).toEqual(new Set([layout.row.stopped]));
    expect(rows('ndma-rfc', ['_NDMA|_RUNNING', '_NDMA|_SAVING|_RUNNING'])).toEqual([
      layout.row.quiescent,
      layout.row.quiescent,
    ]);
    expect(layout.row.runs).toBeLessThan(layout.row.quiescent);
    expect(layout.row.quiescent).toBeLessThan(layout.row.stopped);
    expect(layout.row.stopped).toBeLessThan(layout.apart);
  });

  it('[PLACE-5] have a column for which way data flows: loading, no session, saving', () => {
    const columns = (names: readonly string[]) => names.map((name) => at(layout, 'v2-7.2', name).x);
    const { loading, none, saving } = layout.column;
    expect(columns(['RESUMING', 'STOP', 'STOP_COPY'])).toEqual([loading, none, saving]);
    expect(columns(['RUNNING', 'RUNNING_P2P'])).toEqual([none, none]);
    expect(columns(['PRE_COPY', 'PRE_COPY_P2P'])).toEqual([saving, saving]);
    expect([loading, none, saving]).toEqual([loading, none, saving].sort((a, b) => a - b));
    expect(COLUMNS).toEqual(['loading', 'none', 'saving']);
  });

  it("[PLACE-6] read v1's bits as axes: RUNNING the row, SAVING right, RESUMING left", () => {
    for (const { value, name, kind, session } of of('uapi-v1').states) {
      if (kind === 'error' || (kind === 'invalid' && session === 'none')) continue;
      const place = at(layout, 'uapi-v1', name);
      expect(place.y, name).toBe(value & 1 ? layout.row.runs : layout.row.stopped);
      const column = value & 2 ? 'saving' : value & 4 ? 'loading' : 'none';
      expect(place.x, name).toBe(layout.column[column]);
    }
  });

  it('[PLACE-7] leave the corner of running and loading to 101b', () => {
    const corner = [layout.column.loading, layout.row.runs];
    for (const { id, states } of RULE_SETS) {
      const there = placesOf(layout, states).filter(({ place }) => `${middle(place)}` === `${corner}`);
      const expected = id.startsWith('v2') ? [] : [id === 'ndma-rfc' ? '0101b' : '101b'];
      expect(
        there.map(({ state }) => state.name),
        id,
      ).toEqual(expected);
    }
  });

  it('[PLACE-8] put ERROR apart, below all states that can be asked for', () => {
    for (const { id, states } of RULE_SETS) {
      const all = placesOf(layout, states);
      const error = all.find(({ state }) => state.kind === 'error')!.place;
      expect(middle(error), id).toEqual([layout.column.none, layout.apart]);
      for (const { state, place } of all)
        if (state.kind === 'valid')
          expect(place.y + place.height / 2, `${id}: ${state.name}`).toBeLessThan(error.y - error.height / 2);
    }
  });

  it('[PLACE-9] put what no row and column describes below, too', () => {
    for (const { id, states } of RULE_SETS)
      for (const { state, place } of placesOf(layout, states))
        if (state.kind === 'invalid' && state.session === 'none')
          expect(place.y, `${id}: ${state.name}`).toBeGreaterThan(
            layout.row.stopped + layout.node.height / 2,
          );
  });

  it('[PLACE-10] put the values with NDMA that add nothing right under those without, and smaller', () => {
    for (const value of [0, 2, 4]) {
      const [plain, ndma] = [value, value | 8].map((each) =>
        getPlace(NDMA_STATES[each]!, layout, NDMA_STATES),
      );
      expect(ndma!.x).toBe(plain!.x);
      // Room for the arc between the two, and its arrow.
      expect(getRoom(plain!, ndma!)).toBe(22);
      expect(ndma!.y).toBeGreaterThan(plain!.y);
      expect(ndma!.height).toBe(layout.small.height);
    }
  });
});

describe('the style sheet of the canvas', () => {
  it.each(LAYOUTS)(
    '[PLACE-12] has the size of the $id layout, for the texts that keep theirs',
    ({ id, size }) => {
      const style = readFileSync(new URL('../view/GraphFrame.module.css', import.meta.url), 'utf8');
      const { width, height } =
        new RegExp(`"${id}"\\] \\{\\s*--width: (?<width>\\d+)px;\\s*--height: (?<height>\\d+)px`).exec(style)
          ?.groups ?? {};
      expect({ width: Number(width), height: Number(height) }).toEqual(size);
    },
  );
});

describe('the words of the margins', () => {
  it('[PLACE-13] has words for the rows in which a state stands, and for no other', () => {
    const rows = (id: string) => listRows(of(id).states);
    expect(rows('patch-2021-09')).toEqual(['runs', 'stopped']);
    for (const id of ['v2-5.18', 'v2-7.2', 'ndma-rfc'])
      expect(rows(id), id).toEqual(['runs', 'quiescent', 'stopped']);
  });

  it('[PLACE-11] name every row and column', () => {
    expect(ROW_WORDS).toEqual({
      runs: 'runs',
      quiescent: 'runs, starts no P2P DMA',
      stopped: 'stopped',
    });
    expect(COLUMN_WORDS).toEqual({ loading: 'loading', none: 'no session', saving: 'saving' });
  });
});
