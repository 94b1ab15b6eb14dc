/**
 * A rule set as text, for a link and for storage: a built-in rule set that it is like, and where it differs.
 *
 *   1~draft-1~A%20draft~patch-2021-09~initial.0~cells.rarra.araaa.aarrr.raarr.aarrr
 *
 *   table = "1~" id "~" title "~" like *( "~" key "." value )
 *   v1    = [ base ] [ about ] [ cites ] [ initial ] [ values ] [ grants ] [ reserved ] cells
 *   v2    = [ base ] [ about ] [ cites ] [ initial ] [ values ] [ needs ] [ flags ] [ loop ] next
 *
 * Texts are percent-encoded; lists have full stops between their items. A row of `cells` has `a` for accepted, `r` for
 * refused, `u` for neither; a row of `next` has the digit of each next state. `base` is what it was made from, `about` its
 * account, `cites` the rule set whose citations it has, or nothing. The states of v1, and the order with what it cites, are
 * those of `like`; the states of v2 are its values. The square is always there, and last: in a table that was cut, it is
 * not whole.
 */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet, RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { formatQuote, UNPRINTABLE } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { LibraryEntry } from '../library-entry.ts';
import { decodePercent, encodePercent } from '../link/percent.ts';
import type { Fields } from './table-rules.ts';
import { isSame, readRules, SQUARES, toRuleFields } from './table-rules.ts';

interface TableOptions {
  /** What the sentence begins with: `The table`, if left out. */
  readonly name?: string;
  /** The id that it must have. */
  readonly id?: string;
  /** What is done instead, as the end of the sentence. */
  readonly instead?: string;
}

const TABLE_VERSION = '1';

/** Of a text, in characters. */
const LONGEST = 1000;

const TEXT = `1 to ${LONGEST} characters, all of which show`;
const RULE_SET = 'the id of a built-in rule set';

/** What must stand in each part. */
const CLAUSES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    version: TABLE_VERSION,
    like: RULE_SET,
    id: 'the id that it goes by',
    title: TEXT,
    base: TEXT,
    about: TEXT,
    cites: RULE_SET,
    initial: 'the value of a state',
    values: 'the value of a state, each once, that of ERROR too in v2',
    grants: 'in-table, in-driver, charted or valid-pair',
    reserved: 'a power of two, or 0',
    needs: 'a u32 for each value',
    flags: '1, 3, 5 or 7, each once',
    loop: 'stops or spins',
    cells: 'a row for each value, with a, r or u for each',
    next: 'a row for each value, with one of the values for each',
  }),
);

/** They go on from the name of the table. */
const FAULTS = {
  later: (version: string) =>
    `is of version ${version}, made by a newer explorer, and this page reads version ${TABLE_VERSION}`,
  part: (key: string, found: string, place: string) =>
    `cannot be read at ${place}${formatQuote(key)}, where ${formatQuote(found)} stands: there must be ${CLAUSES.get(key) ?? 'a part that is known'}`,
};

/**
 * The text of a rule set, and of what it was made from: letters, digits, escapes and `._~-`, the shortest that there is.
 * Throws where no built-in rule set has its states and its order.
 */
export function encodeTable(ruleSet: RuleSet, base: string | null = null): string {
  const { id, title, ...own } = toFields(ruleSet, base);
  const texts = RULE_SETS.filter((like) => isLike(like, ruleSet)).map((like) => {
    const known = toKnown(like);
    const parts = Object.entries(own).filter(([key, text]) => text !== known[key]);
    return [TABLE_VERSION, id, title, like.id, ...parts.map((part) => part.join('.'))].join('~');
  });
  const [shortest] = texts.sort((one, other) => one.length - other.length);
  if (!shortest) throw new Error(`no built-in rule set has the states and the order of ${ruleSet.id}`);
  return shortest;
}

/**
 * The rule set of a text that `encodeTable` gave. Never throws. The problem of `1~a~A~v2-9` is `The table cannot be read
 * at "like", where "v2-9" stands: there must be the id of a built-in rule set.`
 */
