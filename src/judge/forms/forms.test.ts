/** The forms for machines, read back: what each says is what the findings say. */

import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../protocol/trace/finding.ts';
import { isIntroduced } from '../findings/finding-split.ts';
import { judgeText } from '../judge-text.ts';
import { toReport } from '../report/judged-report.ts';
import { toB4Checks, toUnreadCheck } from './b4-form.ts';
import { formatLines, formatTerse } from './line-form.ts';
import { toSarif } from './sarif-form.ts';

const NAMES = ['breaks-more.patch', 'v2-rows.patch', 'v1-row.patch', 'v2-6.2.c', 'driver-if.c', 'v1-valid.c'];
const read = (name: string) =>
  toReport(
    judgeText(readFileSync(new URL(`../../reader/fixtures/${name}`, import.meta.url), 'utf8'), {}, null),
  );
const listIntroduced = (findings: readonly Finding[]) => findings.filter(isIntroduced);
const toOneLine = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('one finding a line', () => {
  it.each(NAMES)('[FORM-1] of %s is read back from terse and from lines', (name) => {
    const report = read(name);
    const introduced = listIntroduced(report.findings);
    const lines = formatLines(name, report).split('\n').filter(Boolean);
    const found = lines.map((line) =>
      /^(.+):(\d+): (error|warning|question|note): \[([\w.-]+)\] (.+)$/.exec(line),
    );
    expect(found.map((each) => each?.slice(1))).toEqual(
      introduced.map(({ line, severity, id, text }) => [name, `${line ?? 1}`, severity, id, toOneLine(text)]),
    );
    const words = { error: 'ERROR', warning: 'WARNING', question: 'CHECK', note: 'CHECK' };
    const terse = formatTerse(name, report).split('\n').filter(Boolean);
    expect(terse).toEqual(
      introduced.map(
        ({ line, severity, text }) => `${name}:${line ?? 1}: ${words[severity]}: ${toOneLine(text)}`,
      ),
    );
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
                region: v.strictObject({ startLine: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
              }),
            }),
          ),
        }),
      ),
    }),
  ),
});

describe('SARIF', () => {
  it.each(NAMES)('[FORM-3] of %s has the shape of the standard, and every finding', (name) => {
    const report = read(name);
    const { runs } = v.parse(SARIF, JSON.parse(JSON.stringify(toSarif(`a b/${name}`, report, '1.0'))));
    const [run] = runs;
    expect(run?.results.map(({ ruleId }) => ruleId)).toEqual(
      listIntroduced(report.findings).map(({ id }) => id),
    );
    for (const { ruleId, ruleIndex, locations } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      expect(locations[0]?.physicalLocation.artifactLocation.uri).toBe(`a%20b/${name}`);
    }
    expect(new Set(run?.tool.driver.rules.map(({ id }) => id)).size).toBe(run?.tool.driver.rules.length);
  });
});
