/**
 * Initializers as C has them: one table written in every way, and which of two entries counts.
 */

import { describe, expect, it } from 'vitest';
import { listArcs } from '../patch/summary.fixture.ts';
import { reviewText } from '../review-text.ts';

const S = (name: string) => `VFIO_DEVICE_STATE_${name}`;
const PRE = `${S('SAVING')} | ${S('RUNNING')}`;
const ELEVEN = '0>1 0>4 1>0 1>2 1>3 2>0 2>1 3>1 3>2 4>0 4>1';
const ROWS = ['0, 1, 0, 0, 1', '1, 0, 1, 1, 0', '1, 1, 0, 0, 0', '0, 1, 1, 0, 0', '1, 1, 0, 0, 0'];

const readArcs = (body: string, before = '') => {
  const text = `${before}static const u8 vfio_from_state_table[5][5] = {\n${body}\n};\n`;
  const { inputs, problems } = reviewText(text, { generation: 'v1' });
  expect(problems).toEqual([]);
  const [input] = inputs;
  if (input?.new.kind !== 'table') throw new Error('no table');
  expect([inputs.length, input.form]).toEqual([1, 'allowed']);
  const lines = text.split('\n');
  const getLine = (key: string) => lines[(input.new.lines[key]?.line ?? 0) - 1];
  return { arcs: listArcs(input.new.ruleSet), getLine };
};

describe('one table', () => {
  it.each([
    ['with braces', ROWS.map((row) => `{ ${row} },`).join('\n')],
    ['without inner braces', ROWS.map((row) => `${row},`).join('\n')],
    ['without inner braces, in one line', ROWS.join(', ')],
    [
      'with a part of the braces',
      [`{ ${ROWS[0]} }`, ROWS[1], ROWS[2], `{ ${ROWS[3]} }`, ROWS[4]].join(',\n'),
    ],
    [
      'with rows that end early',
      ['{ 0, 1, 0, 0, 1 }', '1, 0, 1, 1, 0', '1, 1', '{ 0, 1, 1 }', '{ 1, 1 }'].join(',\n'),
    ],
    [
      'with rows that go on after a designator',
      '[0][1] = 1, 0, 0, 1, 1, 0, 1, [1][3] = 1, 0, { 1, 1 }, { [1] = 1, 1 }, 1, 1',
    ],
  ])('[FORM-f1] is read the same %s', (_, body) => {
    expect(readArcs(body).arcs).toBe(ELEVEN);
  });

  it('[FORM-f1] knows the line of a row whose braces are left out', () => {
    expect(readArcs(ROWS.map((row) => `\t${row},`).join('\n')).getLine('3>1')).toBe('\t0, 1, 1, 0, 0,');
  });
});

describe('two entries for one place', () => {
  const all = `[0 ... 4] = { [0 ... 4] = 1 },`;

  it('[FORM-f2] counts the last, and braces take back the whole row', () => {
    const others = '0>0 0>1 0>2 0>3 0>4 1>0 1>1 1>2 1>3 1>4';
    expect(readArcs(`${all}\n[2 ... 4] = { [${S('STOP')}] = 1 },`).arcs).toBe(`${others} 2>0 3>0 4>0`);
    expect(readArcs(`${all}\n[2 ... 4] = { },`).arcs).toBe(others);
    expect(readArcs(`[0] = { 1 }, [0] = { [1] = 1 }, [0][2] = 1, [0][1] = 0,`).arcs).toBe('0>2');
  });
});

describe('macros', () => {
  const names = `#define S(x) ${S('##x')}\n#define PRE (${PRE})\n`;

  it('[FORM-f3] may stand for entries, cells and rows, each of the line where it is used', () => {
    const before = `${names}#define ARC(from, to) [S(from)][S(to)] = 1\n#define TO(x) [x] = 1\n#define ROW(a, b) { TO(S(a)), TO(b) }\n`;
    const body = [
      'ARC(STOP, RUNNING),',
      'ARC(STOP, RESUMING),',
      '[S(RUNNING)] = { TO(S(STOP)), TO(S(SAVING)), TO(PRE) },',
      '[S(SAVING)] = ROW(STOP, S(RUNNING)),',
      '[PRE] = ROW(RUNNING, S(SAVING)),',
      '[S(RESUMING)] = {',
      '\tTO(S(STOP)),',
      '\tTO(S(RUNNING)),',
      '},',
    ];
    const { arcs, getLine } = readArcs(body.join('\n'), before);
    expect(arcs).toBe(ELEVEN);
    expect(['0>4', '1>3', '3>2', '4>1'].map(getLine)).toEqual([body[1], body[2], body[4], body[7]]);
  });

  it('[FORM-f3] are read in a hunk as well, the last line of it too', () => {
    const text = `--- a/a.c\n+++ b/a.c\n@@ -1,5 +1,6 @@\n #define ARC(from, to) [${S('##from')}][${S('##to')}] = 1\n static const u8 moves[5][5] = {\n \tARC(STOP, RUNNING),\n \tARC(SAVING, STOP),\n+\tARC(RUNNING, SAVING),\n };\n`;
    const { inputs, problems } = reviewText(text, { generation: 'v1' });
    expect(problems).toEqual([]);
    const sides = [inputs[0]?.old, inputs[0]?.new].map((side) =>
      side?.kind === 'table' ? listArcs(side.ruleSet) : null,
    );
    expect(sides).toEqual(['0>1 2>0', '0>1 1>2 2>0']);
    expect(inputs[0]?.new.lines['1>2']?.line).toBe(8);
  });

  it('[FORM-f3] whose value is unknown are reported where they are used', () => {
    const text = `#define TO(x) [${S('##x')}] = 1\nstatic const u8 moves[5][5] = {\n\t[0] = { TO(SAVNG) },\n};`;
    const { problems } = reviewText(text, { generation: 'v1' });
    expect(problems).toMatchObject([{ id: 'unknown-name', line: 3, column: 10 }]);
  });
});
