/** The graph: states in their places, arcs between them, and the request that is looked at. */

import type { Viewport } from '@xyflow/react';
import { ReactFlow, ViewportPortal } from '@xyflow/react';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import '@xyflow/react/dist/base.css';
import type { ReactNode } from 'react';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { RequestActs, ShownChanges } from '../picture/compared.ts';
import { ALL_CHANGES, isOfNew, sendAsk, sendSelect, toComparedView } from '../picture/compared.ts';
import type { Lit, Shown } from '../picture/flow.ts';
import { toEdges, toNodes } from '../picture/flow.ts';
import { drawGraph, toGraph } from '../picture/graph.ts';
import { getShownVerdict } from '../picture/shown-verdict.ts';
import { findNear } from '../place/find-near.ts';
import type { Layout } from '../place/place.ts';
import { COLUMN_WORDS, COLUMNS, NARROW, PROJECTOR, ROW_WORDS, WIDE } from '../place/place.ts';
import { ArcEdge } from './ArcEdge.tsx';
import styles from './Canvas.module.css';
import type { CanvasActs } from './canvas-context.tsx';
import { CanvasContext } from './canvas-context.tsx';
import { StateNode } from './StateNode.tsx';
import { Token } from './Token.tsx';

const nodeTypes = { state: StateNode };
const edgeTypes = { arc: ArcEdge };
const ROWS = ['runs', 'quiescent', 'stopped'] as const;

interface CanvasProps extends RequestActs {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly current: number;
  /** The request that is selected, made or not. */
  readonly selection: RequestPair | null;
  readonly outcome: Outcome | null;
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
  const {
    ruleSet,
    flags,
    current,
    selection,
    outcome,
    shown,
    isLarge,
    legend,
    looked,
    compared,
    lit,
    shownChanges = ALL_CHANGES,
  } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<{ width: number; height: number } | null>(null);
  const [viewport, setViewport] = useState<Viewport>({ x: 0, y: 0, zoom: 1 });
  const layout = getLayout(size, isLarge);

  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const fit = useCallback(() => {
    if (!size) return;
    const zoom = Math.min(size.width / layout.size.width, size.height / layout.size.height, 1.6);
    setViewport({
      x: (size.width - layout.size.width * zoom) / 2,
      y: (size.height - layout.size.height * zoom) / 2,
      zoom,
    });
  }, [size, layout]);
  useLayoutEffect(fit, [fit]);

  const picture = compared?.union.picture;
  const graph = useMemo(
    () => (picture ? drawGraph(picture, layout) : toGraph(ruleSet, flags, layout)),
    [picture, ruleSet, flags, layout],
  );
  const request = looked ?? selection;
  const verdict = useMemo(
    () => (request && isOfNew(request) ? getShownVerdict(ruleSet, { ...request, flags }, outcome) : null),
    [ruleSet, flags, request, outcome],
  );
  const view = useMemo(
    () => ({
      current,
      verdict,
      shown,
      compared: compared && toComparedView(compared, shownChanges, request, current),
      lit,
    }),
    [current, verdict, shown, compared, shownChanges, request, lit],
  );
  const nodes = useMemo(() => toNodes(graph, view), [graph, view]);
  const edges = useMemo(() => toEdges(graph, view), [graph, view]);

  const latest = useRef({ current, graph, props });
  latest.current = { current, graph, props };

  const isWalked = typeof compared?.currentOfOther === 'number';

  const acts = useMemo<CanvasActs>(() => {
    const focus = (value: number) =>
      frame.current?.querySelector<HTMLElement>(`button[data-value="${value}"]`)?.focus();
    const look = (request: RequestPair | null) => latest.current.props.onLook(request);
    const select = (from: number, to: number) => sendSelect(latest.current.props, from, to);
    const ask = (to: number) => sendAsk(latest.current.props, to);
    return {
      ask,
      explain: (from, to) => select(from ?? latest.current.current, to),
      look: (to) => {
        const from = latest.current.current;
        look(to === null || to === from ? null : { from, to });
      },
      lookAlong: (from, to) => look({ from, to }),
      focusNear: (from, direction) => {
        const near = findNear(latest.current.graph, from, direction);
        if (near !== undefined) focus(near);
      },
      take: (from, to) => (from === latest.current.current ? ask(to) : select(from, to)),
    };
  }, []);

  return (
    <section className={styles.region} aria-label="State graph">
      <div ref={frame} className={styles.frame} data-layout={layout.id} data-walked={isWalked || undefined}>
        {size && (
          <CanvasContext value={acts}>
            <ReactFlow
              nodes={nodes}
              edges={edges}
              nodeTypes={nodeTypes}
              edgeTypes={edgeTypes}
              viewport={viewport}
              onViewportChange={setViewport}
              minZoom={0.3}
              maxZoom={4}
              nodesDraggable={false}
              nodesConnectable={false}
              nodesFocusable={false}
              edgesFocusable={false}
              elementsSelectable={false}
              zoomOnDoubleClick={false}
              zoomOnScroll={false}
              preventScrolling={false}
              panOnDrag={layout.id !== 'narrow'}
              autoPanOnNodeFocus={false}
              disableKeyboardA11y
              deleteKeyCode={null}
              proOptions={{ hideAttribution: true }}
            >
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
              <Token graph={graph} outcome={outcome} />
            </ReactFlow>
          </CanvasContext>
        )}
      </div>
      <div className={styles.foot}>
        {legend}
        <div className={styles.zoom}>
          <button type="button" aria-label="Zoom in" onClick={() => setViewport((v) => zoomBy(v, size, 1.2))}>
            +
          </button>
          <button
            type="button"
            aria-label="Zoom out"
            onClick={() => setViewport((v) => zoomBy(v, size, 1 / 1.2))}
          >
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

/** Narrow on a phone; large nodes for a room, and where the wide picture would be too small to read. */
function getLayout(size: { width: number; height: number } | null, isLarge: boolean): Layout {
  if (!size) return WIDE;
  if (size.width < 620) return NARROW;
  const zoom = Math.min(size.width / WIDE.size.width, size.height / WIDE.size.height);
  return isLarge || zoom < 0.72 ? PROJECTOR : WIDE;
}

/** The viewport zoomed about the middle of the canvas. */
function zoomBy(viewport: Viewport, size: { width: number; height: number } | null, by: number): Viewport {
  if (!size) return viewport;
  const zoom = Math.min(4, Math.max(0.3, viewport.zoom * by));
  const scale = zoom / viewport.zoom;
  return {
    x: size.width / 2 - (size.width / 2 - viewport.x) * scale,
    y: size.height / 2 - (size.height / 2 - viewport.y) * scale,
    zoom,
  };
}
