/** The live machine beside the panel: its graph, the current request, the matrix and the history. */

import { useSelector } from '@xstate/react';
import type { ReactNode } from 'react';
import { useCallback, useMemo } from 'react';
import type { Shown } from '../../graph/picture/flow.ts';
import { useActs } from '../../page/page-context.tsx';
import { useComparisonProps } from '../../panels/compare-parts.tsx';
import { useComparison } from '../../panels/comparison.tsx';
import { HistoryTools } from '../../panels/HistoryTools.tsx';
import { Layout } from '../../panels/Layout.tsx';
import type { ModeProps } from '../../panels/mode.ts';
import { GraphPart, HistoryPart, MatrixPart, RequestPart } from '../../panels/request-parts.tsx';
import { Fold } from '../../ui/Fold.tsx';
import { useHidden } from './lesson/hidden.tsx';
import type { LearnRef } from './machine/learn-machine.ts';
import { getOldSide, toLit } from './machine/learn-view.ts';

interface LearnStageProps extends ModeProps {
  readonly learn: LearnRef;
  readonly side: ReactNode;
}

export function LearnStage(props: LearnStageProps) {
  const { learn, side, ruleSet, against, all, preferences, toFold, layout } = props;
  const { setPreference } = useActs();
  const isPresenting = useSelector(learn, (snapshot) => snapshot.matches({ talk: 'on' }));
  const oldSide = useSelector(learn, ({ context }) => getOldSide(context));
  const { compared } = useComparison(oldSide ?? against);
  const union = useComparisonProps(compared, ruleSet.id);
  const comparison = oldSide ? union : undefined;
  const lit = useLit(learn);
  const hidden = useHidden();
  const setShown = useCallback((shown: Shown) => setPreference('shown', shown), [setPreference]);
  const matrix = (
    <Fold title="Matrix" fills {...toFold('matrix')}>
      <MatrixPart comparison={comparison} hidden={hidden} />
    </Fold>
  );
  const history = (
    <Fold title="History" fills {...toFold('history')} tools={<HistoryTools />}>
      <HistoryPart />
    </Fold>
  );
  const request = (
    <Fold title="Request" fills {...toFold('learn-request')}>
      <RequestPart all={all} hidden={hidden} />
    </Fold>
  );
  return (
    <Layout
      {...layout}
      mode="learn"
      isBottomFolded={isPresenting || (toFold('matrix').isFolded && toFold('history').isFolded)}
      canvas={
        <GraphPart
          shown={preferences.shown}
          isLarge={preferences.size === 'projector' || isPresenting}
          onShown={setShown}
          lit={lit}
          hidden={hidden}
          comparison={comparison}
        />
      }
      bottom={isPresenting ? [] : [matrix, history]}
      side={
        isPresenting ? (
          side
        ) : (
          <>
            {side}
            {request}
          </>
        )
      }
    />
  );
}

function useLit(learn: LearnRef) {
  const panel = useSelector(learn, ({ context }) => context.spot.panel);
  const debated = useSelector(learn, ({ context }) => context.debated);
  const focus = useSelector(learn, ({ context }) => context.seen?.context.show.focus);
  return useMemo(() => toLit(panel, debated, focus), [panel, debated, focus]);
}
