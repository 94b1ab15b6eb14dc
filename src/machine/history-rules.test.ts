/**
 * The same asks under other rules in a history, and what is opened from a trace: the cursor settles on the last step that
 * can be made, and nothing that was asked is lost.
 */

import { describe, expect, it } from 'vitest';
import type { RuleSet, RuleSetId } from '../protocol/rule-sets/rule-set.ts';
import { replay } from '../protocol/trace/replay.ts';
import type { Step } from '../protocol/trace/trace.ts';
import { ruleSetOf } from './expected-device.fixture.ts';
import { findFirstDifference, getCurrent, getStateAfter, moveTo, toTrace } from './history.ts';
import { begin, toRules } from './history-machine.fixture.ts';
import { changeRules, openHistory, openTrace } from './workspace.ts';

describe('a change of rules', () => {
  it('[SESS-7] makes the same asks again and marks the first that came out differently', () => {
    const actor = begin('v2-6.2').ask('PRE_COPY > STOP_COPY > PRE_COPY');
    const before = actor.work();
    actor.send(toRules('v2-7.2'));
    expect(actor.last()).toMatchObject({ kind: 'refused', returns: 'EINVAL' });
    expect(findFirstDifference(actor.get().history)?.id).toBe(3);
    actor.send(toRules('v2-6.2'));
    expect(actor.work()).toEqual(before);
  });

  it('[SESS-7] keeps what is looked at within a generation, and no longer', () => {
    const selection = { from: 3, to: 4 };
    const actor = begin('uapi-v1').send({ type: 'select', selection }, toRules('ndma-rfc'));
    expect(actor.get().selection).toEqual(selection);
    actor.send(toRules('v2-7.2'));
    expect(actor.get().selection).toBeNull();
    actor.send({ type: 'select', selection }, { type: 'flags.change', flags: 1 }, toRules('v2-5.18'));
    expect(actor.get().selection).toEqual(selection);
  });

  it('[SESS-7] takes the flags it is given, or else those of before, as far as the rules define them', () => {
    const actor = begin('v2-6.2').send({ type: 'rules.change', ruleSet: ruleSetOf('v2-7.2'), flags: 1 });
    expect(actor.get().flags).toBe(1);
    expect(actor.send(toRules('v2-5.18')).get().flags).toBe(1);
    expect(actor.send(toRules('uapi-v1')).get().flags).toBeNull();
    expect(actor.send(toRules('v2-5.18')).get().flags).toBe(1);
    expect(begin('uapi-v1').send(toRules('v2-5.18')).get().flags).toBe(3);
  });

  it('[SESS-7] to another generation stands at the start; asking begins a branch, and the old one comes back', () => {
    const actor = begin('patch-2021-09').ask('_STOP > _RESUMING > _RUNNING');
    const old = actor.get().history;
    actor.send(toRules('v2-7.2'));
    expect(actor.at()).toBe('RUNNING');
    expect(actor.index()).toBe(0);
    actor.ask('STOP > STOP_COPY').send(toRules('patch-2021-09'));
    expect(actor.index()).toBe(0);
    expect(actor.get().history.nodes.slice(0, 3)).toEqual(old.nodes);
    actor.send({ type: 'cursor.move', id: 3 });
    expect(actor.line()).toEqual(['_STOP', '_RESUMING', '_RUNNING']);
    expect(actor.at()).toBe('_RUNNING');
    actor.send(toRules('v2-7.2'), { type: 'cursor.move', id: 5 });
    expect(actor.at()).toBe('STOP_COPY');
  });

  it('[SESS-7] leaves a cursor on the last step that can be made, and asking there loses nothing', () => {
    const actor = begin('v2-6.2').ask('STOP > PRE_COPY > STOP').send(toRules('v2-5.18'));
    expect(actor.index()).toBe(1);
    actor.send({ type: 'cursor.end' });
    expect(actor.index()).toBe(3);
    expect(actor.at()).toBe('STOP');
    expect(actor.last()).toBeNull();
    actor.ask('RESUMING');
    expect(actor.line()).toEqual(['STOP', 'RESUMING']);
    actor.send({ type: 'cursor.move', id: 3 }, { type: 'reset' });
    expect(actor.line()).toEqual(['STOP', 'RESET']);
    actor.send({ type: 'flags.change', flags: 1 });
    expect(actor.line()).toEqual(['STOP', 'RESET']);
    expect(actor.at()).toBe('RUNNING');
    expect(actor.index()).toBe(2);
  });

  it('[SESS-7] to a table of the same id makes the asks by that table, and by the old one when it comes back', () => {
    const pasted: RuleSet = { ...ruleSetOf('patch-2021-09-amended'), id: 'patch-2021-09' };
    const actor = begin('patch-2021-09').ask('_RESUMING').send({ type: 'rules.change', ruleSet: pasted });
    expect(actor.at()).toBe('_RESUMING');
    expect(actor.send(toRules('patch-2021-09')).at()).toBe('_RUNNING');
    expect(actor.send({ type: 'rules.change', ruleSet: pasted }).ask('_STOP > _RESUMING').at()).toBe(
      '_RESUMING',
    );
  });

  it('[SESS-7] comes back to the flags that a rule set was left with, and begins with all of its own', () => {
    const actor = begin('v2-5.18');
    expect(actor.get().flags).toBe(3);
    expect(actor.send(toRules('v2-7.2')).get().flags).toBe(7);
    actor.send({ type: 'flags.change', flags: 5 }, toRules('v2-6.2'));
    expect(actor.get().flags).toBe(5);
    expect(actor.send(toRules('v2-5.18')).get().flags).toBe(3);
    expect(actor.send(toRules('v2-7.2')).get().flags).toBe(5);
  });

  it('[SESS-8] of flags makes the same asks again, with states merged or refused', () => {
    const actor = begin('v2-7.2')
      .ask('PRE_COPY > PRE_COPY_P2P > STOP_COPY')
      .send({ type: 'flags.change', flags: 5 });
    const kinds = actor.get().history.nodes.map(({ made }) => made?.kind === 'made' && made.outcome.kind);
    expect(kinds).toEqual(['accepted', 'refused', 'accepted']);
    expect(actor.at()).toBe('STOP_COPY');
    expect(actor.last()?.arcs).toMatchObject([{ from: 6, to: 3, merged: [7] }]);
    expect(findFirstDifference(actor.get().history)?.id).toBe(2);
  });

  it('[SESS-8] of flags is nothing in v1, which has none', () => {
    const actor = begin('patch-2021-09').ask('_STOP').send({ type: 'flags.change', flags: 7 });
    expect(actor.get().flags).toBeNull();
    expect(actor.get().past).toHaveLength(1);
  });
});

