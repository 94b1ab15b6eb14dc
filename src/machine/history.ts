/**
 * The history: a tree of what was asked. Asking from the middle begins a branch beside the old one,
 * and nothing is lost. The line is the path that is shown: from the root through the cursor to a tip.
 */

import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { formatState } from '../protocol/state/state.ts';
import type { Outcome, ReplayedStep } from '../protocol/trace/replay.ts';
import type { Step, Trace } from '../protocol/trace/trace.ts';

/** One step that was asked. `made` is what comes of it under the present rules, `null` where it cannot be reached. */
export interface HistoryNode {
  readonly id: number;
  readonly parent: number;
  readonly step: Step;
  readonly made: ReplayedStep | null;
}

export interface History {
  /** device_state before the first step. */
  readonly start: number;
  /** The state asked for as the start, where it was not the initial one. Rules without that name begin in their own. */
  readonly startName?: string;
  /** By id: node n stands at index n - 1. Id 0 is the root. */
  readonly nodes: readonly HistoryNode[];
  /** The node that the device stands after; 0 is the start. */
  readonly cursor: number;
  /** For each node with children, the child that the line follows. */
  readonly follows: Readonly<Record<number, number>>;
}

export const ROOT = 0;

/** A history in which nothing was asked. */
export function createHistory(start: number): History {
  return { start, nodes: [], cursor: ROOT, follows: {} };
}

export function getNode(history: History, id: number): HistoryNode | undefined {
  return history.nodes[id - 1];
}

/** The children of a node, oldest first. */
export function getChildren(history: History, id: number): readonly HistoryNode[] {
  return history.nodes.filter((node) => node.parent === id);
}

/** The nodes from the root to `id`, the root left out. */
export function getPathTo(history: History, id: number): readonly HistoryNode[] {
  const path: HistoryNode[] = [];
  for (let node = getNode(history, id); node; node = getNode(history, node.parent)) path.push(node);
  return path.reverse();
}

/** The line that is shown: through the cursor, and on along the children last followed. */
export function getLine(history: History): readonly HistoryNode[] {
  return findLine(history).nodes;
}

/** Index of the cursor on the line: 0 is the start. */
export function getCursorIndex(history: History): number {
  return findLine(history).cursor;
}

/** device_state after a node: that of the nearest step before it that could be made. */
export function getStateAfter(history: History, id: number): number {
  for (let node = getNode(history, id); node; node = getNode(history, node.parent))
    if (node.made?.kind === 'made') return node.made.outcome.now;
  return history.start;
}

/** device_state at the cursor. */
export function getCurrent(history: History): number {
  return getStateAfter(history, history.cursor);
}

/** What came of the step at the cursor; null at the start, and where the step cannot be made. */
export function getLastOutcome(history: History): Outcome | null {
  const made = getNode(history, history.cursor)?.made;
  return made?.kind === 'made' ? made.outcome : null;
}

/** The cursor taken back to the last step that can be made: where the device really is. */
export function settle(history: History): History {
  let node = getNode(history, history.cursor);
  while (node && node.made?.kind !== 'made') node = getNode(history, node.parent);
  const cursor = node?.id ?? ROOT;
  return cursor === history.cursor ? history : { ...history, cursor };
}

/** Adds a step after the cursor and moves there; after a step that cannot be made, it goes beside it. */
export function append(history: History, step: Step, outcome: Outcome): History {
  const parent = settle(history).cursor;
  const id = history.nodes.length + 1;
  const node: HistoryNode = { id, parent, step, made: { kind: 'made', step, outcome, differs: false } };
  return {
    ...history,
    nodes: [...history.nodes, node],
    cursor: id,
    follows: { ...history.follows, [parent]: id },
  };
}

/** Moves the cursor; the line then runs through it. An id that is not there moves nothing. */
export function moveTo(history: History, id: number): History {
  if (id !== ROOT && !getNode(history, id)) return history;
  const follows = { ...history.follows };
  for (const node of getPathTo(history, id)) follows[node.parent] = node.id;
  return { ...history, cursor: id, follows };
}

/** The step of a device: from a state, with what is asked, to what comes of it. */
type MakeStep = (from: number, step: Step) => ReplayedStep;

/**
 * The same asks under other rules: every node is made again from its parent's new state. A step that names a state
 * which the rules do not have is `unknown`, and what follows it is not made.
 */
export function remake(history: History, start: number, makeStep: MakeStep): History {
  const nodes: HistoryNode[] = [];
  const states = new Map<number, number | null>([[ROOT, start]]);
  for (const { id, parent, step } of history.nodes) {
    const from = states.get(parent) ?? null;
    const made = from === null ? null : makeStep(from, step);
    states.set(id, made?.kind === 'made' ? made.outcome.now : null);
    nodes.push({ id, parent, step, made });
  }
  return { ...history, start, nodes };
}

/** The first node of the line that came out differently from when it was asked, or could not be made. */
export function findFirstDifference(history: History): HistoryNode | undefined {
  return getLine(history).find(({ made }) => made === null || made.kind === 'unknown' || made.differs);
}

/** Name of the state to begin in; undefined where it is the initial one, whatever that is. */
export function getStartName(history: History, ruleSet: RuleSet): string | undefined {
  if (history.startName !== undefined || history.start === ruleSet.initial) return history.startName;
  return formatState(ruleSet.states, history.start);
}

/** The line as a trace. */
export function toTrace(history: History, ruleSet: RuleSet, flags: number | null): Trace {
  const start = getStartName(history, ruleSet);
  return {
    version: 1,
    ruleSet: { id: ruleSet.id },
    flags,
    ...(start !== undefined && { start }),
    steps: getLine(history).map(({ step }) => step),
  };
}

interface Line {
  readonly nodes: readonly HistoryNode[];
  /** How many of them stand before the cursor. */
  readonly cursor: number;
}

/** The line of each history that was asked for it: many ask in the course of one click. */
const lines = new WeakMap<History, Line>();

/** By its last node, the path that was found last: a step more goes on from it. */
let last: readonly HistoryNode[] = [];

/** The path to the cursor. A node is of one path only: what goes on from the last one has it before it. */
function findPath(history: History): readonly HistoryNode[] {
  const node = getNode(history, history.cursor);
  const before = node && getNode(history, node.parent);
  last = before && before === last.at(-1) ? [...last, node] : getPathTo(history, history.cursor);
  return last;
}

function findLine(history: History): Line {
  const known = lines.get(history);
  if (known) return known;
  const nodes = [...findPath(history)];
  const cursor = nodes.length;
  for (let id = history.follows[history.cursor]; id !== undefined; id = history.follows[id]) {
    const node = getNode(history, id);
    if (!node) break;
    nodes.push(node);
  }
  const line = { nodes, cursor };
  lines.set(history, line);
  return line;
}
