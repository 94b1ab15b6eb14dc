/** A driver on the canvas: its arcs are the graph. A click on an arc chooses its line; a click on a state shows only its arcs. */

import type { ReactNode } from 'react';
import { useMemo, useRef } from 'react';
import { drawDriver, isDense, toDriverEdges, toDriverPicture } from '../../../graph/picture/driver-graph.ts';
import { toNodes } from '../../../graph/picture/flow.ts';
import { describeLeads } from '../../../graph/picture/matrix-grid.ts';
import type { CanvasActs } from '../../../graph/view/canvas-context.tsx';
import { GraphFrame } from '../../../graph/view/GraphFrame.tsx';
import { StateNode } from '../../../graph/view/StateNode.tsx';
import { useViewport } from '../../../graph/view/viewport.tsx';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { DriverArcEdge } from './DriverArcEdge.tsx';
import type { DriverModel } from './driver-model.ts';

const NODE_TYPES = { state: StateNode };
const EDGE_TYPES = { arc: DriverArcEdge };

/** What of a driver is looked at, and what can be done. */
export interface DriverLooking {
  readonly chosen: RequestPair | null;
  /** The state whose arcs are shown alone. */
  readonly state: number | null;
  /** What is pointed at or focused. */
  readonly looked: RequestPair | { readonly state: number } | null;
  readonly onChoose: (pair: RequestPair) => void;
  readonly onState: (value: number) => void;
  readonly onLook: (looked: DriverLooking['looked']) => void;
}

interface DriverCanvasProps extends DriverLooking {
  readonly model: DriverModel;
  /** True where a room reads it. */
  readonly isLarge: boolean;
  readonly legend: ReactNode;
}

export function DriverCanvas(props: DriverCanvasProps) {
  const { model, chosen, state, looked, isLarge, legend } = props;
  const frame = useRef<HTMLDivElement>(null);
  const view = useViewport(frame, isLarge);
  const { layout } = view;
  const graph = useMemo(() => drawDriver(toDriverPicture(model.nodes, model.arcs), layout), [model, layout]);
  const nodes = useMemo(
    () =>
      toNodes(graph, {
        current: null,
        verdict: null,
        lit: { states: state === null ? [] : [state], requests: [] },
        leads: new Map(model.rows.map((row) => [row.state.value, describeLeads(row)])),
      }),
    [graph, model, state],
  );
  const edges = useMemo(() => {
    const arc = looked && 'from' in looked ? looked : null;
    const first = isDense(graph.arcs) ? model.base.initial : null;
    return toDriverEdges(graph, { arcs: [chosen, arc], state: state ?? first });
  }, [graph, model, chosen, looked, state]);
  const acts = useDriverActs(props);
  return (
    <GraphFrame
      frame={frame}
      view={view}
      graph={graph}
      nodes={nodes}
      edges={edges}
      listEdges={() => toDriverEdges(graph, { arcs: [], state: null }, true)}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      acts={acts}
      legend={legend}
    />
  );
}

/** Always the same functions, so that a click redraws no node that looks the same. */
function useDriverActs(props: DriverLooking): CanvasActs {
  const latest = useRef(props);
  latest.current = props;
  return useMemo(() => {
    const choose = (from: number, to: number) => latest.current.onChoose({ from, to });
    const showState = (value: number) => latest.current.onState(value);
    return {
      ask: showState,
      explain: (from, to) => (from === null ? showState(to) : choose(from, to)),
      look: (value) => latest.current.onLook(value === null ? null : { state: value }),
      lookAlong: (from, to) => latest.current.onLook({ from, to }),
      take: choose,
    };
  }, []);
}
