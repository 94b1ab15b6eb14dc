/**
 * A hunk may begin and end in the middle of a table, a function, a switch or a comment. So that the parser sees C, what it
 * lacks is put around it: an opening for each unmatched closing brace, a closing for each brace that stays open.
 */

import type { CToken } from '../c/syntax/c-token.ts';
import { readTokens } from '../c/syntax/c-token.ts';
import type { Block } from './brace-block.ts';
import { getClosed, getOpened, isEntry, isEnumerator } from './brace-block.ts';
import type { CodeText } from './code-text.ts';
import { createCodeText } from './code-text.ts';
import type { SourceLine } from './source-line.ts';

/** Names that stand for what the hunk does not show. */
export const HIDDEN_TABLE = 'HUNK_TABLE';
export const HIDDEN_ROW = 'HUNK_ROW';
export const HIDDEN_FUNCTION = 'hunk_function';
/** What the outermost switch that the hunk does not show tests, and what one within it tests. */
export const HIDDEN_SWITCH = 'HUNK_SWITCH';
export const HIDDEN_INNER_SWITCH = 'HUNK_INNER_SWITCH';
/** A condition, or the part of one, that the hunk does not show. */
export const HIDDEN_PART = 'HUNK_PART';

/** An enum whose head the hunk does not show: the first enumerator shown may not be its first. */
export const HIDDEN_ENUM = 'HUNK_ENUM';

const OPENINGS: Readonly<Record<Block, string>> = {
  row: `[${HIDDEN_ROW}] = {\n`,
  table: `static const u32 ${HIDDEN_TABLE}[][1] = {\n`,
  enum: `enum ${HIDDEN_ENUM} {\n`,
  struct: 'struct hunk_struct {\n',
  branch: `if (${HIDDEN_PART}) {\n`,
  switch: `switch (${HIDDEN_INNER_SWITCH}) {\n`,
  block: `if (${HIDDEN_PART}) {\n`,
};

const CLOSINGS: Readonly<Record<Block, string>> = {
  row: '},',
  table: '};',
  enum: '};',
  struct: '};',
  branch: '}',
  switch: '}',
  block: '}',
};

const FUNCTION = `void ${HIDDEN_FUNCTION}(void) {\n`;

/** One nested level more than any kernel function has; braces beyond are left to the parser. */
const MOST = 40;

/** The lines of one side of a hunk as C that the parser can read; `section` is what its header shows of the lines before. */
export function createFragment(lines: readonly SourceLine[], section = ''): CodeText {
  const [start, end] = getCommentMarks(lines.map(({ text }) => text).join('\n'));
  const plain = createCodeText(lines, start, end);
  const tokens = readTokens(plain.text);
  const unbalanced = findUnbalanced(tokens);
  const { opened, closed, after } = unbalanced;
  if (opened.length > MOST || closed.length > MOST) return plain;
  const begun = openParentheses(tokens) || openBranch(lines, tokens);
  const hidden = [...closed, ...getHiddenBlocks(tokens, unbalanced, section)];
  const isWrapped =
    (begun !== '' && begun !== FUNCTION_HEAD && hidden.length === 0) ||
    hidden.at(-1) === 'switch' ||
    hidden.at(-1) === 'branch' ||
    startsStatement(tokens, after) ||
    hasStatement(plain.text, tokens, after);
  const openings = hidden.map((block) => OPENINGS[block]);
  const outermost = hidden.lastIndexOf('switch');
  if (outermost >= 0) openings[outermost] = `switch (${HIDDEN_SWITCH}) {\n`;
  const isFunction = hidden.at(-1) === 'block' && !isWrapped;
  if (isFunction) openings[openings.length - 1] = FUNCTION;
  const isBody = hidden.length === 0 && tokens[0]?.text === '{';
  const prefix =
    (isBody ? FUNCTION.slice(0, -2) : isWrapped ? FUNCTION : '') + openings.toReversed().join('') + begun;
  const closings = [...opened.toReversed(), ...hidden.slice(closed.length)].map((block) => CLOSINGS[block]);
  if (isWrapped && !isBody) closings.push('}');
  const rest = closeStatement(tokens, opened);
  if (prefix === '' && closings.length === 0 && rest === '') return plain;
  return createCodeText(lines, prefix + start, `${end}${rest}\n${closings.join('')}`);
}

