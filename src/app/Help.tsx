/** How to read the page and every key, from the same table that runs the commands. */

import { Dialog } from 'radix-ui';
import type { Command } from '../page/command.ts';
import { useActs, useShell } from '../page/page-context.tsx';
import styles from './Dialog.module.css';

interface HelpProps {
  readonly commands: readonly Command[];
}

const READING: readonly (readonly [string, string])[] = [
  [
    'A place means something',
    'The row says what the device may do: it runs, it runs but starts no peer-to-peer DMA, it is stopped. The column says which way data flows: loading, no session, saving.',
  ],
  [
    'Click a state',
    'This asks for that state from the current one, legal or not. The verdict appears above the graph, with the details beside it.',
  ],
  [
    'Click an arc or a cell',
    'If it starts at the current state, this asks for it. If not, the request is explained and nothing moves.',
  ],
  [
    'Point at a state',
    'Its path and verdict are previewed. The e key explains the focused state or cell without asking.',
  ],
  [
    'Arcs',
    'A solid arc is accepted. Refused ✕, unspecified ? and never returning ∞ each have a dash, a sign, and a switch under the graph. A combination transition runs along its arcs.',
  ],
  ['Signs in a state', 'May the device start DMA, may its internal state change, is a data session open.'],
  [
    'Faults',
    'An armed fault applies to the next request that reaches its arc. VFIO_DEVICE_RESET returns the device to its initial state from anywhere.',
  ],
  [
    'Compare',
    'Old and new on one graph: added +, removed −, changed ≠ or kept. One request goes to both sides, and each keeps its own state. Propose begins a draft that you can edit.',
  ],
  [
    'Review',
    'Paste, drop or open a patch, a mail, a page of an archive or C source. Each finding has its line and plays on the graph; notes and chosen findings become the reply.',
  ],
  [
    'Learn',
    'Lessons on this machine, the debate of 2021, the life of the protocol, and a lab in which devices migrate.',
  ],
  [
    'The address',
    'It holds the mode, the rules (edited and pasted ones too), what was asked, and the cursor. Paste it into a mail, and it opens the same view.',
  ],
];

export function Help({ commands }: HelpProps) {
  const preferences = useShell((shell) => shell.preferences);
  const { setPreference, closeDialog } = useActs();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && closeDialog()}>
      <Dialog.Portal>
        <div className={styles.veil} />
        <Dialog.Content className={styles.dialog} aria-describedby={undefined}>
          <div className={styles.head}>
            <Dialog.Title className={styles.title}>Help</Dialog.Title>
            <Dialog.Close asChild>
              <button type="button">Close</button>
            </Dialog.Close>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard */}
          <div className={styles.text} tabIndex={0}>
            <dl>
              {READING.map(([term, words]) => (
                <div key={term}>
                  <dt>{term}</dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
            <h3>Keys</h3>
            <label className={styles.switch}>
              <input
                type="checkbox"
                checked={preferences.singleKeys}
                onChange={(event) => setPreference('singleKeys', event.target.checked)}
              />
              Single keys are commands
            </label>
            <label className={styles.switch}>
              <input
                type="checkbox"
                checked={preferences.motion === 'auto'}
                onChange={(event) => setPreference('motion', event.target.checked ? 'auto' : 'off')}
              />
              Show transitions in motion
            </label>
            <table className={styles.table}>
              <tbody>
                <tr>
                  <td>
                    <kbd>←</kbd> <kbd>→</kbd> <kbd>↑</kbd> <kbd>↓</kbd>
                  </td>
                  <td>The next state in the graph, the next cell in the matrix</td>
                </tr>
                <tr>
                  <td>
                    <kbd>e</kbd>
                  </td>
                  <td>Explain the focused state or cell without asking</td>
                </tr>
                {commands
                  .filter(({ keys }) => keys.length > 0)
                  .map(({ id, keys, title }) => (
                    <tr key={id}>
                      <td>
                        {keys.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </td>
                      <td>{title}</td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
