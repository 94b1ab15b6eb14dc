/**
 * Reads a log a line at a time, in flat memory, and hands on each step of each device as soon as no later line can change
 * it. Joins lines that a mailer wrapped, and notices pieces of lines: what stood there is lost, so that what comes after is
 * less certain.
 */

import type { ClientId } from '../../protocol/clients/client.ts';
import { type ClientGuess, createClientSigns } from './client/client-guess.ts';
import { type FlagsGuess, guessFlags } from './client/flags-guess.ts';
import { type ClientsOfDevices, createClientsOfDevices } from './client/known-flags.ts';
import { createBareStates } from './kernel/bare-state.ts';
import { NO_PATH, readHeading } from './kernel/device-line.ts';
import { createStallSigns } from './kernel/stall-signs.ts';
import { createCutSigns } from './line/cut-signs.ts';
import { createLineWindow, type WindowLine } from './line/line-window.ts';
import type { Fact, LineReading, LineTime, LogFormat } from './line/log-fact.ts';
import { type LogLine, readLogLine } from './line/log-line.ts';
import { createNearest } from './line/nearest-line.ts';
import { addRestOfState, createLineJoin, type JoinedLine, mayBeRestOfState } from './line/wrap/line-join.ts';
import { stripProgram } from './qemu/error-line.ts';
import { createExpectation } from './qemu/quoted-text.ts';
import { getToldError } from './qemu/told-error.ts';
import { closeRun, startAnew, takeFact, tear } from './run/device-run.ts';
import type { DeviceState, RunContext } from './run/device-state.ts';
import { createDevices } from './run/devices.ts';
import { createNameSigns } from './run/name-signs.ts';
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
  /** Its client; null where the lines do not tell. */
  readonly client: ClientId | null;
  /** The process of its client, where the lines name it. */
  readonly process: string | null;
  /** The order of the first fact of it, as in its steps. */
  readonly since: number;
}

export interface LogSummary {
  readonly formats: readonly LogFormat[];
  readonly client: ClientGuess | null;
  readonly devices: readonly DeviceSummary[];
  readonly lines: number;
  /** Lines, other than blank ones, that were not read. */
  readonly unread: number;
  /** Where pieces of lines stood: the orders of the facts after them, as in the steps; the first MOST_TEARS of them. */
  readonly tears: readonly number[];
  /** The unread line that is most like one of a log. */
  readonly nearest: { readonly line: number; readonly text: string } | null;
}

export interface LogReader {
  /**
   * One line without its line feed. `isWhole` is false for a last line that has none; `number` is that of the next one if not
   * given; `isEncoded` is true where the file has it encoded.
   */
  push(line: string, isWhole?: boolean, number?: number, isEncoded?: boolean): void;
  /** Hands on what waits for a later line: for a log that is being written. */
  pause(): void;
  end(): LogSummary;
  /** What is known of one device so far. */
  describe(device: string): DeviceSummary | undefined;
}

const PIECE: LineReading = { kind: 'fragment' };

/** A blank before the text, apart from those of a quotation. */
const INDENTED = /^(?:[>|] ?)*(?<![>|])[ \t]/;

/** After so many pieces nothing is sure for those who ask. */
export const MOST_TEARS = 1000;

/** How much of a line a finding quotes. */
const LONGEST_QUOTE = 200;

/** Names of devices that are looked for at the end of a cut line. */
const MOST_NAMES = 100;

