/**
 * Runs a function for one pair of states, without a device: conditions on the states are decided, all others go both ways.
 * The result is how the function can return, and which condition allowed it.
 */

import type { CExpression } from '../syntax/c-expression.ts';
import type { CNode } from '../syntax/c-tree.ts';
import { findWithin } from '../syntax/c-tree.ts';
import { join, runAssignments, START } from './c-assign.ts';
import type { Known, Run } from './c-condition.ts';
import {
  decide,
  evaluateWith,
  findCondition,
  findOpen,
  isBound,
  isHidden,
  listChildren,
  listStatements,
  readExpression,
  take,
  toDecided,
} from './c-condition.ts';
import type { Outcome } from './c-return.ts';
import { getOutcome } from './c-return.ts';
import { listSuspects } from './c-suspect.ts';
import { isDefault, isHiddenSwitch, matches, readLabel } from './c-switch.ts';
import type { Walk } from './c-walk.ts';
import { findWalk } from './c-walk.ts';

interface Running extends Run {
  readonly outcomes: Outcome[];
  readonly breaks: Known[][];
  depth: number;
}

/** Statements in statements, an `else if` in the one before it: no function of the kernel has as many. */
export const DEEPEST = 120;

/**
 * The ways out of a body of statements. Where its end is not in the text, a condition on the states that has led there is one:
 * what it leads to is cut off.
 */
export function runBody(run: Run, body: CNode, isPartial = false): Outcome[] {
  const running: Running = { ...run, outcomes: [], breaks: [], depth: 0 };
  const end = runNode(running, body, START);
  if (end && !isPartial) running.outcomes.push(toEnd(run, end));
  if (end && isPartial && end.decision !== null)
    running.outcomes.push({ ...toEnd(run, end), isSuccess: true, open: toCut(body) });
  return running.outcomes;
}

const cuts = new WeakMap<CNode, CExpression>();

/** What the lines that are not in the text would decide: one for each body. */
function toCut(body: CNode): CExpression {
  const known = cuts.get(body);
  const { to } = body;
  const cut: CExpression = known ?? { kind: 'unknown', why: CUT_OFF, from: to, to };
  cuts.set(body, cut);
  return cut;
}

/** Why an expression in lines that are not in the text is unknown. */
export const CUT_OFF = 'it is cut off';

/** The way out at the end of the body. */
const toEnd = (run: Run, { decision, open }: Known): Outcome => ({
  isSuccess: !run.returnsBool,
  value: null,
  decision,
  open,
});

function runNode(run: Running, node: CNode, known: Known): Known | null {
  run.budget.statements -= 1;
  // What lies deeper than is read counts as what is too long: not all of the function was run.
  if (run.depth > DEEPEST) run.budget.statements = -1;
  if (run.budget.statements < 0) return known;
  run.depth += 1;
  const after = runStatement(run, node, known);
  run.depth -= 1;
  return after;
}

function runStatement(run: Running, node: CNode, known: Known): Known | null {
  switch (node.name) {
    case 'CompoundStatement':
      return runAll(run, listChildren(run, node), known);
    case 'LabeledStatement':
      return runAll(run, listChildren(run, node).slice(1), known);
    case 'IfStatement':
      return runIf(run, node, known);
    case 'SwitchStatement':
      return runSwitch(run, node, known);
    case 'CaseStatement':
      return runAll(run, listStatements(run, node), known);
    case 'WhileStatement':
    case 'ForStatement':
    case 'DoStatement':
    case 'FunctionDefinition':
      return runLoop(run, node, known);
    case 'BreakStatement':
      run.breaks.at(-1)?.push(known.isNextTurn ? { ...known, isNextTurn: false } : known);
      return null;
    case 'ContinueStatement':
      run.breaks.at(-1)?.push({ ...known, isNextTurn: true });
      return null;
    case 'ReturnStatement':
      run.outcomes.push(getOutcome(run, node, known));
      return null;
    case 'GotoStatement':
      return runGoto(run, node, known);
    case 'Declaration':
    case 'ExpressionStatement':
      return runAssignments(run, node, known);
    default:
      return known;
  }
}

