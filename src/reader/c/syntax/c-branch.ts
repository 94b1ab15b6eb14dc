/**
 * Conditional compilation: the configuration is not known. The first branch of `#if … #else … #endif` that mentions
 * device_state is read, and another one in a second reading; the first branch of `#if 0` never is. Lines that are not read become empty, so that all others keep
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
}

interface Conditional {
  readonly branches: readonly Branch[];
  /** What it asks: `#ifndef X` asks for X, and its first branch is taken on a no. */
  readonly asks: { readonly name: string; readonly isDenied: boolean };
}

/** The assumed answer to each question. */
export type Answers = ReadonlyMap<string, boolean>;

/** An `else` with words after it is prose. */
const DIRECTIVE =
  /^\s*#\s*(?:(if|ifdef|ifndef|elif|elifdef|elifndef)\b\s*(\S.*)|(else|endif)\b(?:\s*\/[/*].*|\s+[A-Z]\w*)?$)/;

const SPEAKING = /VFIO_DEVICE_STATE_|VFIO_MIGRATION_/;

/**
 * The answers with which some texts are read: those that lead to the first branches that mention device_state, or the opposite
 * ones. The same question has the same answer everywhere.
 */
export function answerConditionals(
  texts: readonly (readonly SourceLine[])[],
  isHunk: boolean,
  isOther = false,
): Answers {
  const answers = new Map<string, boolean>();
  for (const lines of texts) {
    const directives = readDirectives(lines);
    if (!directives) continue;
    const speaks = createSpeaks(lines);
    for (const { branches, asks } of findConditionals(directives, isHunk)) {
      const possible = branches.filter(({ isNever }) => !isNever);
      const first = possible.find(speaks);
      if (!first || possible.length < 2 || answers.has(asks.name)) continue;
      const isFirst = branches.length > 2 || (first === branches[0]) !== asks.isDenied;
      answers.set(asks.name, isFirst !== isOther);
    }
  }
  return answers;
}

/**
 * The lines of a text, with one branch left of each conditional. The `#if` of an `#else`, or an `#endif`, may be outside a
 * hunk; elsewhere a conditional without `#endif` is prose.
 */
export function takeBranches(
  lines: readonly SourceLine[],
  isHunk: boolean,
  answers: Answers = answerConditionals([lines], isHunk),
): Branches {
  const directives = readDirectives(lines);
  if (!directives) return { lines, dropped: [] };
  const speaks = createSpeaks(lines);
  const cuts = new Array<number>(lines.length + 1).fill(0);
  const cut = (from: number, to: number) => {
    cuts[from] = (cuts[from] ?? 0) + 1;
    cuts[to] = (cuts[to] ?? 0) - 1;
  };
  const dropped: DroppedBranch[] = [];
  for (const conditional of findConditionals(directives, isHunk)) {
    const taken = takeOne(conditional, { lines, speaks, answers });
    for (const branch of conditional.branches) {
      const { to } = branch;
      // The #if of the first branch may be above the hunk.
      const from = Math.max(0, branch.from);
      const start = lines[from];
      if (branch.from >= 0 || branch !== taken) cut(from, branch === taken ? findEnd(lines, from) : to);
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

function readDirectives(lines: readonly SourceLine[]) {
  const directives = lines.map(({ text }) => (text.includes('#') ? readDirective(text) : undefined));
  return directives.every((directive) => directive === undefined) ? undefined : directives;
}

function createSpeaks(lines: readonly SourceLine[]): (branch: Branch) => boolean {
  const spoken = countUpTo(lines.map(({ text }) => (SPEAKING.test(text) ? 1 : 0)));
  return ({ from, to }) => (spoken[to] ?? 0) > (spoken[from + 1] ?? 0);
}

interface Taking {
  readonly lines: readonly SourceLine[];
  readonly speaks: (branch: Branch) => boolean;
  readonly answers: Answers;
}

/** The branch that is read; undefined where none is. */
function takeOne({ branches, asks }: Conditional, { lines, speaks, answers }: Taking): Branch | undefined {
  const possible = branches.filter(({ isNever }) => !isNever);
  const answer = answers.get(asks.name);
  const [first] = possible;
  if (!first || (branches.length > 1 && possible.length === 1)) return first;
  if (branches.length === 1) {
    if (answer !== undefined) return answer === asks.isDenied ? undefined : first;
    return !speaks(first) && returns(lines, first) ? undefined : first;
  }
  if (answer === undefined) return possible.find(speaks) ?? first;
  if (branches.length === 2) return possible[answer === asks.isDenied ? 1 : 0];
  const [one, two] = possible.filter(speaks);
  return answer ? one : (two ?? one);
}

/** A branch that only returns is not longer. */
const MOST_LINES = 10;

/** `#ifndef CONFIG_DEMO` / `return -EOPNOTSUPP;` / `#endif`: whoever reads the rest has the other configuration in mind. */
function returns(lines: readonly SourceLine[], { from, to }: Branch): boolean {
  if (to - from > MOST_LINES) return false;
  const texts = lines.slice(from + 1, to).map(({ text }) => text);
  return texts.some((text) => /^\s*(?:return|goto)\b/.test(text)) && !texts.some((text) => /[{}]/.test(text));
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

/** Conditions that ask for one name, as `#ifndef X` and `#if !IS_ENABLED(X)` do; any other is its own question. */
function readQuestion(directives: readonly (Directive | undefined)[], starts: readonly number[]) {
  const [at = -1] = starts;
  const first = directives[at];
  if (starts.length > 2 || !first) return { name: `the conditional of ${starts.join()}`, isDenied: false };
  const [, not = '', name] = QUESTION.exec(first.condition) ?? [];
  if (name === undefined) return { name: first.condition, isDenied: false };
  return { name, isDenied: (first.word === 'ifndef') !== (not === '!') };
}

const QUESTION = /^(!?)\s*(?:(?:defined|IS_ENABLED|IS_BUILTIN)\s*\(?\s*)?(\w+)\s*\)?\s*(?:\/[/*].*)?$/;

/** The conditionals of a text, in its order. */
function findConditionals(directives: readonly (Directive | undefined)[], isHunk: boolean): Conditional[] {
  const found: Conditional[] = [];
  const open: { starts: { at: number; isNever: boolean }[] }[] = [];
  const close = (to: number) => {
    const { starts } = open.pop() ?? { starts: [] };
    found.push({
      branches: starts.map(({ at, isNever }, index) => ({
        from: at,
        to: starts[index + 1]?.at ?? to,
        isNever,
      })),
      asks: readQuestion(
        directives,
        starts.map(({ at }) => at),
      ),
    });
  };
  for (const [at, directive] of directives.entries()) {
    if (!directive) continue;
    const { word, condition } = directive;
    const isIf = word === 'if' || word === 'elif';
    const isNever = isIf && /^0+\s*(?:\/[/*].*)?$/.test(condition);
    if (word.startsWith('if')) open.push({ starts: [{ at, isNever }] });
    else if (word === 'endif') {
      if (open.length > 0) close(at);
    } else {
      if (open.length === 0 && isHunk) open.push({ starts: [{ at: -1, isNever: false }] });
      open.at(-1)?.starts.push({ at, isNever });
    }
  }
  while (isHunk && open.length > 0) close(directives.length);
  return found.toSorted((one, other) => (one.branches[0]?.from ?? 0) - (other.branches[0]?.from ?? 0));
}
