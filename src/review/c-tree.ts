/**
 * lezer's tree of a text. Its grammar is C++, so what C says otherwise is replaced before, character for character: names
 * that are C++ keywords (`new`), `~` (which C++ may take for a destructor), ranges of indexes, the kernel's annotations.
 * Offsets stay; what stands there is read from the text itself.
 */

import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/cpp';

export type CNode = SyntaxNode;

export interface CTree {
  readonly tree: Tree;
  readonly text: string;
  /** Offset of what is nested too deep to be read; null where nothing is. */
  readonly deepAt: number | null;
}

const KEYWORDS =
  /\b(?:new|delete|class|this|template|typename|operator|namespace|private|public|protected|using|virtual|friend|try|catch|throw|explicit|export|mutable|import|module|concept|requires|final|override|constexpr|consteval|constinit|co_await|co_yield|co_return|nullptr|decltype|static_assert|noexcept|alignas|alignof|typeid)\b/g;

const ANNOTATIONS =
  /\b(?:__user|__iomem|__rcu|__force|__init|__exit|__initconst|__initdata|__ro_after_init|__read_mostly|__always_inline|__must_check|__maybe_unused|__always_unused|__cold|__pure|noinline|fallthrough;|asmlinkage)(?![\w])/g;

const RANGE = /(?<=[\w)\]] {0,3})\.\.\.(?= {0,3}[\w(])/g;

/** Brackets within brackets, at most; what is nested deeper is not read. */
export const DEEPEST_BRACKET = 150;

/**
 * Blanks out what the parser would only stumble over, at great length: brackets that close nothing, and what is nested too
 * deep. Comments and strings are passed over.
 */
function trimBrackets(text: string): { readonly text: string; readonly deepAt: number | null } {
  const cut: [number, number][] = [];
  let depth = 0;
  let deepFrom = -1;
  let deepAt: number | null = null;
  for (const match of text.matchAll(/\/\*[\s\S]*?(?:\*\/|$)|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|[[({})\]]/g)) {
    const [word] = match;
    if (word.length > 1) continue;
    if ('[({'.includes(word)) {
      depth += 1;
      if (depth === DEEPEST_BRACKET + 1) {
        deepFrom = match.index;
        deepAt ??= deepFrom;
      }
    } else if (depth === 0) cut.push([match.index, match.index + 1]);
    else {
      if (depth === DEEPEST_BRACKET + 1) {
        cut.push([deepFrom, match.index + 1]);
        deepFrom = -1;
      }
      depth -= 1;
    }
  }
  if (deepFrom >= 0) cut.push([deepFrom, text.length]);
  if (cut.length === 0) return { text, deepAt };
  let at = 0;
  const parts: string[] = [];
  for (const [from, to] of cut) {
    parts.push(text.slice(at, from), text.slice(from, to).replace(/[^\n]/g, ' '));
    at = to;
  }
  return { text: parts.join('') + text.slice(at), deepAt };
}

/** The text with the same length, as C++. */
function toCpp(text: string): string {
  return text
    .replace(KEYWORDS, (word) => `x${word.slice(1)}`)
    .replace(ANNOTATIONS, (word) => ' '.repeat(word.length))
    .replace(RANGE, ' + ')
    .replaceAll('~', '-');
}

/** Parses a text; errors are nodes of the tree. */
export function parseTree(text: string): CTree {
  const { text: trimmed, deepAt } = trimBrackets(text);
  return { tree: parser.parse(toCpp(trimmed)), text, deepAt };
}

/** The nodes of these names, in the order of the text; not those within one that is found, if `outermost`. */
export function findNodes({ tree }: CTree, names: ReadonlySet<string>, outermost = false): CNode[] {
  const found: CNode[] = [];
  tree.iterate({
    enter: (node) => {
      if (!names.has(node.name)) return true;
      found.push(node.node);
      return !outermost;
    },
  });
  return found;
}

/** Nodes of these names within a node, itself excluded. */
export function findWithin(within: CNode, names: ReadonlySet<string>): CNode[] {
  const found: CNode[] = [];
  within.cursor().iterate((node) => {
    if (names.has(node.name) && (node.from !== within.from || node.to !== within.to)) found.push(node.node);
  });
  return found;
}

/** Children of a node without comments. */
export function getChildren(node: CNode): CNode[] {
  const children: CNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    if (!/Comment$/.test(child.name)) children.push(child);
  return children;
}

export const isError = (node: { readonly type: { readonly isError: boolean } }): boolean => node.type.isError;

/** What stands there, as it was pasted. */
export const getText = (
  { text }: { readonly text: string },
  node: { readonly from: number; readonly to: number },
): string => text.slice(node.from, node.to);
