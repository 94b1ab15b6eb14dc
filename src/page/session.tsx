/** The session for every part of the page: each part reads its own slice, and what can wait waits for the next paint. */

import { useSelector } from '@xstate/react';
import { createContext, useContext, useEffect, useState } from 'react';
import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import type { sessionMachine } from '../machine/session-machine.ts';
import type { Workbench, workbenchMachine } from './workbench.ts';

export type SessionActor = ActorRefFrom<typeof sessionMachine>;
type Snapshot = SnapshotFrom<typeof sessionMachine>;

export type WorkbenchActor = ActorRefFrom<typeof workbenchMachine>;

export const SessionContext = createContext<SessionActor | null>(null);

export function useSessionActor(): SessionActor {
  const actor = useContext(SessionContext);
  if (!actor) throw new Error('a part of the page is shown outside the session');
  return actor;
}

export const WorkbenchContext = createContext<WorkbenchActor | null>(null);

export function useWorkbenchActor(): WorkbenchActor {
  const actor = useContext(WorkbenchContext);
  if (!actor) throw new Error('a part of the page is shown outside the workbench');
  return actor;
}

/** A slice of the workbench: the mode, the compared rule set, the library. */
export function useWorkbench<Slice>(select: (workbench: Workbench) => Slice): Slice {
  return useSelector(useWorkbenchActor(), ({ context }) => select(context));
}

/** A slice of the session, at once. */
export function useSession<Slice>(select: (snapshot: Snapshot) => Slice): Slice {
  return useSelector(useSessionActor(), select);
}

/**
 * A slice of the session, one paint later: for what surrounds the verdict, so that the verdict itself is painted first.
 */
export function useSessionLater<Slice>(select: (snapshot: Snapshot) => Slice): Slice {
  const actor = useSessionActor();
  const [slice, setSlice] = useState(() => select(actor.getSnapshot()));
  useEffect(() => {
    let frame = 0;
    let timer = 0;
    const read = () => setSlice(() => select(actor.getSnapshot()));
    const schedule = () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
      frame = window.requestAnimationFrame(() => {
        timer = window.setTimeout(read);
      });
    };
    const subscription = actor.subscribe(schedule);
    read();
    return () => {
      subscription.unsubscribe();
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [actor, select]);
  return slice;
}
