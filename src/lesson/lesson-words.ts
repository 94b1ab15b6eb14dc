/** Every sentence of a question, an answer and a task. The reasons of verdicts are in protocol/verdict/reason.ts. */

import type { Change, Dma } from '../protocol/state/state.ts';
import type { AskId } from './lesson.ts';
import type { Access } from './question/lesson-data.ts';

/** The questions. `{fault}` is a sentence and a space, or nothing. */
export const ASK_WORDS = {
  verdict: '{fault}{request}: what is the verdict?',
  path: '{request}: which states does the device go through, in order?',
  returns: '{fault}{request}: what does the call return?',
  reads: '{fault}{request}: what does device_state read afterwards?',
  arcs: '{request}: how many arcs does the driver take?',
  session: '{request}: what happens to the data session?',
  actions: '{request}: what does the driver do, in order?',
  dma: '{fault}Which DMA may the device start after {request}?',
  change: '{fault}How may the internal state change after {request}?',
  remedy: '{request} is refused. What would make it legal, or lead there?',
  access: 'After {request}, {accessed}. What comes next?',
  'empty-read': 'After {request}, all data has been read. What does another read() of data_fd return?',
  'precopy-info': 'What does VFIO_MIG_GET_PRECOPY_INFO return after {request}?',
} as const satisfies Record<AskId, string>;

/** What stands in place of what the page would tell while a question is open. */
export const OPEN_WORDS = {
  state: 'The lesson asks what the device may do here.',
  first: 'The lesson asks about this request. Answer first.',
  request:
    'The lesson asks what comes of a request. Answer first: then it is played, and all about it is shown here.',
  open: 'Answer the question of the lesson, or try other requests.',
} as const;

/** What was accessed last in a data session, for `{accessed}`. */
export const ACCESSED: Readonly<Record<'saving' | 'loading', Readonly<Record<Access, string>>>> = {
  saving: {
    pending_bytes: 'pending_bytes was read and is {pending}',
    data_offset: 'data_offset was read',
    data_size: 'data_size was read',
    data: 'the chunk was read',
  },
  loading: {
    pending_bytes: 'pending_bytes was read and is {pending}',
    data_offset: 'data_offset was read',
    data_size: 'data_size was written, and {pending} bytes of the stream are left',
    data: 'the chunk was written',
  },
};

/** The questions about a flow. */
export const FLOW_QUESTIONS = {
  flow: '{flow} by {client} under {ruleSet}: where does it stop?',
  asks: '{flow} by {client}: which states does it ask for, in order?',
} as const;

/** What goes wrong, before a question. */
export const FAULT_WORDS = {
  declined: 'The driver declines{arc} with -{errno}.',
  faulted: 'The driver faults{arc}.',
  'corrupt-stays': 'The loaded data is corrupt, and the driver waits for better data.',
  'corrupt-faults': 'The loaded data is corrupt, and the driver faults.',
} as const;

export const DMA_WORDS: Readonly<Record<Dma, string>> = {
  any: 'any DMA',
  'no-p2p': 'any DMA except peer-to-peer',
  none: 'no DMA',
  undefined: 'undefined',
};

export const CHANGE_WORDS: Readonly<Record<Change, string>> = {
  freely: 'by itself',
  loaded: 'only by what is loaded',
  frozen: 'not at all',
  undefined: 'undefined',
};

/** Why the answer on DMA is right. */
export const DMA_REASONS: Readonly<Record<Dma, string>> = {
  any: 'In {state} the device may start any DMA.',
  'no-p2p': 'In {state} the device may start any DMA except peer-to-peer.',
  none: 'In {state} the device may start no DMA.',
  undefined: 'In {state} it is undefined which DMA the device may start.',
};

/** Why the answer on the internal state is right. */
export const CHANGE_REASONS: Readonly<Record<Change, string>> = {
  freely: 'In {state} the internal state changes by itself.',
  loaded: 'In {state} the internal state changes only by what is loaded.',
  frozen: 'In {state} the internal state does not change at all.',
  undefined: 'In {state} it is undefined how the internal state changes.',
};

/** Answers, and what is said about them. */
export const ANSWER_WORDS = {
  stays: 'None: the device is there already',
  'no-path': 'None: the request is not accepted',
  success: 'Success',
  'no-return': 'Nothing: it never returns',
  unsaid: 'The rules do not say',
  'no-session': 'There is none, before or after',
  'no-actions': 'Nothing',
  'does-nothing': 'The driver does nothing.',
  does: 'What the driver does: {actions}.',
  flags: 'A device with {flags}',
  detour: 'Ask for {states}',
  reset: 'VFIO_DEVICE_RESET, and nothing else',
  'no-remedy': 'Nothing under these rules',
} as const;

