/** The corpus runner: each key of the format on a text that matches and on one that does not, and the result of a folder. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { listDifferences } from './answer-difference.ts';
import { getOutcome, runCorpus } from './corpus.ts';
import { EXPECTATION_KEYS, type Expectation, parseExpectation } from './expectation.ts';

const state = (name: string) => `VFIO_DEVICE_STATE_${name}`;

/** A v2 step function that implements these arcs, with the flags of a device without P2P and PRE_COPY. */
const createDriver = (arcs: readonly (readonly [from: string, to: string])[]) =>
  [
    'static struct file *demo_step(struct demo *demo, u32 new)',
    '{',
    '\tu32 cur = demo->mig_state;',
    '',
    ...arcs.map(([from, to]) => `\tif (cur == ${state(from)} && new == ${state(to)})\n\t\treturn NULL;`),
    '\treturn ERR_PTR(-EINVAL);',
    '}',
    'void demo_init(struct vfio_device *vdev)',
    '{',
    '\tvdev->migration_flags = VFIO_MIGRATION_STOP_COPY;',
    '}',
    '',
  ].join('\n');

const SIX = [
  ['STOP', 'RUNNING'],
  ['STOP', 'STOP_COPY'],
  ['STOP', 'RESUMING'],
  ['RUNNING', 'STOP'],
  ['STOP_COPY', 'STOP'],
  ['RESUMING', 'STOP'],
] as const;

/** Without RESUMING > STOP, which its flags require. */
const DRIVER = createDriver(SIX.slice(0, 5));

/** The old side refuses what the new one accepts. */
const PATCH = `--- a/demo.c\n+++ b/demo.c\n@@ -1,6 +1,8 @@\n${createDriver(SIX)
  .split('\n')
  .slice(0, 8)
  .map((line, n) => (n === 6 || n === 7 ? `+${line}` : ` ${line}`))
  .join('\n')}\n`;

const TABLE = [
  'static const u8 vfio_from_state_table[5][5] = {',
  `\t[${state('STOP')}] = { [${state('RUNNING')}] = 1 },`,
  `\t[${state('RUNNING')}] = { [${state('STOP')}] = 1, [${state('SAVING')}] = 1 },`,
  '};',
  '',
].join('\n');

/** With an arc that its flags never ask for, which is a note. */
const EXTRA = createDriver([...SIX, ['RUNNING', 'RUNNING_P2P']]);

/** A table and a check of single values. */
const TWO = `${TABLE}\nbool is_state_valid(u32 state)\n{\n\treturn state < 5;\n}\n`;

type Case = readonly [
  key: keyof Expectation,
  text: string,
  passes: Expectation,
  fails: Expectation,
  differences: readonly string[],
];

