/** What each set of flags adds, with the numbers of the facts. */

import { describe, expect, it } from 'vitest';
import { ofV2 } from '../../protocol/trace/walk.ts';
import { getFlagGain, getFlagGains } from './flag-gain.ts';

describe('what flags add', () => {
  const gains = getFlagGains(ofV2('v2-7.2'));
  const write = (list: readonly (readonly [number, number])[]) =>
    list.map((pair) => pair.join('>')).toSorted();

  it('[GAIN-1] is compared with the largest smaller set', () => {
    expect(gains.map(({ flags, base }) => [flags, base])).toEqual([
      [1, null],
      [3, 1],
      [5, 1],
      [7, 5],
    ]);
  });

  it('[GAIN-2] has the states, the requests and the arcs: 16, 25, 24, 47 accepted, 6, 8, 9, 15 arcs', () => {
    expect(gains.map(({ states }) => states)).toEqual([[1, 2, 3, 4], [5], [6], [7, 5]]);
    expect(gains.map(({ requests }) => requests.length)).toEqual([16, 25 - 16, 24 - 16, 47 - 24]);
    expect(gains.map(({ arcs, arcsGone }) => arcs.length - arcsGone.length)).toEqual([
      6,
      8 - 6,
      9 - 6,
      15 - 9,
    ]);
  });

  it('[GAIN-3] of P2P: four arcs for two, and other paths between STOP and RUNNING', () => {
    const [, p2p] = gains;
    expect(write(p2p!.arcs)).toEqual(['1>5', '2>5', '5>1', '5>2']);
    expect(write(p2p!.arcsGone)).toEqual(['1>2', '2>1']);
    expect(write(p2p!.paths)).toEqual(['1>2', '2>1', '2>3', '2>4', '3>2', '4>2']);
  });

  it('[GAIN-4] of any set against any other: 7 against 3 adds the PRE_COPY states', () => {
    const gain = getFlagGain(ofV2('v2-7.2'), 7, 3);
    expect([gain.states, gain.requests.length, gain.paths, gain.arcsGone]).toEqual([[6, 7], 22, [], []]);
    expect(write(gain.arcs)).toEqual(['2>6', '5>7', '6>2', '6>7', '7>3', '7>5', '7>6']);
  });
});
