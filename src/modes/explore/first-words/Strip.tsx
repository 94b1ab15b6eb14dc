/** What a first visit is told above the graph, with three ways to begin. Loaded with the first visit; others need none of it. */

import { useState } from 'react';
import { useActs, useHistoryActor } from '../../../page/page-context.tsx';
import { getRuleSet, TODAY } from '../../../protocol/rule-sets/rule-sets.ts';
import { toAddress } from '../../../protocol/words/citation.ts';
import { formatCitation } from '../../../protocol/words/citation-words.ts';
import type { Start, Told } from './first-words.ts';
import { FIRST_RULES, LEAD, NOW, STARTS } from './first-words.ts';
import styles from './Strip.module.css';
import { runStart } from './start-run.ts';

export function Strip() {
  const acts = useActs();
  const history = useHistoryActor();
  const [told, setTold] = useState<Told>(FIRST_RULES);
  const begin = (start: Start) => {
    setTold(start.told);
    runStart(start, history, acts);
  };
  const showToday = () => {
    const ruleSet = getRuleSet(TODAY);
    if (ruleSet) acts.changeRules(ruleSet);
  };
  return (
    <>
      <p className={styles.lead}>
        <Sentence told={LEAD} />
      </p>
      <div className={styles.starts}>
        {STARTS.map((start) => (
          <Choice key={start.id} {...start} onChoose={() => begin(start)} />
        ))}
        <Choice {...NOW} onChoose={showToday} />
      </div>
      <p className={styles.told}>
        <Sentence told={told} />
      </p>
    </>
  );
}

interface ChoiceProps extends Pick<Start, 'title' | 'detail'> {
  readonly onChoose: () => void;
}

/** A button that says what it does, and smaller under which rules. */
function Choice({ title, detail, onChoose }: ChoiceProps) {
  return (
    <button
      type="button"
      className={styles.choice}
      aria-label={title}
      aria-description={detail}
      onClick={onChoose}
    >
      <b>{title}</b>
      <code>{detail}</code>
    </button>
  );
}

function Sentence({ told }: { told: Told }) {
  return told.map((part) => {
    if (typeof part === 'string') return part;
    const [words, citation] = part;
    return (
      <a
        key={words}
        href={toAddress(citation)}
        title={formatCitation(citation)}
        target="_blank"
        rel="noreferrer"
      >
        {words}
      </a>
    );
  });
}
