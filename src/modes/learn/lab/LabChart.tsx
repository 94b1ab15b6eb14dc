/** Pending bytes over time, with the rounds and the downtime marked; the same numbers stand in a table beside it. */

import { AxisBottom, AxisLeft } from '@visx/axis';
import { useParentSize } from '@visx/responsive';
import { scaleLinear } from '@visx/scale';
import { AreaClosed, LinePath } from '@visx/shape';
import type { PointerEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import type { LabChart as Chart, ChartPoint } from '../../../lab/told/lab-chart.ts';
import { toByteTicks, toTimeTicks } from '../../../lab/told/lab-chart.ts';
import { formatBytes, formatSeconds } from '../../../lab/told/lab-format.ts';
import { fill } from '../../../protocol/words/fill.ts';
import styles from './LabChart.module.css';
import { findNearest, startsAtLine, thinTicks, toMarks } from './lab-chart-scale.ts';
import { CHART_WORDS } from './lab-view-words.ts';

interface LabChartProps {
  readonly chart: Chart;
  readonly label: string;
}

/** The limit is drawn where it does not make the rest small: up to so many times what was pending. */
const SHOWN = 1.25;
const MARGIN = { top: 20, right: 12, bottom: 26, left: 66 };
/** Room for what the pointer reads, beside it: to the right, where the line goes down. */
const HINT = 160;
/** Milliseconds that a new size waits for the next one. */
const SETTLES = 50;

interface Plot {
  readonly chart: Chart;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: ReturnType<typeof scaleLinear<number>>;
  readonly y: ReturnType<typeof scaleLinear<number>>;
}

function toPlot(chart: Chart, wide: number, high: number): Plot {
  const { points, fits, most } = chart;
  const top = Math.max(most, fits !== null && fits < most * SHOWN ? fits : 0);
  const width = Math.max(0, wide - MARGIN.left - MARGIN.right);
  const height = Math.max(0, high - MARGIN.top - MARGIN.bottom);
  return {
    chart,
    top,
    width,
    height,
    x: scaleLinear({ domain: [0, points.at(-1)?.seconds || 1], range: [0, width] }),
    y: scaleLinear({ domain: [0, top || 1], range: [height, 0] }),
  };
}

export function LabChart({ chart, label }: LabChartProps) {
  const { parentRef, width, height } = useParentSize({ debounceTime: SETTLES });
  const plot = useMemo(() => toPlot(chart, width, height), [chart, width, height]);
  return (
    <div>
      <div ref={parentRef} className={styles.plot}>
        {width > 0 && (
          <svg width={width} height={height} role="img" aria-label={label}>
            <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
              <Frame plot={plot} />
              <Marks plot={plot} />
              <Lines plot={plot} />
              <Reading plot={plot} />
            </g>
          </svg>
        )}
      </div>
      <Legend plot={plot} />
    </div>
  );
}

function Frame({ plot: { chart, top, width, height, x, y } }: { plot: Plot }) {
  const end = chart.points.at(-1)?.seconds ?? 0;
  const ticks = [...toByteTicks(top)];
  return (
    <>
      {ticks.map((tick) => (
        <line key={tick} className={styles.grid} x1={0} y1={y(tick)} x2={width} y2={y(tick)} />
      ))}
      <AxisLeft
        scale={y}
        hideAxisLine
        hideTicks
        tickValues={ticks}
        tickFormat={(value) => formatBytes(Number(value))}
        tickComponent={({ x: left, y: middle, formattedValue }) => (
          <text x={left} y={middle} dy="0.32em" textAnchor="end" className={styles.text}>
            {formattedValue}
          </text>
        )}
      />
      <AxisBottom
        scale={x}
        top={height}
        hideTicks
        axisLineClassName={`${styles.axis}`}
        tickValues={[...thinTicks(toTimeTicks(end), width)]}
        tickFormat={(value) => formatSeconds(Number(value))}
        tickComponent={({ x: middle, y: bottom, formattedValue }) => (
          <text x={middle} y={bottom} textAnchor="middle" className={styles.text}>
            {formattedValue}
          </text>
        )}
      />
    </>
  );
}

/** The rounds, the downtime, and the limit. */
function Marks({ plot: { chart, top, width, height, x, y } }: { plot: Plot }) {
  const id = useId();
  const { rows, downtime, fits } = chart;
  return (
    <>
      {downtime && downtime.to > downtime.from && (
        <>
          <Hatch id={id} />
          <rect
            x={x(downtime.from)}
            width={x(downtime.to) - x(downtime.from)}
            height={height}
            className={styles.downtime}
            fill={`url(#${id})`}
          />
        </>
      )}
      {toMarks(rows, x).map(({ step, x: at, name }) => (
        <g key={step}>
          <line className={styles.round} x1={at} y1={0} x2={at} y2={height} />
          {name !== null && (
            <text x={at} y={-7} textAnchor={startsAtLine(name) ? 'start' : 'middle'} className={styles.text}>
              {name}
            </text>
          )}
        </g>
      ))}
      {fits !== null && fits <= top && (
        <line className={styles.fits} x1={0} y1={y(fits)} x2={width} y2={y(fits)} />
      )}
    </>
  );
}

/** Stripes, so that the downtime is told by more than its colour. */
function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width={6} height={6} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={6} height={6} className={styles.tint} />
      <line y2={6} className={styles.stripe} />
    </pattern>
  );
}

