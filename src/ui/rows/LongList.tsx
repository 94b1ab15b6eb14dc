/** A list of hundreds or thousands of rows, of which those near what is seen are in the page. Loaded where there is one. */

import type { ReactNode, RefObject } from 'react';
import { FindRows } from './FindRows.tsx';
import styles from './LongList.module.css';
import { useLongRows } from './long-rows.tsx';
import type { RowPlace } from './row-place.ts';

export interface ListProps {
  readonly as: 'ol' | 'ul';
  readonly name: string;
  readonly className: string | undefined;
  readonly count: number;
  /** The row that comes into the middle of a long list. */
  readonly current?: number | null;
  /** How tall a row is, about, in pixels. */
  readonly estimate: number;
  /** True for a list that shares its panel with others: a long one scrolls by itself. */
  readonly isBoxed?: boolean;
  /** What a row is found by. */
  readonly getText: (index: number) => string;
  /** An `li` with a key. In a long list it takes what `place` says, and Tab comes to the active one alone. */
  readonly renderRow: (index: number, place?: RowPlace, isActive?: boolean) => ReactNode;
}

export function LongList(props: ListProps) {
  const { as: Tag, name, className, count, current = null, estimate, getText, renderRow } = props;
  const rows = useLongRows({ count, current, estimate });
  const { list, places, after, active, onKeyDown, onFocus } = rows;
  return (
    <div className={styles.box} data-boxed={props.isBoxed || undefined}>
      <FindRows name={name} count={count} getText={getText} rows={rows} />
      <Tag
        ref={list as RefObject<HTMLOListElement & HTMLUListElement>}
        className={`${className} ${styles.list}`}
        aria-label={name}
        style={{ paddingBottom: after }}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {places.map((place) => renderRow(place['data-index'], place, place['data-index'] === active))}
      </Tag>
    </div>
  );
}
