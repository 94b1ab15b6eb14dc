/** Plays a trace on the canvas: that of a finding, or of a client flow. */

import { useCallback, useRef } from 'react';
import type { Trace } from '../protocol/trace/trace.ts';
import { focusOn } from '../ui/focus.ts';
import type { Acts } from './command.ts';
import { toTraceWorkspace } from './finding-trace.ts';
import { useSessionActor } from './session.tsx';

/** Returns the act that opens a trace at its start and plays it; undo brings back what was there before. */
export function usePlay(acts: Acts): (trace: Trace) => void {
  const actor = useSessionActor();
  const latest = useRef(acts);
  latest.current = acts;
  return useCallback(
    (trace: Trace) => {
      const workspace = toTraceWorkspace(trace, latest.current.all);
      if (!workspace) return;
      // The old side is played as the new one: the comparison stays, the other way round.
      const { ruleSet, against, changeAgainst } = latest.current;
      if (workspace.ruleSet.id === against.id && against.id !== ruleSet.id) changeAgainst(ruleSet);
      actor.send({ type: 'open', workspace });
      actor.send({ type: 'playback.start' });
      focusOn('graph');
    },
    [actor],
  );
}
