/** What the user decides about names that may be states: the options after a decision, or the sentence that says why not. */

import { fill } from '../../../../protocol/words/fill.ts';
import type { Result } from '../../../../protocol/words/result.ts';
import type { ReviewOptions } from '../../../../reader/review-input.ts';
import type { AskedName } from '../../../../reader/text/name/asked-name.ts';
import type { ChosenNames } from '../../../../reader/text/name/chosen-name.ts';
import { addName, dropName } from '../../../../reader/text/name/chosen-name.ts';
import { NAME_WORDS } from '../review-inputs-words.ts';
import { withOption } from '../review-options.ts';

/** A name is read as a state. An empty state is none that was chosen. */
export function readNameAs(options: ReviewOptions, name: string, state: string): Result<ReviewOptions> {
  if (state === '') return { ok: false, problem: fill<string>(NAME_WORDS.unchosen, { name }) };
  const added = addName(options.names ?? {}, name, state);
  return added.ok ? { ok: true, value: withNames(takeBack(options, name), added.value) } : added;
}

/** Each name is read as the state that it is near; those near none are left. */
export function readAllNames(options: ReviewOptions, asked: readonly AskedName[]): Result<ReviewOptions> {
  let all = options;
  for (const { name, near } of asked) {
    if (near === null) continue;
    const read = readNameAs(all, name, near);
    if (!read.ok) return read;
    all = read.value;
  }
  return { ok: true, value: all };
}

/** A name is no state: it is not asked about again. */
export function declineName(options: ReviewOptions, name: string): ReviewOptions {
  const others = (options.notStates ?? []).filter((each) => each !== name);
  return withOption(options, 'notStates', [...others, name]);
}

/** Whatever was decided about a name is forgotten. */
export function takeBack(options: ReviewOptions, name: string): ReviewOptions {
  const declined = (options.notStates ?? []).filter((each) => each !== name);
  const rest = withNames(options, dropName(options.names ?? {}, name));
  return withOption(rest, 'notStates', declined.length === 0 ? undefined : declined);
}

const withNames = (options: ReviewOptions, names: ChosenNames): ReviewOptions =>
  withOption(options, 'names', Object.keys(names).length === 0 ? undefined : names);
