/**
 * Reads a log a line at a time, in flat memory, and hands on each step of each device as soon as no later line can change
 * it. Joins lines that a mailer wrapped, and notices pieces of lines: what stood there is lost, so that what comes after is
 * less certain.
 */

import type { ClientId } from '../../protocol/clients/client.ts';
import { type ClientGuess, createClientSigns } from './client/client-guess.ts';
import { type FlagsGuess, guessFlags } from './client/flags-guess.ts';
import { LONGEST_LINE } from './line/line-frame.ts';
import { createLineWindow, type WindowLine } from './line/line-window.ts';
import type { Fact, LineReading, LogFormat } from './line/log-fact.ts';
import { type LogLine, readLogLine } from './line/log-line.ts';
import { createNearest } from './line/nearest-line.ts';
import { stripProgram } from './qemu/error-line.ts';
import { closeRun, takeFact, tear } from './run/device-run.ts';
import type { DeviceState, RunContext } from './run/device-state.ts';
import { createDevices } from './run/devices.ts';
import type { RunNote, RunStep } from './run/run-step.ts';

export interface LogSink {
  readonly onStep: (step: RunStep) => void;
  readonly onNote: (note: RunNote) => void;
  /** Every line of an error, for the table of causes: without its program and its time. */
  readonly onError?: (line: number, text: string) => void;
}

interface DeviceSummary extends FlagsGuess {
  readonly name: string;
  readonly generation: 'v1' | 'v2';
  /** device_state at the end, where it is known. */
  readonly end: number | null;
  /** True if the errors of its QEMU are in this log. */
  readonly hasErrors: boolean;
}

export interface LogSummary {
  readonly formats: readonly LogFormat[];
  readonly client: ClientGuess | null;
  readonly devices: readonly DeviceSummary[];
  readonly lines: number;
  /** Lines, other than blank ones, that were not read. */
  readonly unread: number;
  /** The unread line that is most like one of a log. */
  readonly nearest: { readonly line: number; readonly text: string } | null;
}

export interface LogReader {
  /** One line without its line feed. `isWhole` is false for a last line that has none. */
  push(line: string, isWhole?: boolean): void;
  /** Hands on what waits for a later line: for a log that is being written. */
  pause(): void;
  end(): LogSummary;
  summarize(): LogSummary;
}

/** What begins a line of its own, even without a time. */
const BEGINS = /^vfio_[a-z0-9_]+\s/;

/** What stands in a line that may name a cause. */
const ERROR =
  /fail|not support|support migration|couldn't|doesn't|only if all|disallow|out of sync|invalid device|disabled|not ready|unsupported|limitation|RIP: |unknown state|error state/i;

/** A line that goes on, as far as it was read. */
interface OpenLine {
  text: string;
  reading: LineReading;
  readonly first: LogLine;
  readonly number: number;
  count: number;
}

/** Lines that are put together at most: an event of QMP that is printed over several. */
const MOST_JOINED = 12;

/** Names of devices that are looked for at the end of a cut line. */
const MOST_NAMES = 100;

