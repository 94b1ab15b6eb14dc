/** The sentences of Explore: complete for every pair, every fault and every state of every rule set. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getErrorValue, getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState, NDMA_STATES, V1_STATES, V2_STATES } from '../../protocol/state/state.ts';
import type { Cause, Outcome } from '../../protocol/trace/replay.ts';
import { getOutcome, getResetOutcome } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { ERRNOS } from '../../protocol/trace/trace.ts';
import { of, value } from '../../protocol/trace/walk.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import {
  describeState,
  formatArc,
  formatOutcome,
  formatRemedy,
  formatReturn,
  formatStateName,
  getSigns,
} from './outcome-words.ts';

const ARCS = [1, 2, 3, 4];
const FAULTS: readonly (Fault | undefined)[] = [
  undefined,
  ...ARCS.flatMap((arc) => ERRNOS.map((errno): Fault => ({ kind: 'declined', arc, errno }))),
  ...ARCS.map((arc): Fault => ({ kind: 'faulted', arc })),
  { kind: 'corrupt', device: 'stays' },
  { kind: 'corrupt', device: 'faults' },
];

/** A whole sentence: it ends, and nothing in it was left to be put in. */
const SENTENCE = /^(?!.*(?:(?<!state is )undefined|null|NaN|\[object|[{}]|\.\.| {2})).*\S\.$/;

/** All that can come of one act: every pair, every fault, supposed or not, and a reset from everywhere. */
function* listOutcomes(ruleSet: RuleSet): Generator<Outcome> {
  const values = ruleSet.states.map((state) => state.value);
  for (const from of values) yield getResetOutcome(ruleSet, from);
  for (const flags of getFlagSets(ruleSet))
    for (const from of values)
      for (const to of [...values, 0xf000]) {
        for (const fault of FAULTS) yield getOutcome(ruleSet, flags, from, to, fault);
        yield getOutcome(ruleSet, flags, from, to, undefined, 'accepted');
      }
}

describe.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))('under %s', (id, ruleSet) => {
  const outcomes = [...listOutcomes(ruleSet)];

  it('[SAY-1] every outcome has one of the four words, a request and a whole sentence', () => {
    const words: readonly string[] = Object.values(VERDICT_WORDS);
    const bad = outcomes.filter((outcome) => {
      const { word, request, why } = formatOutcome(ruleSet, outcome);
      return (
        !words.includes(word) ||
        word !== VERDICT_WORDS[outcome.kind] ||
        !/^\S+(?: > \S+)?$/.test(request) ||
        !SENTENCE.test(why)
      );
    });
    expect(bad.map((outcome) => formatOutcome(ruleSet, outcome))).toEqual([]);
  });

  it('[SAY-2] every cause is met', () => {
    const causes: Cause[] = ['rules', 'declined', 'faulted', 'corrupt', 'reset'];
    if (id === 'uapi-v1') causes.push('supposed');
    expect(new Set(outcomes.map(({ cause }) => cause))).toEqual(new Set(causes));
  });

  it('[SAY-3] a failure names the arc, and what device_state reads', () => {
    for (const outcome of outcomes) {
      const { failed, now, cause, returns } = outcome;
      if (!failed) continue;
      const { why } = formatOutcome(ruleSet, outcome);
      const missing = [
        formatRequest(ruleSet.states, failed),
        `device_state reads ${formatState(ruleSet.states, now)}`,
        ...(cause === 'declined' ? [`-${returns}`] : []),
        ...(cause === 'faulted' ? ['only VFIO_DEVICE_RESET leaves'] : []),
        ...(cause === 'corrupt' ? ['data is corrupt'] : []),
      ].filter((part) => !why.includes(part));
      if (missing.length > 0) expect.soft(why).toContain(missing[0]);
      if (cause === 'faulted') expect(now).toBe(getErrorValue(ruleSet));
    }
  });

  it('[SAY-4] every refusal has a remedy in a whole sentence', () => {
    for (const { verdict } of outcomes)
      if (verdict?.kind === 'refused' && !SENTENCE.test(formatRemedy(ruleSet, verdict.remedy)))
        expect.soft(formatRemedy(ruleSet, verdict.remedy)).toMatch(SENTENCE);
  });

  it('[SAY-5] every state is described in a whole sentence that begins with a capital', () => {
    for (const state of ruleSet.states) {
      expect(describeState(state), state.name).toMatch(SENTENCE);
      expect(describeState(state), state.name).toMatch(/^[A-Z]/);
    }
  });
});

