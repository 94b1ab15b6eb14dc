/** The table of commands: what each does to the page, by fake acts, and which keys lead to it. */

import { describe, expect, it } from 'vitest';
import { RULE_SETS } from '../protocol/rule-sets/rule-sets.ts';
import { of } from '../protocol/trace/walk.ts';
import type { Preferences } from '../share/store/preferences.ts';
import { DEFAULT_PREFERENCES } from '../share/store/preferences.ts';
import type { CommandActs } from './acts.ts';
import type { Command, PageState, Pressed } from './command.ts';
import { findCommand, getCommands } from './command.ts';
import { MODES } from './workbench.ts';

type Call = readonly [act: keyof CommandActs, ...args: readonly unknown[]];

/** What only the commands of app/commands do. */
const OF_PLACES: readonly (keyof CommandActs)[] = ['arm', 'learn'];

/** Acts that are only written down. */
function createActs(id = 'v2-7.2', preferences: Preferences = DEFAULT_PREFERENCES) {
  const calls: Call[] = [];
  const note =
    (act: keyof CommandActs) =>
    (...args: readonly unknown[]) => {
      calls.push([act, ...args]);
    };
  const acts: CommandActs = {
    send: note('send'),
    ask: note('ask'),
    togglePlayback: note('togglePlayback'),
    changeRules: (ruleSet) => calls.push(['changeRules', ruleSet.id]),
    changeMode: note('changeMode'),
    swapSides: note('swapSides'),
    setPreference: note('setPreference'),
    focusOn: note('focusOn'),
    pressInGraph: note('pressInGraph'),
    copyLink: note('copyLink'),
    open: note('open'),
    showFirstWords: note('showFirstWords'),
    arm: note('arm'),
    learn: note('learn'),
  };
  const page: PageState = {
    preferences,
    ruleSet: of(id),
    against: of('v2-6.2'),
    mode: 'explore',
    all: RULE_SETS,
    library: [],
  };
  return { acts, page, calls };
}

const commandsOf = (id: string) => getCommands(of(id), RULE_SETS);

const run = (id: string, command: string, preferences?: Preferences): readonly Call[] => {
  const { acts, page, calls } = createActs(id, preferences);
  const found = commandsOf(id).find((each) => each.id === command);
  if (!found) throw new Error(`there is no command ${command}`);
  found.run(acts, page);
  return calls;
};

const press = (text: string): Pressed => {
  const parts = text.split(/(?<=.)\+/);
  const key = parts.at(-1) ?? '';
  const [ctrlKey, metaKey, altKey, shiftKey] = ['Ctrl', 'Meta', 'Alt', 'Shift'].map((name) =>
    parts.includes(name),
  );
  return { key, ctrlKey: !!ctrlKey, metaKey: !!metaKey, altKey: !!altKey, shiftKey: !!shiftKey };
};

const find = (text: string, singleKeys = true, commands: readonly Command[] = commandsOf('v2-7.2')) =>
  findCommand(commands, press(text), singleKeys)?.id;

describe.each(RULE_SETS.map((ruleSet) => [ruleSet.id, ruleSet] as const))(
  'the commands of %s',
  (id, ruleSet) => {
    const commands = commandsOf(id);

    it('[CMD-1] have ids and titles that are told apart, and no key twice', () => {
      const unique = (all: readonly string[]) => expect([...new Set(all)]).toEqual(all);
      unique(commands.map((command) => command.id));
      unique(commands.flatMap(({ keys }) => keys));
      unique(commands.map(({ group, title }) => `${group}: ${title}`));
      for (const { title } of commands) expect(title.trim()).not.toBe('');
    });

    it('[CMD-2] ask for every state there is, by its number where it has one digit', () => {
      for (const { name, value } of ruleSet.states) {
        expect(run(id, `ask ${name}`)).toEqual([['ask', value]]);
        const found = findCommand(commands, press(String(value)), true);
        expect(found?.id).toBe(value < 10 ? `ask ${name}` : undefined);
      }
    });

    it('[CMD-3] lead to every rule set, and around in a circle', () => {
      for (const other of RULE_SETS)
        expect(run(id, `rules ${other.id}`)).toEqual([['changeRules', other.id]]);
      const index = RULE_SETS.indexOf(ruleSet);
      expect(run(id, 'rules-next')).toEqual([['changeRules', RULE_SETS[(index + 1) % RULE_SETS.length]?.id]]);
      expect(run(id, 'rules-previous')).toEqual([['changeRules', RULE_SETS.at(index - 1)?.id]]);
    });

    it('[CMD-4] do one thing each, and reach every act', () => {
      const acts = commands.flatMap((command) => {
        const calls = run(id, command.id);
        expect(calls, command.id).toHaveLength(1);
        return calls.map(([act]) => act);
      });
      const { acts: all } = createActs(id);
      expect([...new Set([...acts, ...OF_PLACES])].sort()).toEqual(Object.keys(all).sort());
    });

    it('[CMD-6] swap the sides of the comparison, and lead to every mode', () => {
      expect(run(id, 'swap')).toEqual([['swapSides']]);
      for (const [mode] of MODES) expect(run(id, `mode ${mode}`)).toEqual([['changeMode', mode]]);
    });

    it('[CMD-5] are found by each of their keys', () => {
      for (const command of commands)
        for (const key of command.keys) expect(find(key, true, commands), key).toBe(command.id);
    });
  },
);