export function createLogReader(sink: LogSink, client: ClientId | null = null): LogReader {
  const signs = createClientSigns(client);
  const devices = createDevices(() => (signs.isV1() ? 'v1' : 'v2'), sink.onNote);
  const formats = new Set<LogFormat>();
  const names = new Set<string>();
  const nearest = createNearest();
  const context: RunContext = { client, emit: sink.onStep, note: sink.onNote };
  let [lines, unread, hasErrors, isBackTold] = [0, 0, false, false];
  let open: OpenLine | null = null;
  const lengths = new Map<number, number>();
  let longest = 0;

  const window = createLineWindow(take, (line) => {
    if (isBackTold) return;
    isBackTold = true;
    sink.onNote({ id: 'times-go-back', line: line.number, device: null, words: {} });
  });

  function tearAll(number: number): void {
    for (const state of devices.all()) tear(state);
    sink.onNote({ id: 'torn-line', line: number, device: null, words: {} });
  }

  function take(entry: WindowLine): void {
    const { reading, time, pid } = entry.line;
    if (reading.kind === 'fragment') tearAll(entry.number);
    if (reading.kind !== 'fact') return;
    const { fact } = reading;
    signs.see(fact, entry.number);
    if (fact.kind === 'status') return;
    const isCut = entry.isCut || isAtEdge(entry.length);
    const place = { line: entry.number, time, isCut };
    const state = devices.find(fact, pid, entry.number);
    if (state === null) {
      if (fact.kind === 'remark') {
        const device = fact.device === '' ? null : fact.device;
        const words = { format: reading.format ?? '' };
        sink.onNote({ id: fact.remark, line: entry.number, device, words });
      }
      return;
    }
    if (reading.format === 'qemu-error') devices.seeError(state);
    takeFact(state, fact, place, context);
  }

  /** True if lines were cut at a column, and this one ends there. */
  const isAtEdge = (length: number) => length > 0 && length === longest && (lengths.get(length) ?? 0) > 3;

  function measure(length: number): void {
    if (length < longest) return;
    if (length > longest) lengths.clear();
    longest = length;
    lengths.set(length, (lengths.get(length) ?? 0) + 1);
  }

  function accept(line: LogLine, number: number, length: number, isWhole: boolean): void {
    const { reading } = line;
    if (reading.kind === 'fact' || reading.kind === 'known') {
      if (reading.format) formats.add(reading.format);
      if (reading.kind === 'fact' && 'device' in reading.fact && names.size < MOST_NAMES)
        names.add(reading.fact.device);
      if (reading.kind === 'fact') addToWindow(line, number, length, isWhole);
      return;
    }
    unread += 1;
    if (reading.kind === 'unread') nearest.see(number, line.text);
    else addToWindow({ ...line, reading: { kind: 'fragment' } }, number, length, isWhole);
  }

  function addToWindow(line: LogLine, number: number, length: number, isWhole: boolean): void {
    window.add({ number, line, isCut: !isWhole, length, key: 0 });
  }

  /** An error of QEMU that is cut within the name of a device, or after it. */
  function isPieceOfError({ text, isOfErrors }: LogLine): boolean {
    if (!isOfErrors) return false;
    const rest = stripProgram(text).trim();
    return rest === '' || [...names].some((name) => `${name}: Failed`.startsWith(rest));
  }

  function closeOpen(): void {
    if (!open) return;
    const { first, number, reading } = open;
    open = null;
    const fallback = reading.kind === 'partial' ? reading.fallback : undefined;
    const isPlain = first.reading.kind === 'unread' && reading === first.reading && !isPieceOfError(first);
    const rest: LineReading = isPlain ? reading : (fallback ?? { kind: 'fragment' });
    accept({ ...first, reading: rest }, number, 0, true);
  }

  /** Takes the line as the rest of the one before it; false where it stands for itself. */
  function join(line: LogLine, isWhole: boolean): boolean {
    if (!open || line.time !== null || line.isOfErrors || BEGINS.test(line.text)) return false;
    const { reading } = line;
    // A state that was wrapped onto its own line looks like one read from debugfs.
    const isBare = reading.kind === 'fact' && reading.format === 'debugfs';
    // The rest of an error that was wrapped within the name of its device looks whole, but for the name.
    const isRest = reading.kind === 'fact' && reading.format === 'qemu-error' && open.first.isOfErrors;
    if ((reading.kind === 'fact' || reading.kind === 'known') && !isBare && !isRest) return false;
    const text = `${open.text} ${line.text}`;
    const joined = readLogLine(text);
    open.count += 1;
    if (joined.reading.kind === 'partial' && open.count < MOST_JOINED) {
      Object.assign(open, { text, reading: joined.reading });
      return true;
    }
    if (joined.reading.kind !== 'fact') return false;
    const { number, first } = open;
    open = null;
    accept({ ...joined, time: joined.time ?? first.time, pid: joined.pid ?? first.pid }, number, 0, isWhole);
    return true;
  }

  function push(raw: string, isWhole = true): void {
    lines += 1;
    measure(raw.length);
    const line = readLogLine(raw);
    if (line.isOfErrors) hasErrors = true;
    if (line.text === '') {
      // A time and nothing after it: the rest was cut off.
      if (line.time?.clock === 'epoch') accept({ ...line, reading: { kind: 'fragment' } }, lines, 0, isWhole);
      return;
    }
    seeError(line, lines);
    if (join(line, isWhole)) return;
    closeOpen();
    // An error may be wrapped within the name of its device, which may not have been named yet.
    const { kind } = line.reading;
    const goesOn = kind === 'partial' || (kind === 'unread' && line.isOfErrors);
    if (goesOn && raw.length < LONGEST_LINE) {
      open = { text: line.text, first: line, reading: line.reading, number: lines, count: 1 };
      return;
    }
    accept(line, lines, raw.length, isWhole);
  }

  function seeError(line: LogLine, number: number): void {
    const { reading, text } = line;
    if (reading.kind === 'known') return;
    const isFact = reading.kind === 'fact';
    if (isFact && reading.format === 'qemu-error') hasErrors = true;
    if (isFact && reading.fact.kind === 'status') seeStatus(reading.fact, number);
    else if (sink.onError && text.length < LONGEST_LINE && ERROR.test(text)) sink.onError(number, text);
  }

  function seeStatus({ status, error }: Extract<Fact, { kind: 'status' }>, number: number): void {
    if (error !== null) sink.onError?.(number, error);
    sink.onNote({
      id: 'migration-status',
      line: number,
      device: null,
      words: { status, error: error ?? '' },
    });
  }

  function summarize(): LogSummary {
    const guess = signs.guess();
    const knows = { knowsPreCopy: guess?.id !== 'qemu-8.0', knowsP2p: isOfP2p(guess) };
    return {
      ...{ formats: [...formats], client: guess, lines, unread, nearest: nearest.get() },
      devices: devices.all().map((state) => toSummary(state, knows, devices.hasErrors(state, hasErrors))),
    };
  }

  return {
    push,
    pause() {
      window.flush();
      for (const state of devices.all()) {
        for (const step of state.held) sink.onStep(step);
        state.held = [];
      }
    },
    end() {
      closeOpen();
      window.flush();
      for (const state of devices.all()) closeRun(state, context);
      return summarize();
    },
    summarize,
  };
}

/** 8.0 and 8.1 know no P2P: a VM stop without its step shows nothing there. */
const isOfP2p = (guess: ClientGuess | null) => guess?.id === 'qemu-9.1' || guess?.id === 'qemu-8.2';

const toSummary = (
  state: DeviceState,
  knows: { readonly knowsPreCopy: boolean; readonly knowsP2p: boolean },
  hasErrors: boolean,
): DeviceSummary => ({
  ...{ name: state.name, generation: state.generation, end: state.value, hasErrors },
  ...guessFlags(state, knows),
});
