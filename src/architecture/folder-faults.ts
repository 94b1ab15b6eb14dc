/** Checks the folders: how many entries each has, how deep it lies, and that no two files have the same name. */

import { getStem, isTest, type Tree } from './source-tree.ts';

/** Folders of data, which may hold any number of texts; and src/ itself, which holds the layers. */
const OF_DATA = ['lesson/course', 'reader/fixtures'];
const SRC = '.';

const MOST_ENTRIES = 12;
const DEEPEST = 4;

export function* findFolderFaults(tree: Tree): Generator<string> {
  for (const [folder, entries] of listFolders(tree)) {
    const levels = folder.split('/').length;
    if (levels > DEEPEST) yield `${folder} is ${levels} levels below src`;
    if (entries.size > MOST_ENTRIES && folder !== SRC && !OF_DATA.includes(folder))
      yield `${folder} has ${entries.size} entries`;
  }
  yield* findNameFaults(tree);
}

/** Folder -> its entries. A module with its test, fixture and CSS is one entry, and so is a folder. */
function listFolders(tree: Tree): Map<string, Set<string>> {
  const folders = new Map<string, Set<string>>();
  for (const path of tree.keys()) {
    const parts = path.split('/');
    for (const [index, name] of parts.entries()) {
      const folder = parts.slice(0, index).join('/') || SRC;
      const entry = index < parts.length - 1 ? name : getStem(name);
      folders.set(folder, (folders.get(folder) ?? new Set()).add(entry));
    }
  }
  return folders;
}

/**
 * Finds two modules or two components of the same name, ignoring case. A component may share the name of the module that it
 * shows: `History.tsx` shows `history.ts`.
 */
function* findNameFaults(tree: Tree): Generator<string> {
  const seen = new Map<string, string>();
  for (const path of tree.keys()) {
    if (!/\.(tsx?|css)$/.test(path) || /\.d\.ts$/.test(path) || isTest(path)) continue;
    const stem = getStem(path);
    const ending = path.slice(path.lastIndexOf('/') + 1 + stem.length).replace(/\.tsx?$/, '');
    const key = `${stem.toLowerCase()}${ending} ${/^[A-Z]/.test(stem) ? 'component' : 'module'}`;
    const other = seen.get(key);
    if (other) yield `${path} has the same name as ${other}`;
    seen.set(key, path);
  }
}
