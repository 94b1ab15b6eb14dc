import { describe, expect, it } from 'vitest';
import { findImportCircles, findLayerFaults, findMapFaults, readLayers } from './layer-faults.ts';
import { parseTree, type Tree } from './source-tree.ts';

const README = [
  '```',
  'app ─┬─> graph ───┬─> ui ─> protocol',
  '     └─> reader',
  '```',
  '',
  '| folder | imports | what it holds |',
  '| --- | --- | --- |',
  '| `app` | `protocol`, `graph`, `reader` | the page, see `app/a.ts` |',
  '| `graph` | `ui` | a picture |',
  '| `reader` | | texts |',
  '| `ui` | `protocol` (types) | parts |',
  '| `protocol` | | rules |',
  '',
  '| word | what it is |',
  '| --- | --- |',
  '| `rule` | a word |',
].join('\n');

const TREE: Tree = new Map([
  [
    'app/a.ts',
    "import '../graph/a.ts';\nconst b = import('../reader/a.ts');\nimport type { B } from '../protocol/a.ts';",
  ],
  ['graph/a.ts', "export { a } from '../ui/a.ts';"],
  ['reader/a.ts', ''],
  ['ui/a.ts', "import type { A } from '../protocol/a.ts';"],
  ['protocol/a.ts', ''],
]);

const layers = readLayers(README.replace('| `ui` | `protocol`', '| `modes` | | |\n| `ui` | `protocol`'));
const findFaults = (path: string, text: string) => [
  ...findLayerFaults(parseTree(new Map([[path, text]])), layers),
];
const findInMap = (readme: string, tree: Tree = TREE) => [...findMapFaults(parseTree(tree), readme)];

describe('the layers', () => {
  it.each([
    ['protocol/a.ts', "import { b } from '../ui/b.ts';", 'protocol may not import ui'],
    ['protocol/a.ts', "import type { B } from '../ui/b.ts';", 'protocol may not import ui'],
    ['graph/a.ts', "export { b } from '../app/b.ts';", 'graph may not import app'],
    ['graph/a.ts', "const b = await import('../reader/b.ts');", 'graph may not import reader'],
    ['reader/a.ts', "new Worker(new URL('../app/b.ts', import.meta.url));", 'reader may not import app'],
    ['graph/a.ts', "type B = import('../app/b.ts').B;", 'graph may not import app'],
    ['ui/A.tsx', "import { b } from '../protocol/b.ts';", 'only types'],
    ['ui/A.tsx', "import { type B, c } from '../protocol/b.ts';", 'only types'],
    ['graph/a.ts', "import { b } from '../../scripts/b.ts';", 'from outside src'],
    ['modes/learn/lab/a.ts', "import { b } from '../../review/b.ts';", 'modes meet only in app'],
    ['elsewhere/a.ts', '', 'is in no layer'],
    ['a.ts', '', 'is in no layer'],
  ])('[LAYER-0] finds fault with %s: %s', (path, text, fault) => {
    expect(findFaults(path, text)).toEqual([expect.stringContaining(fault)]);
  });

  it.each([
    ['protocol/a.ts', "import { b } from './b.ts';\n// import { c } from '../app/c.ts';"],
    ['ui/A.tsx', "import type { B } from '../protocol/b.ts';\nimport { type C } from '../protocol/c.ts';"],
    ['graph/a.ts', "import type { N } from 'x';\nconst text = \"import x from '../app/x.ts';\";"],
    ['app/a.ts', "import text from '../reader/a.md?raw';\nconst b = () => import('../graph/B.tsx');"],
    ['app/a.test.ts', "const root = new URL('../..', import.meta.url);"],
    ['modes/learn/lab/a.ts', "import { b } from '../step/b.ts';"],
    ['README.md', ''],
    ['css.d.ts', ''],
  ])('[LAYER-0] finds no fault with %s: %s', (path, text) => {
    expect(findFaults(path, text)).toEqual([]);
  });
});

describe('the map', () => {
  it('[LAYER-3] finds no fault where drawing, table and imports agree', () => {
    expect(findInMap(README)).toEqual([]);
  });

  it.each([
    [
      'one arrow too many',
      README.replace('└─> reader', '└─> reader ──┘'),
      'an arrow reader > ui, which the table does not have',
    ],
    ['one arrow too few', README.replace('ui ─>', 'ui'), 'no path app > protocol'],
    ['a folder that is not drawn', README.replace('─> reader', ''), 'the drawing has no reader'],
    ['a name that is not a folder', README.replace('graph ─', 'graphs ─'), 'the drawing has graphs'],
    [
      'a row without a folder',
      README.replace('| `reader`', '| `old` | | |\n| `reader`'),
      'the table has old, which src',
    ],
    [
      'an import that no file makes',
      README.replace('`graph` | `ui`', '`graph` | `ui`, `protocol`'),
      'lets graph import protocol, which no file does',
    ],
    [
      'a circle of layers',
      README.replace('`protocol` | ', '`protocol` | `graph`'),
      'has a circle: graph > ui > protocol > graph',
    ],
    [
      'a file that is gone',
      README.replace('app/a.ts', 'app/b.ts'),
      'names app/b.ts, which src does not have',
    ],
    ['no table', README.replace('| folder', '| room'), 'has no table of layers'],
  ])('[LAYER-3] finds fault with %s', (_, readme, fault) => {
    expect(findInMap(readme)).toContainEqual(expect.stringContaining(fault));
  });

  it('[LAYER-5] spells out the files that import each other, types included', () => {
    const tree = new Map([
      ['ui/a.ts', "import type { B } from './b.ts';"],
      ['ui/b.ts', "export { c } from '../graph/c.ts';"],
      ['graph/c.ts', "const a = import('../ui/a.ts');"],
      ['ui/a.test.ts', "import { a } from './a.ts';"],
    ]);
    expect(findImportCircles(parseTree(tree))).toEqual([
      'files import each other in a circle: graph/c.ts > ui/a.ts > ui/b.ts > graph/c.ts',
    ]);
    expect(findImportCircles(parseTree(TREE))).toEqual([]);
  });
});
