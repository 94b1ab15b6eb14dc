/** One step of the history: what was asked and what came of it, with the branches that leave it. */

import type { Ref } from 'react';
import { memo } from 'react';
import type { HistoryNode } from '../../../machine/history.ts';
import { ROOT } from '../../../machine/history.ts';
import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import { formatState } from '../../../protocol/state/state.ts';
import { VERDICT_WORDS } from '../../../protocol/verdict/verdict.ts';
import type { RowPlace } from '../../../ui/rows/row-place.ts';
import { VERDICT_SIGNS } from '../../../ui/verdict-sign.ts';
import styles from './History.module.css';
import { formatBranch, formatHistoryRow, formatUnmade } from './history-words.ts';

interface HistoryRowProps {
  readonly ruleSet: RuleSet;
  /** How many steps are made: 0 is the start. */
  readonly number: number;
  /** The last of them; undefined at the start. */
  readonly node: HistoryNode | undefined;
  /** The state before the first of them. */
  readonly start: number;
  readonly isCurrent: boolean;
  /** The cursor has not come to it. */
  readonly isAhead: boolean;
  /** What else was asked from here: branches that leave the line. */
  readonly others: readonly HistoryNode[];
  /** In a long list, Tab comes to the active row alone. */
  readonly isActive: boolean;
  readonly place: RowPlace | undefined;
  readonly button: Ref<HTMLButtonElement> | undefined;
  readonly onJump: (id: number) => void;
  readonly onBranch: (id: number) => void;
}

/** Drawn again only where it says something else: a step that is added draws the rows of two. */
export const HistoryRow = memo(function HistoryRow(props: HistoryRowProps) {
  const { ruleSet, number, node, start, isCurrent, isAhead } = props;
  const { others, isActive, place, button, onJump, onBranch } = props;
  const tabIndex = isActive ? 0 : -1;
  return (
    <li {...place} data-ahead={isAhead || undefined}>
      <button
        ref={button}
        type="button"
        className={styles.step}
        tabIndex={tabIndex}
        aria-current={isCurrent ? 'step' : undefined}
        onClick={() => onJump(node?.id ?? ROOT)}
      >
        <span className={styles.number}>{number}</span>
        {node ? (
          <Told ruleSet={ruleSet} node={node} />
        ) : (
          <span className={styles.text}>opened in {formatState(ruleSet.states, start)}</span>
        )}
      </button>
      {others.length > 0 && (
        <span className={styles.branches}>
          {others.map(({ id, step }) => (
            <button
              key={id}
              type="button"
              className={styles.branch}
              tabIndex={tabIndex}
              onClick={() => onBranch(id)}
            >
              {formatBranch(step)}
            </button>
          ))}
        </span>
      )}
    </li>
  );
});

function Told({ ruleSet, node }: { ruleSet: RuleSet; node: HistoryNode }) {
  const { made, step } = node;
  if (made?.kind !== 'made') return <span className={styles.text}>{formatUnmade(node)}</span>;
  const { outcome } = made;
  const { request, word, now } = formatHistoryRow(ruleSet, outcome);
  const saw = step.act === 'request' && made.differs && step.saw ? step.saw : null;
  return (
    <>
      <span className={styles.sign} data-verdict={outcome.kind}>
        {VERDICT_SIGNS[outcome.kind]}
      </span>
      <span className={styles.text}>
        {request} <span className={styles.word}>{word}</span>
        {now && <span className={styles.word}>, now {now}</span>}
        {saw && <strong className={styles.differs}> differs: was {VERDICT_WORDS[saw].toLowerCase()}</strong>}
      </span>
    </>
  );
}
