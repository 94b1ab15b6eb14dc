/**
 * One rule set with one set of flags as the checks look at it: its verdicts, which state leads where; and the traces
 * that show a verdict: from the initial value by accepted requests to where it is asked, then the request.
 */

import { getDefaultClient } from '../../protocol/clients/client-table.ts';
import type { FlowRun } from '../../protocol/clients/flow-run.ts';
import { runFlows } from '../../protocol/clients/flow-run.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { hasFlags } from '../../protocol/state/migration-flags.ts';
import type { StateInfo } from '../../protocol/state/state.ts';
import { formatState, getState } from '../../protocol/state/state.ts';
import { toStep } from '../../protocol/trace/replay.ts';
import type { Fault, Step, Trace } from '../../protocol/trace/trace.ts';
import { getRulesHash } from '../../protocol/trace/trace.ts';
import type { Verdict } from '../../protocol/verdict/verdict.ts';
import { readVerdict } from '../../protocol/verdict/verdict-table.ts';

type TraceRuleSet = Trace['ruleSet'];

export interface VerdictGrid {
  readonly ruleSet: RuleSet;
  readonly flags: number | null;
  readonly traceRuleSet: TraceRuleSet;
  /** The states that a device with these flags can be asked about: listed, and for v2 supported. */
  readonly states: readonly StateInfo[];
  /** The verdict of any request. */
  at(from: number, to: number): Verdict;
  /** True where the rules accept the request or do not mention it. */
  isOpen(from: number, to: number): boolean;
  /** The requests from the initial value to a state; undefined where none lead there. */
  getWay(to: number): readonly number[] | undefined;
  /** The flows of the newest QEMU of the protocol, played once. */
  getRuns(): readonly FlowRun[];
}

/** A built-in rule set by its id; any other whole, with its hash. */
function toTraceRuleSet(ruleSet: RuleSet): TraceRuleSet {
  return getRuleSet(ruleSet.id) === ruleSet
    ? { id: ruleSet.id }
    : { table: ruleSet, hash: getRulesHash(ruleSet) };
}

/** Rule sets never change, so their grids are kept as long as they are: several checks ask for the same one. */
const grids = new WeakMap<RuleSet, Map<number | null, VerdictGrid>>();

/** The grid of a rule set with one set of flags; null for v1. */
export function getGrid(ruleSet: RuleSet, flags: number | null): VerdictGrid {
  const known = grids.get(ruleSet) ?? new Map<number | null, VerdictGrid>();
  if (known.size === 0) grids.set(ruleSet, known);
  const [other] = known.values();
  const grid = known.get(flags) ?? createGrid(ruleSet, flags, other?.traceRuleSet ?? toTraceRuleSet(ruleSet));
  known.set(flags, grid);
  return grid;
}

function createGrid(ruleSet: RuleSet, flags: number | null, traceRuleSet: TraceRuleSet): VerdictGrid {
  const states = ruleSet.states.filter(({ value }) => isSupported(ruleSet, flags, value));
  const at = (from: number, to: number) => readVerdict(ruleSet, { from, to, flags });
  const isOpen = (from: number, to: number) => ['accepted', 'unspecified'].includes(at(from, to).kind);
  let ways: ReadonlyMap<number, readonly number[]> | undefined;
  const getWay = (to: number) => {
    ways ??= getWays(
      ruleSet.initial,
      states.map(({ value }) => value),
      (a, b) => at(a, b).kind === 'accepted',
      isOpen,
    );
    return ways.get(to);
  };
  let runs: readonly FlowRun[] | undefined;
  const getRuns = () => {
    runs ??= runFlows(getDefaultClient(ruleSet.generation), ruleSet, flags);
    return runs;
  };
  return { ruleSet, flags, traceRuleSet, states, at, isOpen, getWay, getRuns };
}

function isSupported(ruleSet: RuleSet, flags: number | null, value: number): boolean {
  if (ruleSet.generation === 'v1') return true;
  return value !== ruleSet.error && hasFlags(flags ?? 0, ruleSet.needs[value] ?? 0);
}

type Accepts = (from: number, to: number) => boolean;

/** The shortest ways from `start`, by breadth first: over accepted requests first, then over those not mentioned. */
function getWays(start: number, values: readonly number[], accepts: Accepts, isOpen: Accepts) {
  const ways = new Map<number, readonly number[]>([[start, []]]);
  for (const leads of [accepts, isOpen])
    for (const [at, way] of ways)
      for (const next of values) if (!ways.has(next) && leads(at, next)) ways.set(next, [...way, next]);
  return ways;
}

/** True if requests that are not refused, or one that is, lead from a state to one of the others. */
export function leads(
  grid: VerdictGrid,
  from: number,
  wanted: readonly number[],
  [a, b]: readonly number[] = [],
): boolean {
  const reached = new Set([from]);
  for (const at of reached) {
    if (wanted.includes(at)) return true;
    for (const { value } of grid.states)
      if (grid.isOpen(at, value) || (at === a && value === b)) reached.add(value);
  }
  return false;
}

/** Requests from the initial value to `from`, then `to`; begins in `from` where nothing leads there. */
export function toRequestTrace(grid: VerdictGrid, from: number, to: number, fault?: Fault): Trace {
  return toStepsTrace(grid, from, [getStep(grid, from, to, fault)]);
}

/** Requests from the initial value to `from`, then the steps. */
export function toStepsTrace(grid: VerdictGrid, from: number, steps: readonly Step[]): Trace {
  const { ruleSet, flags, traceRuleSet } = grid;
  const way = grid.getWay(from);
  const before: Step[] = [];
  let at = ruleSet.initial;
  for (const next of way ?? []) {
    before.push(getStep(grid, at, next));
    at = next;
  }
  return {
    version: 1,
    ruleSet: traceRuleSet,
    flags,
    ...(way ? {} : { start: formatState(ruleSet.states, from) }),
    steps: [...before, ...steps],
  };
}

function getStep({ ruleSet, at }: VerdictGrid, from: number, to: number, fault?: Fault): Step {
  const { kind } = at(from, to);
  if (fault) return toStep(ruleSet, to, 'refused', fault);
  return kind === 'unspecified' && getState(ruleSet.states, to)
    ? toStep(ruleSet, to, 'accepted', undefined, 'accepted')
    : toStep(ruleSet, to, kind);
}
