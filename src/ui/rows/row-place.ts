/** Where a row stands in a list of which only a part is in the page: what its element must say of itself. */

export interface RowPlace {
  /** Measures it. */
  readonly ref: (row: HTMLElement | null) => void;
  readonly 'data-index': number;
  /** From 1. */
  readonly 'aria-posinset': number;
  readonly 'aria-setsize': number;
  readonly style: { readonly marginTop: number };
}