export function createLogReader(sink: LogSink, client: ClientId | null = null): LogReader {
  const signs = createClientSigns(client);
  const devices = createDevices(() => (signs.isV1() ? 'v1' : 'v2'), sink.onNote);
  const formats = new Set<LogFormat>();
  const names = new Set<string>();
  const tears: number[] = [];
  const nearest = createNearest();
  const nameSigns = createNameSigns();
  const context: RunContext = { client, emit: sink.onStep, note: sink.onNote };
  let [lines, unread, facts] = [0, 0, 0];
  let [hasErrors, isBackTold, isEncodedTold] = [false, false, false];
  let heading = NO_PATH;
  const [cut, bare] = [createCutSigns(), createBareStates()];
  const [isExpected, stall] = [createExpectation(), createStallSigns()];
  const clients = createClientsOfDevices(client);
  const join = createLineJoin(accept, seeError);

  const window = createLineWindow(take, (line) => {
    if (isBackTold) return;
    isBackTold = true;
    sink.onNote({ id: 'times-go-back', line: line.number, device: null, words: {} });
  });

  function tearAll(): void {
    if (tears.length < MOST_TEARS && tears.at(-1) !== facts) tears.push(facts);
    for (const state of devices.all()) tear(state);
    nameSigns.tear();
  }

  function take(entry: WindowLine): void {
    const { time, pid } = entry.line;
    const reading = isPieceOfError(entry.line) ? PIECE : entry.line.reading;
    if (entry.line.isOfErrors && reading.kind !== 'fragment') hasErrors = true;
    if (reading.kind === 'fragment' || entry.isDoubtful) tearAll();
    if (reading.kind === 'fragment' && !reading.isDoubtful)
      sink.onNote({ id: 'torn-line', line: entry.number, device: null, words: {} });
    if (reading.kind !== 'fact') return;
    const { fact } = reading;
    signs.see(fact, entry.number);
    if (fact.kind === 'status') return;
    if (fact.kind === 'restart') {
      if (devices.all().length === 0) return;
      for (const state of devices.all()) startAnew(state, context);
      clients.restart();
      return;
    }
    const isCut = entry.isCut || cut.mayBeCut(entry.length);
    const place = { line: entry.number, time, isCut, order: facts };
    facts += 1;
    const state = devices.find(fact, pid, place);
    if (state === null) {
      if (fact.kind === 'remark') {
        const device = fact.device === '' ? null : fact.device;
        const words = { format: reading.format ?? '' };
        sink.onNote({ id: fact.remark, line: entry.number, device, words });
      }
      return;
    }
    if (reading.format === 'qemu-error') devices.seeError(state);
    clients.see(state, fact, entry.number);
    nameSigns.see(state, fact, entry.number);
    takeFact(state, fact, place, context);
  }

  function accept({ line, number, until = number, length, isWhole }: JoinedLine): void {
    const { reading } = line;
    cut.seeReading(reading);
    const isRead = reading.kind === 'fact' || reading.kind === 'known';
    if (isRead && reading.format) formats.add(reading.format);
    if (reading.kind === 'fact' && 'device' in reading.fact && names.size < MOST_NAMES)
      names.add(reading.fact.device);
    if (!isRead) unread += 1;
    if (reading.kind === 'unread') nearest.see(number, line.text);
    if (reading.kind === 'known' || (reading.kind === 'unread' && !line.isOfErrors)) return;
    const own = reading.kind === 'partial' ? { ...line, reading: PIECE } : line;
    window.add({ number, until, line: own, isCut: !isWhole, isDoubtful: false, length, key: 0, clock: null });
  }

  /** An error of QEMU that is cut within the name of a device, or after it. */
  function isPieceOfError({ reading, text, isOfErrors }: LogLine): boolean {
    if (!isOfErrors || reading.kind !== 'unread') return false;
    const rest = stripProgram(text).trim();
    return rest === '' || [...names].some((name) => `${name}: Failed`.startsWith(rest));
  }

  /** A reading of debugfs whose file is named by the line before it. */
  function withHeading(line: LogLine): LogLine {
    heading = readHeading(line.text) ?? heading;
    const { reading } = line;
    if (reading.kind !== 'fact' || reading.fact.kind !== 'sample' || reading.fact.device !== NO_PATH)
      return line;
    return { ...line, reading: { ...reading, fact: { ...reading.fact, device: heading } } };
  }

  function push(raw: string, isWhole = true, number = lines + 1, isEncoded = false): void {
    lines = number;
    const read = withHeading(readLogLine(raw, !isWhole));
    const isShown = isExpected(read.text) || stall.isOfFault(read);
    const line: LogLine = isShown ? { ...read, reading: { kind: 'unread' } } : read;
    cut.see(raw.length, line.reading);
    if (isEncoded) seeEncoded(line);
    if (line.text === '') {
      if (line.time) acceptTime(line, line.time);
      return;
    }
    if (!isShown) seeError(line, lines);
    const blanks = { isIndented: INDENTED.test(raw), hasBlank: raw.endsWith(' ') || raw.endsWith(' \r') };
    for (const one of bare.take({ line, number: lines, length: raw.length, isWhole, ...blanks })) add(one);
  }

  /** Whoever looks for the line by its number finds a row that says nothing. */
  function seeEncoded({ reading, text }: LogLine): void {
    if (isEncodedTold || reading.kind !== 'fact') return;
    isEncodedTold = true;
    sink.onNote({
      id: 'encoded-lines',
      line: lines,
      device: null,
      words: { text: text.slice(0, LONGEST_QUOTE) },
    });
  }

  function add(one: JoinedLine): void {
    const { line, number } = one;
    if (mayBeRestOfState(line) && window.amend(number - 1, (before) => withRest(before, line))) return;
    join.add(one);
  }

  function withRest(before: LogLine, rest: LogLine): LogLine | null {
    const whole = addRestOfState(before, rest);
    if (whole && before.reading.kind === 'fact' && before.reading.fact.kind === 'unknown-state') cut.mend();
    return whole;
  }

  /** A time and nothing after it: the rest was cut off, unless somebody wrote the time alone. */
  function acceptTime(line: LogLine, { text, clock }: LineTime): void {
    const isDoubtful = clock === 'day' && !/[.,]\d*$/.test(text);
    join.close();
    accept({
      line: { ...line, reading: { kind: 'fragment', isDoubtful } },
      number: lines,
      length: 0,
      isWhole: true,
    });
  }

  function seeError(line: LogLine, number: number): void {
    const { reading } = line;
    if (reading.kind === 'known') return;
    const isFact = reading.kind === 'fact';
    if (isFact && reading.format === 'qemu-error') hasErrors = true;
    if (isFact && reading.fact.kind === 'status') {
      seeStatus(reading.fact, number);
      if (reading.fact.error !== null) return;
    }
    const told = sink.onError && getToldError(line);
    if (told) sink.onError?.(number, told);
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

  const createSummary = (state: DeviceState) =>
    toSummary(state, clients, devices.hasErrors(state, hasErrors));

  function summarize(): LogSummary {
    const guess = signs.guess();
    return {
      ...{ formats: [...formats], client: guess, lines, unread, tears, nearest: nearest.get() },
      devices: devices.all().map(createSummary),
    };
  }

  return {
    push,
    pause() {
      for (const one of bare.close()) add(one);
      window.flush();
      for (const state of devices.all()) {
        for (const step of state.held) sink.onStep(step);
        state.held = [];
      }
    },
    end() {
      for (const one of bare.close()) add(one);
      join.close();
      window.flush();
      for (const state of devices.all()) closeRun(state, context);
      for (const note of nameSigns.getNotes()) sink.onNote(note);
      return summarize();
    },
    describe(device) {
      const state = devices.all().find(({ name }) => name === device);
      return state && createSummary(state);
    },
  };
}

const toSummary = (state: DeviceState, clients: ClientsOfDevices, hasErrors: boolean): DeviceSummary => ({
  ...{ name: state.name, generation: state.generation, end: state.value, hasErrors },
  ...{ process: state.pid, since: state.since, client: clients.getClient(state) },
  ...guessFlags(state, clients.getKnown(state)),
});
