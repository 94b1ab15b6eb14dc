/** Every sentence that a comparison shows or speaks, complete: `{a}` is the old side, `{b}` the new one. */

import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Change } from '../../protocol/verdict/difference.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import type { Words } from '../../protocol/words/fill.ts';
import { fill } from '../../protocol/words/fill.ts';
import { CHANGE_SIGNS } from '../../ui/change-sign.ts';

/** `{one|many}` takes its number from `{n}`. */
const SENTENCES = {
  itself: 'Both sides are {b}.',
  same: '{b} and {a} have the same rules.',
  'written-otherwise': '{b} is written differently from {a}, but answers every request the same way.',
  additive: '{b} refuses nothing that {a} accepts.',
  'breaks-initial': 'device_state starts in {now}; under {a} it starts in {old}.',
  'breaks-refused': '{n} {request|requests} that {a} accepts {is|are} refused.',
  'breaks-missing': '{n} {request|requests} that {a} accepts {names|name} a state that {b} does not have.',
  'breaks-hang': '{n} {request never returns|requests never return}.',
  'breaks-sessions':
    '{n} {request opens or ends|requests open or end} different data sessions along the way.',
  'breaks-flows': '{n} {flow|flows} of QEMU {ends|end} worse than under {a}.',
  'silence-refused': '{n} more that {a} does not mention {is|are} refused',
  silent: 'It says nothing about {n} {request|requests} that {a} accepts.',
  none: 'No request changes.',
  'none-in-view': 'With flags {flags}, no request changes.',
  'only-states': 'Only {side} has {states}.',
  'flags-within': '{side} does not define flags {flags}: it is asked with {own}.',
  'acts-otherwise': 'On {n} {request|requests} that both accept, the driver does different things.',
  generations: 'Protocol v1 and v2: states are matched by what the device may do and by its data session.',
  'lock-empty': 'Ask for a state: the request goes to both sides, and each keeps its own state.',
  'lock-same': 'The two sides never diverge.',
  'lock-apart': 'The two sides start in different states.',
  'first-divergence': 'First divergence: {why}.',
  'flows-breaks': '{n} {flow breaks|flows break}',
  'flows-differs': '{n} {differs|differ}',
  'flows-mended': '{n} {is|are} repaired',
  'flows-only-a': '{n} only under {a}',
  'flows-only-b': '{n} only under {b}',
  'flows-same': '{n} the same',
  play: 'Play {flow} under {side}',
  'play-with-flags': 'Play {flow} under {side} with flags {flags}',
  'gain-all-requests': 'With flags {flags}, {n} {request is|requests are} accepted, x > x among them.',
  'gain-requests': 'With flags {flags}, {n} {request is|requests are} accepted that flags {base} refuse.',
  'gain-paths':
    'With flags {flags}, {n} {request takes|requests take} a different path than with flags {base}.',
  'gain-all-arcs': 'A driver with flags {flags} implements {n} {arc|arcs}.',
  'gain-arcs': 'A driver with flags {flags} implements {n} {arc|arcs} in addition to those of flags {base}.',
  'gain-arcs-gone': 'A driver with flags {flags} is no longer asked for {n} {arc|arcs} of flags {base}.',
  'other-sessions': '{is}, with different data sessions',
} as const satisfies Record<string, string>;

export type SentenceId = keyof typeof SENTENCES;

/** The sign and the word of each change. */
export const CHANGES: Readonly<Record<Exclude<Change, 'unlisted'>, { sign: string; word: string }>> = {
  removed: { sign: CHANGE_SIGNS.removed, word: 'removed' },
  changed: { sign: CHANGE_SIGNS.changed, word: 'changed' },
  added: { sign: CHANGE_SIGNS.added, word: 'added' },
  kept: { sign: '=', word: 'kept' },
};

/** The heading of each group of differences. */
export const GROUPS: Readonly<Record<Exclude<Change, 'unlisted'>, string>> = {
  removed: 'No longer accepted',
  changed: 'Answered differently',
  added: 'Newly accepted',
  kept: 'Answered the same, but the driver does different things',
};

/** `say('breaks-refused', { n: 1, a: 'v2-6.2' })` is `1 request that v2-6.2 accepts is refused.` */
export function say(id: SentenceId, words: Words = {}): string {
  const counted = SENTENCES[id].replaceAll(/\{([^{}|]+)\|([^{}]+)\}/g, (_, one: string, many: string) =>
    words.n === 1 ? one : many,
  );
  return fill(counted, words);
}

/** What a side answers, with the way: `accepted via RUNNING_P2P`, `refused with -EINVAL`, `no such state`. */
export function formatVerdict(ruleSet: RuleSet, verdict: Verdict | null): string {
  if (!verdict) return 'no such state';
  switch (verdict.kind) {
    case 'accepted':
      return `accepted${formatWay(ruleSet, verdict)}`;
    case 'refused':
      return `refused with -${verdict.errno}${formatTaken(ruleSet, verdict.arcs)}`;
    case 'unspecified':
      return 'unspecified';
    case 'never-returns':
      return `never returns${formatTaken(
        ruleSet,
        verdict.arcs.filter(({ to }) => !verdict.turns.includes(to)),
      )}: loops through ${formatNames(ruleSet, verdict.turns)}`;
  }
}

/** The states in between, of v2; v1 has one write for every request. */
export function formatWay(ruleSet: RuleSet, { path }: Verdict & { kind: 'accepted' }): string {
  if (path.length === 0) return ', already there';
  if (ruleSet.generation === 'v1') return '';
  return path.length === 1 ? ' in one arc' : ` via ${formatNames(ruleSet, path.slice(0, -1))}`;
}

function formatTaken(ruleSet: RuleSet, arcs: readonly { readonly to: number }[]): string {
  const taken = arcs.map(({ to }) => to);
  return taken.length > 0 ? ` after ${formatNames(ruleSet, taken)}` : '';
}

/** State names in a row: `RUNNING_P2P > STOP`. */
function formatNames({ states }: RuleSet, values: readonly number[]): string {
  return values.map((value) => formatState(states, value)).join(' > ');
}

/** `, over flags 1 and 3`; empty where there is but one set. */
export function formatOver(flagSets: readonly (number | null)[]): string {
  const sets = flagSets.filter((flags) => flags !== null);
  return sets.length > 1 ? `, over flags ${formatList(sets)}` : '';
}

/** `5 and 7` */
export function formatList(items: readonly (string | number)[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}
