/** A kept history read back, in the form that stored-history.ts writes. Loaded where there is something to read. */

import * as v from 'valibot';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { parseState } from '../../protocol/state/state.ts';
import { formatQuote } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { findMisfit, formatUnknown } from '../rule-set-fit.ts';
import { createWholeSchema, nameSchema, stepSchema } from '../schema.ts';
import type { DecodeOptions } from '../view.ts';
import type { StoredHistory } from './stored-history.ts';
import { formatIssue, parseStored } from './stored-json.ts';

const HISTORY_VERSION = 1;
/** In characters of the JSON text: 2 MB. */
export const MAX_HISTORY_LENGTH = 2 * 1024 * 1024;

const NAME = 'The stored history';

const SENTENCES = {
  unknown: (clause: string) => `The stored history is of ${clause}`,
  flags: (flags: number | null, why: string) => `The stored history has the flags ${flags}: ${why}`,
  start: (name: string, ruleSet: RuleSet) =>
    `The stored history begins in the state ${formatQuote(name)}, which ${ruleSet.id} does not have`,
  parent: (id: number, parent: number) =>
    `Node ${id} of the stored history has the parent ${parent}, which does not stand before it`,
  cursor: (cursor: number, count: number) =>
    `The stored history has its cursor at node ${cursor}, and its last node is ${count}`,
  follows: (id: string, child: number) =>
    `The stored history goes on from node ${formatQuote(id)} to node ${child}, which is not a child of it`,
};

const CLAUSES = {
  object: 'there must be an object',
  list: 'there must be a list',
  text: 'there must be a text',
  id: 'there must be a whole number from 0',
  flags: 'there must be a u32, or null',
};

const idSchema = createWholeSchema(0, Number.MAX_SAFE_INTEGER, CLAUSES.id);

const historySchema = v.object(
  {
    version: v.literal(HISTORY_VERSION),
    ruleSet: v.string(CLAUSES.text),
    flags: v.nullable(createWholeSchema(0, 0xffff_ffff, CLAUSES.flags)),
    start: nameSchema,
    nodes: v.array(v.object({ parent: idSchema, step: stepSchema }, CLAUSES.object), CLAUSES.list),
    cursor: idSchema,
    follows: v.record(v.string(), idSchema, CLAUSES.object),
  },
  CLAUSES.object,
);

/**
 * The history of a text that `encodeHistory` gave. Never throws.
 * `decodeHistory('{"version":2}')` has the problem `The stored history is of version 2, kept by a newer explorer, and
 * this page reads version 1; a new history is begun.`
 */
export function decodeHistory(text: string, options: DecodeOptions = {}): Result<StoredHistory> {
  const { ruleSets = RULE_SETS, instead = 'a new history is begun' } = options;
  const fail = (problem: string) => ({ ok: false, problem: `${problem}; ${instead}.` }) as const;
  const parsed = parseStored(text, NAME, HISTORY_VERSION, MAX_HISTORY_LENGTH);
  if (!parsed.ok) return fail(parsed.problem);
  const checked = v.safeParse(historySchema, parsed.value, { abortEarly: true });
  if (!checked.success) return fail(formatIssue(NAME, checked.issues[0]));
  const history: StoredHistory = checked.output;
  const fault = findRulesFault(history, ruleSets) ?? findTreeFault(history);
  return fault ? fail(fault) : { ok: true, value: history };
}

function findRulesFault(history: StoredHistory, ruleSets: readonly RuleSet[]): string | undefined {
  const { ruleSet: id, flags, start } = history;
  const ruleSet = ruleSets.find((known) => known.id === id);
  if (!ruleSet) return SENTENCES.unknown(formatUnknown(id, ruleSets));
  const misfit = findMisfit(ruleSet, flags);
  if (misfit) return SENTENCES.flags(flags, misfit);
  return parseState(ruleSet.states, start) === undefined ? SENTENCES.start(start, ruleSet) : undefined;
}

/** What would keep the tree from being one, or make the line through it endless. */
function findTreeFault({ nodes, cursor, follows }: StoredHistory): string | undefined {
  const orphan = nodes.findIndex(({ parent }, index) => parent > index);
  if (orphan >= 0) return SENTENCES.parent(orphan + 1, nodes[orphan]?.parent ?? 0);
  if (cursor > nodes.length) return SENTENCES.cursor(cursor, nodes.length);
  const wrong = Object.entries(follows).find(([id, child]) => String(nodes[child - 1]?.parent) !== id);
  return wrong && SENTENCES.follows(...wrong);
}
