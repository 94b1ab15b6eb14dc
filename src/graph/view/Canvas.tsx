/** The graph: states in their places, arcs between them, and the request that is looked at. */

import type { ReactNode } from 'react';
import { useMemo, useRef } from 'react';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../protocol/state/request-pair.ts';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Fault } from '../../protocol/trace/trace.ts';
import { createLazyPart } from '../../ui/failure/lazy-part.tsx';
import { Optional } from '../../ui/failure/Optional.tsx';
import type { RequestActs, ShownChanges } from '../picture/compared.ts';
import { ALL_CHANGES, isOfNew, sendAsk, sendSelect } from '../picture/compared.ts';
import type { ArcEdge as Edge, Lit, StateNode as Node, Shown } from '../picture/flow.ts';
import { toEdges, toNodes } from '../picture/flow.ts';
import type { Graph } from '../picture/graph.ts';
import { toGraph } from '../picture/graph.ts';
import type { MatrixRow } from '../picture/matrix-grid.ts';
import { describeLeads, toMatrix } from '../picture/matrix-grid.ts';
import { getProspect, getShownOutcome } from '../picture/shown-outcome.ts';
import type { Layout } from '../place/place.ts';
import { ArcEdge } from './ArcEdge.tsx';
import type { CanvasActs } from './canvas-context.tsx';
import { GraphFrame } from './GraphFrame.tsx';
import { StateNode } from './StateNode.tsx';
import { useViewport } from './viewport.tsx';

/** The dot that runs along the arcs: nothing runs in the first picture, and without it the graph is whole. */
const Token = createLazyPart(async () => (await import('./Token.tsx')).Token);

const NODE_TYPES = { state: StateNode };
const EDGE_TYPES = { arc: ArcEdge };

/** See hide.ts, which only Learn loads. */
export interface Hide {
  readonly nodes: (nodes: Node[]) => Node[];
  readonly edges: (graph: Graph, edges: Edge[]) => Edge[];
  readonly rows: (rows: readonly MatrixRow[]) => readonly MatrixRow[];
  /** True if the words of rows and columns would tell too. */
  readonly isQuiet: boolean;
}

interface CanvasProps extends RequestActs {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly current: number;
  /** The request in view, made or not, where none is pointed at. */
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
  /** While a lesson asks: takes from the picture what would tell. */
  readonly hide?: Hide | null | undefined;
  /** The request that is pointed at or focused; null when none is. */
  readonly looked: RequestPair | null;
  readonly onLook: (request: RequestPair | null) => void;
}

export function Canvas(props: CanvasProps) {
  const { isLarge, legend, compared, outcome, hide } = props;
  const frame = useRef<HTMLDivElement>(null);
  const view = useViewport(frame, isLarge);
  const { graph, nodes, edges, listEdges } = useFlow(props, view.layout);
  const acts = useCanvasActs(props);
  return (
    <GraphFrame
      frame={frame}
      view={view}
      graph={graph}
      nodes={nodes}
      edges={edges}
      listEdges={listEdges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      acts={acts}
      isWalked={typeof compared?.currentOfOther === 'number'}
      isQuiet={hide?.isQuiet}
      legend={legend}
    >
      <Optional name="The token">
        <Token graph={graph} outcome={outcome} />
      </Optional>
    </GraphFrame>
  );
}

/** The picture of the rules in a layout, and React Flow's nodes and edges of it for what is looked at. */
function useFlow(props: CanvasProps, layout: Layout) {
  const { ruleSet, flags, current, selection, shown, looked, compared, lit, hide } = props;
  const { outcome: last, armed, shownChanges = ALL_CHANGES } = props;
  const union = compared?.union;
  const graph = useMemo(
    () => (union ? union.draw(layout) : toGraph(ruleSet, flags, layout)),
    [union, ruleSet, flags, layout],
  );
  const leads = useLeads(props);
  const request = looked ?? selection;
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
      compared: compared?.union.view(compared, shownChanges, request, current),
      lit,
      leads,
    }),
    [current, verdict, outcome, shown, compared, shownChanges, request, lit, leads],
  );
  return useMemo(() => {
    const hideEdges = (all: Edge[]) => (hide ? hide.edges(graph, all) : all);
    const [nodes, edges] = [toNodes(graph, view), hideEdges(toEdges(graph, view))];
    const atRest = { ...view, verdict: null, outcome: null, lit: null };
    return {
      graph,
      nodes: hide ? hide.nodes(nodes) : nodes,
      edges,
      listEdges: () => hideEdges(toEdges(graph, atRest, true)),
    };
  }, [graph, view, hide]);
}

/** Where each state leads, as far as it may be told. */
function useLeads({ ruleSet, flags, compared, hide }: CanvasProps): ReadonlyMap<number, string> {
  const union = compared?.union.matrix;
  return useMemo(() => {
    const rows = union ?? toMatrix(ruleSet, flags);
    return new Map((hide ? hide.rows(rows) : rows).map((row) => [row.state.value, describeLeads(row)]));
  }, [union, ruleSet, flags, hide]);
}

/** Always the same functions, so that a click redraws no node that looks the same. */
function useCanvasActs(props: CanvasProps): CanvasActs {
  const latest = useRef(props);
  latest.current = props;
  return useMemo(() => {
    const getNow = () => latest.current.current;
    const look = (request: RequestPair | null) => latest.current.onLook(request);
    const select = (from: number, to: number) => sendSelect(latest.current, from, to);
    const ask = (to: number) => sendAsk(latest.current, to);
    return {
      ask,
      explain: (from, to) => select(from ?? getNow(), to),
      look: (to) => {
        const from = getNow();
        look(to === null || to === from ? null : { from, to });
      },
      lookAlong: (from, to) => look({ from, to }),
      take: (from, to) => (from === getNow() ? ask(to) : select(from, to)),
    };
  }, []);
}
