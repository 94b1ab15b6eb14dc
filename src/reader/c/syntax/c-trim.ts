/**
 * Blanks out, character for character, what the parser need not see or would be slow to recover from: brackets that close
 * nothing, code that is nested too deep, and the bodies of functions that do not mention device_state.
 */

interface Trimmed {
  readonly text: string;
  /** Offset at which nesting becomes too deep to read; null where it does not. */
  readonly deepAt: number | null;
}

/** The deepest nesting of brackets, and of statements without braces (`if (a) for (;;) if (b)`), that is read. */
export const DEEPEST_BRACKET = 150;

/** Comments and strings, whose brackets do not count, then brackets, ends of declarations and heads of statements. */
const WORDS =
  /\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'|[[({})\];]|\b(?:if|else|for|while|do|switch)\b/g;

/** Words of every table and function that is looked for, and what must be read wherever it stands. */
const SPEAKING =
  /VFIO_|state|fsm|transition|allow|valid|arcs?\b|next|flags|running|resuming|saving|(?:stop|pre)_?copy|\bstop\b|\benum\b|\b(?:cur|curr|old|new)\b|(?:\.|->)(?:from|to)\b|^\s*#\s*define\b/im;

/**
 * `!!!!…`: the parser tries every way to read it, and `- - - …` fills its memory. Signs count only where an expression
 * begins: a line of dashes or stars is a heading or a comment.
 */
const SIGNS = /(?:[!~]\s{0,20}){151,}|(?<=(?:[(=,?]|\breturn\b)[ \t]{0,20})(?:[-+*&]\s{0,20}){151,}/g;

/** A body up to this length may be a test that a step function calls: `return a == b;`. */
const SHORT = 200;

type Cut = readonly [from: number, to: number];

/** The text with the same length and the same lines. */
export function trimText(text: string): Trimmed {
  const cut: Cut[] = [];
  let depth = 0;
  let deepFrom = -1;
  let deepAt: number | null = null;
  let head = 0;
  let body = -1;
  const heads = createHeads(text, cut);
  const signs = Array.from(text.matchAll(SIGNS), ({ 0: run, index }): Cut => [index, index + run.length]);
  for (const match of text.matchAll(WORDS)) {
    const [word] = match;
    const at = match.index;
    const tooDeep = heads.take(word, at);
    deepAt ??= tooDeep;
    if (word.length > 1) continue;
    if (word === ';') {
      if (depth === 0) head = at + 1;
    } else if ('[({'.includes(word)) {
      if (depth === 0) body = word === '{' ? at + 1 : -1;
      depth += 1;
      if (depth === DEEPEST_BRACKET + 1) {
        deepFrom = at;
        deepAt ??= at;
      }
    } else if (depth === 0) cut.push([at, at + 1]);
    else {
      if (depth === DEEPEST_BRACKET + 1) {
        cut.push([deepFrom, at + 1]);
        deepFrom = -1;
      }
      depth -= 1;
      if (depth > 0 || word !== '}') continue;
      if (body >= 0 && at - body > SHORT && !SPEAKING.test(text.slice(head, at))) cut.push([body, at]);
      head = at + 1;
    }
  }
  heads.take(';', text.length);
  if (deepFrom >= 0) cut.push([deepFrom, text.length]);
  const all = [...cut, ...signs].sort(([, a], [, b]) => a - b);
  return { text: blank(text, all), deepAt: deepAt ?? signs[0]?.[0] ?? null };
}

interface Heads {
  /** Takes the next word; returns its offset where it is the first that is nested too deep. */
  readonly take: (word: string, at: number) => number | null;
}

/**
 * Counts heads of statements that follow each other without braces, and cuts those that are too deep. Anything else between
 * two of them ends the count: prose has these words too.
 */
function createHeads(text: string, cut: Cut[]): Heads {
  let [count, parens, from, end] = [0, 0, -1, 0];
  const take = (word: string, at: number): number | null => {
    const isNext = parens > 0 || text.slice(end, at).trim() === '';
    if (word === '(') parens += 1;
    else if (word === ')') parens = Math.max(0, parens - 1);
    else if (word === '{' || word === '}' || (word === ';' && parens === 0)) {
      if (from >= 0) cut.push([from, at]);
      [count, parens, from] = [0, 0, -1];
    } else if (parens === 0 && /^[a-z]/.test(word)) {
      count = isNext || from >= 0 ? count + 1 : 1;
      end = at + word.length;
      if (count === DEEPEST_BRACKET + 1) {
        from = at;
        return at;
      }
    }
    if (isNext) end = at + word.length;
    return null;
  };
  return { take };
}

/** Cuts are in the order of their ends; one that holds others comes after them. */
function blank(text: string, cuts: readonly Cut[]): string {
  const outer: Cut[] = [];
  for (const cut of cuts) {
    while ((outer.at(-1)?.[0] ?? -1) >= cut[0]) outer.pop();
    outer.push(cut);
  }
  let at = 0;
  const parts: string[] = [];
  for (const [from, to] of outer) {
    parts.push(
      text.slice(at, from),
      text.slice(from, to).replace(/[^\n]+/g, (line) => ' '.repeat(line.length)),
    );
    at = to;
  }
  return parts.join('') + text.slice(at);
}
