/** What a pasted text can contain: every form that is read, and what it is called. */

export const FORM_WORDS = {
  allowed: 'a table of allowed requests',
  'next-state': 'a table of next states',
  'bit-masks': 'bit masks of allowed values',
  'driver-arcs': 'the arcs of a driver',
  validity: 'a check of single values',
} as const;

export type ReviewForm = keyof typeof FORM_WORDS;