/** Whole text as C; what is missing after a text that ends within a function is added. */
export function createEnded(lines: readonly SourceLine[]): CodeText {
  const plain = createCodeText(lines);
  if (/\}\s*;?\s*$/.test(plain.text)) return plain;
  const tokens = readTokens(plain.text);
  const { opened } = findUnbalanced(tokens);
  if (opened.length === 0 || opened.length > MOST) return plain;
  const closings = opened.toReversed().map((block) => CLOSINGS[block]);
  return createCodeText(lines, '', `${closeStatement(tokens, opened)}\n${closings.join('')}`);
}

/**
 * What a last statement that continues after the hunk lacks: in a condition something to compare with, its parentheses, and
 * a statement after it.
 */
function closeStatement(tokens: readonly CToken[], opened: readonly Block[]): string {
  const last = tokens.at(-2);
  if (!last || last.text === '{' || last.text === '}' || last.text === ';') return '';
  const start = findStatement(tokens);
  const open: number[] = [];
  let closed = -1;
  for (let index = start; index < tokens.length; index += 1) {
    if (tokens[index]?.text === '(') open.push(index);
    if (tokens[index]?.text === ')') closed = open.pop() ?? -1;
  }
  const isLoop = tokens[(open[0] ?? 0) - 1]?.text === 'while';
  const isInBlock = opened.length > 0 && opened.at(-1) !== 'row' && opened.at(-1) !== 'table';
  if (open.length > MOST || !(isInBlock || isLoop || startsStatement(tokens, start))) return '';
  if (open.length === 0)
    return /^(?:if|while|for|switch)$/.test(tokens[closed - 1]?.text ?? '') || last.text === 'else'
      ? ' ;'
      : '';
  const isOperator = last.kind === 'operator' && last.text !== ')' && last.text !== ']';
  return `${isOperator ? ' 1' : ''}${')'.repeat(open.length)};`;
}

/** Index of the first word of the last statement. */
function findStatement(tokens: readonly CToken[]): number {
  const end = tokens.findLastIndex(({ text }) => text === ';' || text === '{' || text === '}');
  return end + 1;
}

const FUNCTION_HEAD = `void ${HIDDEN_FUNCTION}(`;

/** The first statement is indented further than the next one: an \`if\` without braces is before it. */
function openBranch(lines: readonly SourceLine[], tokens: readonly CToken[]): string {
  if (!/^(?:return|goto|break|continue)$/.test(tokens[0]?.text ?? '')) return '';
  const filled = lines.filter(({ text }) => text.trim() !== '');
  const end = filled.findIndex(({ text }) => /;\s*(?:\/\*.*\*\/\s*)?$/.test(text));
  const [first, next] = [filled[0], filled[end + 1]];
  if (!first || !next || end < 0) return '';
  return getIndent(first.text) > getIndent(next.text) && !/^\s*[}#]/.test(next.text)
    ? `if (${HIDDEN_PART})\n`
    : '';
}

const getIndent = (text: string) => (/^\s*/.exec(text)?.[0] ?? '').replaceAll('\t', '        ').length;

/** Signs that only a condition has. */
const COMPARING = /^(?:[=!]=|&&?|\|\||[<>]=?|!)$/;

/** What follows a condition, and never the head of a function. */
const STATEMENT = /^(?:return|goto|break|continue|if|for|while|switch)$/;

/** What opens the parentheses that the first words close: of a condition that begins before the hunk, or the head of a function. */
function openParentheses(tokens: readonly CToken[]): string {
  let depth = 0;
  let lowest = 0;
  let last = -1;
  for (const [index, { text }] of tokens.entries()) {
    if (text === ';' || text === '{' || text === '}') break;
    if (text === '(') depth += 1;
    if (text !== ')') continue;
    depth -= 1;
    if (depth < lowest) {
      lowest = depth;
      last = index;
    }
  }
  const after = tokens[last + 1];
  if (last < 0 || !after || after.text === ';' || after.text === ',' || lowest < -MOST) return '';
  if (STATEMENT.test(after.text) || tokens.slice(0, last).some(({ text }) => COMPARING.test(text)))
    return after.text === '{' || after.kind === 'name'
      ? `if (${HIDDEN_PART} && ${'('.repeat(-lowest - 1)}`
      : '';
  return after.text === '{' && lowest === -1 ? FUNCTION_HEAD : '';
}

