/** What lies over the whole page, the last on top, as a lesson that is presented does. The browser's Back takes the topmost away. */

interface Cover {
  readonly name: string;
  readonly leave: () => void;
}

let covers: readonly Cover[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Cover[]): void {
  covers = next;
  for (const listen of listeners) listen();
}

/** Covers the page until the function that it returns is called; `leave` is called where the reader goes back. */
export function coverPage(name: string, leave: () => void): () => void {
  const cover = { name, leave };
  change([...covers, cover]);
  return () => change(covers.filter((other) => other !== cover));
}

export const getCovers = (): readonly Cover[] => covers;

/** Calls `listen` whenever something covers the page or no longer does. */
export const followCovers = (listen: () => void): void => void listeners.add(listen);
