/** The steps of a log: all of them in one list, by device or by time, and beside it what is known of the one in view. */

import type { KeyboardEvent } from 'react';
import { Suspense, useId, useMemo, useRef } from 'react';
import { fill } from '../../../../protocol/words/fill.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import { announce } from '../../../../ui/attention/announce.ts';
import { createLazyPart } from '../../../../ui/failure/lazy-part.tsx';
import { PLAIN_ROWS } from '../../../../ui/rows/plain-rows.ts';
import { getRowStep } from '../../../../ui/rows/row-step.ts';
import { LOG_WORDS, STEP_WORDS } from '../log-words.ts';
import type { LogActor } from '../machine/log-actor.tsx';
import { useLog } from '../machine/log-actor.tsx';
import type { LogOrder } from '../machine/log-spot.ts';
import type { StepPlace } from '../machine/step-place.ts';
import { RunActs } from '../run/RunActs.tsx';
import { LogStepDetail } from './LogStepDetail.tsx';
import { LogStepRow } from './LogStepRow.tsx';
import styles from './LogSteps.module.css';
import type { LongStepsProps } from './LongSteps.tsx';
import { isSamePlace, listRows } from './log-rows.ts';

const LongSteps = createLazyPart(async () => (await import('./LongSteps.tsx')).LongSteps);

interface LogStepsProps {
  readonly log: LogActor;
  readonly onStep: (step: StepPlace) => void;
  readonly onLine: (line: number) => void;
}

export function LogSteps({ log, onStep, onLine }: LogStepsProps) {
  const reading = useLog(log, (context) => context.reading);
  const order = useLog(log, (context) => context.order);
  const device = useLog(log, (context) => context.device);
  const step = useLog(log, (context) => context.step);
  const rows = useMemo(() => (reading ? listRows(reading, order, device) : []), [reading, order, device]);
  const list = useRef<HTMLOListElement>(null);
  if (!reading || reading.devices.length === 0) return <p>{LOG_WORDS.noDevices}</p>;
  const current = Math.max(
    0,
    rows.findIndex(({ place }) => isSamePlace(place, step)),
  );
  const hasDevices = order === 'time' && device === null && reading.devices.length > 1;
  const press = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = getRowStep(event.key, current, { count: rows.length, page: 10 });
    const row = to === undefined ? undefined : rows[to];
    if (!row) return;
    event.preventDefault();
    list.current?.querySelectorAll<HTMLElement>('button[data-step]')[to ?? 0]?.focus();
  };
  const renderRow: LongStepsProps['renderRow'] = (index, place, isActive) => {
    const row = rows[index];
    return (
      row && (
        <LogStepRow
          key={`${row.place.device} ${row.place.index}`}
          row={row}
          lane={hasDevices ? reading.devices.indexOf(row.device) : null}
          lanes={reading.devices.length}
          isCurrent={index === current}
          isActive={isActive}
          place={place}
          onStep={onStep}
          onLine={onLine}
        />
      )
    );
  };
  return (
    <div className={styles.steps}>
      <div className={styles.tools}>
        {reading.devices.length > 1 && <Order log={log} order={order} device={device} />}
        <RunActs log={log} />
      </div>
      <div className={styles.halves}>
        {rows.length >= PLAIN_ROWS ? (
          <Suspense>
            <LongSteps rows={rows} current={current} renderRow={renderRow} />
          </Suspense>
        ) : (
          <ol ref={list} className={styles.list} aria-label={STEP_WORDS.list} onKeyDown={press}>
            {rows.map((_, index) => renderRow(index, undefined, index === current))}
          </ol>
        )}
        <LogStepDetail log={log} onLine={onLine} />
      </div>
    </div>
  );
}

const ORDERS: readonly (readonly [LogOrder, string])[] = [
  ['device', STEP_WORDS.byDevice],
  ['time', STEP_WORDS.byTime],
];

interface OrderProps {
  readonly log: LogActor;
  readonly order: LogOrder;
  readonly device: string | null;
}

function Order({ log, order, device }: OrderProps) {
  const id = useId();
  const devices = useLog(log, ({ reading }) => reading?.devices) ?? [];
  return (
    <>
      <fieldset className={styles.order}>
        <legend className="hidden">{STEP_WORDS.order}</legend>
        {ORDERS.map(([each, title]) => (
          <label key={each}>
            <input
              type="radio"
              name={`${id}-order`}
              checked={each === order}
              onChange={() => log.send({ type: 'order.change', order: each })}
            />
            {title}
          </label>
        ))}
      </fieldset>
      <span className={styles.device}>
        <label htmlFor={`${id}-device`}>{LOG_WORDS.device}</label>
        <select
          id={`${id}-device`}
          value={device ?? ''}
          onChange={({ target: { value } }) => {
            log.send({ type: 'device.change', device: value === '' ? null : value });
            announce(
              value === ''
                ? STEP_WORDS.shownAll
                : fill(STEP_WORDS.shown, { device: formatVisibleLine(value) }),
            );
          }}
        >
          <option value="">{LOG_WORDS.allDevices}</option>
          {devices.map(({ name }) => (
            <option key={name} value={name}>
              {formatVisibleLine(name)}
            </option>
          ))}
        </select>
      </span>
    </>
  );
}
