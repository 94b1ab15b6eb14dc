/** Review: a patch, a mail or C source on one side; what it changes, what it breaks, and the answer on the other. */

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useSession, useWorkbench } from '../../page/session.tsx';
import {
  DifferencesPart,
  FlowPairsPart,
  UnionGraphPart,
  UnionMatrixPart,
  useComparisonProps,
} from '../../panels/compare-parts.tsx';
import { useComparison } from '../../panels/comparison.tsx';
import { FindingsPart } from '../../panels/finding-parts.tsx';
import { HistoryTools } from '../../panels/HistoryTools.tsx';
import { Layout } from '../../panels/Layout.tsx';
import type { ModeProps } from '../../panels/mode.ts';
import { HistoryPart, RequestPart, useSends } from '../../panels/request-parts.tsx';
import { formatRequest } from '../../protocol/state/request-pair.ts';
import { Fold } from '../../ui/Fold.tsx';
import type { Panel } from '../../ui/Panels.tsx';
import { Panels } from '../../ui/Panels.tsx';
import { getStem, listOwn } from './chosen-key.ts';
import type { EditorHandle } from './editor/Editor.tsx';
import { useReviewDesk } from './review-desk.tsx';
import { AnswerPart, InputsPart, NotesPart, TextPart, TextTools } from './review-parts.tsx';
import { useReviewSession } from './review-session.tsx';
import { findLine, findRequestAt, getStates } from './review-view.ts';

/** To be awaited before Review is shown: which of the kept texts is this tab's. From here, so that it loads with Review. */
export { claimReviewSlot } from './review-slot.ts';

const NONE: ReadonlySet<string> = new Set();

export function ReviewMode({ isOpening, acts, preferences, toFold, layout, onNotice }: ModeProps) {
  const { ruleSet, against, all } = acts;
  const asked = useWorkbench(({ against: id }) => id);
  const explicit = useMemo(
    () =>
      asked === null || asked.startsWith('pasted-') ? null : (all.find(({ id }) => id === asked) ?? null),
    [asked, all],
  );
  const desk = useReviewDesk(explicit, onNotice);
  const { kept, judged, change } = desk;
  const chosen = judged?.inputs[kept.selected] ?? judged?.inputs[0];
  useReviewSession(judged, chosen, `${kept.name} ${kept.selected}`, isOpening && kept.text !== '');

  const comparison = useComparison(against);
  const comparisonProps = useComparisonProps(comparison.compared, ruleSet.id, onNotice);
  const selection = useSession(({ context }) => context.selection);
  const { select } = useSends();
  const handle = useRef<EditorHandle | null>(null);
  const [line, setLine] = useState<number | null>(null);
  const [caret, setCaret] = useState<number | null>(null);
  const [below, setBelow] = useState('findings');

  const lines = chosen?.input.new.lines;
  useEffect(() => {
    if (selection && lines) setLine(findLine(lines, selection));
  }, [selection, lines]);
  const goTo = useCallback((wantedLine: number, column = 1) => {
    handle.current?.goTo(wantedLine, column);
    // Where the parts stand one under another, the text may be far from what names its line.
    document.querySelector('[data-typing]')?.scrollIntoView({ block: 'nearest' });
  }, []);
  const follow = (at: number) => {
    setCaret(at);
    const request = lines && findRequestAt(lines, at);
    if (!request) return setLine(null);
    if (chosen?.ruleSet === null || ruleSet.id === chosen?.ruleSet?.id) select(request);
  };

  const states = chosen ? getStates(chosen) : ruleSet.states;
  const named = selection ? formatRequest(states, selection) : null;
  const lineOf = useCallback(
    (request: string) => {
      const key =
        lines &&
        Object.keys(lines).find((each) => {
          const [from, to] = each.split('>').map(Number);
          return formatRequest(states, { from: from ?? -1, to: to ?? -1 }) === request;
        });
      return (key !== undefined && lines?.[key]?.line) || null;
    },
    [lines, states],
  );

  const picked = useMemo(
    () => (judged && chosen ? new Set(listOwn(judged, chosen, kept.chosen)) : NONE),
    [judged, chosen, kept.chosen],
  );

  const panels: readonly Panel[] = [
    {
      id: 'findings',
      title: 'Findings',
      ...(chosen && { count: chosen.findings.length }),
      content: (
        <FindingsPart
          findings={chosen?.findings ?? []}
          acts={acts}
          hasLines
          isRead={chosen !== undefined}
          chosen={picked}
          onLook={(finding) => setLine(finding.line)}
          onChoose={(key, isChosen) => {
            if (!judged || !chosen) return;
            const own = `${getStem(judged, chosen)}${key}`;
            const others = kept.chosen.filter((each) => each !== own);
            change({ chosen: isChosen ? [...others, own] : others });
          }}
        />
      ),
    },
    {
      id: 'differences',
      title: 'Differences',
      content: <DifferencesPart comparison={comparison} acts={acts} onNotice={onNotice} />,
    },
    { id: 'flows', title: 'Client flows', content: <FlowPairsPart acts={acts} /> },
    { id: 'matrix', title: 'Matrix', content: <UnionMatrixPart comparison={comparisonProps} /> },
    { id: 'request', title: 'Request', content: <RequestPart all={all} /> },
    { id: 'history', title: 'History', content: <HistoryPart /> },
    {
      id: 'notes',
      title: 'Notes',
      count: kept.notes.length,
      content: <NotesPart desk={desk} line={caret ?? line} request={named} onLine={goTo} />,
    },
    {
      id: 'answer',
      title: 'Answer',
      content: <AnswerPart desk={desk} judged={judged} lineOf={lineOf} onNotice={onNotice} />,
    },
  ];
  const text = (
    <Fold
      title={kept.name === null ? 'Text' : `Text: ${kept.name}`}
      fills
      stretches
      {...toFold('text')}
      tools={<TextTools desk={desk} onNotice={onNotice} onLine={goTo} />}
    >
      <TextPart
        desk={desk}
        judged={judged}
        chosen={chosen}
        isDark={useIsDark(preferences.theme)}
        line={line}
        handle={handle}
        onLine={follow}
      />
    </Fold>
  );
  const found = (
    <Fold title="Found in the text" {...toFold('found')}>
      <InputsPart desk={desk} judged={judged} against={chosen?.before ?? null} onLine={goTo} />
    </Fold>
  );
  const bottom = (
    <Panels
      label="Review"
      panels={panels}
      chosen={below}
      onChoose={setBelow}
      tools={below === 'history' && <HistoryTools acts={acts} />}
    />
  );
  return (
    <Layout
      {...layout}
      mode="review"
      isBottomFolded={false}
      lead={
        <>
          {text}
          {found}
        </>
      }
      canvas={
        <UnionGraphPart
          comparison={comparisonProps}
          shown={preferences.shown}
          isLarge={preferences.size === 'projector'}
        />
      }
      bottom={[bottom]}
      stack={[bottom]}
    />
  );
}

const DARK = window.matchMedia('(prefers-color-scheme: dark)');

const subscribe = (onChange: () => void) => {
  DARK.addEventListener('change', onChange);
  return () => DARK.removeEventListener('change', onChange);
};

function useIsDark(theme: string): boolean {
  const isDark = useSyncExternalStore(subscribe, () => DARK.matches);
  return theme === 'dark' || (theme === 'auto' && isDark);
}