const CASES: readonly Case[] = [
  [
    'args',
    DRIVER,
    { args: ['--flags', '1'], exit: 1 },
    { args: ['--flags', '6'], exit: 1 },
    ['exit: expected 1, found 2'],
  ],
  ['exit', DRIVER, { exit: 1 }, { exit: 0 }, ['exit: expected 0, found 1']],
  [
    'forms',
    TWO,
    { forms: ['allowed', 'validity'] },
    { forms: ['validity', 'allowed'] },
    ['forms: expected ["validity","allowed"], found ["allowed","validity"]'],
  ],
  [
    'generation',
    DRIVER,
    { generation: 'v2' },
    { generation: 'v1' },
    ['generation: expected "v1", found "v2"'],
  ],
  [
    'generations',
    TABLE,
    { generations: ['v1'] },
    { generations: ['v1', 'v2'] },
    ['generations: no input has v2'],
  ],
  [
    'arcs',
    DRIVER,
    {
      arcs: [
        [1, 2],
        [1, 3],
        [1, 4],
        [2, 1],
        [3, 1],
      ],
    },
    {
      arcs: [
        [1, 2],
        [1, 3],
        [1, 4],
        [2, 1],
        [4, 1],
      ],
    },
    ['arcs: lacks 4>1; should not have 3>1'],
  ],
  ['missing', DRIVER, { missing: [[4, 1]] }, { missing: [] }, ['missing: should not have 4>1']],
  [
    'arcsInclude',
    DRIVER,
    { arcsInclude: [[1, 2]] },
    {
      arcsInclude: [
        [1, 2],
        [4, 1],
      ],
    },
    ['arcsInclude: lacks 4>1'],
  ],
  ['oldInclude', PATCH, { oldInclude: [[1, 2]] }, { oldInclude: [[1, 3]] }, ['oldInclude: lacks 1>3']],
  ['oldExclude', PATCH, { oldExclude: [[1, 3]] }, { oldExclude: [[1, 2]] }, ['oldExclude: has 1>2']],
  [
    'verdicts',
    TABLE,
    {
      verdicts: [
        [null, 0, 1, 'accepted'],
        [null, 0, 2, 'refused'],
      ],
    },
    {
      verdicts: [
        [null, 0, 1, 'refused'],
        [7, 0, 2, 'refused'],
      ],
    },
    ['verdicts: 0>1 is accepted, not refused; 0>2 with flags 7 is not listed, not refused'],
  ],
  ['errors', DRIVER, { errors: 1 }, { errors: 0 }, ['errors: expected 0, found 1']],
  ['notesMin', EXTRA, { notesMin: 1 }, { notesMin: 9 }, ['notesMin: expected at least 9, found 1']],
  [
    'say',
    DRIVER,
    { say: ['required'] },
    { say: ['required', 'no word of it'] },
    ['say: not said: /no word of it/'],
  ],
  [
    'never',
    'Hello, world.',
    { never: ['not a word of it'] },
    { never: ['no table', 'not a word of it'] },
    ['never: said: /no table/'],
  ],
  [
    'inputs',
    'Hello, world.',
    { inputs: [] },
    { inputs: [{ name: 'demo' }] },
    ['inputs: 0 expected {"name":"demo"}, found undefined'],
  ],
  ['problems', TABLE, { problems: [] }, { problems: ['empty'] }, ['problems: 0 expected "empty", found']],
];

const differ = (text: string, expectation: Expectation) =>
  listDifferences(expectation, getOutcome('demo.c', new TextEncoder().encode(text), expectation.args ?? []));

describe('each key', () => {
  it.each(CASES)('[CORPUS-1] %s: reports nothing for a text that matches', (_key, text, passes) => {
    expect(differ(text, passes)).toEqual([]);
  });

  it.each(CASES)('[CORPUS-1] %s: says in one line what is not', (_key, text, _passes, fails, lines) => {
    expect(differ(text, fails)).toEqual(lines.map((line) => expect.stringContaining(line)));
    for (const line of differ(text, fails)) expect(line).not.toContain('\n');
  });

  it('[CORPUS-1] has a case here', () => {
    expect(CASES.map(([key]) => key).sort()).toEqual([...EXPECTATION_KEYS].sort());
  });

  it('[CORPUS-2] reports a missing driver, and missing verdicts where there is a driver', () => {
    const pairs: [number, number][] = [[1, 2]];
    const keys = ['arcs', 'missing', 'arcsInclude', 'oldInclude', 'oldExclude'] as const;
    for (const key of keys)
      expect(differ(TABLE, { [key]: pairs })).toEqual([
        `${key}: the first input has no arcs of a driver on that side`,
      ]);
    expect(differ(DRIVER, { verdicts: [[1, 1, 2, 'accepted']] })).toEqual([
      'verdicts: the first input has no verdicts',
    ]);
    expect(differ('Hello.', { forms: [], errors: 0, generation: 'v1' })).toEqual([
      'generation: expected "v1", found "no input"',
    ]);
  });

  it('[CORPUS-2] finds a sentence across line ends', () => {
    const outcome = { ...getOutcome('demo.c', new Uint8Array(), []), text: 'is\n   refused.\nNotes' };
    expect(listDifferences({ say: ['is refused', 'refused\\.\n'], never: ['is  refused'] }, outcome)).toEqual(
      [],
    );
    expect(listDifferences({ never: ['is refused'] }, outcome)).toEqual(['never: said: /is refused/']);
  });

  it('[CORPUS-2] does not count an error that the old side has too, and notices an exit status that depends on --json', () => {
    const outcome = getOutcome('demo.c', new TextEncoder().encode(DRIVER), []);
    const { document } = outcome;
    const findings = document.findings.map((finding) => ({ ...finding, change: 'present' }));
    expect(listDifferences({ errors: 0 }, { ...outcome, document: { ...document, findings } })).toEqual([]);
    expect(listDifferences({ exit: 1 }, { ...outcome, exits: [1, 0] })).toEqual([
      'exit: 1 with --json, 0 without',
    ]);
  });
});

