/**
 * What comes of a step and of a trace. `[REPLAY-2]` what the rules decide, and what is taken as accepted, `[REPLAY-3]`
 * resets, `[REPLAY-4]` whole traces, `[REPLAY-5]` differences. Faults have a file of their own.
 */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getErrorValue, getFlagSets, type RuleSet } from '../rule-sets/rule-set.ts';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { getVerdict } from '../verdict/request-verdict.ts';
import { getOutcome, getResetOutcome, type Outcome, replay, replayStep, toStep } from './replay.ts';
import { ERRNOS, type Fault, type Step, type Trace } from './trace.ts';
import { change, of, value } from './walk.ts';

/** What comes of one request, by names. */
function make(id: string | RuleSet, request: string, suppose?: 'accepted'): Outcome {
  const rules = typeof id === 'string' ? of(id) : id;
  const [from = '', to = ''] = request.split('>');
  const flags = rules.generation === 'v1' ? null : 7;
  return getOutcome(rules, flags, value(rules, from), value(rules, to), undefined, suppose);
}

describe('what the rules decide', () => {
  it('[REPLAY-2] leaves the device where it is, with -EINVAL, silence, or no answer', () => {
    expect(make('patch-2021-09', '_RUNNING > _RESUMING')).toMatchObject({
      now: 1,
      returns: 'EINVAL',
      cause: 'rules',
    });
    expect(make('uapi-v1', '_STOP > _RUNNING')).toMatchObject({ now: 0, returns: null, kind: 'unspecified' });
    expect(make('v2-6.2', 'STOP_COPY > PRE_COPY')).toMatchObject({
      now: 3,
      returns: null,
      kind: 'never-returns',
    });
  });

  it('[REPLAY-2] leaves it midway where a table that is wrong gets stuck', () => {
    const stuck = change('v2-7.2', 'STOP > PRE_COPY', 'STOP_COPY');
    expect(make(stuck, 'STOP > PRE_COPY')).toMatchObject({ kind: 'refused', now: 3, returns: 'EINVAL' });
  });

  it('[REPLAY-2] may be taken as accepted, but only what the document is silent about', () => {
    const supposed = make('uapi-v1', '_STOP > _RUNNING', 'accepted');
    expect(supposed).toMatchObject({ kind: 'accepted', cause: 'supposed', now: 1, returns: 0 });
    expect(supposed.verdict?.kind).toBe('unspecified');
    for (const [id, request] of [
      ['patch-2021-09', '_RUNNING > _RESUMING'],
      ['uapi-v1', '_RUNNING > 111b'],
      ['uapi-v1', '_RUNNING > 0x0000f000'],
      ['v2-6.2', 'STOP_COPY > PRE_COPY'],
      ['v2-7.2', 'STOP > RUNNING'],
    ] as const)
      expect(make(id, request, 'accepted')).toEqual(make(id, request));
  });
});

describe('VFIO_DEVICE_RESET', () => {
  it.each(RULE_SETS.map(({ id }) => id))(
    '[REPLAY-3] leads from every value to the initial one in %s',
    (id) => {
      for (const from of [...of(id).states.map((state) => state.value), 0xf003])
        expect(getResetOutcome(of(id), from)).toMatchObject({
          now: of(id).initial,
          from,
          returns: 0,
          verdict: null,
          arcs: [],
        });
    },
  );

  it('[REPLAY-3] is the way out of ERROR', () => {
    const steps: Step[] = [
      { act: 'request', to: 'STOP_COPY', fault: { kind: 'faulted', arc: 2 } },
      { act: 'request', to: 'RUNNING' },
      { act: 'reset' },
      { act: 'request', to: 'RESUMING' },
    ];
    const made = replay(of('v2-7.2'), { version: 1, ruleSet: { id: 'v2-7.2' }, flags: 7, steps });
    expect(made.steps.map((step) => step.kind === 'made' && step.outcome.now)).toEqual([0, 0, 2, 4]);
  });
});

/** A trace as somebody recorded it under one rule set. */
const record = (id: string, flags: number, names: string[]): Trace => {
  let now = of(id).initial;
  const steps = names.map((name) => {
    const to = value(of(id), name);
    const { kind, now: next } = getOutcome(of(id), flags, now, to);
    now = next;
    return toStep(of(id), to, kind);
  });
  return { version: 1, ruleSet: { id }, flags, steps };
};

