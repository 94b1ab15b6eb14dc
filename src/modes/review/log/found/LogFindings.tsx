/** What was found in a log: where it begins, how bad it is, and the sentence of the command line. */

import type { ReplayFinding } from '../../../../judge/replay/log-replay.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import { SEVERITY_SIGNS } from '../../../../ui/severity-sign.ts';
import { LOG_PANEL_WORDS, LOG_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import styles from './LogFindings.module.css';

interface LogFindingsProps {
  readonly log: LogActor;
  readonly onLine: (line: number) => void;
}

export function LogFindings({ log, onLine }: LogFindingsProps) {
  const findings = useLog(log, ({ reading }) => reading?.findings) ?? [];
  if (findings.length === 0) return <p>{LOG_PANEL_WORDS.noFindings}</p>;
  return <LogFindingList findings={findings} hasPlace onLine={onLine} />;
}

interface LogFindingListProps {
  readonly findings: readonly ReplayFinding[];
  /** False where it is plain which step they are about. */
  readonly hasPlace: boolean;
  readonly onLine: (line: number) => void;
}

export function LogFindingList({ findings, hasPlace, onLine }: LogFindingListProps) {
  return (
    <ul className={styles.findings} aria-label={LOG_PANEL_WORDS.findings}>
      {findings.map(({ id, severity, line, device, text, count }) => (
        <li key={`${id} ${line} ${device} ${text}`} data-severity={severity}>
          <span className={styles.sign} aria-hidden="true">
            {SEVERITY_SIGNS[severity]}
          </span>
          <div>
            {hasPlace && (
              <p className={styles.place}>
                <span className={styles.severity}>{severity}</span>{' '}
                {device !== null && <code>{formatVisibleLine(device)}</code>}{' '}
                <button type="button" className={styles.line} onClick={() => onLine(line)}>
                  {fill(LOG_WORDS.line, { line })}
                </button>
                {count > 1 && <span> {fill(LOG_PANEL_WORDS.count, { count })}</span>}
              </p>
            )}
            <p>
              {!hasPlace && <span className="hidden">{severity}: </span>}
              {formatVisibleLine(text)}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
