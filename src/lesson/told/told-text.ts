/** The words of a step as sentences, each with its place, and the states that a sentence names. Sources are left out. */

import type { Nodes, RootContent } from 'mdast';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { LineColumn } from '../text/lesson-problem.ts';

export interface Sentence extends LineColumn {
  readonly text: string;
}

/** Every sentence of the nodes; an item of a list is at least one. */
export const listSentences = (nodes: readonly RootContent[]): readonly Sentence[] =>
  nodes.flatMap((node) => listPassages(node).flatMap(splitPassage));

/** Each node as one text: what belongs together may be told in several sentences. */
export const listTexts = (nodes: readonly RootContent[]): readonly Sentence[] =>
  nodes.flatMap((node) => {
    const [first, ...more] = listPassages(node).map(toSentence);
    return first ? [{ ...first, text: [first, ...more].map(({ text }) => text).join(' ') }] : [];
  });

/** Its characters, each with its place. */
type Passage = readonly (LineColumn & { readonly sign: string })[];

function listPassages(node: RootContent): readonly Passage[] {
  switch (node.type) {
    case 'paragraph':
    case 'code':
      return [readSigns(node)];
    case 'list':
      return node.children.flatMap((item) => item.children.flatMap(listPassages));
    default:
      return [];
  }
}

function readSigns(node: Nodes): Passage {
  if ('children' in node) return node.children.flatMap((child) => [...readSigns(child)]);
  if (!('value' in node)) return [];
  const start = node.position?.start ?? { line: 1, column: 1 };
  let { line, column } = node.type === 'code' ? { line: start.line + 1, column: 1 } : start;
  const words = node.type === 'text' ? node.value.replaceAll(/\[[^[\]]*\]/g, blank) : node.value;
  return [...words].map((sign, index) => {
    const place = { line, column, sign: sign === '\n' ? ' ' : sign };
    // What a source in brackets was broken at counts as well.
    if (node.value[index] === '\n') [line, column] = [line + 1, 1];
    else column += 1;
    return place;
  });
}

const blank = (source: string) => ' '.repeat(source.length);

const ENDS = new Set(['.', '?', '!']);

function splitPassage(passage: Passage): readonly Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const [index, { sign }] of passage.entries()) {
    const next = passage[index + 1]?.sign;
    if (!ENDS.has(sign) || (next !== undefined && next !== ' ')) continue;
    sentences.push(toSentence(passage.slice(start, index + 1)));
    start = index + 1;
  }
  sentences.push(toSentence(passage.slice(start)));
  return sentences.filter(({ text }) => text !== '');
}

function toSentence(passage: Passage): Sentence {
  const { line, column } = passage.find(({ sign }) => sign !== ' ') ?? { line: 1, column: 1 };
  const text = passage
    .map(({ sign }) => sign)
    .join('')
    .trim();
  return { line, column, text };
}

/** A state that is named in a text. */
export interface Named {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** The states that a text names, in order: by the kernel's name, or by its bits such as `011b`. */
export function listNamed(states: readonly StateInfo[], text: string): readonly Named[] {
  const values = new Map(
    states.flatMap(({ name, digits, value }): readonly (readonly [string, number])[] =>
      /b$/.test(digits) ? [[name, value] as const, [digits, value] as const] : [[name, value] as const],
    ),
  );
  const names = [...values.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll('|', '\\|'));
  const pattern = new RegExp(String.raw`(?<![\w|])(?:${names.join('|')})(?![\w|])`, 'g');
  return [...text.matchAll(pattern)].map(({ 0: name, index }) => ({
    value: values.get(name) ?? 0,
    start: index,
    end: index + name.length,
  }));
}

const BETWEEN = /^[`\s]*(?:>|->|→|(?:back )?to)[`\s]*$/;

/** The requests that a text names: `STOP > RUNNING`, or STOP to RUNNING. */
export function listPairs(
  named: readonly Named[],
  text: string,
): readonly (readonly [from: number, to: number])[] {
  return named.flatMap((from, index) => {
    const to = named[index + 1];
    return to && BETWEEN.test(text.slice(from.end, to.start)) ? [[from.value, to.value] as const] : [];
  });
}

/** True if the states of `run` are named one right after the other. */
export const hasRun = (named: readonly Named[], run: readonly number[]): boolean =>
  named.some((_, index) => run.every((value, ahead) => named[index + ahead]?.value === value));
