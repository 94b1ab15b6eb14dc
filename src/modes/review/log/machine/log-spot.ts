/**
 * Which step of a log is looked at, as one word of an address. The log itself is not in it: devices and steps are counted in
 * the order of the log, from 1.
 *
 *   spot = "log." device "." step [ ".time" ] [ ".alone" ]
 *
 * `time`: the steps of all devices stand in the order of time. `alone`: only those of this device are shown.
 */

import type { LogReading } from '../../../../judge/replay/log-reading.ts';
import type { StepPlace } from './step-place.ts';
import { findFirstStep } from './step-place.ts';

export type LogOrder = 'device' | 'time';

export interface LogSpot {
  readonly step: StepPlace | null;
  readonly order: LogOrder;
  /** The one device that is shown; null for all. */
  readonly device: string | null;
}

const FORM = /^log\.(\d{1,6})\.(\d{1,6})(\.time)?(\.alone)?$/;

/** null for the step that a log begins with: `log.2.3.time` is the third step of the second device. */
export function formatLogSpot(reading: LogReading, { step, order, device }: LogSpot): string | null {
  const first = findFirstStep(reading);
  if (!step || !first) return null;
  const isFirst = step.device === first.device && step.index === first.index;
  if (isFirst && order === 'device' && device === null) return null;
  const number = reading.devices.findIndex(({ name }) => name === step.device) + 1;
  const words = [order === 'time' ? '.time' : '', device === step.device ? '.alone' : ''];
  return `log.${number}.${step.index + 1}${words.join('')}`;
}

/** null where the log has no such step, or the text names none. */
export function findLogSpot(reading: LogReading, text: string): LogSpot | null {
  const [, device, step, time, alone] = FORM.exec(text) ?? [];
  const found = reading.devices[Number(device) - 1];
  if (!found?.steps[Number(step) - 1]) return null;
  return {
    step: { device: found.name, index: Number(step) - 1 },
    order: time === undefined ? 'device' : 'time',
    device: alone === undefined ? null : found.name,
  };
}
