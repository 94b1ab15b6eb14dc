/**
 * The history machine: which rules are explored, what was asked, where the cursor stands, which fault is armed. The
 * device machine makes each step; this machine keeps the history, undo and playback.
 */

import { assign, setup } from 'xstate';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { findFlags } from '../protocol/state/counterpart.ts';
import type { OpenQuestion } from '../protocol/state/open-question.ts';
import { isInQuestion } from '../protocol/state/open-question.ts';
import type { RequestPair } from '../protocol/state/request-pair.ts';
import { toStep } from '../protocol/trace/replay.ts';
import type { Fault } from '../protocol/trace/trace.ts';
import { act, toDeviceEvent } from './device-machine.ts';
import { append, getCurrent, getCursorIndex, getLine, getNode, moveTo, ROOT } from './history.ts';
import type { Workspace } from './workspace.ts';
import { changeRules, createWorkspace, getDefaultFlags } from './workspace.ts';

export interface HistoryContext extends Workspace {
  readonly armed: Fault | null;
  /** A request that is looked at, made or not. */
  readonly selection: RequestPair | null;
  /** What a lesson asks; null where none does. */
  readonly question: OpenQuestion | null;
  /** The flags that each rule set was left with, by its id. */
  readonly left: Readonly<Record<string, number | null>>;
  readonly past: readonly Workspace[];
  readonly future: readonly Workspace[];
  /** Time between two steps of a playback, in milliseconds. */
  readonly pace: number;
}

export type HistoryEvent =
  | { type: 'request'; to: number; suppose?: 'accepted' }
  | { type: 'reset' }
  | { type: 'select'; selection: RequestPair | null }
  | { type: 'question.change'; question: OpenQuestion | null }
  | { type: 'fault.arm'; fault: Fault | null }
  | { type: 'rules.change'; ruleSet: RuleSet; flags?: number | null }
  /** The shown rules as a text now has them: each keystroke is no act of its own, so undo does not stop at it. */
  | { type: 'rules.revise'; ruleSet: RuleSet }
  | { type: 'flags.change'; flags: number }
  | { type: 'cursor.move'; id: number }
  | { type: 'cursor.back' }
  | { type: 'cursor.forward' }
  | { type: 'cursor.start' }
  | { type: 'cursor.end' }
  | { type: 'playback.start' }
  | { type: 'playback.stop' }
  | { type: 'pace.change'; pace: number }
  | { type: 'undo' }
  | { type: 'redo' }
  | { type: 'history.clear' }
  | { type: 'open'; workspace: Workspace };

/** The initial pace. */
export const PLAYBACK_PACE = 1100;
const UNDO_DEPTH = 200;

const toWorkspace = ({ ruleSet, flags, history }: Workspace): Workspace => ({ ruleSet, flags, history });

/** The change, with what was before it put on the undo stack. */
const remember = (context: HistoryContext, change: Partial<Workspace>) => ({
  ...change,
  past: [...context.past, toWorkspace(context)].slice(-UNDO_DEPTH),
  future: [],
});

function ask(context: HistoryContext, to: number, suppose?: 'accepted') {
  const { ruleSet, flags, history, armed } = context;
  const from = getCurrent(history);
  const outcome = act(ruleSet, flags, from, toDeviceEvent(ruleSet, to, armed, suppose));
  // A fault that the request did not reach stays armed.
  const fault = outcome.failed && armed ? armed : undefined;
  const step = toStep(ruleSet, to, outcome.kind, fault, suppose);
  return {
    ...remember(context, { history: append(history, step, outcome) }),
    selection: { from, to },
    armed: fault ? null : armed,
  };
}

function reset(context: HistoryContext) {
  const { ruleSet, flags, history } = context;
  const outcome = act(ruleSet, flags, getCurrent(history), { type: 'reset' });
  return { ...remember(context, { history: append(history, { act: 'reset' }, outcome) }), selection: null };
}

/** Moves the cursor, and looks at the request of the step it comes to. */
function jump(context: HistoryContext, id: number) {
  const history = moveTo(context.history, id);
  const made = getNode(history, history.cursor)?.made;
  const request = made?.kind === 'made' ? made.outcome.verdict?.request : undefined;
  return { history, selection: request ? { from: request.from, to: request.to } : null };
}

function step(context: HistoryContext, by: number) {
  const line = getLine(context.history);
  const index = getCursorIndex(context.history) + by;
  return jump(
    context,
    index <= 0 ? ROOT : (line[Math.min(index, line.length) - 1]?.id ?? context.history.cursor),
  );
}

/** The question that is open under the rules in view. */
export function getQuestion({ question, ruleSet }: HistoryContext): OpenQuestion | null {
  return question?.generation === ruleSet.generation ? question : null;
}

/** True where undo or redo may come to that workspace: it does not tell what is asked. */
const canOpen = (context: HistoryContext, next: Workspace | undefined): boolean =>
  next !== undefined && !getQuestion(context)?.isToldBy(next);

/**
 * The flags that a rule set comes up with: those that it was left with. Otherwise all that it defines, as long as the
 * present one has all of its own; and else no more than are set now.
 */
