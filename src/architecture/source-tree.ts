/**
 * The files of src/ as the checks see them. Vite's own parser reads each file, so the checks find nothing in comments or
 * strings, and miss no dynamic import.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path/posix';
import { parseSync } from 'vite';

/** Path below src/ -> text. */
export type Tree = ReadonlyMap<string, string>;

/** A node of the syntax tree, as far as the checks use it. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Import {
  /** The specifier as written. */
  readonly from: string;
  /** The path below src/, or one that begins with `../`; undefined for a package. */
  readonly target: string | undefined;
  readonly isType: boolean;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  /** Empty if the file is not TypeScript. */
  readonly nodes: readonly Node[];
  readonly imports: readonly Import[];
  readonly errors: readonly string[];
}

/** Reads every file below a folder. */
export function readTree(root: string): Tree {
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

export const parseTree = (tree: Tree): Source[] => [...tree].map(([path, text]) => parseSource(path, text));

function parseSource(path: string, text: string): Source {
  if (!/\.tsx?$/.test(path)) return { path, text, nodes: [], imports: [], errors: [] };
  const { program, errors } = parseSync(path, text);
  const nodes = [...listNodes(program as unknown as Node)];
  const imports = nodes.flatMap((node) => getImport(path, node) ?? []);
  return { path, text, nodes, imports, errors: errors.map(({ message }) => message) };
}

export const isNode = (value: unknown): value is Node =>
  typeof (value as Node | null | undefined)?.type === 'string';

function* listNodes(node: Node): Generator<Node> {
  yield node;
  for (const value of Object.values(node))
    for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) yield* listNodes(each);
}

/** The text of a string literal, or of a template up to its first `${`; undefined for anything else. */
export function getText(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  const [first] = node.type === 'TemplateLiteral' ? (node.quasis as { value: { cooked: string } }[]) : [];
  return first?.value.cooked;
}

/** What a node imports: statically, dynamically, as a type, for re-export, or as a worker's URL. */
function getImport(path: string, node: Node): Import | undefined {
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
  const target = from.startsWith('.') ? normalize(join(dirname(path), from.replace(/\?.*$/, ''))) : undefined;
  return { from, target, isType };
}

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);

/** The top folder of a path below src/; a file directly in src/ is its own folder. */
export const getFolder = (path: string): string => path.split('/')[0] ?? '';

/** `getStem('ui/Fold.module.css')` is `Fold`: the name of a file before its first dot. */
export const getStem = (path: string): string => path.split('/').at(-1)?.split('.')[0] ?? '';
