/**
 * What `NAME.expect.json` may say about the text NAME beside it. docs/corpus.md explains every key.
 */

import * as v from 'valibot';

const number = v.pipe(v.number(), v.integer());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const pairs = v.array(v.strictTuple([number, number]));
const regExps = v.array(v.pipe(v.string(), v.check(isRegExp, 'not a regular expression')));

const EXPECTATION = v.strictObject({
  args: v.optional(v.array(v.string())),
  exit: v.optional(v.picklist([0, 1, 2])),
  forms: v.optional(v.array(v.string())),
  generation: v.optional(v.picklist(['v1', 'v2'])),
  generations: v.optional(v.array(v.picklist(['v1', 'v2']))),
  arcs: v.optional(pairs),
  missing: v.optional(pairs),
  arcsInclude: v.optional(pairs),
  oldInclude: v.optional(pairs),
  oldExclude: v.optional(pairs),
  verdicts: v.optional(
    v.array(
      v.strictTuple([
        v.nullable(number),
        number,
        number,
        v.picklist(['accepted', 'refused', 'unspecified', 'never-returns']),
      ]),
    ),
  ),
  errors: v.optional(count),
  notesMin: v.optional(count),
  say: v.optional(regExps),
  never: v.optional(regExps),
  inputs: v.optional(v.array(v.looseObject({}))),
  problems: v.optional(v.array(v.string())),
});

export type Expectation = v.InferOutput<typeof EXPECTATION>;

export const EXPECTATION_KEYS = Object.keys(EXPECTATION.entries) as readonly (keyof Expectation)[];

type ParsedExpectation =
  | { readonly ok: true; readonly value: Expectation }
  | { readonly ok: false; readonly fault: string };

/** Reads an expectation. `parseExpectation('{"exits":1}')` has the fault `"exits" is not a key of the format`. */
export function parseExpectation(text: string): ParsedExpectation {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, fault: `not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json))
    return { ok: false, fault: 'not a JSON object' };
  const unknown = Object.keys(json).find((key) => !EXPECTATION_KEYS.some((known) => known === key));
  if (unknown !== undefined)
    return { ok: false, fault: `${JSON.stringify(unknown)} is not a key of the format` };
  const { success, output, issues } = v.safeParse(EXPECTATION, json);
  if (success) return { ok: true, value: output };
  const [issue] = issues;
  return { ok: false, fault: `${v.getDotPath(issue) ?? 'it'}: ${issue.message}` };
}

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
