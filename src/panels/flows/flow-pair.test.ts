/** The flows side by side. */

import { describe, expect, it } from 'vitest';
import { change, of } from '../../protocol/trace/walk.ts';
import { compareFlows } from './flow-pair.ts';

const sum = (pairs: ReturnType<typeof compareFlows>) =>
  Object.fromEntries(
    pairs.map(({ flow, flags, change: found }) => [flags === null ? flow : `${flags} ${flow}`, found]),
  );

/** Those that are not the same. */
const others = (pairs: ReturnType<typeof compareFlows>) =>
  sum(pairs.filter((pair) => pair.change !== 'same'));

describe('flows side by side', () => {
  it('[FLOWS-1] of the posted table and its amendment: a destination gets through', () => {
    const pairs = compareFlows(of('patch-2021-09'), of('patch-2021-09-amended'));
    expect(pairs).toHaveLength(26);
    expect(others(pairs)).toEqual({
      loadvm: 'mended',
      'loadvm-paused-vm': 'mended',
      incoming: 'mended',
      'incoming-paused': 'mended',
      'incoming-paused-migrated-on': 'mended',
    });
  });

  it('[FLOWS-1] of the header and the posted table: silence becomes failure', () => {
    const found = sum(compareFlows(of('uapi-v1'), of('patch-2021-09')));
    expect([found['live-migration'], found['cancel-in-pre-copy'], found.incoming]).toEqual([
      'breaks',
      'mended',
      'breaks',
    ]);
  });

  it('[FLOWS-2] of v2, for every set of flags', () => {
    const found = sum(compareFlows(of('v2-7.2'), change('v2-7.2', 'PRE_COPY > STOP_COPY', 'ERROR')));
    expect(Object.keys(found)).toHaveLength(27 + 27 + 28 + 28);
    expect(found['5 live-migration']).toBe('breaks');
    expect(found['1 live-migration']).toBe('same');
    const shorter = sum(compareFlows(of('v2-7.2'), change('v2-7.2', 'STOP > RUNNING', 'RUNNING')));
    expect(shorter['3 cancel-or-fail-in-stop-copy-paused-vm']).toBe('differs');
    expect(shorter['3 incoming']).toBe('same');
  });

  it('[FLOWS-3] across generations matches them by id', () => {
    const found = compareFlows(of('uapi-v1'), of('v2-7.2'));
    expect(found.find(({ flow, flags }) => flow === 'reset-in-pre-copy' && flags === 7)).toMatchObject({
      b: null,
      change: 'only-a',
    });
    expect(found.find(({ flow, flags }) => flow === 'incoming' && flags === 7)?.a?.verdict).toBe('passes');
  });
});
