/**
 * Hunks that show too little of a table: what is certain is read, and nothing is guessed.
 */

import { describe, expect, it } from 'vitest';
import { listArcs, listSame } from '../patch/summary.fixture.ts';
import { reviewText } from '../review-text.ts';

const S = (name: string) => `VFIO_DEVICE_STATE_${name}`;
const POSTED = '0>1 0>4 1>0 1>2 1>3 2>0 2>1 3>1 3>2 4>0 4>1';

const review = (head: string, lines: readonly string[]) =>
  reviewText(['--- a/a.c', '+++ b/a.c', `@@ ${head} @@ int step(int a)`, ...lines, ''].join('\n'), {
    generation: lines.some((line) => line.includes('P2P')) ? 'v2' : 'v1',
  });

const readSides = ({ inputs: [input] }: ReturnType<typeof reviewText>) =>
  [input?.old, input?.new].map((side) =>
    side?.kind === 'table' && side.ruleSet.generation === 'v1' ? listArcs(side.ruleSet) : null,
  );

describe('a row that begins outside the hunk', () => {
  it('[UNSEEN-1] is not the one that says already what the hunk adds', () => {
    const read = review('-36,0 +37', [`+\t\t\t[${S('RESUMING')}] = 1,`]);
    expect(read.problems.map(({ id, line }) => [id, line])).toEqual([['unknown-row', 4]]);
    expect(readSides(read)).toEqual([POSTED, POSTED]);
  });

  it('[UNSEEN-1] follows from the row that is shown after it', () => {
    const read = review('-36,2 +36,3', [
      `+\t\t\t[${S('RESUMING')}] = 1,`,
      ' \t\t},',
      ` \t\t[${S('SAVING')}] = {`,
    ]);
    expect([read.problems, readSides(read)[1]]).toEqual([[], POSTED.replace('1>3', '1>3 1>4')]);
  });

  it('[UNSEEN-1] is not looked for in a rule set that has no table', () => {
    const shown = ` \t\t\t[${S('RUNNING')}] = 1,`;
    for (const name of ['SAVING', 'RESUMING']) {
      const read = review('-40,2 +40,3', [shown, `+\t\t\t[${S(name)}] = 1,`, ' \t\t},']);
      expect(read.problems.map(({ id }) => id)).toEqual(['unknown-row']);
      expect([read.inputs[0]?.base, ...readSides(read)]).toEqual(['patch-2021-09', POSTED, POSTED]);
    }
  });
});

describe('a whole row of the table of v2', () => {
  const names = ['STOP', 'RUNNING', 'PRE_COPY', 'PRE_COPY_P2P', 'STOP_COPY', 'RESUMING', 'RUNNING_P2P'];
  const toRow = (mark: string) => [
    `${mark}\t\t[${S('RESUMING')}] = {`,
    ...names.map((name) => `${mark}\t\t\t[${S(name)}] = ${name === 'RESUMING' ? S('RESUMING') : S('STOP')},`),
    `${mark}\t\t},`,
  ];
  const after = [` \t\t[${S('RUNNING_P2P')}] = {`, ` \t\t\t[${S('STOP')}] = ${S('STOP')},`];

  it('[UNSEEN-2] leaves a row of zeros where it is removed: the column is still there', () => {
    const { inputs } = review('-80,11 +80,2', [...toRow('-'), ...after]);
    const { new: side, old } = inputs[0]!;
    if (side.kind !== 'table' || side.ruleSet.generation !== 'v2' || old?.kind !== 'table') throw new Error();
    const { values, next } = side.ruleSet;
    expect([values.length, next[values.indexOf(4)]]).toEqual([8, [0, 0, 0, 0, 0, 0, 0, 0]]);
    expect(next[values.indexOf(1)]?.[values.indexOf(4)]).toBe(4);
    expect(listSame(old.ruleSet)).toEqual(['v2-7.2']);
  });

  it('[UNSEEN-2] is added to the table that has all of its columns', () => {
    const { inputs } = review('-80,2 +80,11', [...toRow('+'), ...after]);
    const [input] = inputs;
    expect(input?.base).toBe('v2-7.2');
    expect(input?.new.kind === 'table' && listSame(input.new.ruleSet)).toEqual(['v2-7.2']);
  });

  it('[UNSEEN-2] has the needs of a state that only the newer table has', () => {
    const line = (mark: string, flags: string) => `${mark}\t\t[${S('PRE_COPY_P2P')}] = ${flags},`;
    const { inputs } = review('-120 +120', [
      line('-', 'VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P | VFIO_MIGRATION_PRE_COPY'),
      line('+', 'VFIO_MIGRATION_P2P | VFIO_MIGRATION_PRE_COPY'),
    ]);
    const [input] = inputs;
    const side = input?.new.kind === 'table' ? input.new.ruleSet : null;
    expect([input?.base, side?.generation === 'v2' && side.needs[7]]).toEqual(['v2-7.2', 6]);
  });
});

describe('a row that is begun in one hunk and ended in another', () => {
  it('[UNSEEN-3] is put together, though another row ends alike', () => {
    const cell = (mark: string, to: string, next: string) => `${mark}\t\t\t[${S(to)}] = ${S(next)},`;
    const read = review('-76,9 +76,8', [
      cell(' ', 'PRE_COPY_P2P', 'ERROR'),
      cell(' ', 'STOP_COPY', 'STOP_COPY'),
      cell(' ', 'RESUMING', 'STOP'),
      cell('-', 'RUNNING_P2P', 'STOP'),
      cell(' ', 'ERROR', 'ERROR'),
      ' \t\t},',
      ` \t\t[${S('RESUMING')}] = {`,
      cell(' ', 'STOP', 'STOP'),
      cell(' ', 'RUNNING', 'STOP'),
      '@@ -89,6 +88,6 @@',
      cell(' ', 'RUNNING_P2P', 'STOP'),
      cell(' ', 'ERROR', 'ERROR'),
      ' \t\t},',
      ` \t\t[${S('RUNNING_P2P')}] = {`,
      cell(' ', 'STOP', 'STOP'),
      cell('-', 'RUNNING', 'RUNNING'),
      cell('+', 'RUNNING', 'STOP'),
    ]);
    const side = read.inputs[0]?.new;
    if (side?.kind !== 'table' || side.ruleSet.generation !== 'v2') throw new Error('no table');
    const { values, next } = side.ruleSet;
    const getNext = (from: number, to: number) => next[values.indexOf(from)]?.[values.indexOf(to)];
    expect([read.problems, getNext(3, 5), getNext(4, 5), getNext(5, 2)]).toEqual([[], 0, 1, 1]);
  });

  it('[UNSEEN-3] is another one, where both hunks show the same entry', () => {
    const cells = ['STOP', 'RUNNING'].map((name) => ` \t\t\t[${S(name)}] = 1,`);
    const read = review('-9,5 +9,6', [
      ` \t\t\t[${S('SAVING')} | ${S('RUNNING')}] = 1,`,
      `+\t\t\t[${S('RESUMING')}] = 1,`,
      ' \t\t},',
      ` \t\t[${S('SAVING')}] = {`,
      ...cells,
      '@@ -20,4 +21,5 @@',
      ...cells,
      `+\t\t\t[${S('SAVING')}] = 1,`,
      ' \t\t},',
      ' \t};',
    ]);
    const arcs = `${POSTED.replace('1>3', '1>3 1>4')} 4>2`;
    expect([read.problems, readSides(read)[1]]).toEqual([[], arcs]);
  });
});
