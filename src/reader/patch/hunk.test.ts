/**
 * Uncommon hunks: those of a merge, those without context, and those that a quotation cuts.
 */

import { describe, expect, it } from 'vitest';
import type { ReviewInput } from '../review-input.ts';
import { reviewText } from '../review-text.ts';

const HEAD = '--- a/a.c\n+++ b/a.c\n';

describe('a hunk of a merge', () => {
  it('[REV-9] is reported as unreadable, and its lines are not read as C', () => {
    const text = `diff --cc a.c\n${HEAD}@@@ -1,3 -1,3 +1,4 @@@ bool f(void)\n  static const u8 moves[5][5] = {\n++	[VFIO_DEVICE_STATE_SAVING] = { 1 },\n  };\n`;
    const { inputs, problems } = reviewText(text);
    expect([inputs, problems.map(({ id, line }) => [id, line])]).toEqual([[], [['hunk-header', 4]]]);
  });
});

describe('a hunk without context', () => {
  const plain = '\twhile ((state_flags_table[*next] & device->migration_flags) !=';
  const stopping = [
    '\twhile (*next != VFIO_DEVICE_STATE_ERROR &&',
    '\t       (state_flags_table[*next] & device->migration_flags) !=',
  ];
  const toStops = (text: string) => {
    const { inputs, problems } = reviewText(text);
    expect(problems).toEqual([]);
    return [inputs[0]?.old, inputs[0]?.new].map((side) =>
      side?.kind === 'table' && side.ruleSet.generation === 'v2' ? side.ruleSet.stopsOnError : null,
    );
  };

  it('[REV-10] shows whether the loop stops on ERROR, even if its condition continues below the hunk', () => {
    const added = stopping.map((line) => `+${line}\n`).join('');
    const removed = stopping.map((line) => `-${line}\n`).join('');
    expect(toStops(`${HEAD}@@ -9 +9,2 @@ int f(void)\n-${plain}\n${added}`)).toEqual([false, true]);
    expect(toStops(`${HEAD}@@ -9,2 +9 @@ int f(void)\n${removed}+${plain}\n`)).toEqual([true, false]);
  });
});

