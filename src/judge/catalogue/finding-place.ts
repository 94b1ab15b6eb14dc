/**
 * The line of a finding that no line of the new side says: the line that a patch takes away, where the step function ends,
 * the line that sets the flags, or where the table begins. Every form of a review and the reply point there.
 */

import type { Finding } from '../../protocol/trace/finding.ts';
import type { Side } from '../../reader/review-input.ts';
import { isIntroduced } from '../findings/finding-split.ts';

/** The findings on a side of a text, each with a line; without one only where the text has none for the whole side. */
export function placeFindings(
  findings: readonly Finding[],
  side: Side,
  old: Side | null,
): readonly Finding[] {
  const whole = getWholeLine(side);
  return findings.map((finding) => {
    const line = (old && findRemovedLine(finding, side, old)) ?? finding.line ?? whole;
    return line === finding.line ? finding : { ...finding, line };
  });
}

/** The line that stands for a whole side; null where the text has none. */
function getWholeLine(side: Side): number | null {
  const lines = listLines(side);
  switch (side.kind) {
    case 'table':
      return side.start?.line ?? first(lines);
    case 'driver':
      return side.end?.line ?? side.claims.at(-1)?.place.line ?? last(lines);
    case 'validity':
      return first(lines);
  }
}

/** The line of an entry or an arc that only the old side has, where nothing has come in its place. */
function findRemovedLine(finding: Finding, side: Side, old: Side): number | null {
  if (!isIntroduced(finding)) return null;
  const key = `${finding.from}>${finding.to}`;
  const [was, is] = [old.lines[key]?.line, side.lines[key]?.line];
  if (was === undefined || listLines(side).includes(was)) return null;
  const isReplaced = is !== undefined && !listLines(old).includes(is);
  const isOfEntry = finding.line === null || finding.line === is || finding.line === getEnd(side);
  return isReplaced || !isOfEntry ? null : was;
}

const getEnd = (side: Side) => (side.kind === 'driver' ? getWholeLine(side) : null);

const listLines = ({ lines }: Side) => Object.values(lines).map(({ line }) => line);

const first = (lines: readonly number[]) => (lines.length === 0 ? null : Math.min(...lines));

const last = (lines: readonly number[]) => (lines.length === 0 ? null : Math.max(...lines));
