/**
 * The token: a dot that runs along the arcs a request takes. A refused one tries and comes back. It is a picture only:
 * the current state is shown at once, whatever the token does.
 */

import { ViewportPortal } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import type { Outcome } from '../../protocol/trace/replay.ts';
import { whenPainted } from '../../ui/attention/painted.ts';
import type { Graph } from '../picture/graph.ts';
import { toArcId } from '../picture/graph.ts';
import type { Run } from '../route/token-run.ts';
import { getRefusedRun, getRun, getStraightRoute, toMoments } from '../route/token-run.ts';
import styles from './Token.module.css';

/** Milliseconds for one arc. */
const PACE = 420;

/**
 * How much longer the animation is than the run, in ms: it is taken away when the run ends. Near the end of an animation
 * Chromium recalculates styles in every frame, though its compositor alone moves the token.
 */
const REST = 1000;

/** Where the token is not shown, it would be moved by the page's own thread, frame by frame. */
const STILL = window.matchMedia('(prefers-reduced-motion: reduce)');

export function Token({ graph, outcome }: { graph: Graph; outcome: Outcome | null }) {
  const dot = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = dot.current;
    if (!element || !outcome || outcome.cause === 'reset') return undefined;
    let [animation, timer]: [Animation | null, number] = [null, 0];
    // After the verdict is painted: it must not wait for a picture of how it came about.
    const forget = whenPainted(() => {
      const runs = getRuns(graph, outcome);
      if (runs.length === 0 || STILL.matches || document.documentElement.dataset.motion === 'off') return;
      const length = runs.length * PACE;
      const duration = length + REST;
      // Transforms alone: the compositor moves the token, and the page's own thread is free for the next click.
      const frames = toMoments(runs).map(({ at: { x, y }, time }) => ({
        transform: `translate(${x}px, ${y}px) translate(-50%, -50%)`,
        offset: (time * PACE) / duration,
        opacity: 1,
      }));
      const hidden = [length / duration, 1].map((offset) => ({ ...frames.at(-1), offset, opacity: 0 }));
      animation = element.animate([...frames, ...hidden], duration);
      timer = window.setTimeout(() => animation?.cancel(), length);
    });
    return () => {
      forget();
      window.clearTimeout(timer);
      animation?.cancel();
    };
  }, [graph, outcome]);
  return (
    <ViewportPortal>
      <div ref={dot} className={styles.token} data-verdict={outcome?.kind} />
    </ViewportPortal>
  );
}

/** One run for each arc that was taken, and for what was refused one that comes back; none where there is no place. */
function getRuns(graph: Graph, outcome: Outcome): Run[] {
  const go = (from: number, to: number, toRun: typeof getRun) => {
    const drawn = graph.arcs.find(({ id }) => id === toArcId(from, to));
    const route = drawn?.route ?? getStraightRoute(graph, from, to);
    return route ? [toRun(route)] : [];
  };
  const runs = outcome.arcs.flatMap(({ from, to }) => go(from, to, getRun));
  const { failed, now } = outcome;
  if (failed && now !== failed.from) return [...runs, ...go(failed.from, now, getRun)];
  const request = outcome.verdict?.request;
  const tried = failed ?? (outcome.kind !== 'accepted' && request ? request : null);
  return tried && tried.from !== tried.to ? [...runs, ...go(tried.from, tried.to, getRefusedRun)] : runs;
}
