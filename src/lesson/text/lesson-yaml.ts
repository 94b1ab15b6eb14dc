/**
 * A block of YAML in a lesson: read, checked by a schema, and each problem reported with its line and column in the file.
 */

import type { BaseIssue, GenericSchema, InferOutput } from 'valibot';
import { safeParse } from 'valibot';
import type { Document, Node, Pair } from 'yaml';
import { isMap, isNode, isPair, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { RawText } from './lesson-outline.ts';
import type { LessonProblem, LineColumn } from './lesson-problem.ts';
import { createProblem, formatHint, formatList } from './lesson-problem.ts';
import { PARSER_FAULTS, TOO_DEEP } from './lesson-text-words.ts';

/** Keys and indexes that lead to a value: `['steps', 2, 'to']`. */
export type Path = readonly (string | number)[];

/** A block that has passed its schema. */
interface YamlBlock<T> {
  readonly value: T;
  /** Where a value is in the file; its block if the value is absent. */
  readonly locate: (...path: Path) => LineColumn;
}

/**
 * Reads a block; undefined if it cannot be used, with every reason among the problems. `name` is what sentences call the
 * block: `the trace block`.
 */
export function readYaml<const S extends GenericSchema>(
  { line, text }: RawText,
  name: string,
  schema: S,
  problems: LessonProblem[],
): YamlBlock<InferOutput<S>> | undefined {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const toLineColumn = (offset: number): LineColumn => {
    const { line: inBlock, col } = counter.linePos(Math.min(offset, text.length));
    return { line: line + Math.max(inBlock, 1), column: Math.max(col, 1) };
  };
  const faults = findYamlFaults(document, toLineColumn);
  if (faults.length > 0) {
    problems.push(...faults);
    return undefined;
  }
  const locate = (...path: Path): LineColumn => {
    const offset = findOffset(document, path);
    return offset === undefined ? { line, column: 1 } : toLineColumn(offset);
  };
  if (!isMap(document.contents)) {
    problems.push(createProblem('not-a-map', { line, column: 1 }, { block: capitalize(name) }));
    return undefined;
  }
  const checked = safeParse(schema, document.toJS());
  if (checked.success) return { value: checked.output, locate };
  const locateKey = (...path: Path): LineColumn => {
    const offset = findKey(document, path)?.range?.[0];
    return offset === undefined ? locate(...path) : toLineColumn(offset);
  };
  problems.push(...checked.issues.map((issue) => toProblem(issue, name, locate, locateKey)));
  return undefined;
}

function findYamlFaults(document: Document, toLineColumn: (offset: number) => LineColumn): LessonProblem[] {
  const seen = new Set<number>();
  const faults = [...document.errors, ...document.warnings].flatMap(({ message, pos: [end] }) => {
    const why = message.replace(/\.$/, '');
    const start = /^Missing closing .quote$/.test(why) ? (findLastQuote(document) ?? end) : end;
    if (seen.has(start)) return [];
    seen.add(start);
    return createProblem('yaml', toLineColumn(start), { why: PARSER_FAULTS[why] ?? why });
  });
  const deep = faults.find(({ text }) => text.includes(TOO_DEEP));
  if (deep) return [deep];
  visit(document, {
    Alias: (_, node) => {
      faults.push(createProblem('alias', toLineColumn(node.range?.[0] ?? 0)));
    },
  });
  return faults;
}

/** Where the last quoted text begins: one that is not closed takes in everything after it. */
function findLastQuote(document: Document): number | undefined {
  let last: number | undefined;
  visit(document, {
    Scalar: (_, { type, range }) => {
      if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') last = range?.[0];
    },
  });
  return last;
}

/** Where the value of a path begins; for a key without a value, where the key begins. */
function findOffset(document: Document, path: Path): number | undefined {
  const value = path.length > 0 ? document.getIn(path, true) : document.contents;
  const isThere = isNode(value) && hasText(value);
  return (isThere ? value : (findKey(document, path) ?? findParent(document, path)))?.range?.[0];
}

function findParent(document: Document, path: Path): Node | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  return isNode(parent) ? parent : undefined;
}

/** The key of a path, if its parent is a map that has it. */
function findKey(document: Document, path: Path): Node | undefined {
  const parent = findParent(document, path);
  const pair = isMap(parent) ? parent.items.find((item) => getKey(item) === path.at(-1)) : undefined;
  return isNode(pair?.key) ? pair.key : undefined;
}

const hasText = (node: Node) => !isScalar(node) || node.value !== null;
const getKey = (pair: Pair) => (isPair(pair) && isScalar(pair.key) ? pair.key.value : undefined);
const capitalize = (text: string) => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;

/** Keys under which an author may want to write the answer. */
const ANSWER_KEYS = ['answer', 'answers', 'correct', 'right', 'expect'];

type Locate = (...path: Path) => LineColumn;

function toProblem(
  issue: BaseIssue<unknown>,
  name: string,
  locate: Locate,
  locateKey: Locate,
): LessonProblem {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const key = String(path.at(-1) ?? '');
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const known = issue.message.split(' ');
    if (known.includes('ask') && ANSWER_KEYS.includes(key))
      return createProblem('own-answer', locateKey(...path), { key: formatLiteral(key) });
    const hint = formatHint(key, known);
    return createProblem('unknown-key', locateKey(...path), {
      key: formatLiteral(key),
      block: name,
      hint,
      known: formatList(known),
    });
  }
  if (issue.type === 'strict_object' && issue.input === undefined && issue.expected === `"${key}"`)
    return createProblem('missing-key', locate(...path.slice(0, -1)), { block: capitalize(name), key });
  return createProblem('value', locate(...path), { key: path.join('.'), block: name, clause: issue.message });
}
