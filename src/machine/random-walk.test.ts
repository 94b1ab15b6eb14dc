/**
 * Random walks: the device machine as an actor, its pure transition, the history, the replay of its trace and
 * a plain fold of the rules agree at every step, whatever is asked. And whatever is done to a history, it stays
 * a tree that can be made again.
 */

import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createActor, initialTransition, transition } from 'xstate';
import { getState } from '../protocol/state/state.ts';
import type { Outcome } from '../protocol/trace/replay.ts';
import { findFailedArc, getOutcome, getResetOutcome, replay } from '../protocol/trace/replay.ts';
import type { Fault } from '../protocol/trace/trace.ts';
import { getVerdict } from '../protocol/verdict/request-verdict.ts';
import { machineOf } from './device-graph.fixture.ts';
import type { DeviceEvent } from './device-machine.ts';
import { toDeviceEvent } from './device-machine.ts';
import type { Expected } from './expected-device.fixture.ts';
import { EXPECTED } from './expected-device.fixture.ts';
import type { History } from './history.ts';
import { findFirstDifference, getCurrent, getLine, getNode, getPathTo, remake, toTrace } from './history.ts';
import { begin } from './history-machine.fixture.ts';
import { PLAYBACK_PACE } from './history-machine.ts';
import { anyArming, anyEvent, anyRequest } from './random-walk.fixture.ts';
import { createWorkspace, makeStepOf } from './workspace.ts';

vi.setConfig({ testTimeout: 60_000 });

const MACHINES = EXPECTED.map((expected) => ({ expected, machine: machineOf(expected) }));

const anyAct = fc.oneof(
  { weight: 8, arbitrary: anyRequest },
  { weight: 3, arbitrary: anyArming },
  { weight: 1, arbitrary: fc.constant({ type: 'reset' as const }) },
);

/** A fold of the rules with a fault armed: no machine, no history. */
function createFold({ ruleSet, flags, initial }: Expected) {
  const fold = { now: initial, armed: null as Fault | null, outcomes: [] as Outcome[] };
  const settle = (outcome: Outcome) => {
    fold.now = outcome.now;
    fold.outcomes.push(outcome);
  };
  return Object.assign(fold, {
    request: (to: number, suppose?: 'accepted') => {
      const verdict = getVerdict(ruleSet, { from: fold.now, to, flags });
      const { armed } = fold;
      const hits =
        armed && verdict.kind === 'accepted' && findFailedArc(ruleSet, verdict.arcs, armed) !== undefined;
      if (hits) fold.armed = null;
      settle(getOutcome(ruleSet, flags, fold.now, to, hits ? armed : undefined, suppose));
    },
    reset: () => settle(getResetOutcome(ruleSet, fold.now)),
  });
}

