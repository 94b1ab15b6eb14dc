/** Every sentence that a question, an answer and a task are told in, complete. Reasons of verdicts stand in protocol/verdict/reason.ts. */

import type { Change, Dma } from '../protocol/state/state.ts';
import type { AskId } from './lesson.ts';
import type { Access } from './question/lesson-data.ts';

/** The questions. `{fault}` is a sentence with a space behind it, or nothing. */
export const ASK_WORDS = {
  verdict: '{fault}{request}: what comes of it?',
  path: '{request}: which states does the device pass, in order?',
  returns: '{fault}{request}: what does the call return?',
  reads: '{fault}{request}: what does device_state read afterwards?',
  arcs: '{request}: how many arcs does the driver take?',
  session: '{request}: what happens to the data session?',
  actions: '{request}: what does the driver do, in order?',
  dma: '{fault}Which DMA may the device start after {request}?',
  change: '{fault}How may internal state change after {request}?',
  remedy: '{request} is refused. What makes it legal, or leads there?',
  access: 'After {request}, {accessed}. What comes next?',
  'empty-read': 'After {request} all data was read. What does another read() of data_fd give?',
  'precopy-info': 'What does VFIO_MIG_GET_PRECOPY_INFO answer after {request}?',
} as const satisfies Record<AskId, string>;

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

/** What the driver does wrong, before a question. */
export const FAULT_WORDS = {
  declined: 'The driver declines{arc} with -{errno}.',
  faulted: 'The driver faults{arc}.',
  'corrupt-stays': 'The loaded data is corrupt, and the driver waits for better data.',
  'corrupt-faults': 'The loaded data is corrupt, and the driver gives the device up.',
} as const;

export const DMA_WORDS: Readonly<Record<Dma, string>> = {
  any: 'any DMA',
  'no-p2p': 'any DMA but peer-to-peer',
  none: 'no DMA',
  undefined: 'nothing that is defined',
};

export const CHANGE_WORDS: Readonly<Record<Change, string>> = {
  freely: 'by itself',
  loaded: 'only by what is loaded',
  frozen: 'not at all',
  undefined: 'in no way that is defined',
};

/** What came of a request that the rules did not decide. */
export const OUTCOME_WORDS = {
  declined: 'The driver declined with -{errno}: the call fails, and device_state still reads {now}.',
  faulted:
    'The driver faulted: the call fails, and device_state reads {now}, which only VFIO_DEVICE_RESET leaves.',
  'corrupt-stays': 'De-serializing failed, and the driver stays: device_state still reads {now}.',
  'corrupt-faults':
    'De-serializing failed, and the driver gave the device up: device_state reads {now}, which only VFIO_DEVICE_RESET leaves.',
  supposed: 'The rules do not say so; it was taken as if the driver accepted it.',
} as const;

export const FLOW_WORDS = {
  passes: 'It passes: every request is accepted.',
  unspecified: 'It passes only where the driver accepts what the rules do not speak of.',
  stops: 'It stops at {name}, which asks {request}. {why}',
  'option-passes': 'It passes',
  'option-unspecified': 'It passes where the driver accepts what the rules leave open',
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

export const TASK_WORDS = {
  reach: 'Bring the device into {state}',
  'be-refused': {
    rules: 'Ask for {request} so that the rules refuse it',
    declined: 'Ask for {request} while the driver declines',
    faulted: 'Ask for {request} while the driver faults',
    corrupt: 'Ask for {request} while the loaded data is corrupt',
  },
  anything: 'something',
  'never-returns': 'Find a request that never returns',
  recover: 'Bring the device back to running, with no data session open',
  through: 'by way of {states}',
  avoid: 'without entering {states}',
  without: 'without {means}',
  most: ['in one request', 'in at most {most} requests'],
  means: { reset: 'VFIO_DEVICE_RESET', fault: 'a fault', suppose: 'supposing anything' },
} as const;

/** How a task stands. */
export const TASK_STATES = {
  done: ['Done, with one request.', 'Done, with {count} requests.', 'Done, without a request.'],
  begin: 'Nothing has been asked yet.',
  elsewhere: 'The device was set up for this task; what you did begins elsewhere. Begin the step again.',
  reach: 'The device is in {now}, not yet in {state}.',
  through: 'It has not been in {state} yet.',
  'be-refused': 'Nothing of the kind has been refused yet.',
  'never-returns': 'Every request so far has come back.',
  recover: 'The device is in {now}.',
  avoided: 'The device has been in {state}, which it must not enter. Begin the step again.',
  used: 'You used {means}, which the task excludes. Begin the step again.',
  'too-many': [
    'The one request that the task allows is made. Begin the step again.',
    'The {most} requests that the task allows are made. Begin the step again.',
  ],
} as const;
