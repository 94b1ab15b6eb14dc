/** Everything that was asked, refusals included: a line to step along, with the branches that leave it. */

import { memo, Suspense, useCallback, useState } from 'react';
import type { History as HistoryTree } from '../../../machine/history.ts';
import { getCursorIndex, getLine, ROOT } from '../../../machine/history.ts';
import { getOthers } from '../../../machine/history-forks.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { createLazyPart } from '../../../ui/failure/lazy-part.tsx';
import { PLAIN_ROWS } from '../../../ui/rows/plain-rows.ts';
import styles from './History.module.css';
import { HistoryRow } from './HistoryRow.tsx';
import type { LongHistoryProps } from './LongHistory.tsx';

const LongHistory = createLazyPart(async () => (await import('./LongHistory.tsx')).LongHistory);

interface HistoryProps {
  readonly ruleSet: RuleSet;
  readonly history: HistoryTree;
  readonly onJump: (id: number) => void;
}

/**
 * The step that the cursor comes to stands in the middle of the list, once the browser has laid it out: asked for earlier,
 * its place would have all be laid out at once. A long list sees to that itself.
 */
function scrollTo(button: HTMLElement | null): (() => void) | undefined {
  const box = button?.closest('ol')?.parentElement;
  if (!button || !box) return undefined;
  const observer = new ResizeObserver(() => {
    observer.disconnect();
    box.scrollTop = Math.max(0, button.offsetTop - box.clientHeight / 2);
  });
  observer.observe(button);
  return () => observer.disconnect();
}

export const History = memo(function History({ ruleSet, history, onJump }: HistoryProps) {
  const line = getLine(history);
  const cursor = getCursorIndex(history);
  const [branch, setBranch] = useState(ROOT);
  const jumpToBranch = useCallback(
    (id: number) => {
      setBranch(id);
      onJump(id);
    },
    [onJump],
  );
  // The button of the branch goes with it: the focus goes to its step.
  const takeFocus = useCallback((button: HTMLElement | null) => {
    if (!button) return;
    button.focus();
    setBranch(ROOT);
  }, []);
  const renderRow: LongHistoryProps['renderRow'] = (number, place, isActive = true) => {
    const node = line[number - 1];
    const id = node?.id ?? ROOT;
    const arrive = place || cursor !== number ? undefined : scrollTo;
    return (
      <HistoryRow
        key={id}
        ruleSet={ruleSet}
        number={number}
        node={node}
        start={history.start}
        isCurrent={number === cursor}
        isAhead={number > cursor}
        others={getOthers(history, number)}
        isActive={isActive}
        place={place}
        button={id !== ROOT && branch === id ? takeFocus : arrive}
        onJump={onJump}
        onBranch={jumpToBranch}
      />
    );
  };
  if (line.length >= PLAIN_ROWS)
    return (
      <Suspense>
        <LongHistory ruleSet={ruleSet} history={history} renderRow={renderRow} />
      </Suspense>
    );
  return (
    <ol className={styles.list} aria-label="History">
      {[null, ...line].map((_, number) => renderRow(number))}
    </ol>
  );
});
