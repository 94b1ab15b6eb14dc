/** What userspace sees of a request: the return value, the value that is read again, the data session. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../../protocol/rule-sets/rule-sets.ts';
import { formatDigits, formatState } from '../../../protocol/state/state.ts';
import { toOutcome } from '../../../protocol/trace/replay.ts';
import { ask, change, of } from '../../../protocol/trace/walk.ts';
import { getVerdict } from '../../../protocol/verdict/request-verdict.ts';
import { getSeen } from './seen-words.ts';

const see = (id: string, request: string, flags: number | null = null): Readonly<Record<string, string>> =>
  Object.fromEntries(
    getSeen(of(id), toOutcome(of(id), ask(id, request, flags))).map((seen) => [seen.name, seen.value]),
  );

describe('userspace sees', () => {
  it('[SEEN-1] of an accepted request of v1: the bytes written, and the new value', () => {
    expect(see('patch-2021-09', '_RUNNING > _SAVING|_RUNNING')).toEqual({
      'pwrite returns': '4, the bytes written',
      'device_state reads': '_SAVING|_RUNNING 011b',
      'data session': 'opens the saving session',
    });
  });

  it('[SEEN-2] of a refused request of v1: an errno, and the old value', () => {
    expect(see('patch-2021-09', '_RUNNING > _RESUMING')).toEqual({
      'pwrite returns': '-1, errno EINVAL',
      'device_state reads': '_RUNNING 001b',
    });
  });

  it('[SEEN-3] of an unspecified request: either, the old value where the driver declines, _ERROR where it faults', () => {
    const seen = see('uapi-v1', '_STOP > _SAVING');
    expect(seen['pwrite returns']).toBe('not said: success, or an errno');
    expect(seen['device_state reads']).toMatch(/old value \(declined\).*_ERROR \(faulted\)/);
  });

  it('[SEEN-4] of an accepted request of v2: 0, the new state, and the data_fd', () => {
    expect(see('v2-7.2', 'RUNNING > STOP_COPY', 7)).toEqual({
      'ioctl returns': '0',
      'MIG_DEVICE_STATE reads': 'STOP_COPY 3',
      data_fd: 'a new one, for saving',
    });
  });

  it('[SEEN-5] of the loop: nothing, with the mutex held', () => {
    const seen = see('v2-6.2', 'STOP_COPY > PRE_COPY', 7);
    expect(seen['ioctl returns']).toMatch(/^never.*mutex/);
    expect(seen['MIG_DEVICE_STATE reads']).toMatch(/^nothing.*mutex/);
    expect(see('v2-7.2', 'STOP_COPY > PRE_COPY', 7)).toEqual({
      'ioctl returns': '-1, errno EINVAL',
      'MIG_DEVICE_STATE reads': 'STOP_COPY 3',
    });
  });

  it('[SEEN-6] of a table that gets stuck: the state where it stopped', () => {
    const rules = change('v2-7.2', 'RUNNING_P2P > STOP', 'ERROR');
    const [, reads] = getSeen(rules, toOutcome(rules, ask(rules, 'RUNNING > STOP', 7)));
    expect(reads?.value).toBe('RUNNING_P2P 5');
  });

  it.each([
    ['STOP > STOP_COPY', 'a new one, for saving'],
    ['RUNNING > PRE_COPY', 'a new one, for saving'],
    ['RUNNING_P2P > PRE_COPY_P2P', 'a new one, for saving'],
    ['STOP > RESUMING', 'a new one, for loading'],
    ['PRE_COPY > PRE_COPY_P2P', 'the same, for saving'],
    ['PRE_COPY_P2P > PRE_COPY', 'the same, for saving'],
    ['PRE_COPY_P2P > STOP_COPY', 'the same, for saving'],
    ['PRE_COPY > STOP_COPY', 'the same, for saving'],
    ['STOP_COPY > STOP', 'the one for saving ends'],
    ['PRE_COPY > RUNNING', 'the one for saving ends'],
    ['PRE_COPY_P2P > RUNNING_P2P', 'the one for saving ends'],
    ['RESUMING > STOP', 'the one for loading ends'],
    ['STOP_COPY > RESUMING', 'the one for saving ends; then a new one, for loading'],
    ['RESUMING > PRE_COPY', 'the one for loading ends; then a new one, for saving'],
    ['RUNNING > STOP', 'none'],
    ['STOP > STOP', 'none'],
    ['STOP_COPY > STOP_COPY', 'unchanged'],
    ['RESUMING > RESUMING', 'unchanged'],
  ])('[SEEN-7] of the data_fd on %s: %s', (request, words) => {
    expect(see('v2-7.2', request, 7).data_fd).toBe(words);
  });

  it.each([
    ['_RUNNING > _SAVING', 'opens the saving session'],
    ['_SAVING|_RUNNING > _SAVING', 'keeps the saving session'],
    ['_SAVING > _STOP', 'ends the saving session'],
    ['_RESUMING > _RUNNING', 'ends the loading session'],
    ['_RESUMING > _SAVING', 'ends the loading session; then opens the saving session'],
    ['_SAVING > _SAVING', 'unchanged'],
    ['_RUNNING > _STOP', 'none'],
  ])('[SEEN-8] of the data session of v1 on %s: %s', (request, words) => {
    expect(see('fully-connected', request)['data session']).toBe(words);
  });

  it('[SEEN-9] the state it asked for if and only if the request is accepted, in every rule set', () => {
    for (const ruleSet of RULE_SETS)
      for (const flags of getFlagSets(ruleSet))
        for (const { value: from } of ruleSet.states)
          for (const { value: to } of [...ruleSet.states, { value: 0xf000 }]) {
            const verdict = getVerdict(ruleSet, { from, to, flags });
            const [returns, reads, ...rest] = getSeen(ruleSet, toOutcome(ruleSet, verdict));
            const write = (each: number) =>
              `${formatState(ruleSet.states, each)} ${formatDigits(ruleSet.states, each)}`;
            if (verdict.kind === 'accepted') expect(reads?.value).toBe(write(to));
            if (verdict.kind === 'refused') {
              if (verdict.reason === 'error-to-error') expect(returns?.value).toMatch(/EINVAL; .* 0; .*EIO/);
              else expect(returns?.value).toBe('-1, errno EINVAL');
              expect(reads?.value).toBe(write(from));
            }
            expect(rest).toHaveLength(verdict.kind === 'accepted' ? 1 : 0);
            expect(returns?.name).toBe(ruleSet.generation === 'v1' ? 'pwrite returns' : 'ioctl returns');
          }
  });
});
