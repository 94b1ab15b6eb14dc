/** What the thread of 2021 says of a request. The messages load when a request is first looked at. */

import { Suspense, use } from 'react';
import type { RequestPair } from '../../../protocol/state/request-pair.ts';
import { toAddress } from '../../../protocol/words/citation.ts';
import { Boundary } from '../../../ui/failure/Boundary.tsx';
import { createChunk } from '../../../ui/failure/chunk.ts';
import { inLine } from '../../../ui/failure/Failure.tsx';
import styles from './Inspector.module.css';
import { HEADINGS } from './inspector-words.ts';

/** Begins with the first request that is looked at. */
const load = createChunk(async () => (await import('../../../protocol/thread/position.ts')).findPositions);

export function ThreadWords(props: RequestPair) {
  return (
    <Boundary name={HEADINGS.thread} instead={inLine}>
      <Suspense>
        <Words {...props} />
      </Suspense>
    </Boundary>
  );
}

function Words({ from, to }: RequestPair) {
  const find = use(load());
  const positions = find(from, to);
  if (positions.length === 0) return null;
  return (
    <section>
      <h4>{HEADINGS.thread}</h4>
      <ul className={styles.thread}>
        {positions.map(({ message, claim }) => (
          <li key={`${message.message} ${claim.text}`}>
            <a
              href={toAddress({ kind: 'thread', message: message.message })}
              target="_blank"
              rel="noreferrer"
            >
              #{message.message} {message.author}
            </a>{' '}
            <time dateTime={message.date}>{message.date.slice(0, 10)}</time> {claim.text}
          </li>
        ))}
      </ul>
    </section>
  );
}
