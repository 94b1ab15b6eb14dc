/**
 * A text under review as it is kept in the browser, with what the reader did to it: what was chosen to read it by, the
 * notes, the findings for the answer. Each field is read by itself, so that the text and the notes stay whatever becomes
 * of the others.
 */

import * as v from 'valibot';
import { formatVisibleLine } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { createWholeSchema } from '../schema.ts';
import type { StoredObject } from './stored-json.ts';
import { findVersionFault, formatIssue, parseObject } from './stored-json.ts';

/** Left out is what the text itself decides. */
export interface StoredReviewOptions {
  readonly generation?: 'v1' | 'v2';
  /** Id of the rule set that the text is read on. */
  readonly base?: string;
  /** migration_flags. */
  readonly flags?: number;
  /** Names of the text, each with the kernel's name that it is read as. */
  readonly names?: Readonly<Record<string, string>>;
  /** Names of the text that are no states. */
  readonly notStates?: readonly string[];
  /** Names of a driver's current and new state. */
  readonly roles?: { readonly current: string; readonly new: string };
}

/** By what a log is judged; left out is what its lines say. */
export interface StoredLogChoices {
  /** Id of the rule set. */
  readonly rules?: string;
  /** migration_flags. */
  readonly flags?: number;
  /** Id of the client. */
  readonly client?: string;
}

interface StoredNote {
  /** From 1; null where it is not on a line. */
  readonly line: number | null;
  /** `STOP > RUNNING`; null or left out where it is not on a request. */
  readonly request?: string | null;
  readonly text: string;
  /** Its text as it is being changed, until that is saved or dropped. */
  readonly edit?: string;
}

export interface StoredReview {
  readonly version: 1;
  readonly text: string;
  /** Of the file; null where it was pasted. */
  readonly name: string | null;
  readonly options: StoredReviewOptions;
  readonly log?: StoredLogChoices;
  /** Which of the tables of the text is looked at, from 0. */
  readonly selected: number;
  readonly notes: readonly StoredNote[];
  /** The note that is being written, until it is added. */
  readonly draft?: StoredNote;
  /** Keys of the findings that are chosen for the answer. */
  readonly chosen: readonly string[];
  /** The first line of the answer, where it is the reader's own. */
  readonly attribution?: string;
}

/** What could be read, and a sentence for each part of it that could not. */
interface DecodedReview {
  readonly review: StoredReview;
  readonly problems: readonly string[];
}

const REVIEW_VERSION = 1;
/** In characters of the JSON text. A text of 2 MB is shorter than this even where every third character is escaped. */
export const MAX_REVIEW_LENGTH = 8 * 1024 * 1024;

export const EMPTY_REVIEW: StoredReview = {
  version: REVIEW_VERSION,
  text: '',
  name: null,
  options: {},
  selected: 0,
  notes: [],
  chosen: [],
};

const NAME = 'The stored review';
const ENDS = {
  left: 'it is left out',
  kept: 'what can be read of it is kept',
  whole: 'the note is kept as one on the whole',
};

const CLAUSES = {
  text: 'there must be a text',
  object: 'there must be an object',
  list: 'there must be a list',
  count: 'there must be a whole number from 0',
  line: 'there must be a whole number from 1, or null',
  generation: 'there must be v1 or v2',
  flags: 'there must be a u32',
  names: 'each name must have a state of the kernel, such as VFIO_DEVICE_STATE_STOP',
};

const textSchema = v.string(CLAUSES.text);
/** A name of an older session, or of somebody else's file, may have what does not show. */
const nameSchema = v.pipe(textSchema, v.transform(formatVisibleLine));
const noteSchema = v.looseObject({ text: textSchema }, CLAUSES.object);
const listSchema = v.array(v.unknown(), CLAUSES.list);
const objectSchema = v.record(v.string(), v.unknown(), CLAUSES.object);
const countSchema = createWholeSchema(0, Number.MAX_SAFE_INTEGER, CLAUSES.count);
const lineSchema = v.nullable(createWholeSchema(1, Number.MAX_SAFE_INTEGER, CLAUSES.line));
const flagsSchema = createWholeSchema(0, 0xffff_ffff, CLAUSES.flags);
const generationSchema = v.picklist(['v1', 'v2'], CLAUSES.generation);
const stateSchema = v.pipe(v.string(CLAUSES.names), v.regex(/^VFIO_DEVICE_STATE_[A-Z0-9_]+$/, CLAUSES.names));
const namesSchema = v.record(v.string(), stateSchema, CLAUSES.names);
const notStatesSchema = v.array(textSchema, CLAUSES.list);
const rolesSchema = v.object({ current: textSchema, new: textSchema }, CLAUSES.object);

