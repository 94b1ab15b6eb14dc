/** The forms for machines, read back: what each says is what the findings say. */

import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../protocol/trace/finding.ts';
import { of } from '../../protocol/trace/walk.ts';
import { findAll } from '../findings/find-all.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import { judgeText } from '../judge-text.ts';
import { toReport } from '../report/judged-report.ts';
import { formatReport } from '../report/report.ts';
import type { Report, ReviewJson } from '../report/table-json.ts';
import { toB4Checks, toUnreadCheck } from './b4-form.ts';
import { formatLines, formatTerse } from './line-form.ts';
import { createFindPlace } from './repository-place.ts';
import { toSarif } from './sarif-form.ts';

const NAMES = ['breaks-more.patch', 'v2-rows.patch', 'v1-row.patch', 'v2-6.2.c', 'driver-if.c', 'v1-valid.c'];
/** In these some findings have no line of their own. */
const WHOLE = ['v2-loop.patch', 'v1-driver.c', 'guard-arms-fault.rs', 'grid.rst'];

const readBytes = (name: string) => readFileSync(new URL(`../../reader/fixtures/${name}`, import.meta.url));
const read = (name: string) => toReport(judgeText(readBytes(name), {}, null));
const listIntroduced = (findings: readonly Finding[]) => findings.filter(isIntroduced);
const toOneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

/** What the JSON of a review says of the findings that are introduced. */
function listInJson(report: Report) {
  const { findings } = JSON.parse(formatReport(report, 'json')) as ReviewJson;
  return findings.filter(({ change }) => change === 'introduced');
}

/** A rule set, which has no lines. */
const RULES: Report = {
  inputs: [],
  findings: findAll({ ruleSet: of('v2-6.2'), against: null }),
  flows: [],
};

const SUBJECTS = [...NAMES, ...WHOLE].map((name) => [name, read(name)] as const);