describe('a trace', () => {
  it('[REPLAY-4] stops at a state name that the rule set does not have', () => {
    const trace = record('v2-6.2', 7, ['PRE_COPY', 'STOP_COPY', 'STOP']);
    const made = replay(of('v2-5.18'), trace);
    expect(made.steps).toHaveLength(1);
    expect(made.steps[0]).toMatchObject({ kind: 'unknown', name: 'PRE_COPY' });
    expect(made).toMatchObject({ firstDifference: 0, now: 2 });
  });

  it('[REPLAY-4] begins where it says, or in the initial state', () => {
    const trace: Trace = { version: 1, ruleSet: { id: 'v2-7.2' }, flags: 7, steps: [] };
    expect(replay(of('v2-7.2'), trace)).toEqual({ start: 2, steps: [], now: 2, firstDifference: null });
    expect(replay(of('v2-7.2'), { ...trace, start: 'STOP_COPY' })).toMatchObject({ start: 3, now: 3 });
    expect(replay(of('stop-default'), { ...trace, flags: null }).now).toBe(0);
  });

  it('[REPLAY-5] has no difference under the rule set that it was recorded with', () => {
    for (const id of ['v2-6.2', 'v2-7.2'])
      expect(replay(of(id), record(id, 7, ['STOP_COPY', 'PRE_COPY', 'STOP'])).firstDifference).toBeNull();
  });

  it('[REPLAY-5] of 6.2 differs under 7.2 first where the loop of 6.2 never returned', () => {
    const trace = record('v2-6.2', 7, ['PRE_COPY', 'STOP_COPY', 'PRE_COPY', 'STOP']);
    expect(trace.steps.map((step) => step.act === 'request' && step.saw)[2]).toBe('never-returns');
    const made = replay(of('v2-7.2'), trace);
    expect(made.firstDifference).toBe(2);
    expect(made.steps.map((step) => step.kind === 'made' && step.differs)).toEqual([
      false,
      false,
      true,
      false,
    ]);
    expect(made.steps[2]).toMatchObject({ outcome: { kind: 'refused', returns: 'EINVAL', now: 3 } });
  });

  it('[REPLAY-5] that saw nothing differs from nothing', () => {
    expect(replayStep(of('v2-7.2'), 7, 3, { act: 'request', to: 'PRE_COPY' })).toMatchObject({
      differs: false,
    });
  });
});

const corrupt = (device: 'stays' | 'faults'): Fault => ({ kind: 'corrupt', device });

const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({
    kind: fc.constant('declined' as const),
    arc: fc.integer({ min: 1, max: 5 }),
    errno: fc.constantFrom(...ERRNOS),
  }),
  fc.record({ kind: fc.constant('faulted' as const), arc: fc.integer({ min: 1, max: 5 }) }),
  fc.constantFrom(corrupt('stays'), corrupt('faults')),
);

/** A rule set, flags, and steps among its states, some of them faulty, some resets. */
const walks = fc.constantFrom(...RULE_SETS).chain((ruleSet) => {
  const request = fc.record(
    {
      act: fc.constant('request' as const),
      to: fc.constantFrom(...ruleSet.states.map((state) => state.name), '0x0000f001'),
      fault,
      suppose: fc.constant('accepted' as const),
    },
    { requiredKeys: ['act', 'to'] },
  );
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 9, arbitrary: request },
    fc.constant<Step>({ act: 'reset' }),
  );
  return fc.tuple(
    fc.constant(ruleSet),
    fc.constantFrom(...getFlagSets(ruleSet)),
    fc.array(step, { maxLength: 30 }),
  );
});

describe('a random walk', () => {
  it('[REPLAY-4] replayed is each step made after the other', () => {
    fc.assert(
      fc.property(walks, ([ruleSet, flags, steps]) => {
        const made = replay(ruleSet, { version: 1, ruleSet: { id: ruleSet.id }, flags, steps });
        let now = ruleSet.initial;
        const byHand = steps.map((step) => {
          const to = step.act === 'request' ? value(ruleSet, step.to) : 0;
          const outcome =
            step.act === 'reset'
              ? getResetOutcome(ruleSet, now)
              : getOutcome(ruleSet, flags, now, to, step.fault, step.suppose);
          now = outcome.now;
          return { kind: 'made', step, outcome, differs: false };
        });
        expect(made).toEqual({ start: ruleSet.initial, steps: byHand, now, firstDifference: null });
        expect(JSON.parse(JSON.stringify(steps))).toEqual(steps);
      }),
    );
  });

  it('[REPLAY-4] leaves the device in a listed state: kept, reached, on the way, in error, or reset', () => {
    fc.assert(
      fc.property(walks, ([ruleSet, flags, steps]) => {
        const made = replay(ruleSet, { version: 1, ruleSet: { id: ruleSet.id }, flags, steps });
        for (const step of made.steps) {
          if (step.kind !== 'made' || !step.outcome.verdict) continue;
          const { from, now, verdict, cause } = step.outcome;
          const path = getVerdict(ruleSet, verdict.request);
          const onPath = path.kind === 'accepted' ? path.path : [];
          const supposed = cause === 'supposed' ? [verdict.request.to] : [];
          expect([from, ...onPath, ...supposed, getErrorValue(ruleSet)]).toContain(now);
          expect(ruleSet.states.some((state) => state.value === now)).toBe(true);
        }
      }),
    );
  });
});
