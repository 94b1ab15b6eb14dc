/** The workspace: one rule set, its graph, its matrix, and everything about one request. */

import { useActorRef } from '@xstate/react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Shown } from '../explorer/flow.ts';
import { sessionMachine } from '../machine/session-machine.ts';
import { RULE_SETS } from '../protocol/rule-sets.ts';
import { Fold } from '../ui/Fold.tsx';
import { Later } from '../ui/Later.tsx';
import { useAddress } from './address.tsx';
import type { Acts } from './command.ts';
import { findCommand, getCommands } from './command.ts';
import { focusOn } from './focus.ts';
import { getFolds } from './fold-state.ts';
import { Header } from './Header.tsx';
import { HistoryTools } from './HistoryTools.tsx';
import { Layout } from './Layout.tsx';
import { Notices } from './Notices.tsx';
import type { Opening } from './opening.ts';
import { FaultsPart, GraphPart, HistoryPart, MatrixPart, RegisterPart, RequestPart } from './parts.tsx';
import { usePreferences } from './preferences.tsx';
import type { SessionActor } from './session.tsx';
import { SessionContext, useSession } from './session.tsx';

const Palette = lazy(() =>
  import('./Palette.tsx').then(({ Palette: component }) => ({ default: component })),
);
const Help = lazy(() => import('./Help.tsx').then(({ Help: component }) => ({ default: component })));

export function App({ opening }: { opening: Opening }) {
  const actor = useActorRef(sessionMachine, { input: opening });
  return (
    <SessionContext value={actor}>
      <Page actor={actor} opening={opening} />
    </SessionContext>
  );
}

function Page({ actor, opening }: { actor: SessionActor; opening: Opening }) {
  const ruleSet = useSession(({ context }) => context.ruleSet);
  const [preferences, setPreference] = usePreferences();
  const [dialog, setDialog] = useState<'palette' | 'help' | null>(null);
  const [notices, setNotices] = useState(opening.notices);
  const addNotice = useCallback((notice: string) => setNotices((old) => [...old, notice]), []);
  const copyLink = useAddress(actor, addNotice);
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
  const setShown = useCallback((shown: Shown) => setPreference('shown', shown), [setPreference]);

  const commands = useMemo(() => getCommands(ruleSet, RULE_SETS), [ruleSet]);
  const acts: Acts = {
    send: (type) => actor.send({ type }),
    ask: (to) => actor.send({ type: 'request', to }),
    togglePlayback: () =>
      actor.send({ type: actor.getSnapshot().matches('playing') ? 'playback.stop' : 'playback.start' }),
    changeRules: (wanted) => actor.send({ type: 'rules.change', ruleSet: wanted }),
    setPreference,
    focusOn,
    copyLink,
    open,
    preferences,
    ruleSet,
    all: RULE_SETS,
  };
  useCommandKeys(commands, acts, dialog === null);

  const { isFolded, toggleFold } = getFolds(preferences);
  const toFold = (part: string) => ({
    part,
    isFolded: isFolded(part),
    onFold: () => setPreference('folded', toggleFold(part)),
  });
  return (
    <>
      <Header ruleSet={ruleSet} acts={acts} />
      <Notices
        notices={notices}
        onDismiss={() => {
          setNotices([]);
          focusOn('graph');
        }}
      />
      <Layout
        sizes={preferences.layout}
        onSizes={(layout) => setPreference('layout', layout)}
        size={preferences.size}
        isBottomFolded={isFolded('matrix') && isFolded('history')}
        canvas={
          <GraphPart
            shown={preferences.shown}
            isLarge={preferences.size === 'projector'}
            onShown={setShown}
          />
        }
        register={
          <Fold
            title={ruleSet.generation === 'v1' ? 'device_state register' : 'device_state'}
            {...toFold('register')}
          >
            <Later>
              <RegisterPart />
            </Later>
          </Fold>
        }
        request={
          <Fold title="Request" fills {...toFold('request')}>
            <Later>
              <RequestPart />
            </Later>
          </Fold>
        }
        faults={
          <Fold title="Faults and reset" {...toFold('faults')}>
            <Later>
              <FaultsPart />
            </Later>
          </Fold>
        }
        matrix={
          <Fold title="Matrix" fills {...toFold('matrix')}>
            <Later>
              <MatrixPart />
            </Later>
          </Fold>
        }
        history={
          <Fold title="History" fills {...toFold('history')} tools={<HistoryTools acts={acts} />}>
            <Later>
              <HistoryPart />
            </Later>
          </Fold>
        }
      />
      <Suspense>
        {dialog === 'palette' && <Palette commands={commands} acts={acts} onClose={close} />}
        {dialog === 'help' && <Help commands={commands} acts={acts} onClose={close} />}
      </Suspense>
    </>
  );
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

/** True where letters are text: a field, or a list that is searched by typing. */
function isTyping({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || !(target instanceof HTMLElement)) return false;
  return target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');
}
