/** The table of rule sets by findings, with what it must be worked out by hand from the facts. */

import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import type { FindingId } from '../../protocol/trace/finding.ts';
import { of, ofV2 } from '../../protocol/trace/walk.ts';
import { createFindingMatrix, getCell, getWorst } from './finding-matrix.ts';

/**
 * Worked out by hand. The header: the flows of QEMU make six requests that it does not chart (1>1 at boot, 2>2, 0>2, 3>1,
 * 2>1, 0>1). The posted table has no x>x (five values), no 1>4 and no 3>0: it refuses four of the requests (1>1, 2>2, 0>2,
 * 1>4). With 1>4 there are three. From 000b a VM that runs asks for 0>0, 0>2, 2>2, and once notified for 1>1, and a
 * destination gets through by 0>4. All pairs accepted: nothing. The order of
 * #29 serializes nothing on 3>2; V4 serializes before it de-serializes on 4>2. v2: the three requests that never return
 * in 6.2, and PRE_COPY > PRE_COPY_P2P > STOP_COPY, which needs all three flags.
 */
const EXPECTED: Readonly<Record<string, Partial<Record<FindingId, string>>>> = {
  'uapi-v1': { 'v1.flow-unspecified': '6 question' },
  'patch-2021-09': {
    'v1.flow-fails': '4 error',
    'v1.charted-refused': '1 error',
    'v1.cannot-stop': '1 question',
    'v1.same-refused': '5 warning',
  },
  'patch-2021-09-amended': {
    'v1.flow-fails': '3 error',
    'v1.cannot-stop': '1 question',
    'v1.same-refused': '5 warning',
  },
  'stop-default': {
    'v1.flow-fails': '4 error',
    'v1.charted-refused': '1 error',
    'v1.cannot-stop': '1 question',
    'v1.same-refused': '5 warning',
    'v1.initial-not-running': '1 question',
  },
  'fully-connected': {},
  'control-bits': { 'v1.stop-and-copy-serializes-nothing': '1 error' },
  'control-bits-v4': { 'v1.read-before-load': '1 note' },
  'ndma-rfc': {},
  'v2-5.18': {},
  'v2-6.2': { 'v2.never-returns': '3 error', 'v2.saving-group-interior': '1 question' },
  'v2-7.2': { 'v2.saving-group-interior': '1 question' },
};

describe('the table of rule sets by findings', () => {
  const matrix = createFindingMatrix();

  it.each(matrix.rows.map((row) => [row.ruleSet.id, row] as const))(
    '[MATRIX-1] has for %s what the facts say',
    (id, row) => {
      const found = Object.fromEntries(row.cells.map((cell) => [cell.id, `${cell.count} ${cell.severity}`]));
      expect(found).toEqual(EXPECTED[id]);
    },
  );

  it('[MATRIX-2] has a row for every built-in rule set, and a column for every finding that occurs', () => {
    expect(matrix.rows.map(({ ruleSet }) => ruleSet)).toEqual(RULE_SETS);
    expect(Object.keys(EXPECTED)).toEqual(RULE_SETS.map(({ id }) => id));
    const ids = new Set(Object.values(EXPECTED).flatMap((cells) => Object.keys(cells)));
    expect(matrix.ids.toSorted()).toEqual([...ids].toSorted());
  });

  it('[MATRIX-3] gives the worst of a row, and null where nothing is found', () => {
    const worst = Object.fromEntries(matrix.rows.map((row) => [row.ruleSet.id, row.worst]));
    expect([worst['patch-2021-09'], worst['uapi-v1'], worst['ndma-rfc']]).toEqual([
      'error',
      'question',
      null,
    ]);
    expect(getWorst([])).toBe(null);
  });

  it('[MATRIX-4] compares with another where one is given', () => {
    const { ids, rows } = createFindingMatrix([ofV2('v2-7.2')], of('v2-6.2'));
    expect(ids).toEqual(['v2.saving-group-interior', 'change.never-returns-fixed']);
    expect(getCell(rows[0]!, 'change.never-returns-fixed')?.count).toBe(3);
    expect(getCell(rows[0]!, 'v2.never-returns')).toBe(undefined);
  });
});
