/**
 * Checks the layers: the drawing and the table in README.md must agree with each other and with the imports. The table lists
 * every direct import; the drawing shows only the shortest arrows that lead there.
 */

import { findCircles, findWay, type Graph } from './circle.ts';
import { readDrawing } from './layer-drawing.ts';
import { getFolder, type Source } from './source-tree.ts';

interface Layer {
  /** The other layers that it may import. */
  readonly imports: readonly string[];
  /** Those from which it may import only types. */
  readonly types: readonly string[];
}

export type Layers = ReadonlyMap<string, Layer>;

/** Files directly in src/ that the table does not list: texts, type declarations, and the test of the architecture. */
const TOP = /^([^/]+\.(md|d\.ts)|architecture\.test\.ts)$/;

/** The folder whose subfolders must not import each other. */
const MODES = 'modes';
const getMode = (path: string): string | undefined => path.split('/')[1];

/** Reads the table under `| folder |`: the names in backticks in its first two columns. */
export function readLayers(readme: string): Layers {
  const [, table = ''] = /^\| folder \|.*\n\|[-| ]+\|\n((?:\|.*\n?)*)/m.exec(readme) ?? [];
  const rows = table.split('\n').flatMap((line) => {
    const [, name = '', imports = ''] = line.split('|');
    const folder = /`([^`]+)`/.exec(name)?.[1];
    return folder ? [[folder, imports] as const] : [];
  });
  return new Map(
    rows.map(([folder, text]) => {
      const imports = [...text.matchAll(/`([^`]+)`( \(types\))?/g)];
      return [
        folder,
        {
          imports: imports.map(([, name = '']) => name),
          types: imports.filter(([, , isType]) => isType).map(([, name = '']) => name),
        },
      ];
    }),
  );
}

export function* findLayerFaults(sources: readonly Source[], layers: Layers): Generator<string> {
  for (const source of sources) {
    const folder = getFolder(source.path);
    if (!layers.has(folder) && !TOP.test(source.path)) yield `${source.path} is in no layer`;
    for (const { from, target, isType } of source.imports) {
      if (target === undefined) continue;
      const other = getFolder(target);
      const layer = layers.get(folder);
      if (target.startsWith('..')) yield `${source.path} imports ${from} from outside src`;
      else if (folder === MODES && other === MODES && getMode(source.path) !== getMode(target))
        yield `${source.path} imports ${from}, but modes meet only in app`;
      else if (other === folder || (!layer && TOP.test(source.path))) continue;
      else if (!layer?.imports.includes(other))
        yield `${source.path} imports ${from}, but ${folder} may not import ${other}`;
      else if (layer.types.includes(other) && !isType)
        yield `${source.path} imports ${from}, but ${folder} may import only types of ${other}`;
    }
  }
}

/** Finds what README.md names but src lacks, and where the drawing and the table differ. */
export function* findMapFaults(sources: readonly Source[], readme: string): Generator<string> {
  const layers = readLayers(readme);
  if (layers.size === 0) yield 'README.md has no table of layers';
  const used = new Set(
    sources.flatMap(({ path, imports }) =>
      imports.map(({ target = '' }) => `${getFolder(path)} > ${getFolder(target)}`),
    ),
  );
  const folders = new Set(sources.map(({ path }) => getFolder(path)));
  const table: Graph = new Map([...layers].map(([folder, { imports }]) => [folder, imports]));
  for (const circle of findCircles(table)) yield `the table of layers has a circle: ${circle}`;
  for (const [folder, { imports }] of layers) {
    if (!folders.has(folder)) yield `the table has ${folder}, which src does not have`;
    for (const other of imports)
      if (!used.has(`${folder} > ${other}`))
        yield `the table lets ${folder} import ${other}, which no file does`;
  }
  const paths = new Set(sources.map(({ path }) => path));
  for (const [, path = ''] of readme.matchAll(/`([\w./-]+\.tsx?)`/g))
    if (!paths.has(path)) yield `README.md names ${path}, which src does not have`;
  yield* findDrawingFaults(readme, layers);
}

function* findDrawingFaults(readme: string, layers: Layers): Generator<string> {
  const [, drawing = ''] = /^```\n([^`]*─>[^`]*)^```/m.exec(readme) ?? [];
  const { names, arrows } = readDrawing(drawing);
  const drawn: Graph = new Map(
    names.map((name) => [name, arrows.filter(([from]) => from === name).map(([, to]) => to)]),
  );
  const imported = new Set([...layers.values()].flatMap(({ imports }) => imports));
  for (const name of names)
    if (!layers.has(name)) yield `the drawing has ${name}, which the table does not have`;
  for (const [from, to] of arrows)
    if (layers.has(from) && !layers.get(from)?.imports.includes(to))
      yield `the drawing has an arrow ${from} > ${to}, which the table does not have`;
  for (const [folder, { imports }] of layers) {
    if ((imports.length > 0 || imported.has(folder)) && !names.includes(folder))
      yield `the drawing has no ${folder}`;
    else
      for (const other of imports)
        if (!findWay(drawn, folder, other))
          yield `the drawing has no path ${folder} > ${other}, but the table allows that import`;
  }
}

/** Files that import each other in a circle; importing a type counts. */
export function findImportCircles(sources: readonly Source[]): string[] {
  const files = new Map(
    sources.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
  );
  return findCircles(files).map((circle) => `files import each other in a circle: ${circle}`);
}
