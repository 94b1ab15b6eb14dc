/** Where branches leave the line of a long history: found once for each tree, and not for each row that shows one. */

import type { History, HistoryNode } from './history.ts';
import { getLine, ROOT } from './history.ts';

interface Forks {
  /** The children of each node that has more than one. */
  readonly found: ReadonlyMap<number, readonly HistoryNode[]>;
  /** Of each node, the oldest child. Longer lists of the same nodes share it. */
  readonly first: number[];
}

/** Always the same, as most rows have it. */
const NONE: readonly HistoryNode[] = [];

const forks = new WeakMap<readonly HistoryNode[], Forks>();

/** The list that was looked through last: one that goes on from it is looked through from there. */
let last: { readonly nodes: readonly HistoryNode[]; readonly forks: Forks } | null = null;

/** What else was asked after so many steps of the line. */
export function getOthers(history: History, number: number): readonly HistoryNode[] {
  const line = getLine(history);
  const children = findForks(history.nodes).found.get(line[number - 1]?.id ?? ROOT);
  const others = children?.filter((child) => child !== line[number]) ?? NONE;
  return others.length > 0 ? others : NONE;
}

function findForks(nodes: readonly HistoryNode[]): Forks {
  const known = forks.get(nodes);
  if (known) return known;
  const { nodes: before = [], forks: of = null } = last ?? {};
  // A node is of one tree only: a list that has it in the same place begins with the same nodes.
  const isLonger = before.length > 0 && nodes[before.length - 1] === before.at(-1);
  const all = isLonger ? grow(of, nodes, before.length) : grow(null, nodes, 0);
  forks.set(nodes, all);
  last = { nodes, forks: all };
  return all;
}

/** The forks of a list of which the first `begin` nodes are looked through. */
function grow(before: Forks | null, nodes: readonly HistoryNode[], begin: number): Forks {
  const first = before?.first ?? [];
  let added: Map<number, readonly HistoryNode[]> | null = null;
  for (let index = begin; index < nodes.length; index += 1) {
    const node = nodes[index] as HistoryNode;
    const oldest = nodes[(first[node.parent] ?? 0) - 1];
    if (oldest) {
      added ??= new Map(before?.found);
      added.set(node.parent, [...(added.get(node.parent) ?? [oldest]), node]);
    } else first[node.parent] = node.id;
  }
  return { found: added ?? before?.found ?? new Map(), first };
}
