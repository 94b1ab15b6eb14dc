/** The sign of a severity, in its colour; the word stands beside it or in the name of what holds it. */

import type { Severity } from '../../protocol/trace/finding.ts';
import { SEVERITY_SIGNS } from '../../ui/severity-sign.ts';
import styles from './Severity.module.css';

export function SeveritySign({ severity }: { severity: Severity }) {
  return (
    <span className={styles.sign} data-severity={severity} aria-hidden="true">
      {SEVERITY_SIGNS[severity]}
    </span>
  );
}
