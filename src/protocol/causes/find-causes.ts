/**
 * Finds the causes that a text names. Loosely: large and small letters, blanks and quotation marks do not matter, and any
 * words may stand around what the program printed.
 */

import type { Cause } from './cause.ts';
import { CAUSES } from './cause-table.ts';

const LONGEST_TEXT = 8192;

/** Lower case, without quotation marks, with single blanks. */
function toPlain(text: string): string {
  return text
    .slice(0, LONGEST_TEXT)
    .toLowerCase()
    .replaceAll(/["'`\u2018\u2019\u201c\u201d]/g, '')
    .replaceAll(/\s+/g, ' ');
}

interface Pattern {
  readonly cause: Cause;
  /** The pieces between the `*` of a text, which must stand in this order. */
  readonly pieces: readonly string[];
  /** True for a text that begins with `*: `: it begins what was printed, or stands after the name of a device. */
  readonly isAfterName: boolean;
}

/** How QEMU names a device; an id stands alone, or after a program. */
const NAME =
  /(?:^|[\s(])(?:[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]\.[0-9a-f]\.[0-9a-f]{4}|vfio user <.*>)$|(?:^: ?|: |\()[a-z_][\w.-]*\d[\w.-]*$/;

/** A driver of the kernel and its device, and what may stand between them and the text. */
const DRIVER = /(?:^|\s)(\d*[a-z][\w-]*) [\w:.-]*\d[\w:.-]*: (?:\w+: ){0,2}$/;

const PATTERNS: readonly Pattern[] = CAUSES.flatMap((cause) =>
  cause.texts.map((text) => ({
    cause,
    pieces: toPlain(text)
      .split('*')
      .map((piece) => piece.trim())
      .filter((piece) => piece !== ''),
    isAfterName: text.startsWith('*: '),
  })),
);

/** The first pieces, of which one stands in every text that names a cause. */
const HEADS = [...new Set(PATTERNS.map(({ pieces }) => pieces[0] ?? ''))];

/**
 * The causes whose text stands in this one, the most exact first. `findCauses('x: data_fd out of sync')` is that one cause;
 * a blocker that --only-migratable turned away gives two, the blocker's own reason first.
 */
export function findCauses(text: string): readonly Cause[] {
  // A text may begin with what else stands after the name of a device.
  const plain = `: ${toPlain(text)}`;
  if (!HEADS.some((head) => plain.includes(head))) return [];
  const found = PATTERNS.filter(
    (pattern) => isFit(plain, pattern) && (pattern.cause.only?.test(plain) ?? true),
  );
  const causes = [...new Set(found.map(({ cause }) => cause))];
  const isStopCopy = causes.some(({ id }) => id === 'no-stop-copy');
  return causes
    .filter(({ id }) => !(isStopCopy && id === 'init-failed'))
    .toSorted((a, b) => Number(a.id === 'only-migratable') - Number(b.id === 'only-migratable'));
}

/** Looks for the text at each place where it may begin: other programs print a part of it, too. */
function isFit(text: string, { cause, pieces, isAfterName }: Pattern): boolean {
  const [head = ''] = pieces;
  for (let at = text.indexOf(head); at >= 0; at = text.indexOf(head, at + 1)) {
    const before = text.slice(Math.max(0, at - LONGEST_BEFORE), at);
    const isOwn = isAfterName ? at === 0 || NAME.test(before) : isOfDriver(before, cause.driver);
    if (isOwn && hasPieces(text, pieces, at)) return true;
  }
  return false;
}

const LONGEST_BEFORE = 200;

/** False where another driver of the kernel is named before the text. */
function isOfDriver(before: string, driver: string | undefined): boolean {
  const named = driver === undefined ? undefined : DRIVER.exec(before)?.[1];
  return named === undefined || driver === undefined || named.replaceAll('-', '_').startsWith(driver);
}

function hasPieces(text: string, pieces: readonly string[], from: number): boolean {
  let at = from;
  for (const piece of pieces) {
    const found = findPiece(text, piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}

/** Where a piece stands; one that ends in a number, where that number ends too. */
function findPiece(text: string, piece: string, from: number): number {
  let at = text.indexOf(piece, from);
  if (!/\d$/.test(piece)) return at;
  while (at >= 0 && /^\w/.test(text.charAt(at + piece.length))) at = text.indexOf(piece, at + 1);
  return at;
}

/** The cause that shares the most words with a text that names none, for "the nearest"; undefined where too few are shared. */
export function findNearestCause(text: string): Cause | undefined {
  const words = toWords(text);
  const ranked = CAUSES.map((cause) => ({ cause, shared: countShared(words, cause) }));
  const [best] = ranked.toSorted((a, b) => b.shared - a.shared);
  return best && best.shared >= 2 ? best.cause : undefined;
}

/** Words that stand in many texts, and tell nothing. */
const COMMON = new Set([
  'vfio',
  'migration',
  'device',
  'state',
  'failed',
  'with',
  'from',
  'error',
  'not',
  'supported',
]);

const toWords = (text: string): ReadonlySet<string> =>
  new Set(
    toPlain(text)
      .split(/[^a-z0-9_-]+/)
      .filter((word) => word.length > 2 && !COMMON.has(word)),
  );

function countShared(words: ReadonlySet<string>, { title, texts }: Cause): number {
  const own = toWords([title, ...texts].join(' '));
  return [...words].filter((word) => own.has(word)).length;
}
