/** The patch from a source to a draft: it is what diff makes of the two tables, and no hunk fits a second place. */

import { applyPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import { setCell, setNeeds, setNext, setStopsOnError } from '../../protocol/rule-sets/draft.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { of, ofV1, ofV2 } from '../../protocol/trace/walk.ts';
import { formatPatch } from './c-patch.ts';
import { toPieces } from './c-table.ts';

/** A file that has the pieces of a rule set, each `off` lines from where it is said to be. */
function toFile(ruleSet: RuleSet, off = 0): string {
  const lines: string[] = [];
  let added = 0;
  for (const { start, lines: piece } of toPieces(ruleSet)) {
    while (lines.length < start - 1 + off + added) lines.push(`line ${lines.length + 1 - added}`);
    const source = toPieces(of('v2-7.2')).find((other) => other.start === start);
    lines.push(...piece);
    added += source ? piece.length - source.lines.length : 0;
  }
  return `${[...lines, '', 'the end'].join('\n')}\n`;
}

const v1 = ofV1('patch-2021-09');
const v2 = ofV2('v2-7.2');

/** Every draft of v2-7.2 with one entry changed, to the value after it. */
const MUTANTS = v2.values.flatMap((from, row) =>
  v2.values.map((to, column) => {
    const next = v2.values[(v2.values.indexOf(v2.next[row]?.[column] ?? 0) + 1) % v2.values.length] ?? 0;
    return setNext(v2, from, to, next);
  }),
);

describe('a patch', () => {
  it('[CPATCH-1] has a header, the function as section, and three lines around a change', () => {
    const [row, more] = [
      '\t\t[VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING]',
      '\t\t\t[VFIO_DEVICE_STATE_',
    ];
    expect(formatPatch(v1, setCell(v1, 2, 2, '+')).split('\n')).toEqual([
      'diff --git a/drivers/vfio/vfio.c b/drivers/vfio/vfio.c',
      '--- a/drivers/vfio/vfio.c',
      '+++ b/drivers/vfio/vfio.c',
      '@@ -1687,6 +1687,7 @@ vfio_change_migration_state_allowed()',
      ' \t\t[VFIO_DEVICE_STATE_SAVING] = {',
      ` ${more}STOP] = 1,`,
      ` ${more}RUNNING] = 1,`,
      `+${more}SAVING] = 1,`,
      ' \t\t},',
      ` ${row} = {`,
      ` ${more}RUNNING] = 1,`,
      '',
    ]);
  });

  it('[CPATCH-2] is empty where the tables are the same', () => {
    expect(formatPatch(v2, { ...v2, id: 'draft-1', initial: 1 })).toBe('');
  });

  it('[CPATCH-3] throws between v1 and v2', () => {
    expect(() => formatPatch(v1, v2)).toThrow(/v2-7.2 is of v2/);
  });

  it('[CPATCH-4] finds its place in a file that has other lines before it', () => {
    const drafts = [
      ...MUTANTS,
      setNeeds(v2, 3, 7),
      setNeeds(v2, 7, 1),
      setStopsOnError(v2, false),
      setStopsOnError(setNeeds(setNext(v2, 0, 1, 1), 6, 7), false),
    ];
    for (const off of [0, -140, 33])
      for (const draft of drafts)
        expect(applyPatch(toFile(v2, off), formatPatch(v2, draft), { fuzzFactor: 0 })).toBe(
          toFile(draft, off),
        );
  });

  it('[CPATCH-5] has no hunk whose old lines occur twice, and none that cuts an entry', () => {
    const table = toPieces(v2).flatMap(({ lines }) => lines);
    for (const draft of MUTANTS) {
      const [, ...hunks] = formatPatch(v2, draft).split(/^@@.*\n/m);
      for (const hunk of hunks) {
        const lines = hunk.trimEnd().split('\n');
        const old = lines.filter((line) => !line.startsWith('+')).map((line) => line.slice(1));
        expect(table.filter((_, at) => old.every((line, index) => table[at + index] === line))).toHaveLength(
          1,
        );
        expect(old.at(-1)).not.toMatch(/[|=]$/);
      }
    }
  });

  it('[CPATCH-8] shows more of a row that another one is like, so that no hunk fits a second place', () => {
    const [first = []] = v2.next;
    const source = { ...v2, next: v2.next.map((row, index) => (index < 3 ? first : row)) };
    const [table] = toPieces(source);
    const text = table?.lines.join('\n') ?? '';
    for (const from of [1, 2, 6])
      for (const to of source.values) {
        const [, hunk = ''] = formatPatch(source, setNext(source, from, to, 0)).split(/^@@.*\n/m);
        const old = hunk.split('\n').filter((line) => line !== '' && !line.startsWith('+'));
        const shown = old.map((line) => line.slice(1)).join('\n');
        expect(hunk === '' || text.split(shown).length).toBe(hunk === '' || 2);
      }
  });

  it('[CPATCH-7] counts the lines of the new side on, from one place to the next', () => {
    const text = formatPatch(v2, setStopsOnError(setNeeds(v2, 3, 7), false));
    const ranges = text.split('\n').flatMap((line) => /^@@ (.*) @@/.exec(line)?.[1] ?? []);
    expect(ranges).toEqual(['-835,7 +835,9', '-860,5 +862,4']);
  });

  it('[CPATCH-6] shows a row of v1 whole where an entry of it goes', () => {
    const text = formatPatch(of('patch-2021-09-amended'), v1);
    expect(text).toContain(' \t\t[VFIO_DEVICE_STATE_RUNNING] = {');
    expect(text).toContain('-\t\t\t[VFIO_DEVICE_STATE_RESUMING] = 1,\n \t\t},');
  });
});
