/**
 * The last few lines that say something, put in the order of their times: what several threads, or a mail, have mixed up by a
 * few lines. Lines of a log that stand twice are dropped here. Flat: it holds a fixed number of lines.
 */

import type { LogLine } from './log-line.ts';

export interface WindowLine {
  readonly number: number;
  /** Where it ends, if it was put together of several lines. */
  readonly until: number;
  readonly line: LogLine;
  /** True if the end of the line may be missing. */
  isCut: boolean;
  /** True if a piece without a time may belong before it: the lines around were out of order. */
  isDoubtful: boolean;
  /** How long the line is in the file, or 0 for one that was put together of several. */
  readonly length: number;
  key: number;
  /** Of what its key is; null before the first time. Uptimes give an order only where nothing better does. */
  clock: 'epoch' | 'uptime' | null;
}

const MOST_LINES = 32;
const MOST_TEXTS = 64;

/** A line this far behind the one before it belongs to another log, not into its place: in seconds. */
const FARTHEST = 5;

export interface LineWindow {
  /** Takes a line; those that leave the window go to `out`, in order. */
  add(line: WindowLine): void;
  /** Changes the line that ends at that number, if it has not left. True if it was changed. */
  amend(number: number, change: (line: LogLine) => LogLine | null): boolean;
  flush(): void;
}

export function createLineWindow(
  out: (line: WindowLine) => void,
  onBack: (line: WindowLine) => void,
): LineWindow {
  const held: WindowLine[] = [];
  const texts: string[] = [];
  let last = '';
  let [isMixed, hasEpoch, isAfterLate] = [false, false, false];
  /** The latest time of those that left. */
  let left = Number.NEGATIVE_INFINITY;
  /** How many lines ago a piece came whose place is not known. */
  let sincePiece = Number.POSITIVE_INFINITY;

  /** libvirt writes an event twice, and names its connection only once. */
  function isTwin(line: WindowLine, key: string): boolean {
    if (getEvent(line) === null) return false;
    const { pid } = line.line;
    const end = key.slice(`${pid}@`.length);
    if (pid === null) return texts.some((text) => text.endsWith(`@${end}`));
    const at = held.findIndex((one) => one.line.pid === null && getKey(one) === `null@${end}`);
    const twin = held[at];
    if (!twin) return false;
    held[at] = { ...twin, line: { ...twin.line, pid } };
    texts.push(key);
    return true;
  }

  function give(line: WindowLine): void {
    if (line.clock === 'epoch') left = Math.max(left, line.key);
    out(line);
  }

  return {
    add(line) {
      const { time } = line.line;
      const isTimed = time?.clock === 'epoch';
      hasEpoch ||= isTimed;
      const isUptime = time?.clock === 'uptime' && !hasEpoch;
      const key = getKey(line);
      if (isTimed ? texts.includes(key) || isTwin(line, key) : key === last) return;
      last = key;
      if (isTimed) {
        texts.push(key);
        if (texts.length > MOST_TEXTS) texts.shift();
      }
      const before = held.at(-1);
      line.clock = isTimed ? 'epoch' : isUptime ? 'uptime' : (before?.clock ?? null);
      line.key = isTimed || isUptime ? time.seconds : (before?.key ?? Number.NEGATIVE_INFINITY);
      const isComparable = before?.clock === line.clock;
      const behind = isComparable ? before.key - line.key : 0;
      if (behind > FARTHEST) {
        onBack(line);
        // What was known before need not be of the same log.
        line.isDoubtful = true;
        for (const one of held.splice(0)) give(one);
      }
      let at = held.length;
      while (at > 0 && isBefore(held, at, line)) at -= 1;
      isMixed ||= at < held.length;
      const keyBefore = held[at - 1]?.key;
      if (held[at - 1]?.clock === line.clock && keyBefore !== undefined && keyBefore > line.key) {
        line.key = keyBefore;
        line.isDoubtful = true;
      }
      // A line that comes too late for its place: what follows it in time may have been given already.
      const isLate = isTimed && line.key < left && left - line.key <= FARTHEST;
      line.isDoubtful ||= isLate || isAfterLate;
      const after = held[at];
      if (isLate && after) after.isDoubtful = true;
      isAfterLate = isLate && !after;
      held.splice(at, 0, line);
      sincePiece = !isTimed && line.line.reading.kind === 'fragment' ? 0 : sincePiece + 1;
      if (isMixed && sincePiece <= MOST_LINES) for (const one of held) one.isDoubtful = true;
      if (held.length > MOST_LINES) {
        const first = held.shift();
        if (first) give(first);
      }
    },
    amend(number, change) {
      const entry = held.findLast((one) => one.until === number);
      const changed = entry ? change(entry.line) : null;
      if (!entry || !changed) return false;
      held.splice(held.indexOf(entry), 1, { ...entry, line: changed });
      return true;
    },
    flush() {
      for (const one of held.splice(0)) give(one);
      last = '';
    },
  };
}

const getKey = (line: WindowLine) =>
  `${line.line.pid}@${line.line.time?.text}:${getEvent(line) ?? line.line.text}`;

/** An event of QMP, or an error, which are written more than once, each time with other words around. */
function getEvent(line: WindowLine): string | null {
  const fact = getFact(line);
  if (fact?.kind === 'failed') return `${fact.device} ${fact.to} failed ${fact.recover} ${fact.errno}`;
  return fact?.kind === 'event' ? `${fact.device} ${fact.to} ${fact.prepares}` : null;
}

/** True if the line belongs before the one at `place - 1`, by a time that can be compared. */
function isBefore(held: readonly WindowLine[], place: number, line: WindowLine): boolean {
  const other = held[place - 1];
  if (!other || other.key <= line.key || other.clock !== line.clock) return false;
  return !isAnswerOf(held, place, line);
}

const RUNNING = 2;

/** True if the line is the result of the request at `place - 1`, unless an earlier one waits for it: no clock puts it before. */
function isAnswerOf(held: readonly WindowLine[], place: number, line: WindowLine): boolean {
  const asked = held[place - 1];
  if (!asked || !isPair(asked, line)) return false;
  const own = held.findLast((one) => one.key <= line.key && isOfRequest(one, line));
  return own === undefined || !isPair(own, line);
}

const getFact = ({ line: { reading } }: WindowLine) => (reading.kind === 'fact' ? reading.fact : null);

function isOfRequest(one: WindowLine, other: WindowLine): boolean {
  const [fact, now] = [getFact(one), getFact(other)];
  const isOne = fact?.kind === 'intent' || fact?.kind === 'now';
  return isOne && now?.kind === 'now' && fact.device === now.device && one.line.pid === other.line.pid;
}

function isPair(one: WindowLine, other: WindowLine): boolean {
  const [asked, now] = [getFact(one), getFact(other)];
  if (asked?.kind !== 'intent' || now?.kind !== 'now' || !isOfRequest(one, other)) return false;
  return now.to === asked.to || now.to === asked.recover || now.to === RUNNING;
}
