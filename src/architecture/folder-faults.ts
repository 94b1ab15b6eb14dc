/** What a folder may hold: how many entries, how deep it lies, and no two files of one name anywhere. */

import { getStem, isTest, type Tree } from './source-tree.ts';

/** Folders of data, which grow with the texts in them; and src/ itself, which lists the rooms. */
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

/** Folder -> what is in it: a module with its test, its fixture and its CSS is one, and so is a folder. */
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
 * Two modules of one name, or two components, whatever the case of their letters. A component may have the name of the
 * module that it shows: `History.tsx` shows `history.ts`.
 */
function* findNameFaults(tree: Tree): Generator<string> {
  const seen = new Map<string, string>();
  for (const path of tree.keys()) {
    if (!/\.(tsx?|css)$/.test(path) || /\.d\.ts$/.test(path) || isTest(path)) continue;
    const stem = getStem(path);
    const ending = path.slice(path.lastIndexOf('/') + 1 + stem.length).replace(/\.tsx?$/, '');
    const key = `${stem.toLowerCase()}${ending} ${/^[A-Z]/.test(stem) ? 'component' : 'module'}`;
    const other = seen.get(key);
    if (other) yield `${path} has the name of ${other}`;
    seen.set(key, path);
  }
}
