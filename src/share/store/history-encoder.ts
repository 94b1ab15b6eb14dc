/** The text of a history that grows, written anew only where it has changed: a step more costs the same in a long one. */

import type { StoredHistory, StoredNode } from './stored-history.ts';

/** How many nodes stand in one piece of the text. */
const PIECE = 256;

interface Piece<Part> {
  readonly parts: readonly Part[];
  readonly text: string;
}

/** Returns what `encodeHistory` does; of a node, only its parent and its step are written. */
export function createHistoryEncoder(): (stored: StoredHistory) => string {
  const writeNodes = createPieces<StoredNode>(
    (one, other) => one.step === other.step && one.parent === other.parent,
    (nodes) => JSON.stringify(nodes.map(({ parent, step }) => ({ parent, step }))),
  );
  const writeFollows = createPieces<number | undefined>(Object.is, (children, begin) =>
    JSON.stringify(Object.fromEntries(children.map((child, index) => [begin + index, child]))),
  );
  return ({ nodes, cursor, follows, ...rest }) => {
    const { length } = nodes;
    const texts = [JSON.stringify(rest).slice(0, -1), ',"nodes":['];
    writeNodes(length, (index) => nodes[index] as StoredNode, texts);
    texts.push(`],"cursor":${cursor},"follows":{`);
    writeFollows(length + 1, (id) => follows[id], texts);
    texts.push('}}');
    return texts.join('');
  };
}

/** Adds the texts of a list piece by piece, without their brackets, and remembers each. */
function createPieces<Part>(
  isSame: (one: Part, other: Part) => boolean,
  write: (parts: readonly Part[], begin: number) => string,
): (length: number, getPart: (index: number) => Part, texts: string[]) => void {
  const pieces: Piece<Part>[] = [];
  const isKnown = ({ parts }: Piece<Part>, begin: number, size: number, getPart: (index: number) => Part) =>
    parts.length === size && parts.every((part, index) => isSame(part, getPart(begin + index)));
  return (length, getPart, texts) => {
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
      if (!isFirst) texts.push(',');
      texts.push(piece.text);
      isFirst = false;
    }
    pieces.length = Math.ceil(length / PIECE);
  };
}
