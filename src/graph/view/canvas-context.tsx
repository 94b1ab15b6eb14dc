/** What a node or an arc of the canvas can do; given by Canvas, so that nodes and edges stay plain data. */

import { createContext, useContext } from 'react';

export interface CanvasActs {
  /** Asks for a state from the current one. */
  readonly ask: (to: number) => void;
  /** Looks at a request without making it; `from` null is the current state. */
  readonly explain: (from: number | null, to: number) => void;
  /** Previews the request to a state while it is pointed at or focused. */
  readonly look: (to: number | null) => void;
  /** Previews an arc while it is pointed at. */
  readonly lookAlong: (from: number, to: number) => void;
  /** An arc was clicked: asks where it starts at the current state, explains otherwise. */
  readonly take: (from: number, to: number) => void;
}

export interface WatchedActs extends CanvasActs {
  /** As the `ref` of what can have the focus: the focus is not lost with it. */
  readonly watch: (element: Element | null) => () => void;
}

export const CanvasContext = createContext<WatchedActs | null>(null);

export function useCanvas(): WatchedActs {
  const acts = useContext(CanvasContext);
  if (!acts) throw new Error('a node or an arc is shown outside the canvas');
  return acts;
}
