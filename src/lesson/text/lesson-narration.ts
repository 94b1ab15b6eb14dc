/**
 * What is told: from Markdown to a small typed tree of paragraphs, lists, emphasis, code and citations. Anything else is a
 * problem with its line and column, so that nothing of a lesson is lost silently.
 */

import type { Code, Nodes, Paragraph, PhrasingContent, RootContent, Text } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { fill } from '../../protocol/words/fill.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { Block, Inline, Narration } from '../lesson.ts';
import { isPicture, PICTURE_IDS, PICTURES } from '../lesson-picture.ts';
import type { CitationProblem } from './lesson-citation.ts';
import { parseCitations } from './lesson-citation.ts';
import type { LessonProblem, LineColumn } from './lesson-problem.ts';
import { createProblem, formatHint, formatList } from './lesson-problem.ts';
import { MESSAGE_HINT, REFUSED_MARKDOWN } from './lesson-text-words.ts';

/** What a fenced block of a narration may name: a language of code, a picture, or a text for Review; one that names nothing is text. */
const SHOWN = ['c', 'text', 'picture', 'review'] as const;

/** True for a fenced block that is shown and is not a block of a lesson. */
export function isShown(
  language: string | null | undefined,
): language is (typeof SHOWN)[number] | null | undefined {
  return !language || SHOWN.some((known) => known === language);
}

/** Reads Markdown nodes. What is not allowed is left out and added to `problems`; `offset` counts the lines before the text. */
export function readNarration(
  nodes: readonly RootContent[],
  problems: LessonProblem[],
  offset = 0,
): Narration {
  const reader: Reader = { problems, offset };
  return nodes.flatMap((node) => readBlock(node, reader));
}

/** Reads a separate text, such as a hint; its first line is line `offset + 1` of the file. */
export function parseNarration(text: string, offset: number, problems: LessonProblem[]): Narration {
  return readNarration(fromMarkdown(text).children, problems, offset);
}

interface Reader {
  readonly problems: LessonProblem[];
  readonly offset: number;
}

function locateNode(node: Nodes, { offset }: Reader): LineColumn {
  const start = node.position?.start ?? { line: 1, column: 1 };
  return { line: start.line + offset, column: start.column };
}

function refuse(node: Nodes, reader: Reader, what: string = node.type): [] {
  const id = what === 'link' || what === 'linkReference' ? 'link' : 'not-narration';
  reader.problems.push(
    createProblem(id, locateNode(node, reader), { what: REFUSED_MARKDOWN[what] ?? `Markdown's ${what}` }),
  );
  return [];
}

function readBlock(node: RootContent, reader: Reader): readonly Block[] {
  switch (node.type) {
    case 'paragraph':
      if (isTable(node)) return refuse(node, reader, 'table');
      return [{ kind: 'paragraph', children: trim(readInlines(node.children, reader)) }];
    case 'list': {
      const items = node.children.map(({ children }) =>
        trim(
          children.flatMap((child) =>
            child.type === 'paragraph'
              ? readInlines(child.children, reader)
              : refuse(child, reader, child.type === 'list' ? 'nested' : child.type),
          ),
        ),
      );
      return [{ kind: 'list', ordered: node.ordered === true, items }];
    }
    case 'code':
      if (!isShown(node.lang)) return refuse(node, reader);
      if (node.lang === 'picture') return readPicture(node, reader);
      if (node.lang === 'review') return readReview(node, reader);
      return [{ kind: 'code', language: node.lang || 'text', text: node.value }];
    default:
      return refuse(node, reader);
  }
}

function readPicture(node: Code, reader: Reader): readonly Block[] {
  const name = node.value.trim();
  if (isPicture(name)) return [{ kind: 'picture', picture: name }];
  reader.problems.push(
    createProblem('unknown-picture', locateNode(node, reader), {
      name: formatLiteral(name),
      hint: formatHint(name, PICTURE_IDS),
      known: formatList(PICTURE_IDS),
    }),
  );
  return [];
}

