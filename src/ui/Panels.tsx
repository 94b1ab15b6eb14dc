/** Parts that share one place, chosen by tabs. Only the chosen one is made. */

import { Tabs } from 'radix-ui';
import type { ReactNode } from 'react';
import { Boundary } from './failure/Boundary.tsx';
import styles from './Panels.module.css';

export interface Panel {
  readonly id: string;
  readonly title: string;
  /** How many things it holds, shown beside its title. */
  readonly count?: number;
  readonly content: ReactNode;
}

interface PanelsProps {
  readonly label: string;
  readonly panels: readonly Panel[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  /** True where what is chosen needs all the room that the parts beside it can spare. */
  readonly isTall?: boolean;
  /** Beside the tabs. */
  readonly tools?: ReactNode;
}

export function Panels({ label, panels, chosen, onChoose, isTall = false, tools }: PanelsProps) {
  const shown = panels.some(({ id }) => id === chosen) ? chosen : (panels[0]?.id ?? '');
  return (
    <Tabs.Root
      className={styles.panels}
      data-tall={isTall || undefined}
      value={shown}
      onValueChange={onChoose}
      data-part={label.toLowerCase().replaceAll(' ', '-')}
    >
      <div className={styles.bar}>
        <Tabs.List aria-label={label} className={styles.tabs}>
          {panels.map(({ id, title, count }) => (
            <Tabs.Trigger key={id} value={id} data-tab={id} className={styles.tab}>
              {title}
              {count !== undefined && <span className={styles.count}> {count}</span>}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {tools}
      </div>
      {panels.map(({ id, title, content }) => (
        <Tabs.Content key={id} value={id} className={styles.body}>
          <h2 className="hidden">{title}</h2>
          <Boundary name={title}>{content}</Boundary>
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
