/**
 * What is read of a log in the text under review: its reading, how far the worker has come, and which step the reader looks
 * at. It follows the text of Review; the worker is an effect.
 */

import type { CallbackActorLogic, EventObject } from 'xstate';
import { assign, enqueueActions, sendTo, setup } from 'xstate';
import { isLog, type LogReading } from '../../../../judge/replay/log-reading.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatHeardOther } from '../found/other-heard.ts';
import { LOG_WORDS, OTHER_WORDS } from '../log-words.ts';
import type { LogSource } from './log-source.ts';
import { isEmpty, isSameSource } from './log-source.ts';
import type { LogOrder, LogSpot } from './log-spot.ts';
import { findLogSpot } from './log-spot.ts';
import type { StepPlace } from './step-place.ts';
import { findFirstStep, findStepOfLine, getStepAt } from './step-place.ts';

interface LogInput {
  readonly source: LogSource;
  /** The step that the address names, until a log is there; null where it names none. */
  readonly wanted: string | null;
}

export interface LogContext extends LogInput, LogSpot {
  /** null until a log was found. What was read last stays while a changed text is read. */
  readonly reading: LogReading | null;
  /** Bytes of the file that were read. */
  readonly read: number;
  readonly failure: string | null;
  /** Another log that this one is compared with; null until one is opened. */
  readonly other: OtherLog | null;
}

interface OtherLog {
  readonly file: File;
  readonly name: string;
  /** null while it is read. */
  readonly reading: LogReading | null;
  readonly problem: string | null;
}

export type LogEvent =
  | { readonly type: 'source.change'; readonly source: LogSource }
  | { readonly type: 'log.told'; readonly source: LogSource; readonly read: number }
  | { readonly type: 'log.done'; readonly source: LogSource; readonly reading: LogReading }
  | { readonly type: 'log.failed'; readonly source: LogSource; readonly why: string }
  /** The reader has waited long enough, or tries again. */
  | { readonly type: 'log.stop' }
  | { readonly type: 'log.again' }
  | { readonly type: 'step.choose'; readonly step: StepPlace }
  /** The caret came to a line of the text. */
  | { readonly type: 'line.look'; readonly line: number }
  /** An address was opened that names a step, or none. */
  | { readonly type: 'address.open'; readonly spot: string | null }
  | { readonly type: 'order.change'; readonly order: LogOrder }
  | { readonly type: 'device.change'; readonly device: string | null }
  /** Another log, to be compared with this one. */
  | { readonly type: 'other.open'; readonly file: File }
  | { readonly type: 'other.done'; readonly file: File; readonly reading: LogReading }
  | { readonly type: 'other.failed'; readonly file: File; readonly why: string };

/** Reads a source; without one it stops. */
export interface ReadOrder {
  readonly type: 'read';
  readonly source: LogSource | null;
}

/** How it acts on the world: it hears of the text, and has it read. */
export interface LogEffects {
  readonly follow: CallbackActorLogic<EventObject, undefined, LogEvent>;
  readonly reader: CallbackActorLogic<ReadOrder, undefined, LogEvent>;
  /** Reads another log. */
  readonly other: CallbackActorLogic<OtherOrder, undefined, LogEvent>;
  /** Tells the page what the log is of, and Review what is heard of it. */
  readonly subject: CallbackActorLogic<SubjectOrder, undefined, LogEvent>;
  /** Says a sentence to the reader. */
  readonly voice: CallbackActorLogic<SayOrder, undefined, LogEvent>;
}

export interface OtherOrder {
  readonly type: 'read';
  readonly file: File;
  readonly choices: LogSource['choices'];
}

export interface SubjectOrder {
  readonly type: 'show';
  readonly reading: LogReading | null;
  readonly source: LogSource;
  /** False where the reading of this source failed, and what is shown is of the one before. */
  readonly isRead: boolean;
}

export interface SayOrder {
  /** `notice`: it stays on the page until it is dismissed. `say`: it is heard, and stands on the page elsewhere. */
  readonly type: 'notice' | 'say';
  readonly sentence: string;
  readonly isBad?: boolean;
}

export type LogMachine = ReturnType<typeof createLogMachine>;

const STOPPED = 'You stopped the reading.';

