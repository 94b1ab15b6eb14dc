/** All commands, to be found by typing. */

import { Command as Menu } from 'cmdk';
import { Dialog } from 'radix-ui';
import { Suspense, useMemo, useState } from 'react';
import type { Command } from '../../page/command.ts';
import { useActs, usePageState } from '../../page/page-context.tsx';
import { announce } from '../../ui/attention/announce.ts';
import { createLazyPart } from '../../ui/failure/lazy-part.tsx';
import { getAllCommands } from '../commands/all-commands.ts';
import { rankCommands } from '../commands/command-rank.ts';
import styles from './Dialog.module.css';

const PaletteCauses = createLazyPart(async () => (await import('./PaletteCauses.tsx')).PaletteCauses);

const GROUPS = [
  'Mode',
  'Device',
  'History',
  'Rule set',
  'View',
  'Go to',
  'In the graph',
  'Lesson',
  'Page',
] as const;

const NOTHING = 'No command matches.';

/** Beside the list, which holds nothing but what can be chosen. */
const isNothing = (): boolean => document.querySelector('[data-nothing]')?.checkVisibility() ?? false;

/** As many letters say what an error is. */
const LEAST = 3;

export function Palette() {
  const page = usePageState();
  const acts = useActs();
  const { ruleSet, all } = page;
  const commands = useMemo(() => getAllCommands(ruleSet, all), [ruleSet, all]);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState('');
  const found = useMemo(() => rankCommands(commands, typed), [commands, typed]);
  const type = (text: string) => {
    // Said when it comes, not with each letter after that.
    if (!isNothing()) announce(() => (isNothing() ? NOTHING : ''));
    setTyped(text);
    setChosen(rankCommands(commands, text)[0]?.id ?? '');
  };
  const run = (command: Command) => {
    acts.closeDialog();
    // After the dialog has given the focus back: a command may move it.
    window.setTimeout(() => command.run(acts, page));
  };
  const toItem = (command: Command) => <Item key={command.id} command={command} onRun={run} />;
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && acts.closeDialog()}>
      <Dialog.Portal>
        <div className={styles.veil} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <Dialog.Title className="hidden">Commands</Dialog.Title>
          <Menu
            label="Commands"
            className={styles.menu}
            shouldFilter={false}
            value={chosen}
            onValueChange={setChosen}
          >
            <Menu.Input
              className={styles.input}
              placeholder="Type a command, a part of the page, a state, or an error"
              value={typed}
              onValueChange={type}
              autoFocus
            />
            <Menu.List className={styles.list}>
              {typed.trim() === ''
                ? GROUPS.map((group) => (
                    <Menu.Group key={group} heading={group}>
                      {found.filter((command) => command.group === group).map(toItem)}
                    </Menu.Group>
                  ))
                : found.map(toItem)}
              {typed.trim().length >= LEAST && (
                <Suspense fallback={<span data-wait />}>
                  <PaletteCauses typed={typed} />
                </Suspense>
              )}
            </Menu.List>
            <p className={styles.empty} data-nothing>
              {NOTHING}
            </p>
          </Menu>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Item({ command, onRun }: { command: Command; onRun: (command: Command) => void }) {
  const { id, title, keys, graphKeys = [] } = command;
  return (
    <Menu.Item value={id} onSelect={() => onRun(command)}>
      <span>{title}</span>
      <span className={styles.keys}>
        {[...keys, ...graphKeys].map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </span>
    </Menu.Item>
  );
}
