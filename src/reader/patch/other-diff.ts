/**
 * Texts about changes that are no patch of C: a comparison of two versions of a patch, a change of a patch file, a diff of
 * words, a mail of HTML alone, and a hunk that lies within one condition. Each has a sentence that says what to paste instead.
 */

import { V2_STATES } from '../../protocol/state/state.ts';
import type { LocatedProblem, ProblemId } from '../text/problem.ts';
import { createProblem } from '../text/problem.ts';
import type { SourceLine } from '../text/source-line.ts';
import { getPlace } from '../text/source-line.ts';
import { isHunkHeader } from './hunk.ts';
import type { FileDiff } from './patch.ts';

/** One line is enough to know these; each repetition has a limit. */
const SIGNS: readonly (readonly [ProblemId, RegExp])[] = [
  ['range-diff', /^[> ]{0,20}\d+: {1,4}[0-9a-f]{7,40} [!<>=] {1,4}\d+: {1,4}[0-9a-f]{7,40} /],
  ['context-diff', /^\*\*\* \d{1,9}(?:,\d{1,9})? \*\*\*\*$/],
  ['word-diff', /\[-[^\]\n]{1,200}-\](?:\{\+|\W|$)|(?:^|\W)\{\+[^}\n]{1,200}\+\}/],
  ['html-mail', /^content-type:\s*text\/html\b/i],
];

/** Why a text in which nothing was found could not be read; undefined where it is none of these. */
export function findOtherDiff(
  lines: readonly SourceLine[],
  files: readonly FileDiff[],
): LocatedProblem | undefined {
  const isDiff = lines.some(({ text }) => isHunkHeader(text));
  for (const [id, sign] of SIGNS) {
    if (id === 'word-diff' && !isDiff) continue;
    const line = lines.find(({ text }) => sign.test(text));
    if (line) return createProblem(id, getPlace(line, 0), line.text);
  }
  const [conflict] = findConflict(lines);
  if (conflict) return conflict;
  return files.flatMap(({ hunks }) => hunks).flatMap((hunk) => findCondition(hunk) ?? [])[0];
}

/** Where a merge left both sides of a conflict. */
export function findConflict(lines: readonly SourceLine[]): LocatedProblem[] {
  const line = lines.find(({ text }) => /^[> +]{0,20}<{7} \S/.test(text));
  const isWhole = line && lines.some(({ text }) => /^[> +]{0,20}={7}$/.test(text));
  return isWhole ? [createProblem('conflict', getPlace(line, 0), line.text)] : [];
}

/** A line of a patch within the line of a hunk. */
const NESTED = /^(?:@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|diff --git a\/|--- a\/|\+\+\+ b\/)/;

/** A diff that changes a patch: its lines are not C. */
export const isOfPatch = ({ path, hunks }: FileDiff): boolean =>
  /\.(?:patch|diff|mbox|eml)$/.test(path) ||
  hunks.some((hunk) => [...hunk.old, ...hunk.new].some(({ text }) => NESTED.test(text)));

/** The problem with such a diff. */
export function createOfPatch({ path, hunks }: FileDiff): LocatedProblem | undefined {
  const header = hunks[0]?.header;
  const words = { path: path || 'a patch' };
  return header && createProblem('patch-of-patch', getPlace(header, 0), header.text, words);
}

type Hunk = FileDiff['hunks'][number];

/** What a condition has, and what only stands outside of one. */
const WITHIN = /[&|]{2}/;
const OUTSIDE = /;|\b(?:return|if|switch|case|while|for|goto|default)\b|\}|[^=!<>]=[^=]/;

/** A hunk that shows neither the beginning of the condition that it lies in, nor what the condition leads to. */
function findCondition(hunk: Hunk): LocatedProblem | undefined {
  const [before, after] = [hunk.old, hunk.new].map((side) => side.map(({ text }) => text).join('\n'));
  if (before === undefined || after === undefined || before === after) return undefined;
  if ([before, after].some((text) => !WITHIN.test(text) || OUTSIDE.test(text) || !STATE.test(text)))
    return undefined;
  const [old, added] = [listPairs(before), listPairs(after)];
  const gone = old.filter((pair) => !added.includes(pair));
  const come = added.filter((pair) => !old.includes(pair));
  const change = [
    ...(come.length > 0 ? [`adds ${come.join(', ')}`] : []),
    ...(gone.length > 0 ? [`removes ${gone.join(', ')}`] : []),
  ].join(' and ');
  const words = { change: change === '' ? '' : ` The patch ${change} there.` };
  return createProblem('condition-alone', getPlace(hunk.header, 0), hunk.header.text, words);
}

const STATE = /\bVFIO_DEVICE_STATE_\w/;
const PAIR =
  /([\w.>-]{1,60})\s{0,80}==\s{0,80}VFIO_DEVICE_STATE_(\w{1,40})[\s)]{0,80}&&[\s(]{0,80}([\w.>-]{1,60})\s{0,80}==\s{0,80}VFIO_DEVICE_STATE_(\w{1,40})/g;
const NEW = /^(?:.*\W)?(?:new|next|to|target|want)/i;

/** `cur == A && new == B`, as `A > B`. */
function listPairs(text: string): string[] {
  return Array.from(text.matchAll(PAIR), ([, first = '', one = '', second = '', other = '']) => {
    const isTurned = NEW.test(first) && !NEW.test(second);
    const [from, to] = isTurned ? [other, one] : [one, other];
    return V2_STATES.some(({ name }) => name === from) ? `${from} > ${to}` : '';
  }).filter((pair) => pair !== '');
}
