/** The sign of each change on arcs and in cells, where what is kept has none. */

import type { Change } from '../../protocol/verdict/difference.ts';
import { CHANGE_SIGNS as SIGNS } from '../../ui/change-sign.ts';

export const CHANGE_SIGNS: Readonly<Record<Change, string | null>> = {
  ...SIGNS,
  kept: null,
  unlisted: null,
};

/** True for a change that is worth showing. */
export function isDifferent(change: Change): boolean {
  return CHANGE_SIGNS[change] !== null;
}
