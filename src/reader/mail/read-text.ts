/**
 * Turns a pasted text into what can be read as C: it takes mails apart, unwraps quotations, finds patches and drops copies
 * of them. Each stage has its file: limit, source-line, mbox, mail (and transfer), quotation, hunk, patch.
 */

import { createOfPatch, isOfPatch } from '../patch/other-diff.ts';
import type { Diffs, FileDiff } from '../patch/patch.ts';
import { chooseCopies, findDiffs } from '../patch/patch.ts';
import { readLimited } from '../text/limit.ts';
import type { LocatedProblem } from '../text/problem.ts';
import type { SourceLine } from '../text/source-line.ts';
import { toLines } from '../text/source-line.ts';
import { cleanCopied } from './copied-line.ts';
import { readMail } from './mail.ts';
import { splitMbox } from './mbox.ts';
import type { QuoteLevel } from './quotation.ts';
import { splitQuotes } from './quotation.ts';

/** One mail or page: its patch, if it has one, and the rest of its text by depth of quotation. */
export interface TextPart {
  readonly subject: string;
  readonly files: readonly FileDiff[];
  readonly levels: readonly QuoteLevel[];
}

/** One mail or page by depth of quotation, with the diffs at each depth, copies included. */
export interface ReadBody {
  readonly levels: readonly QuoteLevel[];
  readonly diffs: readonly Diffs[];
}

export interface ReadText {
  readonly parts: readonly TextPart[];
  readonly bodies: readonly ReadBody[];
  /** All lines, as pasted. */
  readonly lines: readonly SourceLine[];
  readonly problems: readonly LocatedProblem[];
}

/** Takes a text apart. `readText('')` returns no parts and one problem. */
export function readText(input: string | Uint8Array): ReadText {
  const limited = readLimited(input);
  if (!limited.ok) return { parts: [], bodies: [], lines: [], problems: [limited.problem] };
  const lines = toLines(limited.value);
  const bodies = splitMbox(cleanCopied(lines)).flatMap(readMail);
  const read = bodies.map((body) => {
    const levels = splitQuotes(body.lines);
    return { body, levels, diffs: levels.map(findDiffs) };
  });
  const files = read.flatMap(({ diffs }) => diffs.flatMap((diff) => diff.files));
  const ofPatches = new Set(files.filter(isOfPatch));
  const chosen = new Set(chooseCopies(files.filter((file) => !ofPatches.has(file))));
  const parts = read.map(({ body, levels, diffs }) => ({
    subject: body.subject,
    files: diffs.flatMap((diff) => diff.files.filter((file) => chosen.has(file))),
    levels: levels.map(({ depth }, index) => ({ depth, lines: diffs[index]?.rest ?? [] })),
  }));
  const hunks = parts.flatMap((part) => part.files.flatMap((file) => file.hunks));
  const problems = [
    ...bodies.flatMap((body) => body.problems),
    ...read.flatMap(({ diffs }) => diffs[0]?.problems ?? []),
    ...hunks.flatMap(({ problem }) => problem ?? []),
    ...[...ofPatches].flatMap((file) => createOfPatch(file) ?? []),
  ];
  return { parts, bodies: read, lines, problems };
}