describe('an outcome', () => {
  const { states } = of('v2-7.2');
  const say = (from: string, to: string, fault?: Fault, flags = 7) => {
    const rules = of('v2-7.2');
    return formatOutcome(rules, getOutcome(rules, flags, value(rules, from), value(rules, to), fault));
  };

  it('[SAY-6] says what the driver declined, and where the device is now', () => {
    expect(say('PRE_COPY', 'RESUMING', { kind: 'declined', arc: 3, errno: 'EBUSY' })).toEqual({
      word: 'Refused',
      request: 'PRE_COPY > RESUMING',
      why: 'The driver declined RUNNING_P2P > STOP with -EBUSY; device_state reads RUNNING_P2P.',
    });
  });

  it('[SAY-7] says that a fault leaves ERROR, and corrupt data RESUMING or ERROR', () => {
    expect(say('STOP', 'STOP_COPY', { kind: 'faulted', arc: 1 }).why).toBe(
      'The driver faulted on STOP > STOP_COPY; device_state reads ERROR, which only VFIO_DEVICE_RESET leaves.',
    );
    expect(say('RESUMING', 'RUNNING', { kind: 'corrupt', device: 'stays' }).why).toBe(
      'The loaded data is corrupt: the driver failed RESUMING > STOP; device_state reads RESUMING.',
    );
    expect(say('RESUMING', 'RUNNING', { kind: 'corrupt', device: 'faults' }).why).toContain('reads ERROR.');
  });

  it('[SAY-8] says where a reset leads, under each rule set', () => {
    for (const ruleSet of RULE_SETS) {
      const said = formatOutcome(ruleSet, getResetOutcome(ruleSet, getErrorValue(ruleSet)));
      const initial = formatState(ruleSet.states, ruleSet.initial);
      expect(said).toEqual({
        word: 'Accepted',
        request: 'VFIO_DEVICE_RESET',
        why: `The device is back in ${initial}, its initial state.`,
      });
    }
  });

  it('[SAY-9] says of what was supposed that the rules do not say so', () => {
    const rules = of('uapi-v1');
    const said = formatOutcome(rules, getOutcome(rules, null, 0, 2, undefined, 'accepted'));
    expect(said).toMatchObject({ word: 'Accepted', request: '_STOP > _SAVING' });
    expect(said.why).toMatch(/^Supposed: the rules do not say so/);
  });

  it('[SAY-10] names values without a name in hex', () => {
    const rules = of('uapi-v1');
    expect(formatOutcome(rules, getOutcome(rules, null, 1, 0xf000)).request).toBe('_RUNNING > 0x0000f000');
    expect(formatRequest(states, { from: 6, to: 3 })).toBe('PRE_COPY > STOP_COPY');
  });

  it('[SAY-17] says of the loop alone that you go on as if it had not been asked', () => {
    const why = (id: string) => {
      const rules = of(id);
      return formatOutcome(
        rules,
        getOutcome(rules, 7, value(rules, 'STOP_COPY'), value(rules, 'PRE_COPY'), undefined),
      ).why;
    };
    expect(why('v2-6.2')).toMatch(/\S You go on from here as if it had not been asked\.$/);
    expect(why('v2-7.2')).not.toContain('You go on');
  });
});

