/** A part of the page with a heading that folds it. */

import type { ReactNode } from 'react';
import { useId } from 'react';
import styles from './Fold.module.css';
import { Boundary } from './failure/Boundary.tsx';

interface FoldProps {
  readonly title: string;
  /** How many things it holds, shown beside its title. */
  readonly count?: number;
  readonly isFolded: boolean;
  readonly onFold: (isFolded: boolean) => void;
  /** Buttons beside the heading. */
  readonly tools?: ReactNode;
  /** True for a part that takes the room there is and scrolls. */
  readonly fills?: boolean;
  /** True for a part whose one child takes all of its room and scrolls itself. */
  readonly stretches?: boolean;
  readonly part: string;
  readonly children: ReactNode;
}

export function Fold(props: FoldProps) {
  const { title, count, isFolded, onFold, tools, fills = false, stretches = false, part, children } = props;
  const id = useId();
  return (
    <section
      className={styles.fold}
      data-fills={(fills && !isFolded) || undefined}
      data-part={part}
      aria-labelledby={`${id}-title`}
    >
      <div className={styles.bar}>
        <h2 id={`${id}-title`} className={styles.title}>
          <button
            type="button"
            aria-expanded={!isFolded}
            aria-controls={`${id}-body`}
            onClick={() => onFold(!isFolded)}
          >
            <span aria-hidden="true">{isFolded ? '▸' : '▾'}</span> {title}
            {count !== undefined && <span className={styles.count}> {count}</span>}
          </button>
        </h2>
        {!isFolded && tools}
      </div>
      <div
        id={`${id}-body`}
        className={styles.body}
        data-stretches={stretches || undefined}
        hidden={isFolded}
      >
        <Boundary name={title}>{children}</Boundary>
      </div>
    </section>
  );
}
