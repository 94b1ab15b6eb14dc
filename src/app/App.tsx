/** The page: its header, what could not be read, the mode that is chosen, and the dialogs over it. */

import { useActorRef, useSelector } from '@xstate/react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { sessionMachine } from '../machine/session-machine.ts';
import { ExploreMode } from '../modes/explore/ExploreMode.tsx';
import type { Acts } from '../page/command.ts';
import { findCommand, getCommands } from '../page/command.ts';
import { getFolds } from '../page/fold-state.ts';
import { useLibrary } from '../page/kept-library.tsx';
import { usePreferences } from '../page/kept-preferences.tsx';
import type { Opening } from '../page/opening.ts';
import type { SessionActor, WorkbenchActor } from '../page/session.tsx';
import { SessionContext, useSession, WorkbenchContext } from '../page/session.tsx';
import { getAgainst, listRuleSets, workbenchMachine } from '../page/workbench.ts';
import type { ModeProps } from '../panels/mode.ts';
import { loadTables } from '../share/table/tables.ts';
import type { Mode } from '../share/view.ts';
import { focusOn } from '../ui/focus.ts';
import { useAddress } from './address.tsx';
import { Header } from './Header.tsx';
import { PANEL, toTabId } from './Modes.tsx';
import { Notices } from './Notices.tsx';

const Palette = lazy(() =>
  import('./Palette.tsx').then(({ Palette: component }) => ({ default: component })),
);
const Help = lazy(() => import('./Help.tsx').then(({ Help: component }) => ({ default: component })));
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

const LearnMode = lazy(() =>
  import('../modes/learn/LearnMode.tsx').then(({ LearnMode: component }) => ({ default: component })),
);

export function App({ opening }: { opening: Opening }) {
  const actor = useActorRef(sessionMachine, { input: opening });
  const workbench = useActorRef(workbenchMachine, { input: opening.workbench });
  return (
    <SessionContext value={actor}>
      <WorkbenchContext value={workbench}>
        <Page actor={actor} workbench={workbench} opening={opening} />
      </WorkbenchContext>
    </SessionContext>
  );
}

interface PageProps {
  readonly actor: SessionActor;
  readonly workbench: WorkbenchActor;
  readonly opening: Opening;
}

function Page({ actor, workbench, opening }: PageProps) {
  const ruleSet = useSession(({ context }) => context.ruleSet);
  const bench = useSelector(workbench, ({ context }) => context);
  const [preferences, setPreference] = usePreferences();
  const [dialog, setDialog] = useState<'palette' | 'help' | null>(null);
  const [notices, setNotices] = useState(opening.notices);
  const addNotice = useCallback((notice: string) => setNotices((old) => [...old, notice]), []);
  const copyLink = useAddress(actor, workbench, addNotice);
  useLibrary(actor, workbench, addNotice);
  const opener = useRef<Element | null>(null);
  const open = (wanted: 'palette' | 'help') => {
    opener.current = document.activeElement;
    setDialog(wanted);
  };
  /** The focus goes back where it was when the dialog opened, or to the graph where that is gone. */
  const close = () => {
    setDialog(null);
    window.setTimeout(() => {
      const { current } = opener;
      if (current instanceof HTMLElement && current.isConnected && current !== document.body) current.focus();
      else focusOn('graph');
    });
  };

  const { mode, part, library } = bench;
  const all = useMemo(() => listRuleSets(library), [library]);
  const commands = useMemo(() => getCommands(ruleSet, all), [ruleSet, all]);
  const acts: Acts = {
    send: (type) => actor.send({ type }),
    ask: (to) => actor.send({ type: 'request', to }),
    togglePlayback: () =>
      actor.send({ type: actor.getSnapshot().matches('playing') ? 'playback.stop' : 'playback.start' }),
    changeRules: (wanted) => actor.send({ type: 'rules.change', ruleSet: wanted }),
    changeMode: (wanted) => {
      workbench.send({ type: 'mode.change', mode: wanted });
      window.setTimeout(() => keepFocus(wanted));
    },
    changeAgainst: (wanted) => workbench.send({ type: 'against.change', id: wanted.id }),
    setPreference,
    focusOn,
    copyLink,
    open,
    preferences,
    ruleSet,
    against: getAgainst(bench, ruleSet),
    mode,
    all,
    library,
  };
  useCommandKeys(commands, acts, dialog === null);

  const { isFolded, toggleFold } = getFolds(preferences);
  const isOpening = useRef(true);
  if (mode !== opening.workbench.mode) isOpening.current = false;
  const props: ModeProps = {
    isOpening: isOpening.current,
    acts,
    preferences,
    setPreference,
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
    onNotice: addNotice,
  };
  return (
    <>
      {/* The lab has rules of its own. Told by the first letters, as what reads a part comes with Learn. */}
      <Header acts={acts} hasRules={!(mode === 'learn' && part?.startsWith('lab'))} />
      <Notices
        notices={notices}
        onDismiss={() => {
          setNotices([]);
          focusOn('graph');
        }}
      />
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
        {dialog === 'palette' && <Palette commands={commands} acts={acts} onClose={close} />}
        {dialog === 'help' && <Help commands={commands} acts={acts} onClose={close} />}
      </Suspense>
    </>
  );
}

/** What had the focus may have gone with the mode before: then the tab of the mode has it. */
function keepFocus(mode: Mode): void {
  if (document.activeElement === document.body) document.getElementById(toTabId(mode))?.focus();
}

/** Runs the command of each key that is pressed outside of text fields and dialogs. */
function useCommandKeys(commands: ReturnType<typeof getCommands>, acts: Acts, isOn: boolean): void {
  const latest = useRef({ acts, commands, isOn });
  latest.current = { acts, commands, isOn };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const now = latest.current;
      if (!now.isOn || event.defaultPrevented || isTyping(event)) return;
      const command = findCommand(now.commands, event, now.acts.preferences.singleKeys);
      if (!command) return;
      event.preventDefault();
      command.run(now.acts);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/**
 * True where letters are text: a field, a list that is searched by typing, or an editor, whose host says `data-typing`
 * because a shadow root hides what is inside.
 */
function isTyping({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || !(target instanceof HTMLElement)) return false;
  return target.matches(
    'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [data-typing]',
  );
}
