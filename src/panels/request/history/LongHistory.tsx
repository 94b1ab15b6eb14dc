/** The history of hundreds or thousands of steps. Loaded where there is one. */

import type { ReactNode } from 'react';
import { useCallback } from 'react';
import type { HistoryNode, History as HistoryTree } from '../../../machine/history.ts';
import { getCursorIndex, getLine } from '../../../machine/history.ts';
import { getOthers } from '../../../machine/history-forks.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { ListProps } from '../../../ui/rows/LongList.tsx';
import { LongList } from '../../../ui/rows/LongList.tsx';
import type { RowPlace } from '../../../ui/rows/row-place.ts';
import styles from './History.module.css';
import { formatRowText } from './history-text.ts';

export interface LongHistoryProps {
  readonly ruleSet: RuleSet;
  readonly history: HistoryTree;
  /** `others` are the branches that leave the line there; left out, they are looked for. */
  readonly renderRow: (
    number: number,
    place?: RowPlace,
    isActive?: boolean,
    others?: readonly HistoryNode[],
  ) => ReactNode;
}

/** In pixels. */
const ROW = 26;

export function LongHistory({ ruleSet, history, renderRow }: LongHistoryProps) {
  const getText = useCallback(
    (number: number) => formatRowText(ruleSet, history, number),
    [ruleSet, history],
  );
  const renderOne = useCallback<ListProps['renderRow']>(
    (number, place, isActive) => renderRow(number, place, isActive, getOthers(history, number)),
    [history, renderRow],
  );
  return (
    <LongList
      name="History"
      className={styles.list}
      count={getLine(history).length + 1}
      current={getCursorIndex(history)}
      estimate={ROW}
      getText={getText}
      renderRow={renderOne}
    />
  );
}
