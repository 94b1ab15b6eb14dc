/** Every sentence of the list of lessons, of a lesson and of presenting. `fill` puts in the words in braces. */

/** Around a lesson. */
export const LESSON_WORDS = {
  leave: 'All lessons',
  toQuestion: 'To the question',
  toButtons: 'To the buttons of the step',
  present: 'Present',
  presentHint: 'Full screen, large type, arrow keys or a clicker',
  chapter: 'Chapter {number} of {count}',
  step: 'Step {number} of {count}',
  contents: 'Chapters and steps',
  isDone: 'done',
  fromTheBeginning: 'Restart the lesson',
  again: 'Restart the step',
  play: 'Play it on the graph',
  pace: 'Pace',
  stepOn: 'Take one step on the graph',
  rewind: 'Back to the beginning',
  lit: 'Highlighted on the graph: {what}.',
  litMany: '{count} requests',
  rules: 'Rules: {ruleSet}{flags}{against}.',
  flags: ', migration_flags {flags}',
  against: ', compared with {against}',
  hint: 'Hint {number} of {count}',
  review: 'Open it in Review',
  reviewed: '{name}. What Review has now can be brought back there.',
} as const;

/** The way through the steps. A button that does nothing says why. */
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
  tried: 'your first answer',
  again: 'Not this: {answer}',
  try: 'Try once more.',
  others: 'Why not the others',
  answer: 'what happens',
  both: 'your answer, and what happens',
  right: 'Right: {answer}',
  wrong: 'Not quite. What happens: {answer}',
  shown: 'What happens: {answer}',
  watch: 'The graph plays what really happens. Watch it, then ask why.',
  because: 'Why',
} as const;

/** At a task. */
export const TASK_VIEW_WORDS = {
  title: 'Your task',
  /** Before the sentence on its state; empty where that sentence is enough. */
  states: { open: 'Open.', done: '', broken: 'It can no longer be done.', shown: '' },
  requests: 'Requests so far: {count}',
  requestsOf: 'Requests so far: {count} of at most {most}',
  hint: 'Show a hint',
  noHints: 'All hints are shown.',
  reveal: 'Show a way',
  watch:
    'The graph plays one way to do it: {way}. Watch it, then restart the step and do it yourself, or go on.',
  reset: 'VFIO_DEVICE_RESET',
  fault: ' ({fault})',
  because: 'What it shows',
} as const;

/** At the end of a lesson. */
export const END_WORDS = {
  title: 'The end of {title}',
  score:
    '{done} of {steps} steps done. Of {questions} questions, {right} were answered right at the first try and {second} at the second.',
  open: 'A step that you skipped, or whose answer you had shown, does not count as done. The list of chapters leads back to it.',
  all: 'Every step is done.',
} as const;

/** The list of lessons. */
export const COURSE_WORDS = {
  intro:
    'Each lesson asks you to predict what the device does. The rules that you see give the answer. You go on when you are ready.',
  minutes: '{minutes} min',
  act: { new: 'Start', begun: 'Continue', done: 'Again' },
  states: { new: 'not started', begun: 'started', done: 'done' },
  done: '{done} of {steps} steps done',
  right: '{right} of {questions} right',
  forget: 'Forget',
  forgetLabel: 'Forget the progress of {title}',
  forgetAsk: 'Forget your progress in {title}? The coverage map stays.',
  forgetNo: 'Keep it',
  others: 'Opened from files',
  othersNote: 'To continue one, open its file again.',
  otherDone: ['1 step done', '{count} steps done'],
  otherRight: ['1 question right', '{count} questions right'],
} as const;

/** Lessons from files. */
export const FILE_WORDS = {
  title: 'A lesson of your own',
  intro:
    'A lesson is a text file without code and without answers. Start from an example, then open it here or drop it on this list. It is read in this browser and sent nowhere.',
  open: 'Open a lesson file…',
  label: 'Lesson file',
  reading: 'Reading {name}…',
  opening: 'Opening {name}…',
  cancel: 'Cancel',
  template: 'Save an example',
  drop: 'Drop it here to open the lesson',
  several: 'You gave {count} files. Open one lesson at a time.',
  none: 'You gave no file.',
  unreadable: '{name} cannot be read: it is a folder, or it was moved or changed in the meantime.',
  stopped: '{name} was not opened. {why}',
  broken: ['{name} has 1 problem and was not opened.', '{name} has {count} problems and was not opened.'],
  location: 'line {line}, column {column}',
  hide: 'Dismiss',
} as const;

/** Of the worker that reads a file. */
export const LESSON_WORK_WORDS = {
  late: 'Reading it was stopped after {seconds} seconds: something in it takes too long. Leave out half of it to find what.',
  crashed: 'Reading it stopped: {why}.',
  unreadable: 'What was read in it could not be passed on.',
  unstarted: 'It cannot be read in this browser: {why}. Check it with the command line, vfio lesson FILE.',
} as const;

/** The coverage map. */
export const COVERAGE_WORDS = {
  title: 'What you predicted right',
  intro: 'Each request that you predicted in a lesson: from the state of the row to the state of the column.',
  empty: 'You have not predicted any request yet. Your answers in lessons appear here.',
  count: '{right} of {of} right',
  flags: 'migration_flags {flags}',
  caption: '{title}: requests predicted, from the state of the row to the state of the column',
  from: 'from',
  to: 'to',
  beyond: [
    'And 1 request with a value that the table does not list.',
    'And {count} requests with values that the table does not list.',
  ],
  marks: { right: 'right', wrong: 'wrong', none: 'not yet' },
  cell: '{mark}, {right} of {all}',
  keep: 'Progress and map stay in this browser unless you save them.',
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
  count: '{number} / {count}',
  countSpoken: 'Step {number} of {count}',
  pointer: 'Pointer',
  notes: 'Notes',
  noNotes: 'This step has no notes.',
  window: 'Speaker’s window',
  windowTitle: 'Notes for the speaker',
  full: 'Full screen',
  nextStep: 'Next: {title}',
  noNextStep: 'This is the last step.',
  notesTitle:
    'Notes for the speaker. Everyone who sees this screen sees them too; the speaker’s window is for another screen.',
  blank: 'Blank',
  unblank: 'The screen is blank. Go on, or press here, to show it again.',
  keys: '→ or Page Down: next. ← or Page Up: back. b: blank. Esc: end.',
} as const;

/** `plural(['1 step', '{count} steps'], 2)` is `{count} steps`. */
export const plural = ([one, many]: readonly [string, string], count: number): string =>
  count === 1 ? one : many;

/** What stands in the pictures of the lessons. */
export const PICTURE_WORDS = {
  region: 'migration region',
  registers: ['device_state', 'pending_bytes', 'data_offset', 'data_size'],
  start: 'offset 0',
  section: 'data section',
  chunk: 'chunk',
  host: 'host',
  source: 'source',
  destination: 'destination',
  program: 'VMM, such as QEMU',
  machine: 'virtual machine',
  processors: 'CPUs',
  memory: 'memory',
  device: 'device',
  state: 'its state',
  works: 'the guest works it',
  dma: 'DMA',
  copied: 'memory',
  byProgram: 'copied by the VMM',
  handedOver: 'state of the device',
  byDriver: 'handed over by drivers',
} as const;
