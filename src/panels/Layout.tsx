/**
 * Where the parts of the page stand: side by side and resizable where there is room, one under another where not. Both are
 * the same elements in the same order, so that a page that is turned keeps its focus, half a word and what is open.
 */

import type { CSSProperties, ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import type { Mode } from '../share/view.ts';
import { Boundary } from '../ui/failure/Boundary.tsx';
import { Splitter } from '../ui/Splitter.tsx';
import styles from './Layout.module.css';

/** By split, the shares of its parts in percent. */
export type Sizes = Readonly<Record<string, readonly number[]>>;

interface LayoutProps {
  readonly mode: Mode;
  /** What stands beside the graph, before it in the reading order. */
  readonly lead?: ReactNode;
  readonly canvas: ReactNode;
  /** What stands beside the graph, after it; either this or the lead. */
  readonly side?: ReactNode;
  /** What stands under the graph, one or two parts. They come last in the reading order. */
  readonly bottom: readonly ReactNode[];
  readonly isBottomFolded: boolean;
  /** True where something above takes room: then what stands under the graph gives it. */
  readonly isCrowded?: boolean;
  /** On a narrow page: true where what stands in place of the graph says how to begin. */
  readonly isCanvasFirst?: boolean;
  readonly size: 'normal' | 'projector';
  readonly sizes: Sizes | undefined;
  readonly onSizes: (sizes: Sizes) => void;
}

const NARROW = window.matchMedia('(max-width: 900px)');
const subscribe = (onChange: () => void) => {
  NARROW.addEventListener('change', onChange);
  return () => NARROW.removeEventListener('change', onChange);
};

const isNarrowNow = () => NARROW.matches;

const isLow = window.innerHeight < 800;

interface Split {
  readonly label: string;
  readonly orientation: 'vertical' | 'horizontal';
  readonly initial: number;
  readonly min: number;
  readonly max: number;
}

/** The splits of the page: the share of the first part at the start, and how far it moves. */
const SPLITS = {
  lead: { label: 'Width of the text', orientation: 'vertical', initial: 44, min: 20, max: 75 },
  columns: { label: 'Width of the graph', orientation: 'vertical', initial: 69, min: 40, max: 82 },
  rows: {
    label: 'Height of the graph',
    orientation: 'horizontal',
    initial: isLow ? 73 : 67,
    min: 20,
    max: 88,
  },
  bottom: { label: 'Width of the matrix', orientation: 'vertical', initial: 63, min: 20, max: 80 },
} as const satisfies Readonly<Record<string, Split>>;

/** Where a mode starts differently. */
const BEGINS: Readonly<Partial<Record<Mode, Readonly<Partial<Record<keyof typeof SPLITS, number>>>>>> = {
  compare: { columns: 62, bottom: isLow ? 50 : 60 },
  review: { rows: isLow ? 60 : 50 },
};

/** How much more of it the graph takes in Review on a projector, where what stands over and under it is larger. */
const LARGE = 8;

/** The share that the graph takes of what stands under it where the page is crowded. */
const CROWDED = 5;

export function Layout(props: LayoutProps) {
  const { mode, lead, canvas, bottom, side, size, sizes, onSizes } = props;
  const { isBottomFolded, isCanvasFirst = false, isCrowded = false } = props;
  const isNarrow = useSyncExternalStore(subscribe, isNarrowNow, isNarrowNow);
  const more = size === 'projector' && mode === 'review' ? LARGE : 0;
  const getSplit = (split: keyof typeof SPLITS) => {
    const key = `${mode === 'explore' ? '' : `${mode} `}${split} ${size}`;
    const usual = BEGINS[mode]?.[split] ?? SPLITS[split].initial;
    const initial = split === 'rows' ? usual + more + (isCrowded ? CROWDED : 0) : usual;
    const value = sizes?.[key]?.[0] ?? initial;
    const onChange = (share: number) => onSizes({ ...sizes, [key]: [share, 100 - share] });
    return { ...SPLITS[split], initial, value, onChange };
  };
  const [columns, rows, halves] = [getSplit(lead ? 'lead' : 'columns'), getSplit('rows'), getSplit('bottom')];
  const [left, right] = bottom;
  // With keys, so that the lead stays what it is, with its focus, when the canvas goes below it.
  const leadPart = lead && (
    <div key="lead" className={styles.lead}>
      {lead}
    </div>
  );
  const canvasPart = (
    <div key="canvas" className={styles.canvas}>
      <Boundary name="State graph">{canvas}</Boundary>
    </div>
  );
  const line = <Splitter key="across" {...columns} />;
  return (
    <div
      className={styles.parts}
      data-leads={lead ? true : undefined}
      data-folded={isBottomFolded || undefined}
      style={{ '--across': columns.value, '--down': rows.value } as CSSProperties}
    >
      {lead && !(isCanvasFirst && isNarrow) ? [leadPart, line, canvasPart] : [canvasPart, line, leadPart]}
      {side && <div className={styles.side}>{side}</div>}
      {!isBottomFolded && <Splitter {...rows} />}
      <div className={styles.bottom}>
        <div className={styles.half} style={{ flexBasis: right ? `${halves.value}%` : '100%' }}>
          {left}
        </div>
        {right && (
          <>
            <Splitter {...halves} />
            <div className={styles.half} style={{ flexBasis: `${100 - halves.value}%` }}>
              {right}
            </div>
          </>
        )}
      </div>
    </div>
  );
}
