/**
 * How the result of a text differs from what was expected: one check for each key of the format.
 */

import * as v from 'valibot';
import type { Expectation } from './expectation.ts';

type Pair = readonly [from: number, to: number];

/** The result of a text: the command line's review in both forms, and the reader's own result. */
export interface Outcome {
  /** With and without --json. */
  readonly exits: readonly [json: number, plain: number];
  readonly document: ReviewDocument;
  /** The plain report and its messages. */
  readonly text: string;
  readonly summary: { readonly inputs: unknown; readonly problems: unknown };
}

const pairs = v.array(v.tuple([v.number(), v.number()]));
const table = v.object({
  arcs: v.optional(pairs),
  missing: v.optional(pairs),
  verdicts: v.optional(
    v.array(v.object({ flags: v.nullable(v.number()), from: v.number(), to: v.number(), kind: v.string() })),
  ),
});

/** The part of the document of `vfio review --json` that the checks read. */
const DOCUMENT = v.object({
  inputs: v.array(v.object({ generation: v.string(), form: v.string(), old: v.nullable(table), new: table })),
  findings: v.array(v.object({ severity: v.string(), change: v.optional(v.nullable(v.string())) })),
});

export type ReviewDocument = v.InferOutput<typeof DOCUMENT>;
type Table = v.InferOutput<typeof table>;

/** The document on standard output; if nothing was printed, one without inputs and findings. */
export const parseDocument = (stdout: string): ReviewDocument =>
  stdout === '' ? { inputs: [], findings: [] } : v.parse(DOCUMENT, JSON.parse(stdout));

/** `args` only says how to ask. */
type CheckedKey = Exclude<keyof Expectation, 'args'>;

type Checks = {
  readonly [Key in CheckedKey]: (
    expected: NonNullable<Expectation[Key]>,
    outcome: Outcome,
  ) => string | undefined;
};

/** Each returns undefined if nothing differs, or one line that says what does. */
const CHECKS: Checks = {
  exit: (expected, { exits: [json, plain] }) =>
    compare(expected, json) ?? (json === plain ? undefined : `${json} with --json, ${plain} without`),
  forms: (expected, { document }) =>
    compare(
      expected,
      document.inputs.map(({ form }) => form),
    ),
  generation: (expected, { document }) => compare(expected, document.inputs[0]?.generation ?? 'no input'),
  generations: (expected, { document }) => {
    const found = document.inputs.map(({ generation }) => generation);
    const absent = expected.filter((generation) => !found.includes(generation));
    return absent.length === 0 ? undefined : `no input has ${absent.join(', ')}`;
  },
  arcs: (expected, outcome) => comparePairs(expected, getSide(outcome, 'new').arcs),
  missing: (expected, outcome) => comparePairs(expected, getSide(outcome, 'new').missing),
  arcsInclude: (expected, outcome) => findAbsent(expected, getSide(outcome, 'new').arcs),
  oldInclude: (expected, outcome) => findAbsent(expected, getSide(outcome, 'old').arcs),
  oldExclude: (expected, outcome) => {
    const { arcs } = getSide(outcome, 'old');
    if (!arcs) return NO_DRIVER;
    const found = expected.filter((pair) => hasPair(arcs, pair));
    return found.length === 0 ? undefined : `has ${formatPairs(found)}`;
  },
  verdicts: (expected, outcome) => {
    const { verdicts } = getSide(outcome, 'new');
    if (!verdicts) return 'the first input has no verdicts';
    const faults = expected.flatMap(([flags, from, to, kind]) => {
      const found = verdicts.find((each) => each.flags === flags && each.from === from && each.to === to);
      if (found?.kind === kind) return [];
      const request = flags === null ? `${from}>${to}` : `${from}>${to} with flags ${flags}`;
      return [`${request} is ${found?.kind ?? 'not listed'}, not ${kind}`];
    });
    return faults.length === 0 ? undefined : faults.join('; ');
  },
  errors: (expected, { document }) =>
    compare(
      expected,
      document.findings.filter(({ severity, change }) => severity === 'error' && change !== 'present').length,
    ),
  notesMin: (expected, { document }) => {
    const found = document.findings.filter(({ severity }) => severity === 'note').length;
    return found >= expected ? undefined : `expected at least ${expected}, found ${found}`;
  },
  say: (expected, { text }) => {
    const absent = expected.filter((pattern) => !isSaid(pattern, text));
    return absent.length === 0 ? undefined : `not said: ${absent.map(formatRegExp).join(', ')}`;
  },
  never: (expected, { text }) => {
    const said = expected.filter((pattern) => isSaid(pattern, text));
    return said.length === 0 ? undefined : `said: ${said.map(formatRegExp).join(', ')}`;
  },
  inputs: (expected, { summary }) => findFirst(expected, summary.inputs),
  problems: (expected, { summary }) => findFirst(expected, summary.problems),
};

