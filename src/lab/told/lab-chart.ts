/** What the chart of a run shows, and the table beside it: pending bytes over time, the rounds, the downtime. */

import { fill } from '../../protocol/words/fill.ts';
import type { LabRun } from '../run/lab-model.ts';
import { formatBytes, formatSeconds } from './lab-format.ts';
import { DECISION_WORDS } from './lab-words.ts';

/** A point of the line: before the current step, after it, or both at the step itself. */
export interface ChartPoint {
  readonly seconds: number;
  readonly done: number | null;
  readonly ahead: number | null;
}

export interface ChartRow {
  /** Index of the decision that it begins with. */
  readonly step: number;
  /** `Round 1`, `Stop-and-copy`. */
  readonly name: string;
  readonly begins: number;
  /** Bytes that are left at its beginning. */
  readonly left: number;
  /** Seconds until the next row; null where the run goes no further. */
  readonly takes: number | null;
  readonly words: string;
  /** True where the run has not come to it yet. */
  readonly isAhead: boolean;
}

export interface LabChart {
  readonly points: readonly ChartPoint[];
  readonly rows: readonly ChartRow[];
  /** From stopping the VM to the last byte. */
  readonly downtime: { readonly from: number; readonly to: number } | null;
  /** Bytes that can be sent within the downtime limit; null where nothing waits for that. */
  readonly fits: number | null;
  readonly most: number;
}

const sum = (bytes: readonly number[]) => bytes.reduce((total, each) => total + each, 0);

/** The chart with so many steps taken. */
export function toChart(run: LabRun, at: number): LabChart {
  const { settings, outcome, plan, client } = run;
  const points = toPoints(run, at);
  const end = outcome.seconds;
  const isLimited = plan.purpose === 'migration' && client.sizes !== null;
  return {
    points,
    rows: toRows(run, at),
    downtime: outcome.downtime === null ? null : { from: end - outcome.downtime, to: end },
    fits: isLimited ? (settings.bandwidth * settings.downtimeLimit) / 1000 : null,
    most: Math.max(...points.map(({ done, ahead }) => done ?? ahead ?? 0)),
  };
}

/** Pending bytes change where a chunk is sent, and where a reset brings all of them back. */
function toPoints({ steps, settings }: LabRun, at: number): readonly ChartPoint[] {
  const all = settings.stateSize * settings.devices;
  const toPoint = (seconds: number, bytes: number, index: number): ChartPoint => ({
    seconds,
    done: index < at ? bytes : null,
    ahead: index >= at ? bytes : null,
  });
  const points: ChartPoint[] = [{ ...toPoint(0, all, 0), done: all, ahead: at === 0 ? all : null }];
  for (const { act, seconds, pending, index } of steps)
    if (act.kind === 'send' || act.kind === 'reset') points.push(toPoint(seconds, sum(pending), index));
  return join(points);
}

/** The line ahead begins where the line behind ends. */
function join(points: readonly ChartPoint[]): readonly ChartPoint[] {
  const last = points.findLastIndex(({ done }) => done !== null);
  return points.map((point, index) => (index === last ? { ...point, ahead: point.done } : point));
}

function toRows({ steps, settings, outcome }: LabRun, at: number): readonly ChartRow[] {
  const limit = formatSeconds(settings.downtimeLimit / 1000);
  const decided = steps.flatMap((step) => (step.act.kind === 'decide' ? [{ ...step.act, step }] : []));
  return decided.map(({ left, decision, step, round }, index) => {
    const isLast = decision === 'switches-over' || decision === 'empty';
    const next = decided[index + 1]?.step.seconds ?? (isLast ? outcome.seconds : null);
    return {
      step: step.index,
      name: isLast ? 'Stop-and-copy' : `Round ${round + 1}`,
      begins: step.seconds,
      left,
      takes: next === null ? null : next - step.seconds,
      words: fill(DECISION_WORDS[decision], { limit }),
      isAhead: step.index >= at,
    };
  });
}

/** Ticks at plain numbers of seconds: 1, 2 or 5 of a power of ten apart, about five of them. `toTimeTicks(3.75)` ends at 3. */
export function toTimeTicks(end: number): readonly number[] {
  if (!(end > 0)) return [0];
  const rough = end / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((each) => each * power >= rough) ?? 10);
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** Ticks at plain numbers of bytes: a power of two apart, two to four of them above 0. */
export function toByteTicks(most: number): readonly number[] {
  if (!(most > 0)) return [0];
  const step = 2 ** Math.floor(Math.log2(most / 2));
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}

/** One sentence that says what the line does, for who cannot see it. */
export function formatChart({ settings, outcome }: LabRun, { rows, fits }: LabChart): string {
  const from = formatBytes(settings.stateSize * settings.devices);
  const way = rows
    .slice(1, 8)
    .map(({ left }) => formatBytes(left))
    .join(', ');
  const rounds = way ? `, then ${way}${rows.length > 8 ? ' and so on' : ''}` : '';
  const limit = fits === null ? '' : ` ${formatBytes(fits)} fit the downtime limit.`;
  const end = outcome.downtime === null ? '' : ` Downtime: ${formatSeconds(outcome.downtime)}.`;
  return `Pending bytes over time: ${from}${rounds}.${limit}${end}`;
}
