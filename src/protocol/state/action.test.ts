/**
 * What a driver does, and in which order. `[ACT-1]` the order of #29, `[ACT-2]` the driver of October 2021, `[ACT-3]`
 * what the chart of #24 asks, `[ACT-4]` NDMA, `[ACT-5]` the arcs of v2.
 */

import { describe, expect, it } from 'vitest';
import { ask, of, pairs } from '../trace/walk.ts';
import { getVerdict } from '../verdict/request-verdict.ts';
import { ACTIONS, getBitActions, ORDER_24, ORDER_29, ORDER_NDMA, ORDER_V4, type Trigger } from './action.ts';

const told = (order: readonly Trigger[], request: string) => {
  const [[from, to] = [0, 0]] = pairs(request);
  return getBitActions(order, from, to).join(' ');
};

/** The actions of an accepted request, arc by arc. */
const done = (ruleSet: string, request: string, flags: number | null = null) => {
  const verdict = ask(ruleSet, request, flags);
  if (verdict.kind !== 'accepted') throw new Error(`${ruleSet} does not accept ${request}`);
  return verdict.arcs.map((arc) => arc.actions.join(' ')).join(' | ');
};

/** The pseudocode of #29, as one reads it: what turned off, what turned on. */
function read29(from: number, to: number): string[] {
  const [running, saving, resuming] = [1, 2, 4];
  const does: string[] = [];
  const turnsOff = (bit: number) => (from & bit) !== 0 && (to & bit) === 0;
  const turnsOn = (bit: number) => (from & bit) === 0 && (to & bit) !== 0;
  if (turnsOff(running)) does.push('quiesce', 'freeze');
  if (turnsOff(resuming)) does.push('de-serialize');
  if (turnsOn(saving) && (to & running) === 0) does.push('serialize');
  if (turnsOn(running)) does.push('unfreeze', 'unquiesce');
  return does;
}

/** The same for V4 11/13: serialize where _RUNNING or _SAVING flips and the new value is 010b. */
function readV4(from: number, to: number): string[] {
  const flips = (bit: number) => Math.floor(from / bit) % 2 !== Math.floor(to / bit) % 2;
  const has = (bit: number) => Math.floor(to / bit) % 2 === 1;
  const does: string[] = [];
  if (flips(1) && !has(1)) does.push('quiesce', 'freeze');
  if ((flips(1) || flips(2)) && to === 2) does.push('serialize');
  if (flips(4) && has(4)) does.push('prepare-to-load');
  if (flips(4) && !has(4)) does.push('de-serialize');
  if (flips(1) && has(1)) does.push('unfreeze', 'unquiesce');
  return does;
}

const all = [0, 1, 2, 3, 4].flatMap((from) => [0, 1, 2, 3, 4].map((to) => ({ from, to, flags: null })));

describe('control-bits', () => {
  it('[ACT-1] does what the order of #29 says, for all pairs', () => {
    for (const request of all) {
      const verdict = getVerdict(of('control-bits'), request);
      const actions = verdict.kind === 'accepted' ? verdict.arcs.flatMap((arc) => arc.actions) : undefined;
      expect([request, actions]).toEqual([request, read29(request.from, request.to)]);
    }
  });

  it('[ACT-1] serializes nothing on 3 > 2, the path of a live migration', () => {
    expect(done('control-bits', '_SAVING|_RUNNING > _SAVING')).toBe('quiesce freeze');
    expect(done('control-bits', '_RUNNING > _SAVING|_RUNNING')).toBe('');
    expect(done('control-bits', '_RUNNING > _SAVING')).toBe('quiesce freeze serialize');
    expect(done('control-bits', '_STOP > _SAVING')).toBe('serialize');
  });

  it('[ACT-1] de-serializes before it serializes on 4 > 2', () => {
    expect(done('control-bits', '_RESUMING > _SAVING')).toBe('de-serialize serialize');
  });

  it.each(['control-bits', 'control-bits-v4'])('[ACT-1] does on 4 > 3 what 4 > 1 > 3 does, in %s', (id) => {
    const direct = done(id, '_RESUMING > _SAVING|_RUNNING');
    const detour = [done(id, '_RESUMING > _RUNNING'), done(id, '_RUNNING > _SAVING|_RUNNING')]
      .join(' ')
      .trim();
    expect(direct).toBe('de-serialize unfreeze unquiesce');
    expect(direct).toBe(detour);
  });
});

