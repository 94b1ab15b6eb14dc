/** The page's history as an effect of Learn's machine: a step's trace is opened there, and what the learner does is reported. */

import { fromCallback } from 'xstate';
import type { LessonStep } from '../../../lesson/lesson.ts';
import type { Pace } from '../../../lesson/pace.ts';
import type { Show } from '../../../lesson/player/lesson-show.ts';
import { getCursorIndex, getLine } from '../../../machine/history.ts';
import { PLAYBACK_PACE } from '../../../machine/history-machine.ts';
import type { Workspace } from '../../../machine/workspace.ts';
import { openTrace } from '../../../machine/workspace.ts';
import { getRuleSet } from '../../../protocol/rule-sets/rule-sets.ts';
import type { OpenQuestion } from '../../../protocol/state/open-question.ts';
import { formatState, parseState } from '../../../protocol/state/state.ts';
import type { Trace } from '../../../protocol/trace/trace.ts';
import type { HistoryRef, WorkbenchRef } from './learn-context.ts';

export type ShowEvent =
  /** Opens what a step shows, at its end or where its play begins; `isAgain` plays it from the beginning. */
  | { readonly type: 'show'; readonly show: Show; readonly beat: Pace['beat']; readonly isAgain: boolean }
  | { readonly type: 'pace'; readonly beat: Pace['beat'] }
  /** What must not be told now; null if nothing. */
  | { readonly type: 'question'; readonly question: OpenQuestion | null };

interface Input {
  readonly history: HistoryRef;
  readonly workbench: WorkbenchRef;
}

/** Opens what it is sent, and reports every other change of the history. When it ends, the page's own pace is restored, and nothing is hidden. */
export const followHistory = fromCallback<ShowEvent, Input>(
  ({ input: { history: actor, workbench }, sendBack, receive }) => {
    let { history } = actor.getSnapshot().context;
    const open = ({ rules, trace, playFrom }: Show, beat: Pace['beat'], isAgain: boolean) => {
      const ruleSet = getRuleSet(rules.ruleSet);
      if (!ruleSet) return;
      const start = trace.start === undefined ? undefined : parseState(ruleSet.states, trace.start);
      const { steps } = trace;
      const at = playFrom ?? (isAgain ? 0 : steps.length);
      const workspace = openTrace(ruleSet, rules.flags, steps, at, start);
      history = workspace.history;
      actor.send({ type: 'open', workspace });
      workbench.send({ type: 'against.change', id: rules.against });
      if (at < steps.length && beat !== null) actor.send({ type: 'playback.start' });
    };
    const ask = (question: OpenQuestion | null) => {
      if (actor.getSnapshot().context.question !== question)
        actor.send({ type: 'question.change', question });
    };
    receive((event) => {
      if (event.type === 'show') return open(event.show, event.beat, event.isAgain);
      if (event.type === 'question') return ask(event.question);
      actor.send({ type: 'pace.change', pace: event.beat ?? PLAYBACK_PACE });
      if (event.beat === null) actor.send({ type: 'playback.stop' });
    });
    const subscription = actor.subscribe(({ context }) => {
      if (context.history === history) return;
      history = context.history;
      sendBack({ type: 'history.change', workspace: context });
    });
    return () => {
      subscription.unsubscribe();
      actor.send({ type: 'pace.change', pace: PLAYBACK_PACE });
      ask(null);
    };
  },
);

/**
 * What was done up to the cursor, as a trace; the setup is written as the lesson has it. Undefined while the setup is still
 * being played.
 */
export function toAct(
  { ruleSet, flags, history }: Workspace,
  { trace: given }: LessonStep,
): Trace | undefined {
  const initial = formatState(ruleSet.states, ruleSet.initial);
  const start = formatState(ruleSet.states, history.start);
  const steps = getLine(history)
    .slice(0, getCursorIndex(history))
    .map(({ step }) => step);
  if (steps.length < given.steps.length) return undefined;
  const isSame = (given.start ?? initial) === start;
  return {
    version: 1,
    ruleSet: { id: ruleSet.id },
    flags,
    ...(isSame ? given.start !== undefined && { start: given.start } : { start }),
    steps,
  };
}
