/**
 * What a patch introduces, leaves and repairs, held against the two files that it lies between: each is judged by itself, as
 * a whole file, and the sets are made here, by a function of a few lines.
 */

import { readFileSync } from 'node:fs';
import { createTwoFilesPatch } from 'diff';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../protocol/trace/finding.ts';
import { quote } from '../../reader/mail/mail-shape.fixture.ts';
import type { JudgedInput } from '../judge-text.ts';
import { judgeText } from '../judge-text.ts';
import { toReport } from '../report/judged-report.ts';
import type { RuleSetTable } from '../report/table-json.ts';
import { isDriverTable, toReviewJson, toRuleSetTable } from '../report/table-json.ts';

const read = (name: string) =>
  readFileSync(new URL(`../../reader/fixtures/${name}`, import.meta.url), 'utf8');

/** A file, and the words in it that the patch changes. */
interface Change {
  readonly what: string;
  readonly file: string;
  readonly words: readonly (readonly [from: string, to: string])[];
}

const S = 'VFIO_DEVICE_STATE_';
const BOTH = `SAVING | ${S}RUNNING`;
const row = (state: string) => `\t\t[${S}${state}] = {\n`;
const entry = (state: string, next?: string) => `\t\t\t[${S}${state}] = ${next ? S + next : 1},\n`;

const V1 = 'v1-allowed.c';
const V2 = 'v2-7.2.c';
const change = (file: string, what: string, ...words: Change['words'][number][]): Change => ({
  what,
  file,
  words,
});

const V1_TABLES = [
  change(V1, 'loses an entry', [row('RUNNING') + entry('STOP'), row('RUNNING')]),
  change(V1, 'gets the entry that was missing', [row('RUNNING'), row('RUNNING') + entry('RESUMING')]),
  change(V1, 'takes x > x', [row('SAVING'), row('SAVING') + entry('SAVING')]),
  change(V1, 'replaces an entry', [row('RESUMING') + entry('RUNNING'), row('RESUMING') + entry('SAVING')]),
  change(V1, 'swaps two entries', [
    entry('RUNNING') + entry('RESUMING'),
    entry('RESUMING') + entry('RUNNING'),
  ]),
  change(
    V1,
    'gets one entry and loses another',
    [row(BOTH), row(BOTH) + entry('STOP')],
    [row('STOP') + entry('RUNNING'), row('STOP')],
  ),
  change('v1-masks.c', 'swaps the operands of one bit', [
    '1 << VFIO_DEVICE_STATE_STOP | 1 << RUN',
    '1 << RUN | 1 << VFIO_DEVICE_STATE_STOP',
  ]),
];

const LOOP = '*next != VFIO_DEVICE_STATE_ERROR &&\n\t       ';
const next = (from: string, to: string, was: string, is: string): readonly [string, string] => {
  const [, before] =
    new RegExp(
      `(\\t\\t\\[${S}${from}\\] = \\{\\n(?:\\t\\t\\t.*\\n)*?)\\t\\t\\t\\[${S}${to}\\] = ${S}${was}`,
    ).exec(read(V2)) ?? [];
  return [`${before}\t\t\t[${S}${to}] = ${S}${was}`, `${before}\t\t\t[${S}${to}] = ${S}${is}`];
};

const V2_TABLES = [
  change(V2, 'opens a blocked request', next('STOP_COPY', 'PRE_COPY', 'ERROR', 'STOP')),
  change(V2, 'blocks a request', next('RESUMING', 'RUNNING_P2P', 'STOP', 'ERROR')),
  change(V2, 'breaks x > x', next('RUNNING', 'RUNNING', 'RUNNING', 'ERROR')),
  change(V2, 'no longer stops on ERROR', [LOOP, '']),
  change(V2, 'takes a longer path', next('PRE_COPY', 'STOP', 'RUNNING', 'PRE_COPY_P2P')),
  change(V2, 'goes round in a circle', next('RUNNING_P2P', 'STOP', 'STOP', 'RUNNING')),
];

