/** What the page has besides its work: the reader's preferences, the open dialog, and its notices. */

import type { ActorRefFrom } from 'xstate';
import { assign, setup } from 'xstate';
import type { Preferences } from '../share/store/preferences.ts';
import { encodePreferences } from '../share/store/preferences.ts';
import { keepLocal } from './keep/store/storage.ts';

export type Dialog = 'palette' | 'help' | 'kept';

/** A way out of what a notice says, as a button beside it. */
export type Way = 'copy-link' | 'save-kept' | 'open-kept';

/** A sentence on what could not be read or done. One without ways is of the moment: the next takes its place, and an empty one clears it. */
export type Notice = string | { readonly sentence: string; readonly ways: readonly Way[] };

interface Shell {
  readonly preferences: Preferences;
  readonly dialog: Dialog | null;
  /** They stay until they are dismissed. */
  readonly notices: readonly Notice[];
  /** Whether Explore has its first words above the graph. */
  readonly hasFirstWords: boolean;
  /** How many steps the reader's own history has, where a link was opened beside it; else null. */
  readonly offer: number | null;
}

type ShellEvent =
  | { type: 'preferences.change'; change: Partial<Preferences> }
  | { type: 'dialog.open'; dialog: Dialog }
  | { type: 'dialog.close' }
  | { type: 'notice.add'; notice: Notice }
  | { type: 'first-words.change'; isShown: boolean }
  | { type: 'offer.change'; steps: number | null }
  | { type: 'notices.dismiss' };

export const shellMachine = setup({
  types: {
    context: {} as Shell,
    events: {} as ShellEvent,
    input: {} as { preferences: Preferences; notices: readonly Notice[]; isFirst: boolean },
  },
}).createMachine({
  id: 'shell',
  context: ({ input: { preferences, notices, isFirst } }) => ({
    preferences,
    dialog: null,
    notices,
    hasFirstWords: isFirst && !preferences.firstWords,
    offer: null,
  }),
  on: {
    'preferences.change': {
      actions: assign({ preferences: ({ context, event }) => ({ ...context.preferences, ...event.change }) }),
    },
    'dialog.open': { actions: assign({ dialog: ({ event }) => event.dialog }) },
    'dialog.close': { actions: assign({ dialog: null }) },
    'notice.add': {
      actions: assign({
        notices: ({ context, event: { notice } }) => [
          ...context.notices.filter(staysBeside(notice)),
          ...(notice === '' ? [] : [notice]),
        ],
      }),
    },
    'first-words.change': { actions: assign({ hasFirstWords: ({ event }) => event.isShown }) },
    'offer.change': { actions: assign({ offer: ({ event }) => event.steps }) },
    'notices.dismiss': { actions: assign({ notices: [] }) },
  },
});

/** What is said again is said once, as the last; of sentences without a way out only the last is there. */
const staysBeside = (notice: Notice) => (other: Notice) =>
  typeof notice === 'string' ? typeof other !== 'string' : getSentence(other) !== getSentence(notice);

export const getSentence = (notice: Notice): string =>
  typeof notice === 'string' ? notice : notice.sentence;

export type ShellActor = ActorRefFrom<typeof shellMachine>;

/** Keeps the preferences on this machine, and tells them to the style sheet in attributes of the root. */
export function followPreferences(shell: ShellActor): void {
  let told: Preferences | undefined;
  const tell = () => {
    const { preferences } = shell.getSnapshot().context;
    if (preferences === told) return;
    const isChanged = told !== undefined;
    told = preferences;
    const { dataset } = document.documentElement;
    dataset.theme = preferences.theme;
    dataset.size = preferences.size;
    dataset.motion = preferences.motion;
    if (!isChanged || keepLocal('preferences', encodePreferences(preferences))) return;
    void import('./keep/store/kept-store.ts')
      .then(({ getStore }) => getStore())
      .then((store) => store.report('preferences'));
  };
  shell.subscribe(tell);
  tell();
}
