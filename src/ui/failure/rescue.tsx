/** What a part that failed needs to know of the page around it. */

import { createContext } from 'react';

/** What failed. */
export interface Failed {
  /** The part, by its title: `Matrix`. */
  readonly name: string;
  readonly error: unknown;
  /** Where in the tree of components; empty where React does not say. */
  readonly components: string;
}

export interface Rescue {
  /** Sentences on what is kept. */
  readonly getKept: () => readonly string[];
  /** A text for whoever fixes it. */
  readonly toReport: (failed: Failed) => string;
  /** Goes to Explore; null where the page is in Explore. */
  readonly getWayOut: () => (() => void) | null;
}

/** Null outside the page: then only the failure itself is shown. */
export const RescueContext = createContext<Rescue | null>(null);
