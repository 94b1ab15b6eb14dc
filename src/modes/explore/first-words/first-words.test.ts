/** The three starts show what their words say: the rules and the clients of the page are asked. */

import { describe, expect, it } from 'vitest';
import { DEFAULT_RULE_SET } from '../../../page/opening/opening.ts';
import { getClient } from '../../../protocol/clients/client-table.ts';
import { runFlow, toFlowTrace } from '../../../protocol/clients/flow-run.ts';
import { TODAY } from '../../../protocol/rule-sets/rule-sets.ts';
import { replay } from '../../../protocol/trace/replay.ts';
import { of } from '../../../protocol/trace/walk.ts';
import { readVerdict } from '../../../protocol/verdict/verdict-table.ts';
import type { Start } from './first-words.ts';
import { FIRST_RULES, LEAD, STARTS } from './first-words.ts';
import { toStartTrace } from './start-run.ts';

const find = (id: Start['id']): Start => {
  const found = STARTS.find((start) => start.id === id);
  if (!found) throw new Error(`there is no start ${id}`);
  return found;
};

const verdictsOf = (id: Start['id']) => {
  const start = find(id);
  return replay(of(start.ruleSet), toStartTrace(start)).steps.map((step) =>
    step.kind === 'made' ? step.outcome.kind : step.kind,
  );
};

describe('the first words', () => {
  it('[FIRST-1] play what QEMU asks in a live migration today, with every flag', () => {
    const run = runFlow(getClient('qemu-9.1'), 'live-migration', of('v2-7.2'), 7);
    const { steps } = toFlowTrace(run);
    const start = find('play');
    expect(start.asks).toEqual(steps.map((step) => (step.act === 'request' ? step.to : step.act)));
    expect([start.ruleSet, start.flags]).toEqual([TODAY, 7]);
    const cited = run.steps.map(({ citation }) => citation);
    const told = start.told.flatMap((part) => (typeof part === 'string' ? [] : [part[1]]));
    expect(cited).toEqual(expect.arrayContaining(told));
    expect(told).toHaveLength(2);
    expect(verdictsOf('play')).toEqual(['accepted', 'accepted', 'accepted', 'accepted']);
  });

  it('[FIRST-2] ask for what the first rule set refuses, and the amended one accepts', () => {
    const { ruleSet } = find('refused');
    expect(ruleSet).toBe(DEFAULT_RULE_SET);
    expect(verdictsOf('refused')).toEqual(['refused']);
    expect(readVerdict(of('patch-2021-09-amended'), { from: 1, to: 4, flags: null }).kind).toBe('accepted');
  });

  it('[FIRST-3] show the loop under the rules that have it, and none under those of today', () => {
    expect(verdictsOf('never-returns')).toEqual(['accepted', 'accepted', 'never-returns']);
    const now = replay(of(TODAY), { ...toStartTrace(find('never-returns')) });
    expect(now.steps.map((step) => step.kind === 'made' && step.outcome.kind)).toEqual([
      'accepted',
      'accepted',
      'refused',
    ]);
  });

  it('[FIRST-4] say eleven, and the first rule set accepts eleven requests', () => {
    const { states } = of(DEFAULT_RULE_SET);
    const accepted = states.flatMap((from) =>
      states.filter(
        (to) =>
          readVerdict(of(DEFAULT_RULE_SET), { from: from.value, to: to.value, flags: null }).kind ===
          'accepted',
      ),
    );
    expect(accepted).toHaveLength(11);
    expect(
      FIRST_RULES.flat()
        .filter((part) => typeof part === 'string')
        .join(''),
    ).toContain('eleven');
  });

  it('[FIRST-5] cite somebody for every statement', () => {
    for (const told of [LEAD, FIRST_RULES, ...STARTS.map((start) => start.told)])
      expect(told.some((part) => typeof part !== 'string')).toBe(true);
  });

  it('[FIRST-6] name in each detail the rules and the request that is shown', () => {
    for (const { detail, ruleSet, asks } of STARTS) {
      expect(detail).toContain(ruleSet);
      if (detail.includes('>')) expect(detail).toMatch(new RegExp(`> ${asks.at(-1)}$`));
    }
  });
});
