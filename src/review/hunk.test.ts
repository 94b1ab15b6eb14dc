/**
 * Hunks that are no common ones: of a merge, and without any line around.
 */

import { describe, expect, it } from 'vitest';
import { reviewText } from './review-text.ts';

const HEAD = '--- a/a.c\n+++ b/a.c\n';

describe('a hunk of a merge', () => {
  it('[REV-9] is said to be unreadable, and what stands in it is not read as C', () => {
    const text = `diff --cc a.c\n${HEAD}@@@ -1,3 -1,3 +1,4 @@@ bool f(void)\n  static const u8 moves[5][5] = {\n++	[VFIO_DEVICE_STATE_SAVING] = { 1 },\n  };\n`;
    const { inputs, problems } = reviewText(text);
    expect([inputs, problems.map(({ id, line }) => [id, line])]).toEqual([[], [['hunk-header', 4]]]);
  });
});

describe('a hunk without lines around it', () => {
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

  it('[REV-10] tells whether the loop stops on ERROR, though its condition goes on behind it', () => {
    const added = stopping.map((line) => `+${line}\n`).join('');
    const removed = stopping.map((line) => `-${line}\n`).join('');
    expect(toStops(`${HEAD}@@ -9 +9,2 @@ int f(void)\n-${plain}\n${added}`)).toEqual([false, true]);
    expect(toStops(`${HEAD}@@ -9,2 +9 @@ int f(void)\n${removed}+${plain}\n`)).toEqual([true, false]);
  });
});

describe('a quotation that leaves out a part of a hunk', () => {
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
    '[REV-17] is read as far as it goes; the rows behind %s are assumed, and the table is a new one',
    (mark) => {
      const { ids, rows, assumed, old } = read(reply(...table, mark, '> +};'));
      expect(ids).toEqual(['hunk-trimmed']);
      expect(old).toBeNull();
      expect(rows?.[0]?.slice(0, 5)).toEqual(['-', '+', '-', '-', '+']);
      expect(new Set(assumed.map(([from]) => from))).toEqual(new Set([1, 2, 3, 4]));
    },
  );

  it('[REV-17] is read alike where it just ends', () => {
    const { ids, rows, assumed } = read(reply(...table, '', 'Thanks'));
    expect(ids).toEqual(['hunk-trimmed']);
    expect(rows?.[0]?.slice(0, 5)).toEqual(['-', '+', '-', '-', '+']);
    expect(new Set(assumed.map(([from]) => from))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('[REV-17] is a misfit where nothing is quoted, and where more is quoted than there can be', () => {
    const bare = reply(...table.filter((line) => line.startsWith('>'))).replaceAll(/^> /gm, '');
    expect(reviewText(bare).problems.map(({ id }) => id)).toContain('hunk-misfit');
    const more = reply(...table, '> +};').replace('+1,60', '+1,2');
    expect(reviewText(more).problems.map(({ id }) => id)).toContain('hunk-misfit');
  });
});

describe('lines of a patch without the header of a hunk', () => {
  const added =
    '+\tstatic const u8 moves[5][5] = {\n+\t\t[VFIO_DEVICE_STATE_STOP] = { 0, 1, 0, 0, 1 },\n+\t};\n';
  const read = (text: string) => {
    const { inputs, problems } = reviewText(text);
    const side = inputs[0]?.new;
    const cells = side?.kind === 'table' && side.ruleSet.generation === 'v1' ? side.ruleSet.cells[0] : [];
    return [problems.length, inputs[0]?.warnings.map(({ id }) => id), cells?.slice(0, 5)];
  };

  it('[REV-18] are read, quoted or not, with what is said between them', () => {
    const expected = [0, ['hunk-headless'], ['-', '+', '-', '-', '+']];
    const quoted = added.replaceAll(/^(?=.)/gm, '> ');
    for (const text of [added, quoted, `Hi,\n\n${quoted}\nIs that so?\n`, `- one\n\n${added}`])
      expect(read(text), text).toEqual(expected);
  });

  it('[REV-18] tell what they change: an entry of a row that only the base has', () => {
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