const WARN = '\t/* No other arc is asked for. */\n';
const ARC = `\tif (cur == ${S}RESUMING && new == ${S}STOP)\n\t\treturn NULL;\n\n`;
const DRIVERS = [
  change('driver-if.c', 'gets the arc that was missing', [WARN, ARC + WARN]),
  change('driver-if.c', 'loses an arc', [
    `cur == ${S}RUNNING && new == ${S}STOP)`,
    `cur == ${S}RUNNING && new == ${S}RUNNING)`,
  ]),
  change('driver-if.c', 'claims a flag without its arcs', [
    '= VFIO_MIGRATION_STOP_COPY;',
    '= VFIO_MIGRATION_STOP_COPY | VFIO_MIGRATION_P2P;',
  ]),
  change('driver-if.c', 'drops an arc that is never asked for', [
    ` ||\n\t    (cur == ${S}RESUMING && new == ${S}RUNNING))`,
    ')',
  ]),
  change('driver-switch.c', 'no longer claims a flag', [' | VFIO_MIGRATION_P2P', '']),
  change('driver-switch.c', 'loses two arcs', [`if (to == ${S}RUNNING || to == ${S}STOP)`, 'if (to == 99)']),
  change('v1-driver.c', 'refuses what it accepted, in v1', [
    `if (new_state == ${S}STOP)`,
    'if (new_state == 99)',
  ]),
];

function apply({ file, words }: Change) {
  const old = read(file);
  const now = words.reduce((text, [from, to]) => {
    expect(text.split(from).length, `${file} has ${from}`).toBeGreaterThan(1);
    return text.replace(from, () => to);
  }, old);
  return { old, now };
}

/** A patch of the whole file, so that it shows all that the two files show. */
const toPatch = ({ old, now }: { old: string; now: string }, path = 'x.c') =>
  `From: A <a@example.org>\nDate: 1 Sep 2021\nSubject: x\n\n---\n${createTwoFilesPatch(`a/${path}`, `b/${path}`, old, now, '', '', { context: 10_000 })}`;

const KEY = ({ id, flags, from, to }: Key) => `${id} ${flags} ${from}>${to}`;
/** What only a change can have: it is computed from the verdicts, below. */
const OF_CHANGE = /^(?:change\.|v2\.new-)/;

type Key = Pick<Finding, 'id' | 'flags' | 'from' | 'to'>;

const getHits = ({ hits, ...own }: Finding): readonly Key[] => hits ?? [own];

/** Every hit of every finding, without what only a change can have. */
const listKeys = (findings: readonly Finding[]) =>
  findings
    .flatMap(getHits)
    .filter(({ id }) => !OF_CHANGE.test(id))
    .map(KEY)
    .sort();

/** The three sets of two files. */
function split(old: readonly string[], now: readonly string[]) {
  const isIn = (list: readonly string[]) => (key: string) => list.includes(key);
  return {
    introduced: now.filter((key) => !isIn(old)(key)),
    present: now.filter(isIn(old)),
    repaired: old.filter((key) => !isIn(now)(key)),
  };
}

/** The three sets as the review of a patch has them. */
const toSets = (inputs: readonly JudgedInput[]) => {
  const of = (kind: string) =>
    inputs.flatMap(({ findings }) => findings.filter(({ change }) => change === kind));
  return {
    introduced: listKeys(of('introduced')),
    present: listKeys(of('present')),
    repaired: listKeys(inputs.flatMap(({ repaired }) => repaired)),
  };
};

const judgeAll = (text: string) => judgeText(text, {}, null).inputs;
const alone = (text: string) => listKeys(judgeAll(text).flatMap(({ findings }) => findings));

describe.each([
  ['a v1 table', V1_TABLES],
  ['a v2 table', V2_TABLES],
  ['a driver', DRIVERS],
] as const)('a patch of %s', (_, changes) => {
  it.each(changes.map((each) => [each.what, each] as const))(
    '[SIDES-1] that %s: the three sets are those of the two files',
    (_what, each) => {
      const files = apply(each);
      const expected = split(alone(files.old), alone(files.now));
      expect(toSets(judgeAll(toPatch(files)))).toEqual(expected);
    },
  );

  it.each(changes.map((each) => [each.what, each] as const))(
    '[SIDES-2] that %s: the same where the mail is quoted',
    (_what, each) => {
      const patch = toPatch(apply(each));
      expect(toSets(judgeAll(`On 1 Sep 2021, A wrote:\n${quote(patch, '> ')}\n\nLooks good.\n`))).toEqual(
        toSets(judgeAll(patch)),
      );
    },
  );
});

