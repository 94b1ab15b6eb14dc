/** The canvas around a picture: the words of its rows and columns, the zoom buttons, and what stands under it. */

import type { ReactFlowProps } from '@xyflow/react';
import { ReactFlow, ViewportPortal } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import type { ComponentProps, ReactNode, RefObject } from 'react';
import { Suspense } from 'react';
import { Boundary } from '../../ui/failure/Boundary.tsx';
import { createLazyPart } from '../../ui/failure/lazy-part.tsx';
import { Later } from '../../ui/Later.tsx';
import type { StateNode } from '../picture/flow.ts';
import type { Layout } from '../place/place.ts';
import { COLUMN_WORDS, COLUMNS, listRows, ROW_WORDS } from '../place/place.ts';
import type { WalkedEdge, Walking } from '../walk/stop.ts';
import { CanvasContext } from './canvas-context.tsx';
import styles from './GraphFrame.module.css';
import type { useViewport } from './viewport.tsx';
import { useWalking } from './walking.tsx';

/** Where fingers scroll and zoom the page, a picture that is seen as a whole lets them. */
const TOUCH = globalThis.matchMedia?.('(any-pointer: coarse)');

/**
 * What React Flow is left to do: draw, and move the view. A finger moves it from a state and an arc too: an arc always has
 * this class, so the name is one that no selector finds.
 */
const FLOW = {
  noPanClassName: TOUCH?.matches ? 'no>pan' : 'nopan',
  paneClickDistance: 5,
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
interface GraphFrameProps<E extends WalkedEdge>
  extends Required<Pick<ReactFlowProps<StateNode, E>, 'nodeTypes' | 'edgeTypes'>>,
    Walking<E> {
  readonly frame: RefObject<HTMLDivElement | null>;
  /** How much of the picture is visible, of the same element. */
  readonly view: ReturnType<typeof useViewport>;
  /** True where the old side of a comparison is walked. */
  readonly isWalked?: boolean;
  /** True while the words of rows and columns would tell what a lesson asks. */
  readonly isQuiet?: boolean | undefined;
  /** What stands under the graph. */
  readonly legend: ReactNode;
  /** What lies over the picture. */
  readonly children?: ReactNode;
}

export function GraphFrame<E extends WalkedEdge>(props: GraphFrameProps<E>) {
  const { frame, view, nodeTypes, edgeTypes, legend, children } = props;
  const { isWalked = false, isQuiet = false } = props;
  const { size, layout, viewport, isMoved, move, zoom, fit } = view;
  const isFree = isMoved || !TOUCH?.matches;
  const { nodes, edges, acts, keys } = useWalking(props, view);
  return (
    <section className={styles.region} aria-label="State graph">
      <div
        ref={frame}
        className={styles.frame}
        data-walked={isWalked || undefined}
        data-free={isFree || undefined}
        data-layout={layout.id}
      >
        {size && (
          <CanvasContext value={acts}>
            <div className={styles.flow}>
              <ReactFlow
                {...FLOW}
                {...{ nodes, edges, nodeTypes, edgeTypes }}
                {...keys}
                ref={nameDiagram}
                aria-label="States and arcs"
                aria-roledescription="diagram"
                aria-owns={listOwned(nodes, edges)}
                viewport={viewport}
                onViewportChange={move}
                panOnDrag={isFree}
                zoomOnPinch={isFree}
              >
                {!isQuiet && <Grid layout={layout} nodes={nodes} />}
                {children}
              </ReactFlow>
            </div>
          </CanvasContext>
        )}
        {size && <Tips frame={frame} nodes={nodes} isQuiet={isQuiet} />}
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

/** React Flow calls itself an application, in which a screen reader's own keys do nothing. */
function nameDiagram(element: HTMLElement | null): void {
  element?.setAttribute('role', 'graphics-document document');
}

/** The order in which it is read: each state, and after it the arcs that leave it. */
function listOwned(nodes: readonly StateNode[], edges: readonly WalkedEdge[]): string {
  return nodes
    .flatMap(({ id }) => [
      `state-${id}`,
      ...edges.filter(({ source }) => source === id).map((edge) => `arc-${edge.id}`),
    ])
    .join(' ');
}

/** The words of the columns and rows, behind the graph. */
function Grid({ layout, nodes }: { layout: Layout; nodes: readonly StateNode[] }) {
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
        {listRows(nodes.map(({ data }) => data.node.state)).map((row) => (
          <span
            key={row}
            data-tip={`row ${row}`}
            className={styles.row}
            style={{ top: layout.row[row] - layout.node.height / 2 - 3 }}
          >
            {ROW_WORDS[row]}
          </span>
        ))}
      </div>
    </ViewportPortal>
  );
}
