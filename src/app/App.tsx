/** The workspace: one rule set, its graph, its matrix, and everything about one request. */

import { useActorRef, useSelector } from '@xstate/react';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Faults } from '../explorer/Faults.tsx';
import { History } from '../explorer/History.tsx';
import { Inspector } from '../explorer/Inspector.tsx';
import { Matrix } from '../explorer/Matrix.tsx';
import { Register } from '../explorer/Register.tsx';
import { Canvas } from '../explorer/Canvas.tsx';
import { Legend } from '../explorer/Legend.tsx';
import { VerdictBar } from '../explorer/VerdictBar.tsx';
import { getCurrent, getLastOutcome } from '../machine/history.ts';
import { sessionMachine } from '../machine/session-machine.ts';
import type { RuleSet } from '../protocol/rule-set.ts';
import { RULE_SETS } from '../protocol/rule-sets.ts';
import { Fold } from '../ui/Fold.tsx';
import type { Acts } from './command.ts';
import { findCommand, getCommands } from './command.ts';
import { getFolds } from './fold-state.ts';
import { Header } from './Header.tsx';
import { HistoryTools } from './HistoryTools.tsx';
import { Layout } from './Layout.tsx';
import { Notices } from './Notices.tsx';
import type { Opening } from './opening.ts';
import { usePreferences } from './preferences.tsx';
import { useAddress } from './address.tsx';

const Palette = lazy(() => import('./Palette.tsx').then(({ Palette: component }) => ({ default: component })));
const Help = lazy(() => import('./Help.tsx').then(({ Help: component }) => ({ default: component })));

/** The most arcs that a request of these rules can have: v2's longest path, v1's single write. */
const MOST_ARCS = { v1: 1, v2: 4 } as const;

