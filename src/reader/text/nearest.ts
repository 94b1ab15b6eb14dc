/**
 * What to say about a text in which nothing was found: the nearest match for a table, with its line.
 */

import type { LocatedProblem } from './problem.ts';
import { createProblem } from './problem.ts';
import type { SourceLine } from './source-line.ts';
import { getPlace } from './source-line.ts';

/** From the nearest to the farthest. Each repetition has a limit: a long line costs no more than its length. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\b\w{1,100}\s{0,40}(?:\[[^\]]{0,200}\]\s{0,40}){1,2}=\s{0,40}\{/, 'an array'],
  [/\bVFIO_DEVICE_STATE_\w+/, 'a device_state name'],
  [/\bdevice_state\b|\bmig_state\b|\bmigration_state\b/, 'device_state'],
  [/^(?:> ?)*@@ -\d/, 'a diff hunk'],
  [/^(?:> ?)*diff --git /, 'a diff'],
  [/[{};]\s{0,80}$/, 'a line of C'],
];

/** The problem that there is no table. */
export function createNoTable(lines: readonly SourceLine[]): LocatedProblem {
  for (const [sign, what] of SIGNS) {
    const line = lines.find(({ text }) => sign.test(text));
    if (!line) continue;
    const place = getPlace(line, Math.max(0, line.text.search(sign)));
    return createProblem('no-table', place, line.text, {
      nearest: `The nearest match is ${what} in line ${place.line}.`,
    });
  }
  const first = lines.find(({ text }) => text.trim() !== '');
  const place = first ? getPlace(first, 0) : { line: 1, column: 1 };
  return createProblem('no-table', place, first?.text ?? '', {
    nearest: 'Nothing in it looks like C or a diff.',
  });
}
