/** All commands, to be found by typing. */

import { Command as Menu } from 'cmdk';
import { Dialog } from 'radix-ui';
import { Suspense, useState } from 'react';
import type { Command } from '../../page/command.ts';
import { getCommands } from '../../page/command.ts';
import { useActs, usePageState } from '../../page/page-context.tsx';
import { createLazyPart } from '../../ui/failure/lazy-part.tsx';
import styles from './Dialog.module.css';

const PaletteCauses = createLazyPart(async () => (await import('./PaletteCauses.tsx')).PaletteCauses);

const GROUPS = ['Mode', 'Device', 'History', 'Rule set', 'View', 'Go to', 'In the graph', 'Page'] as const;

/** As many letters say what an error is. */
const LEAST = 3;

export function Palette() {
  const page = usePageState();
  const acts = useActs();
  const [typed, setTyped] = useState('');
  const empty = <Menu.Empty className={styles.empty}>No command matches.</Menu.Empty>;
  const commands = getCommands(page.ruleSet, page.all);
  const run = (command: Command) => {
    acts.closeDialog();
    // After the dialog has given the focus back: a command may move it.
    window.setTimeout(() => command.run(acts, page));
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && acts.closeDialog()}>
      <Dialog.Portal>
        <div className={styles.veil} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <Dialog.Title className="hidden">Commands</Dialog.Title>
          <Menu label="Commands" className={styles.menu}>
            <Menu.Input
              className={styles.input}
              placeholder="Type a command, a state, a rule set, or an error"
              autoFocus
              value={typed}
              onValueChange={setTyped}
            />
            <Menu.List className={styles.list}>
              {GROUPS.map((group) => (
                <Menu.Group key={group} heading={group}>
                  {commands
                    .filter((command) => command.group === group)
                    .map((command) => (
                      <Menu.Item
                        key={command.id}
                        value={`${command.title} ${command.id}`}
                        onSelect={() => run(command)}
                      >
                        <span>{command.title}</span>
                        <span className={styles.keys}>
                          {[...command.keys, ...(command.graphKeys ?? [])].map((key) => (
                            <kbd key={key}>{key}</kbd>
                          ))}
                        </span>
                      </Menu.Item>
                    ))}
                </Menu.Group>
              ))}
              {typed.trim().length < LEAST ? (
                empty
              ) : (
                <Suspense>
                  <PaletteCauses typed={typed} instead={empty} />
                </Suspense>
              )}
            </Menu.List>
          </Menu>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
