/**
 * The forms of a table, each printed from generated rules in the ways that C allows, and read back; and what
 * single pieces of C mean.
 */

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { getRuleSet } from '../protocol/rule-sets/rule-sets.ts';
import { getVerdict } from '../protocol/verdict/request-verdict.ts';
import { listRequired } from './driver/driver-side.ts';
import { listVerdicts } from './patch/summary.fixture.ts';
import type { ReviewInput, Side } from './review-input.ts';
import { reviewText } from './review-text.ts';

const V1 = [
  'VFIO_DEVICE_STATE_STOP',
  'VFIO_DEVICE_STATE_RUNNING',
  'VFIO_DEVICE_STATE_SAVING',
  'VFIO_DEVICE_STATE_SAVING | VFIO_DEVICE_STATE_RUNNING',
  'VFIO_DEVICE_STATE_RESUMING',
];

const V2 = [
  'ERROR',
  'STOP',
  'RUNNING',
  'STOP_COPY',
  'RESUMING',
  'RUNNING_P2P',
  'PRE_COPY',
  'PRE_COPY_P2P',
].map((name) => `VFIO_DEVICE_STATE_${name}`);

const readOne = (text: string): ReviewInput => {
  const { inputs, problems } = reviewText(text);
  expect(problems).toEqual([]);
  expect(inputs).toHaveLength(1);
  return inputs[0]!;
};

/** Whether each request is accepted, row by row. */
const toMatrix = (side: Side, count: number): boolean[][] => {
  if (side.kind !== 'table') throw new Error('not a table');
  const numbers = Array.from({ length: count }, (_, value) => value);
  return numbers.map((from) =>
    numbers.map((to) => getVerdict(side.ruleSet, { from, to, flags: null }).kind === 'accepted'),
  );
};

const matrix = fc.array(fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }), {
  minLength: 5,
  maxLength: 5,
});
const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });

describe('tables of v1', () => {
  it('[FORM-a1] reads any designated table, rows and cells in any order', () => {
    fc.assert(
      fc.property(matrix, order, order, fc.boolean(), (rules, rows, columns, isFull) => {
        const row = (from: number) =>
          columns
            .filter((to) => isFull || rules[from]?.[to])
            .map((to) => `[${V1[to]}] = ${rules[from]?.[to] ? '1' : '0'},`)
            .join(' ');
        const text = `static const u8 states[5][5] = {\n${rows.map((from) => `[${V1[from]}] = { ${row(from)} },`).join('\n')}\n};`;
        const input = readOne(text);
        expect([input.form, input.generation]).toEqual(['allowed', 'v1']);
        expect(toMatrix(input.new, 5)).toEqual(rules);
        const lines = text.split('\n');
        for (const from of rows)
          for (const to of columns) {
            const place = input.new.lines[`${from}>${to}`];
            if (!rules[from]?.[to]) continue;
            expect(lines[(place?.line ?? 0) - 1]?.slice((place?.column ?? 0) - 1)).toContain(
              `[${V1[to]}] = 1`,
            );
          }
      }),
      { numRuns: 60 },
    );
  });

  it('[FORM-a2] reads any positional table', () => {
    fc.assert(
      fc.property(matrix, (rules) => {
        const rows = rules.map((row) => `\t{ ${row.map(Number).join(', ')} },`);
        const input = readOne(`const bool device_state_moves[5][5] = {\n${rows.join('\n')}\n};`);
        expect(toMatrix(input.new, 5)).toEqual(rules);
      }),
      { numRuns: 40 },
    );
  });

  it('[FORM-b1] reads any array of bit masks, plain or as a member', () => {
    const way = fc.constantFrom('shift', 'BIT', 'number');
    fc.assert(
      fc.property(matrix, order, way, fc.boolean(), (rules, rows, how, isMember) => {
        const mask = (from: number) => {
          const set = [0, 1, 2, 3, 4].filter((to) => rules[from]?.[to]);
          if (how === 'number' || set.length === 0)
            return `0x${set.reduce((sum, to) => sum | (1 << to), 0).toString(16)}`;
          return set.map((to) => (how === 'BIT' ? `BIT(${V1[to]})` : `(1 << (${V1[to]}))`)).join(' | ');
        };
        const lines = rows.map(
          (from) => `[${V1[from]}] = ${isMember ? `{ .state = ${mask(from)} }` : mask(from)},`,
        );
        const input = readOne(`static const struct rule state_rules[] = {\n${lines.join('\n')}\n};`);
        expect(input.form).toBe('bit-masks');
        expect(toMatrix(input.new, 5)).toEqual(rules);
      }),
      { numRuns: 60 },
    );
  });

  it('[FORM-a3] takes ranges of indexes, and the last of two rows alone, as gcc does', () => {
    const text =
      'static const u8 device_states[5][5] = { [0 ... 1] = { [VFIO_DEVICE_STATE_SAVING ... 4] = 1 }, [1] = { [2] = 0 } };';
    const rules = toMatrix(readOne(text).new, 5);
    expect(rules[0]).toEqual([false, false, true, true, true]);
    expect(rules[1]).toEqual([false, false, false, false, false]);
  });
});

