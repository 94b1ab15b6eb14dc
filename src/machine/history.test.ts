/**
 * The tree of what was asked: branches, the line through the cursor, and the same asks made again under other rules.
 * `walk` asks for states by name; `show` prints the line, with the cursor after the state that the device is in.
 */

import { describe, expect, it } from 'vitest';
import type { RuleSetId } from '../protocol/rule-sets/rule-set.ts';
import { replay } from '../protocol/trace/replay.ts';
import type { Step } from '../protocol/trace/trace.ts';
import { ruleSetOf } from './expected-device.fixture.ts';
import type { History } from './history.ts';
import {
  append,
  createHistory,
  findFirstDifference,
  getChildren,
  getCurrent,
  getCursorIndex,
  getLastOutcome,
  getLine,
  getNode,
  getPathTo,
  getStateAfter,
  moveTo,
  ROOT,
  remake,
  toTrace,
} from './history.ts';
import { makeStepOf } from './workspace.ts';

const flagsOf = (id: RuleSetId) => (id.startsWith('v2') ? 7 : null);

/** Asks for the states in turn, from the cursor on: `RUNNING > PRE_COPY`; `RESET` resets. */
function walk(history: History, id: RuleSetId, text: string): History {
  const makeStep = makeStepOf(ruleSetOf(id), flagsOf(id));
  return text.split(' > ').reduce((before, name) => {
    const step: Step = name === 'RESET' ? { act: 'reset' } : { act: 'request', to: name };
    const made = makeStep(getCurrent(before), step);
    if (made.kind !== 'made') throw new Error(`${id} has no ${name}`);
    const seen: Step = step.act === 'reset' ? step : { ...step, saw: made.outcome.kind };
    return append(before, seen, made.outcome);
  }, history);
}

const begin = (id: RuleSetId, text: string) => walk(createHistory(ruleSetOf(id).initial), id, text);

const redo = (history: History, id: RuleSetId) =>
  remake(history, ruleSetOf(id).initial, makeStepOf(ruleSetOf(id), flagsOf(id)));

const nameOf = (step: Step) => (step.act === 'reset' ? 'RESET' : step.to);

/** `RUNNING > [PRE_COPY] > STOP`: the line, the step at the cursor in brackets. */
const show = (history: History) =>
  getLine(history)
    .map(({ id, step }) => (id === history.cursor ? `[${nameOf(step)}]` : nameOf(step)))
    .join(' > ');

describe('an empty history', () => {
  const empty = createHistory(1);

  it('[HIST-1] stands at its start, with nothing on the line', () => {
    expect(empty.cursor).toBe(ROOT);
    expect(getLine(empty)).toEqual([]);
    expect(getCurrent(empty)).toBe(1);
    expect(getCursorIndex(empty)).toBe(0);
    expect(getLastOutcome(empty)).toBeNull();
    expect(findFirstDifference(empty)).toBeUndefined();
    expect(getNode(empty, ROOT)).toBeUndefined();
    expect(getChildren(empty, ROOT)).toEqual([]);
  });
});

describe('asking', () => {
  it('[HIST-1] puts each step after the cursor and moves there, refusals included', () => {
    const history = begin('patch-2021-09', '_SAVING|_RUNNING > _RESUMING > _SAVING > _STOP');
    expect(show(history)).toBe('_SAVING|_RUNNING > _RESUMING > _SAVING > [_STOP]');
    expect(history.nodes.map(({ id, parent }) => `${parent}-${id}`)).toEqual(['0-1', '1-2', '2-3', '3-4']);
    expect(history.nodes.map(({ id }) => getStateAfter(history, id))).toEqual([3, 3, 2, 0]);
    expect(getLastOutcome(history)).toMatchObject({ kind: 'accepted', from: 2, now: 0 });
    expect(getCursorIndex(history)).toBe(4);
  });

  it('[HIST-1] leaves the history that it began from as it was', () => {
    const before = begin('v2-7.2', 'PRE_COPY > STOP_COPY');
    const copy = structuredClone(before);
    walk(moveTo(before, 1), 'v2-7.2', 'STOP');
    redo(before, 'v2-6.2');
    expect(before).toEqual(copy);
  });
});

