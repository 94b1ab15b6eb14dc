/** The graph: states in their places, arcs between them, and the request that is looked at. */

import { ReactFlow, ViewportPortal } from '@xyflow/react';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import '@xyflow/react/dist/base.css';
import type { ReactNode, RefObject } from 'react';
import { useMemo, useRef } from 'react';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import type { RequestActs, ShownChanges } from '../picture/compared.ts';
import { ALL_CHANGES, isOfNew, sendAsk, sendSelect, toComparedView } from '../picture/compared.ts';
import type { Lit, Shown } from '../picture/flow.ts';
import { toEdges, toNodes } from '../picture/flow.ts';
import type { Graph } from '../picture/graph.ts';
import { drawGraph, toGraph } from '../picture/graph.ts';
import { getProspect, getShownOutcome } from '../picture/shown-outcome.ts';
import { findNear } from '../place/find-near.ts';
import type { Layout } from '../place/place.ts';
import { COLUMN_WORDS, COLUMNS, ROW_WORDS } from '../place/place.ts';
import { ArcEdge } from './ArcEdge.tsx';
import styles from './Canvas.module.css';
import type { CanvasActs } from './canvas-context.tsx';
import { CanvasContext } from './canvas-context.tsx';
import { StateNode } from './StateNode.tsx';
import { Token } from './Token.tsx';
import { useViewport } from './viewport.tsx';

/** What React Flow is left to do: draw, and move the view. */
const FLOW = {
  nodeTypes: { state: StateNode },
  edgeTypes: { arc: ArcEdge },
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
const ROWS = ['runs', 'quiescent', 'stopped'] as const;

interface CanvasProps extends RequestActs {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly current: number;
  /** The request that is selected, made or not; where none is, the last one that was made is in view. */
  readonly selection: RequestPair | null;
  /** What came of the last act. */
  readonly outcome: Outcome | null;
  /** The fault that waits for the next request. */
  readonly armed: Fault | null;
  readonly shown: Shown;
  /** True where a room reads it. */
  readonly isLarge: boolean;
  /** What stands under the graph. */
  readonly legend: ReactNode;
  /** In a comparison: the changes whose lines are shown; all where none are given. */
  readonly shownChanges?: ShownChanges;
  /** What a lesson or a message points at. */
  readonly lit?: Lit | null | undefined;
  /** The request that is pointed at or focused; null when none is. */
  readonly looked: RequestPair | null;
  readonly onLook: (request: RequestPair | null) => void;
}

export function Canvas(props: CanvasProps) {
  const { isLarge, legend, compared, outcome } = props;
  const frame = useRef<HTMLDivElement>(null);
  const { size, layout, viewport, move, zoom, fit } = useViewport(frame, isLarge);
  const { graph, nodes, edges } = useFlow(props, layout);
  const acts = useCanvasActs(frame, graph, props);
  const isWalked = typeof compared?.currentOfOther === 'number';
  return (
    <section className={styles.region} aria-label="State graph">
      <div ref={frame} className={styles.frame} data-layout={layout.id} data-walked={isWalked || undefined}>
        {size && (
          <CanvasContext value={acts}>
            <ReactFlow
              {...FLOW}
              nodes={nodes}
              edges={edges}
              viewport={viewport}
              onViewportChange={move}
              panOnDrag={layout.id !== 'narrow'}
            >
              <Grid layout={layout} />
              <Token graph={graph} outcome={outcome} />
            </ReactFlow>
          </CanvasContext>
        )}
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

/** The words of the columns and rows, behind the graph. */
function Grid({ layout }: { layout: Layout }) {
  return (
    <ViewportPortal>
      <div className={styles.grid} aria-hidden="true">
        {COLUMNS.map((column) => (
          <span key={column} className={styles.column} style={{ left: layout.column[column] }}>
            {COLUMN_WORDS[column]}
          </span>
        ))}
        {ROWS.map((row) => (
          <span
            key={row}
            className={styles.row}
            style={{ top: layout.row[row] - layout.node.height / 2 - 22, width: layout.size.width }}
          >
            {ROW_WORDS[row]}
          </span>
        ))}
      </div>
    </ViewportPortal>
  );
}

/** The picture of the rules in a layout, and React Flow's nodes and edges of it for what is looked at. */
function useFlow(props: CanvasProps, layout: Layout) {
  const { ruleSet, flags, current, selection, shown, looked, compared, lit } = props;
  const { outcome: last, armed, shownChanges = ALL_CHANGES } = props;
  const picture = compared?.union.picture;
  const graph = useMemo(
    () => (picture ? drawGraph(picture, layout) : toGraph(ruleSet, flags, layout)),
    [picture, ruleSet, flags, layout],
  );
  const request = looked ?? selection ?? last?.verdict?.request ?? null;
  const inView = useMemo(() => {
    if (!request || !isOfNew(request)) return null;
    const getOutcome = looked ? getProspect : getShownOutcome;
    return getOutcome(ruleSet, { ...request, flags }, { current, armed, last });
  }, [ruleSet, flags, request, looked, current, armed, last]);
  const verdict = inView?.verdict ?? null;
  const outcome = inView && inView.outcome.cause !== 'rules' ? inView.outcome : null;
  const view = useMemo(
    () => ({
      current,
      verdict,
      outcome,
      shown,
      compared: compared && toComparedView(compared, shownChanges, request, current),
      lit,
    }),
    [current, verdict, outcome, shown, compared, shownChanges, request, lit],
  );
  const nodes = useMemo(() => toNodes(graph, view), [graph, view]);
  const edges = useMemo(() => toEdges(graph, view), [graph, view]);
  return { graph, nodes, edges };
}

/** Always the same functions, so that a click redraws no node that looks the same. */
function useCanvasActs(frame: RefObject<HTMLElement | null>, graph: Graph, props: CanvasProps): CanvasActs {
  const latest = useRef({ graph, props });
  latest.current = { graph, props };
  return useMemo(() => {
    const getNow = () => latest.current.props.current;
    const look = (request: RequestPair | null) => latest.current.props.onLook(request);
    const select = (from: number, to: number) => sendSelect(latest.current.props, from, to);
    const ask = (to: number) => sendAsk(latest.current.props, to);
    return {
      ask,
      explain: (from, to) => select(from ?? getNow(), to),
      look: (to) => {
        const from = getNow();
        look(to === null || to === from ? null : { from, to });
      },
      lookAlong: (from, to) => look({ from, to }),
      focusNear: (from, direction) => {
        const near = findNear(latest.current.graph, from, direction);
        if (near !== undefined)
          frame.current?.querySelector<HTMLElement>(`button[data-value="${near}"]`)?.focus();
      },
      take: (from, to) => (from === getNow() ? ask(to) : select(from, to)),
    };
  }, [frame]);
}
