/**
 * Puts lines together that a mailer wrapped, or a printer of JSON spread over several: a line that goes on waits for the one
 * after it, and says what it says alone if that stands for itself.
 */

import { LONGEST_LINE } from '../line-frame.ts';
import { isHeadOfLine } from '../line-piece.ts';
import type { Fact, LineReading } from '../log-fact.ts';
import { type LogLine, readLogLine } from '../log-line.ts';
import { isHeadOfName } from '../logged-state.ts';
import { createWrapSigns, type WrapSigns } from './wrap-signs.ts';

/** A line as it leaves: one of the file, or several together. */
export interface JoinedLine {
  readonly line: LogLine;
  /** Where it begins in the file. */
  readonly number: number;
  /** Where it ends, if that is another line. */
  readonly until?: number;
  /** How long it is in the file, or 0 for one that was put together. */
  readonly length: number;
  /** False for a last line that no line feed ends. */
  readonly isWhole: boolean;
  /** True if a blank begins it in the file; true if one ends it. */
  readonly isIndented?: boolean;
  readonly hasBlank?: boolean;
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
  first: LogLine;
  readonly number: number;
  /** The length of its last line in the file. */
  length: number;
  hasBlank: boolean;
  /** Where the text has a blank that may not have stood in the line. */
  seams: readonly number[];
  count: number;
}

/** What begins a line of its own, even without a time. `vfio_mig_write` and its like stand after the program. */
const BEGINS = /^(?:\d+ )?vfio_(?!mig_)[a-z0-9_]+(?:\s|$)|^\{ ?"timestamp"|^event [A-Z_]+ at \d/;

/** What stands once in a line of a server, and in an event of QMP. */
const ONCE = [/\bmigration:|\bbad transition |\bfailed to transition to /, /VFIO_MIGRATION/];

/** What an editor or a shell puts at a break. */
const BREAK_MARK = / \\$/;
const GOES_ON_MARK = /^[↪↳⤷] ?/;

/** Lines that are put together at most: an event of QMP that is printed over several. */
const MOST_JOINED = 12;

/** `onError` is given what several lines of an error say together. */
export function createLineJoin(
  out: (line: JoinedLine) => void,
  onError: (line: LogLine, number: number) => void,
): LineJoin {
  let open: OpenLine | null = null;
  const signs = createWrapSigns();

  function close(): void {
    if (!open) return;
    const { first, number, reading, text, seams } = open;
    open = null;
    const fallback = reading.kind === 'partial' ? reading.fallback : undefined;
    const isPlain = first.reading.kind === 'unread' && reading === first.reading;
    const rest: LineReading = isPlain ? reading : (fallback ?? { kind: 'fragment' });
    out({ line: withSureName({ ...first, reading: rest }, text, seams), number, length: 0, isWhole: true });
  }

  /** Takes the line as the rest of the one before it; false where it stands for itself. */
  function join(given: JoinedLine): boolean {
    // Most lines stand for themselves.
    if (!open || given.line.time !== null) return false;
    const added = { ...given, line: { ...given.line, text: given.line.text.replace(GOES_ON_MARK, '') } };
    const { line, isWhole } = added;
    open.text = open.text.replace(BREAK_MARK, '');
    if (BEGINS.test(line.text)) return false;
    const piece = open.first.reading.kind === 'fragment' && open.count === 1;
    if (!piece && !goesOnWith(open, line)) return false;
    const { text, joined, seams } = piece ? glue(open, line.text) : readBoth(open, added, signs);
    if (piece && !isMended(joined, line)) return false;
    if (piece) {
      signs.seeWithinWord(open.length);
      // It was wrapped twice before what it says.
      if (joined.reading.kind === 'fragment' && text.length < LONGEST_LINE) {
        const { length, hasBlank = false } = added;
        Object.assign(open, { text, first: joined, length, hasBlank });
        return true;
      }
    }
    open.count += 1;
    if (joined.reading.kind === 'partial' && open.count < MOST_JOINED) {
      const { length, hasBlank = false } = added;
      Object.assign(open, { text, reading: joined.reading, length, hasBlank, seams });
      return true;
    }
    const { number, first } = open;
    if (first.isOfErrors) onError(joined, number);
    if (joined.reading.kind !== 'fact' || isWrongState(joined.reading.fact)) return false;
    open = null;
    if (seams.length === 0) signs.seeName(joined.reading);
    const whole = { ...joined, time: joined.time ?? first.time, pid: joined.pid ?? first.pid };
    const until = added.number;
    out({ line: withSureName(whole, text, seams), number, until, length: 0, isWhole });
    return true;
  }

  return {
    add(added) {
      if (join(added)) return;
      close();
      const { line, number, length, hasBlank = false } = added;
      const { reading } = line;
      const isInName = isWithinName(line);
      const isPiece = reading.kind === 'fragment';
      // An error may be wrapped within the name of its device, which may not have been named yet.
      const isHead = reading.kind === 'partial' || (reading.kind === 'unread' && line.isOfErrors);
      if (!(isInName || isPiece || isHead) || length >= LONGEST_LINE) {
        signs.seeName(reading);
        out(added);
        return;
      }
      const left: LineReading = isInName || isPiece ? { kind: 'partial', fallback: reading } : reading;
      open = {
        ...{ text: line.text, first: line, reading: left, number, length, hasBlank },
        ...{ seams: [], count: 1 },
      };
    },
    close,
  };
}

/** A state that no part of a name is: the line was not the rest. */
const isWrongState = (fact: Fact) => fact.kind === 'unknown-state' && !isHeadOfName(fact.name);

/** True if the line may be the rest of the one before it: it says nothing of its own, or only seems to. */
function goesOnWith(open: OpenLine, line: LogLine): boolean {
  if (
    line.isOfErrors ||
    isHeadOfLine(line.text) ||
    ONCE.some((mark) => mark.test(open.text) && mark.test(line.text))
  )
    return false;
  const { reading, text } = line;
  if (reading.kind !== 'fact') return reading.kind !== 'known';
  // A state that was wrapped onto its own line looks like one read from debugfs, and the rest of an event of QMP like a whole one.
  if (reading.format === 'debugfs' || text.startsWith('"VFIO_MIGRATION"')) return true;
  // The rest of an error that was wrapped within the name of its device looks whole, but for the name.
  return (reading.format === 'qemu-error' && open.first.isOfErrors) || open.text.endsWith('*:');
}

/** True if a piece and the line after it are one: a terminal wrapped it within its time, or within the name of its event. */
function isMended(joined: LogLine, line: LogLine): boolean {
  const isNew = line.reading.kind === 'unread' || line.reading.kind === 'fragment' || joined.time !== null;
  const isHead = joined.reading.kind === 'fragment' && joined.time !== null && line.reading.kind !== 'fact';
  return isNew && (isWhole(joined) || joined.reading.kind === 'partial' || isHead);
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

/** Two lines as one. */
interface Both extends Pick<OpenLine, 'text' | 'seams'> {
  readonly joined: LogLine;
}

type Before = Pick<OpenLine, 'text' | 'length' | 'hasBlank' | 'seams'>;

const glue = ({ text: before, seams }: Before, after: string): Both => {
  const text = closeSocket(before, after) + after;
  return { text, joined: readLogLine(text), seams };
};

/** The end of a socket's name may begin the line after it, and was taken for the mark of a quotation then. */
const closeSocket = (before: string, after: string) =>
  /VFIO user <[^>]*$/.test(before) && /^(?:[):]|[a-z_]+=)/.test(after) ? `${before}>` : before;

/** True for a break where no blank can have stood: at a bracket or a comma, in a number of JSON, or in a word that it quotes. */
function isWithinToken(before: string, after: string): boolean {
  if (/[(<]$/.test(before) || /^[),:>.]/.test(after)) return true;
  const object = /\{ ?"/.exec(before);
  if (!object) return false;
  const [, quoted] = /"([^"\s]*)$/.exec(before.slice(object.index).replace(/"(?:[^"\\]|\\.)*"/g, '')) ?? [];
  return quoted !== undefined || (/\d$/.test(before) && /^\d/.test(after));
}

