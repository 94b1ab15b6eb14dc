/**
 * The text of a history that grows, in pieces: only those that have changed are written anew, and only those need to be
 * kept again. A step more costs the same in a long history.
 */

import type { StoredHistory, StoredNode } from './stored-history.ts';

/** How many nodes stand in one piece of the text. */
const PIECE = 256;

/** A long piece of a text. What has not changed is the same object as before. */
export interface Piece {
  readonly text: string;
}

/** A text in order: long pieces, and the short ones between them. */
export type Pieces = readonly (string | Piece)[];

interface WrittenPiece<Part> extends Piece {
  readonly parts: readonly Part[];
}

/** Added one to the other: an engine copies the letters of such a text when somebody reads them, and most read its length. */
export const joinPieces = (pieces: Pieces): string =>
  pieces.reduce<string>((text, piece) => text + (typeof piece === 'string' ? piece : piece.text), '');

/** Joined, the pieces are what `encodeHistory` returns; of a node, only its parent and its step are written. */
export function createHistoryEncoder(): (stored: StoredHistory) => Pieces {
  const writeNodes = createPieces<StoredNode>(
    (one, other) => one.step === other.step && one.parent === other.parent,
    (nodes) => JSON.stringify(nodes.map(({ parent, step }) => ({ parent, step }))),
  );
  const writeFollows = createPieces<number | undefined>(Object.is, (children, begin) =>
    JSON.stringify(Object.fromEntries(children.map((child, index) => [begin + index, child]))),
  );
  return ({ nodes, cursor, follows, ...rest }) => {
    const { length } = nodes;
    const pieces: (string | Piece)[] = [`${JSON.stringify(rest).slice(0, -1)},"nodes":[`];
    writeNodes(length, (index) => nodes[index] as StoredNode, pieces);
    pieces.push(`],"cursor":${cursor},"follows":{`);
    writeFollows(length + 1, (id) => follows[id], pieces);
    pieces.push('}}');
    return pieces;
  };
}

/** Adds the text of a list piece by piece, without its brackets, and remembers each. */
function createPieces<Part>(
  isSame: (one: Part, other: Part) => boolean,
  write: (parts: readonly Part[], begin: number) => string,
): (length: number, getPart: (index: number) => Part, added: (string | Piece)[]) => void {
  const pieces: WrittenPiece<Part>[] = [];
  const isKnown = (
    { parts }: WrittenPiece<Part>,
    begin: number,
    size: number,
    getPart: (index: number) => Part,
  ) => parts.length === size && parts.every((part, index) => isSame(part, getPart(begin + index)));
  return (length, getPart, added) => {
    let isFirst = true;
    for (let begin = 0, place = 0; begin < length; begin += PIECE, place += 1) {
      const size = Math.min(PIECE, length - begin);
      let piece = pieces[place];
      if (!piece || !isKnown(piece, begin, size, getPart)) {
        const parts = Array.from({ length: size }, (_, index) => getPart(begin + index));
        piece = { parts, text: write(parts, begin).slice(1, -1) };
        pieces[place] = piece;
      }
      if (piece.text === '') continue;
      if (!isFirst) added.push(',');
      added.push(piece);
      isFirst = false;
    }
    pieces.length = Math.ceil(length / PIECE);
  };
}
