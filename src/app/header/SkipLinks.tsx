/**
 * The first stops of the Tab key, seen while they have the focus. They are buttons: the address is the page's own state, so
 * a link to a part of it would open another view.
 */

import { useActs } from '../../page/page-context.tsx';
import styles from './SkipLinks.module.css';

export function SkipLinks() {
  const { focusOn } = useActs();
  return (
    <nav className={styles.skip} aria-label="Skip">
      <button type="button" onClick={() => focusOn('graph')}>
        Skip to the graph
      </button>
      <button type="button" onClick={() => focusOn('panels')}>
        Skip to the panels
      </button>
    </nav>
  );
}
