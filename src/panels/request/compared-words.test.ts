/** What the bar says of the old side, where it says something else. */

import { describe, expect, it } from 'vitest';
import type { Compared } from '../../graph/picture/compared.ts';
import { toCompared } from '../../graph/picture/union-graph.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getOutcome, replayStep } from '../../protocol/trace/replay.ts';
import { of, value } from '../../protocol/trace/walk.ts';
import { findOldVerdict, formatOldOutcome, formatUnionRequest } from './compared-words.ts';

const compare = (a: string, b: string, flags: number | null = null) => toCompared(of(a), of(b), flags);

describe('what is said', () => {
  const say = (compared: Compared, from: number, to: number, current = from) =>
    findOldVerdict(compared, { from, to }, current);

  it('[CMP-30] of a request is what the old side says, where it is something else', () => {
    const amended = compare('patch-2021-09', 'patch-2021-09-amended');
    expect(say(amended, 1, 4)).toEqual({ change: 'added', words: 'old: refused, -EINVAL; new: ' });
    expect(say(amended, 1, 0)).toBeNull();
    expect(say(compare('v2-6.2', 'v2-7.2', 7), 3, 6)?.words).toBe('old: never returns; new: ');
    expect(say(compare('v2-7.2', 'fully-connected'), 1, 0)?.words).toBe(
      'old: accepted, via RUNNING_P2P; new: ',
    );
    expect(say(compare('v2-5.18', 'v2-6.2', 7), 2, 6)?.words).toBe('old: no such state; new: ');
  });

  it('[CMP-30] names the state of the old side while the sides are in different states', () => {
    const apart = { ...compare('patch-2021-09', 'patch-2021-09-amended'), currentOfOther: 1 };
    expect(say(apart, 4, 0)).toEqual({
      change: 'unlisted',
      words: 'old, from _RUNNING: accepted; new: ',
    });
    expect(say(apart, 1, 4, 4)?.change).toBe('added');
  });

  it('[CMP-31] names states of either side', () => {
    const compared = compare('uapi-v1', 'v2-7.2', 7);
    expect(formatUnionRequest(compared, { from: 2, to: -6 })).toBe('RUNNING > 101b');
  });

  const step = (a: RuleSet, b: RuleSet, from: [number, number], to: string, flags: number | null = null) => {
    const compared = toCompared(a, b, flags);
    const toB = value(b, to);
    const stepOfOther = replayStep(a, compared.againstFlags, from[0], { act: 'request', to });
    return formatOldOutcome({ ...compared, stepOfOther }, getOutcome(b, flags, from[1], toB));
  };

  it('[CMP-32] of the last step is what came of it on the old side, where that differs', () => {
    const [posted, amended] = [of('patch-2021-09'), of('patch-2021-09-amended')];
    expect(step(posted, amended, [1, 1], '_RESUMING')).toBe('refused, -EINVAL; device_state reads _RUNNING.');
    expect(step(posted, amended, [1, 1], '_STOP')).toBeNull();
    expect(step(posted, amended, [0, 1], '_STOP')).toBe('refused, -EINVAL; device_state reads _STOP.');
    expect(step(of('v2-6.2'), of('v2-7.2'), [3, 3], 'PRE_COPY', 7)).toBe(
      'never returns; device_state reads STOP_COPY.',
    );
    expect(step(of('v2-5.18'), of('v2-7.2'), [2, 2], 'PRE_COPY', 7)).toBe(
      'no such state; device_state stays as it is.',
    );
  });

  it('[CMP-32] is nothing where the same came of it under other names', () => {
    const compared = compare('fully-connected', 'v2-7.2', 1);
    const stepOfOther = replayStep(of('fully-connected'), null, 1, { act: 'request', to: '_STOP' });
    const outcome = getOutcome(of('v2-7.2'), 1, 2, 1);
    expect(formatOldOutcome({ ...compared, stepOfOther }, outcome)).toBeNull();
    expect(formatOldOutcome(compared, outcome)).toBeNull();
  });
});
