/** The sign of each change on arcs and in cells, where what is kept has none. */

import type { Change } from '../../protocol/verdict/difference.ts';
import { CHANGE_SIGNS as SIGNS } from '../../ui/change-sign.ts';

export const CHANGE_SIGNS: Readonly<Record<Change, string | null>> = {
  ...SIGNS,
  kept: null,
  unlisted: null,
};

/** True for what became of a request where it is worth telling. */
export function isDifferent(change: Change): boolean {
  return CHANGE_SIGNS[change] !== null;
}
