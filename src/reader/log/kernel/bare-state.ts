/**
 * States alone on their lines: `migration/state` read in a loop, or the list of a document. A loop reads the same state twice
 * in a row, or says when it read it, or from where.
 */

import type { JoinedLine } from '../line/wrap/line-join.ts';
import { NO_PATH } from './device-line.ts';

export interface BareStates {
  /** The lines that are to be read now: this one, those that waited for it, or none. */
  take(line: JoinedLine): readonly JoinedLine[];
  /** The lines that still wait: in a text of nothing else they are readings. */
  close(): readonly JoinedLine[];
}

/** A time, or the file, on the line before. */
const CLUE = /\d\d:\d\d:\d\d|\d{9}|migration\/state/;

/** More than there are states is no list. */
const MOST_HELD = 16;

export function createBareStates(): BareStates {
  let [isLoop, hasOther, before] = [false, false, ''];
  let held: JoinedLine[] = [];

  const isBare = ({ line: { reading } }: JoinedLine) =>
    reading.kind === 'fact' && reading.fact.kind === 'sample' && reading.fact.device === NO_PATH;

  /** As a line of a document. */
  const toUnread = (one: JoinedLine): JoinedLine => ({
    ...one,
    line: { ...one.line, reading: { kind: 'unread' } },
  });

  /** What waits, as lines of a document, or as readings. */
  function release(isRead: boolean): readonly JoinedLine[] {
    const waiting = isRead ? held : held.map(toUnread);
    held = [];
    return waiting;
  }

  return {
    take(line) {
      if (isLoop) return [line];
      const clue = before;
      before = line.line.text;
      if (!isBare(line)) {
        hasOther = true;
        return [...release(false), line];
      }
      const isTimed = line.line.time !== null || CLUE.test(clue);
      isLoop = isTimed || held.at(-1)?.line.text === line.line.text || held.length >= MOST_HELD;
      if (isLoop) return [...release(true), line];
      held.push(line);
      return [];
    },
    close: () => release(!hasOther),
  };
}