export function createLogMachine(effects: LogEffects) {
  return setup({
    types: { context: {} as LogContext, events: {} as LogEvent, input: {} as LogInput },
    actors: { ...effects },
    guards: {
      'has text': ({ context }) => !isEmpty(context.source),
      'is other': ({ context, event }) => 'file' in event && event.file === context.other?.file,
      'is latest': ({ context, event }) => 'source' in event && isSameSource(event.source, context.source),
    },
    actions: {
      read: sendTo('reader', ({ context }) => ({ type: 'read', source: context.source })),
      stop: sendTo('reader', { type: 'read', source: null }),
      'say failure': sendTo('voice', ({ context: { failure } }) => ({
        ...{ type: 'say', sentence: failure ?? '', isBad: true },
      })),
      'say other': sendTo('voice', ({ context: { reading, other } }) => ({
        ...{ type: 'say', sentence: formatHeardOther(reading, other), isBad: other?.problem != null },
      })),
      'show subject': sendTo('subject', ({ context: { reading, failure, source } }) => ({
        ...{ type: 'show', reading, source, isRead: failure === null },
      })),
    },
  }).createMachine({
    id: 'log',
    context: ({ input: { source, wanted } }) => ({
      ...{ source, wanted },
      reading: null,
      read: 0,
      failure: null,
      step: null,
      order: 'device',
      device: null,
      other: null,
    }),
    invoke: [
      { src: 'reader', id: 'reader' },
      { src: 'follow', id: 'follow' },
      { src: 'subject', id: 'subject' },
      { src: 'other', id: 'other' },
      { src: 'voice', id: 'voice' },
    ],
    initial: 'changed',
    on: {
      'source.change': {
        target: '.changed',
        actions: assign(({ context, event: { source } }) => ({
          source,
          // Of another file nothing stays.
          ...(isOtherFile(context.source, source) && { reading: null, step: null, device: null }),
        })),
      },
      'step.choose': { actions: assign({ step: ({ event }) => event.step }) },
      'line.look': {
        actions: assign(({ context: { reading, step }, event: { line } }) => ({
          step: (reading && findStepOfLine(reading, line, step)) ?? step,
        })),
      },
      'address.open': {
        actions: enqueueActions(({ context: { reading }, event: { spot }, enqueue }) => {
          if (!reading) {
            enqueue.assign({ wanted: spot });
            return;
          }
          enqueue.assign({ wanted: null });
          const found = spot === null ? null : findLogSpot(reading, spot);
          if (found) enqueue.assign(found);
          else if (spot === null)
            enqueue.assign({ step: findFirstStep(reading), order: 'device', device: null });
          else enqueue.sendTo('voice', { type: 'notice', sentence: fill(LOG_WORDS.noSpot, { spot }) });
        }),
      },
      'order.change': { actions: assign({ order: ({ event }) => event.order }) },
      'other.open': {
        actions: [
          assign(({ event: { file } }) => ({
            other: { file, name: file.name, reading: null, problem: null },
          })),
          sendTo('other', ({ context, event: { file } }) => ({
            ...{ type: 'read', file, choices: context.source.choices },
          })),
          'say other',
        ],
      },
      'other.done': {
        guard: 'is other',
        actions: [
          assign(({ context: { other }, event: { reading } }) => ({
            other: other && {
              ...other,
              ...(isLog(reading) ? { reading } : { problem: OTHER_WORDS.notLog }),
            },
          })),
          'say other',
        ],
      },
      'other.failed': {
        guard: 'is other',
        actions: [
          assign(({ context: { other }, event: { why } }) => ({
            other: other && { ...other, problem: why },
          })),
          'say other',
        ],
      },
      'device.change': {
        actions: assign(({ context, event: { device } }) => ({
          device,
          step:
            context.reading && device !== null && context.step?.device !== device
              ? findFirstStep(context.reading, device)
              : context.step,
        })),
      },
    },
    states: {
      changed: { always: [{ guard: 'has text', target: 'reading' }, { target: 'empty' }] },
      empty: {
        entry: [
          assign({ reading: null, step: null, device: null, failure: null, read: 0 }),
          'stop',
          'show subject',
          enqueueActions(({ context: { wanted }, enqueue }) => {
            if (wanted !== null) enqueue.sendTo('voice', { type: 'notice', sentence: LOG_WORDS.noText });
          }),
        ],
      },
      reading: {
        entry: [assign({ read: 0, failure: null }), 'read'],
        on: {
          'log.told': { guard: 'is latest', actions: assign({ read: ({ event }) => event.read }) },
          'log.done': {
            guard: 'is latest',
            target: 'read',
            actions: enqueueActions(({ context, event: { reading }, enqueue }) => {
              const { step, device, wanted } = context;
              const isKnown = reading.devices.some(({ name }) => name === device);
              enqueue.assign({
                reading: isLog(reading) ? reading : null,
                device: isKnown ? device : null,
                step:
                  step && getStepAt(reading, step) ? step : findFirstStep(reading, isKnown ? device : null),
              });
              if (isLog(reading) && wanted !== null) enqueue.raise({ type: 'address.open', spot: wanted });
            }),
          },
          'log.failed': {
            guard: 'is latest',
            target: 'failed',
            actions: [assign({ failure: ({ event }) => event.why }), 'say failure'],
          },
          'log.stop': { target: 'failed', actions: [assign({ failure: STOPPED }), 'stop', 'say failure'] },
        },
      },
      read: { entry: 'show subject' },
      failed: { entry: 'show subject', on: { 'log.again': 'reading' } },
    },
  });
}

const isOtherFile = (one: LogSource, other: LogSource) =>
  one.text !== other.text && (typeof one.text !== 'string' || typeof other.text !== 'string');
