/**
 * The history: asks, an armed fault, undo and redo. Each test begins an actor with a rule set, sends it events and looks
 * at what a page would show.
 */

import { describe, expect, it } from 'vitest';
import type { Fault } from '../protocol/trace/trace.ts';
import { ruleSetOf } from './expected-device.fixture.ts';
import { begin, toRules } from './history-machine.fixture.ts';
import type { HistoryEvent } from './history-machine.ts';
import { createWorkspace, getDefaultFlags } from './workspace.ts';

const undo: HistoryEvent = { type: 'undo' };
const again: HistoryEvent = { type: 'redo' };

describe('asking', () => {
  it('[SESS-1] moves the device or records the refusal, and looks at the request', () => {
    const actor = begin('patch-2021-09').ask('_SAVING|_RUNNING > _RESUMING');
    expect(actor.at()).toBe('_SAVING|_RUNNING');
    expect(actor.last()).toMatchObject({ kind: 'refused', from: 3, now: 3 });
    expect(actor.get().selection).toEqual({ from: 3, to: 4 });
    expect(actor.line()).toEqual(['_SAVING|_RUNNING', '_RESUMING']);
  });

  it('[SESS-1] takes any u32, and keeps the device where it is for one that is not listed', () => {
    const actor = begin('uapi-v1');
    for (const to of [8, 0xf000, 0x8000_0001, 0xffff_ffff]) actor.send({ type: 'request', to });
    actor.send({ type: 'request', to: 0xf000, suppose: 'accepted' });
    expect(actor.at()).toBe('_RUNNING');
    expect(actor.line()).toEqual(['0x00000008', '0x0000f000', '0x80000001', '0xffffffff', '0x0000f000']);
    expect(actor.last()).toMatchObject({ kind: 'unspecified', now: 1 });
    actor.send(toRules('v2-7.2'), toRules('uapi-v1'), { type: 'cursor.end' });
    expect(actor.at()).toBe('_RUNNING');
    expect(actor.status()).toBe('active');
  });

  it('[SESS-1] takes an unspecified request as accepted where the reader supposes so', () => {
    const actor = begin('uapi-v1').ask('_STOP').send({ type: 'request', to: 4, suppose: 'accepted' });
    expect(actor.at()).toBe('_RESUMING');
    expect(actor.last()).toMatchObject({ kind: 'accepted', cause: 'supposed' });
    actor.send(toRules('patch-2021-09'));
    expect(actor.last()).toMatchObject({ kind: 'accepted', cause: 'rules', now: 4 });
  });

  it('[SESS-2] resets from any state, the error state included', () => {
    const actor = begin('v2-7.2')
      .send({ type: 'fault.arm', fault: { kind: 'faulted', arc: 1 } })
      .ask('STOP > STOP');
    expect(actor.at()).toBe('ERROR');
    actor.send({ type: 'reset' });
    expect(actor.at()).toBe('RUNNING');
    expect(actor.get().selection).toBeNull();
    expect(actor.line()).toEqual(['STOP', 'STOP', 'RESET']);
  });

  it('[SESS-2] begins with all flags that a rule set defines', () => {
    expect(getDefaultFlags(ruleSetOf('v2-5.18'))).toBe(3);
    expect(getDefaultFlags(ruleSetOf('v2-6.2'))).toBe(7);
    expect(getDefaultFlags(ruleSetOf('uapi-v1'))).toBeNull();
  });
});

describe('an armed fault', () => {
  const arm = (fault: Fault | null): HistoryEvent => ({ type: 'fault.arm', fault });

  it('[SESS-3] stays armed while no request has so many arcs, and is consumed by the first that has', () => {
    const actor = begin('v2-7.2').send(arm({ kind: 'declined', arc: 3, errno: 'EBUSY' }));
    actor.ask('RUNNING > STOP');
    expect(actor.get().armed).toMatchObject({ arc: 3 });
    actor.send({ type: 'reset' }).ask('STOP_COPY');
    expect(actor.get().armed).toBeNull();
    expect(actor.at()).toBe('STOP');
    expect(actor.last()).toMatchObject({ kind: 'refused', cause: 'declined', returns: 'EBUSY' });
    actor.ask('STOP_COPY');
    expect(actor.at()).toBe('STOP_COPY');
  });

  it('[SESS-3] stays armed through refusals, unspecified requests and suppositions', () => {
    const actor = begin('uapi-v1').send(arm({ kind: 'faulted', arc: 1 }));
    actor.ask('101b > _RUNNING').send({ type: 'request', to: 1, suppose: 'accepted' });
    expect(actor.get().armed).toEqual({ kind: 'faulted', arc: 1 });
    for (const { step } of actor.get().history.nodes) expect(step).not.toHaveProperty('fault');
    actor.ask('_STOP');
    expect(actor.get().armed).toBeNull();
    expect(actor.at()).toBe('_ERROR');
    expect(actor.get().history.nodes.at(-1)?.step).toMatchObject({
      fault: { kind: 'faulted' },
      saw: 'refused',
    });
  });

  it.each(['stays', 'faults'] as const)(
    '[SESS-3] of corrupt data waits until _RESUMING is left: it %s',
    (device) => {
      const actor = begin('patch-2021-09-amended').send(arm({ kind: 'corrupt', device }));
      actor.ask('_STOP > _RUNNING > _RESUMING');
      expect(actor.get().armed).toMatchObject({ kind: 'corrupt' });
      actor.ask('_RUNNING');
      expect(actor.get().armed).toBeNull();
      expect(actor.at()).toBe(device === 'stays' ? '_RESUMING' : '_ERROR');
      expect(actor.last()).toMatchObject({ cause: 'corrupt', returns: 'EINVAL' });
    },
  );

  it('[SESS-3] is disarmed by hand, by clearing, and by a change of rules or flags', () => {
    const fault: Fault = { kind: 'faulted', arc: 1 };
    const disarming: HistoryEvent[] = [
      arm(null),
      { type: 'history.clear' },
      toRules('v2-6.2'),
      { type: 'flags.change', flags: 1 },
      { type: 'open', workspace: createWorkspace(ruleSetOf('uapi-v1')) },
    ];
    for (const event of disarming) expect(begin('v2-7.2').send(arm(fault), event).get().armed).toBeNull();
  });

  it('[SESS-3] does not change history when it is armed', () => {
    const actor = begin('v2-7.2').ask('STOP');
    const before = actor.work();
    actor.send(arm({ kind: 'faulted', arc: 1 }));
    expect(actor.work()).toEqual(before);
    expect(actor.get().past).toHaveLength(1);
  });
});

