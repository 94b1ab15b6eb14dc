import { describe, expect, it } from 'vitest';
import { findFolderFaults } from './folder-faults.ts';

const find = (...paths: string[]): string[] => [
  ...findFolderFaults(new Map(paths.map((path) => [path, '']))),
];

const list = (folder: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${folder}/part-${index}.ts`);

describe('what a folder may hold', () => {
  it.each([
    ['a full folder', list('ui', 13), 'ui has 13 entries'],
    ['a folder that subfolders fill', [...list('ui', 12), 'ui/more/a.ts'], 'ui has 13 entries'],
    ['a full folder of data of another room', list('ui/course', 13), 'ui/course has 13 entries'],
    ['a fifth level', ['a/b/c/d/e/f.ts'], 'a/b/c/d/e is 5 levels below src'],
    [
      'two modules of the same name',
      ['a/draft.ts', 'b/draft.tsx'],
      'b/draft.tsx has the same name as a/draft.ts',
    ],
    [
      'two components of the same name',
      ['a/Draft.tsx', 'b/Draft.tsx'],
      'b/Draft.tsx has the same name as a/Draft.tsx',
    ],
    ['a name that differs in case', ['a/FlowRow.tsx', 'b/Flowrow.tsx'], 'b/Flowrow.tsx has the same name as'],
    [
      'two fixtures of the same name',
      ['a/a.fixture.ts', 'b/a.fixture.ts'],
      'b/a.fixture.ts has the same name as',
    ],
    [
      'two style sheets of the same name',
      ['a/A.module.css', 'b/A.module.css'],
      'b/A.module.css has the same name as',
    ],
  ])('[LAYER-4] finds fault with %s', (_, paths, fault) => {
    expect(find(...paths)).toEqual([expect.stringContaining(fault)]);
  });

  it.each([
    ['twelve entries', [...list('ui', 11), 'ui/more/a.ts', 'ui/part-0.test.ts', 'ui/part-1.module.css']],
    ['a module beside its folder', [...list('ui', 12), 'ui/part-0/a.ts']],
    ['a folder of data', [...list('lesson/course', 13)]],
    ['many rooms', list('', 13).map((path) => `room-${path.slice(6)}/x${path.slice(6)}`)],
    ['four levels', ['a/b/c/d/e.ts']],
    ['a component and what it shows', ['a/history.ts', 'b/History.tsx', 'b/History.module.css']],
    [
      'tests and texts of the same name',
      ['a/a.test.ts', 'b/a.test.ts', 'README.md', 'a/README.md', 'a/a.ts'],
    ],
  ])('[LAYER-4] finds no fault with %s', (_, paths) => {
    expect(find(...paths)).toEqual([]);
  });
});
