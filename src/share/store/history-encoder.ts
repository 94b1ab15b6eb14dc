/** The text of a history that grows, written anew only where it has changed: a step more costs the same in a long one. */

import type { StoredHistory, StoredNode } from './stored-history.ts';

/** How many nodes stand in one piece of the text. */
const PIECE = 256;

interface Piece<Part> {
  readonly parts: readonly Part[];
  readonly text: string;
}

/**
 * The same text for a history that grows: only the pieces in which something has changed are written again.
 */
export function createHistoryEncoder(): (stored: StoredHistory) => string {
  const writeNodes = createPieces<StoredNode>(
    (one, other) => one.step === other.step && one.parent === other.parent,
    (nodes) => JSON.stringify(nodes).slice(1, -1),
  );
  const writeFollows = createPieces<number | undefined>(Object.is, (children, begin) => {
    const entries = children.map((child, index) => [begin + index, child]);
    return JSON.stringify(Object.fromEntries(entries)).slice(1, -1);
  });
  return ({ nodes, cursor, follows, ...rest }) => {
    const children = Array.from({ length: nodes.length + 1 }, (_, id) => follows[id]);
    return `${JSON.stringify(rest).slice(0, -1)},"nodes":[${writeNodes(nodes)}],"cursor":${cursor},"follows":{${writeFollows(children)}}}`;
  };
}

/** Writes a list piece by piece, and remembers each. */
function createPieces<Part>(
  isSame: (one: Part, other: Part) => boolean,
  write: (parts: readonly Part[], begin: number) => string,
): (all: readonly Part[]) => string {
  const pieces: Piece<Part>[] = [];
  return (all) => {
    const texts: string[] = [];
    for (let begin = 0, place = 0; begin < all.length; begin += PIECE, place += 1) {
      const parts = all.slice(begin, begin + PIECE);
      const known = pieces[place];
      const isKnown =
        known?.parts.length === parts.length &&
        known.parts.every((part, index) => isSame(part, parts[index] as Part));
      const piece = isKnown && known ? known : { parts, text: write(parts, begin) };
      pieces[place] = piece;
      if (piece.text !== '') texts.push(piece.text);
    }
    pieces.length = Math.ceil(all.length / PIECE);
    return texts.join(',');
  };
}
