/**
 * The graph of a first visit as a picture, made at build time by the components that the canvas shows. It has attributes
 * alone and no inline style: a foreign object places each node, and the style sheet does the rest.
 */

import { Position, ReactFlowProvider } from '@xyflow/react';
import type { Shown } from '../../graph/picture/flow.ts';
import { toEdges, toNodes } from '../../graph/picture/flow.ts';
import { toGraph } from '../../graph/picture/graph.ts';
import type { Layout } from '../../graph/place/place.ts';
import {
  COLUMN_WORDS,
  COLUMNS,
  LOW,
  listRows,
  NARROW,
  PROJECTOR,
  ROW_WORDS,
  WIDE,
} from '../../graph/place/place.ts';
import { ArcEdge } from '../../graph/view/ArcEdge.tsx';
import type { WatchedActs } from '../../graph/view/canvas-context.tsx';
import { CanvasContext } from '../../graph/view/canvas-context.tsx';
import grid from '../../graph/view/GraphFrame.module.css';
import { StateNode } from '../../graph/view/StateNode.tsx';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { Preferences } from '../../share/store/preferences.ts';

/** Nothing comes of a click on a picture. */
const NO_ACTS = new Proxy({} as WatchedActs, { get: () => () => undefined });

/** What React Flow tells its nodes and edges, and ours do not read. */
const UNREAD = {
  sourceX: 0,
  sourceY: 0,
  targetX: 0,
  targetY: 0,
  sourcePosition: Position.Bottom,
  targetPosition: Position.Top,
  positionAbsoluteX: 0,
  positionAbsoluteY: 0,
  draggable: false,
  dragging: false,
  selectable: false,
  selected: false,
  deletable: false,
  isConnectable: false,
};

interface FirstView {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly shown: Shown;
}

/** The picture in each layout; the style sheet shows one, by the room there is. */
export function FirstGraphs({ size, ...view }: FirstView & Pick<Preferences, 'size'>) {
  const layouts = [NARROW, LOW, PROJECTOR, ...(size === 'normal' ? [WIDE] : [])];
  return layouts.map((layout) => <FirstGraph key={layout.id} {...view} layout={layout} />);
}

function FirstGraph({ ruleSet, flags, shown, layout }: FirstView & { readonly layout: Layout }) {
  const graph = toGraph(ruleSet, flags, layout);
  const view = { current: ruleSet.initial, verdict: null, shown };
  const edges = [...toEdges(graph, view)].sort((a, b) => (a.zIndex ?? 0) - (b.zIndex ?? 0));
  const { width, height } = layout.size;
  return (
    <ReactFlowProvider>
      <CanvasContext value={NO_ACTS}>
        <svg viewBox={`0 0 ${width} ${height}`} data-layout={layout.id} aria-hidden="true">
          <Words layout={layout} states={graph.nodes.map(({ state }) => state)} />
          {edges.map((edge) => (
            <ArcEdge key={edge.id} {...UNREAD} {...edge} markerStart="" markerEnd="" />
          ))}
          {toNodes(graph, view).map((node) => (
            <foreignObject key={node.id} {...node.position} width={node.width} height={node.height}>
              <StateNode {...UNREAD} {...node} zIndex={0} />
            </foreignObject>
          ))}
        </svg>
      </CanvasContext>
    </ReactFlowProvider>
  );
}

/** The words of the columns and rows. */
function Words({ layout, states }: { layout: Layout; states: readonly StateInfo[] }) {
  const { column, row, node, size } = layout;
  return (
    <g className={grid.grid}>
      {COLUMNS.map((each) => (
        <foreignObject key={each} x={column[each]} y="0" width="1" height="1">
          <span className={grid.column}>{COLUMN_WORDS[each]}</span>
        </foreignObject>
      ))}
      {listRows(states).map((each) => (
        <foreignObject key={each} x="0" y={row[each] - node.height / 2 - 3} width={size.width} height="1">
          <span className={grid.row}>{ROW_WORDS[each]}</span>
        </foreignObject>
      ))}
    </g>
  );
}
