/** Where a statement can be read: links to the archive, the kernel and QEMU. */

import type { Citation } from '../../../../protocol/words/citation.ts';
import { toAddress } from '../../../../protocol/words/citation.ts';
import { DEBATE_WORDS } from '../debate-words.ts';
import styles from './DebateCitations.module.css';
import { formatCitation } from './debate-citation.ts';

export function DebateCitations({ citations }: { citations: readonly Citation[] }) {
  return (
    <ul className={styles.citations} aria-label={DEBATE_WORDS.sources}>
      {citations.map((citation) => (
        <li key={formatCitation(citation)}>
          <a href={toAddress(citation)} target="_blank" rel="noreferrer">
            {formatCitation(citation)}
          </a>
        </li>
      ))}
    </ul>
  );
}
