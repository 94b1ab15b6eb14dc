/**
 * The last few lines that say something, put in the order of their times: what several threads, or a mail, have mixed up by a
 * few lines. Lines of a log that stand twice are dropped here. Flat: it holds a fixed number of lines.
 */

import type { LogLine } from './log-line.ts';

export interface WindowLine {
  readonly number: number;
  readonly line: LogLine;
  /** True if the end of the line may be missing. */
  isCut: boolean;
  /** True if a piece without a time may belong before it: the lines around were out of order. */
  isDoubtful: boolean;
  /** How long the line is in the file, or 0 for one that was put together of several. */
  readonly length: number;
  key: number;
}

const MOST_LINES = 32;
const MOST_TEXTS = 64;

/** A line this far behind the one before it belongs to another log, not into its place: in seconds. */
const FARTHEST = 5;

export interface LineWindow {
  /** Takes a line; those that leave the window go to `out`, in order. */
  add(line: WindowLine): void;
  flush(): void;
}

export function createLineWindow(
  out: (line: WindowLine) => void,
  onBack: (line: WindowLine) => void,
): LineWindow {
  const held: WindowLine[] = [];
  const texts: string[] = [];
  let last = '';
  let isMixed = false;
  /** How many lines ago a piece came whose place is not known. */
  let sincePiece = Number.POSITIVE_INFINITY;

  return {
    add(line) {
      const { time, text, pid } = line.line;
      const isTimed = time?.clock === 'epoch';
      const key = `${pid}@${time?.text}:${text}`;
      if (isTimed ? texts.includes(key) : key === last) return;
      last = key;
      if (isTimed) {
        texts.push(key);
        if (texts.length > MOST_TEXTS) texts.shift();
      }
      const before = held.at(-1);
      line.key = isTimed ? time.seconds : (before?.key ?? Number.NEGATIVE_INFINITY);
      const behind = (before?.key ?? line.key) - line.key;
      if (behind > FARTHEST) {
        onBack(line);
        for (const one of held.splice(0)) out(one);
      }
      let at = held.length;
      while (at > 0 && (held[at - 1]?.key ?? line.key) > line.key) at -= 1;
      isMixed ||= at < held.length;
      held.splice(at, 0, line);
      sincePiece = !isTimed && line.line.reading.kind === 'fragment' ? 0 : sincePiece + 1;
      if (isMixed && sincePiece <= MOST_LINES) for (const one of held) one.isDoubtful = true;
      if (held.length > MOST_LINES) {
        const first = held.shift();
        if (first) out(first);
      }
    },
    flush() {
      for (const one of held.splice(0)) out(one);
      last = '';
    },
  };
}
