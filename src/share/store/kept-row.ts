/**
 * One thing that is kept in the browser's database: a history, a text of Review, a rule set of the library, the progress
 * of the lessons. Its text has a version of its own and a decoder of its own; here only the row around it is checked.
 */

import * as v from 'valibot';
import { formatVisibleLine } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { createWholeSchema } from '../schema.ts';

/** What a row is: the part of its key before the slash. */
export const KEPT_KINDS = ['history', 'review', 'review-before', 'library', 'learn', 'aside'] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];
export type KeptKey = `${KeptKind}/${string}`;

export interface KeptRow {
  readonly version: 1;
  readonly key: KeptKey;
  readonly text: string;
  /** When it was changed last, in milliseconds since 1970. */
  readonly changed: number;
  /** The page load that wrote it: two tabs see by this that the other has written. */
  readonly by: string;
  /** The name that the reader gave to a history. */
  readonly name?: string | undefined;
  /** Of a history: the rule sets that it needs and that no other tab knows, as `encodeLibrary` writes them. */
  readonly carried?: string | undefined;
  /** Of what was set aside: what it was, and the sentence that says why it could not be read. */
  readonly was?: string | undefined;
  readonly why?: string | undefined;
}

const ROW_VERSION = 1;
/** Of a name, in characters. */
export const LONGEST_NAME = 100;

const PATTERN = new RegExp(`^(?:${KEPT_KINDS.join('|')})/.{1,2000}$`, 's');

const CLAUSES = {
  key: 'there must be the kind of what is kept, a slash and a name',
  text: 'there must be a text',
  time: 'there must be a time in milliseconds',
  version: `there must be ${ROW_VERSION}`,
};

const keySchema = v.custom<KeptKey>(isKey, CLAUSES.key);

/** The file may be somebody else's: in a name nothing hides. */
const nameSchema = v.pipe(v.string(CLAUSES.text), v.transform(formatVisibleLine));

const rowSchema = v.object({
  version: v.literal(ROW_VERSION, CLAUSES.version),
  key: keySchema,
  text: v.string(CLAUSES.text),
  changed: createWholeSchema(0, 8.64e15, CLAUSES.time),
  by: v.string(CLAUSES.text),
  name: v.optional(nameSchema),
  carried: v.optional(v.string(CLAUSES.text)),
  was: v.optional(v.string(CLAUSES.text)),
  why: v.optional(v.string(CLAUSES.text)),
});

/** The row of a value that the database or a file gave; the problem is a clause on where it is wrong. */
export function parseRow(value: unknown): Result<KeptRow> {
  const checked = v.safeParse(rowSchema, value, { abortEarly: true });
  if (checked.success) return { ok: true, value: checked.output };
  const [issue] = checked.issues;
  return { ok: false, problem: `${v.getDotPath(issue) ?? 'row'}: ${issue.message}` };
}

export function isKey(value: unknown): value is KeptKey {
  return typeof value === 'string' && PATTERN.test(value);
}

export function getKind(key: KeptKey): KeptKind {
  return KEPT_KINDS.find((kind) => key.startsWith(`${kind}/`)) ?? 'aside';
}

/** The part of a key after the slash. */
export function getKeyName(key: KeptKey): string {
  return key.slice(key.indexOf('/') + 1);
}

/** Whatever it is, as a text that can be saved as a file: a text as it is, anything else as JSON. */
export function formatRaw(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}` : each)) ?? '';
  } catch {
    return String(value);
  }
}