export function decodeTable(text: string, options: TableOptions = {}): Result<RuleSet> {
  const entry = decodeEntry(text, 'linked', options);
  return entry.ok ? { ok: true, value: entry.value.ruleSet } : entry;
}

/**
 * The same, with what it was made from. What is read is written again: a part that comes out differently could
 * not be read.
 */
export function decodeEntry(
  text: string,
  origin: LibraryEntry['origin'],
  { name = 'The table', id: wanted, instead }: TableOptions = {},
): Result<LibraryEntry> {
  const failWith = (fault: string) =>
    ({ ok: false, problem: `${name} ${fault}${instead ? `; ${instead}` : ''}.` }) as const;
  const fail = (key: string, found: string, place = '') => failWith(FAULTS.part(key, found, place));
  const [version = '', id = '', title = '', likeId = '', ...parts] = text.split('~');
  if (/^[1-9]\d{0,9}$/.test(version) && version !== TABLE_VERSION) return failWith(FAULTS.later(version));
  if (version !== TABLE_VERSION) return fail('version', version);
  const like = getRuleSet(likeId);
  if (!like) return fail('like', likeId);
  const own = parts.map((part) => [part.split('.', 1).join(), part.slice(part.indexOf('.') + 1)]);
  const fields: Fields = { ...toKnown(like), ...Object.fromEntries(own), id, title };
  const entry = { ...readFields(like, fields), origin };
  const again = new Map(Object.entries(toFields(entry.ruleSet, entry.base)));
  if (wanted !== undefined) again.set('id', encodePercent(wanted));
  for (const [key, found] of Object.entries(fields)) {
    const items = [...found.split('.'), ''];
    const kept = again.get(key)?.split('.') ?? ['?'];
    const wrong = items.findIndex((item, index) => decodePercent(item) !== decodePercent(kept[index] ?? ''));
    const noun = key === SQUARES[like.generation] ? 'row' : 'item';
    if (wrong >= 0) return fail(key, items[wrong] ?? '', items.length > 2 ? `${noun} ${wrong + 1} of ` : '');
  }
  return { ok: true, value: entry };
}

function readFields(like: RuleSet, fields: Fields): Pick<LibraryEntry, 'ruleSet' | 'base'> {
  const getText = (key: string) => toPrintable(decodePercent(fields[key] ?? '') ?? '');
  const names = { id: getText('id') || '?', title: getText('title') || '?', account: getText('about') };
  const citations = getRuleSet(fields.cites ?? '')?.citations ?? [];
  return { ruleSet: { ...readRules(like, fields), ...names, citations }, base: getText('base') || null };
}

/** All that a text can say of a rule set. */
function toFields(ruleSet: RuleSet, base: string | null): Fields {
  const { id, title, account, citations } = ruleSet;
  return {
    id: encodePercent(id),
    title: encodePercent(toPrintable(title) || id),
    base: encodePercent(base ?? ''),
    about: encodePercent(toPrintable(account)),
    cites: RULE_SETS.find((known) => isSame(known.citations, citations))?.id ?? '',
    ...toRuleFields(ruleSet),
  };
}

/** What a text need not say of a rule set that is like another: all but the square. */
function toKnown(like: RuleSet): Fields {
  return { ...toFields(like, like.id), [SQUARES[like.generation]]: '' };
}

/** True if a rule set has what no text can say: the order, and in v1 how many states. */
function isLike(like: RuleSet, ruleSet: RuleSet): boolean {
  if (like.generation === 'v2' || ruleSet.generation === 'v2') return like.generation === ruleSet.generation;
  return like.states.length === ruleSet.states.length && isSame(like.order, ruleSet.order);
}

/** At most so many characters, with a space for each that does not show. */
function toPrintable(text: string): string {
  return [...text.replace(UNPRINTABLE, ' ')].slice(0, LONGEST).join('');
}
