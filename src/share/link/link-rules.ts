/** Which rule sets a link is of: the one that it shows, the one that it compares with, and what it carries of them. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { LibraryEntry } from '../library-entry.ts';
import { formatUnknown } from '../rule-set-fit.ts';
import { getTables } from '../table/tables.ts';
import type { Parts, Warn } from './link-part.ts';
import { decodePercent } from './percent.ts';

export interface LinkedRules {
  readonly ruleSet: RuleSet;
  readonly against?: string;
  readonly carried?: readonly LibraryEntry[];
}

/** The two parts that name a rule set, with what they say of it, and the parts that carry it. */
const VERBS = { rules: 'names', with: 'compares with' } as const;
const TABLES = { rules: 'table', with: 'with-table' } as const;
type Key = keyof typeof TABLES;

const SENTENCES = {
  noRules: 'The link names no rule set: its part "rules" is missing',
  escape: (key: Key, text: string) =>
    `The link ${VERBS[key]} the rule set ${formatQuote(text)}, in which a percent sign does not begin a valid escape`,
  unknown: (key: Key, clause: string) => `The link ${VERBS[key]} ${clause}`,
  table: (key: Key) => `The part "${TABLES[key]}" of the link`,
  needless: (key: Key) => `${SENTENCES.table(key)} is not needed, and is ignored.`,
};

/**
 * The rule sets of the parts. What is carried goes before what is known here under its id, but not before what is built in.
 * Fails where there is nothing to show; what it cannot be compared with is left out, and `warn` is told.
 */
export function readRules(
  parts: Parts,
  ruleSets: readonly RuleSet[],
  instead: string,
  warn: Warn,
): Result<LinkedRules> {
  const carried: LibraryEntry[] = [];
  const read = (key: Key, end: string): Result<RuleSet> => {
    const fail = (problem: string) => ({ ok: false, problem: `${problem}; ${end}.` }) as const;
    const text = parts.get(key);
    const table = parts.get(TABLES[key]);
    if (text === undefined) return fail(SENTENCES.noRules);
    const id = decodePercent(text);
    if (id === undefined) return fail(SENTENCES.escape(key, text));
    const before = getRuleSet(id) ?? carried.find(({ ruleSet }) => ruleSet.id === id)?.ruleSet;
    if (table !== undefined && before) warn(SENTENCES.needless(key));
    else if (table !== undefined) {
      const options = { name: SENTENCES.table(key), id, instead: end };
      const entry = getTables().decodeEntry(table, 'linked', options);
      if (!entry.ok) return entry;
      carried.push(entry.value);
    }
    const known = [...carried.map(({ ruleSet }) => ruleSet), ...ruleSets];
    const ruleSet = known.find((each) => each.id === id);
    return ruleSet ? { ok: true, value: ruleSet } : fail(SENTENCES.unknown(key, formatUnknown(id, known)));
  };
  const shown = read('rules', instead);
  if (!shown.ok) return shown;
  const other = parts.has('with') ? read('with', 'the link is opened without it') : undefined;
  if (other && !other.ok) warn(other.problem);
  if (!other && parts.has('with-table')) warn(SENTENCES.needless('with'));
  // On another page an id that is not built in may be that of another rule set.
  const isHere = (id: string | null) =>
    getRuleSet(id ?? '') ?? carried.some(({ ruleSet }) => ruleSet.id === id);
  const entries = carried.map((entry) => (isHere(entry.base) ? entry : { ...entry, base: null }));
  return {
    ok: true,
    value: {
      ruleSet: shown.value,
      ...(other?.ok && { against: other.value.id }),
      ...(entries.length > 0 && { carried: entries }),
    },
  };
}
