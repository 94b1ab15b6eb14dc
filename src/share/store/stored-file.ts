/** Everything that a browser keeps, as one file: JSON with a version, and the rows as they are in the database. */

import * as v from 'valibot';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { KeptRow } from './kept-row.ts';
import { parseRow } from './kept-row.ts';
import { findVersionFault, parseObject } from './stored-json.ts';

interface KeptFile {
  readonly rows: readonly KeptRow[];
  readonly preferences: string | null;
  /** Sentences on the rows that cannot be read. */
  readonly problems: readonly string[];
}

const FORMAT = 'vfio-migration-explorer';
const FILE_VERSION = 1;
/** In characters: 64 MB. */
const MAX_FILE_LENGTH = 64 * 1024 * 1024;

const NAME = 'The file';

const SENTENCES = {
  other: (name: string) => `${name} was not saved by this explorer: it has no format ${FORMAT}.`,
  rows: (name: string) => `${name} has no list of rows.`,
  row: (name: string, number: number, why: string) =>
    `Row ${number} of ${name} cannot be read and is left out (${formatQuote(why)}).`,
  nothing: 'Nothing is loaded.',
};

const fileSchema = v.object({ rows: v.array(v.unknown()), preferences: v.optional(v.nullable(v.string())) });

/** The text of the file; `saved` is when it is written. */
export function encodeKept(rows: readonly KeptRow[], preferences: string | null, saved: Date): string {
  return JSON.stringify({
    format: FORMAT,
    version: FILE_VERSION,
    saved: saved.toISOString(),
    preferences,
    rows,
  });
}

/** What a file holds. Never throws; a row that cannot be read is the only one left out. */
export function decodeKept(text: string, name = NAME): Result<KeptFile> {
  const fail = (problem: string) => ({ ok: false, problem: `${problem} ${SENTENCES.nothing}` }) as const;
  const parsed = parseObject(text, name, MAX_FILE_LENGTH);
  if (!parsed.ok) return fail(`${parsed.problem}.`);
  if (parsed.value.format !== FORMAT) return fail(SENTENCES.other(name));
  const fault = findVersionFault(parsed.value, name, FILE_VERSION);
  if (fault) return fail(`${fault}.`);
  const checked = v.safeParse(fileSchema, parsed.value);
  if (!checked.success) return fail(SENTENCES.rows(name));
  const { rows: values, preferences = null } = checked.output;
  const rows: KeptRow[] = [];
  const problems: string[] = [];
  for (const [index, value] of values.entries()) {
    const row = parseRow(value);
    if (row.ok) rows.push(row.value);
    else problems.push(SENTENCES.row(name, index + 1, row.problem));
  }
  return { ok: true, value: { rows, preferences, problems } };
}
