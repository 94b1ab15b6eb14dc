/**
 * What the page works on besides the history: the mode, the rule set that the shown one is compared with, and the rule
 * sets that are not built in. The history machine keeps what was asked.
 */

import { assign, setup } from 'xstate';
import { CAME_OUT_OF } from '../protocol/rule-sets/lineage.ts';
import type { RuleSet, RuleSetId } from '../protocol/rule-sets/rule-set.ts';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import type { LibraryEntry } from '../share/library-entry.ts';
import type { Mode } from '../share/view.ts';

export interface Workbench {
  readonly mode: Mode;
  /** What is open in Learn, as `learn-spot.ts` reads it; null for the lessons. */
  readonly part: string | null;
  /** The step of a log that Review looks at, as `log-spot.ts` reads it; left out where it is the first that failed. */
  readonly step?: string | null;
  /** Id of the old side of a comparison; null where the reader has chosen none. */
  readonly against: string | null;
  /** Rule sets that were edited, pasted, or came with a link. */
  readonly library: readonly LibraryEntry[];
  /** What Review shows where that is no rule set, and the header names instead of two; left out where it is none. */
  readonly subject?: Subject | null;
  /** A text that was handed to Review, until Review takes it. */
  readonly handed?: HandedText | null;
  /** The mode that handed it, while Review is open: it can go back there. */
  readonly back?: Mode | null;
}

export interface HandedText {
  readonly name: string;
  readonly text: string;
}

/** A driver that was read from a text. */
export interface Subject {
  readonly title: string;
  readonly text: string;
}

type WorkbenchEvent =
  | { type: 'mode.change'; mode: Mode }
  /** Opens Review with a text. */
  | { type: 'text.hand'; handed: HandedText }
  | { type: 'text.take' }
  | { type: 'part.change'; part: string | null }
  | { type: 'step.change'; step: string | null }
  | { type: 'against.change'; id: string | null }
  | { type: 'subject.change'; subject: Subject | null }
  | { type: 'library.put'; entry: LibraryEntry }
  /** The rule sets of a pasted text in place of those of the text before it. */
  | { type: 'library.paste'; entries: readonly LibraryEntry[] }
  | { type: 'library.remove'; id: string }
  | { type: 'open'; workbench: Partial<Workbench> };

/** The modes that there are, each with its name and its key. */
export const MODES: readonly (readonly [mode: Mode, title: string, key: string])[] = [
  ['explore', 'Explore', 'E'],
  ['compare', 'Compare', 'C'],
  ['review', 'Review', 'R'],
  ['learn', 'Learn', 'L'],
];

/** What a built-in rule set is compared with until the reader chooses: the one that it came from; for the first, its first successor. */
const getUsual = (id: RuleSetId): RuleSetId => CAME_OUT_OF[id] ?? 'patch-2021-09';

export const workbenchMachine = setup({
  types: {
    context: {} as Workbench,
    events: {} as WorkbenchEvent,
    input: {} as Workbench,
  },
}).createMachine({
  id: 'workbench',
  context: ({ input }) => input,
  on: {
    'mode.change': { actions: assign({ mode: ({ event }) => event.mode, back: null }) },
    'text.hand': {
      actions: assign({
        mode: 'review',
        handed: ({ event }) => event.handed,
        back: ({ context }) => context.mode,
      }),
    },
    'text.take': { actions: assign({ handed: null }) },
    'part.change': { actions: assign({ part: ({ event }) => event.part }) },
    'step.change': { actions: assign({ step: ({ event }) => event.step }) },
    'against.change': { actions: assign({ against: ({ event }) => event.id }) },
    'subject.change': { actions: assign({ subject: ({ event }) => event.subject }) },
    'library.put': {
      actions: assign({ library: ({ context, event }) => putEntry(context.library, event.entry) }),
    },
    'library.paste': {
      actions: assign({
        library: ({ context, event }) => [
          ...context.library.filter(({ origin }) => origin !== 'pasted'),
          ...event.entries,
        ],
      }),
    },
    'library.remove': {
      actions: assign({
        library: ({ context, event }) => context.library.filter(({ ruleSet }) => ruleSet.id !== event.id),
      }),
    },
    open: { actions: assign(({ event }) => event.workbench) },
  },
});

function putEntry(library: readonly LibraryEntry[], entry: LibraryEntry): readonly LibraryEntry[] {
  const index = library.findIndex(({ ruleSet }) => ruleSet.id === entry.ruleSet.id);
  return index < 0 ? [...library, entry] : library.with(index, entry);
}

/** Every rule set there is: the built-in ones, then those of the library. */
export function listRuleSets(library: readonly LibraryEntry[]): readonly RuleSet[] {
  return library.length === 0 ? RULE_SETS : [...RULE_SETS, ...library.map(({ ruleSet }) => ruleSet)];
}

/** The old side of a comparison: the one that was chosen, else what the rule set was made from or came out of. */
export function getAgainst({ against, library }: Workbench, shown: RuleSet): RuleSet {
  const all = listRuleSets(library);
  const base = library.find(({ ruleSet }) => ruleSet.id === shown.id)?.base ?? null;
  const usual = isBuiltIn(shown.id) ? getUsual(shown.id) : null;
  for (const id of [against, base, usual]) {
    const found = all.find((ruleSet) => ruleSet.id === id);
    if (found) return found;
  }
  return shown;
}

const isBuiltIn = (id: string): id is RuleSetId => Object.hasOwn(CAME_OUT_OF, id);

/** An id that is not taken: `draft-1`, `draft-2` and so on. */
export function createId(stem: string, all: readonly RuleSet[]): string {
  let number = 1;
  while (all.some(({ id }) => id === `${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
