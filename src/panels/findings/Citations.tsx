/** Who says so, each a link to where it can be read; messages of the thread stand together. */

import { FINDING_WORDS } from '../../judge/catalogue/finding-words.ts';
import type { Citation } from '../../protocol/words/citation.ts';
import { toAddress } from '../../protocol/words/citation.ts';
import { formatSource } from '../../protocol/words/citation-words.ts';
import styles from './Citations.module.css';

export function Citations({ citations }: { citations: readonly Citation[] }) {
  const messages = citations.filter((citation) => citation.kind === 'thread');
  const others = citations.filter((citation) => citation.kind !== 'thread');
  if (citations.length === 0) return null;
  return (
    <ul className={styles.citations} aria-label={FINDING_WORDS.sources}>
      {others.map((citation) => (
        <li key={formatSource(citation)}>
          <Source citation={citation} />
        </li>
      ))}
      {messages.length > 0 && (
        <li className={styles.messages}>
          {FINDING_WORDS.thread}
          {messages.map((citation) => (
            <Source key={citation.message} citation={citation} short={`#${citation.message}`} />
          ))}
        </li>
      )}
    </ul>
  );
}

function Source({ citation, short }: { citation: Citation; short?: string }) {
  const source = formatSource(citation);
  return (
    <a
      href={toAddress(citation)}
      target="_blank"
      rel="noreferrer"
      aria-label={short && `${short}, ${source}`}
    >
      {short ?? source}
    </a>
  );
}
