/**
 * Checks the source as a whole: its layers, which README.md shows as a drawing and as a table, and the limits on files and
 * folders. The checks are in architecture/; their tests break each one with a made-up tree.
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

/** The functions of components that may be over 80 lines: none. */
const LONG_FUNCTIONS: readonly string[] = [];

describe('src', () => {
  const tree = readTree(dirname(fileURLToPath(import.meta.url)));
  const readme = tree.get('README.md') ?? '';
  const sources = parseTree(tree);

  it('[LAYER-1] keeps the layers, and the rules for length, name and syntax', () => {
    const layers = readLayers(readme);
    expect([
      ...findLayerFaults(sources, layers),
      ...sources.flatMap((source) => [...findFileFaults(source, LONG_FUNCTIONS)]),
    ]).toEqual([]);
  });

  it('[LAYER-2] is read completely: protocol, and this file', () => {
    expect([...tree.keys()]).toEqual(
      expect.arrayContaining(['protocol/verdict/verdict.ts', 'architecture.test.ts']),
    );
  });

  it('[LAYER-3] matches the map in README.md: drawing, table and imports agree', () => {
    expect([...findMapFaults(sources, readme)]).toEqual([]);
  });

  it('[LAYER-4] has no folder that is too full or too deep, and no two files of the same name', () => {
    expect([...findFolderFaults(tree)]).toEqual([]);
  });

  it('[LAYER-5] has no files that import each other in a circle, types included', () => {
    expect(findImportCircles(sources)).toEqual([]);
  });

  it('[LAYER-6] lists no short function as a long one', () => {
    expect(findNeedless(sources, LONG_FUNCTIONS)).toEqual([]);
  });
});
