/** One list of requests, two rule sets: where they part. */

import { describe, expect, it } from 'vitest';
import type { Step } from '../../protocol/trace/trace.ts';
import { change, of } from '../../protocol/trace/walk.ts';
import { toLockStep } from './lock-step.ts';

const steps = (text: string): readonly Step[] =>
  text.split(' ').map((to) => (to === 'reset' ? { act: 'reset' } : { act: 'request', to }));

describe('lock-step', () => {
  it('[LOCK-1] marks the first step at which one accepts and the other refuses, and goes on', () => {
    const { firstDivergence, steps: walked } = toLockStep(
      of('patch-2021-09'),
      of('patch-2021-09-amended'),
      steps('_SAVING|_RUNNING _RUNNING _RESUMING _RUNNING'),
    );
    expect(firstDivergence).toBe(2);
    expect(walked.map(({ nowA, nowB, parting }) => [nowA, nowB, parting])).toEqual([
      [3, 3, null],
      [1, 1, null],
      [1, 4, 'kind'],
      [1, 1, 'kind'],
    ]);
  });

  it('[LOCK-2] says so where the two begin apart, and a reset brings each to its own start', () => {
    const found = toLockStep(of('patch-2021-09'), of('stop-default'), steps('reset'));
    expect(found.startsApart).toBe(true);
    expect(found.steps.map(({ nowA, nowB, parting }) => [nowA, nowB, parting])).toEqual([[1, 0, 'state']]);
  });

  it('[LOCK-3] marks another path to the same state', () => {
    const other = change('v2-7.2', 'STOP > RUNNING', 'RUNNING');
    const found = toLockStep(of('v2-7.2'), other, steps('STOP RUNNING STOP_COPY'), 7);
    expect(found.steps.map(({ parting }) => parting)).toEqual([null, 'path', null]);
  });

  it('[LOCK-4] asks each side by its own name, and stays where a side has no such state', () => {
    const found = toLockStep(of('fully-connected'), of('v2-7.2'), steps('_SAVING STOP_COPY RUNNING_P2P'), 1);
    expect(found.steps.map(({ nowA, nowB }) => [nowA, nowB])).toEqual([
      [2, 3],
      [2, 3],
      [2, 3],
    ]);
    expect(found.steps.at(-1)?.parting).toBe('state-missing');
  });

  it('[LOCK-5] never parts from itself', () => {
    const walk = steps('PRE_COPY STOP_COPY PRE_COPY reset RESUMING RUNNING 0x00000063');
    const found = toLockStep(of('v2-6.2'), of('v2-6.2'), walk, 7);
    expect([found.firstDivergence, found.startsApart]).toEqual([null, false]);
    expect(toLockStep(of('v2-6.2'), of('v2-7.2'), walk, 7).firstDivergence).toBe(2);
  });

  it('[LOCK-6] begins where the trace does, the other side in the same state by its own name', () => {
    const [stop, running] = [1, 2];
    const found = toLockStep(of('v2-5.18'), of('v2-7.2'), steps('RUNNING'), 7, stop);
    expect([found.startA, found.startB, found.startsApart]).toEqual([stop, stop, false]);
    const other = toLockStep(of('v2-5.18'), of('v2-7.2'), steps('STOP'), 7, 6);
    expect([other.startA, other.startB, other.startsApart]).toEqual([running, 6, true]);
  });
});
