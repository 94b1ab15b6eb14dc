/** The steps of a long log. Loaded where there is one. */

import { useCallback } from 'react';
import type { ListProps } from '../../../../ui/rows/LongList.tsx';
import { LongList } from '../../../../ui/rows/LongList.tsx';
import { STEP_WORDS } from '../log-words.ts';
import styles from './LogSteps.module.css';
import type { LogRow } from './log-rows.ts';
import { formatRowText } from './log-rows.ts';

export interface LongStepsProps {
  readonly rows: readonly LogRow[];
  readonly current: number;
  readonly renderRow: (
    index: number,
    place: Parameters<ListProps['renderRow']>[1] | undefined,
    isActive: boolean,
  ) => React.ReactNode;
}

/** In pixels. */
const ROW = 28;

export function LongSteps({ rows, current, renderRow }: LongStepsProps) {
  const getText = useCallback(
    (index: number) => {
      const row = rows[index];
      return row ? formatRowText(row) : '';
    },
    [rows],
  );
  return (
    <LongList
      name={STEP_WORDS.list}
      className={styles.list}
      count={rows.length}
      current={current}
      estimate={ROW}
      getText={getText}
      renderRow={renderRow}
    />
  );
}
