/** The requests that a step added, removed and changed, in groups that fold: those of one state in a line. */

import { useMemo } from 'react';
import type { ComparedRequest } from '../../../protocol/verdict/difference.ts';
import styles from './LifeChanges.module.css';
import type { LifeLine, LifeRequest } from './life-change.ts';
import { getLooked, toLifeGroups } from './life-change.ts';
import type { LifeStep } from './life-step.ts';
import { formatGroup, KINDS } from './life-words.ts';

/** A group of more requests than these is folded at first. */
const MANY = 24;

interface LifeChangesProps {
  readonly step: LifeStep;
  /** null where a request cannot be looked at. */
  readonly onRequest: ((request: ComparedRequest) => void) | null;
}

export function LifeChanges({ step, onRequest }: LifeChangesProps) {
  const groups = useMemo(() => toLifeGroups(step), [step]);
  return groups.map((group) => (
    <details
      key={`${group.kind} ${group.was} ${group.is}`}
      className={styles.group}
      data-change={group.kind}
      open={group.distinct <= MANY}
    >
      <summary>
        <span className={styles.sign} aria-hidden="true">
          {KINDS[group.kind].sign}
        </span>{' '}
        {formatGroup(group)} <span className={styles.count}>{group.count}</span>
      </summary>
      <dl className={styles.lines}>
        {group.lines.map((line) => (
          <Line key={line.from} line={line} onRequest={onRequest} />
        ))}
      </dl>
    </details>
  ));
}

interface LineProps {
  readonly line: LifeLine;
  readonly onRequest: LifeChangesProps['onRequest'];
}

function Line({ line: { from, requests }, onRequest }: LineProps) {
  return (
    <div className={styles.line}>
      <dt>
        <code>{from}</code> <span aria-hidden="true">&gt;</span>
      </dt>
      <dd>
        {requests.map((request) => (
          <Request key={request.key} from={from} request={request} onRequest={onRequest} />
        ))}
      </dd>
    </div>
  );
}

interface RequestProps {
  readonly from: string;
  readonly request: LifeRequest;
  readonly onRequest: LifeChangesProps['onRequest'];
}

function Request({ from, request, onRequest }: RequestProps) {
  const { to, flags } = request;
  const text = (
    <>
      <code>{to}</code>
      {flags && <small> {flags}</small>}
    </>
  );
  if (!onRequest) return <span className={styles.request}>{text}</span>;
  return (
    <button
      type="button"
      className={styles.request}
      aria-label={[`${from} to ${to}`, flags].filter(Boolean).join(', ')}
      onClick={() => onRequest(getLooked(request))}
    >
      {text}
    </button>
  );
}
