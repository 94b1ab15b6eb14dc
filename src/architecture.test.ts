/**
 * The source as a whole: its layers, which README.md shows as a drawing and as a table, and what a file or a folder may be. What is
 * checked, and how, stands in architecture/, where each check is beaten by a tree made up there.
 */

import { dirname } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findFileFaults, findNeedless } from './architecture/file-faults.ts';
import { findFolderFaults } from './architecture/folder-faults.ts';
import {
  findImportCircles,
  findLayerFaults,
  findMapFaults,
  readLayers,
} from './architecture/layer-faults.ts';
import { parseTree, readTree } from './architecture/source-tree.ts';

/** Functions of components that are still over 80 lines. The list only shrinks. */
const LONG_FUNCTIONS: readonly string[] = ['modes/compare/propose/ProposeTable.tsx: ProposeTable'];

describe('src', () => {
  const tree = readTree(dirname(fileURLToPath(import.meta.url)));
  const readme = tree.get('README.md') ?? '';
  const sources = parseTree(tree);

  it('[LAYER-1] keeps the layers, the lengths, the names and the forms', () => {
    const layers = readLayers(readme);
    expect([
      ...findLayerFaults(sources, layers),
      ...sources.flatMap((source) => [...findFileFaults(source, LONG_FUNCTIONS)]),
    ]).toEqual([]);
  });

  it('[LAYER-2] is read whole: protocol, and this file', () => {
    expect([...tree.keys()]).toEqual(
      expect.arrayContaining(['protocol/verdict/verdict.ts', 'architecture.test.ts']),
    );
  });

  it('[LAYER-3] is as the map in README.md has it: drawing, table and imports agree', () => {
    expect([...findMapFaults(sources, readme)]).toEqual([]);
  });

  it('[LAYER-4] has no full folder, none too deep, and no two files of one name', () => {
    expect([...findFolderFaults(tree)]).toEqual([]);
  });

  it('[LAYER-5] has no files that import each other in a circle, types included', () => {
    expect(findImportCircles(sources)).toEqual([]);
  });

  it('[LAYER-6] has a list of long functions that names no short one', () => {
    expect(findNeedless(sources, LONG_FUNCTIONS)).toEqual([]);
  });
});