function runAll(run: Running, nodes: readonly CNode[], start: Known | null): Known | null {
  let known: Known | null = start;
  for (const node of nodes) {
    if (known === null && node.name !== 'LabeledStatement') continue;
    if (known !== null) known = runNode(run, node, known);
  }
  return known;
}

function runIf(run: Running, node: CNode, known: Known): Known | null {
  const { truth, expression } = decide(run, node, known);
  const [then, otherwise] = listStatements(run, node);
  if (truth !== null) {
    const chosen = truth ? then : otherwise;
    const decided = expression ? toDecided(run, expression, known, truth) : known;
    return chosen ? runNode(run, chosen, decided) : decided;
  }
  const suspects = expression ? listSuspects(run, expression, known) : known.suspects;
  const part = expression ? findOpen(run, expression, known) : undefined;
  // A condition that the hunk does not show at all says nothing about a pair.
  const isAsking =
    expression !== null && !isHidden(expression) && (part !== undefined || isBound(run, expression, known));
  const decision = isAsking ? take(run, known, expression.from).decision : known.decision;
  const open = part ?? known.open;
  const yes = then ? runNode(run, then, { ...known, suspects, decision, open }) : known;
  const untaken = { ...known, open };
  const no = otherwise ? runNode(run, otherwise, untaken) : untaken;
  return join(yes && { ...yes, suspects: known.suspects }, no);
}

function runSwitch(run: Running, node: CNode, known: Known): Known | null {
  const clause = findCondition(run, node);
  const body = listChildren(run, node).find(({ name }) => name === 'CompoundStatement');
  if (!clause || !body) return known;
  const expression = readExpression(run, clause.from + 1, Math.max(clause.from + 1, clause.to - 1));
  const value = evaluateWith(run, expression, known);
  if (!value.ok && isHiddenSwitch(expression)) return known;
  const children = listChildren(run, body).filter(({ name }) => name !== '{' && name !== '}');
  const exits: Known[] = [];
  run.breaks.push(exits);
  let state: Known | null = null;
  let isMatched = false;
  const isDecided = value.ok && isBound(run, expression, known);
  const part = findOpen(run, expression, known);
  const undecided = part ? { ...known, decision: expression.from, open: part } : known;
  let untaken = known;
  const isTaken = (child: CNode) => child.name === 'CaseStatement' && matches(run, child, value, known);
  for (const [index, child] of children.entries()) {
    const holds = isTaken(child);
    // No two cases of a switch have one value.
    const isOpen = holds === 'maybe' && isDecided;
    const isOther =
      isOpen && (isMatched || children.slice(index + 1).some((later) => isTaken(later) === true));
    if (holds !== false && !isOther) {
      const entered = isDecided ? take(run, known, child.from) : undecided;
      const open = (isOpen && readLabel(run, child)) || known.open;
      state = join(state, isOpen ? { ...entered, open } : entered);
      if (isOpen) untaken = { ...known, open };
      if (holds === true) isMatched = true;
    }
    if (state) state = runNode(run, child, state);
    if (isMatched && !state) break;
  }
  const fallback = children.find((child) => isDefault(run, child));
  if (!isMatched && fallback) {
    const from = children.indexOf(fallback);
    state = join(state, runAll(run, children.slice(from), untaken));
  }
  run.breaks.pop();
  const end = exits.reduce<Known | null>((all, one) => join(all, one), state);
  return isMatched || fallback ? end : join(end, untaken);
}

