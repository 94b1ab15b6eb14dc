/** Everything that was asked, refusals included: a line to step along, with the branches that leave it. */

import { memo, useCallback, useState } from 'react';
import type { HistoryNode, History as HistoryTree } from '../../machine/history.ts';
import { getChildren, getCursorIndex, getLine, ROOT } from '../../machine/history.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../protocol/state/state.ts';
import { VERDICT_WORDS } from '../../protocol/verdict/verdict.ts';
import { VERDICT_SIGNS } from '../../ui/verdict-sign.ts';
import styles from './History.module.css';
import { formatHistoryRow, RESET } from './history-words.ts';

interface HistoryProps {
  readonly ruleSet: RuleSet;
  readonly history: HistoryTree;
  readonly onJump: (id: number) => void;
}

/** The step that the cursor comes to stands in the middle of the list. */
function scrollTo(button: HTMLElement | null): void {
  const box = button?.closest('ol')?.parentElement;
  if (button && box) box.scrollTop = Math.max(0, button.offsetTop - box.clientHeight / 2);
}

export const History = memo(function History({ ruleSet, history, onJump }: HistoryProps) {
  const line = getLine(history);
  const cursor = getCursorIndex(history);
  const [branch, setBranch] = useState<number | null>(null);
  const jumpToBranch = (id: number) => {
    setBranch(id);
    onJump(id);
  };
  // The button of the branch goes with it: the focus goes to its step.
  const takeFocus = useCallback((button: HTMLElement | null) => {
    if (!button) return;
    button.focus();
    setBranch(null);
  }, []);
  return (
    <ol className={styles.list} aria-label="History">
      <li>
        <button
          type="button"
          className={styles.step}
          ref={cursor === 0 ? scrollTo : undefined}
          aria-current={cursor === 0 ? 'step' : undefined}
          onClick={() => onJump(ROOT)}
        >
          <span className={styles.number}>0</span>
          <span className={styles.text}>opened in {formatState(ruleSet.states, history.start)}</span>
        </button>
        <Branches history={history} parent={ROOT} onJump={jumpToBranch} followed={line[0]?.id} />
      </li>
      {line.map((node, index) => (
        <li key={node.id} data-ahead={index >= cursor || undefined}>
          <StepButton
            ruleSet={ruleSet}
            node={node}
            number={index + 1}
            isCursor={cursor === index + 1}
            onArrive={branch === node.id ? takeFocus : undefined}
            onJump={onJump}
          />
          <Branches history={history} parent={node.id} onJump={jumpToBranch} followed={line[index + 1]?.id} />
        </li>
      ))}
    </ol>
  );
});

interface StepButtonProps {
  readonly ruleSet: RuleSet;
  readonly node: HistoryNode;
  readonly number: number;
  readonly isCursor: boolean;
  /** For a branch that was chosen, once it stands on the line. */
  readonly onArrive: ((button: HTMLElement | null) => void) | undefined;
  readonly onJump: (id: number) => void;
}

function StepButton({ ruleSet, node, number, isCursor, onArrive, onJump }: StepButtonProps) {
  const { made, step } = node;
  const current = isCursor ? 'step' : undefined;
  const place = onArrive ?? (isCursor ? scrollTo : undefined);
  if (made?.kind !== 'made') {
    const name = step.act === 'request' ? step.to : RESET;
    return (
      <button
        ref={place}
        type="button"
        className={styles.step}
        aria-current={current}
        onClick={() => onJump(node.id)}
      >
        <span className={styles.number}>{number}</span>
        <span className={styles.text}>
          {name}: {made ? 'no such state in these rules' : 'not reached in these rules'}
        </span>
      </button>
    );
  }
  const { outcome } = made;
  const { request, word, now } = formatHistoryRow(ruleSet, outcome);
  const saw = step.act === 'request' && made.differs && step.saw ? step.saw : null;
  return (
    <button
      ref={place}
      type="button"
      className={styles.step}
      aria-current={current}
      onClick={() => onJump(node.id)}
    >
      <span className={styles.number}>{number}</span>
      <span className={styles.sign} data-verdict={outcome.kind}>
        {VERDICT_SIGNS[outcome.kind]}
      </span>
      <span className={styles.text}>
        {request} <span className={styles.word}>{word}</span>
        {now && <span className={styles.word}>, now {now}</span>}
        {saw && <strong className={styles.differs}> differs: was {VERDICT_WORDS[saw].toLowerCase()}</strong>}
      </span>
    </button>
  );
}

interface BranchesProps {
  readonly history: HistoryTree;
  readonly parent: number;
  readonly followed: number | undefined;
  readonly onJump: (id: number) => void;
}

/** The other things that were asked from the same place. */
function Branches({ history, parent, followed, onJump }: BranchesProps) {
  const others = getChildren(history, parent).filter(({ id }) => id !== followed);
  if (others.length === 0) return null;
  return (
    <span className={styles.branches}>
      {others.map((node) => (
        <button key={node.id} type="button" className={styles.branch} onClick={() => onJump(node.id)}>
          branch: {node.step.act === 'request' ? `asked ${node.step.to}` : 'reset'}
        </button>
      ))}
    </span>
  );
}