describe('branches', () => {
  const old = begin('v2-7.2', 'PRE_COPY > PRE_COPY_P2P > STOP_COPY > STOP');
  const both = walk(moveTo(old, 2), 'v2-7.2', 'RUNNING_P2P > RUNNING');

  it('[HIST-2] begin where the cursor stands, and the line follows the new one', () => {
    expect(show(moveTo(old, 2))).toBe('PRE_COPY > [PRE_COPY_P2P] > STOP_COPY > STOP');
    expect(show(both)).toBe('PRE_COPY > PRE_COPY_P2P > RUNNING_P2P > [RUNNING]');
    expect(getPathTo(both, both.cursor).map(({ id }) => id)).toEqual([1, 2, 5, 6]);
  });

  it('[HIST-2] keep every node of the old one', () => {
    expect(both.nodes.slice(0, 4)).toEqual(old.nodes);
    expect(getChildren(both, 2).map(({ id }) => id)).toEqual([3, 5]);
    expect(getChildren(both, ROOT).map(({ id }) => id)).toEqual([1]);
  });

  it('[HIST-3] come back with all that follows when the cursor moves to one of their nodes', () => {
    const back = moveTo(both, 3);
    expect(show(back)).toBe('PRE_COPY > PRE_COPY_P2P > [STOP_COPY] > STOP');
    expect(getCurrent(back)).toBe(3);
    expect(show(moveTo(back, 2))).toBe('PRE_COPY > [PRE_COPY_P2P] > STOP_COPY > STOP');
    expect(show(moveTo(back, 6))).toBe('PRE_COPY > PRE_COPY_P2P > RUNNING_P2P > [RUNNING]');
  });

  it('[HIST-3] at the start stand beside each other too', () => {
    const third = walk(moveTo(both, ROOT), 'v2-7.2', 'STOP > STOP_COPY');
    expect(show(third)).toBe('STOP > [STOP_COPY]');
    expect(show(moveTo(third, ROOT))).toBe('STOP > STOP_COPY');
    expect(show(moveTo(third, 4))).toBe('PRE_COPY > PRE_COPY_P2P > STOP_COPY > [STOP]');
    expect(getChildren(third, ROOT).map(({ id }) => id)).toEqual([1, 7]);
  });

  it('[HIST-4] count the cursor along their own line', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((id) => getCursorIndex(moveTo(both, id)))).toEqual([
      0, 1, 2, 3, 4, 3, 4,
    ]);
  });

  it('[HIST-4] do not move for an id that is not there', () => {
    for (const id of [-1, 7, 99, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(moveTo(both, id)).toBe(both);
  });

  it('[HIST-5] give a trace of the line that is shown, and replay it to the same outcomes', () => {
    for (const id of [0, 4, 6]) {
      const history = moveTo(both, id);
      const trace = toTrace(history, ruleSetOf('v2-7.2'), 7);
      expect(trace).toMatchObject({ version: 1, ruleSet: { id: 'v2-7.2' }, flags: 7 });
      expect(trace).not.toHaveProperty('start');
      const again = replay(ruleSetOf('v2-7.2'), trace);
      expect(again.steps).toEqual(getLine(history).map(({ made }) => made));
      expect(again.firstDifference).toBeNull();
    }
  });

  it('[HIST-5] name the start of a trace where it is not the initial value', () => {
    const history = walk(createHistory(3), 'v2-7.2', 'STOP > RUNNING');
    const trace = toTrace(history, ruleSetOf('v2-7.2'), 7);
    expect(trace.start).toBe('STOP_COPY');
    expect(replay(ruleSetOf('v2-7.2'), trace).now).toBe(2);
  });
});

