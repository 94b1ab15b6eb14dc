/** What a change does, for every request: the finding by what was answered and what is answered now, worked out by hand. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { UAPI_V1 } from '../../protocol/rule-sets/v1-rule-sets.ts';
import type { Finding, FindingId } from '../../protocol/trace/finding.ts';
import { change, of, ofV1, ofV2 } from '../../protocol/trace/walk.ts';
import { compareRuleSets } from '../../protocol/verdict/difference.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import { NEXT_STATE, UAPI_V2 } from '../catalogue/finding-source.ts';
import { findInChange } from './change-findings.ts';

/** By `before, after`. Where both answer alike there is a finding only if the path differs: see below. */
const EXPECTED: Readonly<Record<string, FindingId>> = {
  'accepted, refused': 'change.newly-refused',
  'unspecified, refused': 'change.silence-refused',
  'never-returns, refused': 'change.never-returns-fixed',
  'accepted, never-returns': 'change.newly-never-returns',
  'refused, never-returns': 'change.newly-never-returns',
  'accepted, unspecified': 'change.no-longer-specified',
  'refused, unspecified': 'change.no-longer-specified',
  'refused, accepted': 'change.newly-accepted',
  'unspecified, accepted': 'change.newly-accepted',
  'never-returns, accepted': 'change.never-returns-fixed',
};

/** A copy that was read from a text: nobody is cited for it. */
const paste = (ruleSet: RuleSet): RuleSet => ({ ...ruleSet, id: 'pasted', citations: [] });

const HANGS = change('v2-6.2', 'RUNNING > PRE_COPY', 'ERROR');
const PAIRS: readonly (readonly [RuleSet, RuleSet])[] = [
  ...RULE_SETS.flatMap((a) =>
    RULE_SETS.filter((b) => a !== b && a.generation === b.generation).map((b) => [a, b] as const),
  ),
  [of('v2-6.2'), HANGS],
  [HANGS, of('v2-6.2')],
];

const ofRequest = (findings: readonly Finding[], flags: number | null, from: number, to: number) =>
  findings
    .filter((each) => each.id.startsWith('change.') && each.id !== 'change.initial-changed')
    .filter((each) => each.flags === flags && each.from === from && each.to === to);

/** The one finding of that id, or of the first such request. */
function find(findings: readonly Finding[], id: FindingId, from?: number, to?: number): Finding {
  const found = findings.find(
    (each) => each.id === id && (from === undefined || (each.from === from && each.to === to)),
  );
  if (!found) throw new Error(`no ${id}`);
  return found;
}

describe('a changed request', () => {
  it('[CHANGE-1] has the finding of what was answered and what is answered now, for every request', () => {
    const seen = new Set<string>();
    for (const [a, b] of PAIRS) {
      const findings = findInChange(b, a);
      for (const { flags, before, after } of compareRuleSets(a, b).requests) {
        if (!before || !after || before.kind === after.kind) continue;
        const kinds = `${before.kind}, ${after.kind}`;
        const { from, to } = after.request;
        const found = ofRequest(findings, after.request.flags, from, to).map(({ id }) => id);
        const name = `${a.id} ${b.id} ${flags} ${from}>${to} ${kinds}`;
        expect(`${name}: ${found}`).toBe(`${name}: ${EXPECTED[kinds]}`);
        seen.add(kinds);
      }
    }
    const kinds: readonly VerdictKind[] = ['accepted', 'refused', 'unspecified', 'never-returns'];
    // Silence is of v1, and only the loop of v2 never returns.
    const possible = kinds.flatMap((before) => kinds.map((after) => `${before}, ${after}`));
    expect(possible.filter((each) => each in EXPECTED && !seen.has(each))).toEqual([]);
  });

  it('[CHANGE-1] has none if it is answered as before, and none of the old side are between two generations', () => {
    for (const ruleSet of RULE_SETS) expect(findInChange(ruleSet, paste(ruleSet))).toEqual([]);
    expect(findInChange(of('v2-7.2'), of('uapi-v1'))).toEqual([]);
  });

  it('[CHANGE-2] that is accepted both times is told by its path: a session if one changes, otherwise the path', () => {
    const sessions = findInChange(change('v2-7.2', 'PRE_COPY > STOP_COPY', 'RUNNING'), of('v2-7.2'), 5);
    expect(ofRequest(sessions, 5, 6, 3).map(({ id }) => id)).toEqual(['change.session-changed']);
    const path = findInChange(change('v2-7.2', 'STOP > RUNNING', 'RUNNING'), of('v2-7.2'), 3);
    expect(ofRequest(path, 3, 1, 2).map(({ id }) => id)).toEqual(['change.path-changed']);
    expect(ofRequest(path, 3, 2, 1)).toEqual([]);
  });

  it('[CHANGE-3] is found for the flags that are asked for, or for all', () => {
    const [a, b] = [of('v2-6.2'), of('v2-7.2')];
    const flagsOf = (flags?: number) => findInChange(b, a, flags).map((each) => each.flags);
    expect(flagsOf().toSorted()).toEqual([5, 7, 7]);
    expect(flagsOf(5)).toEqual([5]);
    expect(flagsOf(3)).toEqual([]);
  });

  it('[CHANGE-4] for a state that the new rules lack is newly refused, and says that they lack it', () => {
    const found = findInChange(of('v2-5.18'), of('v2-6.2'), 3);
    expect(ofRequest(found, 3, 2, 6)).toEqual([]);
    const wide = findInChange(of('v2-5.18'), of('v2-6.2'), 7);
    const finding = find(wide, 'change.newly-refused', 2, 6);
    expect(finding.text).toContain('RUNNING > PRE_COPY');
    expect(finding.text).toContain('PRE_COPY.');
    expect(wide.filter(({ from }) => from === 6 || from === 7)).toEqual([]);
  });

  it('[CHANGE-4] for a value that means another state now is not compared with the old meaning', () => {
    // 8 to 12 of the RFC with NDMA; the five values of the other rule sets say nothing of them.
    const found = findInChange(of('fully-connected'), of('ndma-rfc'));
    const lost = found.filter(({ to }) => to !== null && to >= 8);
    expect(new Set(lost.map(({ id }) => id))).toEqual(new Set(['change.newly-refused']));
    expect(lost.map(({ from, to }) => `${from}>${to}`).toSorted()).toEqual(
      [0, 1, 2, 3, 4].flatMap((from) => [8, 9, 10, 11, 12].map((to) => `${from}>${to}`)).toSorted(),
    );
  });
});

