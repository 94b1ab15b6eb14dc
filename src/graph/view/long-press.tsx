/** On a touch screen nothing can be pointed at: a long press shows what pointing does, and is no click. */

import type { MouseEvent, PointerEvent } from 'react';
import { useMemo } from 'react';
import { readSpot } from '../walk/spot.ts';
import type { CanvasActs } from './canvas-context.tsx';

/** Milliseconds after which a press is a long one, and how far the finger may stray in pixels. */
const LONG = 500;
const STRAY = 10;

/** Handlers for the element around the picture. `acts` are always the same. */
export function useLongPress({ look, lookAlong }: CanvasActs) {
  return useMemo(() => {
    let timer = 0;
    let isLong = false;
    let start = { x: 0, y: 0 };
    const stop = () => window.clearTimeout(timer);
    const show = (target: Element) => {
      const spot = readSpot(target.closest('[data-value], [data-arc]'));
      if (!spot) return;
      isLong = true;
      if (spot.arc === null) look(spot.state);
      else lookAlong(spot.state, Number(spot.arc.split('>')[1]));
    };
    return {
      onPointerDown: ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
        stop();
        isLong = false;
        if (pointerType === 'mouse' || !(target instanceof Element)) return;
        start = { x, y };
        look(null);
        timer = window.setTimeout(() => show(target), LONG);
      },
      onPointerMove: ({ clientX, clientY }: PointerEvent) => {
        if (Math.hypot(clientX - start.x, clientY - start.y) > STRAY) stop();
      },
      onPointerUp: stop,
      onPointerCancel: stop,
      onContextMenu: (event: MouseEvent) => {
        // The browser's own menu for a long press.
        if (isLong) event.preventDefault();
      },
      onClickCapture: (event: MouseEvent) => {
        if (isLong) event.stopPropagation();
        isLong = false;
      },
    };
  }, [look, lookAlong]);
}
