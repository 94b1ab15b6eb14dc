/** Where a key leads in a list of rows. */

/** `getRowStep('PageDown', 0, { count: 100, page: 8 })` is 8; undefined for a key that does not move along a list. */
export function getRowStep(
  key: string,
  from: number,
  { count, page }: { readonly count: number; readonly page: number },
): number | undefined {
  const to = STEPS[key]?.(from, { count, page });
  return to === undefined ? undefined : Math.max(0, Math.min(to, count - 1));
}

type Way = (from: number, room: { readonly count: number; readonly page: number }) => number;

const STEPS: Readonly<Record<string, Way>> = {
  ArrowUp: (from) => from - 1,
  ArrowDown: (from) => from + 1,
  PageUp: (from, { page }) => from - page,
  PageDown: (from, { page }) => from + page,
  Home: () => 0,
  End: (_, { count }) => count - 1,
};
