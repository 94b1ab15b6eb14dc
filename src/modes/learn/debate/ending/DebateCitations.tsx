/** Where a statement can be read: links to the archive, the kernel and QEMU. */

import { getMessage } from '../../../../protocol/thread/position.ts';
import type { Citation } from '../../../../protocol/words/citation.ts';
import { toAddress } from '../../../../protocol/words/citation.ts';
import { formatDatedCitation } from '../../../../protocol/words/citation-words.ts';
import { DEBATE_WORDS } from '../debate-words.ts';
import styles from './DebateCitations.module.css';

export function DebateCitations({ citations }: { citations: readonly Citation[] }) {
  return (
    <ul className={styles.citations} aria-label={DEBATE_WORDS.sources}>
      {citations.map((citation) => (
        <li key={formatDatedCitation(citation, getMessage)}>
          <a href={toAddress(citation)} target="_blank" rel="noreferrer">
            {formatDatedCitation(citation, getMessage)}
          </a>
        </li>
      ))}
    </ul>
  );
}
