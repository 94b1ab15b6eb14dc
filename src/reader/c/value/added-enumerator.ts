/** Enumerators that a hunk adds to the enum of states: worth a note, and nothing to judge. */

import type { LocatedProblem } from '../../text/problem.ts';
import type { CSource } from '../syntax/c-source.ts';
import { createProblemAt } from '../syntax/c-source.ts';
import { findNodes, findWithin, getText } from '../syntax/c-tree.ts';

const LISTS = new Set(['EnumeratorList']);
const ENUMERATORS = new Set(['Enumerator']);
const STATE = /^VFIO_DEVICE_STATE_\w+$/;

interface Named {
  readonly name: string;
  readonly from: number;
}

/** One note for each; an enum that the patch adds as a whole has none. */
export function findAddedEnumerators(
  oldSources: readonly CSource[],
  sources: readonly CSource[],
): readonly LocatedProblem[] {
  return sources.flatMap((source) => {
    const before = oldSources.filter(({ hunk, path }) => hunk === source.hunk && path === source.path);
    const known = new Set(before.flatMap(listStates).map(({ name }) => name));
    if (source.hunk === 0 || known.size === 0) return [];
    return listStates(source)
      .filter(({ name }) => !known.has(name))
      .map(({ name, from }) => createProblemAt(source, from, 'enumerator-added', { name }));
  });
}

/** The enumerators of lists that name states. */
const listStates = (source: CSource): readonly Named[] =>
  findNodes(source, LISTS).flatMap((list) => {
    const all = findWithin(list, ENUMERATORS).map((node): Named => {
      const [name = ''] = /^\w+/.exec(getText(source, node)) ?? [];
      return { name, from: node.from };
    });
    return all.some(({ name }) => STATE.test(name)) ? all : [];
  });
