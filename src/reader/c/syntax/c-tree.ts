/**
 * lezer's tree of a text. Its grammar is C++, so what differs in C is replaced first, character for character: names
 * that are C++ keywords (`new`), `~` (which C++ may take for a destructor), ranges of indexes, the kernel's annotations.
 * Offsets stay; the text at them is read from the original.
 */

import type { SyntaxNode, Tree } from '@lezer/common';
import { parser } from '@lezer/cpp';
import { trimText } from './c-trim.ts';

export type CNode = SyntaxNode;

export interface CTree {
  readonly tree: Tree;
  readonly text: string;
  /** Offset at which nesting becomes too deep to read; null where it does not. */
  readonly deepAt: number | null;
}

const KEYWORDS =
  /\b(?:new|delete|class|this|template|typename|operator|namespace|private|public|protected|using|virtual|friend|try|catch|throw|explicit|export|mutable|import|module|concept|requires|final|override|constexpr|consteval|constinit|co_await|co_yield|co_return|nullptr|decltype|static_assert|noexcept|alignas|alignof|typeid)\b/g;

const ANNOTATIONS =
  /\b(?:__user|__iomem|__rcu|__force|__init|__exit|__initconst|__initdata|__ro_after_init|__read_mostly|__always_inline|__must_check|__maybe_unused|__always_unused|__cold|__pure|noinline|fallthrough;|asmlinkage)(?![\w])/g;

const RANGE = /(?<=[\w)\]] {0,3})\.\.\.(?= {0,3}[\w(])/g;

/** Annotations that take something in parentheses, and a guard, whose block is a plain one. */
const CALLED =
  /\b(?:__acquires|__releases|__must_hold|__attribute__|__printf|__aligned|__section|__counted_by|scoped_(?:cond_)?guard)\s*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g;

/** A macro that is a loop, at the beginning of a statement. */
const LOOP = /^([ \t]+)(\w*for_each\w*)(?=\s*\()/gm;

/** Types as arguments of macros: `container_of(x, struct demo, member)`, `min_t(unsigned int, a, b)`. */
const STRUCT_ARGUMENT = /\b(?:struct|union|enum)(?=\s+\w+\s*[,)])/g;
const INTEGER_ARGUMENT =
  /\b(?:(?:unsigned|signed|long|short)[ \t]+)*(?:int|long|char|short|unsigned)(?=[ \t]*,)/g;

const toBlank = (text: string) => text.replace(/[^\n]+/g, (line) => ' '.repeat(line.length));

/** The text with the same length, as C++. */
function toCpp(text: string): string {
  return text
    .replace(KEYWORDS, (word) => `x${word.slice(1)}`)
    .replace(ANNOTATIONS, toBlank)
    .replace(CALLED, toBlank)
    .replace(LOOP, (_, blanks: string, name: string) => `${blanks}while${' '.repeat(name.length - 5)}`)
    .replace(STRUCT_ARGUMENT, toBlank)
    .replace(INTEGER_ARGUMENT, (type) => 'x'.repeat(type.length))
    .replace(RANGE, ' + ')
    .replaceAll('~', '-');
}

/** Parses a text; errors are nodes of the tree. */
export function parseTree(text: string): CTree {
  const { text: trimmed, deepAt } = trimText(text);
  return { tree: parser.parse(toCpp(trimmed)), text, deepAt };
}

/** The nodes of these names, in the order of the text; with `outermost`, not those within another match. */
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

/** The text of a node, as it was pasted. */
export const getText = (
  { text }: { readonly text: string },
  node: { readonly from: number; readonly to: number },
): string => text.slice(node.from, node.to);