/** The name of the text is after the word that opens the block. */
function readReview(node: Code, reader: Reader): readonly Block[] {
  const name = node.meta?.trim() ?? '';
  if (/^[\w.-]{1,60}$/.test(name) && node.value.trim() !== '')
    return [{ kind: 'review', name, text: `${node.value}\n` }];
  reader.problems.push(createProblem('review-block', locateNode(node, reader)));
  return [];
}

/** A table of another Markdown dialect: it would be shown as one line with bars. */
const isTable = ({ children: [first] }: Paragraph) => first?.type === 'text' && first.value.startsWith('|');

function readInlines(nodes: readonly PhrasingContent[], reader: Reader): readonly Inline[] {
  return nodes.flatMap((node): readonly Inline[] => {
    switch (node.type) {
      case 'text':
        return readText(node, reader);
      case 'inlineCode':
        return [{ kind: 'code', text: node.value }];
      case 'strong':
      case 'emphasis':
        return [{ kind: node.type, children: readInlines(node.children, reader) }];
      default:
        return refuse(node, reader);
    }
  });
}

/** Plain words, with brackets read as citations. */
function readText(node: Text, reader: Reader): readonly Inline[] {
  const inlines: Inline[] = [];
  let end = 0;
  for (const match of node.value.matchAll(/\[([^[\]]*)\]/g)) {
    inlines.push(...toText(node.value.slice(end, match.index)));
    end = match.index + match[0].length;
    const parsed = parseCitations(match[1] ?? '');
    if (parsed.ok) inlines.push({ kind: 'citation', citations: parsed.value });
    else refuseBracket(parsed.problem, locateIn(node, match.index, reader), reader);
  }
  return [...inlines, ...toText(node.value.slice(end))];
}

function refuseBracket({ near, why }: CitationProblem, at: LineColumn, { problems }: Reader): void {
  const text = formatLiteral(near);
  const [, number] = /^\[(\d+)\]$/.exec(near) ?? [];
  const hint = number === undefined ? '' : fill(MESSAGE_HINT, { number });
  problems.push(
    why === null
      ? createProblem('bracket', at, { text, hint })
      : createProblem('citation', at, { text, why }),
  );
}

/** Where the character at `index` of a text is in the file. */
function locateIn(node: Text, index: number, reader: Reader): LineColumn {
  const { line, column } = locateNode(node, reader);
  const before = node.value.slice(0, index).split('\n');
  const inLine = before.at(-1)?.length ?? 0;
  return { line: line + before.length - 1, column: before.length === 1 ? column + inLine : inLine + 1 };
}

/** A line break within a paragraph is a space. */
const toText = (text: string): readonly Inline[] =>
  text === '' ? [] : [{ kind: 'text', text: text.replaceAll(/\s+/g, ' ') }];

/** Without the space before a citation: the view adds its own. */
function trim(inlines: readonly Inline[]): readonly Inline[] {
  return inlines.flatMap((inline, index): readonly Inline[] => {
    if (inline.kind !== 'text') return [inline];
    const isBeforeCitation = inlines[index + 1]?.kind === 'citation';
    const text = isBeforeCitation ? inline.text.trimEnd() : inline.text;
    return text === '' ? [] : [{ ...inline, text }];
  });
}

/** The words of a narration, for tests. Citations are left out. */
export function toPlainText(narration: Narration): string {
  const join = (inlines: readonly Inline[]): string =>
    inlines
      .map((inline) =>
        inline.kind === 'citation' ? '' : 'children' in inline ? join(inline.children) : inline.text,
      )
      .join('');
  return narration
    .map((block) =>
      block.kind === 'code' || block.kind === 'review'
        ? block.text
        : block.kind === 'picture'
          ? PICTURES[block.picture]
          : block.kind === 'list'
            ? block.items.map(join).join('\n')
            : join(block.children),
    )
    .join('\n');
}
