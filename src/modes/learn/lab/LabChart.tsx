/** Pending bytes over time, with the rounds and the downtime marked; the same numbers stand in a table beside it. */

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceArea,
  ReferenceLine,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { LabChart as Chart } from '../../../lab/told/lab-chart.ts';
import { toByteTicks, toTimeTicks } from '../../../lab/told/lab-chart.ts';
import { formatBytes, formatSeconds } from '../../../lab/told/lab-format.ts';
import styles from './LabChart.module.css';

interface LabChartProps {
  readonly chart: Chart;
  readonly label: string;
}

/** Rounds that can be told apart by a name each. */
const MOST_NAMED = 9;
/** The limit is drawn where it does not make the rest small: up to so many times what was pending. */
const SHOWN = 1.25;
const TEXT = { fill: 'var(--muted)', fontSize: '0.6875rem' };

export function LabChart({ chart, label }: LabChartProps) {
  const { points, rows, downtime, fits, most } = chart;
  const isNamed = rows.length <= MOST_NAMED;
  const end = points.at(-1)?.seconds ?? 0;
  const top = Math.max(most, fits !== null && fits < most * SHOWN ? fits : 0);
  return (
    <div className={styles.chart} role="img" aria-label={label}>
      <ComposedChart
        responsive
        accessibilityLayer={false}
        data={[...points]}
        margin={{ top: 18, right: 12, bottom: 2, left: 4 }}
        className={`${styles.plot}`}
      >
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          dataKey="seconds"
          type="number"
          domain={[0, end || 1]}
          ticks={[...toTimeTicks(end)]}
          tickFormatter={formatSeconds}
          tick={TEXT}
          stroke="var(--line-strong)"
          tickLine={false}
          minTickGap={24}
        />
        <YAxis
          type="number"
          domain={[0, top]}
          ticks={[...toByteTicks(top)]}
          tickFormatter={formatBytes}
          tick={TEXT}
          width={62}
          axisLine={false}
          tickLine={false}
        />
        {downtime && downtime.to > downtime.from && (
          <ReferenceArea
            x1={downtime.from}
            x2={downtime.to}
            fill="var(--unspecified)"
            fillOpacity={0.16}
            ifOverflow="hidden"
          />
        )}
        {rows.map(({ name, begins, step }, index) => (
          <ReferenceLine
            key={step}
            x={begins}
            stroke="var(--line-strong)"
            strokeDasharray="2 3"
            {...(isNamed && {
              label: { ...TEXT, value: toMark(name, index), position: 'top', dx: index === 0 ? 20 : 0 },
            })}
          />
        ))}
        {fits !== null && fits <= top && (
          <ReferenceLine
            y={fits}
            stroke="var(--unspecified)"
            strokeDasharray="6 3"
            label={{
              ...TEXT,
              fill: 'var(--unspecified)',
              value: 'fits the limit',
              position: 'insideBottomRight',
            }}
          />
        )}
        <Line
          dataKey="ahead"
          stroke="var(--muted)"
          strokeDasharray="3 3"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
          type="linear"
        />
        <Area
          dataKey="done"
          stroke="var(--accent)"
          strokeWidth={2}
          fill="var(--accent)"
          fillOpacity={0.12}
          dot={false}
          activeDot={{ r: 3, fill: 'var(--accent)', stroke: 'var(--surface)' }}
          isAnimationActive={false}
          type="linear"
        />
        <Tooltip content={Hint} isAnimationActive={false} cursor={{ stroke: 'var(--line-strong)' }} />
      </ComposedChart>
    </div>
  );
}

/** `round 1`, `2`, `3`, and what follows the rounds. */
const toMark = (name: string, index: number) =>
  !name.startsWith('Round') ? 'VM stops' : index === 0 ? 'round 1' : `${index + 1}`;

interface HintProps {
  readonly active?: boolean;
  readonly payload?: readonly { readonly payload?: unknown }[];
}

function Hint({ active, payload = [] }: HintProps) {
  const point = payload[0]?.payload as
    | { seconds: number; done: number | null; ahead: number | null }
    | undefined;
  if (!active || !point) return null;
  return (
    <div className={styles.hint}>
      {formatBytes(point.done ?? point.ahead ?? 0)} pending at {formatSeconds(point.seconds)}
    </div>
  );
}