describe('a quotation that leaves out lines of a hunk', () => {
  const reply = (...lines: readonly string[]) =>
    [
      'On Wed, 22 Sep 2021, somebody wrote:',
      ...`${HEAD}@@ -1,9 +1,60 @@ x`
        .trim()
        .split('\n')
        .map((line) => `> ${line}`),
      ...lines,
      '',
    ].join('\n');
  const table = [
    '> +static const u8 moves[5][5] = {',
    '> +\t[VFIO_DEVICE_STATE_STOP] = {',
    '> +\t\t[VFIO_DEVICE_STATE_RUNNING] = 1,',
    '',
    'Is that so?',
    '',
    '> +\t\t[VFIO_DEVICE_STATE_RESUMING] = 1,',
    '> +\t},',
  ];
  const read = (text: string) => {
    const { inputs, problems } = reviewText(text);
    const [input] = inputs;
    const made =
      input?.new.kind === 'table' && input.new.ruleSet.generation === 'v1' ? input.new.ruleSet : null;
    return {
      ids: problems.map(({ id }) => id),
      rows: made?.cells,
      assumed: input?.assumed ?? [],
      old: input?.old,
    };
  };

  it.each(['[...]', '[snip]', '> [...]', '...', '<snip>', '---8<---'])(
    '[REV-17] is read as far as it goes; the rows after %s are assumed, and the table is new',
    (mark) => {
      const { ids, rows, assumed, old } = read(reply(...table, mark, '> +};'));
      expect(ids).toEqual(['hunk-trimmed']);
      expect(old).toBeNull();
      expect(rows?.[0]?.slice(0, 5)).toEqual(['-', '+', '-', '-', '+']);
      expect(new Set(assumed.map(([from]) => from))).toEqual(new Set([1, 2, 3, 4]));
    },
  );

  it('[REV-17] is read the same way if it simply ends', () => {
    const { ids, rows, assumed } = read(reply(...table, '', 'Thanks'));
    expect(ids).toEqual(['hunk-trimmed']);
    expect(rows?.[0]?.slice(0, 5)).toEqual(['-', '+', '-', '-', '+']);
    expect(new Set(assumed.map(([from]) => from))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('[REV-17] is a misfit if nothing is quoted and a few lines are missing, or if there are more than there can be', () => {
    const bare = reply(...table.filter((line) => line.startsWith('>'))).replaceAll(/^> /gm, '');
    const count = bare.split('\n').filter((line) => line.startsWith('+') && !line.startsWith('+++')).length;
    const edited = bare.replace('-1,9 +1,60', `-0,0 +1,${count + 4}`);
    expect(reviewText(edited).problems.map(({ id }) => id)).toContain('hunk-misfit');
    expect(reviewText(`${bare.trimEnd()}\n`).problems.map(({ id }) => id)).toEqual(['hunk-trimmed']);
    expect(reviewText(`${bare}\nThanks\n`).problems.map(({ id }) => id)).toContain('hunk-misfit');
    const more = reply(...table, '> +};').replace('+1,60', '+1,2');
    expect(reviewText(more).problems.map(({ id }) => id)).toContain('hunk-misfit');
  });
});

describe('patch lines without a hunk header', () => {
  const added =
    '+\tstatic const u8 moves[5][5] = {\n+\t\t[VFIO_DEVICE_STATE_STOP] = { 0, 1, 0, 0, 1 },\n+\t};\n';
  const read = (text: string) => {
    const { inputs, problems } = reviewText(text);
    const side = inputs[0]?.new;
    const cells = side?.kind === 'table' && side.ruleSet.generation === 'v1' ? side.ruleSet.cells[0] : [];
    return [problems.length, inputs[0]?.warnings.map(({ id }) => id), cells?.slice(0, 5)];
  };

  it('[REV-18] are read, quoted or not, with comments between them', () => {
    const expected = [0, ['hunk-headless'], ['-', '+', '-', '-', '+']];
    const quoted = added.replaceAll(/^(?=.)/gm, '> ');
    for (const text of [added, quoted, `Hi,\n\n${quoted}\nIs that so?\n`, `- one\n\n${added}`])
      expect(read(text), text).toEqual(expected);
  });

  it('[REV-18] show what they change: an entry of a row that only the base has', () => {
    const text =
      '> \t\t[VFIO_DEVICE_STATE_RUNNING_P2P] = {\n> -\t\t\t[VFIO_DEVICE_STATE_STOP] = VFIO_DEVICE_STATE_STOP,\n> +\t\t\t[VFIO_DEVICE_STATE_STOP] = VFIO_DEVICE_STATE_RUNNING,\n';
    const { inputs, problems } = reviewText(text);
    expect(problems).toEqual([]);
    const cells = [inputs[0]?.old, inputs[0]?.new].map((side) =>
      side?.kind === 'table' && side.ruleSet.generation === 'v2' ? side.ruleSet.next[6]?.[0] : null,
    );
    expect(cells).toEqual([1, 2]);
  });
});

describe('a gap in a quoted change', () => {
  const S = (name: string) => `VFIO_DEVICE_STATE_${name}`;
  const cell = (mark: string, to: string, next: string) => `${mark}\t\t\t[${S(to)}] = ${S(next)},`;
  const row = [
    ` \t\t[${S('STOP_COPY')}] = {`,
    cell(' ', 'STOP', 'STOP'),
    cell('-', 'PRE_COPY', 'ERROR'),
    cell('+', 'PRE_COPY', 'STOP'),
    cell(' ', 'PRE_COPY_P2P', 'ERROR'),
    ' \t\t},',
  ];
  const quote = (lines: readonly string[]) =>
    lines.map((line) => (line === '' ? '' : `> ${line}`)).join('\n');
  const read = (lines: readonly string[], head = '@@ -70,12 +70,12 @@ int f(void)') => {
    const review = reviewText(`${quote([...HEAD.trim().split('\n'), head, ...lines])}\n`);
    const [input] = review.inputs;
    const getNext = (side: ReviewInput['old'], from: number, to: number) => {
      if (side?.kind !== 'table' || side.ruleSet.generation !== 'v2') return null;
      const { values, next } = side.ruleSet;
      return next[values.indexOf(from)]?.[values.indexOf(to)];
    };
    return { ...review, input, getNext, ids: review.problems.map(({ id }) => id) };
  };

  it('[REV-17] is not reported as missing lines: it may hold the replacement of a removed line beside it, or what an added one replaces', () => {
    const added = read([...row.slice(0, 2), '[...]', ...row.slice(3)]);
    expect(added.getNext(added.input?.new ?? null, 3, 6)).toBe(0);
    const removed = read([...row.slice(0, 3), '[...]', ...row.slice(4)]);
    expect(removed.input?.assumed).toContainEqual([3, 6]);
    const both = read(row);
    expect(
      [both.input?.old ?? null, both.input?.new ?? null].map((side) => both.getNext(side, 3, 6)),
    ).toEqual([0, 1]);
  });

  it('[REV-17] leaves the row open if nothing shows where it is', () => {
    const { input, ids } = read([...row.slice(0, 1), ...row.slice(2)]);
    expect(ids).toEqual(['hunk-trimmed']);
    expect(input?.assumed).toContainEqual([3, 1]);
  });

  it('[REV-17] is recognised where one row seems to begin within another', () => {
    const next = [` \t\t[${S('RESUMING')}] = {`, cell('-', 'STOP', 'STOP'), cell('+', 'STOP', 'RUNNING')];
    const { input, getNext, ids } = read([...row.slice(0, 4), ...next]);
    expect(ids).toEqual(['hunk-trimmed']);
    expect([getNext(input?.new ?? null, 3, 6), getNext(input?.new ?? null, 4, 1)]).toEqual([1, 2]);
  });

  it('[REV-17] invents no row: a row whose start is cut is not read if it could be one of several', () => {
    const { input, ids } = read([...row.slice(0, 2), '[...]', cell('+', 'RUNNING', 'STOP'), ' \t\t},']);
    expect(ids).toEqual(['hunk-trimmed', 'row-cut']);
    expect(input?.assumed.filter(([, to]) => to === 2)).toHaveLength(8);
  });

  it('[REV-17] makes no old side: if the declaration of the table is cut, an old one may not have existed', () => {
    const added = row.slice(0, 2).map((line) => line.replace(' ', '+'));
    expect(read(['[...]', ...added], '@@ -70,6 +70,60 @@').input?.old).toBeNull();
    const loop = [
      '+\twhile (*next != VFIO_DEVICE_STATE_ERROR &&',
      '+\t       (state_flags_table[*next] & device->migration_flags) !=',
      '+\t\tstate_flags_table[*next])',
    ];
    expect(read([...loop, '[...]'], '@@ -70,6 +70,60 @@').input?.old).toBeNull();
  });

  it('[REV-17] takes the needs of a state that the base lacks from a rule set that has it, and says so', () => {
    const needs = (mark: string, name: string, flags: string) => `${mark}\t\t[${S(name)}] = ${flags},`;
    const { input } = read([
      ' \tstatic const unsigned int state_flags_table[] = {',
      needs(' ', 'STOP', 'VFIO_MIGRATION_STOP_COPY'),
      '[...]',
      needs(' ', 'ERROR', '~0U'),
      ' \t};',
    ]);
    const side =
      input?.new.kind === 'table' && input.new.ruleSet.generation === 'v2' ? input.new.ruleSet : null;
    expect([side?.needs[7], side?.needs[0], input?.form]).toEqual([7, 4294967295, 'next-state']);
    expect(input?.warnings.map(({ id }) => id)).toContain('needs-part');
  });

  it('[REV-17] does not split one function in two', () => {
    const arc = (from: string, to: string) => [
      `+\tif (cur == ${S(from)} && new == ${S(to)})`,
      '+\t\treturn NULL;',
    ];
    const { inputs } = read([
      '+static struct file *step(struct demo *demo, u32 new)',
      '+{',
      '+\tu32 cur = demo->mig_state;',
      ...arc('STOP', 'RUNNING'),
      '[...]',
      ...arc('RUNNING', 'STOP'),
      '+\treturn ERR_PTR(-EINVAL);',
      '+}',
    ]);
    expect(inputs.map(({ new: side }) => side.kind === 'driver' && side.arcs)).toEqual([
      [
        [1, 2],
        [2, 1],
      ],
    ]);
  });

  it('[REV-18] is not C: the old definition of a macro is not read as the new one with signs before its lines', () => {
    const text = quote([
      '-#define VFIO_DEVICE_STATE_VALID(state) \\',
      '-\t(state & VFIO_DEVICE_STATE_RESUMING ? 0 : 1)',
      '+#define VFIO_DEVICE_STATE_VALID(state) \\',
      '+\t((state) <= VFIO_DEVICE_STATE_RESUMING)',
    ]);
    const { inputs } = reviewText(`${text}\n\nIs that so?\n`);
    const toValid = (side: ReviewInput['old']) => side?.kind === 'validity' && side.valid.slice(0, 6);
    expect(toValid(inputs[0]?.new ?? null)).toEqual([0, 1, 2, 3, 4]);
    expect(inputs[0]?.warnings.map(({ id }) => id)).toContain('hunk-headless');
  });

  it('[REV-18] is read from the head of the function on', () => {
    const text = quote([
      '+int next_arc(struct vfio_device *device, u32 cur,',
      '+\t     u32 new)',
      '+{',
      '+\tstatic const u8 fsm_table[8][8] = {',
      `+\t\t[${S('STOP')}] = {`,
      cell('+', 'STOP_COPY', 'STOP_COPY'),
    ]);
    expect(reviewText(`${text}\n\nIs that so?\n`).inputs.map(({ name }) => name)).toEqual(['fsm_table']);
  });
});
