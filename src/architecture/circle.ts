/** Finds circles in a graph of names: files that import each other, types included, or layers. */

/** Name -> the names it points at. */
export type Graph = ReadonlyMap<string, Iterable<string>>;

/** One shortest circle for each group of names that reach each other, written `a > b > a`. */
export function findCircles(graph: Graph): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  for (const name of [...graph.keys()].sort()) {
    const circle = done.has(name) ? undefined : findWay(graph, name, name);
    if (!circle) continue;
    found.push(circle.join(' > '));
    for (const each of graph.keys())
      if (findWay(graph, name, each) && findWay(graph, each, name)) done.add(each);
  }
  return found;
}

/** The shortest path of at least one arrow from one name to another, both included. */
export function findWay(graph: Graph, from: string, to: string): string[] | undefined {
  const before = new Map<string, string>();
  const reached = new Set([from]);
  for (const name of reached)
    for (const next of graph.get(name) ?? []) {
      if (next === to) return [...walkBack(before, name), to];
      if (reached.has(next)) continue;
      before.set(next, name);
      reached.add(next);
    }
  return undefined;
}

function walkBack(before: ReadonlyMap<string, string>, name: string): string[] {
  const previous = before.get(name);
  return previous === undefined ? [name] : [...walkBack(before, previous), name];
}
