/**
 * The session: asks, an armed fault, undo and redo. Each test begins an actor with a rule set, sends it events and looks
 * at what a page would show.
 */

import { describe, expect, it } from 'vitest';
import type { Fault } from '../protocol/trace/trace.ts';
import { ruleSetOf } from './expected-device.fixture.ts';
import { begin, toRules } from './session.fixture.ts';
import type { SessionEvent } from './session-machine.ts';
import { createWorkspace, getDefaultFlags } from './workspace.ts';

const undo: SessionEvent = { type: 'undo' };
const again: SessionEvent = { type: 'redo' };

describe('asking', () => {
  it('[SESS-1] moves the device or records the refusal, and looks at the request', () => {
    const session = begin('patch-2021-09').ask('_SAVING|_RUNNING > _RESUMING');
    expect(session.at()).toBe('_SAVING|_RUNNING');
    expect(session.last()).toMatchObject({ kind: 'refused', from: 3, now: 3 });
    expect(session.get().selection).toEqual({ from: 3, to: 4 });
    expect(session.line()).toEqual(['_SAVING|_RUNNING', '_RESUMING']);
  });

  it('[SESS-1] takes any u32, and keeps the device where it is for one that is not listed', () => {
    const session = begin('uapi-v1');
    for (const to of [8, 0xf000, 0x8000_0001, 0xffff_ffff]) session.send({ type: 'request', to });
    session.send({ type: 'request', to: 0xf000, suppose: 'accepted' });
    expect(session.at()).toBe('_RUNNING');
    expect(session.line()).toEqual(['0x00000008', '0x0000f000', '0x80000001', '0xffffffff', '0x0000f000']);
    expect(session.last()).toMatchObject({ kind: 'unspecified', now: 1 });
    session.send(toRules('v2-7.2'), toRules('uapi-v1'), { type: 'cursor.end' });
    expect(session.at()).toBe('_RUNNING');
    expect(session.status()).toBe('active');
  });

  it('[SESS-1] takes an unspecified request as accepted where the reader supposes so', () => {
    const session = begin('uapi-v1').ask('_STOP').send({ type: 'request', to: 4, suppose: 'accepted' });
    expect(session.at()).toBe('_RESUMING');
    expect(session.last()).toMatchObject({ kind: 'accepted', cause: 'supposed' });
    session.send(toRules('patch-2021-09'));
    expect(session.last()).toMatchObject({ kind: 'accepted', cause: 'rules', now: 4 });
  });

  it('[SESS-2] resets from any state, the error state included', () => {
    const session = begin('v2-7.2')
      .send({ type: 'fault.arm', fault: { kind: 'faulted', arc: 1 } })
      .ask('STOP > STOP');
    expect(session.at()).toBe('ERROR');
    session.send({ type: 'reset' });
    expect(session.at()).toBe('RUNNING');
    expect(session.get().selection).toBeNull();
    expect(session.line()).toEqual(['STOP', 'STOP', 'RESET']);
  });

  it('[SESS-2] begins with all flags that a rule set defines', () => {
    expect(getDefaultFlags(ruleSetOf('v2-5.18'))).toBe(3);
    expect(getDefaultFlags(ruleSetOf('v2-6.2'))).toBe(7);
    expect(getDefaultFlags(ruleSetOf('uapi-v1'))).toBeNull();
  });
});

