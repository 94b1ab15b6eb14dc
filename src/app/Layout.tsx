/** Where the parts of the page stand: side by side and resizable where there is room, one under another where not. */

import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { Splitter } from '../ui/Splitter.tsx';
import styles from './Layout.module.css';

export interface LayoutProps {
  readonly canvas: ReactNode;
  readonly register: ReactNode;
  readonly request: ReactNode;
  readonly faults: ReactNode;
  readonly matrix: ReactNode;
  readonly history: ReactNode;
  readonly isBottomFolded: boolean;
  readonly size: 'normal' | 'projector';
  /** By split, the shares of its parts in percent. */
  readonly sizes: Readonly<Record<string, readonly number[]>> | undefined;
  readonly onSizes: (sizes: Readonly<Record<string, readonly number[]>>) => void;
}

const NARROW = window.matchMedia('(max-width: 900px)');

const subscribe = (onChange: () => void) => {
  NARROW.addEventListener('change', onChange);
  return () => NARROW.removeEventListener('change', onChange);
};

/** The splits of the page: the share of the first part at the start, and how far it moves. */
const SPLITS = {
  columns: { label: 'Width of the graph', orientation: 'vertical', initial: 69, min: 40, max: 82 },
  rows: {
    label: 'Height of the graph',
    orientation: 'horizontal',
    initial: window.innerHeight < 800 ? 73 : 67,
    min: 30,
    max: 88,
  },
  bottom: { label: 'Width of the matrix', orientation: 'vertical', initial: 63, min: 20, max: 80 },
} as const;

export function Layout(props: LayoutProps) {
  const { canvas, register, request, faults, matrix, history, isBottomFolded, size, sizes, onSizes } = props;
  const isNarrow = useSyncExternalStore(subscribe, () => NARROW.matches);
  const getSplit = (split: keyof typeof SPLITS) => {
    const key = `${split} ${size}`;
    const value = sizes?.[key]?.[0] ?? SPLITS[split].initial;
    const onChange = (share: number) => onSizes({ ...sizes, [key]: [share, 100 - share] });
    return { ...SPLITS[split], value, onChange };
  };
  if (isNarrow)
    return (
      <main className={styles.stack}>
        <div className={styles.canvas}>{canvas}</div>
        {request}
        {register}
        {faults}
        {matrix}
        {history}
      </main>
    );
  const [columns, rows, bottom] = [getSplit('columns'), getSplit('rows'), getSplit('bottom')];
  return (
    <main className={styles.columns}>
      <div className={styles.rows} style={{ flexBasis: `${columns.value}%` }}>
        <div className={styles.canvas} style={{ flexBasis: isBottomFolded ? '100%' : `${rows.value}%` }}>
          {canvas}
        </div>
        {!isBottomFolded && <Splitter {...rows} />}
        <div
          className={styles.bottom}
          data-folded={isBottomFolded || undefined}
          style={{ flexBasis: isBottomFolded ? 'auto' : `${100 - rows.value}%` }}
        >
          <div className={styles.column} style={{ flexBasis: `${bottom.value}%` }}>
            {matrix}
          </div>
          <Splitter {...bottom} />
          <div className={styles.column} style={{ flexBasis: `${100 - bottom.value}%` }}>
            {history}
          </div>
        </div>
      </div>
      <Splitter {...columns} />
      <div className={styles.column} style={{ flexBasis: `${100 - columns.value}%` }}>
        {register}
        {request}
        {faults}
      </div>
    </main>
  );
}
