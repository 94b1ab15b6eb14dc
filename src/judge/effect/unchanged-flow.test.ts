/** The flows that the verdict counts, and those that the hit lists name: the same, or the difference is said. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { Finding } from '../../protocol/trace/finding.ts';
import { listHitLines } from '../catalogue/hit-words.ts';
import { findAll, findBefore } from '../findings/find-all.ts';
import { groupCauses } from '../findings/finding-causes.ts';
import { isIntroduced, splitFindings } from '../findings/finding-split.ts';
import { judgeText } from '../judge-text.ts';
import { getStates } from '../report/review-words.ts';
import type { Effect } from './effect.ts';
import { getRulesEffect } from './effect.ts';
import { formatEffect } from './effect-words.ts';
import { markNotBroken, markNotMended } from './unchanged-flow.ts';

const FOLDER = new URL('../../reader/fixtures/', import.meta.url);

interface Subject {
  readonly name: string;
  readonly effect: Effect;
  readonly findings: readonly Finding[];
  readonly repaired: readonly Finding[];
}

/** Every text of the fixtures that has two sides. */
const TEXTS: readonly Subject[] = readdirSync(FOLDER)
  .filter((name) => /\.(?:patch|diff|mbox)$/.test(name))
  .flatMap((name) =>
    judgeText(readFileSync(new URL(name, FOLDER)), {}, null).inputs.map(({ table, findings, repaired }) => ({
      ...{ name, findings, repaired },
      effect: table.effect,
    })),
  )
  .filter(({ effect }) => effect.flows.some(({ before }) => before !== null));

/** Every rule set against every other of its protocol. */
const PAIRS: readonly Subject[] = RULE_SETS.flatMap((ruleSet) =>
  RULE_SETS.filter((other) => other !== ruleSet && other.generation === ruleSet.generation).map((before) => {
    const split = splitFindings(findAll({ ruleSet, against: before }), findBefore(before));
    const findings = groupCauses(split.findings, { ruleSet, other: before });
    const effect = getRulesEffect({ ruleSet, before, findings });
    return {
      name: `${before.id} to ${ruleSet.id}`,
      effect,
      findings: markNotBroken(findings, effect.flows),
      repaired: markNotMended(groupCauses(split.repaired, { ruleSet: before, other: ruleSet }), effect.flows),
    };
  }),
);

/** A device that starts in another state makes flows ask otherwise; the verdict says so, and no request is the cause. */
const hasSameStart = ({ effect }: Subject) => {
  if (!effect.movesInitial) return true;
  expect(formatEffect(effect)).toMatch(/starts the device in another state/i);
  return false;
};

/** `boot 3`: each flow that fails at a request of these findings, without those that are said to end as before. */
function listFailing(findings: readonly Finding[]): ReadonlySet<string> {
  const hits = findings.flatMap(({ hits: all = [] }) => all.filter(({ id }) => id.endsWith('.flow-fails')));
  return new Set(
    hits.flatMap(({ flows, flags, unchanged = [] }) =>
      flows.filter((flow) => !unchanged.includes(flow)).map((flow) => `${flow} ${flags}`),
    ),
  );
}

const RANKS = ['hangs', 'aborts', 'fails', 'completes'];

const listLamps = ({ flows }: Effect, isOne: (change: number) => boolean) =>
  flows
    .filter(({ before, after }) => before !== null && isOne(RANKS.indexOf(after) - RANKS.indexOf(before)))
    .map(({ flow, flags }) => `${flow} ${flags}`);

describe('what the verdict counts', () => {
  it('[LAMP-1] of flows that are mended is in the hits of what is repaired, and no other flow is said to be', () => {
    for (const { name, effect, repaired } of [...TEXTS, ...PAIRS].filter(hasSameStart)) {
      const mended = listLamps(effect, (change) => change > 0);
      expect([name, mended.filter((each) => !listFailing(repaired).has(each))]).toEqual([name, []]);
      const others = [...listFailing(repaired)].filter((each) => !mended.includes(each));
      expect([
        name,
        others.filter((each) =>
          effect.flows.some(({ flow, flags, before }) => before !== null && `${flow} ${flags}` === each),
        ),
      ]).toEqual([name, []]);
    }
  });

  it('[LAMP-1] of flows that are broken is in the hits of what is introduced, and no other flow is said to be', () => {
    for (const { name, effect, findings } of [...TEXTS, ...PAIRS].filter(hasSameStart)) {
      const broken = listLamps(effect, (change) => change < 0);
      const failing = listFailing(findings.filter(isIntroduced));
      expect([name, broken.filter((each) => !failing.has(each))]).toEqual([name, []]);
    }
  });

  it('[LAMP-2] says which flows end as before, and of present findings nothing', () => {
    const { repaired, findings } = TEXTS.find(({ name }) => name === 'v1-row.patch')!;
    expect(repaired.flatMap((finding) => listHitLines(finding, getStates(finding)))).toEqual([
      'a QEMU flow fails: incoming, loadvm, loadvm-paused-vm, incoming-paused; ending as before: incoming-paused-migrated-on',
    ]);
    for (const { hits = [] } of findings.filter((each) => !isIntroduced(each)))
      for (const hit of hits) expect(hit).not.toHaveProperty('unchanged');
  });

  it('[LAMP-1] is tried on texts and on rule sets of both kinds', () => {
    expect(TEXTS.length).toBeGreaterThan(10);
    expect(PAIRS.length).toBe(8 * 7 + 3 * 2);
    const all = [...TEXTS, ...PAIRS];
    expect(all.filter(({ effect }) => effect.flowsMended.length > 0).length).toBeGreaterThan(10);
    expect(all.filter(({ effect }) => effect.flowsBroken.length > 0).length).toBeGreaterThan(10);
  });
});
