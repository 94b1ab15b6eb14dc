/**
 * Every act of the page, once: buttons, keys, palette and help read this table. Keys are written as
 * KeyboardEvent.key, `Ctrl+` before it meaning Ctrl or Command.
 */

import type { RuleSet } from '../protocol/rule-sets/rule-set.ts';
import { formatRuleSet } from '../protocol/rule-sets/rule-set.ts';
import type { StateInfo } from '../protocol/state/state.ts';
import type { LibraryEntry } from '../share/library-entry.ts';
import type { Preferences } from '../share/store/preferences.ts';
import type { Mode } from '../share/view.ts';
import type { CommandActs } from './acts.ts';
import { MODES } from './workbench.ts';

/** What a command reads of the page. */
export interface PageState {
  readonly ruleSet: RuleSet;
  /** What the rule set is compared with. */
  readonly against: RuleSet;
  /** Every rule set there is, those of the library last. */
  readonly all: readonly RuleSet[];
  readonly mode: Mode;
  readonly library: readonly LibraryEntry[];
  readonly preferences: Preferences;
}

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group:
    | 'Mode'
    | 'Device'
    | 'History'
    | 'View'
    | 'Go to'
    | 'In the graph'
    | 'Rule set'
    | 'Page'
    | 'Lesson';
  /** What else it is found by. */
  readonly words?: string;
  readonly keys: readonly string[];
  /** Keys that the graph takes itself, while the focus is in it. */
  readonly graphKeys?: readonly string[];
  readonly run: (acts: CommandActs, page: PageState) => void;
}

const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;

function stepRules({ changeRules }: CommandActs, { all, ruleSet }: PageState, by: number): void {
  const index = all.findIndex(({ id }) => id === ruleSet.id);
  const next = all[(index + by + all.length) % all.length];
  if (next) changeRules(next);
}

const COMMANDS: readonly Command[] = [
  {
    id: 'reset',
    title: 'VFIO_DEVICE_RESET',
    group: 'Device',
    keys: ['r'],
    run: (acts) => acts.send('reset'),
  },
  { id: 'undo', title: 'Undo', group: 'History', keys: ['z', 'Ctrl+z'], run: (acts) => acts.send('undo') },
  {
    id: 'redo',
    title: 'Redo',
    group: 'History',
    keys: ['y', 'Ctrl+y', 'Ctrl+Shift+z'],
    run: (acts) => acts.send('redo'),
  },
  {
    id: 'back',
    title: 'One step back',
    group: 'History',
    keys: [','],
    run: (acts) => acts.send('cursor.back'),
  },
  {
    id: 'forward',
    title: 'One step forward',
    group: 'History',
    keys: ['.'],
    run: (acts) => acts.send('cursor.forward'),
  },
  {
    id: 'start',
    title: 'To the start',
    group: 'History',
    keys: ['<'],
    run: (acts) => acts.send('cursor.start'),
  },
  { id: 'end', title: 'To the end', group: 'History', keys: ['>'], run: (acts) => acts.send('cursor.end') },
  {
    id: 'play',
    title: 'Play, or pause',
    group: 'History',
    keys: ['p'],
    run: (acts) => acts.togglePlayback(),
  },
  {
    id: 'clear',
    title: 'Clear the history',
    group: 'History',
    keys: [],
    run: (acts) => acts.send('history.clear'),
  },
  { id: 'graph', title: 'State graph', group: 'Go to', keys: ['g'], run: (acts) => acts.focusOn('graph') },
  {
    id: 'matrix',
    title: 'Transition matrix',
    group: 'Go to',
    keys: ['m'],
    run: (acts) => acts.focusOn('matrix'),
  },
  { id: 'request', title: 'Request', group: 'Go to', keys: ['i'], run: (acts) => acts.focusOn('request') },
  { id: 'register', title: 'Register', group: 'Go to', keys: ['w'], run: (acts) => acts.focusOn('register') },
  { id: 'history', title: 'History', group: 'Go to', keys: ['h'], run: (acts) => acts.focusOn('history') },
  { id: 'rules', title: 'Rule set', group: 'Go to', keys: ['s'], run: (acts) => acts.focusOn('rules') },
  {
    id: 'rules-next',
    title: 'Next rule set',
    group: 'Rule set',
    keys: [']'],
    run: (acts, page) => stepRules(acts, page, 1),
  },
  {
    id: 'rules-previous',
    title: 'Previous rule set',
    group: 'Rule set',
    keys: ['['],
    run: (acts, page) => stepRules(acts, page, -1),
  },
  {
    id: 'refused',
    title: 'Show or hide refused arcs',
    group: 'View',
    keys: ['x'],
    run: ({ setPreference }, { preferences: { shown } }) =>
      setPreference('shown', { ...shown, refused: !shown.refused }),
  },
  {
    id: 'unspecified',
    title: 'Show or hide unspecified arcs',
    group: 'View',
    keys: ['u'],
    run: ({ setPreference }, { preferences: { shown } }) =>
      setPreference('shown', { ...shown, unspecified: !shown.unspecified }),
  },
  {
    id: 'never-returns',
    title: 'Show or hide arcs that never return',
    group: 'View',
    keys: ['l'],
    run: ({ setPreference }, { preferences: { shown } }) =>
      setPreference('shown', { ...shown, neverReturns: !shown.neverReturns }),
  },
  {
    id: 'theme',
    title: 'Next theme: auto, light, dark, high contrast',
    group: 'View',
    keys: ['t'],
    run: ({ setPreference }, { preferences }) =>
      setPreference('theme', THEMES[(THEMES.indexOf(preferences.theme) + 1) % THEMES.length] ?? 'auto'),
  },
  {
    id: 'projector',
    title: 'Projector size, on or off',
    group: 'View',
    keys: ['b'],
    run: ({ setPreference }, { preferences }) =>
      setPreference('size', preferences.size === 'projector' ? 'normal' : 'projector'),
  },
  {
    id: 'motion',
    title: 'Motion, on or off',
    group: 'View',
    keys: [],
    run: ({ setPreference }, { preferences }) =>
      setPreference('motion', preferences.motion === 'off' ? 'auto' : 'off'),
  },
  {
    id: 'link',
    title: 'Copy the link to this view',
    group: 'Page',
    keys: ['c'],
    run: (acts) => acts.copyLink(),
  },
  {
    id: 'palette',
    title: 'All commands',
    group: 'Page',
    keys: ['Ctrl+k', '/'],
    run: (acts) => acts.open('palette'),
  },
  {
    id: 'kept',
    title: 'Kept histories: open, name, delete, save, load',
    group: 'Page',
    keys: ['k'],
    run: (acts) => acts.open('kept'),
  },
  { id: 'help', title: 'Help', group: 'Page', keys: ['?'], run: (acts) => acts.open('help') },
  {
    id: 'first-words',
    title: 'First words: what this page is, and three ways to begin',
    group: 'Page',
    keys: [],
    run: (acts) => acts.showFirstWords(),
  },
];

