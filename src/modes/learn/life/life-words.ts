/** The words of the protocol's life: every sentence and name that is shown or spoken. */

import { formatDate } from '../../../protocol/words/date-words.ts';
import type { Words } from '../../../protocol/words/fill.ts';
import { fill } from '../../../protocol/words/fill.ts';
import { CHANGE_SIGNS } from '../../../ui/change-sign.ts';
import type { LifeGroup, LifeKind } from './life-change.ts';
import { countChanges } from './life-change.ts';
import type { LifeStep } from './life-step.ts';
import { LIFE } from './life-step.ts';

export const LIFE_WORDS = {
  scrubber: "Step of the protocol's life",
  steps: 'Steps',
  previous: 'Previous',
  next: 'Next',
  count: 'Step {n} of {all}',
  first: 'This is the first step; there is nothing to compare it with.',
  against: 'Compared with {id}:',
  nothing: 'no request changes.',
  over: ', over flags {flags}.',
  generations: 'From v1 to v2, states are matched by what the device may do and by its data session.',
  gained: 'New states:',
  lost: 'Removed states:',
} as const;

/** The sign and the word of each kind; the sign is never alone. */
export const KINDS: Readonly<Record<LifeKind, { readonly sign: string; readonly word: string }>> = {
  added: { sign: CHANGE_SIGNS.added, word: 'added' },
  removed: { sign: CHANGE_SIGNS.removed, word: 'removed' },
  changed: { sign: CHANGE_SIGNS.changed, word: 'changed' },
};

/** What happened to the requests of a group, by `was is`; combinations that no step has need no words. */
const TITLES: Readonly<Record<string, string>> = {
  'absent accepted': 'Accepted now, with a new state',
  'unspecified accepted': 'Accepted now; unspecified before',
  'refused accepted': 'Accepted now; refused before',
  'accepted absent': 'Removed with a state',
  'accepted refused': 'Refused now; accepted before',
  'accepted accepted': 'Accepted via another path',
  'unspecified refused': 'Refused now; unspecified before',
  'absent never-returns': 'Never returns, with a new state',
  'never-returns refused': 'Refused now; never returned before',
};

/** `Refused now; accepted before` */
export function formatGroup({ kind, was, is }: Pick<LifeGroup, 'kind' | 'was' | 'is'>): string {
  return TITLES[`${was} ${is}`] ?? KINDS[kind].word;
}

/** A sentence with its words filled in. */
export function sayLife(id: keyof typeof LIFE_WORDS, words: Words): string {
  return fill<string>(LIFE_WORDS[id], words);
}

/** `5 added, 1 removed, 13 changed.`, and over which flags if there are several sets. */
export function formatCounts(step: LifeStep): string {
  const counts = countChanges(step);
  const said = (Object.keys(KINDS) as LifeKind[])
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${KINDS[kind].word}`);
  if (said.length === 0) return LIFE_WORDS.nothing;
  const sets = step.difference?.flagSets.filter((flags) => flags !== null) ?? [];
  const over = sets.length > 1 ? sayLife('over', { flags: formatList(sets) }) : '.';
  return `${said.join(', ')}${over}`;
}

/** The name of a step on the scrubber: `Linux 5.18: protocol v2, 3 March 2022` */
export function formatStep({ title, date }: LifeStep): string {
  return `${title}, ${formatDate(date)}`;
}

/** A step and what it changes; the step is left out where what has the focus names it. */
export function formatHeardStep(step: LifeStep, isNamed: boolean): string {
  const counts = step.against ? formatCounts(step) : LIFE_WORDS.first;
  return isNamed ? counts : `${formatStep(step)}. ${counts}`;
}

/** `Step 3 of 8` */
export function formatCount(index: number): string {
  return sayLife('count', { n: index + 1, all: LIFE.length });
}

/** `1, 3 and 5` */
function formatList(items: readonly number[]): string {
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
