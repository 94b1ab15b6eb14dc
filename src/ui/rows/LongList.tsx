/** A list of hundreds or thousands of rows, of which those near what is seen are in the page. Loaded where there is one. */

import type { ReactNode, RefObject } from 'react';
import { memo } from 'react';
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
        {places.map(({ ref, 'data-index': index, style }) => (
          <LongRow
            key={index}
            index={index}
            count={count}
            room={style.marginTop}
            isActive={index === active}
            measure={ref}
            renderRow={renderRow}
          />
        ))}
      </Tag>
    </div>
  );
}

interface LongRowProps extends Pick<ListProps, 'renderRow'> {
  readonly index: number;
  readonly count: number;
  readonly room: number;
  readonly isActive: boolean;
  readonly measure: RowPlace['ref'];
}

/** Drawn again only where it says something else: a list that scrolls draws those that come into view. */
const LongRow = memo(function LongRow({ index, count, room, isActive, measure, renderRow }: LongRowProps) {
  const place: RowPlace = {
    ref: measure,
    'data-index': index,
    'aria-posinset': index + 1,
    'aria-setsize': count,
    style: { marginTop: room },
  };
  return renderRow(index, place, isActive);
});
