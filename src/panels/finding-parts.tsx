/** Findings on the page: of the rule set that is shown, and of every rule set. */

import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { findHolder, getFindingKey } from '../judge/catalogue/finding-key.ts';
import { createFindingMatrix } from '../judge/catalogue/finding-matrix.ts';
import { findAll, findBefore } from '../judge/findings/find-all.ts';
import { groupCauses } from '../judge/findings/finding-causes.ts';
import { splitFindings } from '../judge/findings/finding-split.ts';
import { createWorkspace } from '../machine/workspace.ts';
import { useActs, useHistory, useHistoryActor, usePageState } from '../page/page-context.tsx';
import { toView } from '../page/snapshot.ts';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../protocol/rule-sets/rule-set.ts';
import type { Finding } from '../protocol/trace/finding.ts';
import { encodeLink } from '../share/link/link.ts';
import type { Mode } from '../share/view.ts';
import { Findings } from './findings/Findings.tsx';
import { FindingTable } from './findings/FindingTable.tsx';

const WORDS = {
  none: 'Nothing was found in this rule set.',
  noText: 'Findings appear here once the text has a table, a driver or a check of values.',
};

/** The findings on a rule set, one for each cause, held against another of the same protocol; they follow every edit. */
export function useFindings(ruleSet: RuleSet, against: RuleSet): readonly Finding[] {
  const [shown, held] = [useDeferredValue(ruleSet), useDeferredValue(against)];
  const before = useMemo(() => findBefore(held), [held]);
  return useMemo(() => {
    const other = held.generation === shown.generation && held !== shown ? held : null;
    const found = findAll({ ruleSet: shown, against: other });
    const { findings } = splitFindings(found, other ? before : []);
    return groupCauses(findings, { ruleSet: shown, other });
  }, [shown, held, before]);
}

/** The finding that a reader goes to from elsewhere. */
export interface Sought {
  readonly key: string;
  /** False once it has the focus. */
  readonly isOnTheWay: boolean;
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
  /** The finding to show, where the reader comes from elsewhere; and how that changes. */
  readonly sought?: Sought | null;
  readonly onSought?: (sought: Sought) => void;
  /** The key of the finding in view, where somebody else keeps it; null where it is in another list. */
  readonly selected?: string | null;
  /** Told of a finding that is looked at, and its key. */
  readonly onLook?: (finding: Finding, key: string) => void;
  readonly level?: 3 | 4;
  /** What to say where nothing is found. */
  readonly emptyWords?: string;
}

export function FindingsPart(props: FindingsPartProps) {
  const { findings, hasLines, isRead = true, chosen, playsIn, sought = null, onSought } = props;
  const { onChoose, onLook, level = 3 } = props;
  const [own, setOwn] = useState<string | null>(null);
  const holder = sought && findHolder(findings, sought.key);
  const soughtKey = holder ? getFindingKey(holder, findings) : sought?.key;
  const selected = props.selected === undefined ? (soughtKey ?? own) : props.selected;
  const setSelected = (key: string) => {
    setOwn(key);
    onSought?.({ key, isOnTheWay: false });
  };
  const flags = useHistory(({ context }) => context.flags);
  const { ruleSet } = usePageState();
  const { select, changeFlags, changeMode, play } = useActs();
  const show = (finding: Finding) => {
    const key = getFindingKey(finding, findings);
    setSelected(key);
    onLook?.(finding, key);
  };
  const look = (finding: Finding, request: Pick<Finding, 'from' | 'to' | 'flags'> = finding) => {
    show(finding);
    const { from, to } = request;
    if (from === null || to === null) return;
    if (request.flags !== null && request.flags !== flags && getFlagSets(ruleSet).includes(request.flags))
      changeFlags(request.flags);
    select({ from, to });
  };
  return (
    <Findings
      findings={findings}
      selected={selected}
      isSought={sought?.isOnTheWay ?? false}
      onArrive={() => selected !== null && setSelected(selected)}
      chosen={chosen}
      hasLines={hasLines}
      emptyWords={isRead ? (props.emptyWords ?? WORDS.none) : WORDS.noText}
      onSelect={(finding) => look(finding)}
      onRequest={look}
      level={level}
      onPlay={(finding) => {
        show(finding);
        if (finding.trace) play(finding.trace);
        if (finding.trace && playsIn) changeMode(playsIn);
      }}
      onChoose={onChoose && ((finding, isChosen) => onChoose(getFindingKey(finding, findings), isChosen))}
    />
  );
}

/** Every rule set there is, by what is found in it alone. A cell leads to the finding in the list of its rule set. */
export function EveryRuleSetPart({ onSought }: { onSought: (sought: Sought) => void }) {
  const { changeRules, changeFlags, select } = useActs();
  const history = useHistoryActor();
  const { all, library, ruleSet: shown } = usePageState();
  const matrix = useMemo(() => createFindingMatrix(all), [all]);
  const open = useCallback(
    (ruleSet: RuleSet, finding: Finding) => {
      const { flags, ruleSet: now } = history.getSnapshot().context;
      if (ruleSet.id !== now.id) changeRules(ruleSet, finding.flags ?? undefined);
      else if (finding.flags !== null && finding.flags !== flags) changeFlags(finding.flags);
      select(getLook(finding));
      onSought({ key: getFindingKey(finding), isOnTheWay: true });
    },
    [history, changeRules, changeFlags, select, onSought],
  );
  const toAddress = useCallback(
    (ruleSet: RuleSet, finding: Finding) => {
      const workspace = createWorkspace(ruleSet, finding.flags ?? undefined);
      const bench = { mode: 'compare', part: null, against: null, library } as const;
      return encodeLink(toView(workspace, getLook(finding), bench));
    },
    [library],
  );
  return <FindingTable matrix={matrix} current={shown.id} toAddress={toAddress} onOpen={open} />;
}

const getLook = ({ from, to }: Finding) => (from === null || to === null ? null : { from, to });
