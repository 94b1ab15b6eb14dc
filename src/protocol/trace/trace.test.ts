/** The hash that a trace carries with a table: it follows the rules, and nothing but the rules. */

import { describe, expect, it } from 'vitest';
import type { RuleSet } from '../rule-sets/rule-set.ts';
import { RULE_SETS } from '../rule-sets/rule-sets.ts';
import { createMutants } from '../rule-sets/table-checks.ts';
import { getRulesHash } from './trace.ts';
import { of, ofV1, ofV2 } from './walk.ts';

describe('the hash of the rules', () => {
  it('[TRACE-1] is eight hex digits, and another one for each built-in rule set', () => {
    const hashes = RULE_SETS.map(getRulesHash);
    for (const hash of hashes) expect(hash).toMatch(/^[0-9a-f]{8}$/);
    expect(new Set(hashes).size).toBe(RULE_SETS.length);
  });

  it('[TRACE-1] is another one for each of the 343 changed tables, and for the one unchanged', () => {
    const hashes = createMutants(ofV2('v2-6.2')).map(({ ruleSet }) => getRulesHash(ruleSet));
    expect(new Set([...hashes, getRulesHash(of('v2-6.2'))]).size).toBe(344);
  });

  it('[TRACE-1] is another one for every changed cell of v1', () => {
    const ruleSet = ofV1('patch-2021-09');
    const changed = [...Array(25).keys()].flatMap((cell) =>
      (['+', '-', '?'] as const).map((entry) => ({
        ...ruleSet,
        cells: ruleSet.cells.map((row, r) => row.map((old, c) => (r * 5 + c === cell ? entry : old))),
      })),
    );
    expect(new Set(changed.map(getRulesHash)).size).toBe(25 * 2 + 1);
  });

  it('[TRACE-2] does not follow the id, the title, the account and the citations', () => {
    for (const ruleSet of RULE_SETS) {
      const renamed: RuleSet = { ...ruleSet, id: 'pasted', title: 'another', account: '', citations: [] };
      expect(getRulesHash(renamed)).toBe(getRulesHash(ruleSet));
    }
  });

  it('[TRACE-2] is the same after a passage through JSON', () => {
    for (const ruleSet of RULE_SETS)
      expect(getRulesHash(JSON.parse(JSON.stringify(ruleSet)) as RuleSet)).toBe(getRulesHash(ruleSet));
  });
});
