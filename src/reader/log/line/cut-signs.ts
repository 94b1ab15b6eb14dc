/** What shows that the lines of a log were cut at a column, so that a name at the end of one may be the head of a longer one. */

import type { LineReading } from './log-fact.ts';
import { isHeadOfName } from './logged-state.ts';

/** As many lines of the greatest length are no chance. */
const FEW = 3;

export interface CutSigns {
  /** A line as it stands in the file. */
  see(length: number, reading: LineReading): void;
  /** A line as it was put together. */
  seeReading(reading: LineReading): void;
  /** A state that looked cut was wrapped: the rest of it came. */
  mend(): void;
  /** True if a line of that length in the file may have been cut. */
  mayBeCut(length: number): boolean;
}

export function createCutSigns(): CutSigns {
  let [longest, count, pieceLength] = [0, 0, 0];
  let cutNames = 0;
  return {
    see(length, { kind }) {
      if (kind === 'partial' || kind === 'fragment') pieceLength = length;
      if (length < longest) return;
      count = length === longest ? count + 1 : 1;
      longest = length;
    },
    seeReading(reading) {
      const isUnknown = reading.kind === 'fact' && reading.fact.kind === 'unknown-state';
      if (isUnknown && isHeadOfName(reading.fact.name)) cutNames += 1;
    },
    mend() {
      cutNames -= 1;
    },
    mayBeCut: (length) =>
      cutNames > 0 || (length > 0 && length === longest && (count > FEW || pieceLength === length)),
  };
}