describe('opening', () => {
  const steps: readonly Step[] = [
    { act: 'request', to: 'STOP' },
    { act: 'request', to: 'RESUMING', saw: 'refused' },
    { act: 'reset' },
  ];

  it.each([
    [0, 0],
    [2, 2],
    [3, 3],
    [99, 3],
    [Number.POSITIVE_INFINITY, 3],
    [-1, 0],
    [Number.NaN, 0],
  ])('[SESS-6] a trace puts the cursor %d at %d', (cursor, index) => {
    const actor = begin('v2-7.2', openTrace(ruleSetOf('v2-7.2'), 7, steps, cursor));
    expect(actor.index()).toBe(index);
    expect(actor.line()).toEqual(['STOP', 'RESUMING', 'RESET']);
  });

  it('[SESS-6] a trace and giving it again are the same', () => {
    const { ruleSet, history, flags } = openTrace(ruleSetOf('v2-7.2'), 7, steps, 3, 3);
    expect(toTrace(history, ruleSet, flags)).toMatchObject({ steps, flags: 7, start: 'STOP_COPY' });
  });

  it('[SESS-6] a trace that does not begin in the initial state keeps its start under other rules that know it, and back again', () => {
    const opened = openTrace(ruleSetOf('v2-6.2'), 7, [{ act: 'request', to: 'PRE_COPY' }], 1, 3);
    const to = (id: RuleSetId, flags: number | null, from = opened) =>
      changeRules(from, ruleSetOf(id), flags);
    expect(to('v2-7.2', 7).history).toMatchObject({ start: 3, cursor: 1 });
    expect(to('v2-6.2', 5).history.start).toBe(3);
    const away = to('patch-2021-09', null);
    expect(away.history).toMatchObject({ start: 1, cursor: 0 });
    expect(toTrace(away.history, away.ruleSet, null).start).toBe('STOP_COPY');
    const back = to('v2-6.2', 7, away);
    expect(back.history.nodes).toEqual(opened.history.nodes);
    expect(toTrace(back.history, back.ruleSet, 7)).toEqual(toTrace(opened.history, opened.ruleSet, 7));
    expect(getStateAfter(moveTo(back.history, 1), 1)).toBe(3);
  });

  it('[SESS-6] a trace that begins in the initial value begins in that of the other rules', () => {
    const opened = openTrace(ruleSetOf('patch-2021-09'), null, [], 0);
    expect(changeRules(opened, ruleSetOf('stop-default'), null).history.start).toBe(0);
    expect(changeRules(opened, ruleSetOf('v2-7.2'), 7).history.start).toBe(2);
  });

  it('[SESS-6] a start that is not listed is the initial one, and the history goes on', () => {
    for (const start of [8, 0xf000, -1, Number.NaN]) {
      const actor = begin(
        'uapi-v1',
        openTrace(ruleSetOf('uapi-v1'), null, [{ act: 'request', to: '_STOP' }], 1, start),
      );
      expect(actor.get().history.start).toBe(1);
      expect(actor.ask('_RUNNING').status()).toBe('active');
    }
  });

  it('[SESS-6] a trace with a step that cannot be made stands before it', () => {
    const named: readonly Step[] = [
      { act: 'request', to: '_STOP' },
      { act: 'request', to: 'STOP' },
      { act: 'reset' },
    ];
    const actor = begin('uapi-v1', openTrace(ruleSetOf('uapi-v1'), null, named, 3));
    expect(actor.index()).toBe(1);
    expect(actor.line()).toEqual(['_STOP', 'STOP', 'RESET']);
    const { ruleSet, history, flags } = actor.get();
    expect(replay(ruleSet, toTrace(history, ruleSet, flags)).now).toBe(getCurrent(history));
  });

  it('[SESS-6] a kept tree is made again with all its branches', () => {
    const actor = begin('v2-6.2')
      .ask('PRE_COPY > STOP_COPY > PRE_COPY')
      .send({ type: 'cursor.move', id: 1 })
      .ask('RUNNING');
    const { ruleSet, flags, history } = actor.get();
    const bare = { ...history, nodes: history.nodes.map((node) => ({ ...node, made: null })) };
    expect(openHistory(ruleSet, flags, bare)).toEqual({ ruleSet, flags, history });
  });
});
