/** Gives Review's machine to its components; each reads its own slice. */

import { useActorRef, useSelector } from '@xstate/react';
import { useState } from 'react';
import { useActs, useHistoryActor, useWorkbenchActor } from '../../../page/page-context.tsx';
import type { ReviewContext } from './review-order.ts';
import type { ReviewActor } from './review-start.ts';
import { startReview } from './review-start.ts';

/** Starts Review; it stops when the calling component unmounts. */
export function useReviewActor(isOpening: boolean): ReviewActor {
  const history = useHistoryActor();
  const workbench = useWorkbenchActor();
  const { notify } = useActs();
  const [{ machine, input }] = useState(() => startReview({ history, workbench }, isOpening, notify));
  return useActorRef(machine, { input });
}

export function useReview<Slice>(review: ReviewActor, select: (context: ReviewContext) => Slice): Slice {
  return useSelector(review, ({ context }) => select(context));
}

export interface ReviewPartProps {
  readonly review: ReviewActor;
}