/** A mailer wraps at a blank, a terminal within a word. */
function readBoth(before: Before, { line, isIndented }: JoinedLine, signs: WrapSigns): Both {
  const glued = glue(before, line.text);
  if (isWithinAddress(before.text, line.text)) return glued;
  if (isWithinToken(before.text, line.text)) {
    signs.seeWithinWord(before.length);
    return glued;
  }
  const head = closeSocket(before.text, line.text);
  const text = `${head} ${line.text}`;
  const spaced: Both = { text, joined: readLogLine(text), seams: before.seams };
  if (head !== before.text) {
    signs.seeWithinWord(before.length);
    return isWhole(glued.joined) ? glued : spaced;
  }
  if (before.hasBlank || isIndented) return spaced;
  const [isBlank, isWord] = [isWhole(spaced.joined), isWhole(glued.joined)];
  if (isBlank !== isWord) {
    if (isWord) signs.seeWithinWord(before.length);
    else signs.seeAtBlank();
    return isWord ? glued : spaced;
  }
  const isOfWord = signs.isWithinWord(before.length, getDevice(spaced.joined), getDevice(glued.joined));
  if (isOfWord === null) return { ...spaced, seams: [...before.seams, before.text.length] };
  return isOfWord ? glued : spaced;
}

function getDevice({ reading }: Pick<LogLine, 'reading'>): string | undefined {
  if (reading.kind === 'partial' && reading.fallback) return getDevice({ reading: reading.fallback });
  return reading.kind === 'fact' && 'device' in reading.fact ? reading.fact.device : undefined;
}

/** The line, or a piece where the name of its device holds a blank that may be none. */
function withSureName(line: LogLine, text: string, seams: readonly number[]): LogLine {
  const name = seams.length > 0 ? getDevice(line) : undefined;
  if (name === undefined) return line;
  const at = text.indexOf(name);
  const isSewn = seams.some((seam) => seam > at && seam < at + name.length);
  return isSewn ? { ...line, reading: { kind: 'fragment' } } : line;
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
