/** Gives the log's machine to its components; each reads its own slice. */

import { useActorRef, useSelector } from '@xstate/react';
import { useState } from 'react';
import type { ActorRefFrom } from 'xstate';
import { useWorkbenchActor } from '../../../../page/page-context.tsx';
import { listRuleSets } from '../../../../page/workbench.ts';
import type { ReviewActor } from '../../machine/review-start.ts';
import {
  createFollow,
  createLogClient,
  createOther,
  createReader,
  createSubject,
  toSource,
} from './log-effects.ts';
import type { LogContext, LogMachine } from './log-machine.ts';
import { createLogMachine } from './log-machine.ts';

export type LogActor = ActorRefFrom<LogMachine>;

/** Starts the reading of logs; it stops when the calling component unmounts. */
export function useLogActor(review: ReviewActor): LogActor {
  const workbench = useWorkbenchActor();
  const [machine] = useState(() => {
    const listRules = () => listRuleSets(workbench.getSnapshot().context.library);
    return createLogMachine({
      follow: createFollow(review),
      subject: createSubject(review, workbench),
      reader: createReader(createLogClient, listRules),
      other: createOther(createLogClient, listRules),
    });
  });
  return useActorRef(machine, { input: toSource(review.getSnapshot().context) });
}

export function useLog<Slice>(log: LogActor, select: (context: LogContext) => Slice): Slice {
  return useSelector(log, ({ context }) => select(context));
}

export interface LogPartProps {
  readonly log: LogActor;
}
