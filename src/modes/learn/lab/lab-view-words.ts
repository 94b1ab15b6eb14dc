/** What stands on the lab's buttons, in its tables, its chart and its diagram, and beside its hosts. */

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
  rounds: 'Pending bytes by round',
  roundsScroll: 'Rounds, scrollable',
  steps: 'Steps so far, latest first',
  stepsScroll: 'Steps, scrollable',
  noRounds: 'This flow has no rounds.',
  noSteps: 'No step has been taken yet.',
  earlier: '{count} earlier steps are not shown.',
  ahead: ' (to come)',
} as const;

/** The heads of the columns, from left to right. */
export const ROUND_HEADS = ['Round', 'Begins', 'Left', 'Takes', 'QEMU'] as const;
export const STEP_HEADS = ['Step', 'At', 'Who', 'What', 'Result'] as const;

export const CHART_WORDS = {
  done: 'pending so far',
  ahead: 'still to come',
  round: 'a round begins',
  fits: 'fits the downtime limit',
  downtime: 'downtime',
  reading: '{bytes} pending at {time}',
} as const;

export const SEQUENCE_WORDS = {
  title: 'Sequence diagram',
  mermaid: { name: 'Mermaid', what: 'the diagram as Mermaid' },
  svg: { name: 'SVG', what: 'the diagram as SVG' },
  copy: 'Copy',
  copyWhat: 'Copy {what}',
  save: 'Save',
  saveWhat: 'Save {what}',
  soFar: 'Sequence diagram so far',
  empty: 'Nothing has been asked yet: take a step.',
  sameSteps: '{title}: the same steps stand in the list of steps.',
  loop: 'loop {text}',
} as const;
