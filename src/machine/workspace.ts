/**
 * A workspace: a rule set with its flags, and the history of what was asked under it. The device machine of the rules
 * makes each step.
 */

import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../protocol/rule-sets/rule-set.ts';
import { getState, parseState } from '../protocol/state/state.ts';
import type { ReplayedStep } from '../protocol/trace/replay.ts';
import type { Step } from '../protocol/trace/trace.ts';
import { act, toDeviceEvent } from './device-machine.ts';
import type { History } from './history.ts';
import { createHistory, getStartName, remake, settle } from './history.ts';

/** What undo brings back, and what a link or a stored history opens. */
export interface Workspace {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly history: History;
}

/** Makes one step on the device machine of a rule set. */
export function makeStepOf(ruleSet: RuleSet, flags: number | null) {
  return (from: number, step: Step): ReplayedStep => {
    if (step.act === 'reset')
      return { kind: 'made', step, outcome: act(ruleSet, flags, from, { type: 'reset' }), differs: false };
    const to = parseState(ruleSet.states, step.to);
    if (to === undefined) return { kind: 'unknown', step, name: step.to };
    const outcome = act(ruleSet, flags, from, toDeviceEvent(ruleSet, to, step.fault ?? null, step.suppose));
    return { kind: 'made', step, outcome, differs: step.saw !== undefined && step.saw !== outcome.kind };
  };
}

/** The flags a rule set begins with: all that it defines. */
export function getDefaultFlags(ruleSet: RuleSet): number | null {
  return getFlagSets(ruleSet).at(-1) ?? null;
}

/** A workspace in which nothing was asked. */
export function createWorkspace(ruleSet: RuleSet, flags = getDefaultFlags(ruleSet)): Workspace {
  return { ruleSet, flags, history: createHistory(ruleSet.initial) };
}

/** A workspace from a list of asks: what a link or a trace holds. `cursor` counts steps; past the end it is the end. */
export function openTrace(
  ruleSet: RuleSet,
  flags: number | null,
  steps: readonly Step[],
  cursor: number,
  start = ruleSet.initial,
): Workspace {
  return openHistory(ruleSet, flags, toLine(steps, cursor, start));
}

/** A history without branches that is still to be made. `cursor` counts steps; past the end it is the end. */
export function toLine(steps: readonly Step[], cursor: number, start: number): History {
  const nodes = steps.map((step, index) => ({ id: index + 1, parent: index, step, made: null }));
  const follows = Object.fromEntries(nodes.map(({ id, parent }) => [parent, id]));
  return { start, nodes, cursor: Math.min(cursor, nodes.length), follows };
}

/** A workspace from a history that is still to be made. A start that the rules do not list is the initial one. */
export function openHistory(ruleSet: RuleSet, flags: number | null, history: History): Workspace {
  const start = getState(ruleSet.states, history.start) ? history.start : ruleSet.initial;
  return { ruleSet, flags, history: settle(remake(history, start, makeStepOf(ruleSet, flags))) };
}

/** The same asks under other rules, or other flags. The cursor goes back to the last step that can be made. */
export function changeRules(workspace: Workspace, ruleSet: RuleSet, flags: number | null): Workspace {
  const startName = getStartName(workspace.history, workspace.ruleSet);
  const history = { ...workspace.history, ...(startName !== undefined && { startName }) };
  const start = ruleSet.states.find(({ name }) => name === startName)?.value ?? ruleSet.initial;
  return { ruleSet, flags, history: settle(remake(history, start, makeStepOf(ruleSet, flags))) };
}
