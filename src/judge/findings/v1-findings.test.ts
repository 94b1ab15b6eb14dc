/** The findings on v1, with second opinions by brute force over made-up tables. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell, V1RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { ORDER_ANSWER } from '../../protocol/rule-sets/v1-rule-sets.ts';
import { ORDER_24, ORDER_29, ORDER_V4 } from '../../protocol/state/action.ts';
import { of, ofV1 } from '../../protocol/trace/walk.ts';
import { findAll } from './find-all.ts';
import { changeV1, EIGHT } from './finding-cases.fixture.ts';

const find = (ruleSet: V1RuleSet, id: string) =>
  findAll({ ruleSet, against: null })
    .filter((finding) => finding.id === id)
    .map(({ from, to }) => `${from}>${to}`);

const VALUES = [0, 1, 2, 3, 4];

const tables = fc
  .array(fc.constantFrom<Cell>('+', '-', '-'), { minLength: 25, maxLength: 25 })
  .map((cells) => ({
    ...ofV1('patch-2021-09'),
    id: 'pasted',
    cells: VALUES.map((row) => cells.slice(row * 5, row * 5 + 5)),
  }));

/** Whether requests lead from one state to another: Warshall's closure, no queue. */
function close({ cells }: V1RuleSet): boolean[][] {
  const reach = VALUES.map((from) => VALUES.map((to) => from === to || cells[from]?.[to] !== '-'));
  for (const by of VALUES)
    for (const from of VALUES)
      for (const to of VALUES) reach[from]![to] ||= reach[from]![by]! && reach[by]![to]!;
  return reach;
}

describe('on v1', { timeout: 60_000 }, () => {
  it('[v1.no-way-back] agrees with a closure of the table, for states that can be reached', () => {
    fc.assert(
      fc.property(tables, (ruleSet) => {
        const reach = close(ruleSet);
        const expected = VALUES.filter((value) => reach[1]![value] && !reach[value]![1]);
        expect(find(ruleSet, 'v1.no-way-back')).toEqual(expected.map((value) => `${value}>1`));
      }),
    );
  });

  it('[v1.no-way-into-resuming] agrees with a closure of the table', () => {
    fc.assert(
      fc.property(tables, fc.constantFrom(0, 1), (table, initial) => {
        const found = find({ ...table, initial }, 'v1.no-way-into-resuming');
        expect(found).toEqual(close(table)[initial]![4] ? [] : [`${initial}>4`]);
      }),
    );
  });

  it('[v1.same-refused] and [v1.cannot-stop] read single cells', () => {
    fc.assert(
      fc.property(tables, (ruleSet) => {
        const refused = (from: number, to: number) => ruleSet.cells[from]![to] === '-';
        expect(find(ruleSet, 'v1.same-refused')).toEqual(
          VALUES.filter((value) => refused(value, value)).map((value) => `${value}>${value}`),
        );
        expect(find(ruleSet, 'v1.cannot-stop')).toEqual(
          [1, 2, 3, 4].filter((value) => refused(value, 0)).map((value) => `${value}>0`),
        );
      }),
    );
  });

  it('[v1.charted-refused] knows the seven arcs of the header', () => {
    const none = changeV1(
      'fully-connected',
      VALUES.map((a) => VALUES.map((b) => `${a}>${b}`).join(' ')).join(' '),
      '-',
    );
    expect(find(none, 'v1.charted-refused')).toEqual(['1>0', '1>2', '1>3', '1>4', '2>0', '3>2', '4>1']);
  });

  it('[v1.stop-and-copy-serializes-nothing] is found in the order of #29 alone, at 3 > 2', () => {
    for (const [order, expected] of [
      [ORDER_29, ['3>2']],
      [ORDER_V4, []],
      [ORDER_24, []],
    ] as const)
      expect(
        find({ ...ofV1('fully-connected'), id: 'pasted', order }, 'v1.stop-and-copy-serializes-nothing'),
      ).toEqual(expected);
    const [finding] = findAll({ ruleSet: of('control-bits'), against: null });
    expect(finding).toMatchObject({
      from: 3,
      to: 2,
      severity: 'error',
      trace: { ruleSet: { id: 'control-bits' } },
    });
    expect(finding!.trace!.steps).toEqual([
      { act: 'request', to: '_SAVING|_RUNNING', saw: 'accepted' },
      { act: 'request', to: '_SAVING', saw: 'accepted' },
    ]);
  });

  it('[v1.stop-and-copy-serializes-nothing] is not found where 3 > 2 is refused', () => {
    expect(find(changeV1('control-bits', '3>2', '-'), 'v1.stop-and-copy-serializes-nothing')).toEqual([]);
  });

  it('[v1.read-before-load] is a note at 4 > 2, with the mail that answers it, in the order of October 2021 alone', () => {
    expect(find(ofV1('control-bits-v4'), 'v1.read-before-load')).toEqual(['4>2']);
    const [note] = findAll({ ruleSet: ofV1('control-bits-v4'), against: null });
    expect([note?.severity, note?.citations]).toEqual(['note', expect.arrayContaining([ORDER_ANSWER])]);
    expect(find(ofV1('control-bits'), 'v1.read-before-load')).toEqual([]);
    expect(find(ofV1('ndma-rfc'), 'v1.read-before-load')).toEqual([]);
  });

  it('[v1.error-requestable] and [v1.invalid-requestable] are found where the value is asked for again', () => {
    const eight = { ...EIGHT, citations: [] };
    expect(find(changeV1(eight, '6>6', '+'), 'v1.error-requestable')).toEqual(['6>6']);
    expect(find(changeV1(eight, '6>6', '+'), 'v1.error-left-without-reset')).toEqual([]);
    expect(find(changeV1(eight, '5>5 7>7', '+'), 'v1.invalid-requestable')).toEqual(['5>5', '7>7']);
    expect(find(eight, 'v1.invalid-requestable')).toEqual([]);
  });

  it('[v1.charted-refused] and [v1.cannot-stop] name no way around through _ERROR or an invalid value', () => {
    const table = changeV1(changeV1(EIGHT, '1>6 6>0 1>7 7>0', '+'), '1>0', '-');
    const texts = findAll({ ruleSet: table, against: null }).map(({ text }) => text);
    expect(texts).toContain(
      'The header charts _RUNNING > _STOP, but it is refused. The table does not list it. The way around is _SAVING, then _STOP.',
    );
    expect(texts).toContain(
      'In _RUNNING the device cannot be stopped at once: _RUNNING > _STOP is refused. The way around is _SAVING, then _STOP.',
    );
    const alone = changeV1(table, '1>2 1>3 1>4', '-');
    expect(find(alone, 'v1.cannot-stop')).toEqual(['1>0']);
    expect(findAll({ ruleSet: alone, against: null }).map(({ text }) => text)).toContain(
      'In _RUNNING the device cannot be stopped at once: _RUNNING > _STOP is refused. There is no way around it.',
    );
  });

  it('[v1.flow-fails] names the step', () => {
    const texts = findAll({ ruleSet: of('patch-2021-09'), against: null }).map(({ text }) => text);
    expect(texts[0]).toContain("QEMU's live-migration fails at 'complete': _SAVING > _SAVING is refused.");
  });
});
