/** What the page of causes shows and says; the causes themselves are in protocol/causes/. */

export const CAUSES_WORDS = {
  title: 'Why does my device not migrate?',
  account:
    'What QEMU and the kernel print, what it means, and what to do. Paste a line of an error, or type a word of it.',
  field: 'Error line',
  list: 'Causes',
  all: 'All {count} causes.',
  found: '{count} of {all} causes.',
  named: 'The line names this cause.',
  namedSeveral: 'The line names {count} causes; its own reason is the first.',
  none: 'No known cause is in it. Nothing is claimed about it.',
  nearest: 'The nearest is:',
  texts: 'Printed',
  who: 'By',
  condition: 'When',
  meaning: 'Meaning',
  todo: 'To do',
  sources: 'Sources',
  choose: 'Choose a cause.',
} as const;
