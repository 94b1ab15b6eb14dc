/** The verdict on the chosen table, above its text; nothing where nothing was read. */

import { useMemo } from 'react';
import { useActs } from '../../../page/page-context.tsx';
import { Fold } from '../../../ui/Fold.tsx';
import { saveText } from '../../../ui/hand-over.ts';
import type { ReviewPartProps } from '../machine/review-actor.tsx';
import { useReview } from '../machine/review-actor.tsx';
import { getChosen } from '../machine/review-machine.ts';
import { VerdictCard } from './VerdictCard.tsx';
import { toVerdictCard } from './verdict-card.ts';
import { formatVerdictSvg } from './verdict-svg.ts';
import { VERDICT_WORDS } from './verdict-words.ts';

interface VerdictPartProps extends ReviewPartProps {
  readonly fold: { readonly part: string; readonly isFolded: boolean; readonly onFold: () => void };
}

export function VerdictPart({ review, fold }: VerdictPartProps) {
  const { notify } = useActs();
  const chosen = useReview(review, getChosen);
  const card = useMemo(() => (chosen ? toVerdictCard(chosen) : null), [chosen]);
  if (!card) return null;
  const isDriver = chosen?.input.form === 'driver-arcs';
  const save = () => notify(saveText(formatVerdictSvg(card), VERDICT_WORDS.fileName, 'image/svg+xml'));
  return (
    <Fold
      title={VERDICT_WORDS.verdict}
      {...fold}
      tools={
        <button type="button" onClick={save}>
          {VERDICT_WORDS.save}
        </button>
      }
    >
      <VerdictCard
        card={card}
        onFlows={isDriver ? null : () => review.send({ type: 'panel.choose', panel: 'flows' })}
      />
    </Fold>
  );
}
