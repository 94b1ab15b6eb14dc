/** Which step of which device the reader looks at. */

import type { JudgedStep, ReplayDevice, ReplayResult } from '../../../../judge/replay/log-replay.ts';

export interface StepPlace {
  readonly device: string;
  /** Among the steps of its device, from 0. */
  readonly index: number;
}

export const findDevice = ({ devices }: ReplayResult, name: string): ReplayDevice | undefined =>
  devices.find((device) => device.name === name);

export const getStepAt = (result: ReplayResult, { device, index }: StepPlace): JudgedStep | undefined =>
  findDevice(result, device)?.steps[index];

/** Where a reader begins: the first step that failed, or else the first. */
export function findFirstStep({ devices }: ReplayResult, device: string | null = null): StepPlace | null {
  const meant = devices.filter(({ name, steps }) => steps.length > 0 && (device === null || name === device));
  for (const { name, steps } of meant) {
    const index = steps.findIndex(({ step }) => step.event === 'failed');
    if (index >= 0) return { device: name, index };
  }
  const [first] = meant;
  return first ? { device: first.name, index: 0 } : null;
}

/**
 * device_state once a step is over, and whether that is certain; null where it is not known. A step that failed leaves the
 * device where it was, as far as this step alone tells: its recover state and its reset are steps of their own.
 */
export function getStateAfter({ step }: JudgedStep): {
  readonly state: number | null;
  readonly isCertain: boolean;
} {
  const { event, from, to, certain, said } = step;
  switch (event) {
    case 'reached':
    case 'reset':
    case 'none':
      return { state: to, isCertain: certain };
    case 'asked':
      return { state: from, isCertain: false };
    case 'failed':
      return { state: from, isCertain: certain && said === 'unset' };
  }
}

/** The step that a line decides: the one in view where it is one of several, or else the first. */
export function findStepOfLine(
  result: ReplayResult,
  line: number,
  now: StepPlace | null,
): StepPlace | undefined {
  if (now && getStepAt(result, now)?.step.line === line) return now;
  for (const { name, steps } of result.devices) {
    const index = steps.findIndex(({ step }) => step.line === line);
    if (index >= 0) return { device: name, index };
  }
  return undefined;
}
