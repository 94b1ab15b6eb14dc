/** The panels of a request, each with the slice of the history that it shows. */

import type { ReactNode } from 'react';
import { memo, Suspense, useCallback, useMemo, useState } from 'react';
import type { Compared, RequestActs, ShownChanges } from '../graph/picture/compared.ts';
import type { Lit, Shown } from '../graph/picture/flow.ts';
import type { MatrixRow } from '../graph/picture/matrix-grid.ts';
import { formatFailure } from '../graph/picture/outcome-words.ts';
import type { ShownOutcome } from '../graph/picture/shown-outcome.ts';
import { getShownOutcome } from '../graph/picture/shown-outcome.ts';
import type { Hide } from '../graph/view/Canvas.tsx';
import { Canvas } from '../graph/view/Canvas.tsx';
import { Legend } from '../graph/view/legend/Legend.tsx';
import { getCurrent, getLastOutcome } from '../machine/history.ts';
import type { HistoryContext } from '../machine/history-machine.ts';
import { useActs, useHistory, useHistoryLater } from '../page/page-context.tsx';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { OpenQuestion } from '../protocol/state/open-question.ts';
import type { RequestPair } from '../protocol/state/request-pair.ts';
import type { Outcome } from '../protocol/trace/replay.ts';
import { createLazyPart } from '../ui/failure/lazy-part.tsx';
import { VerdictBar } from './request/VerdictBar.tsx';

// None of them is in the first picture, so that picture does not wait for them.
const Register = createLazyPart(async () => (await import('./request/Register.tsx')).Register);
const Faults = createLazyPart(async () => (await import('./request/Faults.tsx')).Faults);
const Matrix = createLazyPart(async () => (await import('./request/Matrix.tsx')).Matrix);
const History = createLazyPart(async () => (await import('./request/history/History.tsx')).History);

/** What a rule set is, until a request is looked at. */
const About = createLazyPart(async () => (await import('./request/About.tsx')).About);

/** Everything about one request; loaded with the first one that is looked at. */
const Inspector = createLazyPart(async () => (await import('./request/inspect/Inspector.tsx')).Inspector);

interface Snapshot {
  readonly context: HistoryContext;
}

const getContext = ({ context }: Snapshot) => context;
const getRuleSet = ({ context }: Snapshot) => context.ruleSet;
const getFlags = ({ context }: Snapshot) => context.flags;
const getSelection = ({ context }: Snapshot) => context.selection;
const getArmed = ({ context }: Snapshot) => context.armed;
const getNow = ({ context }: Snapshot) => getCurrent(context.history);
const getOutcome = ({ context }: Snapshot) => getLastOutcome(context.history);

interface GraphPartProps {
  readonly shown: Shown;
  readonly isLarge: boolean;
  readonly onShown: (shown: Shown) => void;
  readonly comparison?: ComparisonProps | undefined;
  readonly lit?: Lit | null | undefined;
  readonly hidden?: Hidden | null;
}

/** What may be seen while a lesson asks. */
export interface Hidden {
  readonly words: OpenQuestion['words'];
  readonly hide: Hide;
  /** The matrix as it may be seen, and what of it may be counted. */
  readonly cells: readonly MatrixRow[];
  readonly counted: readonly MatrixRow[];
  readonly isAsked: (request: RequestPair | null) => boolean;
  /** The request in view, and what came of the last act. */
  readonly request: RequestPair | null;
  readonly outcome: Outcome | null;
}

/** What a comparison brings to the graph and the matrix. */
export interface ComparisonProps extends Pick<RequestActs, 'onAskOther' | 'onSelectOther'> {
  readonly compared: Compared;
  readonly shownChanges?: ShownChanges;
  readonly legend?: ReactNode;
}

export const GraphPart = memo(function GraphPart({
  shown,
  isLarge,
  onShown,
  comparison = undefined,
  lit = null,
  hidden = null,
}: GraphPartProps) {
  const ruleSet = useHistory(getRuleSet);
  const flags = useHistory(getFlags);
  const current = useHistory(getNow);
  const selection = useHistory(getSelection);
  const outcome = useHistory(getOutcome);
  const armed = useHistory(getArmed);
  const { ask, select } = useActs();
  const [looked, setLooked] = useState<RequestPair | null>(null);
  const askAndForget = useCallback(
    (to: number) => {
      setLooked(null);
      ask(to);
    },
    [ask],
  );
  const seen = hidden?.isAsked(looked) ? null : looked;
  const isAsked = hidden?.isAsked(looked ?? selection);
  const legend = <Legend {...{ ruleSet, flags, shown, onShown }} given={hidden?.counted} />;
  return (
    <>
      <VerdictBar
        ruleSet={ruleSet}
        flags={flags}
        current={current}
        outcome={hidden ? hidden.outcome : outcome}
        armed={armed}
        previewed={seen}
        hint={hidden?.words[isAsked ? 'first' : 'open']}
        compared={comparison?.compared}
      />
      <Canvas
        {...comparison}
        lit={lit}
        hide={hidden?.hide}
        ruleSet={ruleSet}
        flags={flags}
        current={current}
        selection={hidden ? hidden.request : (selection ?? outcome?.verdict?.request ?? null)}
        looked={seen}
        outcome={outcome}
        armed={armed}
        shown={shown}
        isLarge={isLarge}
        onAsk={askAndForget}
        onSelect={select}
        onLook={setLooked}
        legend={comparison?.legend ?? legend}
      />
    </>
  );
});