/** The text to keep. `decodeReview` reads it back, if it is no longer than `MAX_REVIEW_LENGTH`. */
export function encodeReview(review: StoredReview): string {
  return JSON.stringify(review);
}

/**
 * The review of a text that `encodeReview` gave. Never throws, and fails only where the text holds no JSON object.
 * `decodeReview('{"version":1,"text":"a","selected":-1}')` has the text, and the problem `The stored review cannot be read
 * at "selected", where "-1" stands: there must be a whole number from 0; it is left out.`
 */
export function decodeReview(
  text: string,
  { instead = 'the review starts empty' }: { readonly instead?: string } = {},
): Result<DecodedReview> {
  const parsed = parseObject(text, NAME, MAX_REVIEW_LENGTH);
  if (!parsed.ok) return { ok: false, problem: `${parsed.problem}; ${instead}.` };
  const json = parsed.value;
  const fault = findVersionFault(json, NAME, REVIEW_VERSION);
  const problems = fault ? [`${fault}; ${ENDS.kept}.`] : [];
  const read = createRead(problems);
  const attribution = read('attribution', json.attribution, textSchema);
  const [draft] = readNote(read, 'draft', json.draft);
  const review: StoredReview = {
    version: REVIEW_VERSION,
    text: read('text', json.text, textSchema) ?? '',
    name: read('name', json.name, v.nullable(nameSchema)) ?? null,
    options: readOptions(read, read('options', json.options, objectSchema) ?? {}),
    selected: read('selected', json.selected, countSchema) ?? 0,
    notes: (read('notes', json.notes, listSchema) ?? []).flatMap((note, index) =>
      readNote(read, `notes.${index}`, note),
    ),
    ...(draft && { draft }),
    chosen: (read('chosen', json.chosen, listSchema) ?? []).flatMap(
      (key, index) => read(`chosen.${index}`, key, textSchema) ?? [],
    ),
    ...(attribution !== undefined && { attribution }),
    ...readLogChoices(read, read('log', json.log, objectSchema)),
  };
  return { ok: true, value: { review, problems } };
}

/** What stands at a place; undefined where nothing does, and where it cannot be read, which is a problem. */
type Read = <T>(
  place: string,
  value: unknown,
  schema: v.GenericSchema<unknown, T>,
  end?: string,
) => T | undefined;

const createRead =
  (problems: string[]): Read =>
  (place, value, schema, end = ENDS.left) => {
    if (value === undefined) return undefined;
    const checked = v.safeParse(schema, value);
    if (checked.success) return checked.output;
    problems.push(`${formatIssue(NAME, checked.issues[0], place)}; ${end}.`);
    return undefined;
  };

function readOptions(read: Read, json: StoredObject): StoredReviewOptions {
  const generation = read('options.generation', json.generation, generationSchema);
  const base = read('options.base', json.base, textSchema);
  const flags = read('options.flags', json.flags, flagsSchema);
  const names = read('options.names', json.names, namesSchema);
  const notStates = read('options.notStates', json.notStates, notStatesSchema);
  const roles = read('options.roles', json.roles, rolesSchema);
  return {
    ...(generation && { generation }),
    ...(base !== undefined && { base }),
    ...(flags !== undefined && { flags }),
    ...(names && { names }),
    ...(notStates && { notStates }),
    ...(roles && { roles }),
  };
}

function readLogChoices(read: Read, json: StoredObject | undefined): { readonly log?: StoredLogChoices } {
  if (json === undefined) return {};
  const rules = read('log.rules', json.rules, textSchema);
  const flags = read('log.flags', json.flags, flagsSchema);
  const client = read('log.client', json.client, textSchema);
  const log = {
    ...(rules !== undefined && { rules }),
    ...(flags !== undefined && { flags }),
    ...(client !== undefined && { client }),
  };
  return Object.keys(log).length > 0 ? { log } : {};
}

/** A note that has a text, even where it is not known what it is on. */
function readNote(read: Read, place: string, value: unknown): readonly StoredNote[] {
  const note = read(place, value, noteSchema);
  if (!note) return [];
  const line = read(`${place}.line`, note.line, lineSchema, ENDS.whole) ?? null;
  const request = read(`${place}.request`, note.request, v.nullable(textSchema), ENDS.whole);
  const edit = read(`${place}.edit`, note.edit, textSchema);
  return [
    { line, ...(request !== undefined && { request }), text: note.text, ...(edit !== undefined && { edit }) },
  ];
}
