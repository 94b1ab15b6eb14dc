/** Everything that the page can be told to do: the one way from a button, a key or a command to the machines. */

import type { ActorRefFrom } from 'xstate';
import { getCurrent } from '../machine/history.ts';
import type { historyMachine } from '../machine/history-machine.ts';
import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../protocol/state/request-pair.ts';
import type { Fault, Trace } from '../protocol/trace/trace.ts';
import type { LibraryEntry } from '../share/library-entry.ts';
import { encodeLink, findLinkFault } from '../share/link/link.ts';
import type { Preferences } from '../share/store/preferences.ts';
import type { Mode } from '../share/view.ts';
import type { Part } from '../ui/attention/focus.ts';
import { focusOn, pressInGraph } from '../ui/attention/focus.ts';
import { loadTwice } from '../ui/failure/chunk.ts';
import type { Dialog, Notice, ShellActor } from './shell.ts';
import { toView } from './snapshot.ts';
import type { HandedText, workbenchMachine } from './workbench.ts';
import { getAgainst } from './workbench.ts';

export type HistoryActor = ActorRefFrom<typeof historyMachine>;
export type WorkbenchActor = ActorRefFrom<typeof workbenchMachine>;

export interface Actors {
  readonly history: HistoryActor;
  readonly workbench: WorkbenchActor;
  readonly shell: ShellActor;
}

/** Events that carry nothing but their type. */
type PlainEvent =
  | 'undo'
  | 'redo'
  | 'reset'
  | 'history.clear'
  | 'cursor.back'
  | 'cursor.forward'
  | 'cursor.start'
  | 'cursor.end';

/** What a command may do. */
export interface CommandActs {
  readonly send: (type: PlainEvent) => void;
  readonly ask: (to: number, suppose?: 'accepted') => void;
  readonly togglePlayback: () => void;
  readonly changeRules: (ruleSet: RuleSet, flags?: number | null) => void;
  readonly changeMode: (mode: Mode) => void;
  /** Exchanges the two sides of the comparison. */
  readonly swapSides: () => void;
  readonly setPreference: <Key extends keyof Preferences>(key: Key, value: Preferences[Key]) => void;
  readonly focusOn: (part: Part) => void;
  /** Presses a key in the graph; one for an arc goes from a state to its arcs first. */
  readonly pressInGraph: (key: string, isOfArc?: boolean) => void;
  readonly copyLink: () => void;
  readonly open: (dialog: Dialog) => void;
  /** In Explore, above the graph. */
  readonly showFirstWords: () => void;
  readonly arm: (fault: Fault | null) => void;
  /** Opens a part of Learn, as its address names it. */
  readonly learn: (part: string) => void;
}

export interface Acts extends CommandActs {
  readonly changeAgainst: (ruleSet: RuleSet) => void;
  /** Asks from a panel that may be a frame behind: if the device has left `from` in the meantime, this only selects the request. */
  readonly askFrom: (from: number, to: number, suppose?: 'accepted') => void;
  /** Looks at a request without making it. */
  readonly select: (selection: RequestPair | null) => void;
  /** Opens Review with a text; the browser's Back leads here again. */
  readonly handToReview: (text: HandedText) => void;
  readonly changeFlags: (flags: number) => void;
  /** Moves the cursor to a step by its id. */
  readonly jump: (id: number) => void;
  /** Opens a trace at its start and plays it; undo brings back what was there before. */
  readonly play: (trace: Trace) => void;
  readonly putEntry: (entry: LibraryEntry) => void;
  readonly removeEntry: (id: string) => void;
  readonly notify: (notice: Notice) => void;
  readonly dismissNotices: () => void;
  /** Stays with what a link has opened beside the reader's own history. */
  readonly dismissOffer: () => void;
  readonly closeDialog: () => void;
  /** They stay dismissed. */
  readonly dismissFirstWords: () => void;
}

const COPIED = 'The link to this view is copied.';
const NOT_PLAYED =
  'The part of the page that plays a trace could not be loaded. Try again, or load the page again: what you asked is kept.';
const NOT_COPIED = 'The browser does not let the page copy; the link to this view is in the address bar.';

/** What the reader has just told the page to do, for whoever says what came of it. */
export type Deed =
  | PlainEvent
  | 'ask'
  | 'select'
  | 'rules'
  | 'flags'
  | 'jump'
  | 'arm'
  | 'play'
  | 'mode'
  | 'against'
  | 'preference';

/** The id of the tab that shows a mode. */
export function toTabId(mode: Mode): string {
  return `mode-${mode}`;
}

