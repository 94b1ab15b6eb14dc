/** Every sentence of the list of lessons, of a lesson and of presenting, complete. Words in braces are put in by `fill`. */

/** Around a lesson. */
export const LESSON_WORDS = {
  leave: 'All lessons',
  present: 'Present',
  presentHint: 'Full screen, large type, arrow keys or a clicker',
  chapter: 'Chapter {number} of {count}',
  step: 'Step {number} of {count}',
  contents: 'Chapters and steps',
  isDone: 'done',
  fromTheBeginning: 'Lesson from the beginning',
  again: 'Begin the step again',
  play: 'Play it on the graph',
  pace: 'Pace',
  stepOn: 'Step on the graph',
  rewind: 'From the beginning',
  lit: 'Lit on the graph: {what}.',
  litMany: '{count} requests',
  rules: 'Rules: {ruleSet}{flags}{against}.',
  flags: ', migration_flags {flags}',
  against: ', beside {against}',
  hint: 'Hint {number} of {count}',
} as const;

/** On the way through the steps. What cannot be done says why. */
export const NAV_WORDS = {
  label: 'Through the lesson',
  back: 'Back',
  next: 'Next',
  why: 'Say why',
  finish: 'Finish',
  skip: 'Skip',
  isFirst: 'This is the first step.',
  asking: 'Answer the question, or skip it.',
  doing: 'Do the task on the graph, or skip it.',
  finished: 'This is the end of the lesson.',
} as const;

/** At a question. */
export const QUESTION_WORDS = {
  check: 'Check',
  reveal: 'Show the answer',
  missing: 'Choose an answer first.',
  chosen: 'your answer',
  answer: 'what happens',
  both: 'your answer, and what happens',
  right: 'Right: {answer}',
  wrong: 'Not so. What happens: {answer}',
  shown: 'What happens: {answer}',
  watch: 'What really happens is played on the graph. Watch it, then ask why.',
  because: 'Why',
} as const;

/** At a task. */
export const TASK_VIEW_WORDS = {
  title: 'Your task',
  /** Before how it stands; empty where that says it all. */
  states: { open: 'Open.', done: '', broken: 'It cannot be done any more.', shown: '' },
  requests: 'Requests so far: {count}',
  requestsOf: 'Requests so far: {count} of at most {most}',
  hint: 'Give a hint',
  noHints: 'All hints are given.',
  reveal: 'Show a way',
  watch:
    'A way to do it is played on the graph: {way}. Watch it, then begin the step again and do it yourself, or go on.',
  reset: 'VFIO_DEVICE_RESET',
  fault: ' ({fault})',
  because: 'What it shows',
} as const;

/** At the end of a lesson. */
export const END_WORDS = {
  title: 'The end of {title}',
  score: '{done} of {steps} steps done, {right} of {questions} questions answered right at least once.',
  open: 'What was skipped or shown does not count as done. It can be gone back to in the list of chapters.',
  all: 'Every step is done.',
} as const;

/** The list of lessons. */
export const COURSE_WORDS = {
  title: 'Lessons',
  intro:
    'What happens is never told from memory: every answer is computed on the machine that you see. Nothing advances by itself.',
  minutes: '{minutes} min',
  act: { new: 'Start', begun: 'Continue', done: 'Again' },
  states: { new: 'not begun', begun: 'begun', done: 'done' },
  done: '{done} of {steps} steps done',
  right: '{right} of {questions} right',
  forget: 'Forget',
  forgetLabel: 'Forget the progress of {title}',
  forgetAsk: 'Forget what was done in {title}? The coverage map stays.',
  forgetNo: 'Keep it',
  others: 'Opened from files',
  othersNote: 'To go on with one, open its file again.',
  otherDone: ['1 step done', '{count} steps done'],
  otherRight: ['1 question right', '{count} questions right'],
} as const;

/** Lessons from files. */
export const FILE_WORDS = {
  title: 'A lesson of your own',
  intro:
    'A lesson is a text file, written without code and without answers. Begin with an example, and open it here or drop it on this list. It is read in this browser, and sent nowhere.',
  open: 'Lesson from a file…',
  label: 'File of a lesson',
  template: 'Save an example',
  drop: 'Drop it here to open the lesson',
  several: '{count} files were given. Open one lesson at a time.',
  none: 'No file was given.',
  unreadable: '{name} cannot be read: it is a folder, or it was moved or changed meanwhile.',
  broken: ['{name} has 1 problem, and was not opened.', '{name} has {count} problems, and was not opened.'],
  place: 'line {line}, column {column}',
  hide: 'Dismiss',
} as const;

/** The coverage map. */
export const COVERAGE_WORDS = {
  title: 'What was predicted right',
  intro: 'Each request that was predicted in a lesson: from the state of the row to that of the column.',
  empty: 'No request has been predicted yet. Each answer in a lesson is entered here.',
  count: '{right} of {of} right',
  flags: 'migration_flags {flags}',
  caption: '{title}: requests predicted, from the state of the row to that of the column',
  from: 'from',
  to: 'to',
  beyond: [
    'And 1 request of a value that the table does not list.',
    'And {count} requests of values that the table does not list.',
  ],
  marks: { right: 'right', wrong: 'wrong', none: 'not yet' },
  cell: '{mark}, {right} of {all}',
  keep: 'Progress and map stay in this browser, unless you save them.',
  csv: 'Map as CSV',
  json: 'Map as JSON',
  progress: 'Progress as JSON',
} as const;

/** Presenting. */
export const PRESENT_WORDS = {
  label: 'Presentation',
  leave: 'End',
  back: 'Back',
  forward: 'Next',
  place: '{number} / {count}',
  placeSpoken: 'Step {number} of {count}',
  pointer: 'Pointer',
  notes: 'Notes',
  noNotes: 'This step has no notes.',
  window: 'Speaker’s window',
  windowTitle: 'Notes for the speaker',
  full: 'Full screen',
  nextStep: 'Next: {title}',
  noNextStep: 'This is the last step.',
  notesTitle:
    'Notes for the speaker; whoever sees this screen sees them too. The speaker’s window is for another screen',
  blank: 'Blank',
  unblank: 'The screen is blank. Go on, or press here, to show it again.',
  keys: '→ or Page Down: on. ← or Page Up: back. b: blank. Esc: end.',
} as const;

/** `plural(['1 step', '{count} steps'], 2)` is `{count} steps`. */
export const plural = ([one, many]: readonly [string, string], count: number): string =>
  count === 1 ? one : many;
