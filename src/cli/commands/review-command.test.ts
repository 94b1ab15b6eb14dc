/** `review`: the findings of a rule set, what it changes against another, and the exit code that says how bad it is. */

import { describe, expect, it } from 'vitest';
import type { ReviewJson } from '../../judge/report/table-json.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { runCommand } from '../command-line.ts';

const review = (...words: string[]) => runCommand(['review', ...words]);
const parse = (...words: string[]): ReviewJson => JSON.parse(review('--json', ...words).stdout);

describe('review --rules', () => {
  it('[CLI-30] finds the request that never returns in v2-6.2, and exits 1', () => {
    const { findings } = parse('--rules', 'v2-6.2');
    const hangs = findings.filter(({ id }) => id === 'v2.never-returns');
    expect(hangs.map(({ hits }) => hits.map(({ flags, from, to }) => [flags, from, to]))).toEqual([
      [
        [5, 3, 6],
        [7, 3, 6],
      ],
      [[7, 3, 7]],
    ]);
    expect(review('--rules', 'v2-6.2').exit).toBe(1);
    expect(review('--rules', 'v2-7.2').exit).toBe(0);
  });

  it('[CLI-30] finds what serializes nothing in control-bits, and not in control-bits-v4', () => {
    const find = (id: string) =>
      parse('--rules', id).findings.filter((each) => each.id === 'v1.stop-and-copy-serializes-nothing');
    expect(find('control-bits').map(({ from, to }) => [from, to])).toEqual([[3, 2]]);
    expect(find('control-bits-v4')).toEqual([]);
  });

  it('[CLI-31] prints one JSON document with the documented keys, for every rule set', () => {
    for (const { id } of RULE_SETS) {
      const json = parse('--rules', id);
      expect(Object.keys(json)).toEqual(['inputs', 'diff', 'findings', 'repaired', 'flows', 'remarks']);
      expect(json.inputs.map(({ name }) => name)).toEqual([id]);
      expect(json.diff).toBeNull();
      expect(json.flows.length).toBeGreaterThan(0);
    }
  });

  it('[CLI-32] says what changes against another rule set', () => {
    expect(parse('--rules', 'patch-2021-09-amended', '--against', 'patch-2021-09').diff).toEqual({
      against: 'patch-2021-09',
      added: [[null, 1, 4]],
      removed: [],
      changed: [],
    });
    expect(parse('--rules', 'v2-7.2', '--against', 'v2-6.2', '--flags', '5').diff?.changed).toEqual([
      [5, 3, 6],
    ]);
  });

  it('[CLI-33] is readable in 72 columns without --json', () => {
    const { stdout } = review('--rules', 'patch-2021-09', '--against', 'uapi-v1');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(72);
    expect(stdout).toContain('_RESUMING');
  });

  it.each([
    [[], /is needed: FILE, - or --rules ID/],
    [['--rules', 'v2-6.3'], /closest is v2-6\.2/],
    [['--rules', 'v2-6.2', '--against', 'v2-7.3'], /--against "v2-7\.3".*closest is v2-7\.2/],
    [['--rules', 'v2-6.2', '--against', 'uapi-v1'], /for protocol v1/],
    [['--rules', 'v2-6.2', '--flags', '6'], /VFIO_MIGRATION_STOP_COPY/],
    [['--rules', 'uapi-v1', '--flags', '7'], /--flags 7/],
  ])('[CLI-34] says in one line what is wrong with %j', (words, problem) => {
    const { stdout, stderr, exit } = review(...words);
    expect([stdout, exit, stderr.split('\n').length]).toEqual(['', 2, 2]);
    expect(stderr).toMatch(problem);
  });
});