export function App({ opening }: { opening: Opening }) {
  const actor = useActorRef(sessionMachine, { input: opening });
  const ruleSet = useSelector(actor, ({ context }) => context.ruleSet);
  const flags = useSelector(actor, ({ context }) => context.flags);
  const history = useSelector(actor, ({ context }) => context.history);
  const armed = useSelector(actor, ({ context }) => context.armed);
  const selection = useSelector(actor, ({ context }) => context.selection);
  const isPlaying = useSelector(actor, (snapshot) => snapshot.matches('playing'));
  const canUndo = useSelector(actor, ({ context }) => context.past.length > 0);
  const canRedo = useSelector(actor, ({ context }) => context.future.length > 0);
  const [preferences, setPreference] = usePreferences();
  const [dialog, setDialog] = useState<'palette' | 'help' | null>(null);
  const [notices, setNotices] = useState(opening.notices);
  const [previewed, setPreviewed] = useState<{ from: number; to: number } | null>(null);
  const addNotice = useCallback((notice: string) => setNotices((old) => [...old, notice]), []);
  const copyLink = useAddress(actor, addNotice);

  const current = getCurrent(history);
  const outcome = getLastOutcome(history);

  const ask = useCallback(
    (to: number, suppose?: 'accepted') => actor.send({ type: 'request', to, ...(suppose && { suppose }) }),
    [actor],
  );
  const select = useCallback(
    (wanted: { from: number; to: number }) => actor.send({ type: 'select', selection: wanted }),
    [actor],
  );
  const changeRules = useCallback((wanted: RuleSet) => actor.send({ type: 'rules.change', ruleSet: wanted }), [actor]);
  const changeFlags = useCallback((wanted: number) => actor.send({ type: 'flags.change', flags: wanted }), [actor]);
  const reset = useCallback(() => actor.send({ type: 'reset' }), [actor]);

  const commands = useMemo(() => getCommands(ruleSet, RULE_SETS), [ruleSet]);
  const acts: Acts = {
    send: (type) => actor.send({ type }),
    ask,
    togglePlayback: () => actor.send({ type: isPlaying ? 'playback.stop' : 'playback.start' }),
    changeRules,
    setPreference,
    focusOn,
    copyLink,
    open: setDialog,
    preferences,
    ruleSet,
    all: RULE_SETS,
  };
  const latest = useRef({ acts, commands, dialog });
  latest.current = { acts, commands, dialog };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const { acts: now, commands: table, dialog: shown } = latest.current;
      if (shown || event.defaultPrevented || isTyping(event)) return;
      const command = findCommand(table, event, now.preferences.singleKeys);
      if (!command) return;
      event.preventDefault();
      command.run(now);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);

  const { isFolded, toggleFold } = getFolds(preferences);
  const toFold = (part: string) => ({
    part,
    isFolded: isFolded(part),
    onFold: () => setPreference('folded', toggleFold(part)),
  });
  const request = selection ?? outcome?.verdict?.request ?? null;
  const isLast = request && outcome?.verdict && isSame(outcome.verdict.request, request);

  return (
    <>
      <Header ruleSet={ruleSet} acts={acts} />
      <Notices notices={notices} onDismiss={() => setNotices([])} />
      <Layout
        sizes={preferences.layout}
        onSizes={(layout) => setPreference('layout', layout)}
        size={preferences.size}
        isBottomFolded={isFolded('matrix') && isFolded('history')}
        canvas={
          <>
            <VerdictBar ruleSet={ruleSet} flags={flags} current={current} outcome={outcome} previewed={previewed} />
            <Canvas
              ruleSet={ruleSet}
              flags={flags}
              current={current}
              selection={selection}
              outcome={outcome}
              shown={preferences.shown}
              isLarge={preferences.size === 'projector'}
              onAsk={ask}
              onSelect={select}
              onPreview={setPreviewed}
            />
            <Legend
              ruleSet={ruleSet}
              flags={flags}
              shown={preferences.shown}
              onShown={(shown) => setPreference('shown', shown)}
            />
          </>
        }
        register={
          <Fold title={ruleSet.generation === 'v1' ? 'device_state register' : 'device_state'} {...toFold('register')}>
            <Register ruleSet={ruleSet} flags={flags} current={current} onAsk={ask} onFlags={changeFlags} />
          </Fold>
        }
        request={
          <Fold title="Request" fills {...toFold('request')}>
            {request ? (
              <Inspector
                ruleSet={ruleSet}
                all={RULE_SETS}
                flags={flags}
                request={request}
                current={current}
                outcome={isLast ? outcome : null}
                onAsk={ask}
                onFlags={changeFlags}
                onReset={reset}
                onRules={changeRules}
              />
            ) : (
              <About ruleSet={ruleSet} />
            )}
          </Fold>
        }
        faults={
          <Fold title="Faults and reset" {...toFold('faults')}>
            <Faults
              armed={armed}
              mostArcs={MOST_ARCS[ruleSet.generation]}
              onArm={(fault) => actor.send({ type: 'fault.arm', fault })}
              onReset={reset}
            />
          </Fold>
        }
        matrix={
          <Fold title="Matrix" fills {...toFold('matrix')}>
            <Matrix
              ruleSet={ruleSet}
              flags={flags}
              current={current}
              selection={request}
              onAsk={ask}
              onSelect={select}
            />
          </Fold>
        }
        history={
          <Fold
            title="History"
            fills
            {...toFold('history')}
            tools={<HistoryTools acts={acts} isPlaying={isPlaying} canUndo={canUndo} canRedo={canRedo} />}
          >
            <History ruleSet={ruleSet} history={history} onJump={(id) => actor.send({ type: 'cursor.move', id })} />
          </Fold>
        }
      />
      <Suspense>
        {dialog === 'palette' && <Palette commands={commands} acts={acts} onClose={() => setDialog(null)} />}
        {dialog === 'help' && <Help commands={commands} acts={acts} onClose={() => setDialog(null)} />}
      </Suspense>
    </>
  );
}

/** What a rule set is, until a request is looked at. */
function About({ ruleSet }: { ruleSet: RuleSet }) {
  return (
    <>
      <p>{ruleSet.account}</p>
      <p>Ask for a state, or choose an arc or a cell, and this part says what comes of it and why.</p>
    </>
  );
}

const isSame = (a: { from: number; to: number }, b: { from: number; to: number }) => a.from === b.from && a.to === b.to;

/** True where letters are text: a field, or a list that is searched by typing. */
function isTyping({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || !(target instanceof HTMLElement)) return false;
  return target.matches('input:not([type="checkbox"]), textarea, select, [contenteditable]');
}

const PARTS: Readonly<Record<string, string>> = {
  graph: '[aria-label="State graph"] button[aria-current]',
  matrix: '[aria-label="Transition matrix"] button[tabindex="0"]',
  request: '[data-part="request"] button, [data-part="request"] a',
  register: '[data-part="register"] input',
  rules: 'select#rules',
  history: '[aria-label="History"] [aria-current]',
};

function focusOn(part: string): void {
  document.querySelector<HTMLElement>(PARTS[part] ?? '')?.focus();
}
