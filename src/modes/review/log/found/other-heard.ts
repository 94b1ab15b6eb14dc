/** What is heard of another log: that it is read, why it cannot be, and where each device parts from its own run. */

import type { LogReading } from '../../../../judge/replay/log-reading.ts';
import { compareLogs } from '../../../../judge/replay/parting/run-parting.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import { LOG_WORDS, OTHER_WORDS } from '../log-words.ts';

interface Other {
  readonly name: string;
  readonly reading: LogReading | null;
  readonly problem: string | null;
}

/** Pairs that are told one by one. */
const MOST_TOLD = 3;

export function formatHeardOther(own: LogReading | null, other: Other | null): string {
  if (!other) return '';
  if (other.problem !== null) return other.problem;
  if (!other.reading) return LOG_WORDS.reading;
  if (!own) return '';
  const { runs } = compareLogs([own, other.reading], [OTHER_WORDS.own, other.name]);
  const pairs = runs.slice(0, MOST_TOLD).map(({ names: [device], agreed, parting }) => {
    const same = fill(agreed === 1 ? OTHER_WORDS.sameOne : OTHER_WORDS.same, { count: agreed });
    const what = parting ? same : OTHER_WORDS.allSame;
    return fill(OTHER_WORDS.heardPair, { device: formatVisibleLine(device), what });
  });
  return fill(OTHER_WORDS.heard, {
    name: formatVisibleLine(other.name),
    pairs: pairs.length > 0 ? pairs.join(' ') : OTHER_WORDS.none,
  });
}