function findOwnFlags({ ruleSet, flags, left }: HistoryContext, next: RuleSet): number | null {
  const now = flags === getDefaultFlags(ruleSet) ? null : flags;
  return findFlags(left[next.id] ?? now, next);
}

const isAtEnd = ({ history }: HistoryContext) => getCursorIndex(history) >= getLine(history).length;

/** The history machine. Its input is the workspace to begin with. */
export const historyMachine = setup({
  types: {
    context: {} as HistoryContext,
    events: {} as HistoryEvent,
    input: {} as { workspace: Workspace; selection?: RequestPair | null },
  },
  delays: { pace: ({ context }) => context.pace },
  guards: {
    'is at end': ({ context }) => isAtEnd(context),
    'is in question': ({ context, event }) =>
      event.type === 'request' &&
      isInQuestion(getQuestion(context), { from: getCurrent(context.history), to: event.to }),
    'has nothing to play': ({ context }) => getLine(context.history).length === 0,
  },
}).createMachine({
  id: 'history',
  context: ({ input: { workspace, selection = null } }) => ({
    ...workspace,
    armed: null,
    selection,
    question: null,
    left: {},
    past: [],
    future: [],
    pace: PLAYBACK_PACE,
  }),
  initial: 'idle',
  on: {
    request: [
      {
        guard: 'is in question',
        actions: assign(({ context, event: { to } }) => ({
          selection: { from: getCurrent(context.history), to },
        })),
      },
      {
        target: '.idle',
        actions: assign(({ context, event }) => ask(context, event.to, event.suppose)),
      },
    ],
    reset: { target: '.idle', actions: assign(({ context }) => reset(context)) },
    'pace.change': { actions: assign({ pace: ({ event }) => event.pace }) },
    select: { actions: assign({ selection: ({ event }) => event.selection }) },
    'question.change': { actions: assign({ question: ({ event }) => event.question }) },
    'fault.arm': { actions: assign({ armed: ({ event }) => event.fault }) },
    'rules.change': {
      target: '.idle',
      actions: assign(({ context, event: { ruleSet, flags = findOwnFlags(context, ruleSet) } }) => ({
        ...remember(context, changeRules(context, ruleSet, flags)),
        left: { ...context.left, [context.ruleSet.id]: context.flags },
        selection: ruleSet.generation === context.ruleSet.generation ? context.selection : null,
        armed: null,
      })),
    },
    'rules.revise': {
      target: '.idle',
      actions: assign(({ context, event: { ruleSet } }) => ({
        ...changeRules(context, ruleSet, findFlags(context.flags, ruleSet)),
        selection: ruleSet.generation === context.ruleSet.generation ? context.selection : null,
      })),
    },
    'flags.change': {
      target: '.idle',
      guard: ({ context }) => context.ruleSet.generation === 'v2',
      actions: assign(({ context, event }) => ({
        ...remember(context, changeRules(context, context.ruleSet, event.flags)),
        armed: null,
      })),
    },
    'cursor.move': { target: '.idle', actions: assign(({ context, event }) => jump(context, event.id)) },
    'cursor.back': { target: '.idle', actions: assign(({ context }) => step(context, -1)) },
    'cursor.forward': { target: '.idle', actions: assign(({ context }) => step(context, 1)) },
    'cursor.start': { target: '.idle', actions: assign(({ context }) => jump(context, ROOT)) },
    'cursor.end': {
      target: '.idle',
      actions: assign(({ context }) => step(context, Number.POSITIVE_INFINITY)),
    },
    undo: {
      target: '.idle',
      guard: ({ context }) => canOpen(context, context.past.at(-1)),
      actions: assign(({ context }) => ({
        ...context.past.at(-1),
        past: context.past.slice(0, -1),
        future: [toWorkspace(context), ...context.future],
        selection: null,
      })),
    },
    redo: {
      target: '.idle',
      guard: ({ context }) => canOpen(context, context.future[0]),
      actions: assign(({ context }) => ({
        ...context.future[0],
        past: [...context.past, toWorkspace(context)],
        future: context.future.slice(1),
        selection: null,
      })),
    },
    'history.clear': {
      target: '.idle',
      actions: assign(({ context }) => ({
        ...remember(context, createWorkspace(context.ruleSet, context.flags)),
        selection: null,
        armed: null,
      })),
    },
    open: {
      target: '.idle',
      actions: assign(({ context, event }) => ({
        ...remember(context, event.workspace),
        selection: null,
        armed: null,
      })),
    },
  },
  states: {
    idle: {
      on: {
        'playback.start': [
          { guard: 'has nothing to play' },
          { guard: 'is at end', target: 'playing', actions: assign(({ context }) => jump(context, ROOT)) },
          { target: 'playing' },
        ],
      },
    },
    playing: {
      on: { 'playback.stop': 'idle' },
      after: {
        pace: [
          { guard: 'is at end', target: 'idle' },
          { target: 'playing', reenter: true, actions: assign(({ context }) => step(context, 1)) },
        ],
      },
    },
  },
});
