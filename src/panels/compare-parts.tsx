/** The parts of a comparison, each with the slice of the session that it shows. */

import { memo, useMemo, useState } from 'react';
import type { Compared } from '../graph/picture/compared.ts';
import { ALL_CHANGES } from '../graph/picture/compared.ts';
import type { Shown } from '../graph/picture/flow.ts';
import { ChangeLegend } from '../graph/view/ChangeLegend.tsx';
import type { Acts } from '../page/command.ts';
import { usePlay } from '../page/play.tsx';
import { useSession } from '../page/session.tsx';
import { toTrace } from '../protocol/clients/client-flow.ts';
import type { V2RuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../protocol/state/state.ts';
import type { ComparedRequest } from '../protocol/verdict/difference.ts';
import { getPairValue } from '../protocol/verdict/difference.ts';
import { Differences } from './comparison/Differences.tsx';
import { FlagGains } from './comparison/FlagGains.tsx';
import type { Comparison } from './comparison.tsx';
import { useLineIds } from './comparison.tsx';
import { FlowPairs } from './flows/FlowPairs.tsx';
import { LockStepList } from './lock-step/LockStepList.tsx';
import type { ComparisonProps } from './request-parts.tsx';
import { GraphPart, MatrixPart, useSends } from './request-parts.tsx';

const WORDS = {
  onlyOld: (name: string, old: string, shown: string) =>
    `Only ${old} has ${name}: ${shown} cannot be asked for it. Swap the two sides to ask for it.`,
  noRequest: (old: string, shown: string) =>
    `That request names a state that only ${old} has, so ${shown} has no verdict on it. Swap the two sides to look at it.`,
};

const noop = () => undefined;

/** Everything that the graph and the matrix need to show two rule sets. */
export function useComparisonProps(
  compared: Compared,
  shownId: string,
  onNotice: (sentence: string) => void,
): ComparisonProps {
  const [shownChanges, setShownChanges] = useState(ALL_CHANGES);
  return useMemo(() => {
    const { id } = compared.against;
    return {
      compared,
      shownChanges,
      onAskOther: (state: StateInfo) => onNotice(WORDS.onlyOld(state.name, id, shownId)),
      onSelectOther: () => onNotice(WORDS.noRequest(id, shownId)),
      legend: (
        <ChangeLegend compared={compared} shownChanges={shownChanges} onShownChanges={setShownChanges} />
      ),
    };
  }, [compared, shownChanges, shownId, onNotice]);
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

interface ComparisonPartProps {
  readonly comparison: Comparison;
  readonly acts: Acts;
  readonly onNotice: (sentence: string) => void;
}

export function DifferencesPart({ comparison: { difference }, acts, onNotice }: ComparisonPartProps) {
  const flags = useSession(({ context }) => context.flags);
  const selection = useSession(({ context }) => context.selection);
  const { select, changeFlags } = useSends();
  const look = (request: ComparedRequest) => {
    if (!request.from.b || !request.to.b) {
      onNotice(WORDS.noRequest(acts.against.id, acts.ruleSet.id));
      return;
    }
    if (acts.ruleSet.generation === 'v2' && request.flags !== null && request.flags !== flags)
      changeFlags(request.flags);
    select({ from: getPairValue(request.from), to: getPairValue(request.to) });
  };
  return <Differences difference={difference} flags={flags} selection={selection} onSelect={look} />;
}

export function FlowPairsPart({ acts }: { acts: Acts }) {
  const flags = useSession(({ context }) => context.flags);
  const play = usePlay(acts);
  return <FlowPairs a={acts.against} b={acts.ruleSet} flags={flags} onPlay={(run) => play(toTrace(run))} />;
}

export function FlagGainsPart({ ruleSet }: { ruleSet: V2RuleSet }) {
  const flags = useSession(({ context }) => context.flags);
  const { select, changeFlags } = useSends();
  return <FlagGains ruleSet={ruleSet} flags={flags ?? 0} onFlags={changeFlags} onSelect={select} />;
}

export function LockStepPart({ comparison: { lockStep, cursor } }: { comparison: Comparison }) {
  const { jump } = useSends();
  const getId = useLineIds();
  return <LockStepList lockStep={lockStep} cursor={cursor} onJump={(index) => jump(getId(index))} />;
}