describe('tables of v2', () => {
  const read = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');

  it.each(['v2-5.18', 'v2-6.2', 'v2-7.2'])(
    '[FORM-e1] judges %s, in the layout of the kernel, as the built-in rule set does',
    (id) => {
      const input = readOne(read(`${id}.c`));
      const builtIn = getRuleSet(id);
      if (input.new.kind !== 'table' || input.new.ruleSet.generation !== 'v2' || !builtIn)
        throw new Error('no table');
      expect(listVerdicts(input.new.ruleSet)).toBe(listVerdicts(builtIn));
      expect(input.new.ruleSet.stopsOnError).toBe(id === 'v2-7.2');
      expect([input.base, input.assumed, input.warnings]).toEqual([id, [], []]);
    },
  );

  it.each([
    ['while ((t_flags[*next] & d->migration_flags) != t_flags[*next]) *next = t[*next][new];', false],
    [
      'while (*next != VFIO_DEVICE_STATE_ERROR && (t_flags[*next] & d->migration_flags) != t_flags[*next]) *next = t[*next][new];',
      true,
    ],
    [
      'while ((t_flags[*next] & flags) != t_flags[*next]) { if (*next == VFIO_DEVICE_STATE_ERROR) break; *next = t[*next][new]; }',
      true,
    ],
    [
      'do { *next = t[cur][new]; } while ((t_flags[*next] & flags) != t_flags[*next] && VFIO_DEVICE_STATE_ERROR != *next);',
      true,
    ],
    ['for (; (t_flags[*next] & flags) != t_flags[*next]; *next = t[*next][new]) ;', false],
    ['while (~flags & t_flags[*next]) *next = t[*next][new];', false],
  ])('[FORM-e2] finds in %s that it stops on ERROR: %s', (loop, stops) => {
    const { inputs } = reviewText(
      `int vfio_mig_get_next_state(int cur, int new, int *next)\n{\n\t${loop}\n\treturn 0;\n}`,
    );
    const side = inputs[0]?.new;
    expect(side?.kind === 'table' && side.ruleSet.generation === 'v2' && side.ruleSet.stopsOnError).toBe(
      stops,
    );
    expect(side?.lines.loop?.line).toBe(3);
  });
});

/** Arcs of a driver, as C in several styles. */
const STYLES: Readonly<Record<string, (arcs: readonly (readonly [number, number])[]) => string>> = {
  ifs: (arcs) =>
    arcs
      .map(
        ([from, to]) =>
          `\tif (cur == ${V2[from]} && new == ${V2[to]}) {\n\t\tret = demo();\n\t\tif (ret)\n\t\t\treturn ERR_PTR(ret);\n\t\treturn NULL;\n\t}`,
      )
      .concat('\tWARN_ON(true);\n\treturn ERR_PTR(-EINVAL);')
      .join('\n'),
  alternatives: (arcs) =>
    `\tif (${arcs.map(([from, to]) => `(${V2[to]} == new && ${V2[from]} == cur)`).join(' ||\n\t    ') || '0'})\n\t\treturn NULL;\n\treturn ERR_PTR(-EINVAL);`,
  negated: (arcs) =>
    `\tif (!(${arcs.map(([from, to]) => `(cur == ${V2[from]} && new == ${V2[to]})`).join(' || ') || '0'}))\n\t\treturn ERR_PTR(-EINVAL);\n\treturn demo_file();`,
  switches: (arcs) =>
    `\tint err = -EINVAL;\n\tswitch (cur) {\n${[...new Set(arcs.map(([from]) => from))]
      .map(
        (from) =>
          `\tcase ${V2[from]}:\n\t\tswitch (new) {\n${arcs
            .filter((arc) => arc[0] === from)
            .map(([, to]) => `\t\tcase ${V2[to]}:`)
            .join('\n')}\n\t\t\terr = 0;\n\t\t\tbreak;\n\t\tdefault:\n\t\t\tgoto out;\n\t\t}\n\t\tbreak;`,
      )
      .join('\n')}\n\tdefault:\n\t\tbreak;\n\t}\nout:\n\treturn err ? ERR_PTR(err) : NULL;`,
  chain: (arcs) =>
    `${arcs.map(([from, to]) => `\tif (cur == ${V2[from]}) if (new == ${V2[to]}) return demo_file();`).join('\n')}\n\treturn ERR_PTR(-EINVAL);`,
};