describe('the same asks under other rules', () => {
  it('[HIST-6] are made again from their parent’s new state, in every branch', () => {
    const history = walk(
      moveTo(begin('fully-connected', '_RESUMING > _SAVING > _RUNNING'), 1),
      'fully-connected',
      '_STOP',
    );
    const posted = redo(history, 'patch-2021-09');
    expect(posted.nodes.map(({ id }) => getStateAfter(posted, id))).toEqual([1, 2, 1, 0]);
    expect(posted.nodes.map(({ made }) => made?.kind === 'made' && made.outcome.kind)).toEqual([
      'refused',
      'accepted',
      'accepted',
      'accepted',
    ]);
    expect(posted.cursor).toBe(4);
  });

  it.each([
    ['fully-connected', 'uapi-v1', '_RESUMING > _SAVING > 101b > _RUNNING > RESET > _STOP > 0x0000f000'],
    ['control-bits', 'patch-2021-09', '_SAVING|_RUNNING > _SAVING > _STOP > _SAVING > _RUNNING'],
    ['v2-6.2', 'v2-7.2', 'PRE_COPY > STOP_COPY > PRE_COPY > STOP > RESUMING > RUNNING'],
    ['v2-6.2', 'v2-5.18', 'PRE_COPY > STOP_COPY > PRE_COPY > RESET > RESUMING > RUNNING'],
    ['v2-7.2', 'ndma-rfc', 'STOP > STOP_COPY > STOP'],
    ['ndma-rfc', 'uapi-v1', '_NDMA|_RUNNING > _NDMA > _STOP'],
  ] as const)('[HIST-6] of %s and back from %s are the same nodes', (id, other, text) => {
    const asked = begin(id, text);
    const history = walk(moveTo(asked, 1), id, id.startsWith('v2') ? 'RESUMING' : '_RESUMING');
    expect(redo(redo(history, other), id)).toEqual(history);
    expect(redo(history, id)).toEqual(history);
  });

  it('[HIST-7] mark STOP_COPY > PRE_COPY, which never returned until 7.2, as the first difference', () => {
    const history = begin('v2-6.2', 'PRE_COPY > STOP_COPY > PRE_COPY');
    expect(getLastOutcome(history)?.kind).toBe('never-returns');
    expect(findFirstDifference(history)).toBeUndefined();
    const fixed = redo(history, 'v2-7.2');
    expect(findFirstDifference(fixed)?.id).toBe(3);
    expect(getLastOutcome(fixed)).toMatchObject({ kind: 'refused', returns: 'EINVAL', now: 3 });
    const trace = toTrace(history, ruleSetOf('v2-6.2'), 7);
    expect(replay(ruleSetOf('v2-7.2'), trace).firstDifference).toBe(2);
    expect(replay(ruleSetOf('v2-6.2'), trace).firstDifference).toBeNull();
  });

  it('[HIST-7] mark the first difference of the shown line, not of another branch', () => {
    const blocked = begin('v2-6.2', 'PRE_COPY > STOP_COPY > PRE_COPY');
    const fixed = redo(walk(moveTo(blocked, 2), 'v2-6.2', 'STOP'), 'v2-7.2');
    expect(findFirstDifference(fixed)).toBeUndefined();
    expect(findFirstDifference(moveTo(fixed, 3))?.id).toBe(3);
  });

  it('[HIST-8] are not made after a state that the rules have no name for', () => {
    const history = begin('v2-6.2', 'STOP > PRE_COPY > STOP > RUNNING');
    const before = redo(history, 'v2-5.18');
    expect(before.nodes.map(({ made }) => made?.kind)).toEqual(['made', 'unknown', undefined, undefined]);
    expect(before.nodes.map(({ id }) => getStateAfter(before, id))).toEqual([1, 1, 1, 1]);
    expect(getLastOutcome(before)).toBeNull();
    expect(findFirstDifference(before)?.id).toBe(2);
    const trace = toTrace(before, ruleSetOf('v2-5.18'), 7);
    expect(trace.steps).toHaveLength(4);
    expect(replay(ruleSetOf('v2-5.18'), trace)).toMatchObject({ now: 1, firstDifference: 1 });
  });

  it('[HIST-8] keep a reset, which needs no name, where nothing before it is unknown', () => {
    const history = redo(begin('patch-2021-09', 'RESET > _STOP > RESET'), 'v2-7.2');
    expect(history.nodes.map(({ made }) => made?.kind)).toEqual(['made', 'unknown', undefined]);
  });

  it('[HIST-9] take a new ask after a step that cannot be made as a branch from the last one that can', () => {
    const history = redo(begin('v2-6.2', 'STOP > PRE_COPY > STOP'), 'v2-5.18');
    const asked = walk(history, 'v2-5.18', 'RESUMING');
    expect(getNode(asked, 4)?.parent).toBe(1);
    expect(show(asked)).toBe('STOP > [RESUMING]');
    expect(getChildren(asked, 1).map(({ id }) => id)).toEqual([2, 4]);
    expect(redo(asked, 'v2-5.18')).toEqual(asked);
    expect(replay(ruleSetOf('v2-5.18'), toTrace(asked, ruleSetOf('v2-5.18'), 7)).now).toBe(getCurrent(asked));
  });

  it('[HIST-9] of another generation cannot be made at all, and a new ask begins at the start', () => {
    const history = redo(begin('patch-2021-09', '_STOP > _RESUMING > _RUNNING'), 'v2-7.2');
    expect(history.nodes.map(({ made }) => made?.kind)).toEqual(['unknown', undefined, undefined]);
    expect(getCurrent(history)).toBe(2);
    const asked = walk(history, 'v2-7.2', 'STOP');
    expect(getNode(asked, 4)?.parent).toBe(ROOT);
    const back = redo(asked, 'patch-2021-09');
    expect(back.nodes.slice(0, 3)).toEqual(begin('patch-2021-09', '_STOP > _RESUMING > _RUNNING').nodes);
    expect(getCurrent(moveTo(back, 3))).toBe(1);
  });
});
