/** Every reason has a request that gives it, and a sentence with nothing left to fill in. */

import { describe, expect, it } from 'vitest';
import { getFlagSets, type RuleSet } from '../rule-sets/rule-set.ts';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { createMutants } from '../rule-sets/table-checks.ts';
import { ask, change, of, ofV2 } from '../trace/walk.ts';
import { formatReason, REASONS, type ReasonId } from './reason.ts';
import { getVerdict } from './request-verdict.ts';
import { VERDICT_WORDS, type Verdict } from './verdict.ts';

/** A v1 rule set as if a driver accepted what it lists. */
function toDriver(id: string): RuleSet {
  const ruleSet = of(id);
  return ruleSet.generation === 'v1' ? { ...ruleSet, grants: 'in-driver' } : ruleSet;
}

/** A request that gives each reason, the rule set being a built-in one, or one with an entry changed. */
const GIVEN: Readonly<Record<ReasonId, () => Verdict>> = {
  'in-table': () => ask('patch-2021-09', '_STOP > _RUNNING'),
  'in-driver': () => ask(toDriver('patch-2021-09'), '_STOP > _RUNNING'),
  charted: () => ask('uapi-v1', '_RUNNING > _SAVING'),
  'valid-pair': () => ask('fully-connected', '_SAVING > _SAVING|_RUNNING'),
  'one-arc': () => ask('v2-7.2', 'STOP > RESUMING', 1),
  combination: () => ask('v2-7.2', 'RUNNING > STOP', 3),
  'already-there': () => ask('v2-7.2', 'RUNNING > RUNNING', 1),
  'not-in-table': () => ask('patch-2021-09', '_RUNNING > _RESUMING'),
  'not-in-driver': () => ask(toDriver('patch-2021-09'), '_RUNNING > _RUNNING'),
  'same-not-in-table': () => ask('patch-2021-09', '_RUNNING > _RUNNING'),
  'above-max-state': () => ask('patch-2021-09', '_RUNNING > 101b'),
  'from-above-max-state': () => ask('patch-2021-09', '101b > _RUNNING'),
  'invalid-value': () => ask('control-bits', '_RUNNING > 111b'),
  'invalid-current': () => ask('control-bits', '111b > _RUNNING'),
  'error-not-requestable': () => ask('v2-7.2', 'RUNNING > ERROR', 7),
  'only-reset-leaves-error': () => ask('ndma-rfc', '_ERROR > _RUNNING'),
  'error-to-error': () => ask('v2-7.2', 'ERROR > ERROR', 7),
  'not-shown': () => ask(toDriver('uapi-v1'), '_SAVING > _SAVING|_RUNNING'),
  'not-spoken-of': () => ask('uapi-v1', '_SAVING > _SAVING|_RUNNING'),
  'reserved-bits': () => ask('uapi-v1', '_RUNNING > 0x0000f000'),
  'out-of-range': () => ask('v2-5.18', 'RUNNING > 0x00000006', 3),
  'current-out-of-range': () => ask('v2-7.2', '0x00000008 > RUNNING', 7),
  'target-unsupported': () => ask('v2-7.2', 'RUNNING > PRE_COPY', 3),
  'current-unsupported': () => ask('v2-7.2', 'PRE_COPY > RUNNING', 3),
  blocked: () => ask('v2-7.2', 'STOP_COPY > PRE_COPY', 7),
  'self-broken': () => ask(change('v2-6.2', 'STOP > STOP', 'RUNNING'), 'STOP > STOP', 1),
  stuck: () => ask(change('v2-7.2', 'STOP > PRE_COPY', 'STOP_COPY'), 'STOP > PRE_COPY', 7),
  'skip-loop': () => ask('v2-6.2', 'STOP_COPY > PRE_COPY', 5),
  'skip-cycle': () => ask(change('v2-6.2', 'RUNNING_P2P > STOP', 'RUNNING_P2P'), 'RUNNING > STOP', 1),
  'arc-cycle': () => ask(change('v2-6.2', 'RUNNING > PRE_COPY', 'RUNNING_P2P'), 'RUNNING > PRE_COPY', 7),
};

