/** What a request means for the VM, whatever its verdict is, with the sources in short. */

import type { RuleSet } from '../../../protocol/rule-sets/rule-set.ts';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { getConsequence } from '../../../protocol/verdict/consequence.ts';
import { toAddress } from '../../../protocol/words/citation.ts';
import { formatCitation, formatShortCitation } from '../../../protocol/words/citation-words.ts';
import styles from './Consequence.module.css';
import { HEADINGS } from './inspector-words.ts';

interface ConsequenceProps {
  readonly ruleSet: RuleSet;
  readonly request: RequestPair;
}

export function Consequence({ ruleSet, request }: ConsequenceProps) {
  const { text, citations } = getConsequence(ruleSet, request);
  return (
    <section>
      <h4>{HEADINGS.consequence}</h4>
      <p>{text}</p>
      <ul className={styles.sources}>
        {citations.map((citation) => (
          <li key={formatCitation(citation)}>
            <a href={toAddress(citation)} target="_blank" rel="noreferrer" title={formatCitation(citation)}>
              {formatShortCitation(citation)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
