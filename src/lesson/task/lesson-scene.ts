/**
 * Where a step begins: the trace that its author gave, or what the previous step left. Every request of a trace is made
 * while the lesson is read, so that an author learns of one whose verdict is not the intended one.
 */

import type { RequestPair } from '../../protocol/state/request-pair.ts';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { formatState } from '../../protocol/state/state.ts';
import type { Outcome, ReplayedStep } from '../../protocol/trace/replay.ts';
import { replay, replayStep } from '../../protocol/trace/replay.ts';
import type { Fault, Step, Trace } from '../../protocol/trace/trace.ts';
import type { VerdictKind } from '../../protocol/verdict/verdict.ts';
import type { Words } from '../../protocol/words/fill.ts';
import type { Focus } from '../lesson.ts';
import type { Reporter, Scene } from '../text/lesson-name.ts';
import { readFault, readRequest, readState, readStates } from '../text/lesson-name.ts';
import { createProblem } from '../text/lesson-problem.ts';
import type { TraceBlock } from '../text/lesson-schema.ts';

/** A trace without any request. */
export function createTrace({ ruleSet, rules }: Scene, start = ruleSet.initial): Trace {
  return {
    version: 1,
    ruleSet: { id: ruleSet.id },
    flags: rules.flags,
    ...(start !== ruleSet.initial && { start: formatState(ruleSet.states, start) }),
    steps: [],
  };
}

/** device_state at the end of a trace. */
export const getEnd = ({ ruleSet }: Scene, trace: Trace): number => replay(ruleSet, trace).now;

/** The first step of a trace that makes that request; -1 if none does. */
export const findMade = ({ ruleSet }: Scene, trace: Trace, { from, to }: RequestPair): number =>
  replay(ruleSet, trace).steps.findIndex((made) => {
    const request = made.kind === 'made' ? made.outcome.verdict?.request : undefined;
    return request?.from === from && request.to === to;
  });

/** The trace with one more request and its verdict. */
export function appendRequest(
  { ruleSet, rules }: Scene,
  trace: Trace,
  to: number,
  fault: Fault | null,
  suppose: boolean,
): Trace {
  const step: Step = {
    act: 'request',
    to: formatState(ruleSet.states, to),
    ...(fault && { fault }),
    ...(suppose && { suppose: 'accepted' as const }),
  };
  const made = replayStep(ruleSet, rules.flags, replay(ruleSet, trace).now, step);
  const saw = made.kind === 'made' ? { saw: made.outcome.kind } : {};
  return { ...trace, steps: [...trace.steps, { ...step, ...saw }] };
}

/** The trace of a block. A request that is not accepted must be announced by `saw`, or by its fault. */
export function readTrace(block: TraceBlock, scene: Scene, reporter: Reporter): Trace {
  const { ruleSet } = scene;
  const { problems, locate } = reporter;
  const start =
    block.start === undefined ? undefined : readState(block.start, ruleSet, locate('start'), problems);
  let trace = createTrace(scene, start);
  for (const [index, given] of block.steps.entries()) {
    if (given === 'reset') {
      trace = { ...trace, steps: [...trace.steps, { act: 'reset' }] };
      continue;
    }
    const keys = typeof given === 'string' ? { to: given } : given;
    const at = locate('steps', index);
    const to = readState(keys.to, ruleSet, at, problems);
    if (to === undefined) break;
    const fault = readFault(keys, reporter, ['steps', index]);
    const from = getEnd(scene, trace);
    trace = appendRequest(scene, trace, to, fault, keys.suppose === true);
    const made = replay(ruleSet, trace).steps.at(-1);
    const problem = made && findSurprise(made, fault, keys.saw);
    const words = {
      number: index + 1,
      request: formatRequest(ruleSet.states, { from, to }),
      ...problem?.words,
    };
    if (problem) problems.push(createProblem(problem.id, at, words));
  }
  return trace;
}

/** Why a fault does not occur, as the end of a sentence; undefined if it does. */
export function findMissedFault({ cause, kind, arcs }: Outcome, fault: Fault | null): string | undefined {
  if (!fault || cause === fault.kind) return undefined;
  if (kind !== 'accepted') return `is ${kind}, so the driver takes no arc`;
  if (fault.kind === 'corrupt') return 'leaves no loading session';
  return `has ${arcs.length} ${arcs.length === 1 ? 'arc' : 'arcs'}`;
}

interface Surprise {
  readonly id: 'fault-missed' | 'trace-surprise' | 'saw-differs';
  readonly words: Words;
}

function findSurprise(
  made: ReplayedStep,
  fault: Fault | null,
  saw: VerdictKind | undefined,
): Surprise | undefined {
  if (made.kind !== 'made') return undefined;
  const { kind } = made.outcome;
  const missed = findMissedFault(made.outcome, fault);
  if (missed !== undefined) return { id: 'fault-missed', words: { why: missed } };
  if (saw !== undefined && saw !== kind) return { id: 'saw-differs', words: { kind, saw } };
  return kind === 'accepted' || fault || saw ? undefined : { id: 'trace-surprise', words: { kind } };
}

export const NO_FOCUS: Focus = { states: [], arcs: [] };

interface FocusKeys {
  readonly states?: readonly string[] | undefined;
  readonly arcs?: readonly string[] | undefined;
}

export function readFocus({ states, arcs }: FocusKeys, { ruleSet }: Scene, reporter: Reporter): Focus {
  const { problems, locate } = reporter;
  return {
    states: readStates(states, 'states', ruleSet, reporter),
    arcs: (arcs ?? []).flatMap(
      (text, index) => readRequest(text, ruleSet, locate('arcs', index), problems) ?? [],
    ),
  };
}