/** Why something cannot be asked of a request, as the end of a sentence. */
export const OBSTACLES = {
  hangs: 'it never returns',
  unspecified: 'the rules do not define the outcome',
  fault: 'a fault of the driver is in the way',
  supposed: 'it is only assumed to be accepted',
  generation: 'only protocol {generation} has it',
  errno: 'no rule defines the errno of that fault',
  remedy: 'the rules do not refuse it',
  access: 'the state that it leads to has no such access',
} as const;

/** The outcome of a request that the rules did not decide. */
export const OUTCOME_WORDS = {
  declined: 'The driver declined with -{errno}: the call fails, and device_state still reads {now}.',
  faulted:
    'The driver faulted: the call fails, and device_state reads {now}, which only VFIO_DEVICE_RESET leaves.',
  'corrupt-stays': 'De-serializing failed, and the driver stays: device_state still reads {now}.',
  'corrupt-faults':
    'De-serializing failed, and the driver faulted: device_state reads {now}, which only VFIO_DEVICE_RESET leaves.',
  supposed: 'The rules do not say; this assumes that the driver accepts it.',
} as const;

export const FLOW_WORDS = {
  passes: 'It passes: every request is accepted.',
  unspecified: 'It passes only if the driver accepts what the rules leave open.',
  stops: 'It stops at {name}, which asks {request}. {why}',
  'option-passes': 'It passes',
  'option-unspecified': 'It passes if the driver accepts what the rules leave open',
  'option-stops': 'At {name}',
} as const;

/** What a client asks, step by step. */
export const ASKED_WORDS = {
  steps: '{client} asks: {steps}.',
  ask: '{name}, {request}',
  reset: '{name}, a reset',
  believed: '{name}, nothing, since it believes that the device is in {state} already',
  unwritten: '{name}, nothing, since it does not write that value',
  nothing: 'Nothing',
  derived: 'This is derived from the source of {client}; nobody has seen it run.',
} as const;

/** What of the kept progress and coverage could not be read. */
export const KEPT_WORDS = {
  progress: 'The saved progress cannot be read, so it starts empty.',
  progressPartly: 'Some of the saved progress cannot be read and is left out.',
  coverage: 'The saved coverage map cannot be read, so it starts empty.',
  coveragePartly: '{lost} of {count} entries of the coverage map cannot be read and are left out.',
} as const;

export const TASK_WORDS = {
  reach: 'Bring the device to {state}',
  'be-refused': {
    rules: 'Ask for {request} so that the rules refuse it',
    declined: 'Ask for {request} while the driver declines',
    faulted: 'Ask for {request} while the driver faults',
    corrupt: 'Ask for {request} while the loaded data is corrupt',
  },
  anything: 'something',
  'never-returns': 'Find a request that never returns',
  recover: 'Bring the device back to running, with no data session open',
  through: 'on the way that the text describes',
  avoid: 'without entering {states}',
  without: 'without {means}',
  most: ['with one request', 'with at most {most} requests'],
  means: { reset: 'VFIO_DEVICE_RESET', fault: 'a fault', suppose: 'assuming anything' },
} as const;

/** The state of a task. */
export const TASK_STATES = {
  done: 'Done, with {acts}.',
  /** After it: what would have been enough, or that nothing less is. */
  par: ['{acts} is enough.', '{acts} are enough.'],
  fewest: 'It takes no fewer.',
  requests: ['1 request', '{count} requests'],
  resets: ['1 reset', '{count} resets'],
  begin: 'You have made no request yet.',
  elsewhere: 'The device was set up for this task, but what you did begins elsewhere. Restart the step.',
  reach: 'The device is in {now}, not yet in {state}.',
  through: 'Part of the way that the text describes is still missing.',
  'be-refused': 'No such request has been refused yet.',
  'never-returns': 'Every request so far has returned.',
  recover: 'The device is in {now}.',
  lost: 'From here the task can no longer be done. Restart the step.',
  avoided: 'The device has been in {state}, which it must not enter. Restart the step.',
  used: 'You used {means}, which the task excludes. Restart the step.',
  'too-many': [
    'You have made the one request that the task allows. Restart the step.',
    'You have made the {most} requests that the task allows. Restart the step.',
  ],
} as const;
