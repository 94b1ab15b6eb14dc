/** The matrix: the order of the kernel's table, and a cell for every request. */

import { describe, expect, it } from 'vitest';
import { getFlagSets } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of } from '../../protocol/trace/walk.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import { describeLeads, getMatrixOrder, toMatrix } from './matrix-grid.ts';

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

describe('what a state says of where it leads', () => {
  const read = (id: string, flags: number | null, name: string) => {
    const row = toMatrix(of(id), flags).find(({ state }) => state.name === name);
    return row ? describeLeads(row).trim() : '';
  };

  it('[LEADS-1] names each other state once, under its verdict and its number of arcs', () => {
    for (const ruleSet of RULE_SETS)
      for (const flags of getFlagSets(ruleSet))
        for (const row of toMatrix(ruleSet, flags)) {
          const told = new Map<string, string>();
          for (const part of describeLeads(row).split('.').filter(Boolean)) {
            const [words = '', names = ''] = part.trim().split(': ');
            for (const name of names.split(', ')) {
              expect(told.has(name), `${ruleSet.id} ${row.state.name}: ${name} twice`).toBe(false);
              told.set(name, words.toLowerCase());
            }
          }
          for (const { from, to } of row.cells) {
            const verdict = getVerdict(ruleSet, { from: from.value, to: to.value, flags });
            const count = verdict.kind === 'accepted' ? verdict.arcs.length : 0;
            const words =
              verdict.kind !== 'accepted'
                ? verdict.kind.replace('-', ' ')
                : `accepted, ${count === 1 ? 'one arc' : `${count} arcs`}`;
            const isSilent = from === to && verdict.kind === 'accepted';
            expect(told.get(from === to ? 'itself' : to.name)).toBe(isSilent ? undefined : words);
          }
        }
  });

  it('[LEADS-2] begins with the shortest way', () => {
    expect(read('v2-7.2', 7, 'STOP_COPY')).toBe(
      'Accepted, one arc: STOP. Accepted, 2 arcs: RESUMING, RUNNING_P2P. Accepted, 3 arcs: RUNNING. ' +
        'Refused: PRE_COPY, PRE_COPY_P2P, ERROR.',
    );
    expect(read('v2-6.2', 7, 'STOP_COPY')).toContain('Never returns: PRE_COPY, PRE_COPY_P2P.');
  });

  it('[LEADS-3] tells the arcs of a driver with their words, and nothing of those that it does not have', () => {
    const [row] = toMatrix(of('v2-7.2'), 7);
    const driver = (kind: 'implemented' | 'none', change: 'removed' | null) => ({
      kind,
      change,
      words: `${kind}, line 4`,
      sign: '',
    });
    const cells = row!.cells.map((cell, index) => ({
      ...cell,
      driver: driver(index === 1 ? 'implemented' : 'none', index === 2 ? 'removed' : null),
    }));
    expect(describeLeads({ ...row!, cells })).toBe(
      ` Implemented, line 4: ${cells[1]!.to.name}. None, line 4: ${cells[2]!.to.name}.`,
    );
  });
});
