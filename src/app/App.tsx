/** The page: its header, what could not be read, the mode that is chosen, and the dialogs over it. */

import { lazy, Suspense, useMemo, useState } from 'react';
import { ExploreMode } from '../modes/explore/ExploreMode.tsx';
import { toTabId } from '../page/acts.ts';
import { getCommands } from '../page/command.ts';
import { getFolds } from '../page/fold-state.ts';
import type { Page } from '../page/page.ts';
import { PageContext, useActs, usePageState, useShell, useWorkbench } from '../page/page-context.tsx';
import type { ModeProps } from '../panels/mode.ts';
import { loadTables } from '../share/table/tables.ts';
import { Header } from './Header.tsx';
import { PANEL } from './Modes.tsx';
import { Notices } from './Notices.tsx';

const Palette = lazy(() =>
  import('./dialogs/Palette.tsx').then(({ Palette: component }) => ({ default: component })),
);
const KeptHistories = lazy(() =>
  import('./dialogs/KeptHistories.tsx').then(({ KeptHistories: component }) => ({ default: component })),
);
const Help = lazy(() => import('./dialogs/Help.tsx').then(({ Help: component }) => ({ default: component })));
// Both make rule sets that are not built in.
const CompareMode = lazy(async () => {
  const [{ CompareMode: component }] = await Promise.all([
    import('../modes/compare/CompareMode.tsx'),
    loadTables(),
  ]);
  return { default: component };
});
const ReviewMode = lazy(async () => {
  const [{ ReviewMode: component, claimReviewSlot }] = await Promise.all([
    import('../modes/review/ReviewMode.tsx'),
    loadTables(),
  ]);
  await claimReviewSlot();
  return { default: component };
});

const LearnMode = lazy(async () => {
  const { LearnMode: component, loadLearned } = await import('../modes/learn/LearnMode.tsx');
  await loadLearned();
  return { default: component };
});

export function App({ page }: { page: Page }) {
  return (
    <PageContext value={page}>
      <Workspace />
    </PageContext>
  );
}

function Workspace() {
  const { mode } = usePageState();
  // The lab has rules of its own. Recognized by its first letters: what reads a part comes with Learn.
  const isLab = useWorkbench(({ part }) => part?.startsWith('lab') ?? false);
  const props = useModeProps();
  return (
    <>
      <Header hasRules={!(mode === 'learn' && isLab)} />
      <Notices />
      <main className="workspace">
        <div id={PANEL} role="tabpanel" aria-labelledby={toTabId(mode)} className="workspace">
          {mode === 'explore' && <ExploreMode {...props} />}
          <Suspense fallback={<p className="waiting">Loading…</p>}>
            {mode === 'compare' && <CompareMode {...props} />}
            {mode === 'review' && <ReviewMode {...props} />}
            {mode === 'learn' && <LearnMode {...props} />}
          </Suspense>
        </div>
      </main>
      <Suspense>
        <Dialogs />
      </Suspense>
    </>
  );
}

/** What every mode of the page is given. */
function useModeProps(): ModeProps {
  const state = usePageState();
  const { setPreference } = useActs();
  const { mode, preferences } = state;
  const [opened] = useState(mode);
  const [isOpening, setIsOpening] = useState(true);
  if (isOpening && mode !== opened) setIsOpening(false);
  const { isFolded, toggleFold } = getFolds(preferences);
  return {
    ...state,
    isOpening,
    toFold: (part) => ({
      part,
      isFolded: isFolded(part),
      onFold: () => setPreference('folded', toggleFold(part)),
    }),
    layout: {
      size: preferences.size,
      sizes: preferences.layout,
      onSizes: (sizes) => setPreference('layout', sizes),
    },
  };
}

function Dialogs() {
  const dialog = useShell((shell) => shell.dialog);
  const { ruleSet, all } = usePageState();
  const commands = useMemo(() => getCommands(ruleSet, all), [ruleSet, all]);
  return (
    <>
      {dialog === 'palette' && <Palette commands={commands} />}
      {dialog === 'help' && <Help commands={commands} />}
      {dialog === 'kept' && <KeptHistories />}
    </>
  );
}
