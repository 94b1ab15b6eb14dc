/**
 * What shows how the lines of a log were wrapped: by a mailer at a blank, or by a terminal at its width, within a word. A name
 * with a blank in it reads well either way.
 */

import type { LineReading } from '../log-fact.ts';

export interface WrapSigns {
  /** A line that was not wrapped. */
  seeName(reading: LineReading): void;
  /** A line of that length was wrapped within a word. */
  seeWithinWord(length: number): void;
  seeAtBlank(): void;
  /** True for a wrap within a word; `spaced` and `glued` are the names that follow, if any. null where nothing tells. */
  isWithinWord(length: number, spaced: string | undefined, glued: string | undefined): boolean | null;
}

const MOST_NAMES = 100;

/** QEMU names a device of vfio-user by its socket. */
const SOCKET = /^VFIO user </;

export function createWrapSigns(): WrapSigns {
  const names = new Set<string>();
  let [width, isAtBlank] = [0, false];
  return {
    seeName(reading) {
      if (reading.kind === 'fact' && 'device' in reading.fact && names.size < MOST_NAMES)
        names.add(reading.fact.device);
    },
    seeWithinWord(length) {
      width = length;
    },
    seeAtBlank() {
      isAtBlank = true;
    },
    isWithinWord(length, spaced, glued) {
      if (spaced !== undefined && glued !== undefined) {
        if (names.has(spaced) !== names.has(glued)) return names.has(glued);
        if (SOCKET.test(spaced) !== SOCKET.test(glued)) {
          if (SOCKET.test(glued)) width = length;
          else isAtBlank = true;
          return SOCKET.test(glued);
        }
      }
      if (width > 0) return width === length;
      return isAtBlank ? false : null;
    },
  };
}
