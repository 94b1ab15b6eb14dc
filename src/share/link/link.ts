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
 * last it can be told that a link was cut on its way. Keys may be read in any order. What cannot be read is said in a
 * sentence, and what can be kept is kept: a bad step ends the trace before it, what it is compared with can be left out,
 * everything else has a default.
 */

import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { LibraryEntry } from '../library-entry.ts';
import { getTables } from '../table/tables.ts';
import type { DecodeOptions, View } from '../view.ts';
import type { Parts, Warn } from './link-part.ts';
import {
  MAX_LINK_STEPS,
  splitParts,
  toCursor,
  toFlags,
  toLook,
  toMode,
  toPart,
  toStart,
  toSteps,
} from './link-part.ts';
import type { LinkedRules } from './link-rules.ts';
import { readRules } from './link-rules.ts';
import { encodePercent } from './percent.ts';
import { encodeStep } from './step-text.ts';

/** What a link opens, and a sentence for each part of it that had to be left out. */
interface DecodedLink {
  readonly view: View;
  readonly warnings: readonly string[];
}

const LINK_VERSION = 1;
/** In characters, the `#` not counted. */
export const MAX_LINK_LENGTH = 16 * 1024;
export { MAX_LINK_STEPS };

/** Where nothing is kept: the decoder puts what is shown instead behind it. */
const PROBLEMS = {
  long: (length: number) =>
    `The link is ${length} characters long, and none longer than ${MAX_LINK_LENGTH} is read`,
  foreign: (text: string) =>
    `The address ends in ${formatQuote(`#${text}`)}, which is not a link of this explorer: those begin with #v=${LINK_VERSION}&rules=`,
  noVersion: 'The link has no version: its part "v" is missing',
  version: (text: string) =>
    `The link has the version ${formatQuote(text)}, and a version is a number like ${LINK_VERSION}`,
  later: (version: string) =>
    `The link is of version ${version}, made by a newer explorer, and this page reads version ${LINK_VERSION}`,
};

const WARNINGS = {
  strange: (part: string, more: number) =>
    `The part ${formatQuote(part)} of the link is unknown or repeated, and is passed over${more ? `, as are ${more} more` : ''}.`,
};

const FAULTS = {
  steps: (count: number) => `There are ${count} steps, of which a link carries the first ${MAX_LINK_STEPS}.`,
  long: (length: number) =>
    `The link would be ${length} characters long, and none longer than ${MAX_LINK_LENGTH} is read; a shorter history can be shared.`,
};

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
  if (view.steps.length > MAX_LINK_STEPS) return FAULTS.steps(view.steps.length);
  const { length } = encodeLink(view).slice(1);
  return length > MAX_LINK_LENGTH ? FAULTS.long(length) : undefined;
}

/**
 * The view of a hash, or of a whole address that has one; undefined where the hash is empty. Never throws, once the tables
 * are loaded where it `carriesTables`.
 * `decodeLink('#v=1&rules=v2-6.2&flags=6&at=0')` has a view with flags 7, and a warning that says why.
 */
export function decodeLink(hash: string, options: DecodeOptions = {}): Result<DecodedLink | undefined> {
  const { ruleSets = RULE_SETS, instead = 'the default view is shown' } = options;
  const fail = (problem: string) => ({ ok: false, problem: `${problem}; ${instead}.` }) as const;
  const text = stripMail(hash);
  if (text === '') return { ok: true, value: undefined };
  if (text.length > MAX_LINK_LENGTH) return fail(PROBLEMS.long(text.length));
  const { parts, strange } = splitParts(text);
  if (parts.size === 0) return fail(PROBLEMS.foreign(text));
  const versionFault = findVersionFault(parts.get('v'));
  if (versionFault) return fail(versionFault);
  const warnings: string[] = [];
  const warn: Warn = (sentence) => warnings.push(sentence);
  const rules = readRules(parts, ruleSets, instead, warn);
  if (!rules.ok) return rules;
  if (strange[0] !== undefined) warn(WARNINGS.strange(strange[0], strange.length - 1));
  return { ok: true, value: { view: toView(rules.value, parts, warn), warnings } };
}

/** The part that carries a rule set, for which the tables must be loaded; empty for one that is built in, and for one that is not there. */
function encodeCarried(key: string, id: string | undefined, carried: readonly LibraryEntry[]): string {
  const entry = carried.find(({ ruleSet }) => ruleSet.id === id && !getRuleSet(ruleSet.id));
  return entry ? `${key}=${getTables().encodeTable(entry.ruleSet, entry.base)}` : '';
}

/** What a mail, or the sentence around the link, has put about it. */
function stripMail(hash: string): string {
  return hash
    .slice(hash.indexOf('#') + 1)
    .replaceAll('&amp;', '&')
    .replace(/[\s.,;:!?)\]}>'"]{1,20}$/, '');
}

function findVersionFault(text: string | undefined): string | undefined {
  if (text === undefined) return PROBLEMS.noVersion;
  if (!/^[1-9]\d{0,9}$/.test(text)) return PROBLEMS.version(text);
  return Number(text) > LINK_VERSION ? PROBLEMS.later(text) : undefined;
}

function toView({ ruleSet, ...others }: LinkedRules, parts: Parts, warn: Warn): View {
  const mode = toMode(parts.get('mode'), warn);
  const part = toPart(parts.get('part'), warn);
  const flags = toFlags(ruleSet, parts.get('flags'), warn);
  const start = toStart(ruleSet, parts.get('start'), warn);
  const { steps, asked } = toSteps(parts.get('trace'), warn);
  const look = toLook(ruleSet, parts.get('look'), warn);
  const cursor = toCursor(parts.get('at'), steps.length, asked, warn);
  return {
    ruleSet: ruleSet.id,
    ...(mode && { mode }),
    ...(part && { part }),
    ...others,
    flags,
    ...(start && { start }),
    steps,
    cursor,
    ...(look && { look }),
  };
}
