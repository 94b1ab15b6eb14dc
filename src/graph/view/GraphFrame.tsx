/** The canvas around a picture: the words of its rows and columns, the zoom buttons, and what stands under it. */

import type { Edge, Node, ReactFlowProps } from '@xyflow/react';
import { ReactFlow, ViewportPortal } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import type { ComponentProps, ReactNode, RefObject } from 'react';
import { Suspense } from 'react';
import { Boundary } from '../../ui/failure/Boundary.tsx';
import { createLazyPart } from '../../ui/failure/lazy-part.tsx';
import { Later } from '../../ui/Later.tsx';
import type { Layout } from '../place/place.ts';
import { COLUMN_WORDS, COLUMNS, ROW_WORDS } from '../place/place.ts';
import type { CanvasActs } from './canvas-context.tsx';
import { CanvasContext } from './canvas-context.tsx';
import styles from './GraphFrame.module.css';
import type { useViewport } from './viewport.tsx';

/** What React Flow is left to do: draw, and move the view. */
const FLOW = {
  minZoom: 0.3,
  maxZoom: 4,
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  zoomOnDoubleClick: false,
  zoomOnScroll: false,
  preventScrolling: false,
  autoPanOnNodeFocus: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  proOptions: { hideAttribution: true },
} as const;
const TIPS = 'The tips of the graph';
const CanvasTip = createLazyPart(async () => (await import('../tip/CanvasTip.tsx')).CanvasTip);
const ROWS = ['runs', 'quiescent', 'stopped'] as const;

interface GraphFrameProps<N extends Node, E extends Edge>
  extends Required<Pick<ReactFlowProps<N, E>, 'nodes' | 'edges' | 'nodeTypes' | 'edgeTypes'>> {
  readonly frame: RefObject<HTMLDivElement | null>;
  /** How much of the picture is visible, of the same element. */
  readonly view: ReturnType<typeof useViewport>;
  readonly acts: CanvasActs;
  /** True where the old side of a comparison is walked. */
  readonly isWalked?: boolean;
  /** True while the words of rows and columns would tell what a lesson asks. */
  readonly isQuiet?: boolean | undefined;
  /** What stands under the graph. */
  readonly legend: ReactNode;
  /** What lies over the picture. */
  readonly children?: ReactNode;
}

export function GraphFrame<N extends Node, E extends Edge>(props: GraphFrameProps<N, E>) {
  const { frame, view, acts, isWalked = false, isQuiet = false, legend, children, ...picture } = props;
  const { size, layout, viewport, move, zoom, fit } = view;
  return (
    <section className={styles.region} aria-label="State graph">
      <div ref={frame} className={styles.frame} data-layout={layout.id} data-walked={isWalked || undefined}>
        {size && (
          <CanvasContext value={acts}>
            <ReactFlow
              {...FLOW}
              {...picture}
              viewport={viewport}
              onViewportChange={move}
              panOnDrag={layout.id !== 'narrow'}
            >
              {!isQuiet && <Grid layout={layout} />}
              {children}
            </ReactFlow>
          </CanvasContext>
        )}
        {size && <Tips frame={frame} nodes={picture.nodes} isQuiet={isQuiet} />}
      </div>
      <div className={styles.foot}>
        {legend}
        <div className={styles.zoom}>
          <button type="button" aria-label="Zoom in" onClick={() => zoom(1.2)}>
            +
          </button>
          <button type="button" aria-label="Zoom out" onClick={() => zoom(1 / 1.2)}>
            −
          </button>
          <button type="button" aria-label="Fit the graph" onClick={fit}>
            ⤢
          </button>
        </div>
      </div>
    </section>
  );
}

/** What its signs and words mean, once the picture is painted. Without it the descriptions of the states still say it. */
function Tips(props: ComponentProps<typeof CanvasTip>) {
  return (
    <Boundary name={TIPS} instead={() => null}>
      <Suspense>
        <Later>
          <CanvasTip {...props} />
        </Later>
      </Suspense>
    </Boundary>
  );
}

/** Moves the focus to the state with that value. */
export function focusNode(frame: RefObject<HTMLElement | null>, value: number | undefined): void {
  if (value !== undefined)
    frame.current?.querySelector<HTMLElement>(`button[data-value="${value}"]`)?.focus();
}

/** The words of the columns and rows, behind the graph. */
function Grid({ layout }: { layout: Layout }) {
  return (
    <ViewportPortal>
      <div className={styles.grid} aria-hidden="true">
        {COLUMNS.map((column) => (
          <span
            key={column}
            data-tip={`column ${column}`}
            className={styles.column}
            style={{ left: layout.column[column] }}
          >
            {COLUMN_WORDS[column]}
          </span>
        ))}
        {ROWS.map((row) => (
          <span
            key={row}
            data-tip={`row ${row}`}
            className={styles.row}
            style={{ top: layout.row[row] - layout.node.height / 2 - 22 }}
          >
            {ROW_WORDS[row]}
          </span>
        ))}
      </div>
    </ViewportPortal>
  );
}