const CHECKED_KEYS = Object.keys(CHECKS) as readonly CheckedKey[];

/** One line for each key that differs: `missing: lacks 4>1`. */
export function listDifferences(expectation: Expectation, outcome: Outcome): readonly string[] {
  return CHECKED_KEYS.flatMap((key) => {
    const difference = check(key, expectation, outcome);
    return difference === undefined ? [] : [`${key}: ${difference}`];
  });
}

function check<Key extends CheckedKey>(
  key: Key,
  expectation: Expectation,
  outcome: Outcome,
): string | undefined {
  const expected = expectation[key];
  return expected === undefined || expected === null
    ? undefined
    : CHECKS[key](expected as NonNullable<Expectation[Key]>, outcome);
}

const NO_DRIVER = 'the first input has no arcs of a driver on that side';

const getSide = ({ document }: Outcome, side: 'old' | 'new'): Table => document.inputs[0]?.[side] ?? {};

const formatPairs = (pairs: readonly Pair[]) => pairs.map(([from, to]) => `${from}>${to}`).join(' ');

const hasPair = (pairs: readonly Pair[], [from, to]: Pair) =>
  pairs.some((each) => each[0] === from && each[1] === to);

function comparePairs(expected: readonly Pair[], found: readonly Pair[] | undefined): string | undefined {
  if (!found) return NO_DRIVER;
  const absent = expected.filter((pair) => !hasPair(found, pair));
  const extra = found.filter((pair) => !hasPair(expected, pair));
  const faults = [
    ...(absent.length === 0 ? [] : [`lacks ${formatPairs(absent)}`]),
    ...(extra.length === 0 ? [] : [`should not have ${formatPairs(extra)}`]),
  ];
  return faults.length === 0 ? undefined : faults.join('; ');
}

function findAbsent(expected: readonly Pair[], found: readonly Pair[] | undefined): string | undefined {
  if (!found) return NO_DRIVER;
  const absent = expected.filter((pair) => !hasPair(found, pair));
  return absent.length === 0 ? undefined : `lacks ${formatPairs(absent)}`;
}

const formatRegExp = (pattern: string) => `/${pattern}/`;

/** A report is wrapped, so the text is also searched as one line. */
function isSaid(pattern: string, text: string): boolean {
  const regExp = new RegExp(pattern);
  return regExp.test(text) || regExp.test(text.replaceAll(/\s+/g, ' '));
}

function compare(expected: unknown, found: unknown): string | undefined {
  const [left, right] = [JSON.stringify(expected), JSON.stringify(found)];
  return left === right ? undefined : `expected ${left}, found ${right}`;
}

/** The first place where two JSON values differ; the order of an object's keys does not matter. */
function findFirst(expected: unknown, found: unknown, path = ''): string | undefined {
  if (!isNested(expected) || !isNested(found) || Array.isArray(expected) !== Array.isArray(found)) {
    const difference = compare(expected, found);
    return difference && (path === '' ? difference : `${path} ${difference}`);
  }
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
  for (const key of keys) {
    const place = path === '' ? key : `${path}.${key}`;
    const difference = findFirst(expected[key], found[key], place);
    if (difference) return difference;
  }
  return undefined;
}

const isNested = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
