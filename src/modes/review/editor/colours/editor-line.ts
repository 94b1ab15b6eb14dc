/**
 * What each line of a pasted text is, for its colours alone: a line of a diff at any depth of quotation, a line of C, a
 * header, or prose. The parser judges the text; this looks only at the lines around the ones that are shown, so it stays
 * quick in a text of any length.
 *
 * @source GNU diffutils, "Detailed Description of Unified Format"; git-diff(1)
 */

export type LineKind = 'prose' | 'header' | 'file' | 'hunk' | 'added' | 'removed' | 'context' | 'code';

export interface LineInfo {
  readonly kind: LineKind;
  /** How deep it is quoted; 0 is not. */
  readonly depth: number;
  /** Offset after the marks of quotation. */
  readonly start: number;
  /** Offset of the first character of C; null where the line has none. */
  readonly code: number | null;
}

/** `>`, `> >`, `>>`, in any mixture. */
const MARKS = /^>(?: ?>)*/;

const HUNK = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/;

/** What a diff or a hunk begins with. */
const BEGINS = /^(?:diff --git |@@ -|\+\+\+ |--- \S)/;

const FILE =
  /^(?:diff --git |index [\da-f]{4,}\.\.|--- \S|\+\+\+ \S|(?:new|deleted) file mode |(?:old|new) mode \d|(?:similarity|dissimilarity) index |(?:rename|copy) (?:from|to) |Index: )/;

const MAIL =
  /^(?:From [\da-f]{7,} |(?:from|to|cc|bcc|subject|date|message-id|in-reply-to|references|mime-version|content-\w+|x-\w+(?:-\w+)*|list-\w+|reply-to|sender|return-path|received):)/i;

/** Outside a hunk a sign and a tab, some blanks or a sign of C are still a line of a diff; `- item` is prose. */
const LOOSE = /^[+-](?:\t| {2,}\S|[#{}/]|$)/;

/** What only C begins or ends like. */
const LIKE_C =
  /^ ?\t+\S|^\s*#\s*(?:define|undef|include|if|ifdef|ifndef|else|elif|endif)\b|[;{}]\s*$|^\s*\/\*|\*\/\s*$/;

/** What makes a whole text C, where seven lines of ten are like it. */
const ENDS_LIKE_C = /[;{},()\\|&=]\s*$|^\s*[#*/}]|^\s*(?:case\b.*|default):\s*$|^\s+return\b/;

/** A sentence, where C has a type or nothing. */
const SENTENCE = /^[A-Z]\S* [a-z]+ [a-z]+/;

/** Lines that are looked at to tell C from the rest. */
const SOURCE_SAMPLE = 400;

/** The longest piece of a line that is looked at. */
const LONGEST = 400;

/** Whether a text is C and nothing else, by its first lines: no mail, no diff, no quotation. */
export function isSource(lines: readonly string[]): boolean {
  const told = lines.slice(0, SOURCE_SAMPLE).filter((line) => line.trim() !== '');
  const isOther = (line: string) =>
    line.startsWith('>') || [HUNK, FILE, MAIL, SENTENCE].some((each) => each.test(line));
  if (told.some(isOther)) return false;
  return told.filter((line) => ENDS_LIKE_C.test(line.slice(-LONGEST))).length > told.length * 0.7;
}

/** Lines of a hunk that its header promises and that are still to come. */
interface Left {
  old: number;
  new: number;
  /** Whether the line before was none of the diff: the end of one that a mail program wrapped, if it is only one. */
  isOdd: boolean;
}

/**
 * What each of these lines is. They may begin anywhere in a text: a hunk whose header stands before them is known by its signs alone.
 * `classifyLines(['> @@ -1 +1 @@', '> -a', 'why?', '> +b'], false).map(({ kind }) => kind)` is
 * `['hunk', 'removed', 'prose', 'added']`.
 */
export function classifyLines(lines: readonly string[], isAllCode: boolean): LineInfo[] {
  const hunks = new Map<number, Left>();
  /** Depths at which no blank follows the marks: a blank there is the sign of a context line. */
  const bare = new Set<number>();
  /** Depths whose line before is of a diff, so that a sign is one of a diff too. */
  const signed = new Set<number>();
  let isHeaders = false;
  return lines.map((whole) => {
    const line = whole.slice(0, LONGEST);
    const marks = MARKS.exec(line)?.[0] ?? '';
    const depth = marks.replaceAll(' ', '').length;
    const isBlank = depth > 0 && line[marks.length] === ' ';
    if (BEGINS.test(line.slice(marks.length))) bare.add(depth);
    else if (isBlank && BEGINS.test(line.slice(marks.length + 1))) bare.delete(depth);
    const start = marks.length + (isBlank && !bare.has(depth) ? 1 : 0);
    const text = line.slice(start);
    const to = (kind: LineKind, code: number | null = null): LineInfo => ({ kind, depth, start, code });

    isHeaders = MAIL.test(text) || (isHeaders && /^[ \t]+\S/.test(text));
    const hunk = HUNK.exec(text);
    if (hunk) {
      hunks.set(depth, { old: Number(hunk[1] ?? 1), new: Number(hunk[2] ?? 1), isOdd: false });
      signed.add(depth);
      return to('hunk');
    }
    const left = hunks.get(depth);
    if (left && isInHunk(text, left)) {
      const kind = text.startsWith('+') ? 'added' : text.startsWith('-') ? 'removed' : 'context';
      if (text.startsWith('\\')) return to('context');
      if (kind !== 'added') left.old -= 1;
      if (kind !== 'removed') left.new -= 1;
      left.isOdd = false;
      signed.add(depth);
      return to(kind, start + (/^[+\- ]/.test(text) ? 1 : 0));
    }
    if (left?.isOdd || isOver(text, left)) hunks.delete(depth);
    else if (left) left.isOdd = true;
    if (FILE.test(text)) return to('file');
    const isSigned = LOOSE.test(text) || (signed.has(depth) && /^[+-][^\s-]/.test(text));
    if (!isSigned) signed.delete(depth);
    else if (!isAllCode) signed.add(depth);
    if (isSigned && !isAllCode) return to(text.startsWith('+') ? 'added' : 'removed', start + 1);
    if (isAllCode) return to('code', start);
    if (isHeaders) return to('header');
    return LIKE_C.test(text) ? to('code', start) : to('prose');
  });
}

/** Whether a hunk has ended before this line: it is whole, or something else begins. */
const isOver = (text: string, left: Left | undefined) =>
  !left || (left.old <= 0 && left.new <= 0) || text === '-- ' || text.startsWith('diff --git ');

function isInHunk(text: string, left: Left): boolean {
  if (isOver(text, left)) return text.startsWith('\\');
  return text === '' || /^[+\- \t\\]/.test(text);
}