describe('a remedy', () => {
  const rules = of('v2-7.2');

  it.each([
    [{ kind: 'flags', missing: 2 }, 'It is legal on a device with VFIO_MIGRATION_P2P.'],
    [
      { kind: 'flags', missing: 6 },
      'It is legal on a device with VFIO_MIGRATION_P2P | VFIO_MIGRATION_PRE_COPY.',
    ],
    [
      { kind: 'flags', missing: 7 },
      'It is legal on a device with VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P | VFIO_MIGRATION_PRE_COPY.',
    ],
    [{ kind: 'flags', missing: 8 }, 'Nothing makes it legal: no device supports ERROR.'],
    [{ kind: 'flags', missing: 0xffff_fff8 }, 'Nothing makes it legal: no device supports ERROR.'],
    [{ kind: 'reset' }, 'VFIO_DEVICE_RESET first.'],
    [{ kind: 'detour', requests: [1, 6] }, 'Ask for STOP, then PRE_COPY.'],
    [{ kind: 'none' }, 'Nothing makes it legal under these rules.'],
  ] as const)('[SAY-11] %o is said as “%s”', (remedy, sentence) => {
    expect(formatRemedy(rules, remedy)).toBe(sentence);
  });
});

describe('small words', () => {
  it('[SAY-12] of an arc name what is merged away', () => {
    const arc = { from: 2, to: 1, actions: [], session: [] };
    expect(formatArc(of('v2-7.2'), { ...arc, merged: [5] })).toBe('RUNNING > STOP (RUNNING_P2P merged away)');
    expect(formatArc(of('v2-7.2'), { ...arc, merged: [] })).toBe('RUNNING > STOP');
  });

  it('[SAY-13] of what a call returns are 0, the errno below it, or nothing', () => {
    expect(formatReturn(0)).toBe('0');
    expect(formatReturn('EBUSY')).toBe('-EBUSY');
    expect(formatReturn(null)).toBe('nothing: the call never returns');
  });

  it("[SAY-14] of a state's button are its name and its value, told apart within a rule set", () => {
    const name = (states: typeof V1_STATES, each: number) => formatStateName(states[each]!);
    expect(name(V1_STATES, 1)).toBe('_RUNNING 001b');
    expect(name(V1_STATES, 5)).toBe('101b invalid');
    expect(name(V2_STATES, 2)).toBe('RUNNING 2');
    expect(name(NDMA_STATES, 9)).toBe('_NDMA|_RUNNING 1001b');
    for (const { states } of RULE_SETS) expect(new Set(states.map(formatStateName)).size).toBe(states.length);
  });

  it('[SAY-15] of a state say what the device may do', () => {
    expect(describeState(V2_STATES[5]!)).toBe(
      'Running, quiescent: the device starts no peer-to-peer DMA, its state changes, no data session is open.',
    );
    expect(describeState(V1_STATES[4]!)).toBe(
      'Resuming: the device issues no DMA, its state changes only by what is loaded, a loading data session is open.',
    );
    expect(describeState(V1_STATES[6]!)).toContain('left by VFIO_DEVICE_RESET');
    expect(describeState(V1_STATES[7]!)).toBe('Invalid: these bits together have no meaning.');
  });

  it('[SAY-16] of a sign agree with the state: DMA, change, which way data flows', () => {
    const say = (states: typeof V1_STATES, each: number) =>
      getSigns(states[each]!).map(({ word, may }) => `${may ? '+' : '-'}${word}`);
    expect(say(V1_STATES, 0)).toEqual(['-no DMA', '-frozen']);
    expect(say(V1_STATES, 1)).toEqual(['+DMA', '+changes']);
    expect(say(V1_STATES, 2)).toEqual(['-no DMA', '-frozen', '+data out']);
    expect(say(V1_STATES, 3)).toEqual(['+DMA', '+changes', '+data out']);
    expect(say(V1_STATES, 4)).toEqual(['-no DMA', '+by load', '+data in']);
    for (const each of [5, 6, 7]) expect(say(V1_STATES, each)).toEqual([]);
    expect(say(V2_STATES, 5)).toEqual(['-no P2P', '+changes']);
    expect(say(V2_STATES, 7)).toEqual(['-no P2P', '+changes', '+data out']);
    expect(say(NDMA_STATES, 9)).toEqual(['-no DMA', '+changes']);
  });
});
