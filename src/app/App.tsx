/** The page: its header, what could not be read, the mode that is chosen, and the dialogs over it. */

import { Suspense, useState } from 'react';
import { ExploreMode } from '../modes/explore/ExploreMode.tsx';
import { toTabId } from '../page/acts.ts';
import { getFolds } from '../page/fold-state.ts';
import type { Page } from '../page/open-page.ts';
import { PageContext, useActs, usePageState, useShell, useWorkbench } from '../page/page-context.tsx';
import type { ModeProps } from '../panels/mode.ts';
import { loadTables } from '../share/table/tables.ts';
import { Boundary } from '../ui/failure/Boundary.tsx';
import { forgetFailures } from '../ui/failure/chunk.ts';
import { Failure } from '../ui/failure/Failure.tsx';
import { createLazyPart } from '../ui/failure/lazy-part.tsx';
import type { Failed } from '../ui/failure/rescue.tsx';
import { RescueContext } from '../ui/failure/rescue.tsx';
import { Header } from './header/Header.tsx';
import { PANEL } from './header/Modes.tsx';
import { Notices } from './notices/Notices.tsx';
import { createRescue, getModeTitle, RESCUE_WORDS } from './rescue-page.ts';

const Palette = createLazyPart(async () => (await import('./dialogs/Palette.tsx')).Palette);
const KeptHistories = createLazyPart(async () => (await import('./dialogs/KeptHistories.tsx')).KeptHistories);
const Help = createLazyPart(async () => (await import('./dialogs/Help.tsx')).Help);
// Both make rule sets that are not built in.
const CompareMode = createLazyPart(async () => {
  const [{ CompareMode: component }] = await Promise.all([
    import('../modes/compare/CompareMode.tsx'),
    loadTables(),
  ]);
  return component;
});
const ReviewMode = createLazyPart(async () => {
  const [{ ReviewMode: component, claimReviewSlot }] = await Promise.all([
    import('../modes/review/ReviewMode.tsx'),
    loadTables(),
  ]);
  await claimReviewSlot();
  return component;
});

const LearnMode = createLazyPart(async () => {
  const { LearnMode: component, loadLearned } = await import('../modes/learn/LearnMode.tsx');
  await loadLearned();
  return component;
});

export function App({ page }: { page: Page }) {
  const [rescue] = useState(() => createRescue(page));
  return (
    <RescueContext value={rescue}>
      <Boundary name={RESCUE_WORDS.page} instead={showPageFailure}>
        <PageContext value={page}>
          <Workspace />
        </PageContext>
      </Boundary>
    </RescueContext>
  );
}

/** Nothing else of the page is left then, so it brings its own landmark and heading. */
const showPageFailure = (failed: Failed, again: () => void) => (
  <main className="workspace">
    <h1 className="hidden">{RESCUE_WORDS.app}</h1>
    <Failure failed={failed} onAgain={again} />
  </main>
);

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
          <Boundary key={mode} name={getModeTitle(mode)}>
            {mode === 'explore' && <ExploreMode {...props} />}
            <Suspense fallback={<p className="waiting">Loading…</p>}>
              {mode === 'compare' && <CompareMode {...props} />}
              {mode === 'review' && <ReviewMode {...props} />}
              {mode === 'learn' && <LearnMode {...props} />}
            </Suspense>
          </Boundary>
        </div>
      </main>
      <Dialogs />
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
  const { closeDialog, notify } = useActs();
  if (dialog === null) return null;
  const name = RESCUE_WORDS[dialog];
  const fail = () => {
    forgetFailures();
    notify(RESCUE_WORDS.noDialog(name));
    closeDialog();
  };
  return (
    <Boundary key={dialog} name={name} instead={() => null} onFail={fail}>
      <Suspense>
        {dialog === 'palette' && <Palette />}
        {dialog === 'help' && <Help />}
        {dialog === 'kept' && <KeptHistories />}
      </Suspense>
    </Boundary>
  );
}