function runLoop(run: Running, node: CNode, known: Known): Known | null {
  if (node.name === 'WhileStatement' && decide(run, node, known).truth === false) return known;
  const body = listStatements(run, node).at(-1);
  if (!body) return known;
  const walk = findWalk(run, node);
  if (walk) return runWalk(run, walk, node, body, known);
  const exits: Known[] = [];
  run.breaks.push(exits);
  const after = runNode(run, body, known);
  run.breaks.pop();
  return exits.reduce<Known | null>(
    (all, one) => join(all, one),
    join(after, node.name === 'DoStatement' ? null : known),
  );
}

/** Each turn by itself: a row that does not match leads on to the next. */
function runWalk(run: Running, walk: Walk, node: CNode, body: CNode, start: Known): Known | null {
  let state: Known | null = start;
  const left: Known[] = [];
  for (const [turn, bind] of walk.turns.entries()) {
    if (!state || run.budget.statements < 0) break;
    const row = walk.rows[turn] ?? null;
    const toRow = <T extends { readonly decision: number | null }>(each: T): T =>
      row !== null && each.decision !== null && each.decision >= node.from && each.decision < node.to
        ? { ...each, decision: row }
        : each;
    const [first, exits]: [number, Known[]] = [run.outcomes.length, []];
    run.breaks.push(exits);
    run.budget.statements += STATEMENTS_OF_A_TURN;
    const after = runNode(run, body, bind(state));
    run.breaks.pop();
    run.outcomes.push(...run.outcomes.splice(first).map(toRow));
    left.push(...exits.filter(({ isNextTurn }) => isNextTurn !== true).map(toRow));
    state = exits
      .filter(({ isNextTurn }) => isNextTurn === true)
      .reduce<Known | null>((all, one) => join(all, one), after);
  }
  // That no row matches says nothing about a pair.
  const rest = state && walk.end({ ...state, decision: start.decision });
  return left.reduce<Known | null>((all, one) => join(all, one), rest);
}

/** A walk is as long as its array, and no longer. */
const STATEMENTS_OF_A_TURN = 8;

function runGoto(run: Running, node: CNode, known: Known): null {
  const name = run.source.text.slice(node.from, node.to).replace(/^goto\s+|\s*;$/g, '');
  const label = findLabel(run, node, name);
  if (!label?.parent || label.from < node.to) return null;
  const end = runFrom(run, label, known);
  if (end) run.outcomes.push(toEnd(run, end));
  return null;
}

/** A statement and all that come after it, to the end of the function; a break leaves the switch or loop that it is in. */
function runFrom(run: Running, start: CNode, known: Known): Known | null {
  let state: Known | null = known;
  let exits: Known[] = [];
  run.breaks.push(exits);
  for (let node = start; node.parent && node.name !== 'FunctionDefinition'; node = node.parent) {
    if (LEFT.has(node.name)) {
      run.breaks.pop();
      state = exits.reduce<Known | null>((all, one) => join(all, one), state);
      exits = [];
      run.breaks.push(exits);
    }
    if (!SEQUENCES.has(node.parent.name) && node !== start) continue;
    const siblings = listChildren(run, node.parent);
    run.budget.statements -= Math.ceil(siblings.length / 20);
    const at = siblings.findIndex(({ from }) => from === node.from);
    state = runAll(run, siblings.slice(node === start ? at : at + 1), state);
  }
  run.breaks.pop();
  return state;
}

/** What a break leaves, and what has statements one after the other. */
const LEFT = new Set(['SwitchStatement', 'WhileStatement', 'ForStatement', 'DoStatement']);
const SEQUENCES = new Set(['CompoundStatement', 'CaseStatement']);

/** The label of that name; one above the goto makes a loop and is not followed. */
function findLabel(run: Running, node: CNode, name: string): CNode | undefined {
  const known = run.memory.labels.get(name);
  if (known) return known[0];
  let root: CNode = node;
  while (root.parent && root.name !== 'FunctionDefinition') root = root.parent;
  const labels = findWithin(root, LABELS).filter(({ from }) => run.source.text.startsWith(`${name}:`, from));
  run.memory.labels.set(name, labels);
  return labels[0];
}

const LABELS = new Set(['LabeledStatement']);
