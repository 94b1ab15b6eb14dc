/** What the verdict on a text and the list of its findings show and say. */

export const VERDICT_WORDS = {
  verdict: 'Verdict',
  save: 'Save as SVG',
  fileName: 'vfio-verdict.svg',
  flows: 'Client flows',
  openFlows: 'Show the client flows',
  changed: 'Flows that end differently',
  changedToo: 'More flows that end differently',
  more: '{count} more flows end differently',
  steady: 'Flows that end as before',
  alone: 'How each flow ends',
  from: '{before} before, {after} now',
  mixed: '{end} with some flags',
  withFlags: 'flags {flags}',
  lamp: '{flow}: {end}',
  lampWithFlags: '{flow} with {flags}: {end}',
  /** After the lamps of flows that end as before. */
  steadyCount: '{count} as before',
  onlyBefore: '{count} in all',
  is: 'It is identical to {id}, entry by entry: {title}.',
  against: 'Compared with {id}: {title}.',
  partly: 'Only part of it could be read, so it is not judged.',
  madeWith: 'VFIO Migration Explorer',
} as const;

export const FOUND_WORDS = {
  introduced: 'What the patch introduces',
  repaired: 'What the patch repairs',
  present: 'Already there before the patch',
  introducedCount: '{count} introduced',
  repairedCount: '{count} repaired',
  presentCount: '{count} from before',
  noneIntroduced: 'The patch introduces none of the findings that Review looks for.',
} as const;
