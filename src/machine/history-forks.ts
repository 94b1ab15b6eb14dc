/** Where branches leave the line of a long history: found once for each tree, and not for each row that shows one. */

import type { History, HistoryNode } from './history.ts';
import { getLine, ROOT } from './history.ts';

type Forks = ReadonlyMap<number, readonly HistoryNode[]>;

/** Always the same, as most rows have it. */
const NONE: readonly HistoryNode[] = [];

const forks = new WeakMap<readonly HistoryNode[], Forks>();

/** What else was asked after so many steps of the line. */
export function getOthers(history: History, number: number): readonly HistoryNode[] {
  const line = getLine(history);
  const children = findForks(history.nodes).get(line[number - 1]?.id ?? ROOT);
  const others = children?.filter((child) => child !== line[number]) ?? NONE;
  return others.length > 0 ? others : NONE;
}

/** The children of each node that has more than one. */
function findForks(nodes: readonly HistoryNode[]): Forks {
  const known = forks.get(nodes);
  if (known) return known;
  /** Of each node, the oldest child. */
  const first = new Int32Array(nodes.length + 1);
  const found = new Map<number, HistoryNode[]>();
  for (const node of nodes) {
    const oldest = nodes[(first[node.parent] ?? 0) - 1];
    const others = found.get(node.parent);
    if (others) others.push(node);
    else if (oldest) found.set(node.parent, [oldest, node]);
    else first[node.parent] = node.id;
  }
  forks.set(nodes, found);
  return found;
}
