/**
 * The modes of the page, as tabs over the same canvas. Our own: Radix Tabs weigh 7.5 kB gzip, more than
 * the first load has left. Arrows move along the list and choose, as the ARIA pattern for tabs has it.
 *
 * @source WAI-ARIA Authoring Practices, Tabs
 */

import type { KeyboardEvent } from 'react';
import { toTabId } from '../../page/acts.ts';
import { MODES } from '../../page/workbench.ts';
import type { Mode } from '../../share/view.ts';
import styles from './Modes.module.css';

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -99, End: 99 };

/** The id of the part of the page that a tab shows. */
export const PANEL = 'workspace';

export function Modes({ mode, onMode }: { mode: Mode; onMode: (mode: Mode) => void }) {
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = MODES.findIndex(([id]) => id === mode);
    const isEnd = Math.abs(step) > 1;
    const next = isEnd ? (step > 0 ? MODES.length - 1 : 0) : (index + step + MODES.length) % MODES.length;
    const chosen = MODES[next]?.[0];
    if (!chosen) return;
    onMode(chosen);
    document.getElementById(toTabId(chosen))?.focus();
  };
  return (
    <div role="tablist" aria-label="Mode" className={styles.modes}>
      {MODES.map(([id, title]) => (
        <button
          key={id}
          type="button"
          role="tab"
          id={toTabId(id)}
          className={styles.mode}
          aria-selected={id === mode}
          aria-controls={PANEL}
          tabIndex={id === mode ? 0 : -1}
          onClick={() => onMode(id)}
          onKeyDown={move}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