describe('a command', () => {
  const argumentsOf = (act: keyof CommandActs) =>
    commandsOf('v2-7.2').flatMap(({ id }) =>
      run('v2-7.2', id).flatMap(([each, first]) => (each === act ? [first] : [])),
    );

  it('[CMD-20] of the graph press their key there; those for an arc go to the arcs first', () => {
    const own = commandsOf('v2-7.2').filter(({ graphKeys }) => graphKeys);
    expect(own.map(({ group }) => group)).toEqual(own.map(() => 'In the graph'));
    for (const { id, keys, graphKeys } of own) {
      const [key] = graphKeys ?? [];
      const isOfArc = key?.startsWith('Arrow') ? true : undefined;
      expect(run('v2-7.2', id)).toEqual([['pressInGraph', key, isOfArc]]);
      // While the focus is elsewhere they are no keys of the page.
      expect(keys).toEqual([]);
      expect(find(key ?? '')).toBeUndefined();
    }
    expect(own.length).toBeGreaterThan(5);
  });

  it('[CMD-6] sends everything that a page sends without an argument', () => {
    expect(argumentsOf('send').sort()).toEqual(
      [
        'undo',
        'redo',
        'reset',
        'history.clear',
        'cursor.back',
        'cursor.forward',
        'cursor.start',
        'cursor.end',
      ].sort(),
    );
  });

  it('[CMD-7] leads to every part of the page and to every dialog', () => {
    const parts = ['graph', 'matrix', 'request', 'register', 'rules', 'history'];
    expect(argumentsOf('focusOn').sort()).toEqual(parts.sort());
    expect(argumentsOf('open').sort()).toEqual(['help', 'kept', 'palette']);
  });

  it.each([
    ['refused', 'refused'],
    ['unspecified', 'unspecified'],
    ['never-returns', 'neverReturns'],
  ] as const)('[CMD-8] %s turns that switch, and leaves the others', (command, key) => {
    const { shown } = DEFAULT_PREFERENCES;
    const turned = { ...shown, [key]: !shown[key] };
    expect(run('v2-7.2', command)).toEqual([['setPreference', 'shown', turned]]);
    const back = run('v2-7.2', command, { ...DEFAULT_PREFERENCES, shown: turned });
    expect(back).toEqual([['setPreference', 'shown', shown]]);
  });

  it('[CMD-9] goes through the themes and comes back, and turns size and motion on and off', () => {
    const themes = ['auto', 'light', 'dark', 'contrast', 'auto'] as const;
    for (const [index, theme] of themes.slice(0, 4).entries())
      expect(run('uapi-v1', 'theme', { ...DEFAULT_PREFERENCES, theme })).toEqual([
        ['setPreference', 'theme', themes[index + 1]],
      ]);
    const turn = (command: string, change: Partial<Preferences>) =>
      run('uapi-v1', command, { ...DEFAULT_PREFERENCES, ...change });
    expect(turn('projector', { size: 'normal' })).toEqual([['setPreference', 'size', 'projector']]);
    expect(turn('projector', { size: 'projector' })).toEqual([['setPreference', 'size', 'normal']]);
    expect(turn('motion', { motion: 'auto' })).toEqual([['setPreference', 'motion', 'off']]);
    expect(turn('motion', { motion: 'off' })).toEqual([['setPreference', 'motion', 'auto']]);
  });

  it('[CMD-10] is in the palette under a name that says the state', () => {
    const titles = commandsOf('uapi-v1').map(({ title }) => title);
    expect(titles).toContain('Ask for _SAVING|_RUNNING (011b)');
    expect(titles).toContain('Ask for 101b');
    expect(titles).toContain('Linux 7.2, and stable kernels with the fix · v2-7.2');
  });
});

describe('a key', () => {
  it.each([
    ['r', 'reset'],
    ['z', 'undo'],
    ['Ctrl+z', 'undo'],
    ['Meta+z', 'undo'],
    ['Ctrl+Z', 'undo'],
    ['y', 'redo'],
    ['Ctrl+y', 'redo'],
    ['Ctrl+Shift+Z', 'redo'],
    ['Meta+Shift+z', 'redo'],
    ['Ctrl+k', 'palette'],
    ['Meta+k', 'palette'],
    ['/', 'palette'],
    ['Shift+?', 'help'],
    ['Shift+<', 'start'],
    ['Shift+>', 'end'],
    ['5', 'ask RUNNING_P2P'],
  ])('[CMD-11] %s leads to %s', (key, command) => {
    expect(find(key)).toBe(command);
  });

  it.each([
    'Shift+Q',
    'Ctrl+r',
    'Ctrl+c',
    'Meta+c',
    'Ctrl+Shift+K',
    'Ctrl+5',
    'Ctrl+/',
    '8',
    'Enter',
    'Tab',
    ' ',
  ])('[CMD-12] %s is left to the browser', (key) => {
    expect(find(key)).toBeUndefined();
  });

  it('[CMD-13] with Alt is never a command', () => {
    for (const { keys } of commandsOf('v2-7.2'))
      for (const key of keys) expect(find(`Alt+${key}`), key).toBeUndefined();
  });

  it('[CMD-14] alone is no command where single keys are switched off; with Ctrl or Command it is', () => {
    for (const command of commandsOf('v2-7.2'))
      for (const key of command.keys) {
        const isWithCtrl = key.startsWith('Ctrl+');
        expect(find(key, false), key).toBe(isWithCtrl ? command.id : undefined);
        if (isWithCtrl) expect(find(key.replace('Ctrl+', 'Meta+'), false), key).toBe(command.id);
      }
  });
});