describe('review FILE', () => {
  const table = [
    'enum { MAX_STATE = VFIO_DEVICE_STATE_RESUMING };',
    'static const u8 vfio_from_state_table[MAX_STATE + 1][MAX_STATE + 1] = {',
    '\t[VFIO_DEVICE_STATE_STOP] = { [VFIO_DEVICE_STATE_RUNNING] = 1, [VFIO_DEVICE_STATE_RESUMING] = 1 },',
    '\t[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_SAVING] = 1 },',
    '};',
  ].join('\n');
  const read = (text: string) => () => ({ ok: true, value: new TextEncoder().encode(text) }) as const;

  it('[CLI-35] reads a table, and names the line of what it finds', () => {
    const { stdout, exit } = runCommand(['review', 'a.patch', '--json'], read(table));
    const json: ReviewJson = JSON.parse(stdout);
    const accepted = json.inputs.flatMap(({ new: side }) =>
      'verdicts' in side ? side.verdicts.filter(({ kind }) => kind === 'accepted') : [],
    );
    expect(accepted.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [0, 4],
      [1, 2],
    ]);
    expect(json.findings.some(({ severity, line }) => severity === 'error' && line !== null)).toBe(true);
    expect(exit).toBe(1);
  });

  it('[CLI-36] says where and why a text cannot be reviewed, in one line', () => {
    const { stdout, stderr, exit } = runCommand(['review', 'a.txt'], read('no table here'));
    expect([stdout, exit, stderr.split('\n').length]).toEqual(['', 2, 2]);
    expect(stderr).toMatch(/^vfio review: a\.txt:1:1: The text has no table/);
  });

  it.each([
    [
      'a name that nothing defines',
      '[VFIO_DEVICE_STATE_SAVING]',
      '[VFIO_DEVICE_STATE_SAVNG]',
      /a\.c:4:35: .*_SAVNG/,
    ],
    [
      'an index out of range',
      '[VFIO_DEVICE_STATE_SAVING]',
      '[VFIO_DEVICE_STATE_SAVING + 3]',
      /a\.c:4:35: .*5/,
    ],
    ['a second table of one name', table, `${table}\n${table}`, /a\.c:7:17: .*line 2/],
  ])('[CLI-36] says nothing of a table with %s but where that stands', (_, from, to, problem) => {
    for (const more of [[], ['--json']]) {
      const words = ['review', 'a.c', ...more];
      const { stdout, stderr, exit } = runCommand(words, read(table.replace(from, to)));
      expect([stdout, exit, stderr.split('\n').length]).toEqual(['', 2, 2]);
      expect(stderr).toMatch(problem);
    }
  });

  /** What a report says of how the text was read, in one line. */
  const readNotes = (text: string) => {
    const { stdout } = runCommand(['review', 'a.c'], read(text));
    return (stdout.split('How the text was read')[1] ?? '').replaceAll(/\s+/g, ' ');
  };

  const hunk = (path: string, head: string, lines: string) =>
    `--- a/${path}\n+++ b/${path}\n${head}\n${lines}`;
  const added = hunk('a.c', '@@ -0,0 +1,5 @@', table.replaceAll(/^/gm, '+').concat('\n'));
  const slots = 'static const u8 next_slot[4][4] = {\n\t[FREE] = { [2] = 1 },\n\t[2] = { [3] = 1 },\n};\n';
  const check = 'static bool is_valid_page(u32 x)\n{\n\treturn lookup(x) & 0x10;\n}\n';

  it.each([
    [
      'a hunk of another file',
      `${added}${hunk('b.c', '@@ -1,6 +1,9 @@', ' one\n+two\n')}`,
      /line 11: The hunk does not/,
    ],
    [
      'a hunk of a merge',
      `${added}${hunk('b.c', '@@@ -1 -1 +1 @@@', '  one\n++two\n')}`,
      /line 11: The header/,
    ],
    ['an array that names no state', `${slots}${table}\n`, /line 2: FREE/],
    [
      'an array that names a state',
      `${slots.replace('FREE', 'VFIO_DEVICE_STATE_FREE')}${table}\n`,
      /line 2: VFIO_DEVICE_STATE_FREE/,
    ],
    ['a check of the state', `${table}\n${check.replace('page', 'state')}`, /line 6: The value of is_valid/],
    [
      'a hunk of the same file that has no entry',
      `${added}@@ -10,6 +15,9 @@\n one\n+two\n`,
      /line 9: The hunk does not/,
    ],
  ])('[CLI-39] reviews a table beside %s that cannot be read, and says so', (_, text, note) => {
    const { stdout, stderr, exit } = runCommand(['review', 'a.c', '--json'], read(text));
    expect([JSON.parse(stdout).inputs.length, stderr, exit]).toEqual([1, '', 1]);
    expect(readNotes(text)).toMatch(note);
  });

  it('[CLI-39] says nothing of a check of something else', () => {
    expect(runCommand(['review', 'a.c', '--json'], read(`${table}\n${check}`)).exit).toBe(1);
    expect(readNotes(`${table}\n${check}`)).toBe('');
  });

  it.each([
    ['a hunk of the same file', `${added}@@ -10,6 +15,9 @@\n [1] = 1,\n+[2] = 1,\n`],
    [
      'a hunk that gives names their values',
      `${added}${hunk('b.h', '@@ -1,6 +1,9 @@', ' one\n+#define A 1\n')}`,
    ],
  ])('[CLI-39] does not review one beside %s that cannot be read', (_, text) => {
    const { stdout, exit } = runCommand(['review', 'a.c', '--json'], read(text));
    expect([stdout, exit]).toEqual(['', 2]);
  });

  it('[CLI-39] reviews what a reply quotes of a table, and notes a row of which it is not known which it is', () => {
    const cut = `> @@ -1,9 +1,30 @@ is_move_allowed()\n> +\t\t[VFIO_DEVICE_STATE_STOP] = {\n> +\t\t\t[VFIO_DEVICE_STATE_RUNNING] = 1,\n[...]\n> +\t\t\t[VFIO_DEVICE_STATE_SAVING] = 1,\n> +\t\t},\n`;
    expect(JSON.parse(runCommand(['review', 'a.c', '--json'], read(cut)).stdout).inputs).toHaveLength(1);
    expect(readNotes(cut)).toMatch(/line 5: The quotation leaves out the beginning of this row/);
  });

  it('[CLI-37] warns in the report about code that may have been misread', () => {
    const masks =
      'static const u32 allowed[] = {\n\t[VFIO_DEVICE_STATE_SAVING] = 1 << VFIO_DEVICE_STATE_RUNNING | 4,\n};';
    const { stdout, stderr, exit } = runCommand(['review', 'a.c', '--json'], read(masks));
    expect([JSON.parse(stdout).inputs.length, stderr, exit]).toEqual([1, '', 1]);
    expect(readNotes(masks)).toMatch(/line 2: C groups this as \(1 << VFIO/);
  });

  it('[CLI-38] says that a text is not compared with a rule set of the other protocol', () => {
    const { stdout, stderr, exit } = runCommand(['review', 'a.c', '--against', 'v2-7.2'], read(table));
    expect([stdout, exit]).toEqual(['', 2]);
    expect(stderr).toBe('vfio review: --against v2-7.2: it is for protocol v2, but a.c is for v1\n');
    expect(runCommand(['review', 'a.c', '--against', 'uapi-v1'], read(table)).exit).toBe(1);
  });

  it('[CLI-36] refuses a file and --rules together, a second file, and what cannot be read', () => {
    for (const words of [['a', '--rules', 'v2-6.2'], ['a', 'b'], ['a']])
      expect(runCommand(['review', ...words]).exit).toBe(2);
  });

  it.each([
    ['a binary file', ['review', 'a'], '\x7fELF\x02\0\0', /^vfio review: a:1:6: .*binary file/],
    ['an empty file', ['review', 'a'], '', /^vfio review: a:1:1: There is no text/],
    ['a second file', ['review', 'a', 'b'], table, /"b" is a second file: the command reads one at a time/],
    ['a file and rules', ['review', 'a', '--rules', 'v2-6.2'], table, /^vfio review: .*--rules/],
    ['neither of them', ['review'], table, /something to review is needed/],
    ['names without a value', ['review', 'a', '--names'], table, /--names needs a value/],
  ])('[CLI-52] refuses %s in one line, with and without --json', (_, words, text, sentence) => {
    for (const more of [[], ['--json']]) {
      const { stdout, stderr, exit } = runCommand([...words, ...more], read(text));
      expect([stdout, exit, stderr.trimEnd().split('\n').length]).toEqual(['', 2, 1]);
      expect(stderr).toMatch(sentence);
    }
  });
});
