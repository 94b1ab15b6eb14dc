/**
 * Sentences on what could not be read, done or kept, each with its ways out; they stay until they are dismissed. Below
 * them, where a link was opened beside what was kept, the way back to it.
 */

import { useActs, useShell } from '../../page/page-context.tsx';
import type { Notice, Way } from '../../page/shell.ts';
import { getSentence } from '../../page/shell.ts';
import styles from './Notices.module.css';
import { goBack, takeWay } from './notice-ways.ts';
import { NOTICE_WORDS, toBackName } from './notice-words.ts';

export function Notices() {
  const notices = useShell((shell) => shell.notices);
  const acts = useActs();
  if (notices.length === 0) return <OwnHistory />;
  const ways = [...new Set(notices.flatMap(getWays))];
  return (
    <>
      <section className={styles.notices} aria-label={NOTICE_WORDS.label} data-alert>
        <ul>
          {notices.map((notice, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same sentence may appear twice
            <li key={index}>{getSentence(notice)}</li>
          ))}
        </ul>
        <div className={styles.ways}>
          {ways.map((way) => (
            <button key={way} type="button" onClick={() => takeWay(way, acts)}>
              {NOTICE_WORDS[way]}
            </button>
          ))}
          <button type="button" onClick={acts.dismissNotices}>
            {NOTICE_WORDS.dismiss}
          </button>
        </div>
      </section>
      <OwnHistory />
    </>
  );
}

/** The way back to the reader's own history. */
function OwnHistory() {
  const steps = useShell((shell) => shell.offer);
  const acts = useActs();
  if (steps === null) return null;
  return (
    <section className={styles.offer} aria-label={NOTICE_WORDS.offer}>
      <p>{NOTICE_WORDS.beside}</p>
      <div className={styles.ways}>
        <button type="button" onClick={() => goBack(acts)}>
          {toBackName(steps)}
        </button>
        <button type="button" onClick={acts.dismissOffer}>
          {NOTICE_WORDS.stay}
        </button>
      </div>
    </section>
  );
}

const getWays = (notice: Notice): readonly Way[] => (typeof notice === 'string' ? [] : notice.ways);
