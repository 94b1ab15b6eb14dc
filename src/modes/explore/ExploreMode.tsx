/** Explore: one rule set, its graph, its matrix, and everything about one request. */

import { useCallback } from 'react';
import type { Shown } from '../../graph/picture/flow.ts';
import { useActs, useShell } from '../../page/page-context.tsx';
import { Layout } from '../../panels/Layout.tsx';
import type { ModeProps } from '../../panels/mode.ts';
import {
  FaultsPart,
  GraphPart,
  HistoryPart,
  MatrixPart,
  RegisterPart,
  RequestPart,
} from '../../panels/request-parts.tsx';
import { Fold } from '../../ui/Fold.tsx';
import { createLazyPart } from '../../ui/failure/lazy-part.tsx';
import { Optional } from '../../ui/failure/Optional.tsx';
import { Later } from '../../ui/Later.tsx';
import { FirstWords } from './first-words/FirstWords.tsx';

const HistoryTools = createLazyPart(async () => (await import('../../panels/HistoryTools.tsx')).HistoryTools);

const historyTools = (
  <Optional name="The buttons of the history">
    <HistoryTools />
  </Optional>
);

export function ExploreMode({ ruleSet, all, preferences, toFold, layout }: ModeProps) {
  const { setPreference } = useActs();
  const isCrowded = useShell(({ hasFirstWords }) => hasFirstWords);
  const setShown = useCallback((shown: Shown) => setPreference('shown', shown), [setPreference]);
  const folds = {
    register: (
      <Fold
        title={ruleSet.generation === 'v1' ? 'device_state register' : 'device_state'}
        {...toFold('register')}
      >
        <Later>
          <RegisterPart />
        </Later>
      </Fold>
    ),
    request: (
      <Fold title="Request" fills {...toFold('request')}>
        <Later>
          <RequestPart all={all} />
        </Later>
      </Fold>
    ),
    faults: (
      <Fold title="Faults and reset" {...toFold('faults')}>
        <Later>
          <FaultsPart />
        </Later>
      </Fold>
    ),
    matrix: (
      <Fold title="Matrix" fills {...toFold('matrix')}>
        <Later>
          <MatrixPart />
        </Later>
      </Fold>
    ),
    history: (
      <Fold title="History" fills {...toFold('history')} tools={historyTools}>
        <Later>
          <HistoryPart />
        </Later>
      </Fold>
    ),
  };
  const { register, request, faults, matrix, history } = folds;
  return (
    <>
      <FirstWords />
      <Layout
        {...layout}
        mode="explore"
        isCrowded={isCrowded}
        isBottomFolded={toFold('matrix').isFolded && toFold('history').isFolded}
        canvas={
          <GraphPart
            shown={preferences.shown}
            isLarge={preferences.size === 'projector'}
            onShown={setShown}
          />
        }
        bottom={[matrix, history]}
        side={
          <>
            {register}
            {request}
            {faults}
          </>
        }
      />
    </>
  );
}
