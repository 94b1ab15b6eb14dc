/**
 * Conditional compilation: the configuration is not known. The first branch of `#if … #else … #endif` that mentions
 * device_state is read, and each other one in a further reading; the first branch of `#if 0`, and one with `#error`, never is.
 * Lines that are not read become empty, so that all others keep their place.
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
  /** Conditionals that a hunk shows only in part: what is in them may also be in a branch that it does not show. */
  readonly unsure: readonly LineRange[];
  /** The text of the lines that are not read. */
  readonly unread: string;
}

/** The first and the last line, as the pasted text counts them. */
type LineRange = readonly [first: number, last: number];

/** From the line of its directive to that of the next. */
interface Branch {
  /** Before the first line where its `#if` is above the hunk. */
  readonly from: number;
  readonly to: number;
  readonly isNever: boolean;
  /** Whether no branch after it is compiled: `#if 1`. */
  readonly isAlways: boolean;
  /** What it asks: `#ifndef X` asks for X, and its branch is taken on a no; null for `#else`. */
  readonly asks: Question | null;
}

interface Question {
  readonly name: string;
  readonly isDenied: boolean;
}

interface Conditional {
  readonly branches: readonly Branch[];
  /** Whether both its `#if` and its `#endif` are in the text. */
  readonly isWhole: boolean;
}

/** The assumed answer to each question. */
export type Answers = ReadonlyMap<string, boolean>;

/** Lines that are read together. A hunk has two of them, with one number. */
export interface BranchText {
  readonly lines: readonly SourceLine[];
  /** Null for a whole text. */
  readonly hunk: number | null;
}

/** An `else` with words after it is prose. */
const DIRECTIVE =
  /^\s*#\s*(?:(if|ifdef|ifndef|elif|elifdef|elifndef)\b\s*(\S.*)|(else|endif)\b(?:\s*\/[/*].*|\s+[A-Z]\w*)?$)/;

/** Names of states, whatever their prefix, and of flags. */
const SPEAKING =
  /VFIO_DEVICE_STATE_|VFIO_MIGRATION_|_STATE_(?:STOP|RUNNING|SAVING|RESUMING|(?:STOP|PRE)_COPY|\w{1,20}_P2P)\b/;

/**
 * The answers with which some texts are read: in the first turn those that lead to the first branches that mention
 * device_state, then those that lead to the others. The same question has the same answer everywhere.
 */
export function answerConditionals(texts: readonly BranchText[], turn = 0): Answers {
  const answers = new Map<string, boolean>();
  const answer = ({ name, isDenied }: Question, isTaken: boolean) => {
    if (!answers.has(name)) answers.set(name, isTaken !== isDenied);
  };
  for (const { possible, speaks } of texts.flatMap(listChoices)) {
    const first = possible.findIndex(speaks);
    if (first < 0) continue;
    const target = possible[(first + turn) % possible.length];
    for (const branch of possible) {
      if (branch.asks) answer(branch.asks, branch === target);
      if (branch === target) break;
    }
  }
  return answers;
}

/** How many turns it takes to read every branch of some texts. */
export const countTurns = (texts: readonly BranchText[]): number =>
  texts
    .flatMap(listChoices)
    .reduce((most, { possible }) => Math.min(MOST_TURNS, Math.max(most, possible.length)), 1);

/** A conditional with more branches than that is read in the first of them. */
const MOST_TURNS = 4;

/** The branches of each conditional that may be compiled, where there is a choice. */
function listChoices({ lines, hunk }: BranchText) {
  const directives = readDirectives(lines);
  if (!directives) return [];
  const speaks = createSpeaks(lines);
  return findConditionals({ lines, directives, hunk })
    .map(({ branches }) => ({ speaks, possible: branches.filter(({ isNever }) => !isNever) }))
    .filter(({ possible }) => possible.length > 1);
}

/**
 * The lines of a text, with one branch left of each conditional. The `#if` of an `#else`, or an `#endif`, may be outside a
 * hunk; elsewhere a conditional without `#endif` is prose.
 */