/** Each key, what it does at a state or on an arc, and whether it is one for an arc alone. */
const GRAPH_KEYS: readonly (readonly [key: string, title: string, isOfArc?: true])[] = [
  ['a', 'From a state to its arcs, and from an arc back to its state'],
  ['ArrowDown', 'On an arc: the next arc of the state, clockwise', true],
  ['ArrowUp', 'On an arc: the previous arc of the state', true],
  ['ArrowLeft', 'On an arc: the state where it begins', true],
  ['ArrowRight', 'On an arc: the state where it ends', true],
  ['Home', 'The first state, or the first arc of the state'],
  ['End', 'The last state, or the last arc of the state'],
  ['Backspace', 'Back to the state or arc before'],
  ['e', 'Explain the state or arc without asking'],
];

const GRAPH_COMMANDS: readonly Command[] = GRAPH_KEYS.map(([key, title, isOfArc]) => ({
  id: `graph ${key}`,
  title,
  group: 'In the graph',
  keys: [],
  graphKeys: [key],
  run: (acts) => acts.pressInGraph(key, isOfArc),
}));

const MODE_COMMANDS: readonly Command[] = [
  ...MODES.map(
    ([mode, title, key]): Command => ({
      id: `mode ${mode}`,
      title,
      group: 'Mode',
      keys: [key],
      run: (acts) => acts.changeMode(mode),
    }),
  ),
  {
    id: 'swap',
    title: 'Swap the two sides of the comparison',
    group: 'Rule set',
    keys: ['S'],
    run: (acts) => acts.swapSides(),
  },
];

/** The table, with a command for each state and each rule set there is. */
export function getCommands(ruleSet: RuleSet, all: readonly RuleSet[]): readonly Command[] {
  const asks = ruleSet.states.map(
    ({ name, value, digits }: StateInfo): Command => ({
      id: `ask ${name}`,
      title: `Ask for ${name === digits ? name : `${name} (${digits})`}`,
      group: 'Device',
      keys: value < 10 ? [String(value)] : [],
      run: (acts) => acts.ask(value),
    }),
  );
  const rules = all.map(
    (each): Command => ({
      id: `rules ${each.id}`,
      title: formatRuleSet(each),
      group: 'Rule set',
      keys: [],
      run: (acts) => acts.changeRules(each),
    }),
  );
  return [...MODE_COMMANDS, ...asks, ...COMMANDS, ...GRAPH_COMMANDS, ...rules];
}

/** The parts of a KeyboardEvent that matter here. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** The command of a key press, or undefined. Single keys can be switched off; those with Ctrl cannot. */
export function findCommand(
  commands: readonly Command[],
  pressed: Pressed,
  singleKeys: boolean,
): Command | undefined {
  if (pressed.altKey) return undefined;
  const ctrl = pressed.ctrlKey || pressed.metaKey;
  if (!ctrl && !singleKeys) return undefined;
  const shift = ctrl && pressed.shiftKey ? 'Shift+' : '';
  const key = ctrl ? `Ctrl+${shift}${pressed.key.toLowerCase()}` : pressed.key;
  return commands.find(({ keys }) => keys.includes(key));
}
