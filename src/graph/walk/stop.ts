/** The Tab stop of a picture, and what the picture must give so that it can be walked through. */

import type { Edge } from '@xyflow/react';
import type { StateNode } from '../picture/flow.ts';
import type { Route } from '../route/route.ts';
import type { CanvasActs } from '../view/canvas-context.tsx';
import type { Walk } from './way.ts';

/** An edge that can be walked along: `words` are said of its arc, `said` while it is the Tab stop. */
export type WalkedEdge = Edge<{
  readonly arc: { readonly route: Route };
  readonly words: string;
  readonly role: string;
  readonly said?: string | null;
}>;

export interface Stop extends Walk {
  /** The edge of an arc, which may not be drawn otherwise, and what is said of it in the picture `graph`. */
  readonly edge?: WalkedEdge | undefined;
  readonly said?: string | null;
  readonly graph?: object;
  /** The letters typed so far, and when. */
  readonly typed?: string;
  readonly time?: number;
}

export interface Walking<E extends WalkedEdge = WalkedEdge> {
  readonly frame: { readonly current: HTMLElement | null };
  readonly graph: object;
  readonly nodes: StateNode[];
  /** The edges that are drawn. */
  readonly edges: E[];
  /** Those that are drawn, or would be if there were fewer. */
  readonly listEdges: () => readonly E[];
  readonly acts: CanvasActs;
}
