/** Gives the log's machine to its components; each reads its own slice. */

import { useActorRef, useSelector } from '@xstate/react';
import { useState } from 'react';
import type { ActorRefFrom, SnapshotFrom } from 'xstate';
import { useActs, useWorkbenchActor } from '../../../../page/page-context.tsx';
import { listRuleSets } from '../../../../page/workbench.ts';
import { announce } from '../../../../ui/attention/announce.ts';
import type { ReviewActor } from '../../machine/review-start.ts';
import {
  createFollow,
  createLogClient,
  createOther,
  createReader,
  createSubject,
  createVoice,
  getNamed,
  toSource,
} from './log-effects.ts';
import type { LogContext, LogMachine } from './log-machine.ts';
import { createLogMachine } from './log-machine.ts';
import { formatLogSpot } from './log-spot.ts';

export type LogActor = ActorRefFrom<LogMachine>;

/** Starts the reading of logs; it stops when the calling component unmounts. */
export function useLogActor(review: ReviewActor): LogActor {
  const workbench = useWorkbenchActor();
  const { notify } = useActs();
  const [{ machine, write }] = useState(() => {
    let written = getNamed(workbench);
    const listRules = () => listRuleSets(workbench.getSnapshot().context.library);
    const machine = createLogMachine({
      follow: createFollow(review, workbench, () => written),
      voice: createVoice(notify, announce),
      subject: createSubject(review, workbench),
      reader: createReader(createLogClient, listRules),
      other: createOther(createLogClient, listRules),
    });
    /** The address follows the step in view, and keeps one that is still to be found. */
    const write = ({ context }: SnapshotFrom<LogMachine>) => {
      if (context.wanted !== null) return;
      const now = context.reading ? formatLogSpot(context.reading, context) : null;
      if (now === written) return;
      written = now;
      workbench.send({ type: 'step.change', step: now });
    };
    return { machine, write };
  });
  return useActorRef(
    machine,
    { input: { source: toSource(review.getSnapshot().context), wanted: getNamed(workbench) } },
    write,
  );
}

export function useLog<Slice>(log: LogActor, select: (context: LogContext) => Slice): Slice {
  return useSelector(log, ({ context }) => select(context));
}

export interface LogPartProps {
  readonly log: LogActor;
}
