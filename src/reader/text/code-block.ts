/**
 * Blocks of C within prose: what stands between balanced braces, with the lines right before that begin it, and #defines.
 */

import { readTokens } from '../c/syntax/c-token.ts';
import type { SourceLine } from './source-line.ts';

/** The lines of a text that are C, where not all of it is. */
export function findBlocks(lines: readonly SourceLine[]): SourceLine[] {
  const kept = new Set<number>();
  let depth = 0;
  let isDefine = false;
  for (const [index, { text }] of lines.entries()) {
    const isStart = /^\s*#\s*define\s/.test(text);
    if (isStart || isDefine) kept.add(index);
    isDefine = (isStart || isDefine) && text.endsWith('\\');
    const { opens, closes } = countBraces(text);
    if (depth === 0 && opens > closes) addHead(lines, index, kept);
    if (depth > 0 || opens > 0) kept.add(index);
    depth = Math.max(0, depth + opens - closes);
  }
  return lines.filter((_, index) => kept.has(index));
}

function countBraces(text: string): { opens: number; closes: number } {
  if (!/[{}]/.test(text)) return { opens: 0, closes: 0 };
  const tokens = readTokens(text);
  return {
    opens: tokens.filter((token) => token.text === '{').length,
    closes: tokens.filter((token) => token.text === '}').length,
  };
}

/** Up to four lines before, as long as none of them ends a sentence or a statement. */
function addHead(lines: readonly SourceLine[], index: number, kept: Set<number>): void {
  for (let before = index - 1; before >= Math.max(0, index - 4); before -= 1) {
    const text = lines[before]?.text.trim() ?? '';
    if (text === '' || /[;}.:!?]$/.test(text) || text.startsWith('*') || kept.has(before)) return;
    kept.add(before);
  }
}
