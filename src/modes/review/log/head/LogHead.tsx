/** What a log is: its formats, its client, its devices, and what was not read; each guess beside the control that overrides it. */

import { useSelector } from '@xstate/react';
import { useId, useMemo } from 'react';
import type { LogReading } from '../../../../judge/replay/log-reading.ts';
import { usePageState } from '../../../../page/page-context.tsx';
import { CLIENTS, getClient } from '../../../../protocol/clients/client-table.ts';
import type { RuleSet } from '../../../../protocol/rule-sets/rule-set.ts';
import { getFlagSets } from '../../../../protocol/rule-sets/rule-set.ts';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import type { StoredLogChoices } from '../../../../share/store/stored-review.ts';
import type { BesideFile } from '../../inputs/beside-file.ts';
import { Choice } from '../../inputs/Choice.tsx';
import { useReview } from '../../machine/review-actor.tsx';
import type { ReviewActor } from '../../machine/review-start.ts';
import { splitLines } from '../../machine/review-view.ts';
import { formatDeviceEnd, formatDeviceFlags, formatStepCount } from '../log-account.ts';
import { showLine } from '../log-lines.ts';
import { FORMAT_WORDS, LOG_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import styles from './LogHead.module.css';
import { LogProgress } from './LogProgress.tsx';

interface LogHeadProps {
  readonly review: ReviewActor;
  readonly log: LogActor;
  readonly onLine: (line: number) => void;
}

export function LogHead({ review, log, onLine }: LogHeadProps) {
  const id = useId();
  const reading = useLog(log, (context) => context.reading);
  const file = useReview(review, (context) => context.file);
  const isRead = useSelector(log, (snapshot) => snapshot.matches('read'));
  if (!reading && !file) return <LogProgress log={log} />;
  return (
    <section className={styles.head} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{LOG_WORDS.head}</h3>
      <LogProgress log={log} />
      {file && <FileLines file={file} review={review} log={log} />}
      {file && isRead && !reading && (
        <p data-alert className={styles.problem}>
          {fill(LOG_WORDS.notLog, { why: file.why })}
        </p>
      )}
      {reading && <Account reading={reading} review={review} onLine={onLine} />}
    </section>
  );
}

interface FileLinesProps extends Pick<LogHeadProps, 'review' | 'log'> {
  readonly file: BesideFile;
}

/** Which lines of a large file the editor shows. */
function FileLines({ file, review, log }: FileLinesProps) {
  const text = useReview(review, ({ kept }) => kept.text);
  const count = useMemo(() => splitLines(text).length - Number(text.endsWith('\n')), [text]);
  const words = {
    size: (file.blob.size / 1_000_000).toFixed(1),
    ...{ from: file.first, to: file.first + count - 1 },
  };
  return (
    <p className={styles.muted}>
      {fill(LOG_WORDS.file, words)}{' '}
      {file.first > 1 && (
        <button type="button" onClick={() => void showLine(review, log, 1)}>
          {LOG_WORDS.fileTop}
        </button>
      )}
    </p>
  );
}

interface AccountProps {
  readonly reading: LogReading;
  readonly review: ReviewActor;
  readonly onLine: LogHeadProps['onLine'];
}

function Account({ reading, review, onLine }: AccountProps) {
  const { summary, devices } = reading;
  const { formats, lines, unread, nearest } = summary;
  return (
    <>
      <p>
        <span className={styles.title}>{LOG_WORDS.found}</span>{' '}
        {formats.map((format) => FORMAT_WORDS[format]).join(', ')}
      </p>
      <Choices reading={reading} review={review} />
      {devices.length === 0 ? (
        <p className={styles.muted}>{LOG_WORDS.noDevices}</p>
      ) : (
        <ul className={styles.devices} aria-label={LOG_WORDS.devices}>
          {devices.map((device) => (
            <li key={device.name}>
              <code>{formatVisibleLine(device.name)}</code> {formatStepCount(device)},{' '}
              {formatDeviceEnd(device)}
              <p className={styles.muted}>{formatDeviceFlags(device)}</p>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.muted}>
        {fill(LOG_WORDS.lines, { lines, unread })}
        {nearest && formats.length === 0 && (
          <>
            {' '}
            {LOG_WORDS.nearest}{' '}
            <button type="button" className={styles.place} onClick={() => onLine(nearest.line)}>
              {fill(LOG_WORDS.line, { line: nearest.line })}
            </button>
          </>
        )}
      </p>
    </>
  );
}

function Choices({ reading, review }: Pick<AccountProps, 'reading' | 'review'>) {
  const { all } = usePageState();
  const choices = useReview(review, ({ kept }) => kept.log) ?? NO_CHOICES;
  const choose = (
    change: { readonly [Key in keyof StoredLogChoices]: StoredLogChoices[Key] | undefined },
  ) => {
    const changed = Object.entries({ ...choices, ...change }).filter(([, value]) => value !== undefined);
    review.send({ type: 'log.choose', log: Object.fromEntries(changed) });
  };
  const { summary, devices } = reading;
  const { client } = summary;
  const generations = new Set(devices.map(({ generation }) => generation));
  const rules = [...new Set(devices.map(({ ruleSet }) => ruleSet.id))];
  const chosen = all.find(({ id }) => id === choices.rules);
  const flagged = chosen ?? devices.find(({ generation }) => generation === 'v2')?.ruleSet;
  return (
    <div className={styles.choices}>
      <Choice
        title={LOG_WORDS.client}
        value={choices.client}
        auto={formatAuto(client && choices.client === undefined ? getClient(client.id).title : undefined)}
        choices={CLIENTS.map(({ id, title }) => [id, title])}
        onChoose={(value) => choose({ client: value })}
      >
        {client ? client.why : LOG_WORDS.unknownClient}
      </Choice>
      {devices.length > 0 && (
        <Choice
          title={LOG_WORDS.rules}
          value={choices.rules}
          auto={formatAuto(choices.rules === undefined ? rules.join(', ') : undefined)}
          choices={all
            .filter(({ generation }) => generations.has(generation))
            .map((each) => [each.id, `${each.id}: ${each.title}`])}
          onChoose={(value) => choose({ rules: value })}
        >
          {choices.rules === undefined ? LOG_WORDS.rulesDefault : ''}
        </Choice>
      )}
      {generations.has('v2') && (
        <Choice
          title={LOG_WORDS.flags}
          value={choices.flags === undefined ? undefined : String(choices.flags)}
          auto={formatAuto(undefined)}
          choices={listFlags(flagged).map((each) => [each, each])}
          onChoose={(value) => choose({ flags: value === undefined ? undefined : Number(value) })}
        >
          {choices.flags === undefined ? LOG_WORDS.flagsPerDevice : ''}
        </Choice>
      )}
    </div>
  );
}

const NO_CHOICES: StoredLogChoices = {};

const listFlags = (ruleSet: RuleSet | undefined): readonly string[] =>
  ruleSet ? getFlagSets(ruleSet).flatMap((flags) => (flags === null ? [] : [String(flags)])) : [];

const formatAuto = (found: string | null | undefined) =>
  found ? fill(LOG_WORDS.auto, { found }) : LOG_WORDS.autoPlain;