describe('undo and redo', () => {
  const changes: readonly (readonly [string, HistoryEvent])[] = [
    ['an ask', { type: 'request', to: 1 }],
    ['a refused ask', { type: 'request', to: 0 }],
    ['an ask for an unlisted value', { type: 'request', to: 0xf000 }],
    ['a reset', { type: 'reset' }],
    ['a change of rules', toRules('v2-5.18')],
    ['a change of generation', toRules('patch-2021-09')],
    ['a change of flags', { type: 'flags.change', flags: 1 }],
    ['clearing', { type: 'history.clear' }],
    ['opening', { type: 'open', workspace: createWorkspace(ruleSetOf('ndma-rfc')) }],
  ];

  it.each(changes)('[SESS-4] take back %s and bring it again', (_, event) => {
    const actor = begin('v2-6.2').ask('PRE_COPY > STOP_COPY > PRE_COPY');
    const before = actor.work();
    actor.send(event);
    const after = actor.work();
    expect(after).not.toEqual(before);
    actor.send(undo);
    expect(actor.work()).toEqual(before);
    actor.send(again);
    expect(actor.work()).toEqual(after);
    actor.send(undo, undo, undo, undo);
    expect(actor.line()).toEqual([]);
    actor.send(again, again, again, again);
    expect(actor.work()).toEqual(after);
  });

  it('[SESS-4] do nothing where there is nothing to take back or to bring again', () => {
    const actor = begin('v2-6.2').send(undo, again).ask('STOP').send(again);
    expect(actor.line()).toEqual(['STOP']);
    actor.send(undo, undo, undo);
    expect(actor.line()).toEqual([]);
    expect(actor.get().future).toHaveLength(1);
  });

  it('[SESS-4] forget what was taken back once something else is asked', () => {
    const actor = begin('v2-6.2').ask('STOP > RESUMING').send(undo).ask('RUNNING').send(again);
    expect(actor.line()).toEqual(['STOP', 'RUNNING']);
    expect(actor.get().future).toEqual([]);
  });

  it('[SESS-4] bring back the cursor as it stood before the change', () => {
    const actor = begin('v2-6.2')
      .ask('STOP > RESUMING > RUNNING')
      .send({ type: 'cursor.start' })
      .ask('PRE_COPY');
    actor.send(undo);
    expect(actor.line()).toEqual(['STOP', 'RESUMING', 'RUNNING']);
    expect(actor.index()).toBe(0);
  });

  it('[SESS-4] go back two hundred changes, and no further', () => {
    const actor = begin('fully-connected');
    for (let n = 0; n < 250; n += 1) actor.send({ type: 'request', to: n % 5 });
    expect(actor.get().past).toHaveLength(200);
    for (let n = 0; n < 250; n += 1) actor.send(undo);
    expect(actor.line()).toHaveLength(50);
    for (let n = 0; n < 250; n += 1) actor.send(again);
    expect(actor.line()).toHaveLength(250);
    expect(actor.get().future).toEqual([]);
  });

  it('[SESS-5] are not asked for by a look, which changes no history', () => {
    const actor = begin('v2-6.2').ask('STOP > RESUMING').send(undo);
    const before = actor.get();
    actor.send({ type: 'select', selection: { from: 3, to: 6 } });
    expect(actor.get()).toEqual({ ...before, selection: { from: 3, to: 6 } });
    actor.send({ type: 'select', selection: null });
    expect(actor.get()).toEqual({ ...before, selection: null });
  });
});
