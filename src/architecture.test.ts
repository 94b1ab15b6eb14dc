/**
 * The layers, and what a file may be: one table of folders, one direction. Files are read with Vite's own parser, so
 * that nothing is found in a comment or a string, and nothing is missed in a dynamic import. The checker is checked
 * on a tree made up here.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';

/** Folder of src/ -> folders that it may import, itself included. `app` introduces them all. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  ui: ['protocol'],
  machine: ['protocol'],
  reader: ['protocol'],
  share: ['protocol'],
  judge: ['protocol', 'reader'],
  lesson: ['protocol', 'machine'],
  lab: ['protocol', 'machine'],
  graph: ['protocol', 'ui'],
  page: ['protocol', 'machine', 'share', 'ui'],
  panels: ['protocol', 'machine', 'judge', 'share', 'ui', 'graph', 'page'],
  modes: [
    'protocol',
    'machine',
    'reader',
    'judge',
    'lesson',
    'lab',
    'share',
    'ui',
    'graph',
    'page',
    'panels',
  ],
  app: ['protocol', 'machine', 'share', 'ui', 'page', 'panels', 'modes'],
  cli: ['protocol', 'reader', 'judge', 'lesson', 'share'],
};

/** Files that stand in src/ itself, and the folders that they may import. */
const TOP: Readonly<Record<string, readonly string[]>> = {
  'main.tsx': ['app', 'page'],
  'architecture.test.ts': [],
};

/** Files that only tests and scripts import. */
const FOR_TESTS = ['protocol/trace/walk.ts', 'protocol/rule-sets/table-checks.ts'];

const LONGEST = 300;
const VAGUE = ['utils', 'helpers', 'common', 'misc'];

/** Path below src/ -> text. */
type Tree = ReadonlyMap<string, string>;

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

/** A node of the syntax tree, as far as it is looked at. */
interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof (value as Node | null)?.type === 'string';

function* listNodes(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) yield* listNodes(each);
}

/** Text of a literal, or the beginning of a template; undefined for anything else. */
function getText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  const [first] = node.type === 'TemplateLiteral' ? (node.quasis as { value: { cooked: string } }[]) : [];
  return first?.value.cooked;
}

/** What a node imports: statically, dynamically, as a type, for re-export, or as the URL of a worker. */
function getImport(node: Node): Import | undefined {
  const [first] = (node.arguments ?? []) as Node[];
  const isWorker = node.type === 'NewExpression' && (node.callee as Node).name === 'Worker';
  const url = isWorker ? (first?.arguments as unknown[] | undefined)?.[0] : undefined;
  const isMarked = /^(ImportDeclaration|Export(Named|All)Declaration|ImportExpression|TSImportType)$/.test(
    node.type,
  );
  const from = getText(isMarked ? (node.source ?? node.argument) : url);
  if (from === undefined) return undefined;
  const names = (node.specifiers ?? []) as Node[];
  const isEachType =
    names.length > 0 && names.every((name) => (name.importKind ?? name.exportKind) === 'type');
  const isType =
    node.importKind === 'type' || node.exportKind === 'type' || node.type === 'TSImportType' || isEachType;
  return { from, isType };
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path);

/** The folder of a path below src/; for a file in src/ itself its own name. */
const getFolder = (path: string) => path.split('/')[0] ?? '';

