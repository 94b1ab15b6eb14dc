/**
 * How a row with a long text lies in the database: a head, and the long pieces of the text as parts beside it. A part is
 * never changed: what has changed is a new part with a new id, and the head names the parts in order. So to keep one more
 * step of ten thousand writes the head and two parts, and head and parts always belong together.
 */

import type { Piece, Pieces } from '../../../share/store/history-encoder.ts';
import type { KeptRow } from '../../../share/store/kept-row.ts';
import { createKeptId } from './kept-id.ts';

/** A row to put, and the pieces of its text where its writer has them. */
export interface FreshRow extends KeptRow {
  readonly pieces?: Pieces;
}

/** What is known of a row without its text. */
export type RowHead = Omit<KeptRow, 'text'>;

/** In the database, version 1 is a row with its text, and version 2 is this. */
export interface PartedRow extends Omit<KeptRow, 'version' | 'text'> {
  readonly version: 2;
  /** The text in order: short pieces as they are, long ones by the id of their part. */
  readonly parts: readonly (string | { readonly id: string })[];
}

export interface Part {
  /** Key of its row. */
  readonly of: string;
  readonly id: string;
  readonly text: string;
}

/** A shorter text stays in its row, in characters. */
const LONG = 32 * 1024;

const ids = new WeakMap<Piece, string>();

/** The id of a piece, the same each time: a row that has it as a part has the same text there. */
function toId(piece: Piece): string {
  const id = ids.get(piece) ?? createKeptId();
  ids.set(piece, id);
  return id;
}

export function toWhole({ pieces: _, ...row }: FreshRow): KeptRow {
  return row;
}

/** What is put in place of a row. */
export function cutRow(row: FreshRow): {
  readonly head: KeptRow | PartedRow;
  readonly parts: readonly Part[];
} {
  const { pieces, text, version: _, ...rest } = row;
  if (!pieces || text.length < LONG) return { head: toWhole(row), parts: [] };
  const long = pieces.filter((piece) => typeof piece !== 'string');
  return {
    head: {
      ...rest,
      version: 2,
      parts: pieces.map((piece) => (typeof piece === 'string' ? piece : { id: toId(piece) })),
    },
    parts: long.map((piece) => ({ of: row.key, id: toId(piece), text: piece.text })),
  };
}

/** Whether a value of the database may have parts beside it. */
export function isWhole(value: unknown): boolean {
  return isObject(value) && value.version === 1 && typeof value.text === 'string';
}

/** Ids of the parts that a value names. */
export function listParts(value: unknown): readonly string[] {
  return isObject(value) && Array.isArray(value.parts)
    ? value.parts.flatMap((part: unknown) => (isPart(part) ? part.id : []))
    : [];
}

/** A value without its text, as a row of version 1; undefined where it is not a head. */
export function toHead(value: unknown): RowHead | undefined {
  if (!isParted(value)) return undefined;
  const { parts: _, ...head } = value;
  return { ...head, version: 1 };
}

/** A head and its parts as a row of version 1. What cannot be joined is returned with all that was found beside it. */
export function joinRow(value: unknown, found: readonly unknown[]): unknown {
  const texts = new Map(found.flatMap((part) => (isStoredPart(part) ? [[part.id, part.text]] : [])));
  const joined = isParted(value)
    ? value.parts.map((part) => (typeof part === 'string' ? part : texts.get(part.id)))
    : [undefined];
  if (joined.every((text) => text !== undefined)) return { ...toHead(value), text: joined.join('') };
  return found.length > 0 && isObject(value) ? { ...value, found } : value;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const isPart = (part: unknown): part is { readonly id: string } =>
  isObject(part) && typeof part.id === 'string';

const isStoredPart = (part: unknown): part is Part =>
  isPart(part) && 'text' in part && typeof part.text === 'string';

const isParted = (value: unknown): value is PartedRow =>
  isObject(value) &&
  value.version === 2 &&
  Array.isArray(value.parts) &&
  value.parts.every((part: unknown) => typeof part === 'string' || isPart(part));