describe('the sets', () => {
  it('[SIDES-1] are none of them empty over all patches, and the swaps give nothing', () => {
    const all = [...V1_TABLES, ...V2_TABLES, ...DRIVERS].map(
      (each) => [each.what, toSets(judgeAll(toPatch(apply(each))))] as const,
    );
    for (const set of ['introduced', 'present', 'repaired'] as const)
      expect(all.filter(([, sets]) => sets[set].length > 0).length, set).toBeGreaterThan(4);
    for (const [what, { introduced, repaired }] of all)
      if (what.startsWith('swaps')) expect([introduced, repaired]).toEqual([[], []]);
  });

  it('[SIDES-3] of a series are those of its mails together', () => {
    const patches = [V1_TABLES[0], DRIVERS[0]].flatMap((each, index) =>
      each ? [toPatch(apply(each), `${index}.c`)] : [],
    );
    const from = 'From 0123456789 Mon Sep 17 00:00:00 2001';
    const sets = patches.map((patch) => toSets(judgeAll(patch)));
    const join = (set: keyof ReturnType<typeof toSets>) => sets.flatMap((each) => each[set]).sort();
    expect(toSets(judgeAll(patches.map((patch) => `${from}\n${patch}`).join('\n')))).toEqual({
      introduced: join('introduced'),
      present: join('present'),
      repaired: join('repaired'),
    });
  });
});

/** The verdicts of a file, by request. */
function listVerdicts(text: string): ReadonlyMap<string, RuleSetTable['verdicts'][number]> {
  const [input] = judgeAll(text);
  if (!input || isDriverTable(input.table.new)) throw new Error('a table is read');
  return new Map(
    toRuleSetTable(input.table.new).verdicts.map((verdict) => [
      `${verdict.flags} ${verdict.from}>${verdict.to}`,
      verdict,
    ]),
  );
}

describe('what only a change can have', () => {
  it.each([...V1_TABLES, ...V2_TABLES].map((each) => [each.what, each] as const))(
    '[SIDES-4] of a table that %s is each request that the two files answer differently',
    (_what, each) => {
      const files = apply(each);
      const [was, is] = [listVerdicts(files.old), listVerdicts(files.now)];
      const expected = [...is].flatMap(([key, now]) => {
        const before = was.get(key);
        if (
          !before ||
          (before.kind === now.kind && (now.kind !== 'accepted' || before.path.join() === now.path.join()))
        )
          return [];
        return [key];
      });
      const found = judgeAll(toPatch(files)).flatMap(({ findings }) => findings.flatMap(getHits));
      const keys = found
        .filter(({ id }) => id.startsWith('change.') && id !== 'change.refused-otherwise')
        .map(({ flags, from, to }) => `${flags} ${from}>${to}`);
      expect(keys.sort()).toEqual(expected.sort());
    },
  );

  it.each([...V1_TABLES, ...V2_TABLES, ...DRIVERS].map((each) => [each.what, each] as const))(
    '[SIDES-5] decides, with what is introduced, the counts of the effect: %s',
    (_what, each) => {
      const judged = judgeText(toPatch(apply(each)), {}, null);
      const { findings, inputs } = toReviewJson(toReport(judged));
      const count = (severity: Finding['severity']) =>
        findings.filter((finding) => finding.change === 'introduced' && finding.severity === severity).length;
      const total = (severity: Finding['severity']) =>
        inputs.reduce((sum, { effect }) => sum + effect.introduced[severity], 0);
      for (const severity of ['error', 'warning', 'question', 'note'] as const)
        expect(total(severity)).toBe(count(severity));
    },
  );
});
