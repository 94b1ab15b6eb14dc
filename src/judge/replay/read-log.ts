/**
 * Reads a whole log from its bytes, as the command line does, and says how far it has come. With it comes where lines begin,
 * so that the lines around any other can be shown of a file that is too long to show whole.
 */

import { createLogLines } from '../../reader/log/line/mail-lines.ts';
import type { LogReading } from './log-reading.ts';
import { LINES_BETWEEN_MARKS } from './log-reading.ts';
import type { ReplayOptions } from './log-replay.ts';
import { createReplay } from './log-replay.ts';

/** `onRead` is told after each piece how many bytes were read. */
export function readLog(
  pieces: Iterable<Uint8Array>,
  options: ReplayOptions,
  onRead: (bytes: number) => void = () => undefined,
): LogReading {
  const replay = createReplay(options);
  const splitter = createLogLines(replay.push);
  const marks = [0];
  let [read, lines] = [0, 0];
  for (const piece of pieces) {
    splitter.push(piece);
    for (let at = piece.indexOf(LINE_FEED); at >= 0; at = piece.indexOf(LINE_FEED, at + 1)) {
      lines += 1;
      if (lines % LINES_BETWEEN_MARKS === 0) marks.push(read + at + 1);
    }
    read += piece.length;
    onRead(read);
  }
  splitter.end();
  return { ...replay.end(), marks };
}

const LINE_FEED = 10;
