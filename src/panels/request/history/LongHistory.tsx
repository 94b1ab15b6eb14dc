/** The history of hundreds or thousands of steps. Loaded where there is one. */

import type { ReactNode } from 'react';
import { useCallback } from 'react';
import type { History as HistoryTree } from '../../../machine/history.ts';
import { getCursorIndex, getLine } from '../../../machine/history.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { LongList } from '../../../ui/rows/LongList.tsx';
import type { RowPlace } from '../../../ui/rows/row-place.ts';
import styles from './History.module.css';
import { formatRowText } from './history-text.ts';

export interface LongHistoryProps {
  readonly ruleSet: RuleSet;
  readonly history: HistoryTree;
  readonly renderRow: (number: number, place?: RowPlace, isActive?: boolean) => ReactNode;
}

/** In pixels. */
const ROW = 26;

export function LongHistory({ ruleSet, history, renderRow }: LongHistoryProps) {
  const getText = useCallback(
    (number: number) => formatRowText(ruleSet, history, number),
    [ruleSet, history],
  );
  return (
    <LongList
      name="History"
      className={styles.list}
      count={getLine(history).length + 1}
      current={getCursorIndex(history)}
      estimate={ROW}
      getText={getText}
      renderRow={renderRow}
    />
  );
}
