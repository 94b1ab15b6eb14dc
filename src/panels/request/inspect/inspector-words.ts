/** What stands in the inspector: its headings, what is said around a verdict, and its buttons. */

export const HEADINGS = {
  consequence: 'What it means for the VM',
  loop: 'Where it loops',
  seen: 'Userspace sees',
  call: 'The call in C',
  sources: 'Who says so',
  driver: 'The driver',
  inOrder: 'The driver, in order',
  elsewhere: 'The same request elsewhere',
  thread: 'Said in the thread',
} as const;

export const TIME_WORDS = {
  asked: 'This time:',
  armed: 'Next time:',
  returned: '{why} The call returned {returns}.',
} as const;

export const WAY_OUT_WORDS = {
  eitherWay: 'A driver may accept it or decline it.',
  suppose: 'Suppose it is accepted',
  legal: 'What would be legal:',
  setFlags: 'Set migration_flags {flags}',
  reset: 'Reset the device',
  ask: 'Ask for {state}',
} as const;

/** What is said of x > x. In v2 the core always calls the driver; its loop ends before it begins. */
export const NOTHING_TO_DO = {
  v1: 'is called. No bit flips, so it has nothing to do.',
  v2: 'is called by the core. Its loop has nothing to do: it asks for no arc and returns 0.',
} as const;

export const DRIVER_WORDS = { forever: '{turns} > … forever.', order: 'In the order of' } as const;

export const ELSEWHERE_WORDS = {
  found: '{title}. {request}: {why}',
  none: '{title}. No such state there.',
  noState: 'no such state',
} as const;
