/** Which parts of the page are folded. In projector size the graph has the room: most parts begin folded there. */

import type { Preferences } from '../share/store/preferences.ts';

const FOLDED_AT_FIRST: Readonly<Record<Preferences['size'], readonly string[]>> = {
  normal: ['learn-request', 'examples'],
  projector: ['learn-request', 'examples', 'matrix', 'history', 'register', 'faults'],
};

/** `folded` keeps what differs from the beginning, by size: `normal matrix`. */
export function getFolds({ size, folded = [] }: Preferences) {
  const toKey = (part: string) => `${size} ${part}`;
  return {
    isFolded: (part: string) => folded.includes(toKey(part)) !== FOLDED_AT_FIRST[size].includes(part),
    /** The list after a part is folded or unfolded. */
    toggleFold: (part: string) =>
      folded.includes(toKey(part)) ? folded.filter((key) => key !== toKey(part)) : [...folded, toKey(part)],
  };
}
