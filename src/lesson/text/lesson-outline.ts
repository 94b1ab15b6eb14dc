/**
 * The frame of a lesson's text: front matter, chapters, steps, and in each step the narration and the fenced blocks, all
 * with their lines. Nothing is interpreted yet.
 */

import type { Code, Heading, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import type { Words } from '../../protocol/words/fill.ts';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import { isShown } from './lesson-narration.ts';
import type { LessonProblem, LineColumn, ProblemId } from './lesson-problem.ts';
import { createProblem, formatHint, formatList } from './lesson-problem.ts';

/**
 * The fenced blocks of a step. `hint` and `wrong` may occur several times, all others once; `predict` and `do` exclude each
 * other.
 */
const BLOCK_NAMES = ['rules', 'focus', 'trace', 'predict', 'wrong', 'do', 'hint', 'notes'] as const;
type BlockName = Exclude<(typeof BLOCK_NAMES)[number], 'hint' | 'wrong'>;

/** A text in the file: its first line is the one after `line`. */
export interface RawText {
  readonly line: number;
  readonly text: string;
}

/** What is said about an option, which is named after the word that opens the block. */
interface RawWrong extends RawText {
  readonly option: string;
}

export interface RawStep {
  readonly title: string;
  readonly at: LineColumn;
  /** What is told before the question or task, and after it. */
  readonly before: readonly RootContent[];
  readonly after: readonly RootContent[];
  readonly blocks: Readonly<Partial<Record<BlockName, RawText>>>;
  readonly wrong: readonly RawWrong[];
  readonly hints: readonly RawText[];
}

export interface RawChapter {
  readonly title: string;
  readonly at: LineColumn;
  readonly steps: readonly RawStep[];
}

export interface Outline {
  readonly frontMatter: RawText | null;
  readonly chapters: readonly RawChapter[];
}

interface OpenStep {
  title: string;
  at: LineColumn;
  before: RootContent[];
  after: RootContent[];
  blocks: Partial<Record<BlockName, RawText>>;
  wrong: RawWrong[];
  hints: RawText[];
}

/** Reads the frame. The text has line feeds only. */
export function readOutline(text: string, problems: LessonProblem[]): Outline {
  const lines = text.split('\n');
  const { frontMatter, end } = readFrontMatter(lines, problems);
  const body = [...lines.slice(0, end).map(() => ''), ...lines.slice(end)].join('\n');
  const chapters: { title: string; at: LineColumn; steps: OpenStep[] }[] = [];
  const seen = new Map<string, number>();
  const fault = (id: ProblemId, at: LineColumn, words = {}) => problems.push(createProblem(id, at, words));

  for (const node of fromMarkdown(body).children) {
    const at = node.position?.start ?? { line: 1, column: 1 };
    const chapter = chapters.at(-1);
    if (node.type === 'heading') {
      const title = getTitle(node, body);
      if (title === '') fault('empty-heading', at);
      if (!lines[at.line - 1]?.trimStart().startsWith('#'))
        fault('heading-depth', at, { depth: 'An underlined title' });
      else if (node.depth === 2) chapters.push({ title, at, steps: [] });
      else if (node.depth !== 3) fault('heading-depth', at, { depth: '#'.repeat(node.depth) });
      else if (!chapter) fault('step-outside-chapter', at, { title: formatLiteral(title) });
      else {
        const other = seen.get(toId(title));
        if (other !== undefined) fault('same-step', at, { title: formatLiteral(title), other });
        seen.set(toId(title), at.line);
        chapter.steps.push({ title, at, before: [], after: [], blocks: {}, wrong: [], hints: [] });
      }
      continue;
    }
    const step = chapter?.steps.at(-1);
    if (!chapter) fault('outside-chapter', at);
    else if (!step) fault('outside-step', at, { title: formatLiteral(chapter.title) });
    else if (node.type === 'code' && !isShown(node.lang)) addBlock(step, node, lines, problems);
    else (step.blocks.predict || step.blocks.do ? step.after : step.before).push(node);
  }
  return { frontMatter, chapters };
}

/** The lines between the dashes, and the index of the line after them. */
function readFrontMatter(
  lines: readonly string[],
  problems: LessonProblem[],
): { readonly frontMatter: RawText | null; readonly end: number } {
  const start = { line: 1, column: 1 };
  if (lines[0]?.trimEnd() !== '---') {
    problems.push(createProblem('no-front-matter', start));
    return { frontMatter: null, end: 0 };
  }
  const close = lines.findIndex((line, index) => index > 0 && line.trimEnd() === '---');
  if (close < 0) {
    problems.push(createProblem('open-front-matter', start));
    return { frontMatter: null, end: lines.length };
  }
  return { frontMatter: { line: 1, text: lines.slice(1, close).join('\n') }, end: close + 1 };
}

function addBlock(step: OpenStep, node: Code, lines: readonly string[], problems: LessonProblem[]): void {
  const start = node.position?.start ?? { line: 1, column: 1 };
  const name = BLOCK_NAMES.find((known) => known === node.lang);
  const swallowed = findSwallowed(node, lines[start.line - 1] ?? '');
  const raw: RawText = { line: start.line, text: swallowed ?? node.value };
  const fault = (id: ProblemId, words: Words) => problems.push(createProblem(id, start, words));
  if (!name) {
    const given = node.lang ?? '';
    fault('unknown-block', {
      name: formatLiteral(given),
      hint: formatHint(given, BLOCK_NAMES),
      known: `${formatList(BLOCK_NAMES)}, and c and text for code that is shown`,
    });
    return;
  }
  if (
    !/^\s*(`{3,}|~{3,})\s*$/.test(lines[(node.position?.end.line ?? 0) - 1] ?? '') ||
    isOneLine(node) ||
    swallowed !== undefined
  )
    fault('open-block', { name });
  if (name === 'hint') {
    step.hints.push(raw);
    return;
  }
  if (name === 'wrong') {
    step.wrong.push({ ...raw, option: node.meta?.trim() ?? '' });
    return;
  }
  const ask = step.blocks.predict ?? step.blocks.do;
  const other = step.blocks[name];
  if (other) fault('second-block', { name, other: other.line });
  else if (ask && (name === 'predict' || name === 'do')) fault('second-ask', { other: ask.line });
  else step.blocks[name] = raw;
}

/**
 * A block that is not closed swallows everything up to the close of the next one. Its own lines are those before the first
 * that is empty or opens the next block. undefined if it has swallowed none.
 */
function findSwallowed({ value }: Code, opening: string): string | undefined {
  const [fence = ''] = /(`{3,}|~{3,})/.exec(opening) ?? [];
  const lines = value.split('\n');
  const isOpening = (line: string) =>
    line.trim().startsWith(fence) && /^(?:\w+|(?:wrong|review) .*)$/.test(line.trim().slice(fence.length));
  if (!lines.some(isOpening)) return undefined;
  return lines
    .slice(
      0,
      lines.findIndex((line) => line.trim() === '' || isOpening(line)),
    )
    .join('\n');
}

const isOneLine = ({ position }: Code) => position?.start.line === position?.end.line;

/** The text of a heading without the marks of emphasis and code. */
function getTitle({ children }: Heading, body: string): string {
  const [first, last] = [children[0]?.position?.start.offset, children.at(-1)?.position?.end.offset];
  return first === undefined ? '' : body.slice(first, last).replaceAll(/[`*]/g, '').trim();
}

/** `What 010b does` is `what-010b-does`. */
export function toId(title: string): string {
  return (
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '') || 'step'
  );
}