describe('control-bits-v4', () => {
  it('[ACT-2] does what the driver of October 2021 does, for all pairs', () => {
    for (const { from, to } of all)
      expect([from, to, getBitActions(ORDER_V4, from, to)]).toEqual([from, to, readV4(from, to)]);
  });

  it('[ACT-2] serializes on 3 > 2', () => {
    expect(done('control-bits-v4', '_SAVING|_RUNNING > _SAVING')).toBe('quiesce freeze serialize');
  });

  it('[ACT-2] serializes before it de-serializes on 4 > 2', () => {
    expect(done('control-bits-v4', '_RESUMING > _SAVING')).toBe('serialize de-serialize');
  });
});

describe('the chart', () => {
  it('[ACT-3] is kept by V4 and broken by #29: whoever enters 010b serializes', () => {
    const entering = [0, 1, 3, 4].map((from) => `${from}>2`);
    const lacking = (order: readonly Trigger[]) =>
      entering.filter((request) => !told(order, request).includes('serialize'));
    expect(lacking(ORDER_24)).toEqual([]);
    expect(lacking(ORDER_V4)).toEqual([]);
    expect(lacking(ORDER_29)).toEqual(['3>2']);
  });

  it('[ACT-3] de-serializes whenever _RESUMING is left, in every order, and before it serializes', () => {
    for (const order of [ORDER_24, ORDER_29, ORDER_V4, ORDER_NDMA])
      for (const to of [0, 1, 2, 3]) expect(told(order, `4>${to}`)).toContain('de-serialize');
    expect(told(ORDER_24, '4>2')).toBe('de-serialize serialize');
  });

  it('[ACT-3] quiesces before it freezes, and unfreezes before it unquiesces', () => {
    for (const order of [ORDER_24, ORDER_29, ORDER_V4]) {
      expect(told(order, '1>0')).toBe('quiesce freeze');
      expect(told(order, '0>1')).toBe('unfreeze unquiesce');
    }
    for (const order of [ORDER_29, ORDER_V4]) {
      expect(told(order, '3>0')).toBe('quiesce freeze');
      expect(told(order, '0>3')).toBe('unfreeze unquiesce');
    }
  });

  it('[ACT-3] tracks while the device runs with _SAVING, by the chart of the states', () => {
    expect(told(ORDER_24, '1>3')).toBe('start-tracking');
    expect(told(ORDER_24, '3>1')).toBe('stop-tracking');
    expect(told(ORDER_24, '0>3')).toBe('unfreeze unquiesce start-tracking');
    expect(told(ORDER_24, '3>2')).toBe('quiesce freeze serialize');
  });

  it('[ACT-3] does nothing for x > x', () => {
    for (const order of [ORDER_24, ORDER_29, ORDER_V4, ORDER_NDMA])
      for (const value of [...Array(16).keys()]) expect(getBitActions(order, value, value)).toEqual([]);
  });
});

describe('NDMA', () => {
  it.each([
    ['1>9', 'stop-dma'],
    ['9>1', 'start-dma'],
    ['3>11', 'stop-dma'],
    ['1>8', 'stop-dma freeze'],
    ['9>8', 'freeze'],
    ['9>0', 'freeze'],
    ['9>10', 'freeze serialize'],
    ['11>10', 'freeze serialize'],
    ['1>0', 'quiesce freeze'],
    ['8>9', 'unfreeze'],
    ['0>9', 'unfreeze'],
    ['8>1', 'unfreeze unquiesce'],
    ['0>1', 'unfreeze unquiesce'],
    ['12>9', 'de-serialize unfreeze'],
    ['4>1', 'de-serialize unfreeze unquiesce'],
    ['9>12', 'freeze prepare-to-load'],
  ])('[ACT-4] does on %s: %s', (request, actions) => {
    expect(told(ORDER_NDMA, request)).toBe(actions);
  });

  it('[ACT-4] adds nothing while _RUNNING is off', () => {
    for (const value of [0, 2, 4]) {
      expect(told(ORDER_NDMA, `${value}>${value + 8}`)).toBe('');
      expect(told(ORDER_NDMA, `${value + 8}>${value}`)).toBe('');
    }
    for (const from of [0, 2, 4])
      for (const to of [0, 2, 4])
        expect(told(ORDER_NDMA, `${from}>${to}`)).toBe(told(ORDER_NDMA, `${from + 8}>${to + 8}`));
  });

  it('[ACT-4] stops the DMA of a running device once, and starts it once', () => {
    const count = (text: string, ...words: string[]) =>
      text.split(' ').filter((word) => words.includes(word)).length;
    const runs = (value: number) => (value & 9) === 1;
    const values = [0, 1, 2, 3, 4, 8, 9, 10, 11, 12];
    for (const from of values)
      for (const to of values) {
        const text = told(ORDER_NDMA, `${from}>${to}`);
        expect(count(text, 'stop-dma', 'quiesce')).toBe(runs(from) && !runs(to) ? 1 : 0);
        expect(count(text, 'start-dma', 'unquiesce')).toBe(!runs(from) && runs(to) ? 1 : 0);
      }
  });
});

