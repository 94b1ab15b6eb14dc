/** The steps of a log as rows, by device or by time, with the time that passed before each. */

import type {
  JudgedStep,
  ReplayDevice,
  ReplayFinding,
  ReplayResult,
} from '../../../../judge/replay/log-replay.ts';
import { formatAct, formatCame, formatTime } from '../../../../judge/replay/replay-report.ts';
import { formatVisibleLine } from '../../../../protocol/words/outside-text.ts';
import type { RunStep } from '../../../../reader/log/run/run-step.ts';
import type { LogOrder } from '../machine/log-spot.ts';
import type { StepPlace } from '../machine/step-place.ts';

export interface LogRow {
  readonly place: StepPlace;
  readonly device: ReplayDevice;
  readonly judged: JudgedStep;
  /** Seconds since the step before it, where both have times of one clock and it is at least one. */
  readonly gap: number | null;
  /** True where another device begins, in a list by device. */
  readonly isFirst: boolean;
}

/** Shorter ones are no gap. */
const LEAST_GAP = 1;

export function listRows({ devices }: ReplayResult, order: LogOrder, only: string | null): readonly LogRow[] {
  const shown = devices.filter(({ name }) => only === null || name === only);
  const runs = shown.map((device) =>
    device.steps.map((judged, index) => ({ place: { device: device.name, index }, device, judged })),
  );
  const rows = order === 'time' ? mergeRuns(runs) : runs.flat();
  return rows.map((row, index) => {
    const isFirst = order === 'device' && row.place.index === 0;
    const before = isFirst ? undefined : rows[index - 1];
    return { ...row, gap: before ? getGap(before.judged.step, row.judged.step) : null, isFirst };
  });
}

type Bare = Pick<LogRow, 'place' | 'device' | 'judged'>;

/** Each run keeps its order; of two devices the earlier step goes first. */
function mergeRuns(runs: readonly (readonly Bare[])[]): readonly Bare[] {
  const heads = runs.map(() => 0);
  const merged: Bare[] = [];
  for (;;) {
    let best = -1;
    for (const [index, run] of runs.entries()) {
      const head = run[heads[index] ?? 0];
      const other = best < 0 ? undefined : runs[best]?.[heads[best] ?? 0];
      if (head && (!other || isEarlier(head.judged.step, other.judged.step))) best = index;
    }
    const row = best < 0 ? undefined : runs[best]?.[heads[best] ?? 0];
    if (!row) return merged;
    heads[best] = (heads[best] ?? 0) + 1;
    merged.push(row);
  }
}

function isEarlier(one: RunStep, other: RunStep): boolean {
  const passed = getPassed(other, one);
  return passed === null || passed === 0 ? one.line < other.line : passed < 0;
}

/** Seconds from one step to another; null where their times are not of one clock. */
function getPassed({ at: from }: RunStep, { at: to }: RunStep): number | null {
  if (!from || !to || from.clock !== to.clock || isOfDay(from.seconds) !== isOfDay(to.seconds)) return null;
  return to.seconds - from.seconds;
}

/** The clock `day` has times with a date and without. */
const isOfDay = (seconds: number) => seconds <= 86_400;

function getGap(before: RunStep, after: RunStep): number | null {
  const passed = getPassed(before, after);
  return passed !== null && passed >= LEAST_GAP ? passed : null;
}

/** What stands in the columns of a row: as on the command line. */
export const toColumns = ({ judged }: LogRow) => ({
  time: formatTime(judged.step.time),
  act: formatVisibleLine(formatAct(judged)),
  came: formatCame(judged),
});

/** What a row of a long list is found by. */
export function formatRowText(row: LogRow): string {
  const { time, act, came } = toColumns(row);
  const { line, event, device } = row.judged.step;
  return `${line} ${time} ${device} ${event} ${act} ${came}`;
}

/** What was found where a step is. */
export const listFindingsOf = ({ findings }: ReplayResult, { step }: JudgedStep): readonly ReplayFinding[] =>
  findings.filter(({ device, line }) => line === step.line && (device === null || device === step.device));

export const isSamePlace = (one: StepPlace | null, other: StepPlace | null): boolean =>
  one?.device === other?.device && one?.index === other?.index;