/** What a comment that begins before the hunk, or ends after it, lacks. */
function getCommentMarks(text: string): readonly [start: string, end: string] {
  const first = /\/\*|\*\//.exec(text);
  const line = first ? text.slice(text.lastIndexOf('\n', first.index) + 1, first.index) : '';
  const isInside = first ? first[0] === '*/' && !line.includes('"') : isProse(text);
  const start = isInside ? '/* ' : '';
  const rest = (start + text).replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"/g, '');
  return [start, rest.includes('/*') ? ' */' : ''];
}

/** Every line is one of a comment: ` * …`. */
const isProse = (text: string) =>
  text.split('\n').every((line) => /^\s*(?:\*(?:\s|$)|$)/.test(line)) && text.trim() !== '';

const OF_ENUM = /^(?:typedef\s+)?enum\b/;

/** Blocks around those that the hunk closes, innermost first: they are neither opened nor closed in it. */
function getHiddenBlocks(
  tokens: readonly CToken[],
  { closed, hasLabel }: Unbalanced,
  section: string,
): Block[] {
  if (hasLabel) return ['switch'];
  if (closed.length === 0 && isEnumerator(tokens, 0) && OF_ENUM.test(section)) return ['enum'];
  if (closed.length === 0) return isEntry(tokens, 0) ? getHidden(tokens) : [];
  return closed.includes('row') && !closed.includes('table') ? ['table'] : [];
}

interface Unbalanced {
  /** Braces that stay open, outermost first. */
  readonly opened: Block[];
  /** What the text closes and does not open, innermost first. */
  readonly closed: Block[];
  /** Index of the word after the last of those. */
  readonly after: number;
  /** Whether labels of a switch are outside all braces that the hunk shows. */
  readonly hasLabel: boolean;
}

function findUnbalanced(tokens: readonly CToken[]): Unbalanced {
  const opened: Block[] = [];
  const closed: Block[] = [];
  let after = 0;
  let hasLabel = false;
  for (const [index, { text }] of tokens.entries()) {
    if (text === '{') opened.push(getOpened(tokens, index));
    else if (opened.length === 0 && isLabel(tokens, index)) hasLabel = true;
    else if (text === '}' && opened.pop() === undefined) {
      closed.push(hasLabel ? 'switch' : getClosed(tokens, index));
      after = index + 1;
      hasLabel = false;
    }
  }
  return { opened, closed, after, hasLabel };
}

/** `case X` or `default:`. */
const isLabel = (tokens: readonly CToken[], index: number) =>
  tokens[index]?.text === 'case' || (tokens[index]?.text === 'default' && tokens[index + 1]?.text === ':');

/** Rows are shown with their own braces. */
function hasRows(tokens: readonly CToken[]): boolean {
  let depth = 0;
  for (const [index, { text }] of tokens.entries()) {
    if (text === '{' && depth === 0 && tokens[index - 1]?.text === '=' && tokens[index - 2]?.text === ']')
      return true;
    if (text === '{') depth += 1;
    if (text === '}') depth -= 1;
    if (depth < 0) return false;
  }
  return false;
}

/** Entries without any brace: of a row, or of an array of bit masks or flags. */
function getHidden(tokens: readonly CToken[]): Block[] {
  if (hasRows(tokens)) return ['table'];
  const isFlat = tokens.some(
    ({ text }) => text === '<<' || text === 'BIT' || text.startsWith('VFIO_MIGRATION_'),
  );
  return isFlat ? ['table'] : ['row', 'table'];
}

/** After the declarations at the beginning of a function come its statements, outside all braces that the hunk shows. */
function hasStatement(text: string, tokens: readonly CToken[], from: number): boolean {
  let depth = 0;
  return tokens.slice(from).some((token) => {
    if (token.text === '{') depth += 1;
    if (token.text === '}') depth -= 1;
    return depth === 0 && /^(?:if|switch|return|goto)$/.test(token.text) && !isInDirective(text, token.from);
  });
}

/** A line that begins with #, or that continues one that ends with a backslash. */
function isInDirective(text: string, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return /^\s*#/.test(text.slice(start, at)) || text[start - 2] === '\\';
}

/** A statement is here, not a declaration: the parser needs a function around it. */
function startsStatement(tokens: readonly CToken[], at: number): boolean {
  const [first, second] = [tokens[at], tokens[at + 1]?.text ?? ''];
  if (/^(?:if|while|switch|case|return|for|do|goto|break|default)$/.test(first?.text ?? '')) return true;
  return first?.kind === 'name' && /^(?:=|->|\+=|\|=|&=)$/.test(second);
}
