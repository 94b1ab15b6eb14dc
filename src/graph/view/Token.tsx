/**
 * The token: a dot that runs along the arcs a request takes. A refused one tries and comes back. It is a picture only:
 * the current state is shown at once, whatever the token does.
 */

import { ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Outcome } from '../../protocol/trace/replay.ts';
import type { Graph } from '../picture/graph.ts';
import { toArcId } from '../picture/graph.ts';
import type { Point } from '../route/route.ts';
import { getRefusedRun, getRun, getStraightRoute } from '../route/token-run.ts';
import styles from './Token.module.css';

/** Milliseconds for one arc. */
const PACE = 420;

export function Token({ graph, outcome }: { graph: Graph; outcome: Outcome | null }) {
  const dot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = dot.current;
    if (!element || !outcome || outcome.cause === 'reset') return undefined;
    const runs: Animation[] = [];
    const run = (points: readonly Point[], delay: number) => {
      // Transforms alone: the compositor moves the token, and the page's own thread is free for the next click.
      const frames = points.map(({ x, y }) => ({
        transform: `translate(${x}px, ${y}px) translate(-50%, -50%)`,
        opacity: 1,
      }));
      runs.push(element.animate(frames, { duration: PACE, delay, easing: 'ease-in-out' }));
    };
    const start = () => runOutcome(graph, outcome, run);
    // After the verdict is painted: it must not wait for a picture of how it came about.
    let timer = 0;
    const frame = window.requestAnimationFrame(() => {
      timer = window.setTimeout(start);
    });
    return () => {
      window.cancelAnimationFrame(frame);
      window.clearTimeout(timer);
      for (const animation of runs) animation.cancel();
    };
  }, [graph, outcome]);
  return (
    <ViewportPortal>
      <div ref={dot} className={styles.token} data-verdict={outcome?.kind} />
    </ViewportPortal>
  );
}

/** One run for each arc that was taken, and for what was refused one that comes back. */
function runOutcome(
  graph: Graph,
  outcome: Outcome,
  run: (points: readonly Point[], delay: number) => void,
): void {
  const routeOf = (from: number, to: number) => {
    const drawn = graph.arcs.find(({ id }) => id === toArcId(from, to));
    return drawn?.route ?? getStraightRoute(graph, from, to);
  };
  outcome.arcs.forEach(({ from, to }, index) => {
    const route = routeOf(from, to);
    if (route) run(getRun(route), index * PACE);
  });
  const end = outcome.arcs.length * PACE;
  const { failed, now } = outcome;
  const fault = failed && now !== failed.from ? routeOf(failed.from, now) : undefined;
  if (fault) run(getRun(fault), end);
  if (failed && now !== failed.from) return;
  const request = outcome.verdict?.request;
  const tried = outcome.failed ?? (outcome.kind !== 'accepted' && request ? request : null);
  const route = tried && tried.from !== tried.to ? routeOf(tried.from, tried.to) : undefined;
  if (route) run(getRefusedRun(route), end);
}
