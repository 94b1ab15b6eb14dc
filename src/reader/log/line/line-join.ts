/**
 * Puts lines together that a mailer wrapped, or a printer of JSON spread over several: a line that goes on waits for the one
 * after it, and says what it says alone if that stands for itself.
 */

import { LONGEST_LINE } from './line-frame.ts';
import type { LineReading } from './log-fact.ts';
import { type LogLine, readLogLine } from './log-line.ts';

/** A line as it leaves: one of the file, or several together. */
export interface JoinedLine {
  readonly line: LogLine;
  /** Where it begins in the file. */
  readonly number: number;
  /** How long it is in the file, or 0 for one that was put together. */
  readonly length: number;
  /** False for a last line that no line feed ends. */
  readonly isWhole: boolean;
}

export interface LineJoin {
  add(line: JoinedLine): void;
  /** Nothing more comes that the open line could go on with. */
  close(): void;
}

/** A line that goes on, as far as it was read. */
interface OpenLine {
  text: string;
  reading: LineReading;
  readonly first: LogLine;
  readonly number: number;
  count: number;
}

/** What begins a line of its own, even without a time. `vfio_mig_write` and its like stand after the program. */
const BEGINS = /^vfio_(?!mig_)[a-z0-9_]+\s|^\{ ?"timestamp"/;

/** What stands once in a line of a server, and in an event of QMP. */
const ONCE = [/\bmigration: |\bbad transition |\bfailed to transition to /, /VFIO_MIGRATION/];

/** Lines that are put together at most: an event of QMP that is printed over several. */
const MOST_JOINED = 12;

/** `onError` is given what several lines of an error say together. */
export function createLineJoin(
  out: (line: JoinedLine) => void,
  onError: (line: LogLine, number: number) => void,
): LineJoin {
  let open: OpenLine | null = null;

  function close(): void {
    if (!open) return;
    const { first, number, reading } = open;
    open = null;
    const fallback = reading.kind === 'partial' ? reading.fallback : undefined;
    const isPlain = first.reading.kind === 'unread' && reading === first.reading;
    const rest: LineReading = isPlain ? reading : (fallback ?? { kind: 'fragment' });
    out({ line: { ...first, reading: rest }, number, length: 0, isWhole: true });
  }

  /** Takes the line as the rest of the one before it; false where it stands for itself. */
  function join({ line, isWhole }: JoinedLine): boolean {
    if (!open || line.time !== null || line.isOfErrors || BEGINS.test(line.text)) return false;
    const before = open.text;
    if (ONCE.some((mark) => mark.test(before) && mark.test(line.text))) return false;
    const { reading } = line;
    // A state that was wrapped onto its own line looks like one read from debugfs.
    const isBare = reading.kind === 'fact' && reading.format === 'debugfs';
    // The rest of an error that was wrapped within the name of its device looks whole, but for the name.
    const isRest =
      reading.kind === 'fact' &&
      ((reading.format === 'qemu-error' && open.first.isOfErrors) || open.text.endsWith('*:'));
    if ((reading.kind === 'fact' || reading.kind === 'known') && !isBare && !isRest) return false;
    const { text, joined } = readBoth(open.text, line.text);
    open.count += 1;
    if (joined.reading.kind === 'partial' && open.count < MOST_JOINED) {
      Object.assign(open, { text, reading: joined.reading });
      return true;
    }
    const { number, first } = open;
    if (first.isOfErrors) onError(joined, number);
    if (joined.reading.kind !== 'fact') return false;
    open = null;
    const whole = { ...joined, time: joined.time ?? first.time, pid: joined.pid ?? first.pid };
    out({ line: whole, number, length: 0, isWhole });
    return true;
  }

  return {
    add(added) {
      if (join(added)) return;
      close();
      const { line, number, length } = added;
      const { reading } = line;
      const isInName = isWithinName(line);
      // An error may be wrapped within the name of its device, which may not have been named yet.
      const goesOn = isInName || reading.kind === 'partial' || (reading.kind === 'unread' && line.isOfErrors);
      if (!goesOn || length >= LONGEST_LINE) {
        out(added);
        return;
      }
      const left: LineReading = isInName ? { kind: 'partial', fallback: reading } : reading;
      open = { text: line.text, first: line, reading: left, number, count: 1 };
    },
    close,
  };
}

/** True if the line was wrapped within a name that has parentheses of its own, so that it looks whole. */
function isWithinName({ reading, text }: LogLine): boolean {
  if (reading.kind !== 'fact' || !('device' in reading.fact) || !text.endsWith(')')) return false;
  const { device } = reading.fact;
  return device.split('(').length > device.split(')').length;
}

/** How QEMU names a device, when no blank stands in it. */
const NAME =
  /(?<![0-9a-f])(?:[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})(?![0-9a-f])/;

const LONGEST_NAME = 36;

/** True if a name of a device is whole only without the break. */
function isWithinAddress(before: string, after: string): boolean {
  const tail = before.slice(-LONGEST_NAME);
  const found = NAME.exec(tail + after.slice(0, LONGEST_NAME));
  return found !== null && found.index < tail.length && found.index + found[0].length > tail.length;
}

const isWhole = ({ reading }: LogLine) => reading.kind === 'fact' && reading.fact.kind !== 'unknown-state';

/** A mailer wraps at a blank, a terminal within a word. */
function readBoth(before: string, after: string): { readonly text: string; readonly joined: LogLine } {
  const [spaced, glued] = [`${before} ${after}`, before + after];
  const isGlued = isWithinAddress(before, after);
  const joined = readLogLine(isGlued ? glued : spaced);
  if (isGlued || isWhole(joined)) return { text: isGlued ? glued : spaced, joined };
  const other = readLogLine(glued);
  return isWhole(other) ? { text: glued, joined: other } : { text: spaced, joined };
}

/** The rest of the name of a state, which a terminal wrapped. */
const REST = /^(?=.?[A-Z_])[A-Z0-9_]{1,12}(?:, recover state [A-Z0-9_]+)?$/;

export const mayBeRestOfState = ({ text, time }: LogLine): boolean => time === null && REST.test(text);

/** The line before, with the rest of the state that it names; null where this line is none. `STOP` and `_COPY` are STOP_COPY. */
export function addRestOfState(before: LogLine, { text }: LogLine): LogLine | null {
  if (getState(before) === undefined) return null;
  const glued = readLogLine(before.text + text);
  const state = getState(glued);
  return isWhole(glued) && state !== undefined && state !== getState(before)
    ? { ...glued, time: before.time, pid: before.pid }
    : null;
}

/** The state that a line of a client names, or what a wrap has left of it. */
function getState({ reading }: LogLine): number | string | undefined {
  if (reading.kind !== 'fact') return undefined;
  const { fact } = reading;
  if (fact.kind === 'unknown-state') return fact.name;
  return fact.kind === 'set' || fact.kind === 'now' || fact.kind === 'wanted' ? fact.to : undefined;
}
