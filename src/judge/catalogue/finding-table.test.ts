/** Every id of the table: that something produces it, where, and that its trace plays to the place it names. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { UAPI_V1 } from '../../protocol/rule-sets/v1-rule-sets.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import type { Finding, FindingId } from '../../protocol/trace/finding.ts';
import { replay } from '../../protocol/trace/replay.ts';
import { getRulesHash } from '../../protocol/trace/trace.ts';
import { of } from '../../protocol/trace/walk.ts';
import { compareRuleSets, toDiffJson } from '../../protocol/verdict/difference.ts';
import { findAll } from '../findings/find-all.ts';
import { CASES, listSubjects } from '../findings/finding-cases.fixture.ts';
import { UAPI_V2 } from './finding-source.ts';
import { FINDING_IDS, FINDINGS } from './finding-table.ts';

const formatPlace = ({ flags, from, to }: Finding) => `${flags === null ? '' : `${flags} `}${from}>${to}`;

/** What the last step of the trace must come to. */
const ENDS: Readonly<Record<FindingId, string>> = {
  'v1.flow-fails': 'refused',
  'v1.flow-unspecified': 'accepted',
  'v1.charted-refused': 'refused',
  'v1.no-way-back': 'refused',
  'v1.cannot-stop': 'refused',
  'v1.same-refused': 'refused',
  'v1.error-requestable': 'accepted',
  'v1.invalid-requestable': 'accepted',
  'v1.error-left-without-reset': 'accepted',
  'v1.invalid-left-without-reset': 'accepted',
  'v1.no-way-into-resuming': 'refused',
  'v1.initial-not-running': 'reset',
  'v1.stop-and-copy-serializes-nothing': 'accepted',
  'v1.read-before-load': 'accepted',
  'v2.flow-fails': 'refused|never-returns',
  'v2.never-returns': 'never-returns',
  'v2.same-broken': 'refused|never-returns',
  'v2.accepted-then-stuck': 'refused',
  'v2.passes-error': 'accepted',
  'v2.longer-path': 'accepted',
  'v2.saving-group-interior': 'accepted',
  'v2.initial-not-running': 'reset',
  'v2.new-driver-arc': 'accepted',
  'v2.new-flags-arc': 'accepted',
  'change.newly-refused': 'refused',
  'change.newly-never-returns': 'never-returns',
  'change.session-changed': 'accepted',
  'change.initial-changed': 'reset',
  'change.path-changed': 'accepted',
  'change.refused-otherwise': 'refused|never-returns',
  'change.silence-refused': 'refused',
  'change.no-longer-specified': 'accepted|unspecified',
  'change.newly-accepted': 'accepted',
  'change.never-returns-fixed': 'refused|accepted',
  'table.arc-not-listed': 'accepted',
  'table.bound-lets-through': 'refused',
  'table.bound-missing': 'refused',
  'driver.arc-missing': 'refused',
  'driver.flags-without-arcs': 'refused',
  'driver.arc-never-asked': 'refused|accepted|never-returns',
  'validity.refuses-valid': 'refused',
  'validity.accepts-invalid': 'accepted',
  'validity.accepts-error': 'accepted',
  'validity.ignores-reserved-bits': 'accepted|unspecified',
};

function getTraceRules({ trace }: Finding): RuleSet {
  if (!trace) throw new Error('no trace');
  return 'id' in trace.ruleSet ? of(trace.ruleSet.id) : trace.ruleSet.table;
}

/** What is wrong with the trace of a finding; empty where it plays to its place. */
function findTraceFault(finding: Finding): string {
  const { id, trace, from, to, flags } = finding;
  if (!trace) return 'no trace';
  const ruleSet = getTraceRules(finding);
  if ('hash' in trace.ruleSet && trace.ruleSet.hash !== getRulesHash(ruleSet)) return 'a wrong hash';
  if ('hash' in trace.ruleSet && getRuleSet(ruleSet.id) === ruleSet)
    return 'a built-in rule set carried whole';
  if (flags !== null && trace.flags !== flags) return `flags ${trace.flags}`;
  const { steps, firstDifference, now } = replay(ruleSet, trace);
  if (firstDifference !== null) return `differs at ${firstDifference}`;
  const last = steps.at(-1);
  if (last?.kind !== 'made') return 'no last step';
  const { outcome, step } = last;
  if (ENDS[id] === 'reset') return step.act === 'reset' && now === to ? '' : `ends in ${now}`;
  if (step.act === 'reset') return 'ends in a reset';
  if (outcome.from !== from) return `asks from ${outcome.from}`;
  if (!ENDS[id].split('|').includes(outcome.kind)) return `ends ${outcome.kind}`;
  const arc = outcome.failed ?? outcome.arcs[0];
  const isArc = id.startsWith('v2.new-') || id.startsWith('driver.') || id.startsWith('table.arc');
  const isThere =
    step.to === formatState(ruleSet.states, to!) || (isArc && arc?.from === from && arc?.to === to);
  return isThere ? '' : `asks for ${step.to}`;
}

