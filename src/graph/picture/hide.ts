/**
 * While a lesson asks, the picture and the matrix do not tell: what is asked looks the same whatever comes of it. Only Learn
 * loads this. What looks the same is the same object.
 */

import type { OpenQuestion } from '../../protocol/state/open-question.ts';
import { isInQuestion } from '../../protocol/state/open-question.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import type { Hide } from '../view/Canvas.tsx';
import type { ArcEdge, AskedArc, StateNode } from './flow.ts';
import { keep, toEdge } from './flow.ts';
import type { Graph } from './graph.ts';
import { findRoute, toArcId } from './graph.ts';
import type { MatrixCell, MatrixRow } from './matrix-grid.ts';

/** What stands in place of a verdict. */
const ASKED = 'asked';

const nodeCache = new WeakMap<StateNode, Map<string, StateNode>>();
const arcCache = new WeakMap<Graph, Map<string, AskedArc>>();

const isAsked = (question: OpenQuestion, { from, to }: { from: StateInfo; to: StateInfo }) =>
  isInQuestion(question, { from: from.value, to: to.value });

/** The hiding of a question. */
export function toHide(question: OpenQuestion): Hide {
  return {
    nodes: (nodes) => nodes.map((node) => hideNode(node, question)),
    edges: (graph, edges) => [
      ...edges.filter(({ data }) => !data || !isAsked(question, data.arc)),
      ...drawAsked(graph, question),
    ],
    // A state that is asked about does not say where it leads.
    rows: (rows) => rows.filter(({ cells }) => !cells.some((cell) => isAsked(question, cell))),
    isQuiet: question.states.length > 0,
  };
}

/** A state without its role and its signs, where they would tell. */
function hideNode(node: StateNode, { states, words: { state: asked } }: OpenQuestion): StateNode {
  if (!states.includes(node.data.node.state.value)) return node;
  return keep(nodeCache, node, asked, () => ({ ...node, data: { ...node.data, asked } }));
}

/** A line for each request, a combination included: that it has none would tell. */
function drawAsked(graph: Graph, { requests }: OpenQuestion): readonly ArcEdge[] {
  const find = (value: number) => graph.nodes.find(({ state }) => state.value === value)?.state;
  return requests.flatMap((request) => {
    const [from, to] = [find(request.from), find(request.to)];
    if (!from || !to || from === to) return [];
    const id = toArcId(request.from, request.to);
    const arc = keep(arcCache, graph, id, () => {
      const ends = { id, from, to, merged: [] };
      return { ...ends, kind: ASKED, route: findRoute(ends, graph) } as const;
    });
    return [toEdge(arc, ASKED, ASKED)];
  });
}

const BLANK: NonNullable<MatrixCell['driver']> = { kind: ASKED, change: null, words: ASKED, sign: '' };

/** The matrix with blank cells for what is asked. */
export function hideCells(rows: readonly MatrixRow[], question: OpenQuestion): readonly MatrixRow[] {
  return mapCells(rows, question, (cell) => [{ ...cell, driver: BLANK }]);
}

/** The matrix without what is asked: what may be counted. */
export function dropCells(rows: readonly MatrixRow[], question: OpenQuestion): readonly MatrixRow[] {
  return mapCells(rows, question, () => []);
}

function mapCells(
  rows: readonly MatrixRow[],
  question: OpenQuestion,
  change: (cell: MatrixCell) => readonly MatrixCell[],
): readonly MatrixRow[] {
  return rows.map((row) => {
    const cells = row.cells.flatMap((cell) => (isAsked(question, cell) ? change(cell) : [cell]));
    return { ...row, cells };
  });
}
