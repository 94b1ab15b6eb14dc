/** The finding in view, and the line that Review points at. */

import { getFindingKey } from '../../../judge/catalogue/finding-key.ts';
import { isIntroduced } from '../../../judge/findings/finding-split.ts';
import type { JudgedInput } from '../../../judge/judge-message.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import type { Finding } from '../../../protocol/trace/finding.ts';
import { getArcLines } from '../driver/driver-finding.ts';
import type { Remark } from '../editor/editor-diagnostics.ts';
import { findLine, splitLines } from './review-view.ts';

/** Which list of an input it stands in: what the new side has, or what only the old side had. */
type FindingList = 'found' | 'repaired';

export interface LookedFinding {
  readonly list: FindingList;
  readonly key: string;
  readonly line: number | null;
  readonly flags: number | null;
  readonly request: RequestPair | null;
}

export function toLooked(finding: Finding, key: string, list: FindingList): LookedFinding {
  const { line, flags, from, to } = finding;
  return { list, key, line, flags, request: from === null || to === null ? null : { from, to } };
}

/** The first that the patch introduces; null where it introduces none. */
export function findFirst({ findings }: JudgedInput): LookedFinding | null {
  const first = findings.find(isIntroduced);
  return first ? toLooked(first, getFindingKey(first, findings), 'found') : null;
}

/** The finding that one of these remarks tells; null where they tell of how the text was read. */
export function findRemarked({ findings }: JudgedInput, remarks: readonly Remark[]): LookedFinding | null {
  const found = findings.find(
    (finding) =>
      isIntroduced(finding) &&
      remarks.some(
        ({ id, line, words }) => id === finding.id && line === finding.line && words.endsWith(finding.text),
      ),
  );
  return found ? toLooked(found, getFindingKey(found, findings), 'found') : null;
}

interface Pointing {
  readonly selection: RequestPair | null;
  readonly finding: LookedFinding | null;
  readonly line: number | null;
}

/**
 * The line of the selected request: that of the finding in view, if it is about the request. Without a request, the line
 * stays as it is.
 */
export function getPointed(
  { selection, finding, line }: Pointing,
  chosen: JudgedInput | undefined,
): number | null {
  if (!chosen || !selection) return line;
  const request = finding?.request;
  const isIts = request?.from === selection.from && request.to === selection.to;
  return (isIts ? finding?.line : null) ?? findLine(getArcLines(chosen.input), selection);
}

/** Whether a text took the place of another, by a paste over it, say: less than half of it is left. */
export function isOtherText(before: string, after: string): boolean {
  if (before === '' || before === after) return false;
  const [old, now] = [splitLines(before), splitLines(after)];
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return (head + tail) * 2 < old.length;
}
