/** What the page has besides its work: the reader's preferences, the open dialog, and its notices. */

import type { ActorRefFrom } from 'xstate';
import { assign, setup } from 'xstate';
import type { Preferences } from '../share/store/preferences.ts';
import { encodePreferences } from '../share/store/preferences.ts';
import { keep } from './storage.ts';

export type Dialog = 'palette' | 'help';

interface Shell {
  readonly preferences: Preferences;
  readonly dialog: Dialog | null;
  /** Sentences on what could not be read or done; they stay until they are dismissed. */
  readonly notices: readonly string[];
}

type ShellEvent =
  | { type: 'preferences.change'; change: Partial<Preferences> }
  | { type: 'dialog.open'; dialog: Dialog }
  | { type: 'dialog.close' }
  | { type: 'notice.add'; sentence: string }
  | { type: 'notices.dismiss' };

export const shellMachine = setup({
  types: {
    context: {} as Shell,
    events: {} as ShellEvent,
    input: {} as { preferences: Preferences; notices: readonly string[] },
  },
}).createMachine({
  id: 'shell',
  context: ({ input: { preferences, notices } }) => ({
    preferences,
    dialog: null,
    notices,
  }),
  on: {
    'preferences.change': {
      actions: assign({ preferences: ({ context, event }) => ({ ...context.preferences, ...event.change }) }),
    },
    'dialog.open': { actions: assign({ dialog: ({ event }) => event.dialog }) },
    'dialog.close': { actions: assign({ dialog: null }) },
    'notice.add': {
      actions: assign({ notices: ({ context, event }) => [...context.notices, event.sentence] }),
    },
    'notices.dismiss': { actions: assign({ notices: [] }) },
  },
});

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
    if (isChanged) keep('preferences', encodePreferences(preferences));
  };
  shell.subscribe(tell);
  tell();
}