describe('an expectation', () => {
  it.each([
    ['{', /^not JSON: /],
    ['[]', /^not a JSON object$/],
    ['{"exits":1}', /^"exits" is not a key of the format$/],
    ['{"exit":3}', /^exit: .*3/],
    ['{"arcs":[[1,2,3]]}', /^arcs\.0/],
    ['{"verdicts":[[1,2,3,"allowed"]]}', /^verdicts\.0\.3: .*allowed/],
    ['{"say":["("]}', /^say\.0: not a regular expression$/],
    ['{"errors":-1}', /^errors: /],
  ])('[CORPUS-3] %s is refused, with the place', (text, fault) => {
    const parsed = parseExpectation(text);
    expect(!parsed.ok && parsed.fault).toMatch(fault);
  });
});

describe('a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'corpus-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const write = (files: Readonly<Record<string, string>>): string => {
    const place = mkdtempSync(join(folder, 'case-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
    return place;
  };

  it('[CORPUS-4] passes if everything is as expected, and ignores a text without an expectation', () => {
    const place = write({ 'a.c': DRIVER, 'a.c.expect.json': '{"exit":1}', 'README.md': '# Cases' });
    expect(runCorpus(place)).toEqual({ lines: ['1 passed, 0 failed'], exit: 0 });
  });

  it('[CORPUS-4] names each text and key that differs, and counts', () => {
    const place = write({
      'a.c': DRIVER,
      'a.c.expect.json': '{"exit":0,"generation":"v1"}',
      'b.c': TABLE,
      'b.c.expect.json': '{"generation":"v1"}',
      'c.c.expect.json': '{}',
      'd.c': TABLE,
      'd.c.expect.json': '{"form":"allowed"}',
    });
    expect(runCorpus(place)).toEqual({
      lines: [
        'a.c: exit: expected 0, found 1',
        'a.c: generation: expected "v1", found "v2"',
        'c.c: there is no text c.c beside its .expect.json',
        'd.c: expect.json: "form" is not a key of the format',
        '1 passed, 3 failed',
      ],
      exit: 1,
    });
  });

  it('[CORPUS-5] is refused with one sentence if it does not exist or holds no case', () => {
    expect(runCorpus(join(folder, 'nothing'))).toEqual({
      lines: [expect.stringMatching(/nothing is not a folder\.$/)],
      exit: 2,
    });
    const { lines, exit } = runCorpus(write({ 'a.c': TABLE }));
    expect([lines.length, exit]).toEqual([1, 2]);
    expect(lines[0]).toMatch(/has no NAME\.expect\.json/);
  });

  it('[CORPUS-6] holds for the fixtures of the reader', () => {
    const { lines, exit } = runCorpus(fileURLToPath(new URL('../../src/reader/fixtures/', import.meta.url)));
    expect(lines.slice(0, -1)).toEqual([]);
    expect(exit).toBe(0);
  });

  it('[CORPUS-7] is the one argument of npm run corpus --', () => {
    const run = (...words: string[]) =>
      spawnSync(process.execPath, ['--import', 'tsx', 'scripts/corpus/run-corpus.ts', ...words], {
        cwd: fileURLToPath(new URL('../..', import.meta.url)),
        encoding: 'utf8',
      });
    const place = write({ 'a.c': DRIVER, 'a.c.expect.json': '{"exit":0}' });
    const differs = run(place);
    expect([differs.status, differs.stdout]).toEqual([
      1,
      'a.c: exit: expected 0, found 1\n0 passed, 1 failed\n',
    ]);
    for (const words of [[], [place, place], ['--gcc'], [join(folder, 'nothing')]]) {
      const { status, stdout, stderr } = run(...words);
      expect([status, stdout, stderr.trim().split('\n').length]).toEqual([2, '', 1]);
    }
  });
});
