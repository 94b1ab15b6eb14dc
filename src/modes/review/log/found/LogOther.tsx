/** Another log beside this one: device by device, how far both do the same, and where they part. */

import { useMemo, useRef } from 'react';
import type { LogReading } from '../../../../judge/replay/log-reading.ts';
import type { JudgedStep } from '../../../../judge/replay/log-replay.ts';
import type { PairedRun } from '../../../../judge/replay/parting/run-parting.ts';
import { compareLogs } from '../../../../judge/replay/parting/run-parting.ts';
import { formatAct, formatCame } from '../../../../judge/replay/replay-report.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import { LOG_WORDS, OTHER_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import styles from './LogOther.module.css';

interface LogOtherProps {
  readonly log: LogActor;
  readonly onLine: (line: number) => void;
}

export function LogOther({ log, onLine }: LogOtherProps) {
  const reading = useLog(log, (context) => context.reading);
  const other = useLog(log, (context) => context.other);
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.other}>
      <p>{OTHER_WORDS.account}</p>
      <p className={styles.acts}>
        <button type="button" onClick={() => input.current?.click()}>
          {OTHER_WORDS.open}
        </button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={OTHER_WORDS.file}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) log.send({ type: 'other.open', file });
            target.value = '';
          }}
        />
        {other && <span>{formatVisibleLine(other.name)}</span>}
      </p>
      {other?.problem != null && <p className={styles.problem}>{other.problem}</p>}
      {other && !other.reading && other.problem === null && <p>{LOG_WORDS.reading}</p>}
      {reading && other?.reading && (
        <Runs logs={[reading, other.reading]} name={formatVisibleLine(other.name)} onLine={onLine} />
      )}
    </div>
  );
}

interface RunsProps {
  readonly logs: readonly [LogReading, LogReading];
  readonly name: string;
  readonly onLine: LogOtherProps['onLine'];
}

function Runs({ logs: [own, other], name, onLine }: RunsProps) {
  const { runs, first, unpaired } = useMemo(
    () => compareLogs([own, other], [OTHER_WORDS.own, name]),
    [own, other, name],
  );
  return (
    <>
      {runs.length === 0 && <p>{OTHER_WORDS.none}</p>}
      <ul className={styles.runs} aria-label={OTHER_WORDS.list}>
        {runs.map((run) => (
          <li key={run.names.join(' ')}>
            <Run run={run} isFirst={run === first && runs.length > 1} name={name} onLine={onLine} />
          </li>
        ))}
      </ul>
      <Alone devices={unpaired[0]} log={OTHER_WORDS.own} />
      <Alone devices={unpaired[1]} log={name} />
    </>
  );
}

/** Devices that only one log has. */
function Alone({ devices, log }: { readonly devices: readonly string[]; readonly log: string }) {
  return devices.map((device) => (
    <p key={device} className={styles.muted}>
      {fill(OTHER_WORDS.alone, { device: formatVisibleLine(device), log })}
    </p>
  ));
}

interface RunProps {
  readonly run: PairedRun;
  readonly isFirst: boolean;
  readonly name: string;
  readonly onLine: LogOtherProps['onLine'];
}

function Run({ run: { names, agreed, parting }, isFirst, name, onLine }: RunProps) {
  const [left, right] = names.map(formatVisibleLine);
  const [mine, theirs] = parting?.steps ?? [null, null];
  return (
    <>
      <h3>
        <code>
          {left === right ? left : fill(OTHER_WORDS.pair, { left: left ?? '', right: right ?? '' })}
        </code>{' '}
        <span>
          {parting
            ? fill(agreed === 1 ? OTHER_WORDS.sameOne : OTHER_WORDS.same, { count: agreed })
            : OTHER_WORDS.allSame}
          {isFirst && ` ${OTHER_WORDS.first}`}
        </span>
      </h3>
      {parting && (
        <>
          <dl>
            <dt>{OTHER_WORDS.own}</dt>
            <dd>
              {formatStep(mine)}{' '}
              {mine && (
                <button type="button" className={styles.line} onClick={() => onLine(mine.step.line)}>
                  {fill(LOG_WORDS.line, { line: mine.step.line })}
                </button>
              )}
            </dd>
            <dt>{name}</dt>
            <dd>
              {formatStep(theirs)} {theirs && fill(LOG_WORDS.line, { line: theirs.step.line })}
            </dd>
          </dl>
          <p>{formatVisibleLine(parting.text)}</p>
          <p>{formatVisibleLine(parting.why)}</p>
        </>
      )}
    </>
  );
}

function formatStep(judged: JudgedStep | null): string {
  if (!judged) return OTHER_WORDS.ends;
  const came = formatCame(judged);
  return `${formatVisibleLine(formatAct(judged))}: ${judged.step.event}${came === '' ? '' : `, ${came}`},`;
}
