/** Every request has its meaning for the VM, and what changes between the two states decides which. */

import { describe, expect, it } from 'vitest';
import { getRuleSet, RULE_SETS } from '../rule-sets/rule-sets.ts';
import { formatRequest } from '../state/request-pair.ts';
import { parseState } from '../state/state.ts';
import { getConsequence } from './consequence.ts';
import type { ConsequenceId } from './consequence-words.ts';
import { CONSEQUENCES } from './consequence-words.ts';

const IDS = Object.keys(CONSEQUENCES) as readonly ConsequenceId[];

function get(rules: string, request: string) {
  const ruleSet = getRuleSet(rules);
  if (!ruleSet) throw new Error(`no rule set ${rules}`);
  const [from, to] = request.split(' > ').map((name) => parseState(ruleSet.states, name) ?? Number(name));
  return getConsequence(ruleSet, { from: from ?? 0, to: to ?? 0 });
}

/** All pairs of the states of the rule sets, each once. */
const PAIRS = [
  ...new Map(
    RULE_SETS.flatMap((ruleSet) =>
      ruleSet.states.flatMap(({ value: from }) =>
        ruleSet.states.map(({ value: to }) => {
          const name = `${ruleSet.generation} ${formatRequest(ruleSet.states, { from, to })}`;
          return [name, { name, id: getConsequence(ruleSet, { from, to }).id }] as const;
        }),
      ),
    ),
  ).values(),
];

const listPairs = (id: ConsequenceId) =>
  PAIRS.filter((pair) => pair.id === id)
    .map(({ name }) => name)
    .filter((name) => !name.includes('NDMA'))
    .toSorted();

describe('what a request means for the VM', () => {
  it('[MEAN-1] is said of every pair of states, in at most 40 texts, each with a source for each generation', () => {
    expect(IDS.length).toBeLessThanOrEqual(40);
    for (const id of IDS) {
      const { text, citations } = CONSEQUENCES[id];
      expect(text, id).toMatch(/^[A-Z].*[.]$/);
      expect(citations.v1.length, id).toBeGreaterThan(0);
      expect(citations.v2.length, id).toBeGreaterThan(0);
    }
  });

  it('[MEAN-2] has no text that no request gives', () => {
    const given = new Set([
      ...PAIRS.map(({ id }) => id),
      get('uapi-v1', '_RUNNING > 61440').id,
      get('v2-7.2', 'RUNNING > 9').id,
    ]);
    expect(IDS.filter((id) => !given.has(id))).toEqual([]);
  });

  it.each<[ConsequenceId, readonly string[]]>([
    ['stop', ['v1 _RUNNING > _STOP', 'v2 RUNNING > STOP']],
    ['run', ['v1 _STOP > _RUNNING', 'v2 STOP > RUNNING']],
    ['pre-copy', ['v1 _RUNNING > _SAVING|_RUNNING', 'v2 RUNNING > PRE_COPY']],
    ['switch', ['v1 _SAVING|_RUNNING > _SAVING', 'v2 PRE_COPY > STOP_COPY', 'v2 PRE_COPY_P2P > STOP_COPY']],
    ['save-stopped', ['v1 _STOP > _SAVING', 'v2 STOP > STOP_COPY']],
    ['stop-and-save', ['v1 _RUNNING > _SAVING', 'v2 RUNNING > STOP_COPY', 'v2 RUNNING_P2P > STOP_COPY']],
    [
      'save-to-pre-copy',
      ['v1 _SAVING > _SAVING|_RUNNING', 'v2 STOP_COPY > PRE_COPY', 'v2 STOP_COPY > PRE_COPY_P2P'],
    ],
    ['load', ['v1 _RUNNING > _RESUMING', 'v2 RUNNING > RESUMING', 'v2 RUNNING_P2P > RESUMING']],
    ['resumed', ['v1 _RESUMING > _RUNNING', 'v2 RESUMING > RUNNING', 'v2 RESUMING > RUNNING_P2P']],
    ['read-back', ['v1 _RESUMING > _SAVING', 'v2 RESUMING > STOP_COPY']],
    ['quiesce', ['v2 RUNNING > RUNNING_P2P']],
    ['save-while-loading', ['v1 _RESUMING > 111b', 'v1 _RUNNING > 111b', 'v1 _SAVING > 111b']],
  ])('[MEAN-3] %s is shared by these pairs', (id, pairs) => {
    expect(listPairs(id)).toEqual(expect.arrayContaining([...pairs]));
    if (id !== 'save-while-loading') expect(listPairs(id)).toEqual(pairs.toSorted());
  });

  it('[MEAN-4] of a self-transition says who asks for it, and of ERROR that only a reset helps', () => {
    expect(get('v2-7.2', 'STOP > STOP').id).toBe('same');
    expect(get('v2-7.2', 'ERROR > ERROR').id).toBe('error-left');
    expect(get('v2-7.2', 'RUNNING > ERROR').id).toBe('error-asked');
    expect(get('uapi-v1', '_ERROR > _RUNNING').id).toBe('error-left');
  });

  it('[MEAN-5] of a value that the rules do not list speaks of its bits in v1, and of no state in v2', () => {
    expect(get('uapi-v1', '_RUNNING > 61440').id).toBe('reserved-bits');
    expect(get('uapi-v1', '61441 > _RUNNING').id).toBe('reserved-bits');
    expect(get('v2-5.18', 'RUNNING > 6').id).toBe('no-such-state');
    expect(get('v2-7.2', '4294967295 > RUNNING').id).toBe('no-such-state');
  });

  it('[MEAN-6] of the NDMA bit alone is nothing while the device stands still, and quiet while it runs', () => {
    expect(get('ndma-rfc', '_STOP > _NDMA').id).toBe('nothing-more');
    expect(get('ndma-rfc', '_NDMA|_SAVING > _SAVING').id).toBe('nothing-more');
    expect(get('ndma-rfc', '_RUNNING > _NDMA|_RUNNING').id).toBe('quiesce');
    expect(get('ndma-rfc', '_NDMA|_RUNNING > _NDMA').id).toBe('stop-quiet');
  });
});