function Lines({ plot: { chart, x, y } }: { plot: Plot }) {
  const points = [...chart.points];
  const done = points.filter((point) => point.done !== null);
  const ahead = points.filter((point) => point.ahead !== null);
  const now = done.at(-1);
  const toX = ({ seconds }: ChartPoint) => x(seconds);
  const toY = (point: ChartPoint) => y(point.done ?? point.ahead ?? 0);
  return (
    <>
      <LinePath className={`${styles.ahead}`} data={ahead} x={toX} y={toY} />
      <AreaClosed className={`${styles.area}`} data={done} x={toX} y={toY} yScale={y} />
      <LinePath className={`${styles.done}`} data={done} x={toX} y={toY} />
      {now && <circle cx={toX(now)} cy={toY(now)} r={3.5} className={styles.now} />}
    </>
  );
}

/** What the pointer is over, in numbers. */
function Reading({ plot: { chart, width, height, x, y } }: { plot: Plot }) {
  const [seconds, setSeconds] = useState<number | null>(null);
  const read = (event: PointerEvent<SVGRectElement>) =>
    setSeconds(x.invert(event.clientX - event.currentTarget.getBoundingClientRect().left));
  const point = seconds === null ? undefined : findNearest(chart.points, seconds);
  const bytes = point?.done ?? point?.ahead ?? 0;
  const isAtEdge = point !== undefined && x(point.seconds) > width - HINT;
  return (
    <>
      {point && (
        <g transform={`translate(${x(point.seconds)} 0)`}>
          <line className={styles.cursor} x1={0} y1={0} x2={0} y2={height} />
          <circle cy={y(bytes)} r={3.5} className={styles.now} />
          <text
            x={isAtEdge ? -8 : 8}
            y={Math.max(12, y(bytes) - 8)}
            textAnchor={isAtEdge ? 'end' : 'start'}
            className={styles.hint}
          >
            {fill(CHART_WORDS.reading, { bytes: formatBytes(bytes), time: formatSeconds(point.seconds) })}
          </text>
        </g>
      )}
      <rect
        width={width}
        height={height}
        className={styles.reader}
        onPointerMove={read}
        onPointerDown={read}
        onPointerLeave={() => setSeconds(null)}
      />
    </>
  );
}

/** What each line means, drawn as it is in the chart: no colour is needed to tell them apart. */
function Legend({ plot: { chart, top } }: { plot: Plot }) {
  const id = useId();
  const { points, rows, downtime, fits } = chart;
  const items = [
    { words: CHART_WORDS.done, className: styles.done, isThere: true },
    { words: CHART_WORDS.ahead, className: styles.ahead, isThere: points.some(({ done }) => done === null) },
    { words: CHART_WORDS.round, className: styles.round, isThere: rows.length > 0 },
    { words: CHART_WORDS.fits, className: styles.fits, isThere: fits !== null && fits <= top },
  ];
  return (
    <ul className={styles.legend}>
      {items.map(
        ({ words, className, isThere }) =>
          isThere && (
            <li key={words}>
              <svg width={24} height={10} aria-hidden="true">
                <line y1={5} x2={24} y2={5} className={className} />
              </svg>
              {words}
            </li>
          ),
      )}
      {downtime && (
        <li>
          <svg width={24} height={10} aria-hidden="true">
            <Hatch id={id} />
            <rect width={24} height={10} className={styles.downtime} fill={`url(#${id})`} />
          </svg>
          {CHART_WORDS.downtime}
        </li>
      )}
    </ul>
  );
}
