/**
 * The link: a view as the hash of an address, for people to read and to survive a plain-text mail.
 *
 *   #v=1&rules=v2-6.2&flags=7&trace=PRE_COPY:a,STOP_COPY:a,PRE_COPY:n&look=STOP_COPY~PRE_COPY&at=3
 *   #v=1&rules=v2-7.2&mode=compare&with=v2-6.2&flags=7&at=0
 *
 *   link   = "#v=1&rules=" id [ "&table=" table ] [ "&mode=" ( "compare" / "review" / "learn" ) ]
 *            [ "&part=" part ] [ "&with=" id [ "&with-table=" table ] ] [ "&flags=" n ] [ "&start=" name ]
 *            [ "&trace=" step *( "," step ) ] [ "&look=" name "~" name ] "&at=" n
 *
 * Steps are those of step-text.ts, tables those of table-text.ts; names and ids are percent-encoded. A rule set that is
 * not built in has its table with it, so that the link opens anywhere; `with` is the one that it is compared with. `part`
 * is what is open in the mode, in words of its own. Flags are for v2 only, without a mode it is explore, and `at` counts
 * the steps before the cursor. A link ends in a digit, which no mail program takes for the end of a sentence, and with `at`
 * last one can tell that a link was cut on its way. Keys may be read in any order. What cannot be read is said in a
 * sentence, and what can be kept is kept: a bad step ends the trace before it, what it is compared with can be left out,
 * everything else has a default.
 */

import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import type { LibraryEntry } from '../library-entry.ts';
import { getTables } from '../table/tables.ts';
import type { View } from '../view.ts';
import { encodePercent } from './percent.ts';
import { encodeStep } from './step-text.ts';

export const LINK_VERSION = 1;
/** In characters, the `#` not counted. */
export const MAX_LINK_LENGTH = 16 * 1024;
export const MAX_LINK_STEPS = 500;

/** The same for every length over the limit, so that it is said once. */
const toFault = (limit: string) =>
  `The address does not hold this walk: a link carries at most ${limit}. To pass the walk on, save it as a file.`;

/**
 * The hash of a view; it begins with `#`, and has only letters, digits, escapes and `&=,:!*~-._` in it.
 * `encodeLink({ ruleSet: 'v2-6.2', flags: 7, steps: [{ act: 'reset' }], cursor: 1 })` is
 * `#v=1&rules=v2-6.2&flags=7&trace=!reset&at=1`.
 */
export function encodeLink(view: View): string {
  const { ruleSet, flags, start, steps, cursor, look, mode = 'explore', part, against, carried = [] } = view;
  const parts = [
    `v=${LINK_VERSION}`,
    `rules=${encodePercent(ruleSet)}`,
    encodeCarried('table', ruleSet, carried),
    mode === 'explore' ? '' : `mode=${mode}`,
    part === undefined ? '' : `part=${part}`,
    against === undefined ? '' : `with=${encodePercent(against)}`,
    against === ruleSet ? '' : encodeCarried('with-table', against, carried),
    flags === null ? '' : `flags=${flags}`,
    start === undefined ? '' : `start=${encodePercent(start)}`,
    steps.length > 0 ? `trace=${steps.map(encodeStep).join(',')}` : '',
    look ? `look=${encodePercent(look.from)}~${encodePercent(look.to)}` : '',
    `at=${cursor}`,
  ];
  return `#${parts.filter((part) => part !== '').join('&')}`;
}

/** Why the link of a view would not open all of it, as a sentence; undefined where it does. */
export function findLinkFault(view: View): string | undefined {
  if (view.steps.length > MAX_LINK_STEPS) return toFault(`${MAX_LINK_STEPS} steps`);
  return encodeLink(view).length - 1 > MAX_LINK_LENGTH ? toFault(`${MAX_LINK_LENGTH} characters`) : undefined;
}

/** The part that carries a rule set, for which the tables must be loaded; empty for one that is built in, and for one that is not there. */
function encodeCarried(key: string, id: string | undefined, carried: readonly LibraryEntry[]): string {
  const entry = carried.find(({ ruleSet }) => ruleSet.id === id && !getRuleSet(ruleSet.id));
  return entry ? `${key}=${getTables().encodeTable(entry.ruleSet, entry.base)}` : '';
}
