/** What is shown in place of a part that failed: why, what is kept, and how to go on. */

import type { MouseEvent } from 'react';
import { use, useId, useState } from 'react';
import { copyText } from '../hand-over.ts';
import { ChunkFailure } from './chunk.ts';
import styles from './Failure.module.css';
import { FAILURE_WORDS } from './failure-words.ts';
import type { Failed } from './rescue.tsx';
import { RescueContext } from './rescue.tsx';

interface FailureProps {
  readonly failed: Failed;
  readonly onAgain: () => void;
}

/** A region that scrolls must be reachable by keyboard. */
const SCROLLS = { tabIndex: 0, role: 'region', 'aria-label': FAILURE_WORDS.shown };

export function Failure({ failed, onAgain }: FailureProps) {
  const id = useId();
  const rescue = use(RescueContext);
  const [said, setSaid] = useState('');
  const isChunk = failed.error instanceof ChunkFailure;
  const report = rescue?.toReport(failed) ?? '';
  const wayOut = rescue?.getWayOut();
  const leave = (event: MouseEvent, act?: () => void) => {
    keepFocus(event.currentTarget);
    act?.();
    onAgain();
  };
  const copy = () =>
    void copyText(report, FAILURE_WORDS.report).then((sentence) => {
      setSaid(sentence);
      void import('../attention/announce.ts').then(({ announce }) => announce(sentence));
    });
  return (
    <section className={styles.failure} aria-labelledby={`${id}-title`}>
      <div data-alert>
        <p id={`${id}-title`} className={styles.title}>
          <span aria-hidden="true">✕</span> {FAILURE_WORDS.title(failed.name)}
        </p>
        <p>{isChunk ? FAILURE_WORDS.notLoaded : FAILURE_WORDS.thrown}</p>
        {rescue?.getKept().map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      <p className={styles.acts}>
        <button type="button" onClick={(event) => leave(event)}>
          {FAILURE_WORDS.again}
        </button>
        <button type="button" onClick={() => window.location.reload()}>
          {FAILURE_WORDS.reload}
        </button>
        {wayOut && (
          <button type="button" onClick={(event) => leave(event, wayOut)}>
            {FAILURE_WORDS.explore}
          </button>
        )}
        {rescue && (
          <button type="button" onClick={copy}>
            {FAILURE_WORDS.copy}
          </button>
        )}
        <span>{said}</span>
      </p>
      {rescue && (
        <details>
          <summary>{FAILURE_WORDS.shown}</summary>
          <p>{FAILURE_WORDS.stays}</p>
          <pre {...SCROLLS}>{report}</pre>
        </details>
      )}
    </section>
  );
}

/** The same in a line, for a part without room. */
function FailureLine({ failed, onAgain }: FailureProps) {
  return (
    <span>
      {FAILURE_WORDS.title(failed.name)}.{' '}
      <button type="button" onClick={onAgain}>
        {FAILURE_WORDS.again}
      </button>
    </span>
  );
}

/** For a boundary around a part without room. */
export const inLine = (failed: Failed, onAgain: () => void) => (
  <FailureLine failed={failed} onAgain={onAgain} />
);

/** The button disappears with the failure: the focus moves to what is nearest. */
function keepFocus(button: Element): void {
  const around: HTMLElement[] = [];
  for (let at = button.closest('section')?.parentElement; at; at = at.parentElement) around.push(at);
  window.setTimeout(() => {
    if (document.activeElement !== document.body) return;
    for (const element of around.filter(({ isConnected }) => isConnected)) {
      const near = element.matches('[tabindex="0"]')
        ? element
        : element.querySelector<HTMLElement>('button, a[href], select, input, [tabindex="0"]');
      near?.focus();
      if (document.activeElement === near) return;
    }
  });
}
