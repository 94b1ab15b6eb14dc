/**
 * Whole texts through the one entry: fixtures in pairs, NAME and NAME.expect.json, run by one loop; one patch in all the
 * shapes that mail gives it; the page of a thread, short and long.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getRuleSet } from '../protocol/rule-sets/rule-sets.ts';
import { createLongPage } from './mail/long-page.fixture.ts';
import { MAIL_SHAPES } from './mail/mail-shape.fixture.ts';
import { listArcs, listVerdicts, summarize } from './patch/summary.fixture.ts';
import type { ReviewInput } from './review-input.ts';
import { MOST_INPUTS, reviewText } from './review-text.ts';
import { PROBLEM_IDS, WARNING_IDS } from './text/problem.ts';

const FOLDER = fileURLToPath(new URL('./fixtures/', import.meta.url));
const NAMES = readdirSync(FOLDER).filter((name) => !name.endsWith('.json') && name !== 'README.md');
const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');

/** The arcs of the posted table, in the order of its values. @thread #0 */
const ELEVEN = '0>1 0>4 1>0 1>2 1>3 2>0 2>1 3>1 3>2 4>0 4>1';

/** An archive page like the one of the 2021 thread: with three comments, and as long. */
const SHORT_PAGE = read('archive-page.txt');
const PAGES = [
  ['a short thread', SHORT_PAGE],
  ['a long thread', createLongPage(SHORT_PAGE, 140_000)],
] as const;

const getArcs = ({ new: side }: ReviewInput) => (side.kind === 'table' ? listArcs(side.ruleSet) : '');

describe('fixtures', () => {
  it.each(NAMES)('[REV-1] reads %s as its pair says', (name) => {
    const { inputs, problems } = JSON.parse(read(`${name}.expect.json`));
    expect(summarize(reviewText(read(name)))).toEqual({ inputs, problems });
  });

  it('[REV-1] has a text for each expectation', () => {
    const pairs = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
    expect(pairs.map((name) => name.replace(/\.expect\.json$/, '')).sort()).toEqual([...NAMES].sort());
  });
});

describe.each(PAGES)('the page of %s', (_, text) => {
  it('[REV-2] gives the eleven arcs of patch-2021-09 as the one new side, with their lines', () => {
    const { inputs, problems } = reviewText(text);
    expect(problems).toEqual([]);
    expect(inputs).toHaveLength(1);
    const [input] = inputs;
    expect([input?.form, input?.generation, input?.old, input?.assumed]).toEqual(['allowed', 'v1', null, []]);
    expect(input && getArcs(input)).toBe(ELEVEN);
    const lines = text.split('\n');
    const patch = lines.lastIndexOf('Patch');
    for (const key of ELEVEN.split(' ')) {
      const place = input?.new.lines[key];
      expect(place?.line).toBeGreaterThan(patch);
      expect(lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1)).toMatch(/^\[VFIO_DEVICE_STATE_/);
    }
  });

  it('[REV-2] judges as the built-in rule set does', () => {
    const [input] = reviewText(text).inputs;
    const posted = getRuleSet('patch-2021-09');
    if (input?.new.kind !== 'table' || !posted) throw new Error('the page has no table');
    expect(listVerdicts(input.new.ruleSet)).toBe(listVerdicts(posted));
  });
});

describe('one patch in every shape of mail', () => {
  it.each(MAIL_SHAPES)('[REV-3] reads it %s', (_, shape) => {
    const text = shape(read('v1-mail.txt'));
    const { inputs, problems } = reviewText(text);
    expect(problems).toEqual([]);
    expect(inputs.map(getArcs)).toEqual([ELEVEN]);
    const lines = typeof text === 'string' ? text.split(/\r\n|\n|\r/).length : Number.POSITIVE_INFINITY;
    for (const place of Object.values(inputs[0]?.new.lines ?? {})) {
      expect(place.line).toBeGreaterThan(5);
      expect(place.line).toBeLessThanOrEqual(lines);
    }
  });
});

