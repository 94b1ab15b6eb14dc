/** What a log is read from, and by what it is judged where the reader chose that. */

import type { ReplayOptions } from '../../../../judge/replay/log-replay.ts';
import { CLIENTS } from '../../../../protocol/clients/client-table.ts';
import type { RuleSet } from '../../../../protocol/rule-sets/rule-set.ts';
import type { StoredLogChoices } from '../../../../share/store/stored-review.ts';

/** Bytes that are read at once. */
export const PIECE = 1 << 20;

export interface LogSource {
  /** A file where it is too large for the editor. */
  readonly text: string | Blob;
  readonly choices: StoredLogChoices;
}

export interface LogRequest {
  readonly text: string | Blob;
  readonly options: ReplayOptions;
}

export const isSameSource = (one: LogSource, other: LogSource): boolean =>
  one.text === other.text && one.choices === other.choices;

export const isEmpty = ({ text }: LogSource): boolean =>
  typeof text === 'string' ? text.trim() === '' : text.size === 0;

/** What is not known any more is left out: a rule set that was removed, a client of another version of the page. */
export function toOptions(
  { rules, flags, client }: StoredLogChoices,
  all: readonly RuleSet[],
): ReplayOptions {
  const ruleSet = all.find(({ id }) => id === rules);
  const known = CLIENTS.find(({ id }) => id === client);
  return {
    ...(ruleSet && { rules: ruleSet }),
    ...(flags !== undefined && { flags }),
    ...(known && { client: known.id }),
  };
}
