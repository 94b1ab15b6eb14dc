/**
 * What the braces of C enclose, by the words around them: a hunk may show only one of the two.
 */

import type { CToken } from '../c/syntax/c-token.ts';

/** What a brace encloses; a `branch` is one that an `else` follows, a `switch` one that has labels. */
export type Block = 'row' | 'table' | 'enum' | 'struct' | 'branch' | 'switch' | 'block';

/** What a brace opens. */
export function getOpened(tokens: readonly CToken[], index: number): Block {
  const [before, beforeThat] = [tokens[index - 1]?.text, tokens[index - 2]?.text];
  if (before === 'enum' || beforeThat === 'enum') return 'enum';
  if (beforeThat === 'struct' || beforeThat === 'union') return 'struct';
  if (before === '{' || before === ',') return 'row';
  if (before !== '=') return 'block';
  const start = tokens.slice(Math.max(0, index - 60), index - 1);
  const opening = start.findLastIndex(
    ({ text }) => text === '{' || text === '}' || text === ';' || text === ',',
  );
  return beforeThat === ']' && start[opening + 1]?.text === '[' ? 'row' : 'table';
}

/** What a brace closes that begins before the hunk. */
export function getClosed(tokens: readonly CToken[], index: number): Block {
  const [before, after] = [tokens[index - 1]?.text, tokens[index + 1]?.text];
  if (after === ',') return 'row';
  if (after === ';') return getEnded(tokens, index);
  if (after === 'else') return 'branch';
  return after === '}' && before === ',' ? 'row' : 'block';
}

/** What `};` ends: members of a struct end in semicolons, entries of an enum begin with their names. */
function getEnded(tokens: readonly CToken[], end: number): Block {
  let depth = 0;
  let isEnum = false;
  for (let index = end - 1; index >= 0; index -= 1) {
    const text = tokens[index]?.text;
    if (text === '}' || text === ']' || text === ')') depth += 1;
    if (text === '{' || text === '[' || text === '(') depth -= 1;
    if (depth < 0) break;
    if (depth > 0) continue;
    if (text === ';') return 'struct';
    if (text === '=' && isEnumerator(tokens, index - 1)) isEnum = true;
  }
  return isEnum ? 'enum' : 'table';
}

/** `X = …` or `X,` at the beginning of a list. */
export const isEnumerator = (tokens: readonly CToken[], at: number): boolean =>
  tokens[at]?.kind === 'name' &&
  /^(?:=|,)$/.test(tokens[at + 1]?.text ?? '') &&
  /^(?:,|\{)?$/.test(tokens[at - 1]?.text ?? '');

/** `[x] = …` or `.x = …`: what begins here is an entry of an initializer. */
export function isEntry(tokens: readonly CToken[], at: number): boolean {
  if (tokens[at]?.text === '.') return tokens[at + 2]?.text === '=';
  if (tokens[at]?.text !== '[') return false;
  const end = tokens.findIndex(({ text }, index) => index > at && text === ']');
  return end > 0 && (tokens[end + 1]?.text === '=' || tokens[end + 1]?.text === '[');
}