/** All requests among the listed values, one more, and one with reserved bits, with flags that are defined and not. */
function* listVerdicts(ruleSet: RuleSet): Generator<Verdict> {
  const values = [...ruleSet.states.map(({ value }) => value), ruleSet.states.length, 0xf003];
  const flagSets =
    ruleSet.generation === 'v1' ? getFlagSets(ruleSet) : [...getFlagSets(ruleSet), null, 0, 6, 8];
  for (const flags of flagSets)
    for (const from of values) for (const to of values) yield getVerdict(ruleSet, { from, to, flags });
}

describe('a reason', () => {
  it.each(Object.keys(GIVEN) as ReasonId[])('[REASON-1] %s is given by a request', (id) => {
    expect(GIVEN[id]().reason).toBe(id);
  });

  it('[REASON-1] of the table has a request here, each of them', () => {
    expect(Object.keys(GIVEN).sort()).toEqual(Object.keys(REASONS).sort());
  });

  it('[REASON-1] is given by a built-in rule set, but for those of a driver and of a table that is wrong', () => {
    const given = new Set(
      RULE_SETS.flatMap((ruleSet) => [...listVerdicts(ruleSet)].map(({ reason }) => reason)),
    );
    const others = Object.keys(REASONS).filter((id) => !given.has(id as ReasonId));
    expect(others.sort()).toEqual([
      ...['arc-cycle', 'in-driver', 'not-in-driver', 'not-shown'],
      ...['self-broken', 'skip-cycle', 'stuck'],
    ]);
  });

  it.each(RULE_SETS.map(({ id }) => id))('[REASON-2] is a whole sentence for every request of %s', (id) => {
    for (const verdict of listVerdicts(RULE_SETS.find((ruleSet) => ruleSet.id === id)!)) {
      expect(verdict.why).not.toMatch(/[{}]|undefined|NaN|null/);
      expect(verdict.why).toMatch(/^\S.*\.$/);
    }
  });

  it('[REASON-2] is a whole sentence for every request of the 343 wrong tables', () => {
    const sentences = new Set<string>();
    for (const { ruleSet } of createMutants(ofV2('v2-6.2')))
      for (const flags of [5, 7])
        for (let from = 1; from < 8; from += 1)
          for (let to = 1; to < 8; to += 1) sentences.add(getVerdict(ruleSet, { from, to, flags }).why);
    for (const why of sentences) expect(why).not.toMatch(/[{}]|undefined|NaN|null/);
  });

  it('[REASON-3] names the states and the flags that it is about', () => {
    expect(ask('patch-2021-09', '_RUNNING > 101b').why).toContain('101b');
    expect(ask('patch-2021-09', '111b > 101b').why).toContain('111b');
    expect(ask('v2-7.2', 'RUNNING > STOP_COPY', 7).why).toContain('RUNNING_P2P, then STOP');
    expect(ask('v2-7.2', 'RUNNING > PRE_COPY_P2P', 1).why).toContain(
      'PRE_COPY_P2P needs VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P | VFIO_MIGRATION_PRE_COPY',
    );
    expect(GIVEN['current-unsupported']().why).toContain(
      'PRE_COPY needs VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_PRE_COPY',
    );
    expect(GIVEN['error-to-error']().why).toMatch(/warn and return -EINVAL.*returns 0.*pds.*ERROR.*-EIO/);
    expect(GIVEN['already-there']().why).toMatch(/driver is called.*loop does nothing.*returns 0/);
    expect(GIVEN.stuck().why).toContain('STOP_COPY');
    expect(GIVEN['arc-cycle']().why).toContain('RUNNING');
  });

  it('[REASON-3] keeps the braces of a word that is not given, so that the gap shows', () => {
    expect(formatReason('out-of-range', { from: '_STOP' })).toContain('{to}');
  });

  it('[REASON-4] stands under a kind with a word of its own', () => {
    expect(VERDICT_WORDS).toEqual({
      accepted: 'Accepted',
      refused: 'Refused',
      unspecified: 'Unspecified',
      'never-returns': 'Never returns',
    });
  });
});