describe('one finding a line', () => {
  it.each([...SUBJECTS, ['v2-6.2', RULES] as const])(
    '[FORM-1] of %s is read back from terse and from lines, and is what the JSON says',
    (name, report) => {
      const introduced = listInJson(report);
      expect(introduced.length).toBeGreaterThan(0);
      const lines = formatLines(name, report).split('\n').filter(Boolean);
      const found = lines.map((line) =>
        /^(.+?)(?::(\d+))?: (error|warning|question|note): \[([\w.-]+)\] (.+)$/.exec(line),
      );
      expect(found.map((each) => each?.slice(1))).toEqual(
        introduced.map(({ line, severity, id, text: own }) => [
          name,
          line === null ? undefined : `${line}`,
          severity,
          id,
          toOneLine(own),
        ]),
      );
      const words = { error: 'ERROR', warning: 'WARNING', question: 'CHECK', note: 'CHECK' };
      const terse = formatTerse(name, report).split('\n').filter(Boolean);
      expect(terse.map((line) => /^(.+?)(?::(\d+))?: ([A-Z]+): (.+)$/.exec(line)?.slice(1))).toEqual(
        introduced.map(({ line, severity, text: own }) => [
          name,
          line === null ? undefined : `${line}`,
          words[severity],
          toOneLine(own),
        ]),
      );
    },
  );

  it('[FORM-1] has a line wherever the text has one for the whole, and none for a rule set', () => {
    for (const [name, report] of SUBJECTS)
      for (const { line, id } of report.findings) expect(line, `${name} ${id}`).not.toBeNull();
    expect(formatTerse('v2-6.2', RULES)).toMatch(/^v2-6\.2: ERROR: /);
    expect(formatLines('v2-6.2', RULES)).toMatch(/^v2-6\.2: error: \[/);
  });

  it('[FORM-1] says nothing of what was there before', () => {
    const report = read('v1-row.patch');
    expect(report.findings.some((each) => !isIntroduced(each) && each.severity === 'error')).toBe(true);
    expect(formatTerse('a', report)).not.toContain('ERROR');
  });
});

/** @source b4, docs/maintainer/review.rst */
const B4 = v.array(
  v.strictObject({
    tool: v.string(),
    status: v.picklist(['pass', 'warn', 'fail']),
    summary: v.pipe(v.string(), v.regex(/^[^\n]+$/)),
    details: v.string(),
    url: v.optional(v.string()),
  }),
);

describe('the checks of b4', () => {
  it.each([
    ['breaks-more.patch', 'fail'],
    ['v1-row.patch', 'pass'],
    ['v2-6.2.c', 'fail'],
    ['v1-valid.c', 'warn'],
  ])('[FORM-2] of %s: %s', (name, status) => {
    const report = read(name);
    const checks = v.parse(B4, JSON.parse(JSON.stringify(toB4Checks(name, report))));
    expect(checks.map((check) => check.status)).toEqual([status]);
    for (const { text } of listIntroduced(report.findings))
      expect(checks[0]?.details).toContain(toOneLine(text));
  });

  it('[FORM-2] are none where a patch changes nothing, and say so where something was not read', () => {
    const [input] = read('v1-row.patch').inputs;
    if (!input) throw new Error('a table must be read');
    const lists = { adds: [], mends: [], breaks: [], changes: [], closes: [], opens: [] };
    const effect = { ...input.effect, ...lists, flowsBroken: [], flowsMended: [] };
    const silent = { inputs: [{ ...input, effect }], findings: [], flows: [] };
    expect(toB4Checks('a', silent)).toEqual([]);
    expect(toB4Checks('a', { ...silent, inputs: [input] })).toHaveLength(1);
    expect(toUnreadCheck('a', [{ line: 3, text: 'Not read.' }])).toMatchObject({
      status: 'warn',
      details: 'a:3: Not read.',
    });
  });
});

const text = v.strictObject({ text: v.pipe(v.string(), v.minLength(1)) });
const level = v.picklist(['none', 'note', 'warning', 'error']);

/**
 * The part of the official schema that is used, strict, with its types and its minima.
 *
 * @source OASIS, sarif-schema-2.1.0.json
 */
const SARIF = v.strictObject({
  $schema: v.pipe(v.string(), v.url()),
  version: v.literal('2.1.0'),
  runs: v.array(
    v.strictObject({
      tool: v.strictObject({
        driver: v.strictObject({
          name: v.string(),
          version: v.string(),
          rules: v.array(
            v.strictObject({
              id: v.string(),
              shortDescription: text,
              fullDescription: text,
              defaultConfiguration: v.strictObject({ level }),
            }),
          ),
        }),
      }),
      results: v.array(
        v.strictObject({
          ruleId: v.string(),
          ruleIndex: v.pipe(v.number(), v.integer(), v.minValue(0)),
          level,
          message: text,
          locations: v.array(
            v.strictObject({
              physicalLocation: v.strictObject({
                artifactLocation: v.strictObject({ uri: v.pipe(v.string(), v.regex(/^[\w.~%/-]+$/)) }),
                region: v.optional(
                  v.strictObject({ startLine: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
                ),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

const parseSarif = (source: Parameters<typeof toSarif>[0], report: Report) =>
  v.parse(SARIF, JSON.parse(JSON.stringify(toSarif(source, report, '1.0')))).runs[0];

describe('SARIF', () => {
  it.each(SUBJECTS)(
    '[FORM-3] of %s has the shape of the standard, and every finding of the JSON',
    (name, report) => {
      const run = parseSarif({ file: `a b/${name}` }, report);
      const introduced = listInJson(report);
      expect(run?.results.map(({ ruleId }) => ruleId)).toEqual(introduced.map(({ id }) => id));
      for (const [index, { ruleId, ruleIndex, locations, message }] of (run?.results ?? []).entries()) {
        expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
        const { artifactLocation, region } = locations[0]?.physicalLocation ?? {};
        expect(artifactLocation?.uri).toBe(`a%20b/${name}`);
        expect(region?.startLine).toBe(introduced[index]?.line);
        expect(message.text.split('\n')[0]).toBe(introduced[index]?.text);
      }
      expect(new Set(run?.tool.driver.rules.map(({ id }) => id)).size).toBe(run?.tool.driver.rules.length);
    },
  );

  it('[FORM-4] has no region where a finding has no line, and no location where there is no file', () => {
    for (const { locations } of parseSarif({ file: 'a.c' }, RULES)?.results ?? [])
      expect(locations).toEqual([{ physicalLocation: { artifactLocation: { uri: 'a.c' } } }]);
    for (const { locations } of parseSarif({ file: null }, RULES)?.results ?? [])
      expect(locations).toEqual([]);
  });

  it('[FORM-4] of a patch is of the file that it changes, at the line that it has there', () => {
    const name = 'v2-rows.patch';
    const run = parseSarif({ file: name, findPlace: createFindPlace(readBytes(name)) }, read(name));
    expect(
      run?.results.map(({ ruleId, locations: [at] }) => [
        ruleId,
        at?.physicalLocation.artifactLocation.uri,
        at?.physicalLocation.region?.startLine,
      ]),
    ).toEqual([
      ['change.newly-refused', 'drivers/vfio/vfio_main.c', 64],
      ['change.newly-accepted', 'drivers/vfio/vfio_main.c', 50],
    ]);
  });

  it('[FORM-4] finds the place of each line of a hunk; a removed one has that of the line after it', () => {
    const lines = ['--- a/x.c', '+++ b/x.c', '@@ -10,3 +20,3 @@ f', ' a', '-b', '+c', ' d'];
    const findPlace = createFindPlace(`${lines.join('\n')}\n`);
    expect(lines.map((_, index) => findPlace(index + 1)?.line)).toEqual([
      ...[undefined, undefined, undefined],
      ...[20, 21, 21, 22],
    ]);
    expect(findPlace(4)?.path).toBe('x.c');
    const last = createFindPlace('--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,1 @@\n a\n-b\n');
    expect([last(4)?.line, last(5)?.line]).toEqual([1, 1]);
    expect(createFindPlace('int x;\n')(1)).toBeUndefined();
  });
});
