/** Where the parts of the page stand: side by side and resizable where there is room, one under another where not. */

import type { ReactNode } from 'react';
import { Fragment, useSyncExternalStore } from 'react';
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
  /** What stands under the graph, one or two parts. */
  readonly bottom: readonly ReactNode[];
  /** What stands beside the graph, after it. */
  readonly side?: ReactNode;
  /** All parts but the graph in the order in which they follow it where there is no room beside it. */
  readonly stack: readonly ReactNode[];
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
  compare: { columns: 62, bottom: 50 },
  review: { rows: isLow ? 60 : 50 },
};

/** The share that the graph takes of what stands under it where the page is crowded. */
const CROWDED = 5;

export function Layout(props: LayoutProps) {
  const { mode, lead, canvas, bottom, side, stack, size, sizes, onSizes } = props;
  const { isBottomFolded, isCanvasFirst = false, isCrowded = false } = props;
  const graph = <Boundary name="State graph">{canvas}</Boundary>;
  const isNarrow = useSyncExternalStore(subscribe, isNarrowNow, isNarrowNow);
  const getSplit = (split: keyof typeof SPLITS) => {
    const key = `${mode === 'explore' ? '' : `${mode} `}${split} ${size}`;
    const usual = BEGINS[mode]?.[split] ?? SPLITS[split].initial;
    const initial = isCrowded && split === 'rows' ? usual + CROWDED : usual;
    const value = sizes?.[key]?.[0] ?? initial;
    const onChange = (share: number) => onSizes({ ...sizes, [key]: [share, 100 - share] });
    return { ...SPLITS[split], initial, value, onChange };
  };
  if (isNarrow) return <Stack lead={lead} graph={graph} stack={stack} isCanvasFirst={isCanvasFirst} />;
  const [leads, columns, rows, halves] = [
    getSplit('lead'),
    getSplit('columns'),
    getSplit('rows'),
    getSplit('bottom'),
  ];
  const [left, right] = bottom;
  return (
    <div className={styles.columns}>
      {lead && (
        <>
          <div className={styles.column} style={{ flexBasis: `${leads.value}%` }}>
            {lead}
          </div>
          <Splitter {...leads} />
        </>
      )}
      <div
        className={styles.rows}
        style={{ flexBasis: `${lead ? 100 - leads.value : side ? columns.value : 100}%` }}
      >
        <div className={styles.canvas} style={{ flexBasis: isBottomFolded ? '100%' : `${rows.value}%` }}>
          {graph}
        </div>
        {!isBottomFolded && <Splitter {...rows} />}
        <div
          className={styles.bottom}
          data-folded={isBottomFolded || undefined}
          style={{ flexBasis: isBottomFolded ? 'auto' : `${100 - rows.value}%` }}
        >
          <div className={styles.column} style={{ flexBasis: right ? `${halves.value}%` : '100%' }}>
            {left}
          </div>
          {right && (
            <>
              <Splitter {...halves} />
              <div className={styles.column} style={{ flexBasis: `${100 - halves.value}%` }}>
                {right}
              </div>
            </>
          )}
        </div>
      </div>
      {side && (
        <>
          <Splitter {...columns} />
          <div className={styles.column} style={{ flexBasis: `${100 - columns.value}%` }}>
            {side}
          </div>
        </>
      )}
    </div>
  );
}

interface StackProps extends Pick<LayoutProps, 'lead' | 'stack'> {
  readonly graph: ReactNode;
  readonly isCanvasFirst: boolean;
}

/** One part under another. */
function Stack({ lead, graph, stack, isCanvasFirst }: StackProps) {
  // With keys, so that the lead stays what it is, with its focus, when the canvas goes below it.
  const leadPart = <Fragment key="lead">{lead}</Fragment>;
  const canvasPart = (
    <div key="canvas" className={styles.canvas}>
      {graph}
    </div>
  );
  return (
    <div className={styles.stack}>
      {isCanvasFirst ? [canvasPart, leadPart] : [leadPart, canvasPart]}
      {stack.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of the parts is fixed
        <Fragment key={index}>{part}</Fragment>
      ))}
    </div>
  );
}
