/** A list of hundreds or thousands of rows, of which those near what is seen are in the page. Loaded where there is one. */

import type { ReactNode, RefObject } from 'react';
import { memo } from 'react';
import { FindRows } from './FindRows.tsx';
import styles from './LongList.module.css';
import { useLongRows } from './long-rows.tsx';
import type { RowPlace } from './row-place.ts';

export interface ListProps {
  readonly name: string;
  readonly className: string | undefined;
  readonly count: number;
  /** The row that comes into the middle. */
  readonly current: number;
  /** How tall a row is, about, in pixels. */
  readonly estimate: number;
  /** What a row is found by. */
  readonly getText: (index: number) => string;
  /** An `li` that takes what `place` says; Tab comes to the active one alone. */
  readonly renderRow: (index: number, place: RowPlace, isActive: boolean) => ReactNode;
}

export function LongList(props: ListProps) {
  const { name, className, count, current, estimate, getText, renderRow } = props;
  const rows = useLongRows({ count, current, estimate });
  const { list, places, after, active, onKeyDown, onFocus } = rows;
  return (
    <div className={styles.box}>
      <FindRows name={name} count={count} getText={getText} rows={rows} />
      <ol
        ref={list as RefObject<HTMLOListElement>}
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
      </ol>
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