/** The acts of the page, always the same functions. `onDeed` is told of each before it is done. */
export function createActs(actors: Actors, onDeed: (deed: Deed) => void = () => undefined): Acts {
  const { history, workbench, shell } = actors;
  const notify = (notice: Notice) => shell.send({ type: 'notice.add', notice });
  /** What had the focus when a dialog was opened over it. */
  let opener: Element | null = null;
  const told =
    <Args extends readonly unknown[]>(deed: Deed, act: (...args: Args) => void) =>
    (...args: Args): void => {
      onDeed(deed);
      act(...args);
    };
  const ask: Acts['ask'] = told('ask', (to, suppose) =>
    history.send({ type: 'request', to, ...(suppose && { suppose }) }),
  );
  const select: Acts['select'] = told('select', (selection) => history.send({ type: 'select', selection }));
  const changeRules: Acts['changeRules'] = told('rules', (ruleSet, flags) =>
    history.send({ type: 'rules.change', ruleSet, ...(flags !== undefined && { flags }) }),
  );
  const changeAgainst: Acts['changeAgainst'] = told('against', ({ id }) =>
    workbench.send({ type: 'against.change', id }),
  );
  const changeMode: Acts['changeMode'] = told('mode', (mode) => {
    workbench.send({ type: 'mode.change', mode });
    window.setTimeout(() => keepFocus(mode));
  });
  return {
    send: (type) => {
      onDeed(type);
      history.send({ type });
    },
    ask,
    askFrom: (from, to, suppose) =>
      getCurrent(history.getSnapshot().context.history) === from ? ask(to, suppose) : select({ from, to }),
    select,
    changeRules,
    changeFlags: told('flags', (flags) => history.send({ type: 'flags.change', flags })),
    jump: told('jump', (id) => history.send({ type: 'cursor.move', id })),
    arm: told('arm', (fault) => history.send({ type: 'fault.arm', fault })),
    togglePlayback: told('play', () =>
      history.send({ type: history.getSnapshot().matches('playing') ? 'playback.stop' : 'playback.start' }),
    ),
    play: (trace) =>
      void loadTwice(() => import('./finding-trace.ts')).then(
        ({ playTrace }) => playTrace(actors, trace),
        () => notify(NOT_PLAYED),
      ),
    changeMode,
    learn: (part) => {
      workbench.send({ type: 'part.change', part });
      changeMode('learn');
    },
    handToReview: (handed) => {
      workbench.send({ type: 'text.hand', handed });
      window.setTimeout(() => keepFocus('review'));
    },
    changeAgainst,
    swapSides: () => {
      const { ruleSet } = history.getSnapshot().context;
      const against = getAgainst(workbench.getSnapshot().context, ruleSet);
      changeAgainst(ruleSet);
      changeRules(against);
    },
    putEntry: (entry) => workbench.send({ type: 'library.put', entry }),
    removeEntry: (id) => workbench.send({ type: 'library.remove', id }),
    setPreference: (key, value) => {
      onDeed('preference');
      shell.send({ type: 'preferences.change', change: { [key]: value } });
    },
    focusOn,
    pressInGraph,
    copyLink: () => void copyLink(actors).then(notify),
    notify,
    dismissNotices: () => {
      shell.send({ type: 'notices.dismiss' });
      focusOn('graph');
    },
    dismissOffer: () => {
      shell.send({ type: 'offer.change', steps: null });
      focusOn('graph');
    },
    showFirstWords: () => {
      workbench.send({ type: 'mode.change', mode: 'explore' });
      shell.send({ type: 'first-words.change', isShown: true });
      window.setTimeout(() => focusOn('first-words'));
    },
    dismissFirstWords: () => {
      shell.send({ type: 'preferences.change', change: { firstWords: 'dismissed' } });
      shell.send({ type: 'first-words.change', isShown: false });
      focusOn('graph');
    },
    open: (dialog) => {
      opener = document.activeElement;
      shell.send({ type: 'dialog.open', dialog });
    },
    closeDialog: () => {
      shell.send({ type: 'dialog.close' });
      const before = opener;
      opener = null;
      window.setTimeout(() => giveBack(before));
    },
  };
}

async function copyLink({ history, workbench }: Actors): Promise<Notice> {
  const { context } = history.getSnapshot();
  const view = toView(context, context.selection, workbench.getSnapshot().context);
  const fault = findLinkFault(view);
  if (fault) return { sentence: fault, ways: ['save-kept'] };
  try {
    await navigator.clipboard.writeText(new URL(encodeLink(view), window.location.href).href);
    return COPIED;
  } catch {
    return NOT_COPIED;
  }
}

/** The focus goes back where it was when the dialog opened, or to the graph where that is gone. */
function giveBack(opener: Element | null): void {
  if (
    (opener instanceof HTMLElement || opener instanceof SVGElement) &&
    opener.isConnected &&
    opener !== document.body
  )
    opener.focus();
  else focusOn('graph');
}

/** What had the focus may be gone with the previous mode: then the tab of the mode takes it. */
function keepFocus(mode: Mode): void {
  if (document.activeElement === document.body) document.getElementById(toTabId(mode))?.focus();
}
