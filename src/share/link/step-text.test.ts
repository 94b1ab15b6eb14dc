import { describe, expect, it } from 'vitest';
import type { Step } from '../../protocol/trace/trace.ts';
import { decodeStep } from './step-read.ts';
import { encodeStep } from './step-text.ts';

const request = (to: string, rest: Partial<Step> = {}): Step => ({ act: 'request', to, ...rest });

const corrupt = (device: 'stays' | 'faults') => ({ fault: { kind: 'corrupt', device } }) as const;

const PAIRS: readonly (readonly [text: string, step: Step])[] = [
  ['!reset', { act: 'reset' }],
  ['reset', request('reset')],
  ['%21reset', request('!reset')],
  ['A%21B%2AC%7ED%2CE%3AF%26G%3DH%23', request('A!B*C~D,E:F&G=H#')],
  ['STOP_COPY', request('STOP_COPY')],
  ['_SAVING%7C_RUNNING:a', request('_SAVING|_RUNNING', { saw: 'accepted' })],
  ['0x0000f000:r', request('0x0000f000', { saw: 'refused' })],
  ['101b:u', request('101b', { saw: 'unspecified' })],
  ['PRE_COPY:n', request('PRE_COPY', { saw: 'never-returns' })],
  ['_STOP:a*', request('_STOP', { saw: 'accepted', suppose: 'accepted' })],
  [
    'STOP:r!declined-2-EBUSY',
    request('STOP', { saw: 'refused', fault: { kind: 'declined', arc: 2, errno: 'EBUSY' } }),
  ],
  ['STOP!faulted-1', request('STOP', { fault: { kind: 'faulted', arc: 1 } })],
  ['STOP!corrupt-stays', request('STOP', corrupt('stays'))],
  ['STOP!corrupt-faults*', request('STOP', { ...corrupt('faults'), suppose: 'accepted' })],
];

describe('a step in a link', () => {
  it.each(PAIRS)('[STEP-1] is written and read as %s', (text, step) => {
    expect(encodeStep(step)).toBe(text);
    expect(decodeStep(text, 1)).toEqual({ ok: true, value: step });
  });

  it.each([
    ['STOP:x', 'what was seen is "x", which is not a, r, u or n'],
    ['STOP:', 'what was seen is "", which is not a, r, u or n'],
    ['%zz', 'a percent sign in its name does not begin a valid escape'],
    ['%FF', 'a percent sign in its name does not begin a valid escape'],
    ['', 'the name of a state must have 1 to 40 characters, none of them a control character'],
    ['A%00', 'the name of a state must have 1 to 40 characters, none of them a control character'],
    ['A%E2%80%AE', 'the name of a state must have 1 to 40 characters, none of them a control character'],
    ['X'.repeat(41), 'the name of a state must have 1 to 40 characters, none of them a control character'],
    [
      'STOP!boom',
      'the fault "boom" is none of declined-ARC-ERRNO, faulted-ARC, corrupt-stays and corrupt-faults',
    ],
    ['STOP!', 'the fault "" is none of declined-ARC-ERRNO, faulted-ARC, corrupt-stays and corrupt-faults'],
    ['STOP!declined-0-EIO', 'an arc must be a whole number from 1 to 99'],
    ['STOP!faulted-100', 'an arc must be a whole number from 1 to 99'],
    ['STOP!declined-1-EOOPS', 'the errno must be one of EINVAL, EBUSY, EIO, ENOMEM, ENOSPC, ETIMEDOUT'],
    ['STOP!corrupt-leaves', 'a device with corrupt data must be one that stays or one that faults'],
    ['STOP*:a', "a step is !reset, or a state's name with :a, :r, :u or :n, then !fault, then *"],
    ['STOP**', "a step is !reset, or a state's name with :a, :r, :u or :n, then !fault, then *"],
  ])('[STEP-2] is not %s, and a sentence says why', (text, why) => {
    expect(decodeStep(text, 3)).toEqual({
      ok: false,
      problem: `Step 3 of the link, "${text}", cannot be read: ${why}; the 2 steps before it are kept.`,
    });
  });

  it('[STEP-3] is counted, with how many stand before it', () => {
    const ends = [1, 2, 3].map((number) => {
      const step = decodeStep('!', number);
      return step.ok ? '' : step.problem.split('; ').at(-1);
    });
    expect(ends).toEqual([
      'no step is kept.',
      'the step before it is kept.',
      'the 2 steps before it are kept.',
    ]);
  });
});