describe('the sentence of a change', () => {
  const text = (id: FindingId, b: RuleSet, a: RuleSet, from?: number, to?: number) =>
    find(findInChange(b, a), id, from, to).text;

  it('[CHANGE-5] names the request with its flags, both answers, and the rule set that was there before', () => {
    expect(text('change.never-returns-fixed', of('v2-7.2'), of('v2-6.2'))).toMatch(
      /^STOP_COPY > PRE_COPY with migration_flags 5 never returned under v2-6\.2 and is refused now:/,
    );
    expect(text('change.newly-never-returns', of('v2-6.2'), of('v2-7.2'))).toMatch(
      /^STOP_COPY > PRE_COPY with migration_flags 5 was refused under v2-7\.2 and never returns now: .*mutex held\.$/,
    );
    expect(text('change.newly-never-returns', HANGS, of('v2-6.2'), 2, 6)).toContain(
      'was accepted under v2-6.2',
    );
    expect(text('change.never-returns-fixed', of('v2-6.2'), HANGS, 2, 6)).toContain('and is accepted now');
    expect(text('change.newly-accepted', of('patch-2021-09-amended'), of('patch-2021-09'))).toMatch(
      /^_RUNNING > _RESUMING was refused under patch-2021-09 and is accepted now:/,
    );
    expect(text('change.newly-accepted', of('fully-connected'), of('uapi-v1'))).toContain(
      'was unspecified under',
    );
    expect(text('change.no-longer-specified', of('uapi-v1'), of('fully-connected'), 2, 3)).toContain(
      'was accepted',
    );
    expect(text('change.silence-refused', of('patch-2021-09'), of('uapi-v1'))).toContain(
      'and uapi-v1 does not',
    );
  });

  it('[CHANGE-5] says that a request still never returns, or is still refused, after other arcs', () => {
    const otherwise = text(
      'change.refused-otherwise',
      change('v2-6.2', 'STOP_COPY > PRE_COPY', 'STOP_COPY'),
      of('v2-6.2'),
    );
    expect(otherwise).toContain('never returned under v2-6.2 and still never returns, but');
    const stuck = { ...change('v2-7.2', 'STOP > RESUMING', 'ERROR'), id: 'stuck' };
    const sooner = change('v2-7.2', 'RUNNING > RESUMING', 'STOP');
    const next = stuck.next.map((row, index) =>
      stuck.values[index] === 2 ? (sooner.next[index] ?? row) : row,
    );
    expect(text('change.refused-otherwise', { ...stuck, next }, stuck, 2, 4)).toContain(
      'was refused under stuck and is still refused, but',
    );
  });

  it('[CHANGE-5] calls the old side of a patch the old code', () => {
    expect(text('change.newly-accepted', of('patch-2021-09-amended'), paste(of('patch-2021-09')))).toContain(
      'was refused under the old code and',
    );
  });

  it('[CHANGE-6] shows the new path and then the old one, each to its end', () => {
    const found = findInChange(change('v2-7.2', 'STOP > RUNNING', 'RUNNING'), of('v2-7.2'), 3);
    expect(find(found, 'change.path-changed', 1, 2).text).toContain(
      'STOP > RUNNING with migration_flags 3 now takes RUNNING instead of RUNNING_P2P > RUNNING:',
    );
    expect(find(found, 'change.path-changed', 4, 2).text).toContain(
      'now takes STOP > RUNNING instead of STOP > RUNNING_P2P > RUNNING:',
    );
  });

  it('[CHANGE-7] names both initial values, and the request that shows the new one', () => {
    const found = find(findInChange(of('stop-default'), of('patch-2021-09')), 'change.initial-changed');
    expect(found.text).toMatch(/^The device starts in _STOP; under patch-2021-09 it starts in _RUNNING:/);
    expect([found.flags, found.from, found.to, found.trace?.steps]).toEqual([null, 0, 0, [{ act: 'reset' }]]);
    expect(findInChange(of('v2-7.2'), { ...ofV2('v2-7.2'), initial: 1 }).map(({ id }) => id)).toEqual([
      'change.initial-changed',
    ]);
  });
});