export const RegisterPart = memo(function RegisterPart() {
  const ruleSet = useHistoryLater(getRuleSet);
  const flags = useHistoryLater(getFlags);
  const current = useHistoryLater(getNow);
  const { ask, changeFlags } = useActs();
  return (
    <Suspense>
      <Register ruleSet={ruleSet} flags={flags} current={current} onAsk={ask} onFlags={changeFlags} />
    </Suspense>
  );
});

/** The request in view: the selected one, or else the last that was made; and what comes of it. */
function useShownOutcome(
  { ruleSet, flags, history, selection, armed }: HistoryContext,
  hidden: Hidden | null,
): ShownOutcome | null {
  const last = getLastOutcome(history);
  const current = getCurrent(history);
  const request = hidden ? hidden.request : (selection ?? last?.verdict?.request ?? null);
  return useMemo(
    () => request && getShownOutcome(ruleSet, { ...request, flags }, { current, armed, last }),
    [ruleSet, flags, request, current, armed, last],
  );
}

interface RequestPartProps {
  readonly all: readonly RuleSet[];
  readonly hidden?: Hidden | null;
}

export const RequestPart = memo(function RequestPart({ all, hidden = null }: RequestPartProps) {
  const context = useHistoryLater(getContext);
  const { ruleSet, flags, history } = context;
  const { askFrom, changeFlags, changeRules, send } = useActs();
  const shown = useShownOutcome(context, hidden);
  const current = getCurrent(history);
  if (!shown)
    return hidden ? (
      <p>{hidden.words.request}</p>
    ) : (
      <Suspense>
        <About ruleSet={ruleSet} onRules={changeRules} />
      </Suspense>
    );
  return (
    <Suspense>
      <Inspector
        ruleSet={ruleSet}
        all={all}
        flags={flags}
        request={shown.verdict.request}
        current={current}
        shown={shown}
        onAsk={(to, suppose) => askFrom(current, to, suppose)}
        onFlags={changeFlags}
        onReset={() => send('reset')}
        onRules={changeRules}
      />
    </Suspense>
  );
});

/** The most arcs that a request of these rules can have: v2's longest path, v1's single write. */
const MOST_ARCS = { v1: 1, v2: 4 } as const;

export const FaultsPart = memo(function FaultsPart() {
  const armed = useHistory(getArmed);
  const { generation } = useHistory(getRuleSet);
  const { arm, send } = useActs();
  return (
    <Suspense>
      <Faults armed={armed} mostArcs={MOST_ARCS[generation]} onArm={arm} onReset={() => send('reset')} />
    </Suspense>
  );
});

interface MatrixPartProps {
  readonly hidden?: Hidden | null;
  readonly comparison?: ComparisonProps | undefined;
}

export const MatrixPart = memo(function MatrixPart({
  comparison = undefined,
  hidden = null,
}: MatrixPartProps) {
  const context = useHistoryLater(getContext);
  const { ruleSet, flags, history } = context;
  const { askFrom, select } = useActs();
  const shown = useShownOutcome(context, hidden);
  const current = getCurrent(history);
  const ask = useCallback((to: number) => askFrom(current, to), [askFrom, current]);
  return (
    <Suspense>
      <Matrix
        compared={comparison?.compared}
        onAskOther={comparison?.onAskOther}
        onSelectOther={comparison?.onSelectOther}
        ruleSet={ruleSet}
        flags={flags}
        current={current}
        {...(hidden && { given: hidden.cells })}
        selection={shown?.verdict.request ?? null}
        failure={shown && formatFailure(shown.outcome)}
        onAsk={ask}
        onSelect={select}
      />
    </Suspense>
  );
});

export const HistoryPart = memo(function HistoryPart() {
  const { ruleSet, history } = useHistoryLater(getContext);
  const { jump } = useActs();
  return (
    <Suspense>
      <History ruleSet={ruleSet} history={history} onJump={jump} />
    </Suspense>
  );
});
