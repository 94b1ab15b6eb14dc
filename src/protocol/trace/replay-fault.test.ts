/** `[REPLAY-1]` Faults of the driver: which arc they hit, where they leave the device, and where they hit nothing. */

import { describe, expect, it } from 'vitest';
import { formatState } from '../state/state.ts';
import { findFailedArc, getOutcome, type Outcome } from './replay.ts';
import { ERRNOS, type Fault } from './trace.ts';
import { of, value } from './walk.ts';

/** What comes of one request, by names. */
function make(id: string, request: string, fault?: Fault): Outcome {
  const rules = of(id);
  const [from = '', to = ''] = request.split('>');
  const flags = rules.generation === 'v1' ? null : 7;
  return getOutcome(rules, flags, value(rules, from), value(rules, to), fault);
}

/** `PRE_COPY EBUSY declined, after 1`: where the device is, what the call returns, who decided, arcs taken. */
const tell = (id: string, { now, returns, cause, arcs }: Outcome) =>
  `${formatState(of(id).states, now)} ${returns} ${cause}, after ${arcs.length}`;

const corrupt = (device: 'stays' | 'faults'): Fault => ({ kind: 'corrupt', device });

describe('a driver that declines', () => {
  const path = ['RESUMING', 'STOP', 'RUNNING_P2P', 'RUNNING'];

  it.each([1, 2, 3, 4])(
    '[REPLAY-1] arc %i leaves the device where that arc begins, with its errno',
    (arc) => {
      for (const errno of ERRNOS) {
        const outcome = make('v2-7.2', 'RESUMING > PRE_COPY', { kind: 'declined', arc, errno });
        expect(tell('v2-7.2', outcome)).toBe(`${path[arc - 1]} ${errno} declined, after ${arc - 1}`);
        expect(outcome.kind).toBe('refused');
        expect(outcome.failed?.from).toBe(outcome.now);
      }
    },
  );

  it('[REPLAY-1] keeps the value of v1', () => {
    const outcome = make('patch-2021-09', '_RUNNING > _SAVING', { kind: 'declined', arc: 1, errno: 'EBUSY' });
    expect(tell('patch-2021-09', outcome)).toBe('_RUNNING EBUSY declined, after 0');
  });
});

describe('a driver that faults', () => {
  it.each([1, 2, 3, 4])('[REPLAY-1] on arc %i leaves the device in ERROR', (arc) => {
    const outcome = make('v2-7.2', 'RESUMING > PRE_COPY', { kind: 'faulted', arc });
    expect(tell('v2-7.2', outcome)).toBe(`ERROR EIO faulted, after ${arc - 1}`);
  });

  it('[REPLAY-1] leaves 110b in v1', () => {
    for (const id of ['patch-2021-09', 'ndma-rfc'])
      expect(make(id, '_RUNNING > _STOP', { kind: 'faulted', arc: 1 }).now).toBe(6);
  });
});

describe('corrupt data', () => {
  const [stays, faults] = [corrupt('stays'), corrupt('faults')];

  it('[REPLAY-1] shows on the arc that leaves RESUMING, whatever comes after', () => {
    for (const to of ['STOP', 'RUNNING_P2P', 'RUNNING', 'PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY']) {
      expect(tell('v2-7.2', make('v2-7.2', `RESUMING > ${to}`, stays))).toBe(
        'RESUMING EINVAL corrupt, after 0',
      );
      expect(tell('v2-7.2', make('v2-7.2', `RESUMING > ${to}`, faults))).toBe(
        'ERROR EINVAL corrupt, after 0',
      );
    }
  });

  it('[REPLAY-1] shows on every write that clears _RESUMING, and lets the driver choose', () => {
    for (const to of ['_STOP', '_RUNNING', '_SAVING', '_SAVING|_RUNNING']) {
      expect(make('fully-connected', `_RESUMING > ${to}`, stays).now).toBe(4);
      expect(make('fully-connected', `_RESUMING > ${to}`, faults).now).toBe(6);
    }
  });

  it('[REPLAY-1] shows nowhere else', () => {
    for (const request of [
      'STOP > RESUMING',
      'RUNNING > STOP_COPY',
      'PRE_COPY > STOP',
      'RESUMING > RESUMING',
    ])
      expect(make('v2-7.2', request, faults)).toEqual(make('v2-7.2', request));
    for (const request of ['_RUNNING > _RESUMING', '_SAVING > _STOP', '_RESUMING > _RESUMING'])
      expect(make('fully-connected', request, stays)).toEqual(make('fully-connected', request));
    expect(make('ndma-rfc', '_RESUMING > _NDMA|_RESUMING', faults)).toEqual(
      make('ndma-rfc', '_RESUMING > _NDMA|_RESUMING'),
    );
  });
});

describe('a fault without effect', () => {
  it('[REPLAY-1] is one beyond the last arc, and one of x > x, which calls no driver', () => {
    for (const fault of [
      { kind: 'faulted', arc: 5 },
      { kind: 'declined', arc: 9, errno: 'EIO' },
    ] as const)
      expect(make('v2-7.2', 'RESUMING > PRE_COPY', fault)).toEqual(make('v2-7.2', 'RESUMING > PRE_COPY'));
    for (const id of ['v2-7.2', 'v2-6.2'])
      expect(make(id, 'STOP > STOP', { kind: 'faulted', arc: 1 }).now).toBe(1);
    expect(findFailedArc(of('v2-7.2'), [], { kind: 'faulted', arc: 1 })).toBeUndefined();
  });

  it('[REPLAY-1] is one of a request that the rules refuse, do not speak of, or never answer', () => {
    for (const [id, request] of [
      ['patch-2021-09', '_RUNNING > _RESUMING'],
      ['uapi-v1', '_STOP > _RUNNING'],
      ['v2-6.2', 'STOP_COPY > PRE_COPY'],
    ] as const)
      expect(make(id, request, { kind: 'faulted', arc: 1 })).toEqual(make(id, request));
  });
});
