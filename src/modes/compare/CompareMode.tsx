/** Compare: two rule sets over one canvas, walked in lock-step; and Propose, a rule set that is edited. */

import { useState } from 'react';
import {
  DifferencesPart,
  FlagGainsPart,
  FlowPairsPart,
  LockStepPart,
  UnionGraphPart,
  UnionMatrixPart,
  useComparisonProps,
} from '../../panels/compare-parts.tsx';
import { useComparison } from '../../panels/comparison.tsx';
import type { Sought } from '../../panels/finding-parts.tsx';
import { EveryRuleSetPart, FindingsPart, useFindings } from '../../panels/finding-parts.tsx';
import { HistoryTools } from '../../panels/HistoryTools.tsx';
import { Layout } from '../../panels/Layout.tsx';
import type { ModeProps } from '../../panels/mode.ts';
import { RequestPart } from '../../panels/request-parts.tsx';
import { Fold } from '../../ui/Fold.tsx';
import { Later } from '../../ui/Later.tsx';
import type { Panel } from '../../ui/Panels.tsx';
import { Panels } from '../../ui/Panels.tsx';
import { ProposePart } from './propose/propose-part.tsx';

export function CompareMode(props: ModeProps) {
  const { ruleSet, against, all, preferences, toFold, layout } = props;
  const comparison = useComparison(against);
  const comparisonProps = useComparisonProps(comparison.compared, ruleSet.id);
  const findings = useFindings(ruleSet, against);
  const [side, setSide] = useState('differences');
  const [sought, setSought] = useState<Sought | null>(null);
  const panels: readonly Panel[] = [
    {
      id: 'differences',
      title: 'Differences',
      content: <DifferencesPart comparison={comparison} />,
    },
    { id: 'flows', title: 'Client flows', content: <FlowPairsPart /> },
    ...(ruleSet.generation === 'v2'
      ? [{ id: 'flags', title: 'Flags', content: <FlagGainsPart ruleSet={ruleSet} /> }]
      : []),
    { id: 'propose', title: 'Propose', content: <ProposePart /> },
    { id: 'every', title: 'Every rule set', content: <EveryRuleSetPart onSought={setSought} /> },
  ];
  const parts = {
    side: (
      <Panels label="Comparison" panels={panels} chosen={side} onChoose={setSide} isTall={side === 'every'} />
    ),
    findings: (
      <Fold title="Findings" count={findings.length} fills {...toFold('findings')}>
        <FindingsPart findings={findings} hasLines={false} sought={sought} onSought={setSought} />
      </Fold>
    ),
    request: (
      <Fold title="Request" fills {...toFold('request')}>
        <Later>
          <RequestPart all={all} />
        </Later>
      </Fold>
    ),
    matrix: (
      <Fold title="Matrix" fills {...toFold('matrix')}>
        <UnionMatrixPart comparison={comparisonProps} />
      </Fold>
    ),
    lockStep: (
      <Fold title="Lock-step" fills {...toFold('lock-step')} tools={<HistoryTools />}>
        <LockStepPart comparison={comparison} />
      </Fold>
    ),
  };
  return (
    <Layout
      {...layout}
      mode="compare"
      isBottomFolded={false}
      canvas={
        <UnionGraphPart
          comparison={comparisonProps}
          shown={preferences.shown}
          isLarge={preferences.size === 'projector'}
        />
      }
      bottom={[parts.matrix, parts.lockStep]}
      side={
        <>
          {parts.side}
          {parts.findings}
          {side !== 'every' && parts.request}
        </>
      }
    />
  );
}
