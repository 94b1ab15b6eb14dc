/** Ties a lesson to the machine: what a step shows is opened in the session, and what the learner does goes to the lesson. */

import { useCallback, useEffect, useRef } from 'react';
import type { Pace } from '../../lesson/pace.ts';
import type { Show } from '../../lesson/player/lesson-show.ts';
import { getStepAt } from '../../lesson/player/lesson-show.ts';
import { getCursorIndex, getLine } from '../../machine/history.ts';
import type { SessionContext } from '../../machine/session-machine.ts';
import { PLAYBACK_PACE } from '../../machine/session-machine.ts';
import { openTrace } from '../../machine/workspace.ts';
import type { SessionActor, WorkbenchActor } from '../../page/session.tsx';
import { getRuleSet } from '../../protocol/rule-sets/rule-sets.ts';
import { formatState, parseState } from '../../protocol/state/state.ts';
import type { Trace } from '../../protocol/trace/trace.ts';
import type { LessonActor } from './lesson/Lesson.tsx';

/** Returns the acts that play what the step shows once more, and that take one step of it. */
export function useLessonSession(
  lesson: LessonActor | null,
  session: SessionActor,
  workbench: WorkbenchActor,
  { beat }: Pace,
): { readonly play: () => void; readonly step: () => void } {
  const latest = useRef(beat);
  latest.current = beat;
  useEffect(() => {
    session.send({ type: 'pace.change', pace: beat ?? PLAYBACK_PACE });
    if (beat === null) session.send({ type: 'playback.stop' });
    return () => session.send({ type: 'pace.change', pace: PLAYBACK_PACE });
  }, [session, beat]);
  const isOurs = useRef(false);
  const present = useCallback(
    (show: Show, isAgain: boolean) => {
      const { rules, trace, playFrom } = show;
      const ruleSet = getRuleSet(rules.ruleSet);
      if (!ruleSet) return;
      const start = trace.start === undefined ? undefined : parseState(ruleSet.states, trace.start);
      const { steps } = trace;
      const at = playFrom ?? (isAgain ? 0 : steps.length);
      isOurs.current = true;
      session.send({ type: 'open', workspace: openTrace(ruleSet, rules.flags, steps, at, start) });
      workbench.send({ type: 'against.change', id: rules.against });
      if (at < steps.length && latest.current !== null) session.send({ type: 'playback.start' });
      isOurs.current = false;
    },
    [session, workbench],
  );

  useEffect(() => {
    if (!lesson) return undefined;
    let shown: Show | null = null;
    const look = () => {
      const { show } = lesson.getSnapshot().context;
      if (show === shown) return;
      shown = show;
      present(show, false);
    };
    look();
    const subscription = lesson.subscribe(look);
    return () => subscription.unsubscribe();
  }, [lesson, present]);

  useEffect(() => {
    if (!lesson) return undefined;
    let { history } = session.getSnapshot().context;
    const subscription = session.subscribe(({ context }) => {
      if (context.history === history) return;
      history = context.history;
      const { value, context: player } = lesson.getSnapshot();
      if (isOurs.current || value !== 'doing') return;
      const { trace: given } = getStepAt(player.lesson, player.at);
      const trace = toTrace(context, given);
      // What sets the device up is still being played.
      if (trace.steps.length < given.steps.length) return;
      lesson.send({ type: 'act', trace });
    });
    return () => subscription.unsubscribe();
  }, [lesson, session]);

  const play = useCallback(() => {
    if (lesson) present(lesson.getSnapshot().context.show, true);
  }, [lesson, present]);
  const step = useCallback(() => session.send({ type: 'cursor.forward' }), [session]);
  return { play, step };
}

/** What was done up to the cursor, as a trace; what set the device up is told in the words of the lesson. */
function toTrace({ ruleSet, flags, history }: SessionContext, given: Trace): Trace {
  const initial = formatState(ruleSet.states, ruleSet.initial);
  const start = formatState(ruleSet.states, history.start);
  const steps = getLine(history)
    .slice(0, getCursorIndex(history))
    .map(({ step }) => step);
  const isSame = (given.start ?? initial) === start;
  return {
    version: 1,
    ruleSet: { id: ruleSet.id },
    flags,
    ...(isSame ? given.start !== undefined && { start: given.start } : { start }),
    steps,
  };
}
