/** The matrix: the order of the kernel's table, and a cell for every request. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of } from '../../protocol/trace/walk.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import { getMatrixOrder, toMatrix } from './matrix-grid.ts';

const V1 = ['_STOP', '_RUNNING', '_SAVING', '_SAVING|_RUNNING', '_RESUMING'];
const NDMA = ['_NDMA', '_NDMA|_RUNNING', '_NDMA|_SAVING', '_NDMA|_SAVING|_RUNNING', '_NDMA|_RESUMING'];

/** The rows as the kernel's tables have them, then ERROR and the values without a meaning. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  'uapi-v1': [...V1, '101b', '_ERROR', '111b'],
  'ndma-rfc': [...V1, ...NDMA, '0101b', '_ERROR', '0111b', '1101b', '1110b', '1111b'],
  'v2-5.18': ['STOP', 'RUNNING', 'STOP_COPY', 'RESUMING', 'RUNNING_P2P', 'ERROR'],
  'v2-6.2': ['STOP', 'RUNNING', 'PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY', 'RESUMING', 'RUNNING_P2P', 'ERROR'],
};

describe('the matrix', () => {
  it.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))(
    "[MATRIX-1] of %s is in the kernel's row order, ERROR and the invalid values last",
    (id, ruleSet) => {
      const expected = ORDERS[id] ?? ORDERS[id === 'v2-7.2' ? 'v2-6.2' : 'uapi-v1'];
      expect(getMatrixOrder(ruleSet).map(({ name }) => name)).toEqual(expected);
    },
  );

  it.each(
    RULE_SETS.flatMap((ruleSet) =>
      getFlagSets(ruleSet).map((flags) => [ruleSet.id, flags, ruleSet] as const),
    ),
  )('[MATRIX-2] of %s, flags %s, has in each cell what the rules say', (_, flags, ruleSet) => {
    const order = getMatrixOrder(ruleSet);
    const rows = toMatrix(ruleSet, flags);
    expect(rows.map(({ state }) => state)).toEqual(order);
    for (const { state, cells } of rows) {
      expect(cells.map(({ to }) => to)).toEqual(order);
      for (const { from, to, kind, arcs } of cells) {
        expect(from).toBe(state);
        const verdict = getVerdict(ruleSet, { from: from.value, to: to.value, flags });
        expect(kind).toBe(verdict.kind);
        expect(arcs).toBe(verdict.kind === 'accepted' ? verdict.path.length : 0);
      }
    }
  });

  it('[MATRIX-3] counts, for v2-6.2 over all flags, the 256 requests as they should be', () => {
    const kinds = [1, 3, 5, 7].map((flags) =>
      toMatrix(of('v2-6.2'), flags).flatMap(({ cells }) => cells.map(({ kind }) => kind)),
    );
    const count = (kind: string) => kinds.map((each) => each.filter((one) => one === kind).length);
    expect(count('accepted')).toEqual([16, 25, 24, 47]);
    expect(count('never-returns')).toEqual([0, 0, 1, 2]);
    const several = [1, 3, 5, 7].map(
      (flags) =>
        toMatrix(of('v2-6.2'), flags).flatMap(({ cells }) => cells.filter(({ arcs }) => arcs > 1)).length,
    );
    expect(several).toEqual([6, 12, 10, 25]);
  });
});
