/**
 * Conditional compilation: the configuration is not known. The first branch of `#if … #else … #endif` that mentions
 * device_state is read; the first branch of `#if 0` never is. Lines that are not read become empty, so that all others keep
 * their place.
 */

import type { Place, SourceLine } from '../../text/source-line.ts';
import { cutLine, getPlace } from '../../text/source-line.ts';

/** A branch that is not read. */
export interface DroppedBranch {
  /** Of its #else or #elif, or of its #if. */
  readonly place: Place;
  /** Whether it mentions device_state. */
  readonly isSpeaking: boolean;
}

export interface Branches {
  readonly lines: readonly SourceLine[];
  readonly dropped: readonly DroppedBranch[];
}

/** From the line of its directive to that of the next. */
interface Branch {
  readonly from: number;
  readonly to: number;
  readonly isNever: boolean;
  /** What it asks, and which answer leads here; null for one of more than two. */
  readonly asks: { readonly name: string; readonly truth: boolean } | null;
}

/** An `else` with words after it is prose. */
const DIRECTIVE =
  /^\s*#\s*(?:(if|ifdef|ifndef|elif|elifdef|elifndef)\b\s*(\S.*)|(else|endif)\b(?:\s*\/[/*].*|\s+[A-Z]\w*)?$)/;

const SPEAKING = /VFIO_DEVICE_STATE_|VFIO_MIGRATION_/;

/**
 * The lines of a text, with one branch left of each conditional. The `#if` of an `#else`, or an `#endif`, may be outside a
 * hunk; elsewhere a conditional without `#endif` is prose.
 */
export function takeBranches(lines: readonly SourceLine[], isHunk: boolean, isOther = false): Branches {
  const directives = lines.map(({ text }) => (text.includes('#') ? readDirective(text) : undefined));
  if (directives.every((directive) => directive === undefined)) return { lines, dropped: [] };
  const spoken = countUpTo(lines.map(({ text }) => (SPEAKING.test(text) ? 1 : 0)));
  const speaks = ({ from, to }: Branch) => (spoken[to] ?? 0) > (spoken[from + 1] ?? 0);
  const cuts = new Array<number>(lines.length + 1).fill(0);
  const cut = (from: number, to: number) => {
    cuts[from] = (cuts[from] ?? 0) + 1;
    cuts[to] = (cuts[to] ?? 0) - 1;
  };
  const dropped: DroppedBranch[] = [];
  const answers = new Map<string, boolean>();
  for (const branches of findConditionals(directives, isHunk).toSorted(byStart)) {
    const possible = branches.filter(({ isNever }) => !isNever);
    const taken = takeOne(possible, speaks, answers, isOther);
    for (const branch of branches) {
      const { from, to } = branch;
      const start = lines[from];
      if (start) cut(from, branch === taken ? findEnd(lines, from) : to);
      if (start && branch !== taken) dropped.push({ place: getPlace(start, 0), isSpeaking: speaks(branch) });
      if (directives[to]?.word === 'endif') cut(to, findEnd(lines, to));
    }
  }
  const cutsAt = countUpTo(cuts);
  const kept = lines.map((line, index) =>
    (cutsAt[index + 1] ?? 0) > 0 ? cutLine(line, line.text.length) : line,
  );
  return { lines: kept, dropped };
}

const byStart = ([one]: readonly Branch[], [other]: readonly Branch[]) =>
  (one?.from ?? 0) - (other?.from ?? 0);

/** The branch that is read: the one whose answer agrees with the same question before. The other reading takes the opposite. */
function takeOne(
  possible: readonly Branch[],
  speaks: (branch: Branch) => boolean,
  answers: Map<string, boolean>,
  isOther: boolean,
): Branch | undefined {
  const first = possible.find(speaks) ?? possible[0];
  if (!first?.asks || possible.length < 2) return first;
  const { name, truth } = first.asks;
  const known = answers.get(name);
  const wanted = known ?? (isOther ? !truth : truth);
  if (possible.some(speaks)) answers.set(name, wanted);
  return possible.find(({ asks }) => asks?.truth === wanted) ?? first;
}

/** How much there is before each index. */
function countUpTo(counts: readonly number[]): readonly number[] {
  const sums = [0];
  for (const count of counts) sums.push((sums.at(-1) ?? 0) + count);
  return sums;
}

/** Index after a directive, which goes on in the next line after a backslash. */
function findEnd(lines: readonly SourceLine[], from: number): number {
  let at = from;
  while (lines[at]?.text.endsWith('\\')) at += 1;
  return Math.min(at + 1, lines.length);
}

interface Directive {
  readonly word: string;
  readonly condition: string;
}

function readDirective(text: string): Directive | undefined {
  const [, begins, condition = '', ends] = DIRECTIVE.exec(text) ?? [];
  const word = begins ?? ends;
  return word === undefined ? undefined : { word, condition };
}

/** `#ifndef X` asks for X and is taken on a no; so is `#if !IS_ENABLED(X)`. */
function readQuestion(directive: Directive | undefined, isFirst: boolean): Branch['asks'] {
  const words = /^(!?)\s*(?:(?:defined|IS_ENABLED|IS_BUILTIN)\s*\(?\s*)?(\w+)\s*\)?\s*(?:\/[/*].*)?$/.exec(
    directive?.condition ?? '',
  );
  const [, not = '', name] = words ?? [];
  if (!directive || name === undefined) return null;
  const isDenied = (directive.word === 'ifndef') !== (not === '!');
  return { name, truth: isFirst !== isDenied };
}

/** The conditionals of a text, each as its branches; the outer ones come after those within them. */
function findConditionals(directives: readonly (Directive | undefined)[], isHunk: boolean): Branch[][] {
  const found: Branch[][] = [];
  const open: { starts: { at: number; isNever: boolean }[] }[] = [];
  const close = (to: number) => {
    const { starts } = open.pop() ?? { starts: [] };
    found.push(
      starts.map(({ at, isNever }, index) => ({
        from: at,
        to: starts[index + 1]?.at ?? to,
        isNever,
        asks: starts.length === 2 ? readQuestion(directives[starts[0]?.at ?? -1], index === 0) : null,
      })),
    );
  };
  for (const [at, directive] of directives.entries()) {
    if (!directive) continue;
    const { word, condition } = directive;
    const isNever = word === 'if' && /^0+\s*(?:\/[/*].*)?$/.test(condition);
    if (word.startsWith('if')) open.push({ starts: [{ at, isNever }] });
    else if (word === 'endif') {
      if (open.length > 0) close(at);
    } else {
      if (open.length === 0 && isHunk) open.push({ starts: [{ at: -1, isNever: false }] });
      open.at(-1)?.starts.push({ at, isNever: false });
    }
  }
  while (isHunk && open.length > 0) close(directives.length);
  return found;
}
