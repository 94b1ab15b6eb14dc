/** Sentences on what could not be read or done; they stay until they are dismissed. */

import { useActs, useShell } from '../page/page-context.tsx';
import styles from './Notices.module.css';

export function Notices() {
  const notices = useShell((shell) => shell.notices);
  const { dismissNotices } = useActs();
  if (notices.length === 0) return null;
  return (
    <div className={styles.notices} role="alert">
      <ul>
        {notices.map((notice, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same sentence may appear twice
          <li key={index}>{notice}</li>
        ))}
      </ul>
      <button type="button" onClick={dismissNotices}>
        Dismiss
      </button>
    </div>
  );
}
