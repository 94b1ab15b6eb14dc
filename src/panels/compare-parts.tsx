/** The parts of a comparison, each with the slice of the history that it shows. */

import { useSelector } from '@xstate/react';
import { memo, useMemo, useState } from 'react';
import type { Compared } from '../graph/picture/compared.ts';
import { ALL_CHANGES } from '../graph/picture/compared.ts';
import type { Shown } from '../graph/picture/flow.ts';
import { ChangeLegend } from '../graph/view/legend/ChangeLegend.tsx';
import { listBrokenFlows } from '../judge/effect/effect.ts';
import { useActs, useHistory, usePageState } from '../page/page-context.tsx';
import { toFlowTrace } from '../protocol/clients/flow-run.ts';
import type { V2RuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../protocol/state/state.ts';
import type { ComparedRequest } from '../protocol/verdict/difference.ts';
import { getPairValue } from '../protocol/verdict/difference.ts';
import { Differences } from './comparison/Differences.tsx';
import { FlagGains } from './comparison/FlagGains.tsx';
import type { Comparison } from './comparison.tsx';
import { useLineIds } from './comparison.tsx';
import { clientChoice } from './flows/client-choice.ts';
import { FlowPairs } from './flows/FlowPairs.tsx';
import { LockStepList } from './lock-step/LockStepList.tsx';
import type { ComparisonProps } from './request-parts.tsx';
import { GraphPart, MatrixPart } from './request-parts.tsx';

const WORDS = {
  onlyOld: (name: string, old: string, shown: string) =>
    `Only ${old} has ${name}: ${shown} cannot be asked for it. Swap the two sides to ask for it.`,
  noRequest: (old: string, shown: string) =>
    `That request names a state that only ${old} has, so ${shown} has no verdict on it. Swap the two sides to look at it.`,
};

const noop = () => undefined;

/** Everything that the graph and the matrix need to show two rule sets. */
export function useComparisonProps(compared: Compared, shownId: string): ComparisonProps {
  const { notify } = useActs();
  const [shownChanges, setShownChanges] = useState(ALL_CHANGES);
  return useMemo(() => {
    const { id } = compared.against;
    return {
      compared,
      shownChanges,
      onAskOther: (state: StateInfo) => notify(WORDS.onlyOld(state.name, id, shownId)),
      onSelectOther: () => notify(WORDS.noRequest(id, shownId)),
      legend: (
        <ChangeLegend compared={compared} shownChanges={shownChanges} onShownChanges={setShownChanges} />
      ),
    };
  }, [compared, shownChanges, shownId, notify]);
}

interface UnionGraphPartProps {
  readonly comparison: ComparisonProps;
  readonly shown: Shown;
  readonly isLarge: boolean;
}

export const UnionGraphPart = memo(function UnionGraphPart(props: UnionGraphPartProps) {
  return <GraphPart {...props} onShown={noop} />;
});

export const UnionMatrixPart = memo(function UnionMatrixPart(props: { comparison: ComparisonProps }) {
  return <MatrixPart {...props} />;
});

export function DifferencesPart({ comparison: { difference } }: { comparison: Comparison }) {
  const flags = useHistory(({ context }) => context.flags);
  const selection = useHistory(({ context }) => context.selection);
  const { ruleSet, against } = usePageState();
  const { select, changeFlags, notify } = useActs();
  const { a, b } = difference;
  const flowsBroken = useMemo(
    () => (a.generation === b.generation ? listBrokenFlows(b, a).length : 0),
    [a, b],
  );
  const look = (request: ComparedRequest) => {
    if (!request.from.b || !request.to.b) {
      notify(WORDS.noRequest(against.id, ruleSet.id));
      return;
    }
    if (ruleSet.generation === 'v2' && request.flags !== null && request.flags !== flags)
      changeFlags(request.flags);
    select({ from: getPairValue(request.from), to: getPairValue(request.to) });
  };
  return (
    <Differences
      difference={difference}
      flowsBroken={flowsBroken}
      flags={flags}
      selection={selection}
      onSelect={look}
    />
  );
}

export function FlowPairsPart() {
  const flags = useHistory(({ context }) => context.flags);
  const { ruleSet, against } = usePageState();
  const choice = useSelector(clientChoice, ({ context }) => context);
  const { play } = useActs();
  return (
    <FlowPairs
      a={against}
      b={ruleSet}
      flags={flags}
      choice={choice}
      onChoice={(next) => clientChoice.send({ type: 'client.choose', choice: next })}
      onPlay={(run) => play(toFlowTrace(run))}
    />
  );
}

export function FlagGainsPart({ ruleSet }: { ruleSet: V2RuleSet }) {
  const flags = useHistory(({ context }) => context.flags);
  const { select, changeFlags } = useActs();
  return <FlagGains ruleSet={ruleSet} flags={flags ?? 0} onFlags={changeFlags} onSelect={select} />;
}

export function LockStepPart({ comparison: { lockStep, cursor } }: { comparison: Comparison }) {
  const { jump } = useActs();
  const getId = useLineIds();
  return <LockStepList lockStep={lockStep} cursor={cursor} onJump={(index) => jump(getId(index))} />;
}