describe('a random walk', () => {
  it('[MACH-17] is the same for the actor, the pure transition, the history, the replay and the fold', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MACHINES),
        fc.array(anyAct, { maxLength: 25 }),
        ({ expected, machine }, acts) => {
          const { ruleSet, flags, names } = expected;
          const walked = begin(expected.id, createWorkspace(ruleSet, flags));
          const actor = createActor(machine).start();
          let [snapshot] = initialTransition(machine);
          const fold = createFold(expected);
          for (const act of acts) {
            walked.send(act);
            if (act.type === 'fault.arm') {
              fold.armed = act.fault;
              continue;
            }
            const event: DeviceEvent =
              act.type === 'reset' ? act : toDeviceEvent(ruleSet, act.to, fold.armed, act.suppose);
            if (act.type === 'reset') fold.reset();
            else fold.request(act.to, act.suppose);
            actor.send(event);
            [snapshot] = transition(machine, snapshot, event);
            const outcome = fold.outcomes.at(-1);
            expect(actor.getSnapshot().context.outcome).toEqual(outcome);
            expect(snapshot.context.outcome).toEqual(outcome);
            expect(walked.last()).toEqual(outcome);
            expect(actor.getSnapshot().value).toBe(names[fold.now]);
            expect(snapshot.value).toBe(names[fold.now]);
            expect(walked.at()).toBe(names[fold.now]);
            expect(walked.get().armed).toEqual(fold.armed);
          }
          const trace = toTrace(walked.get().history, ruleSet, flags);
          expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
          const again = replay(ruleSet, trace);
          expect(again.steps.map((step) => step.kind === 'made' && step.outcome)).toEqual(fold.outcomes);
          expect(again.now).toBe(fold.now);
          expect(again.firstDifference).toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('[MACH-17] never leaves the states that the documents let it reach', () => {
    fc.assert(
      fc.property(fc.constantFrom(...MACHINES), fc.array(anyAct, { maxLength: 25 }), ({ expected }, acts) => {
        const walked = begin(expected.id, createWorkspace(expected.ruleSet, expected.flags)).send(...acts);
        for (const { made } of walked.get().history.nodes) {
          const now = made?.kind === 'made' ? made.outcome.now : -1;
          expect([...expected.byRequest, expected.error]).toContain(now);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** What would make a history not a tree, or its line not a line through the cursor. */
function findTreeFault(history: History): string | undefined {
  const { nodes, cursor, follows } = history;
  for (const [index, { id, parent }] of nodes.entries())
    if (id !== index + 1 || parent < 0 || parent >= id)
      return `node ${id} at ${index} has the parent ${parent}`;
  for (const [parent, child] of Object.entries(follows))
    if (getNode(history, child)?.parent !== Number(parent)) return `${parent} goes on to ${child}`;
  for (const { id, parent } of nodes) if (follows[parent] === undefined) return `${id} is not led to`;
  if (cursor !== 0 && !getNode(history, cursor)) return `the cursor is at ${cursor}`;
  const line = getLine(history).map(({ id }) => id);
  const path = getPathTo(history, cursor).map(({ id }) => id);
  return path.join() === line.slice(0, path.length).join() ? undefined : `the line ${line} leaves ${path}`;
}

describe('a history to which anything is done', () => {
  const anyEvents = fc.array(anyEvent, { maxLength: 40 });
  const anyStart = fc.constantFrom(...EXPECTED);
  const start = ({ id, ruleSet, flags }: Expected) => begin(id, createWorkspace(ruleSet, flags));

  it('[SESS-12] keeps a tree, with the cursor on the line, and a listed state', () => {
    fc.assert(
      fc.property(anyStart, anyEvents, (expected, events) => {
        const walked = start(expected);
        for (const event of events) {
          walked.send(event);
          const { history, ruleSet, past } = walked.get();
          expect(walked.status()).toBe('active');
          expect(findTreeFault(history)).toBeUndefined();
          expect(getState(ruleSet.states, getCurrent(history))).toBeDefined();
          expect(past.length).toBeLessThanOrEqual(200);
          const { armed } = walked.get();
          if (event.type === 'rules.change' || event.type === 'history.clear') expect(armed).toBeNull();
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[SESS-12] has a history that comes out the same when it is made again, and when its trace is replayed', () => {
    fc.assert(
      fc.property(anyStart, anyEvents, (expected, events) => {
        const { history, ruleSet, flags } = start(expected)
          .send(...events)
          .get();
        expect(remake(history, history.start, makeStepOf(ruleSet, flags))).toEqual(history);
        const line = getLine(history);
        const again = replay(ruleSet, toTrace(history, ruleSet, flags));
        expect(again.steps).toEqual(line.slice(0, again.steps.length).map(({ made }) => made));
        for (const { made } of line.slice(again.steps.length)) expect(made).toBeNull();
        const difference = findFirstDifference(history);
        expect(again.firstDifference).toBe(difference ? line.indexOf(difference) : null);
      }),
      { numRuns: 300 },
    );
  });

  it('[SESS-12] goes all the way back by undo, and all the way forth by redo', () => {
    fc.assert(
      fc.property(anyStart, anyEvents, (expected, events) => {
        const walked = start(expected);
        const first = walked.work();
        walked.send(...events);
        const last = walked.work();
        const count = walked.get().past.length;
        const redone = walked.get().future.length;
        for (let n = 0; n < count; n += 1) walked.send({ type: 'undo' });
        expect(walked.work()).toEqual({ ...first, history: { ...first.history } });
        expect(walked.get().future).toHaveLength(count + redone);
        for (let n = 0; n < count; n += 1) walked.send({ type: 'redo' });
        expect(walked.work()).toEqual(last);
      }),
      { numRuns: 300 },
    );
  });

  it('[SESS-12] loses no step but by undo, redo and clearing', () => {
    fc.assert(
      fc.property(anyStart, anyEvents, (expected, events) => {
        const walked = start(expected);
        for (const event of events) {
          const before = walked.get().history.nodes.map(({ step }) => step);
          walked.send(event);
          if (['undo', 'redo', 'history.clear'].includes(event.type)) continue;
          expect(
            walked
              .get()
              .history.nodes.map(({ step }) => step)
              .slice(0, before.length),
          ).toEqual(before);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('[SESS-12] ends a playback in as many paces as there are steps ahead, and one', () => {
    fc.assert(
      fc.property(anyStart, anyEvents, (expected, events) => {
        const walked = start(expected).send(...events, { type: 'playback.stop' }, { type: 'cursor.start' });
        const { length } = walked.line();
        walked.send({ type: 'playback.start' });
        for (let n = 0; n < length; n += 1) {
          walked.wait(PLAYBACK_PACE);
          expect(walked.isPlaying()).toBe(true);
          expect(walked.index()).toBe(n + 1);
        }
        expect(walked.wait(PLAYBACK_PACE).isPlaying()).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});