function* findImportFaults(path: string, { from, isType }: Import): Generator<string> {
  const folder = getFolder(path);
  if (!from.startsWith('.')) {
    if (folder === 'protocol' && !isTest(path)) yield `${path} imports the package ${from}`;
    if (/^react(-dom)?(\/|$)/.test(from) && !path.endsWith('.tsx'))
      yield `${path} imports ${from}, but is no .tsx`;
    return;
  }
  const target = normalize(join(dirname(path), from.replace(/\?.*$/, '')));
  const name = target.split('/').at(-1) ?? '';
  if (!/\.[a-z]+$/.test(name)) yield `${path} imports ${from} without its extension`;
  if (name.endsWith('.css') && !path.endsWith('.tsx')) yield `${path} imports ${from}, but is no .tsx`;
  if (FOR_TESTS.includes(target) && !isTest(path) && !FOR_TESTS.includes(path))
    yield `${path} imports ${from}, which is for tests`;
  const other = getFolder(target);
  if (target.startsWith('..')) yield `${path} imports ${from} from outside src`;
  else if (other !== folder && !(LAYERS[folder] ?? TOP[folder] ?? []).includes(other))
    yield `${path} imports ${from}, but ${folder} may not import ${other}`;
  if (folder === 'ui' && other === 'protocol' && !isType)
    yield `${path} imports ${from}, but ui may import only types`;
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

function* findFileFaults(path: string, text: string): Generator<string> {
  const folder = getFolder(path);
  if (!(folder in LAYERS) && !(path in TOP) && !/^[^/]+\.(md|d\.ts)$/.test(path))
    yield `${path} is in no layer`;
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  if (lines > LONGEST) yield `${path} has ${lines} lines`;
  const stem = path.split('/').at(-1)?.split('.')[0] ?? '';
  if (VAGUE.includes(stem.toLowerCase())) yield `${path} has a name that says nothing`;
  if (!/\.tsx?$/.test(path)) return;
  const { program, errors } = parseSync(path, text);
  for (const { message } of errors) yield `${path} cannot be parsed: ${message}`;
  for (const node of listNodes(program as unknown as Node)) {
    yield* findNodeFaults(path, node);
    const imported = getImport(node);
    if (imported) yield* findImportFaults(path, imported);
  }
}

const findFaults = (tree: Tree): string[] =>
  [...tree].flatMap(([path, text]) => [...findFileFaults(path, text)]);

function readTree(): Tree {
  const root = dirname(fileURLToPath(import.meta.url));
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  const toPath = (folder: string, name: string) =>
    `${folder}/${name}`.replaceAll('\\', '/').slice(root.length + 1);
  return new Map(
    files.map((file) => [
      toPath(file.parentPath, file.name),
      readFileSync(join(file.parentPath, file.name), 'utf8'),
    ]),
  );
}

/** A file that breaks a rule, and what the checker says of it. */
const BROKEN: readonly (readonly [path: string, text: string, fault: string])[] = [
  ['protocol/a.ts', "import { b } from '../machine/b.ts';", 'protocol may not import machine'],
  ['protocol/a.ts', "import type { B } from '../machine/b.ts';", 'protocol may not import machine'],
  ['protocol/a.ts', "import { setup } from 'xstate';", 'imports the package xstate'],
  ['protocol/a.ts', "import type { A } from 'xstate';", 'imports the package xstate'],
  ['machine/a.ts', "export { b } from '../graph/b.ts';", 'machine may not import graph'],
  ['graph/a.ts', "const b = await import('../reader/b.ts');", 'graph may not import reader'],
  ['reader/a.ts', "new Worker(new URL('../judge/b.ts', import.meta.url));", 'reader may not import judge'],
  ['share/a.ts', "type B = import('../machine/b.ts').B;", 'share may not import machine'],
  ['cli/a.ts', "import { b } from '../app/b.ts';", 'cli may not import app'],
  ['main.tsx', "import { b } from './protocol/b.ts';", 'main.tsx may not import protocol'],
  ['ui/A.tsx', "import { b } from '../protocol/b.ts';", 'only types'],
  ['ui/A.tsx', "import { type B, c } from '../protocol/b.ts';", 'only types'],
  ['ui/A.tsx', "import type { B } from '../graph/b.ts';", 'ui may not import graph'],
  ['graph/a.ts', "import { useState } from 'react';", 'is no .tsx'],
  ['graph/a.ts', "import { createRoot } from 'react-dom/client';", 'is no .tsx'],
  ['graph/a.ts', "import './a.css';", 'is no .tsx'],
  ['graph/a.ts', "import { b } from './b';", 'without its extension'],
  ['graph/a.ts', "import { b } from '../../scripts/b.ts';", 'from outside src'],
  ['share/a.ts', "import { walk } from '../protocol/trace/walk.ts';", 'which is for tests'],
  ['elsewhere/a.ts', '', 'is in no layer'],
  ['a.ts', '', 'is in no layer'],
  ['app/a.ts', 'export default 3;', 'default export'],
  ['app/a.ts', 'const a = 3; export { a as default };', 'default export'],
  ['app/a.ts', 'export enum A { B }', 'an enum'],
  ['app/a.ts', 'const enum A { B }', 'an enum'],
  ['app/a.ts', "export * from './b.ts';", 'export *'],
  ['app/utils.ts', '', 'says nothing'],
  ['share/Helpers.test.ts', '', 'says nothing'],
  ['app/a.ts', 'const = 3', 'cannot be parsed'],
  ['protocol/a.json', '1\n'.repeat(301), '301 lines'],
  ['app/a.test.ts', "it('works', () => {});", 'does not begin with ['],
  ['app/a.test.ts', 'test(title, () => {});', 'not a literal'],
  ['app/a.test.ts', "it.only('works', () => {});", 'does not begin with ['],
  ['app/a.test.ts', "describe('a', () => it.each([1])('works %i', () => {}));", 'does not begin with ['],
  ['app/a.test.ts', "it.each`a\n1`('works', () => {});", 'does not begin with ['],
];

/** Files that keep every rule, and come close to breaking one. */
const KEPT: readonly (readonly [path: string, text: string])[] = [
  [
    'protocol/a.ts',
    "import { b } from './b.ts';\n// import { c } from '../app/c.ts'; export default 3; enum A {}",
  ],
  [
    'protocol/a.test.ts',
    "import fc from 'fast-check';\nit('[A-1] holds', () => {});\nit.each([1])(`[A-2] holds`, () => {});",
  ],
  ['graph/A.tsx', "import React from 'react';\nimport './a.css';\nimport { b } from '../ui/B.tsx';"],
  [
    'graph/a.ts',
    "import type { Node } from '@xyflow/react';\nconst text = \"import x from '../app/x.ts'; enum A {}\";",
  ],
  ['ui/A.tsx', "import type { B } from '../protocol/b.ts';\nimport { type C } from '../protocol/c.ts';"],
  ['main.tsx', "import { App } from './app/App.tsx';"],
  [
    'app/a.ts',
    "import text from '../modes/a.md?raw';\nconst b = () => import('../modes/B.tsx');\nit('works', () => {});",
  ],
  ['protocol/a.json', '1\n'.repeat(300)],
  [
    'cli/a.test.ts',
    "import { walk } from '../protocol/trace/walk.ts';\nconst root = new URL('../..', import.meta.url);",
  ],
];

describe('the checker', () => {
  it.each(BROKEN.map(([path, text, fault]) => [path, fault, text] as const))(
    '[LAYER-0] finds fault with %s: %s',
    (path, fault, text) => {
      expect(findFaults(new Map([[path, text]]))).toEqual([expect.stringContaining(fault)]);
    },
  );

  it.each(KEPT)('[LAYER-0] finds no fault with %s', (path, text) => {
    expect(findFaults(new Map([[path, text]]))).toEqual([]);
  });

  it('[LAYER-0] knows no way round: a folder never imports one that imports it', () => {
    const reach = (folder: string): string[] => [
      ...(LAYERS[folder] ?? []),
      ...(LAYERS[folder] ?? []).flatMap(reach),
    ];
    for (const folder of Object.keys(LAYERS)) expect(reach(folder)).not.toContain(folder);
  });
});

describe('src', () => {
  const tree = readTree();

  it('[LAYER-1] keeps the layers, the lengths, the names and the forms', () => {
    expect(findFaults(tree)).toEqual([]);
  });

  it('[LAYER-2] is read whole: protocol, and this file', () => {
    expect([...tree.keys()]).toEqual(
      expect.arrayContaining(['protocol/verdict/verdict.ts', 'architecture.test.ts']),
    );
  });
});