describe('an armed fault', () => {
  const arm = (fault: Fault | null): SessionEvent => ({ type: 'fault.arm', fault });

  it('[SESS-3] stays armed while no request has so many arcs, and is consumed by the first that has', () => {
    const session = begin('v2-7.2').send(arm({ kind: 'declined', arc: 3, errno: 'EBUSY' }));
    session.ask('RUNNING > STOP');
    expect(session.get().armed).toMatchObject({ arc: 3 });
    session.send({ type: 'reset' }).ask('STOP_COPY');
    expect(session.get().armed).toBeNull();
    expect(session.at()).toBe('STOP');
    expect(session.last()).toMatchObject({ kind: 'refused', cause: 'declined', returns: 'EBUSY' });
    session.ask('STOP_COPY');
    expect(session.at()).toBe('STOP_COPY');
  });

  it('[SESS-3] stays armed through refusals, unspecified requests and suppositions', () => {
    const session = begin('uapi-v1').send(arm({ kind: 'faulted', arc: 1 }));
    session.ask('101b > _RUNNING').send({ type: 'request', to: 1, suppose: 'accepted' });
    expect(session.get().armed).toEqual({ kind: 'faulted', arc: 1 });
    for (const { step } of session.get().history.nodes) expect(step).not.toHaveProperty('fault');
    session.ask('_STOP');
    expect(session.get().armed).toBeNull();
    expect(session.at()).toBe('_ERROR');
    expect(session.get().history.nodes.at(-1)?.step).toMatchObject({
      fault: { kind: 'faulted' },
      saw: 'refused',
    });
  });

  it.each(['stays', 'faults'] as const)(
    '[SESS-3] of corrupt data waits until _RESUMING is left: it %s',
    (device) => {
      const session = begin('patch-2021-09-amended').send(arm({ kind: 'corrupt', device }));
      session.ask('_STOP > _RUNNING > _RESUMING');
      expect(session.get().armed).toMatchObject({ kind: 'corrupt' });
      session.ask('_RUNNING');
      expect(session.get().armed).toBeNull();
      expect(session.at()).toBe(device === 'stays' ? '_RESUMING' : '_ERROR');
      expect(session.last()).toMatchObject({ cause: 'corrupt', returns: 'EINVAL' });
    },
  );

  it('[SESS-3] is disarmed by hand, by clearing, and by a change of rules or flags', () => {
    const fault: Fault = { kind: 'faulted', arc: 1 };
    const disarming: SessionEvent[] = [
      arm(null),
      { type: 'history.clear' },
      toRules('v2-6.2'),
      { type: 'flags.change', flags: 1 },
      { type: 'open', workspace: createWorkspace(ruleSetOf('uapi-v1')) },
    ];
    for (const event of disarming) expect(begin('v2-7.2').send(arm(fault), event).get().armed).toBeNull();
  });

  it('[SESS-3] does not change history when it is armed', () => {
    const session = begin('v2-7.2').ask('STOP');
    const before = session.work();
    session.send(arm({ kind: 'faulted', arc: 1 }));
    expect(session.work()).toEqual(before);
    expect(session.get().past).toHaveLength(1);
  });
});

describe('undo and redo', () => {
  const changes: readonly (readonly [string, SessionEvent])[] = [
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
    const session = begin('v2-6.2').ask('PRE_COPY > STOP_COPY > PRE_COPY');
    const before = session.work();
    session.send(event);
    const after = session.work();
    expect(after).not.toEqual(before);
    session.send(undo);
    expect(session.work()).toEqual(before);
    session.send(again);
    expect(session.work()).toEqual(after);
    session.send(undo, undo, undo, undo);
    expect(session.line()).toEqual([]);
    session.send(again, again, again, again);
    expect(session.work()).toEqual(after);
  });

  it('[SESS-4] do nothing where there is nothing to take back or to bring again', () => {
    const session = begin('v2-6.2').send(undo, again).ask('STOP').send(again);
    expect(session.line()).toEqual(['STOP']);
    session.send(undo, undo, undo);
    expect(session.line()).toEqual([]);
    expect(session.get().future).toHaveLength(1);
  });

  it('[SESS-4] forget what was taken back once something else is asked', () => {
    const session = begin('v2-6.2').ask('STOP > RESUMING').send(undo).ask('RUNNING').send(again);
    expect(session.line()).toEqual(['STOP', 'RUNNING']);
    expect(session.get().future).toEqual([]);
  });

  it('[SESS-4] bring back the cursor as it stood before the change', () => {
    const session = begin('v2-6.2')
      .ask('STOP > RESUMING > RUNNING')
      .send({ type: 'cursor.start' })
      .ask('PRE_COPY');
    session.send(undo);
    expect(session.line()).toEqual(['STOP', 'RESUMING', 'RUNNING']);
    expect(session.index()).toBe(0);
  });

  it('[SESS-4] go back two hundred changes, and no further', () => {
    const session = begin('fully-connected');
    for (let n = 0; n < 250; n += 1) session.send({ type: 'request', to: n % 5 });
    expect(session.get().past).toHaveLength(200);
    for (let n = 0; n < 250; n += 1) session.send(undo);
    expect(session.line()).toHaveLength(50);
    for (let n = 0; n < 250; n += 1) session.send(again);
    expect(session.line()).toHaveLength(250);
    expect(session.get().future).toEqual([]);
  });

  it('[SESS-5] are not asked for by a look, which changes no history', () => {
    const session = begin('v2-6.2').ask('STOP > RESUMING').send(undo);
    const before = session.get();
    session.send({ type: 'select', selection: { from: 3, to: 6 } });
    expect(session.get()).toEqual({ ...before, selection: { from: 3, to: 6 } });
    session.send({ type: 'select', selection: null });
    expect(session.get()).toEqual({ ...before, selection: null });
  });
});
