/**
 * Macros that are entries of an initializer: `ARC(STOP, RUNNING)` may mean `[A][B] = 1`. What such a macro stands for is
 * parsed as a piece of C of its own, all of which stands where the macro is used.
 */

import { createCodeText } from '../../text/code-text.ts';
import type { CSource } from '../syntax/c-source.ts';
import { placeOf } from '../syntax/c-source.ts';
import { readTokens } from '../syntax/c-token.ts';
import type { CNode } from '../syntax/c-tree.ts';
import { findNodes, parseTree } from '../syntax/c-tree.ts';
import type { Scope } from './c-scope.ts';
import { expandWords } from './c-scope.ts';

const LISTS = new Set(['InitializerList']);

/** How an entry that is more than a value begins. */
const DESIGNATORS = ['[', '.', '{'];

interface ExpandedEntry {
  readonly source: CSource;
  /** The braces around what the macro stands for. */
  readonly list: CNode;
}

/** The source between two offsets, its macros replaced; undefined where it is only a value. */
export function expandEntry(
  source: CSource,
  scope: Scope,
  from: number,
  to: number,
): ExpandedEntry | undefined {
  const [first] = readTokens(source.text, from, to);
  if (!first || !scope.macros.has(first.text)) return undefined;
  const words = expandWords(scope, source.text, from, to).slice(0, -1);
  if (!DESIGNATORS.includes(words[0]?.text ?? '')) return undefined;
  const place = placeOf(source, from);
  let text = '';
  const spans = words.map((word) => {
    const at = text.length;
    text += `${word.text} `;
    return { at, ...place };
  });
  const code = createCodeText([{ text, spans }], 'static const u32 entries[] = {\n', '\n};');
  const expanded: CSource = { ...source, ...parseTree(code.text), code, isFragment: false, dropped: [] };
  const [list] = findNodes(expanded, LISTS, true);
  return list && { source: expanded, list };
}
