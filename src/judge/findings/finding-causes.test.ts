/** One cause is one finding: what one entry of a table hits is its list, and nothing gets lost. */

import { describe, expect, it } from 'vitest';
import type { Cell, RuleSet, V1RuleSet, V2RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of } from '../../protocol/trace/walk.ts';
import { listHitLines } from '../catalogue/hit-words.ts';
import { findAll, findBefore } from './find-all.ts';
import { groupCauses, listHits } from './finding-causes.ts';
import { splitFindings } from './finding-split.ts';

/** A copy with other entries: `['2>2', '-']`, `['3>3', 0]`. */
function change<Rules extends RuleSet>(
  ruleSet: Rules,
  ...entries: readonly (readonly [string, Cell | number])[]
) {
  const wanted = new Map(entries);
  const set = <Entry>(rows: readonly (readonly Entry[])[]) =>
    rows.map((row, i) =>
      row.map(
        (each, j) => (wanted.get(`${ruleSet.values[i]}>${ruleSet.values[j]}`) as Entry | undefined) ?? each,
      ),
    );
  const own = { ...ruleSet, id: 'pasted', citations: [] };
  return ruleSet.generation === 'v1'
    ? ({ ...own, cells: set(ruleSet.cells) } as V1RuleSet)
    : ({ ...own, next: set((ruleSet as V2RuleSet).next) } as V2RuleSet);
}

function review(ruleSet: RuleSet, other: RuleSet) {
  const split = splitFindings(findAll({ ruleSet, against: other }), findBefore(other));
  const findings = groupCauses(split.findings, { ruleSet, other });
  return {
    split,
    findings,
    introduced: findings.filter((each) => each.change === 'introduced'),
    repaired: groupCauses(split.repaired, { ruleSet: other, other: ruleSet }),
  };
}

const toKey = ({ id, flags, from, to }: { id: string; flags: unknown; from: unknown; to: unknown }) =>
  `${id} ${flags} ${from}>${to}`;

describe('one cause', () => {
  const [full, newest] = [of('fully-connected'), of('v2-7.2')];

  it('[CAUSE-1] _SAVING > _SAVING refused is one finding with the flows that it hits', () => {
    const { introduced } = review(change(full, ['2>2', '-']), full);
    expect(introduced.map(({ id, from, to }) => [id, from, to])).toEqual([['change.newly-refused', 2, 2]]);
    const lines = introduced.flatMap((each) => listHitLines(each, full.states));
    expect(lines[0]).toMatch(/^a QEMU flow fails: live-migration, .*io-error-stop-in-pre-copy$/);
    expect(lines.slice(1)).toEqual(['x > x is refused']);
  });

  it('[CAUSE-1] one ERROR entry of v2 is one finding with every request and all flags', () => {
    const { introduced } = review(change(newest, ['5>1', 0]), newest);
    expect(introduced.map(({ id, from, to }) => [id, from, to])).toEqual([['change.newly-refused', 5, 1]]);
    const [first] = introduced.flatMap((each) => listHitLines(each, newest.states));
    expect(first).toBe(
      'newly refused: RUNNING_P2P > STOP (flags 3, 7), RUNNING > STOP (flags 1, 3, 5, 7), PRE_COPY > STOP (flags 5, 7), PRE_COPY_P2P > STOP (flags 7)',
    );
  });

  it('[CAUSE-1] the same entry alone, without an old side, is one finding too', () => {
    const ruleSet = change(newest, ['5>1', 0]);
    const errors = groupCauses(findAll({ ruleSet, against: null }), { ruleSet, other: null }).filter(
      ({ severity }) => severity === 'error',
    );
    expect(errors.map(({ from, to, hits }) => [from, to, (hits?.length ?? 0) > 8])).toEqual([[5, 1, true]]);
  });

  it('[CAUSE-2] two entries are two findings', () => {
    const { introduced } = review(change(newest, ['5>1', 0], ['3>3', 0]), newest);
    expect(introduced.map(({ from, to }) => `${from}>${to}`)).toEqual(['5>1', '3>3']);
    const v1 = review(change(full, ['2>2', '-'], ['3>0', '-']), full).introduced;
    expect(v1.map(({ from, to }) => `${from}>${to}`)).toEqual(['2>2', '3>0']);
  });

  it('[CAUSE-3] the loop is one cause, whatever it makes endless', () => {
    const before = { ...(of('v2-6.2') as V2RuleSet), id: 'old', stopsOnError: true };
    const { introduced } = review(of('v2-6.2'), before);
    expect(introduced.map(({ id, hits }) => [id, hits?.length])).toEqual([['change.newly-never-returns', 6]]);
  });

  it('[CAUSE-4] a way that one entry closes belongs to that entry; where several would open it, it stands alone', () => {
    const closed = change(full, ['4>0', '-'], ['4>1', '-'], ['4>2', '-'], ['4>3', '-']);
    const back = review(closed, full).introduced.find(({ from, to }) => from === 4 && to === 1);
    expect(back?.hits?.map(({ id }) => id)).toContain('v1.no-way-back');
    const shut = change(full, ['0>4', '-'], ['1>4', '-'], ['2>4', '-'], ['3>4', '-']);
    const { introduced } = review(shut, full);
    expect(
      introduced.find(
        ({ id, hits = [] }) =>
          id === 'v1.no-way-into-resuming' || hits.some((hit) => hit.id === 'v1.no-way-into-resuming'),
      )?.to,
    ).toBe(4);
  });

  it('[CAUSE-4] a way that another entry closes is a hit of that entry', () => {
    const old = change(full, ['4>1', '-'], ['4>2', '-'], ['4>3', '-']);
    const { introduced } = review(change(old, ['4>0', '-'], ['2>2', '-']), old);
    const closing = introduced.find(({ from, to }) => from === 4 && to === 0);
    expect(closing?.hits?.map(({ id, from, to }) => `${id} ${from}>${to}`)).toContain('v1.no-way-back 4>1');
    expect(introduced.some(({ from, to }) => from === 4 && to === 1)).toBe(false);
  });

  it('[CAUSE-5] nothing is lost: the hits of all causes are the findings, for every pair of rule sets', () => {
    const pairs = RULE_SETS.flatMap((a) =>
      RULE_SETS.filter((b) => b.generation === a.generation).map((b) => [a, b] as const),
    );
    for (const [a, b] of pairs) {
      const { split, findings, repaired } = review(a, b);
      for (const [grouped, all] of [
        [findings, split.findings],
        [repaired, split.repaired],
      ] as const)
        expect(grouped.flatMap(listHits).map(toKey).sort(), `${a.id} ${b.id}`).toEqual(all.map(toKey).sort());
      expect(findings.length).toBeLessThanOrEqual(split.findings.length);
    }
  });

  it('[CAUSE-6] what was there before stays apart from what the change introduces', () => {
    const old = change(newest, ['3>3', 0]);
    const { findings } = review(change(newest, ['3>3', 0], ['5>1', 0]), old);
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ change: of, to }) => [of, to])).toEqual([
      ['introduced', 1],
      ['present', 3],
    ]);
  });
});