const arc = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
  .filter(([from, to]) => from !== to);
const arcSet = fc.uniqueArray(arc, {
  minLength: 3,
  maxLength: 15,
  selector: ([from, to]) => `${from}>${to}`,
});

describe('step functions', () => {
  it.each(Object.keys(STYLES))(
    '[FORM-c1] finds any set of arcs written as %s, each with its line',
    (style) => {
      fc.assert(
        fc.property(arcSet, (arcs) => {
          const body = STYLES[style]?.(arcs) ?? '';
          const text = `static struct file *demo_step(struct demo *demo, u32 new)\n{\n\tu32 cur = demo->mig_state;\n\tint ret;\n${body}\n}`;
          const input = readOne(text);
          if (input.new.kind !== 'driver') throw new Error('no driver');
          const sorted = arcs.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
          expect(input.new.arcs).toEqual(sorted);
          const lines = text.split('\n');
          if (style === 'negated') return;
          for (const [from, to] of arcs)
            expect(lines[(input.new.lines[`${from}>${to}`]?.line ?? 0) - 1]).toMatch(
              new RegExp(`${V2[to]}\\b`),
            );
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each([1, 3, 5, 7])(
    '[FORM-c2] with flags %i misses nothing where all required arcs are there',
    (flags) => {
      const ruleSet = getRuleSet('v2-7.2');
      if (ruleSet?.generation !== 'v2') throw new Error('no v2');
      const required = listRequired(ruleSet, flags);
      expect(required).toHaveLength({ 1: 6, 3: 8, 5: 9, 7: 15 }[flags] ?? 0);
      for (const without of required) {
        const arcs = required.filter((each) => each !== without);
        const body = STYLES.ifs?.(arcs);
        const text = `static struct file *step(u32 cur, u32 new)\n{\n${body}\n}\nvoid init(struct vfio_device *d) { d->migration_flags = ${flags}; }`;
        const [input] = reviewText(text).inputs;
        expect(input?.new).toMatchObject({ flags, missing: [without], extra: [] });
      }
    },
  );

  it.each([
    ['u32 a, u32 b', 'a', 'b', 'roles-guessed'],
    ['u32 new_state, u32 old_state', 'old_state', 'new_state', undefined],
    ['u32 to, u32 from', 'from', 'to', undefined],
    ['struct d *dev, u32 wanted', 'dev->mig_state', 'wanted', undefined],
  ])(
    '[FORM-c3] of (%s) takes %s as the current state and %s as the new one',
    (params, cur, next, warning) => {
      const text = `int step(${params})\n{\n\tif (${cur} == VFIO_DEVICE_STATE_STOP && ${next} == VFIO_DEVICE_STATE_STOP_COPY)\n\t\treturn 0;\n\treturn -EINVAL;\n}`;
      const input = readOne(text);
      expect(input.new.kind === 'driver' && input.new.arcs).toEqual([[1, 3]]);
      const ids = input.warnings.map(({ id }) => id).filter((id) => id !== 'flags-unknown');
      expect(ids).toEqual(warning ? [warning] : []);
      for (const { text: sentence } of input.warnings) expect(sentence).toMatch(/^[^{}]+\.$/);
    },
  );
});

describe('validity', () => {
  it('[FORM-d1] evaluates any mask and comparison for all values', () => {
    fc.assert(
      fc.property(fc.nat({ max: 0xffff }), fc.nat({ max: 15 }), fc.boolean(), (mask, limit, isMacro) => {
        const expression = `((state & 0x${mask.toString(16)}) <= ${limit})`;
        const text = isMacro
          ? `#define VFIO_DEVICE_STATE_VALID(state) ${expression}`
          : `static inline bool is_state_valid(u32 state)\n{\n\tif (!${expression})\n\t\treturn false;\n\treturn true;\n}`;
        const { inputs } = reviewText(text, { generation: 'v1' });
        const passes = (value: number) => (value & mask) <= limit;
        // A function that tells none of the eight values from another is no check of them.
        const tells = new Set(Array.from({ length: 8 }, (_, value) => passes(value))).size > 1;
        const side = inputs[0]?.new;
        if (!side) {
          expect(isMacro || tells).toBe(false);
          return;
        }
        if (side.kind !== 'validity') throw new Error('no validity');
        expect(side.valid).toEqual(Array.from({ length: 16 }, (_, value) => value).filter(passes));
        expect(side.reservedPass).toBe(passes(0xf000));
      }),
      { numRuns: 60 },
    );
  });
});
