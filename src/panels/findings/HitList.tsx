/** What one cause hits: each request is a button that shows it on the graph. */

import { Fragment } from 'react';
import { FINDING_WORDS } from '../../judge/catalogue/finding-words.ts';
import type { HitGroup, HitRequest } from '../../judge/catalogue/hit-words.ts';
import styles from './Findings.module.css';

interface HitListProps {
  readonly groups: readonly HitGroup[];
  readonly onRequest: (request: HitRequest) => void;
}

export function HitList({ groups, onRequest }: HitListProps) {
  if (groups.length === 0) return null;
  return (
    <ul className={styles.hits} aria-label={FINDING_WORDS.hits}>
      {groups.map(({ title, list, isOfFlows, requests }) => (
        <li key={title}>
          {title}
          {isOfFlows && `: ${list}`}
          {requests.map((request, index) => (
            <Fragment key={request.text}>
              {index > 0 ? ', ' : isOfFlows ? `; ${FINDING_WORDS.at} ` : ': '}
              <button
                type="button"
                className={styles.hit}
                aria-label={`${request.text}: ${title}`}
                onClick={() => onRequest(request)}
              >
                {request.text}
              </button>
            </Fragment>
          ))}
        </li>
      ))}
    </ul>
  );
}