describe('where a change is, and who says so', () => {
  const lines = { '1>2': { line: 12 }, '4>2': { line: 42 }, '4>1': { line: 41 } };

  it('[CHANGE-8] is the line of the entry that differs, wherever the request begins', () => {
    const found = findInChange(change('v2-7.2', 'STOP > RUNNING', 'RUNNING'), of('v2-7.2'), 3, lines);
    expect(find(found, 'change.path-changed', 1, 2).line).toBe(12);
    expect(find(found, 'change.path-changed', 4, 2).line).toBe(12);
  });

  it('[CHANGE-8] is that of an entry which the flags skip, if that differs', () => {
    // Without P2P, RUNNING > STOP reads RUNNING_P2P > STOP on the way.
    const skipped = change('v2-7.2', 'RUNNING_P2P > STOP', 'ERROR');
    const found = findInChange(skipped, of('v2-7.2'), 1, { '5>1': { line: 51 }, '2>1': { line: 21 } });
    expect(find(found, 'change.newly-refused', 2, 1).line).toBe(21);
    const changed = change('v2-7.2', 'RUNNING_P2P > STOP_COPY', 'STOP_COPY');
    const path = findInChange(changed, of('v2-7.2'), 1, { '5>3': { line: 53 }, '2>3': { line: 23 } });
    expect(find(path, 'change.path-changed', 2, 3).line).toBe(53);
  });

  it('[CHANGE-9] is cited from the old answer, then from what the finding itself is based on', () => {
    const cited = find(findInChange(of('v2-6.2'), of('v2-7.2')), 'change.newly-never-returns').citations;
    expect(cited.slice(0, of('v2-7.2').citations.length)).toEqual(of('v2-7.2').citations);
    const [first] = find(findInChange(HANGS, paste(of('v2-6.2'))), 'change.newly-never-returns').citations;
    expect(first).toEqual(NEXT_STATE);
    const [old] = find(
      findInChange(of('patch-2021-09'), paste(of('fully-connected'))),
      'change.newly-refused',
    ).citations;
    expect(old).toEqual(UAPI_V1);
  });

  it('[CHANGE-9] is the header of the protocol for an initial value, after the old rules, and only once', () => {
    const initial = (b: RuleSet, a: RuleSet) => find(findInChange(b, a), 'change.initial-changed').citations;
    const { citations } = ofV1('patch-2021-09');
    expect(initial(of('stop-default'), of('patch-2021-09'))).toEqual([...citations, UAPI_V1]);
    expect(initial(of('stop-default'), paste(of('patch-2021-09')))).toEqual([UAPI_V1]);
    const stopped = { ...ofV2('v2-7.2'), initial: 1 };
    expect(initial(stopped, paste(of('v2-7.2')))).toEqual([NEXT_STATE, UAPI_V2]);
  });
});

describe('a new arc of drivers', () => {
  it('[CHANGE-10] is found for flags that were known, and none is where all arcs are old', () => {
    const found = findInChange(change('v2-7.2', 'STOP > RUNNING', 'RUNNING'), of('v2-7.2'));
    const arcs = found.filter(({ id }) => id === 'v2.new-driver-arc');
    expect(arcs.map(({ flags, from, to }) => [flags, from, to])).toEqual([
      [3, 1, 2],
      [7, 1, 2],
    ]);
    expect(arcs[0]?.text).toMatch(
      /^A driver with VFIO_MIGRATION_STOP_COPY \| VFIO_MIGRATION_P2P must now implement STOP > RUNNING, which v2-7\.2 /,
    );
    expect(findInChange(of('v2-7.2'), of('v2-6.2')).filter(({ id }) => id.startsWith('v2.'))).toEqual([]);
  });

  it('[CHANGE-10] of new flags is what their largest known subset does not require', () => {
    const found = findInChange(of('v2-6.2'), of('v2-5.18')).filter(({ id }) => id === 'v2.new-flags-arc');
    const list = (flags: number) =>
      found.filter((each) => each.flags === flags).map(({ from, to }) => `${from}>${to}`);
    expect(list(5)).toEqual(['2>6', '6>2', '6>3']);
    expect(list(7)).toEqual(['2>6', '6>2', '6>7', '7>6', '7>3', '7>5', '5>7']);
    expect(found.every(({ text }) => text.includes('under v2-5.18 no driver claims'))).toBe(true);
  });
});
