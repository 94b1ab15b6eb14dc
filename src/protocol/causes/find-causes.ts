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
}

const PATTERNS: readonly Pattern[] = CAUSES.flatMap((cause) =>
  cause.texts.map((text) => ({
    cause,
    pieces: toPlain(text)
      .split('*')
      .map((piece) => piece.trim())
      .filter((piece) => piece !== ''),
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
  const found = PATTERNS.filter(({ pieces }) => hasPieces(plain, pieces));
  const causes = [...new Set(found.map(({ cause }) => cause))];
  const isStopCopy = causes.some(({ id }) => id === 'no-stop-copy');
  return causes
    .filter(({ id }) => !(isStopCopy && id === 'init-failed'))
    .toSorted((a, b) => Number(a.id === 'only-migratable') - Number(b.id === 'only-migratable'));
}

function hasPieces(text: string, pieces: readonly string[]): boolean {
  let at = 0;
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