describe('the table of findings', { timeout: 60_000 }, () => {
  it.each(FINDING_IDS)('[%s] is found where it must be, with its severity and citations', (id) => {
    const [place, find] = CASES[id];
    const found = find().filter((finding) => finding.id === id);
    expect(found.map(formatPlace)[0]).toBe(place);
    for (const { severity, citations } of found) {
      expect(severity).toBe(FINDINGS[id].severity);
      expect(citations).toEqual(expect.arrayContaining([...FINDINGS[id].citations]));
    }
  });

  it('[FINDINGS-1] has a case for every id, and no case without', () => {
    expect(Object.keys(CASES).toSorted()).toEqual([...FINDING_IDS].toSorted());
    expect(new Set(FINDING_IDS).size).toBe(FINDING_IDS.length);
    for (const id of FINDING_IDS)
      expect(id).toMatch(/^(v1|v2|change|table|driver|validity)\.[a-z]+(-[a-z]+)*$/);
  });

  it('[FINDINGS-1] says what each means in complete sentences, and cites a source or says that it compares', () => {
    for (const [id, { account, citations, title }] of Object.entries(FINDINGS)) {
      expect(account).toMatch(/^[A-Z].*[.?]$/);
      expect(title.length).toBeLessThan(40);
      const isOfHeader = id === 'change.initial-changed'; // the header of the generation, cited where it is found
      expect(citations.length > 0 || account.startsWith('By comparison: ') || isOfHeader, id).toBe(true);
    }
  });

  it.each([
    ['v1.no-way-back', [10]], // a failed migration gets back to _RUNNING without a reset
    ['v1.cannot-stop', [14, 10]], // every state should lead to _STOP
    ['v1.error-requestable', [24, 25]], // 110b is refused, and only a driver's fault enters it
    ['validity.accepts-error', [24, 25]],
    ['v1.invalid-requestable', [12, 25, 26]], // five values and no more, 111b, 101b
  ] as const)('[FINDINGS-1] rests %s on the messages that say it', (id, messages) => {
    const found = FINDINGS[id].citations.flatMap((each) => (each.kind === 'thread' ? [each.message] : []));
    expect(found).toEqual(messages);
  });

  it('[FINDINGS-9] cites the header of its own generation where a device starts in another state', () => {
    const cite = (id: string, against: string) =>
      findAll({ ruleSet: of(id), against: of(against) }).find(({ id }) => id === 'change.initial-changed')
        ?.citations;
    expect(cite('stop-default', 'patch-2021-09')).toContainEqual(UAPI_V1);
    const moved = { ...of('v2-7.2'), initial: 1 } as RuleSet;
    const [first] = findAll({ ruleSet: moved, against: of('v2-7.2') }).filter(
      ({ id }) => id === 'change.initial-changed',
    );
    expect(first?.citations).toContainEqual(UAPI_V2);
    expect(first?.citations).not.toContainEqual(UAPI_V1);
  });

  it('[FINDINGS-2] plays the trace of every finding to the place that it names', () => {
    let count = 0;
    const faults: string[] = [];
    for (const [name, findings] of listSubjects())
      for (const finding of findings) {
        count += 1;
        const fault = findTraceFault(finding);
        if (fault) faults.push(`${name}: ${finding.id} ${formatPlace(finding)}: ${fault}`);
      }
    expect(faults).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });

  it('[FINDINGS-3] gives complete sentences, with every name put in', () => {
    const bad: string[] = [];
    for (const [, findings] of listSubjects())
      for (const { text } of findings)
        if (!/^[A-Z_0-9].*[.?]$/.test(text) || /[{}]|undefined| {2}/.test(text)) bad.push(text);
    expect([...new Set(bad)]).toEqual([]);
  });

  it('[FINDINGS-4] does not report silence: the header alone has no error and no warning', () => {
    const found = findAll({ ruleSet: of('uapi-v1'), against: null });
    expect(found.filter(({ severity }) => severity === 'error' || severity === 'warning')).toEqual([]);
  });

  it('[FINDINGS-5] sorts worst first', () => {
    const weights = ['error', 'warning', 'question', 'note'];
    for (const [, findings] of listSubjects()) {
      const order = findings.map(({ severity }) => weights.indexOf(severity));
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    }
  });

  it('[FINDINGS-6] finds the same twice, and keeps to the flags that are asked for', () => {
    const subject = { ruleSet: of('v2-6.2'), against: of('v2-7.2') };
    expect(findAll(subject)).toEqual(findAll(subject));
    const found = findAll({ ...subject, flags: 5 });
    expect(found.map((finding) => `${finding.id} ${formatPlace(finding)}`)).toEqual([
      'v2.never-returns 5 3>6',
      'change.newly-never-returns 5 3>6',
    ]);
  });

  it('[FINDINGS-8] says of every request that the device can still make and that is no longer accepted', () => {
    for (const [id, old, count] of [
      ['v2-5.18', 'v2-6.2', 11],
      ['fully-connected', 'ndma-rfc', 25],
      ['uapi-v1', 'ndma-rfc', 25 + 18],
    ] as const) {
      const [ruleSet, against] = [of(id), of(old)];
      const { removed } = toDiffJson(compareRuleSets(against, ruleSet));
      const made = removed.filter(([, from]) => getState(ruleSet.states, from));
      const found = findAll({ ruleSet, against }).filter((finding) =>
        /newly-refused|no-longer-specified/.test(finding.id),
      );
      expect(found.map(({ flags, from, to }) => [flags, from, to]).toSorted(), id).toEqual(made.toSorted());
      expect(found).toHaveLength(count);
    }
  });

  it('[FINDINGS-8] calls a state that is gone by the name it had', () => {
    const [first] = findAll({ ruleSet: of('v2-5.18'), against: of('v2-6.2') });
    expect([first?.id, first?.text]).toEqual([
      'change.newly-refused',
      'STOP > PRE_COPY with migration_flags 5 was accepted under v2-6.2 and is refused now: breaking for userspace. The new rules have no PRE_COPY.',
    ]);
    const hung = findAll({ ruleSet: of('v2-5.18'), against: of('v2-6.2') }).filter(
      ({ id }) => id === 'change.never-returns-fixed',
    );
    expect(hung.map(formatPlace)).toEqual(['5 3>6', '7 3>6', '7 3>7']);
  });

  it('[FINDINGS-9] gives every finding a source, each one once', () => {
    for (const [name, findings] of listSubjects())
      for (const { id, citations } of findings) {
        expect(citations.length, `${name}: ${id}`).toBeGreaterThan(0);
        expect(new Set(citations.map((each) => JSON.stringify(each))).size).toBe(citations.length);
      }
    const ruleSet = { ...of('v2-7.2'), citations: [] };
    const [first] = findAll({ ruleSet: of('v2-6.2'), against: ruleSet }).filter(({ id }) =>
      id.startsWith('change.'),
    );
    expect(first?.text).toContain('under the old code');
    expect(first?.citations).toMatchObject([{ symbol: 'vfio_mig_get_next_state()' }]);
  });

  it('[FINDINGS-7] names the line of the entry, of the row, or the last in the row', () => {
    const ruleSet = of('patch-2021-09');
    const find = (lines: Readonly<Record<string, { line: number }>>) =>
      findAll({ ruleSet, against: null, lines }).find(({ id }) => id === 'v1.charted-refused')?.line;
    expect(find({ '1>4': { line: 7 }, '1': { line: 5 } })).toBe(7);
    expect(find({ '1>2': { line: 6 }, '1': { line: 5 } })).toBe(5);
    expect(find({ '1>2': { line: 6 }, '1>3': { line: 8 }, '2>0': { line: 9 } })).toBe(8);
    expect(find({ '2>0': { line: 9 } })).toBe(null);
  });
});
