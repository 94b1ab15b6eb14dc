/** What is said of the reader's own deeds, complete and without the name of the button that was pressed. Words in braces are put in by `fill`. */

import type { Preferences } from '../../share/store/preferences.ts';
import type { Mode } from '../../share/view.ts';

export const HEARD_WORDS = {
  outcome: '{word}{errno}: {request}. {why}',
  reset: '{word}: the device is back in {now}, its initial state.',
  now: 'The device is in {now}.',
  step: 'Step {at} of {count}: {what}. {now}',
  start: 'At the start, before {count}. {now}',
  nothing: 'Nothing was asked yet. {now}',
  noPlay: 'Nothing was asked yet, so there is nothing to see again.',
  already: 'Already there. {where}',
  paused: 'Stopped. {where}',
  ended: 'Played {count}. {what}',
  oneStep: '1 step',
  steps: '{count} steps',
  cleared: 'The list of steps is empty. {now}',
  takenBack: 'Undone: {what}. {now}',
  madeAgain: 'Redone: {what}. {now}',
  nothingBefore: 'There is nothing to undo.',
  nothingAfter: 'There is nothing to redo.',
  asked: 'The lesson asks about that, so it is not shown.',
  rules: 'The rules are those of {id}. {now}{steps}',
  rulesOnly: 'the rules of {id}',
  edit: 'an edit of {id}',
  flags: 'migration_flags is {flags}: {names}. {now}{steps}',
  flagsOnly: 'migration_flags {flags}',
  differs: ' Step {at} does not come out as it did.',
  unmade: ' Step {at} cannot be made.',
  sides: 'Old: {old}. New: {now}.',
  exchanged: 'The sides are exchanged. Old: {old}. New: {now}.',
  looked: '{request}: {what} Not asked.',
  lookedLast: '{request}: {what} This was asked last.',
  notArmed: 'The driver does what it is asked: no fault waits.',
  declined: 'The next request fails: on arc {arc} the driver declines with -{errno} and keeps the state.',
  faulted: 'The next request fails: on arc {arc} the driver faults, to ERROR.',
  stays: 'When the device next leaves RESUMING, its data is corrupt and it stays there.',
  faults: 'When the device next leaves RESUMING, its data is corrupt and it goes to ERROR.',
} as const;

/** By mode: what is in view once it is chosen. The tab says its own name. */
export const MODE_WORDS = {
  explore: 'The rules are those of {id}. {now}',
  compare: 'Old: {old}. New: {id}. {now}',
  review: 'Here a text is reviewed: a patch, a mail, C source or a log.',
  learn: 'Here {part}.',
} as const satisfies Readonly<Record<Mode, string>>;

/** What of Learn is open, by the first letters of its part of the address. */
export const LEARN_PARTS: readonly (readonly [start: string, words: string])[] = [
  ['lesson', 'is a lesson'],
  ['debate', 'are the messages of 2021'],
  ['life', 'are the steps from v1 to v2'],
  ['causes', 'are the causes that keep a device from migrating'],
  ['lab', 'devices migrate from host to host'],
  ['causes', 'are the causes that keep a device from migrating'],
  ['', 'the course begins'],
];

const SWITCH = { on: 'on', off: 'off' } as const;

/** A sentence for each preference that is told; the others show themselves, as a folded part does. */
export const PREFERENCE_WORDS: {
  readonly [Key in keyof Preferences]?: (value: Preferences[Key], before: Preferences[Key]) => string;
} = {
  theme: (theme) =>
    `The colours are ${{ auto: 'those of the system', light: 'light', dark: 'dark', contrast: 'of high contrast' }[theme]}.`,
  size: (size) => (size === 'projector' ? 'Everything is large now.' : 'Everything has its usual size now.'),
  motion: (motion) =>
    motion === 'off' ? 'Transitions are shown without movement.' : 'Transitions are shown moving.',
  singleKeys: (isOn) => `Single keys are ${SWITCH[isOn ? 'on' : 'off']}.`,
  shown: (shown, before) =>
    (
      [
        ['refused', 'Refused arcs'],
        ['unspecified', 'Unspecified arcs'],
        ['neverReturns', 'Arcs that never return'],
      ] as const
    )
      .filter(([key]) => shown[key] !== before[key])
      .map(([key, arcs]) => `${arcs} are ${shown[key] ? 'drawn' : 'not drawn'}.`)
      .join(' '),
};