describe('the arcs of v2', () => {
  it('[ACT-5] serialize on the way into STOP_COPY, and de-serialize on the way out of RESUMING', () => {
    expect(done('v2-7.2', 'STOP > STOP_COPY', 7)).toBe('serialize');
    expect(done('v2-7.2', 'PRE_COPY_P2P > STOP_COPY', 7)).toContain('serialize');
    expect(done('v2-7.2', 'RESUMING > STOP', 7)).toBe('de-serialize');
    expect(done('v2-7.2', 'STOP > RESUMING', 7)).toBe('prepare-to-load');
    expect(done('v2-7.2', 'STOP_COPY > STOP', 7)).toBe('');
  });

  it('[ACT-5] take two steps down and two steps up, or one where P2P is missing', () => {
    expect(done('v2-7.2', 'RUNNING > STOP', 3)).toBe('stop-p2p | stop');
    expect(done('v2-7.2', 'STOP > RUNNING', 3)).toBe('run | start-p2p');
    expect(done('v2-7.2', 'RUNNING > STOP', 1)).toBe('stop');
    expect(done('v2-7.2', 'STOP > RUNNING', 1)).toBe('run');
    expect(done('v2-7.2', 'PRE_COPY > STOP_COPY', 7)).toBe('stop-p2p | stop serialize');
    expect(done('v2-7.2', 'PRE_COPY > STOP_COPY', 5)).toBe('stop serialize');
  });

  it('[ACT-5] track state from the arc into PRE_COPY to the arc out of the saving group', () => {
    expect(done('v2-7.2', 'RUNNING > PRE_COPY', 7)).toBe('start-tracking');
    expect(done('v2-7.2', 'PRE_COPY > RUNNING', 7)).toBe('stop-tracking');
    expect(done('v2-7.2', 'PRE_COPY > PRE_COPY_P2P', 7)).not.toContain('tracking');
  });

  it.each([
    [1, 3],
    [5, 7],
  ])(
    '[ACT-5] do the same work without P2P, save about P2P: with flags %i what they do with %i',
    (without, withP2p) => {
      for (let from = 1; from < 8; from += 1)
        for (let to = 1; to < 8; to += 1) {
          const [bare, full] = [without, withP2p].map((flags) =>
            getVerdict(of('v2-7.2'), { from, to, flags }),
          );
          if (bare?.kind !== 'accepted' || full?.kind !== 'accepted') continue;
          const [less, more] = [bare, full].map(({ arcs }) => arcs.flatMap(({ actions }) => actions));
          expect(less).toEqual(more?.filter((action) => !action.endsWith('-p2p')));
        }
    },
  );

  it('[ACT-5] are all explained, and every action is used by some order or arc', () => {
    const used = new Set<string>();
    for (const order of [ORDER_24, ORDER_29, ORDER_V4, ORDER_NDMA])
      for (const trigger of order) for (const action of trigger.does) used.add(action);
    for (const request of ['RUNNING > PRE_COPY', 'PRE_COPY > STOP', 'RESUMING > RUNNING', 'STOP > RESUMING'])
      for (const action of done('v2-7.2', request, 7).split(/[ |]+/)) used.add(action);
    expect([...used].filter(Boolean).sort()).toEqual(Object.keys(ACTIONS).sort());
  });
});
