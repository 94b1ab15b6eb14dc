/** The findings on v2: a second opinion on shortest paths, and planted bugs, all of which must be found. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { createMutant, createMutants, findDefects } from '../../protocol/rule-sets/table-checks.ts';
import type { Finding, FindingId } from '../../protocol/trace/finding.ts';
import { replay } from '../../protocol/trace/replay.ts';
import { ofV2 } from '../../protocol/trace/walk.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import { findAll } from './find-all.ts';

const base = ofV2('v2-6.2');
const mutants = createMutants(base).map((mutant) => ({
  ...mutant,
  ruleSet: { ...mutant.ruleSet, id: 'pasted' },
}));
const has = (findings: readonly Finding[], ...ids: FindingId[]) =>
  findings.some(({ id }) => ids.includes(id));

/** All simple paths over the arcs of a device with these flags, tried one by one: the length of the shortest. */
function getShortest(ruleSet: V2RuleSet, flags: number, from: number, to: number): number {
  const arcs = new Set<string>();
  for (const a of ruleSet.values)
    for (const b of ruleSet.values) {
      const verdict = getVerdict(ruleSet, { from: a, to: b, flags });
      if (verdict.kind === 'accepted') for (const arc of verdict.arcs) arcs.add(`${arc.from}>${arc.to}`);
    }
  const search = (passed: readonly number[]): number => {
    const at = passed.at(-1)!;
    if (at === to) return passed.length - 1;
    const nexts = ruleSet.values.filter((next) => arcs.has(`${at}>${next}`) && !passed.includes(next));
    return Math.min(...nexts.map((next) => search([...passed, next])));
  };
  return search([from]);
}

function findLonger(ruleSet: V2RuleSet): string[] {
  return ruleSet.flagSets.flatMap((flags) =>
    ruleSet.values.flatMap((from) =>
      ruleSet.values.flatMap((to) => {
        const verdict = getVerdict(ruleSet, { from, to, flags });
        if (verdict.kind !== 'accepted') return [];
        return getShortest(ruleSet, flags, from, to) < verdict.path.length ? [`${flags} ${from}>${to}`] : [];
      }),
    ),
  );
}

/** Two cells changed, each of them a single wrong entry. */
const twoCells = fc
  .tuple(fc.nat(mutants.length - 1), fc.nat(mutants.length - 1))
  .map(([one, other]): V2RuleSet => {
    const [first, second] = [mutants[one]!, mutants[other]!];
    return createMutant(first.ruleSet, second.from, second.to, second.entry).ruleSet;
  });

describe('on v2', { timeout: 60_000 }, () => {
  it('[v2.longer-path] agrees with a search of all simple paths, on every seventh mutant', () => {
    for (const { ruleSet } of mutants.filter((_, index) => index % 7 === 0)) {
      const found = findAll({ ruleSet, against: null }).filter(({ id }) => id === 'v2.longer-path');
      expect(found.map(({ flags, from, to }) => `${flags} ${from}>${to}`).toSorted()).toEqual(
        findLonger(ruleSet).toSorted(),
      );
    }
  });

  it('[v2.never-returns] catches the loop of 6.2, three of 256, and nothing in 7.2', () => {
    const find = (id: string) =>
      findAll({ ruleSet: ofV2(id), against: null })
        .filter((finding) => finding.id === 'v2.never-returns')
        .map(({ flags, from, to }) => [flags, from, to]);
    expect(find('v2-6.2')).toEqual([
      [5, 3, 6],
      [7, 3, 6],
      [7, 3, 7],
    ]);
    expect(find('v2-7.2')).toEqual([]);
    expect(find('v2-5.18')).toEqual([]);
  });

  it('[PLANTED-1] finds an error or a changed request in every one of the 343 mutants', () => {
    const missed = mutants.filter(({ ruleSet }) => {
      const found = findAll({ ruleSet, against: base });
      const isTold = found.some(
        ({ id, severity }) =>
          id.startsWith('change.') ||
          (severity === 'error' && id !== 'v2.never-returns') ||
          id === 'v2.new-driver-arc',
      );
      return !isTold;
    });
    expect(missed.map(({ from, to, entry }) => [from, to, entry])).toEqual([]);
  });

  it('[PLANTED-2] finds each outright defect as an error of its own id: 79, 49, 27, and in no other mutant', () => {
    const counts: Record<string, number> = {};
    for (const mutant of mutants) {
      const ruleSet = { ...mutant.ruleSet, stopsOnError: true };
      const errors = findAll({ ruleSet, against: null }).filter(({ severity }) => severity === 'error');
      const [defect] = findDefects(mutant);
      expect(has(errors, 'v2.same-broken')).toBe(defect === 'self-transition fails');
      expect(has(errors, 'v2.never-returns')).toBe(defect === 'loops');
      expect(has(errors, 'v2.accepted-then-stuck')).toBe(defect === 'gets stuck');
      if (defect) counts[defect] = (counts[defect] ?? 0) + 1;
    }
    expect(counts).toEqual({ loops: 79, 'self-transition fails': 49, 'gets stuck': 27 });
  });

  it('[PLANTED-2] finds them with the loop of 6.2 too, where a new ERROR hangs instead of getting stuck', () => {
    for (const mutant of mutants) {
      const found = findAll({ ruleSet: mutant.ruleSet, against: base });
      const [defect] = findDefects(mutant);
      if (defect === 'self-transition fails') expect(has(found, 'v2.same-broken')).toBe(true);
      if (defect === 'loops' || defect === 'gets stuck')
        expect(has(found, 'change.newly-never-returns', 'change.refused-otherwise')).toBe(true);
    }
  });

  it('[PLANTED-3] finds what differs in tables with two wrong entries, and every trace plays', () => {
    fc.assert(
      fc.property(twoCells, (ruleSet) => {
        const found = findAll({ ruleSet, against: base });
        const isSame = JSON.stringify(ruleSet.next) === JSON.stringify(base.next);
        expect(found.some(({ id }) => id.startsWith('change.'))).toBe(!isSame);
        for (const { trace, from } of found) {
          const { firstDifference, steps } = replay(ruleSet, trace!);
          const last = steps.at(-1);
          expect(firstDifference).toBe(null);
          expect(last?.kind === 'made' && last.outcome.from).toBe(from);
        }
      }),
      { numRuns: 60, seed: 20_210_922 },
    );
  });
});

describe('the line of a finding', () => {
  const lines = { loop: { line: 8 } };
  const lineOf = (findings: readonly Finding[], id: FindingId) =>
    findings.find((finding) => finding.id === id)?.line;

  it('[LINE-1] is that of the loop where the text has nothing else of a request that never returns', () => {
    const found = findAll({ ruleSet: base, against: ofV2('v2-7.2'), lines });
    expect(lineOf(found, 'v2.never-returns')).toBe(8);
    expect(lineOf(found, 'change.newly-never-returns')).toBe(8);
    expect(lineOf(found, 'v2.saving-group-interior')).toBeNull();
  });

  it('[LINE-2] is that of the entry where the text has it', () => {
    const found = findAll({ ruleSet: base, against: null, lines: { ...lines, '3>6': { line: 40 } } });
    expect(lineOf(found, 'v2.never-returns')).toBe(40);
  });
});
