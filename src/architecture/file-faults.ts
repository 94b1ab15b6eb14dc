/** Checks each file: its length, its name, its syntax, what no layer may import, and the length of a component's functions. */

import {
  getFolder,
  getStem,
  getText,
  type Import,
  isNode,
  isTest,
  type Node,
  type Source,
} from './source-tree.ts';

/** Files that only tests and scripts import. */
const FOR_TESTS = ['protocol/trace/walk.ts', 'protocol/rule-sets/table-checks.ts'];

/** In lines. */
const LONGEST_FILE = 300;
/** A lesson is prose, and one file by its format: it says something of every option of its questions. */
const LONGEST_LESSON = 500;
const LESSON = /^lesson\/course\/lesson-[\w-]+\.md$/;
const LONGEST_FUNCTION = 80;

const VAGUE = ['utils', 'helpers', 'common', 'misc'];

/** The functions of components that may be too long: `graph/view/Canvas.tsx: Canvas`. This list only shrinks. */
export type LongFunctions = readonly string[];

export function* findFileFaults(source: Source, allowed: LongFunctions): Generator<string> {
  const { path, text, errors, nodes, imports } = source;
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > (LESSON.test(path) ? LONGEST_LESSON : LONGEST_FILE)) yield `${path} has ${lines} lines`;
  if (VAGUE.includes(getStem(path).toLowerCase())) yield `${path} has a name that says nothing`;
  for (const message of errors) yield `${path} cannot be parsed: ${message}`;
  for (const node of nodes) yield* findNodeFaults(path, node);
  for (const each of imports) yield* findImportFaults(path, each);
  for (const { name, lines } of listLongFunctions(source))
    if (!allowed.includes(name)) yield `${name} has ${lines} lines`;
}

/** Entries of that list that no longer name a long function. */
export function findNeedless(sources: readonly Source[], allowed: LongFunctions): string[] {
  const long = new Set(sources.flatMap(listLongFunctions).map(({ name }) => name));
  return allowed
    .filter((name) => !long.has(name))
    .map((name) => `${name} is short now: remove it from the list`);
}

function* findImportFaults(path: string, { from, target }: Import): Generator<string> {
  if (target === undefined) {
    if (getFolder(path) === 'protocol' && !isTest(path)) yield `${path} imports the package ${from}`;
    if (/^react(-dom)?(\/|$)/.test(from) && !path.endsWith('.tsx'))
      yield `${path} imports ${from}, but is not a .tsx`;
    return;
  }
  const name = target.split('/').at(-1) ?? '';
  if (!/\.[a-z]+$/.test(name)) yield `${path} imports ${from} without its extension`;
  if (name.endsWith('.css') && !path.endsWith('.tsx')) yield `${path} imports ${from}, but is not a .tsx`;
  if (FOR_TESTS.includes(target) && !isTest(path) && !FOR_TESTS.includes(path))
    yield `${path} imports ${from}, which is for tests`;
}

function* findNodeFaults(path: string, node: Node): Generator<string> {
  if (node.type === 'ExportDefaultDeclaration') yield `${path} has a default export`;
  if (
    node.type === 'ExportSpecifier' &&
    ((node.exported as Node).name ?? getText(node.exported)) === 'default'
  )
    yield `${path} has a default export`;
  if (node.type === 'TSEnumDeclaration') yield `${path} has an enum`;
  if (node.type === 'ExportAllDeclaration') yield `${path} has an export *`;
  if (isTest(path) && node.type === 'CallExpression' && isTestCall(node.callee)) {
    const title = getText((node.arguments as unknown[])[0]);
    if (!title?.startsWith('['))
      yield `${path} has a test whose title does not begin with [: ${title ?? 'not a literal'}`;
  }
}

/** True for `it(..)`, `test.only(..)`, and for the second call of `it.each(..)(..)`. */
function isTestCall(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'Identifier') return callee.name === 'it' || callee.name === 'test';
  const makesTests = (node: Node) =>
    ['each', 'for', 'skipIf', 'runIf'].includes((node.property as Node).name as string);
  const called = (isNode(callee.callee) ? callee.callee : isNode(callee.tag) ? callee.tag : undefined) as
    | Node
    | undefined;
  if (called) return called.type === 'MemberExpression' && makesTests(called) && isTestCall(called.object);
  return callee.type === 'MemberExpression' && !makesTests(callee) && isTestCall(callee.object);
}

/** The functions of a .tsx that are too long: components, hooks, and functions inside them. */
function listLongFunctions({ path, text, nodes }: Source): { name: string; lines: number }[] {
  if (!path.endsWith('.tsx') || isTest(path)) return [];
  const names = new Map(nodes.flatMap((node) => (isNode(node.init) ? [[node.init, node.id] as const] : [])));
  return nodes
    .filter(({ type }) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type))
    .map((node) => {
      const id = (node.id ?? names.get(node)) as Node | undefined;
      const lines = text.slice(node.start, node.end).split('\n').length;
      return { name: `${path}: ${id?.name ?? 'a function'}`, lines };
    })
    .filter(({ lines }) => lines > LONGEST_FUNCTION);
}
