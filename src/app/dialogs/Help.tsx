/** How to read the page and every key, from the same table that runs the commands. */

import { Dialog } from 'radix-ui';
import type { Command } from '../../page/command.ts';
import { useActs, usePageState, useShell } from '../../page/page-context.tsx';
import { getKeyedCommands } from '../commands/keyed-commands.ts';
import styles from './Dialog.module.css';
import { HELP_WORDS, READING } from './help-words.ts';

export function Help() {
  const { ruleSet, all } = usePageState();
  const commands = getKeyedCommands(ruleSet, all);
  const preferences = useShell((shell) => shell.preferences);
  const { setPreference, closeDialog } = useActs();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && closeDialog()}>
      <Dialog.Portal>
        <div className={styles.veil} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>{HELP_WORDS.title}</Dialog.Title>
            <Dialog.Close asChild>
              <button type="button">{HELP_WORDS.close}</button>
            </Dialog.Close>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
          <div className={styles.text} tabIndex={0}>
            <FirstWordsAgain />
            <dl>
              {READING.map(([term, words]) => (
                <div key={term}>
                  <dt>{term}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
            <h3>{HELP_WORDS.keys}</h3>
            <label className={styles.switch}>
              <input
                type="checkbox"
                checked={preferences.singleKeys}
                onChange={(event) => setPreference('singleKeys', event.target.checked)}
              />
              {HELP_WORDS.singleKeys}
            </label>
            <label className={styles.switch}>
              <input
                type="checkbox"
                checked={preferences.motion === 'auto'}
                onChange={(event) => setPreference('motion', event.target.checked ? 'auto' : 'off')}
              />
              {HELP_WORDS.motion}
            </label>
            <table className={styles.table}>
              <tbody>
                <tr>
                  <td>
                    <kbd>←</kbd> <kbd>→</kbd> <kbd>↑</kbd> <kbd>↓</kbd>
                  </td>
                  <td>{HELP_WORDS.arrows}</td>
                </tr>
                <tr>
                  <td>
                    <kbd>e</kbd>
                  </td>
                  <td>{HELP_WORDS.explain}</td>
                </tr>
                {commands
                  .filter(({ keys }) => keys.length > 0)
                  .map(({ id, keys, title }) => (
                    <KeyRow key={id} keys={keys} words={title} />
                  ))}
              </tbody>
            </table>
            <GraphKeys commands={commands} />
            <About />
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function FirstWordsAgain() {
  const { closeDialog, showFirstWords } = useActs();
  const begin = () => {
    closeDialog();
    // After the dialog has given the focus back.
    window.setTimeout(showFirstWords);
  };
  return (
    <p>
      <button type="button" onClick={begin}>
        {HELP_WORDS.firstWords}
      </button>
    </p>
  );
}

function GraphKeys({ commands }: { readonly commands: readonly Command[] }) {
  return (
    <>
      <h3>{HELP_WORDS.inGraph}</h3>
      <p>{HELP_WORDS.reader}</p>
      <table className={styles.table}>
        <tbody>
          <KeyRow keys={['Enter', 'Space']} words={HELP_WORDS.ask} />
          <KeyRow keys={['A … Z']} words={HELP_WORDS.letters} />
          {commands.flatMap(({ id, graphKeys, title }) =>
            graphKeys ? [<KeyRow key={id} keys={graphKeys} words={title} />] : [],
          )}
        </tbody>
      </table>
    </>
  );
}

function KeyRow({ keys, words }: { readonly keys: readonly string[]; readonly words: string }) {
  return (
    <tr>
      <td>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </td>
      <td>{words}</td>
    </tr>
  );
}

function About() {
  return (
    <>
      <h3>{HELP_WORDS.about}</h3>
      <p>{HELP_WORDS.aboutPage}</p>
      <p>
        <a href="./licenses.txt" target="_blank" rel="noreferrer">
          {HELP_WORDS.licenses}
        </a>{' '}
        {HELP_WORDS.licensesOf}
      </p>
    </>
  );
}
