/** What stands on the lab's buttons, in its tables, and beside its hosts. */

export const TRANSPORT_WORDS = {
  reset: 'Reset',
  back: 'Back',
  step: 'Step',
  play: 'Play',
  pause: 'Pause',
  finish: 'To the end',
  pace: 'Pace',
  at: 'step {at} of {count} · {time}',
  next: 'Next',
  over: 'The run is over.',
  thisStep: 'This step',
  sound: 'goes as it should',
  noCall: 'is not a call that can fail',
  fails: 'fails: {how}',
  removeOne: 'Remove the fault',
  removeAll: 'Remove {count} faults',
} as const;

export const OUTCOME_ACTS = {
  cancel: 'Cancel the migration',
  raise: 'Raise the limit to {limit}',
} as const;

export const HOST_VIEW_WORDS = {
  left: '{bytes} left',
  taken: '{bytes} taken in',
  sent: '{bytes} sent',
  broken: '✕ broken',
  stray: '✕ DMA reaches this stopped peer',
  file: 'File',
  holds: 'holds the stream',
  takes: 'takes the stream',
} as const;

export const TABLE_WORDS = {
  noRounds: 'This flow has no rounds.',
  noSteps: 'No step has been taken yet.',
  earlier: '{count} earlier steps are not shown.',
  ahead: ' (to come)',
} as const;
