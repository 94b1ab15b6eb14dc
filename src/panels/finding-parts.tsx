/** Findings on the page: of the rule set that is shown, and of every rule set. */

import { useDeferredValue, useMemo, useState } from 'react';
import { getFindingKey } from '../judge/catalogue/finding-key.ts';
import { createFindingMatrix } from '../judge/catalogue/finding-matrix.ts';
import { findAll } from '../judge/findings/find-all.ts';
import { useActs, useHistory, usePageState } from '../page/page-context.tsx';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../protocol/rule-sets/rule-set.ts';
import type { Finding } from '../protocol/trace/finding.ts';
import type { Mode } from '../share/view.ts';
import { Findings } from './findings/Findings.tsx';
import { FindingTable } from './findings/FindingTable.tsx';

const WORDS = {
  none: 'Nothing was found in this rule set.',
  noText: 'Findings appear here once the text has a table, a driver or a check of values.',
};

/** The findings on a rule set, held against another of the same protocol; they follow every edit. */
export function useFindings(ruleSet: RuleSet, against: RuleSet): readonly Finding[] {
  const [shown, held] = [useDeferredValue(ruleSet), useDeferredValue(against)];
  return useMemo(() => {
    const isAlike = held.generation === shown.generation && held !== shown;
    return findAll({ ruleSet: shown, against: isAlike ? held : null });
  }, [shown, held]);
}

interface FindingsPartProps {
  readonly findings: readonly Finding[];
  readonly hasLines: boolean;
  /** False where there is nothing yet that could have findings. */
  readonly isRead?: boolean;
  readonly chosen?: ReadonlySet<string>;
  /** By key. */
  readonly onChoose?: (key: string, isChosen: boolean) => void;
  /** The mode to play traces in; left out, they are played here. */
  readonly playsIn?: Mode | undefined;
  /** Told of a finding that is looked at. */
  readonly onLook?: (finding: Finding) => void;
}

export function FindingsPart(props: FindingsPartProps) {
  const { findings, hasLines, isRead = true, chosen, playsIn, onChoose, onLook } = props;
  const [selected, setSelected] = useState<string | null>(null);
  const flags = useHistory(({ context }) => context.flags);
  const { ruleSet } = usePageState();
  const { select, changeFlags, changeMode, play } = useActs();
  const look = (finding: Finding) => {
    setSelected(getFindingKey(finding, findings));
    onLook?.(finding);
    const { from, to } = finding;
    if (from === null || to === null) return;
    if (finding.flags !== null && finding.flags !== flags && getFlagSets(ruleSet).includes(finding.flags))
      changeFlags(finding.flags);
    select({ from, to });
  };
  return (
    <Findings
      findings={findings}
      selected={selected}
      chosen={chosen}
      hasLines={hasLines}
      emptyWords={isRead ? WORDS.none : WORDS.noText}
      onSelect={look}
      onPlay={(finding) => {
        setSelected(getFindingKey(finding, findings));
        onLook?.(finding);
        if (finding.trace) play(finding.trace);
        if (finding.trace && playsIn) changeMode(playsIn);
      }}
      onChoose={onChoose && ((finding, isChosen) => onChoose(getFindingKey(finding, findings), isChosen))}
    />
  );
}

/** Every rule set there is, by what is found in it alone. */
export function EveryRuleSetPart() {
  const { play, changeRules } = useActs();
  const { all, ruleSet: shown } = usePageState();
  const matrix = useMemo(() => createFindingMatrix(all), [all]);
  const open = (ruleSet: RuleSet, finding: Finding) => {
    if (finding.trace) play(finding.trace);
    else changeRules(ruleSet);
  };
  return <FindingTable matrix={matrix} current={shown.id} onOpen={open} />;
}
