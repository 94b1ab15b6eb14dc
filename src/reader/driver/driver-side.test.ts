/** What a driver must do: by its flags, wherever the text sets them, and in v1, which has none, by the header's chart. */

import { describe, expect, it } from 'vitest';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { getVerdict } from '../../protocol/verdict/request-verdict.ts';
import type { DriverSide } from '../review-input.ts';
import { reviewText } from '../review-text.ts';
import { createDriverRules } from './driver-rules.ts';
import { listRequired } from './driver-side.ts';

const S = 'VFIO_DEVICE_STATE_';
const FLAGS: Readonly<Record<string, string>> = {
  1: 'VFIO_MIGRATION_STOP_COPY',
  3: 'VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P',
  5: 'VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_PRE_COPY',
};

const step = (name: string) =>
  `static int ${name}(u32 cur, u32 new)\n{\n\tif (cur == ${S}STOP && new == ${S}STOP_COPY)\n\t\treturn 0;\n\treturn -EINVAL;\n}\n`;
const set = (flags: number, sign = '=') =>
  `void init${flags}(struct vfio_device *d)\n{\n\td->migration_flags ${sign} ${FLAGS[flags]};\n}\n`;
const file = (text: string) => `// SPDX-License-Identifier: GPL-2.0\n${text}`;
const patch = (path: string, text: string) => {
  const lines = text.trimEnd().split('\n');
  return [
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -0,0 +1,${lines.length} @@`,
    ...lines.map((line) => `+${line}`),
    '',
  ].join('\n');
};
const mail = (text: string) => `From a@b Mon Jan  1 10:00:00 2001\nFrom: a\nSubject: b\n\n${text}\n`;

const readDrivers = (text: string): DriverSide[] =>
  reviewText(text).inputs.flatMap(({ new: side }) => (side.kind === 'driver' ? [side] : []));
const readFlags = (text: string) => readDrivers(text).map(({ flags }) => flags);

describe('migration_flags', () => {
  it.each([
    ['before and after', set(1) + step('a') + set(3, '|='), [3]],
    ['in a member', `${step('a')}static const struct x y = { .migration_flags = ${FLAGS[5]}, .z = 1 };`, [5]],
    [
      'in a choice',
      `${step('a')}void f(struct vfio_device *d) { d->migration_flags = VFIO_MIGRATION_STOP_COPY | (ok ? VFIO_MIGRATION_P2P : 0); }`,
      [3],
    ],
    [
      'in a variable',
      `${step('a')}void f(struct vfio_device *d) { u64 flags = VFIO_MIGRATION_STOP_COPY; if (ok) flags |= VFIO_MIGRATION_PRE_COPY; d->migration_flags = flags; }`,
      [5],
    ],
    [
      'in a call that is not in the text',
      `${step('a')}void f(struct vfio_device *d) { d->migration_flags = get_flags(d); }`,
      [null],
    ],
    ['nowhere', step('a'), [null]],
    [
      'to what no device can have',
      `${step('a')}void f(void) { d->migration_flags = VFIO_MIGRATION_P2P; }`,
      [null],
    ],
    ['each in its file', file(step('a') + set(1)) + file(set(5) + step('b')), [1, 5]],
    ['in a file beside the only driver', file(step('a')) + file(set(3)), [3]],
    ['in a file beside one of two', file(step('a')) + file(step('b')) + file(set(3)), [null, null]],
    [
      'in patches of their own',
      patch('x/a.c', step('a') + set(1)) + patch('y/b.c', step('b') + set(5)),
      [1, 5],
    ],
    [
      'in another file of the folder',
      patch('x/a.c', step('a')) + patch('y/b.c', step('b')) + patch('x/c.c', set(5)),
      [5, null],
    ],
    [
      'in another mail',
      mail(patch('x/c.c', set(5))) + mail(patch('x/a.c', step('a')) + patch('y/b.c', step('b'))),
      [5, null],
    ],
  ])('[DRV-1] are found %s', (_, text, flags) => {
    expect(readFlags(text)).toEqual(flags);
  });
});

describe('the roles of two states', () => {
  it('[ROLE-1] go by the order of the parameters, not by the order in which they are compared', () => {
    const text = `int demo_step(u32 a, u32 b)\n{\n\tif (b == ${S}STOP_COPY && a == ${S}STOP)\n\t\treturn 0;\n\treturn -EINVAL;\n}\n`;
    const [input] = reviewText(text).inputs;
    expect(readDrivers(text).map(({ arcs }) => arcs)).toEqual([[[1, 3]]]);
    expect(input?.warnings.find(({ id }) => id === 'roles-guessed')?.text).toBe(
      'a is read as the current state and b as the new one, judging by the order of the parameters.',
    );
  });
});

describe('a step function that gets another name', () => {
  it('[DRV-6] is compared with what it was before', () => {
    const head = '--- a/x.c\n+++ b/x.c\n@@ -1,6 +1,8 @@\n';
    const [first = '', open = '', ...rest] = step('step_locked').trimEnd().split('\n');
    const added = [`\tif (cur == ${S}STOP && new == ${S}RUNNING)`, '\t\treturn 0;'];
    const lines = [
      `-${first.replace('step_locked', 'step')}`,
      `+${first}`,
      ` ${open}`,
      ...added.map((line) => `+${line}`),
      ...rest.map((line) => ` ${line}`),
    ];
    const [input] = reviewText(`${head}${lines.join('\n')}\n`, { flags: 1 }).inputs;
    expect(input).toMatchObject({ name: 'step_locked', old: { arcs: [[1, 3]] } });
    expect(input?.new).toMatchObject({
      arcs: [
        [1, 2],
        [1, 3],
      ],
    });
  });
});

describe('a step function that a patch removes', () => {
  const lines = step('go').trimEnd().split('\n');
  const remove = (from: number, to: number) => {
    const kept = lines.length - (to - from);
    const body = lines.map((line, index) => `${index >= from && index < to ? '-' : ' '}${line}`);
    const text = `--- a/x.c\n+++ b/x.c\n@@ -1,${lines.length} +${kept ? 1 : 0},${kept} @@\n${body.join('\n')}\n`;
    return reviewText(text, { flags: 1 }).problems.map(({ problem, line }) => `${line} ${problem}`);
  };

  it('[DRV-7] is named, as it is where only its arcs are removed', () => {
    const sentence = '4 The patch removes every arc of go, so there is no new side to judge.';
    expect([remove(0, lines.length), remove(2, 4)]).toEqual([[sentence], [sentence]]);
  });
});

describe('a driver of v1', () => {
  const V1 = `static int go(u32 cur, u32 new)\n{\n\tif (cur == new)\n\t\treturn 0;\n\tif (cur == ${S}RUNNING && new == ${S}SAVING)\n\t\treturn 0;\n\tif (cur == ${S}SAVING && new == ${S}RUNNING)\n\t\treturn 0;\n\treturn -EINVAL;\n}\n`;

  it('[DRV-2] is compared with the seven arcs that the header charts', () => {
    const header = getRuleSet('uapi-v1');
    if (!header) throw new Error('no header');
    expect(listRequired(header, null).map((pair) => pair.join('>'))).toEqual(
      '1>0 1>2 1>3 1>4 2>0 3>2 4>1'.split(' '),
    );
    const [side] = readDrivers(V1);
    expect(side).toMatchObject({
      flags: null,
      arcs: [
        [1, 2],
        [2, 1],
      ],
      same: [0, 1, 2, 3, 4],
      extra: [],
    });
    expect(side?.missing.map((pair) => pair.join('>'))).toEqual('1>0 1>3 1>4 2>0 3>2 4>1'.split(' '));
  });

  it('[DRV-2] is compared with the table that is named instead', () => {
    const [input] = reviewText(V1, { base: 'patch-2021-09' }).inputs;
    expect(input?.new).toMatchObject({ extra: [] });
    const text = V1.replace(`new == ${S}RUNNING`, `new == (${S}SAVING | ${S}RUNNING)`);
    const [other] = reviewText(text, { base: 'patch-2021-09' }).inputs;
    expect(other?.new).toMatchObject({ extra: [[2, 3]] });
  });

  it('[DRV-5] that acts on the bits that flip, and refuses nothing, lets every request succeed', () => {
    const flips = `static int go(struct demo *demo, u32 state)\n{\n\tu32 old_state = demo->device_state;\n\tu32 flipped = old_state ^ state;\n\n\tif ((flipped & ${S}RUNNING) && !(state & ${S}RUNNING))\n\t\tquiesce(demo);\n\tif ((flipped & (${S}RUNNING | ${S}SAVING)) &&\n\t    (state & (${S}RUNNING | ${S}SAVING)) == ${S}SAVING)\n\t\tsave(demo);\n\tif ((flipped & ${S}RESUMING) == ${S}RESUMING)\n\t\tload(demo);\n\treturn 0;\n}\n`;
    const [side] = readDrivers(flips);
    expect(side).toMatchObject({ missing: [], extra: [], same: [0, 1, 2, 3, 4] });
    expect(side?.arcs).toHaveLength(20);
  });

  it('[DRV-3] is a rule set by itself: what succeeds is accepted, and what its hunks do not show is not spoken of', () => {
    const [side] = readDrivers(V1);
    if (!side) throw new Error('no driver');
    const whole = createDriverRules('go', side);
    const part = createDriverRules('go', { ...side, isPartial: true });
    const kind = (rules: typeof whole, from: number, to: number) =>
      getVerdict(rules, { from, to, flags: null }).kind;
    expect([kind(whole, 1, 2), kind(whole, 1, 1), kind(whole, 1, 3), kind(whole, 1, 5)]).toEqual([
      'accepted',
      'accepted',
      'refused',
      'refused',
    ]);
    expect([kind(part, 1, 2), kind(part, 1, 3)]).toEqual(['accepted', 'unspecified']);
  });
});

describe('checks of single values', () => {
  it('[DRV-4] are of v1 where they are made of its names, though the header around them is of v2', () => {
    const header = `enum vfio_device_mig_state { VFIO_DEVICE_STATE_ERROR = 0, VFIO_DEVICE_STATE_STOP = 1, VFIO_DEVICE_STATE_RUNNING = 2 };
#define VFIO_DEVICE_STATE_MASK 7
#define VFIO_DEVICE_STATE_VALID(state) \\
	((state) & VFIO_DEVICE_STATE_V1_RESUMING ? ((state) & VFIO_DEVICE_STATE_MASK) == VFIO_DEVICE_STATE_V1_RESUMING : 1)
static inline bool is_state_valid(u32 state) { return state <= VFIO_DEVICE_STATE_RUNNING; }`;
    const { inputs } = reviewText(header);
    expect(
      inputs.map(({ generation, new: side }) => [generation, side.kind === 'validity' && side.valid.join()]),
    ).toEqual([
      ['v1', '0,1,2,3,4,8,9,10,11,12'],
      ['v2', '0,1,2'],
    ]);
  });
});
