/**
 * Finds what the page opens with: the address if it says something, else what was kept from the last visit, else the
 * posted table of 2021. What cannot be read is said in a sentence, and the page goes on.
 */

import { carriesTables, loadTables } from '../../share/table/tables.ts';
import { loadTwice } from '../../ui/failure/chunk.ts';
import type { Kept, Opening } from './opening.ts';
import { createOpening } from './opening.ts';

const NOT_READ =
  'The part of the page that reads links and what was kept could not be loaded. Load the page again.';

const NOTHING_READ: Opening = { ...createOpening(), notices: [NOT_READ], isRead: false };

/** What the page opens with, where this browser keeps nothing or the texts are given. */
export async function loadOpening(hash: string, kept: Kept): Promise<Opening> {
  const isFirst = !kept.history && !kept.library && !kept.preferences;
  if (isFirst && hash.replace('#', '') === '') return createOpening();
  try {
    const [{ getOpening }] = await loadTwice(() =>
      Promise.all([import('./opening-read.ts'), kept.library || carriesTables(hash) ? loadTables() : null]),
    );
    return getOpening(hash, kept);
  } catch {
    return NOTHING_READ;
  }
}

/** What the page opens with, where this browser keeps something. */
export async function loadKept(hash: string, preferences: string | null): Promise<Opening> {
  try {
    const [{ openKept }] = await Promise.all([
      import('../keep/keeper.ts'),
      carriesTables(hash) ? loadTables() : null,
    ]);
    return await openKept(hash, preferences);
  } catch {
    return NOTHING_READ;
  }
}
