/**
 * What is kept in the browser is JSON with a version. Here it is taken apart, and what is wrong in it becomes the
 * beginning of a sentence, whose end says what is done instead.
 */

import * as v from 'valibot';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { createWholeSchema } from '../schema.ts';

const SENTENCES = {
  large: (name: string, length: number, most: number) =>
    `${name} is ${length} characters long, and the limit is ${most}`,
  notJson: (name: string, text: string, why: string) =>
    `${name}, which begins with ${formatQuote(text)}, is not JSON: ${formatQuote(why)}`,
  noVersion: (name: string) => `${name} has no version`,
  version: (name: string, found: string, known: number) =>
    `${name} has the version ${formatQuote(found)}, and a version is a number like ${known}`,
  later: (name: string, version: number, known: number) =>
    `${name} is of version ${version}, kept by a newer explorer, and this page reads version ${known}`,
  missing: (name: string, place: string) => `${name} cannot be read: ${formatQuote(place)} is missing`,
  shape: (name: string, place: string, found: string, clause: string) =>
    `${name} cannot be read at ${formatQuote(place)}, where ${formatQuote(found)} stands: ${clause}`,
};

const versionSchema = createWholeSchema(1, Number.MAX_SAFE_INTEGER, '');

export type StoredObject = Readonly<Record<string, unknown>>;

/** The object of a text that is no longer than `most`, and of the version `known`. */
export function parseStored(text: string, name: string, known: number, most: number): Result<StoredObject> {
  const parsed = parseObject(text, name, most);
  const problem = parsed.ok ? findVersionFault(parsed.value, name, known) : undefined;
  return problem ? { ok: false, problem } : parsed;
}

/** The same of any version, or of none. */
export function parseObject(text: string, name: string, most: number): Result<StoredObject> {
  if (text.length > most) return { ok: false, problem: SENTENCES.large(name, text.length, most) };
  const parsed = parseJson(text);
  if ('why' in parsed) return { ok: false, problem: SENTENCES.notJson(name, text, parsed.why) };
  const { json } = parsed;
  return isObject(json) ? { ok: true, value: json } : { ok: false, problem: SENTENCES.noVersion(name) };
}

/** Why an object cannot be of the version `known`. */
export function findVersionFault(json: StoredObject, name: string, known: number): string | undefined {
  if (!('version' in json)) return SENTENCES.noVersion(name);
  const checked = v.safeParse(versionSchema, json.version);
  if (!checked.success) return SENTENCES.version(name, toFound(checked.issues[0]), known);
  return checked.output > known ? SENTENCES.later(name, checked.output, known) : undefined;
}

/**
 * Where something stands that must not, what it is, and what must stand there; `within` is what was read as a whole. JSON
 * has no `undefined`: that is missing.
 */
export function formatIssue(name: string, issue: v.BaseIssue<unknown>, within?: string): string {
  const place = [within, v.getDotPath(issue)].filter(Boolean).join('.') || 'its top';
  const found = toFound(issue);
  return found === 'undefined'
    ? SENTENCES.missing(name, place)
    : SENTENCES.shape(name, place, found, issue.message);
}

function parseJson(text: string): { json: unknown } | { why: string } {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return { why: error instanceof Error ? error.message : '' };
  }
}

const isObject = (json: unknown): json is StoredObject => typeof json === 'object' && json !== null;

/** What stands there: a text without its quotes, a number, or the kind of anything else. */
function toFound({ received }: { received: string }): string {
  return received.replace(/^"(.*)"$/s, '$1');
}