describe('options', () => {
  it('[REV-4] lets the user overrule generation, base, flags and roles', () => {
    const [table] = reviewText(read('v2-loop.patch'), { base: 'v2-5.18' }).inputs;
    expect(table?.base).toBe('v2-5.18');
    const [driver] = reviewText(read('driver.patch'), { flags: 1 }).inputs;
    expect(driver?.new).toMatchObject({ flags: 1, missing: [], extra: [] });
    expect(driver?.assumed.length).toBeGreaterThan(0);
    const roles = { current: 'to', new: 'from' };
    const [turned] = reviewText(read('driver-switch.c'), { roles }).inputs;
    expect(turned?.new.kind === 'driver' && turned.new.arcs).toContainEqual([4, 1]);
    const [other] = reviewText(read('v1-positional.c'), { generation: 'v2' }).inputs;
    expect([other?.generation, other?.generationWhy]).toEqual(['v2', 'v2 was chosen.']);
  });
});

describe('bad input', () => {
  it.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \n\t', 'empty'],
    ['a NUL byte', 'a\nb\0c', 'binary'],
    ['2 MB', 'x'.repeat(2_000_000), 'too-large'],
    ['2 MB of bytes', new Uint8Array(2_000_000).fill(32), 'too-large'],
    ['2 MB in UTF-8', 'é'.repeat(1_000_000), 'too-large'],
    [
      '400,001 lines',
      `${'x\r\n'.repeat(200_000)}${'x\n'.repeat(100_000)}${'x\r'.repeat(100_000)}x`,
      'too-many-lines',
    ],
    ['a hunk without numbers', '@@ -a +b @@\n+x\n@@ -1 +b @@', 'hunk-header'],
    ['a broken attachment', 'From: a\nSubject: b\nContent-Transfer-Encoding: base64\n\n=A=A=\n', 'encoding'],
    ['braces without end', `static const u8 states[5][5] = ${'{'.repeat(200)}`, 'too-deep'],
    ['signs without end', `static const u8 states[5][5] = ${'- '.repeat(200)}`, 'too-deep'],
    ['negations without end', `static const u8 states[5][5] = ${'! '.repeat(200)}`, 'too-deep'],
    ['prose', 'Hello, world.', 'no-table'],
  ])('[REV-5] has a located problem for %s', (_, text, id) => {
    const { inputs, problems } = reviewText(text);
    expect(inputs).toEqual([]);
    expect(problems.map((problem) => problem.id)).toContain(id);
    for (const { line, column, problem } of problems) {
      expect(line).toBeGreaterThan(0);
      expect(column).toBeGreaterThan(0);
      expect(problem).not.toMatch(/\{\w+\}/);
    }
  });

  const STEP = 'static int step(struct x *d, u32 new)\n{\n\tu32 cur = d->state;\n';
  const CONDITION = 'if (cur == VFIO_DEVICE_STATE_STOP && new == VFIO_DEVICE_STATE_RUNNING)\n\t\treturn 0;\n';
  const TABLE =
    'static const u8 vfio_from_state_table[8][8] = {\n\t[VFIO_DEVICE_STATE_RUNNING] = { [VFIO_DEVICE_STATE_SAVING] = 1 },\n};\n';

  it.each([
    ['3,800 else ifs', `\t${CONDITION}${`\telse ${CONDITION}`.repeat(3800)}`],
    ['130 else ifs', `\t${CONDITION}${`\telse ${CONDITION}`.repeat(130)}`],
    ['3,800 ifs', `\t${CONDITION}`.repeat(3800)],
  ])('[REV-9] says that a function with %s is not read, and judges the table beside it', (_, body) => {
    const step = `${STEP}${body}\treturn -EINVAL;\n}\n`;
    const alone = reviewText(step);
    expect(alone.inputs).toEqual([]);
    expect(alone.problems).toMatchObject([
      { id: 'step-long', line: 1, problem: expect.stringMatching(/^step has more than 700 statements/) },
    ]);
    for (const text of [`${TABLE}${step}`, `${step}${TABLE}`]) {
      const { inputs, problems } = reviewText(text);
      expect(inputs.map(({ name, faults }) => [name, faults])).toEqual([['vfio_from_state_table', []]]);
      expect(problems.map(({ id }) => id)).toEqual(['step-long']);
    }
  });

  it('[REV-9] reads a function of 100 else ifs', () => {
    const step = `${STEP}\t${CONDITION}${`\telse ${CONDITION}`.repeat(100)}\treturn -EINVAL;\n}\n`;
    expect(reviewText(step).inputs.map(({ name }) => name)).toEqual(['step']);
  });

  it('[REV-9] keeps what was read before a mail in which the reader fails', () => {
    const mail = (name: string) =>
      `From ${name}@b.example Mon Jan  1 00:00:00 2021\nFrom: ${name}@b.example\nSubject: ${name}\n\n${TABLE.replace('vfio_from_state', name)}\n`;
    let asked = 0;
    const options = new Proxy(
      {},
      {
        get: (_, key) => {
          if (key !== 'roles') return undefined;
          asked += 1;
          if (asked > 1) throw new RangeError('Maximum call stack size exceeded');
          return undefined;
        },
      },
    );
    const { inputs, problems } = reviewText(`${mail('one')}${mail('two')}`, options);
    expect(inputs.map(({ name }) => name)).toEqual(['one_table']);
    expect(problems).toMatchObject([
      { id: 'unexpected', problem: expect.stringContaining('nested too deep') },
    ]);
    expect(problems[0]?.line).toBeGreaterThan(7);
  });

  it('[REV-5] reads the last text below the limit', () => {
    expect(reviewText(`${read('v1-allowed.c')}${'\n'.repeat(399_900)}`).inputs).toHaveLength(1);
    expect(reviewText(`${read('v1-allowed.c')}${' '.repeat(1_990_000)}`).inputs).toHaveLength(1);
  });

  it('[REV-5] says where it stops in a text of very many tables, functions or mails', () => {
    const repeat = (count: number, toText: (n: number) => string) =>
      Array.from({ length: count }, (_, n) => toText(n)).join('\n');
    const table = (n: number) =>
      `static const u8 states${n}[5][5] = { [2] = { [VFIO_DEVICE_STATE_STOP] = 1 } };`;
    const mail = (n: number) =>
      `From a@b Mon Jan  1 10:00:00 2001\n--- a/${n}.c\n+++ b/${n}.c\n@@ -0,0 +1 @@\n+${table(n)}\n`;
    for (const text of [
      repeat(300, table),
      repeat(60, mail),
      table(0) + repeat(120, (n) => `int is_valid${n}(int state) { return state < 5; }`),
    ]) {
      const { inputs, problems } = reviewText(text, { generation: 'v1' });
      expect(inputs).toHaveLength(MOST_INPUTS);
      expect(problems.map(({ id }) => id)).toEqual(['too-many']);
      const lines = text.split('\n');
      expect(lines[(problems[0]?.line ?? 0) - 1]).toContain('state');
      expect(problems[0]?.line).toBeGreaterThanOrEqual(MOST_INPUTS);
    }
  });

  it('[REV-5] never throws, and always answers', () => {
    const word = fc.constantFrom(
      ...'{ } [ ] ( ) = , ; > + - | & ~ ? : " \' # \n \t'.split(' '),
      '\n',
      '@@ -1,2 +1,3 @@\n',
      'if (',
      'VFIO_DEVICE_STATE_STOP',
      'static const u8 t[5][5] = {',
      '> ',
      'switch (cur) {',
      'case ',
      '#define A(x) ',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const { inputs, problems } = reviewText(words.join(''));
        expect(inputs.length + problems.length).toBeGreaterThan(0);
        expect(problems.map(({ id }) => id)).not.toContain('unexpected');
      }),
      { numRuns: 300 },
    );
  });
});

describe('sentences', () => {
  it('[REV-6] are each met in a fixture or a test', () => {
    const expected = NAMES.map((name) => read(`${name}.expect.json`)).join('\n');
    const tested = [
      'too-many',
      'too-large',
      'too-many-lines',
      'binary',
      'empty',
      'encoding',
      'hunk-header',
      'too-deep',
      'step-long',
      'unexpected',
      'hunk-trimmed',
      'hunk-headless',
      'row-cut',
      'needs-part',
    ];
    const unmet = [...PROBLEM_IDS, ...WARNING_IDS].filter(
      (id) => !tested.includes(id) && !expected.includes(`"${id} `),
    );
    expect(unmet).toEqual([]);
  });
});