export function takeBranches(text: BranchText, answers: Answers = answerConditionals([text])): Branches {
  const { lines, hunk } = text;
  const directives = readDirectives(lines);
  if (!directives) return { lines, dropped: [], unsure: [], unread: '' };
  const speaks = createSpeaks(lines);
  const cuts = new Array<number>(lines.length + 1).fill(0);
  const cut = (from: number, to: number) => {
    cuts[from] = (cuts[from] ?? 0) + 1;
    cuts[to] = (cuts[to] ?? 0) - 1;
  };
  const dropped: DroppedBranch[] = [];
  const unsure: LineRange[] = [];
  for (const conditional of findConditionals({ lines, directives, hunk })) {
    const { branches, isWhole } = conditional;
    const taken = takeOne(conditional, { lines, speaks, answers });
    for (const branch of branches) {
      const { to } = branch;
      // The #if of the first branch may be above the hunk.
      const from = Math.max(0, branch.from);
      const start = lines[from];
      if (branch.from >= 0 || branch !== taken) cut(from, branch === taken ? findEnd(lines, from) : to);
      if (start && branch !== taken) dropped.push({ place: getPlace(start, 0), isSpeaking: speaks(branch) });
      if (directives[to]?.word === 'endif') cut(to, findEnd(lines, to));
    }
    if (!isWhole) unsure.push(toRange(lines, branches));
  }
  const cutsAt = countUpTo(cuts);
  const kept = lines.map((line, index) =>
    (cutsAt[index + 1] ?? 0) > 0 ? cutLine(line, line.text.length) : line,
  );
  const unread = lines
    .filter((_, index) => (cutsAt[index + 1] ?? 0) > 0)
    .map(({ text }) => text)
    .join('\n');
  return { lines: kept, dropped, unsure, unread };
}

function toRange(lines: readonly SourceLine[], branches: readonly Branch[]): LineRange {
  const [first, last] = [lines[Math.max(0, branches[0]?.from ?? 0)], lines[(branches.at(-1)?.to ?? 0) - 1]];
  return [first ? getPlace(first, 0).line : 0, last ? getPlace(last, 0).line : 0];
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
function takeOne({ branches }: Conditional, { lines, speaks, answers }: Taking): Branch | undefined {
  const possible = branches.filter(({ isNever }) => !isNever);
  const [first] = possible;
  if (!first || (branches.length > 1 && possible.length === 1)) return first;
  const ask = ({ asks }: Branch) => {
    const answer = asks ? answers.get(asks.name) : true;
    return answer === undefined ? undefined : answer !== (asks?.isDenied ?? false);
  };
  if (branches.length === 1) {
    const isTaken = ask(first);
    if (isTaken !== undefined) return isTaken ? first : undefined;
    return first.from >= 0 && !speaks(first) && returns(lines, first) ? undefined : first;
  }
  const next = possible.find((branch) => ask(branch) !== false);
  return next && ask(next) === undefined ? (possible.find(speaks) ?? first) : next;
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
function readQuestion({ word, condition }: Directive): Question | null {
  if (word === 'else') return null;
  const [, not = '', name] = QUESTION.exec(condition) ?? [];
  if (name === undefined) return { name: condition, isDenied: false };
  return { name, isDenied: word.endsWith('ndef') !== (not === '!') };
}

const QUESTION = /^(!?)\s*(?:(?:defined|IS_ENABLED|IS_BUILTIN)\s*\(?\s*)?(\w+)\s*\)?\s*(?:\/[/*].*)?$/;

interface Directives {
  readonly lines: readonly SourceLine[];
  readonly directives: readonly (Directive | undefined)[];
  readonly hunk: number | null;
}

/** Branches that are never compiled, those after which none is, and what ends the compilation. */
const NEVER = /^0+\s*(?:\/[/*].*)?$/;
const ALWAYS = /^[1-9]\d*\s*(?:\/[/*].*)?$/;
const ERROR = /^\s*#\s*error\b/;

/** The conditionals of a text, in its order. */
function findConditionals({ lines, directives, hunk }: Directives): Conditional[] {
  const found: Conditional[] = [];
  const open: { -readonly [Key in keyof Branch]: Branch[Key] }[][] = [];
  let countHidden = 0;
  /** One whose #if is above the hunk. The two sides of a hunk are inside the same ones. */
  const openHidden = () => {
    const asks = { name: `hidden ${hunk} ${countHidden}`, isDenied: false };
    countHidden += 1;
    open.push([{ from: -1, to: -1, isNever: false, isAlways: false, asks }]);
  };
  const close = (end: number, isEnded: boolean) => {
    const branches = open.pop() ?? [];
    for (const [index, branch] of branches.entries()) branch.to = branches[index + 1]?.from ?? end;
    found.push({ branches, isWhole: isEnded && (branches[0]?.from ?? -1) >= 0 });
  };
  for (const [from, directive] of directives.entries()) {
    const inner = open.at(-1)?.at(-1);
    if (inner && ERROR.test(lines[from]?.text ?? '')) inner.isNever = true;
    if (!directive) continue;
    const { word, condition } = directive;
    if (word.startsWith('if')) open.push([]);
    else if (open.length === 0 && hunk !== null) openHidden();
    if (word === 'endif') {
      if (open.length > 0) close(from, true);
      continue;
    }
    const starts = open.at(-1);
    const isNever = NEVER.test(condition) || starts?.some(({ isAlways }) => isAlways) === true;
    const asks = readQuestion(directive);
    starts?.push({ from, to: from, isNever, isAlways: ALWAYS.test(condition), asks });
  }
  while (hunk !== null && open.length > 0) close(directives.length, false);
  return found.toSorted((one, other) => (one.branches[0]?.from ?? 0) - (other.branches[0]?.from ?? 0));
}
