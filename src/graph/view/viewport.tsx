/** How much of the graph is seen: all of it, until the reader moves or zooms it. */

import type { Viewport } from '@xyflow/react';
import type { RefObject } from 'react';
import { useLayoutEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Layout } from '../place/place.ts';
import { LOW, NARROW, PROJECTOR, WIDE } from '../place/place.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

export function useViewport(frame: RefObject<HTMLElement | null>, isLarge: boolean) {
  const size = useSize(frame);
  const layout = getLayout(size, isLarge);
  const whole = useMemo(() => getWhole(size, layout), [size, layout]);
  const [moved, setMoved] = useState<{ readonly from: Viewport; readonly to: Viewport } | null>(null);
  // Where there is more or less room, or another layout, all of it is shown again.
  const viewport = moved?.from === whole ? moved.to : whole;
  const move = (to: Viewport) => setMoved({ from: whole, to });
  return {
    size,
    layout,
    viewport,
    /** True where the reader has moved or zoomed it: then there may be more than is seen. */
    isMoved: moved?.from === whole,
    move,
    zoom: (by: number) => move(zoomBy(viewport, size, by)),
    fit: () => setMoved(null),
    show: (element: Element) => moved && show(frame.current, element, viewport, move),
  };
}

/** Where the reader has moved the view, what has the focus must still be seen. */
function show(
  frame: HTMLElement | null,
  element: Element,
  { x, y, zoom }: Viewport,
  move: (to: Viewport) => void,
): void {
  // The browser has scrolled to it already, which React Flow takes back.
  frame?.querySelector('.react-flow')?.scrollTo(0, 0);
  const [inner, outer] = [element.getBoundingClientRect(), frame?.getBoundingClientRect()];
  if (!outer) return;
  const by = {
    x: Math.max(0, outer.left - inner.left) - Math.max(0, inner.right - outer.right),
    y: Math.max(0, outer.top - inner.top) - Math.max(0, inner.bottom - outer.bottom),
  };
  if (by.x || by.y) move({ x: x + by.x, y: y + by.y, zoom });
}

/**
 * Of an element, once the browser has laid it out; null before. It is not asked for earlier, which would have all be laid
 * out at once; and what depends on it is painted with it.
 */
function useSize(frame: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState(readPicture);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return undefined;
    const measure = () => {
      const measured = readSize(element);
      setSize((now) => (now?.width === measured.width && now.height === measured.height ? now : measured));
    };
    const observer = new ResizeObserver(() => flushSync(measure));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  return size;
}

/** The size that the picture of index.html has in the place of the canvas, until the page takes that place; else null. */
function readPicture(): Size | null {
  const pictures = [...(globalThis.document?.querySelectorAll('[data-graphs]') ?? [])];
  return pictures.map(readSize).find(({ width }) => width > 0) ?? null;
}

const readSize = (element: Element): Size => ({ width: element.clientWidth, height: element.clientHeight });

/** A whole layout, centred in the room there is. */
function getWhole(size: Size | null, layout: Layout): Viewport {
  if (!size) return { x: 0, y: 0, zoom: 1 };
  const zoom = Math.min(size.width / layout.size.width, size.height / layout.size.height, 1.6);
  return {
    x: (size.width - layout.size.width * zoom) / 2,
    y: (size.height - layout.size.height * zoom) / 2,
    zoom,
  };
}

/** Low where there is little height; narrow on a phone; and large nodes for a room or a small canvas. As in first.css. */
export function getLayout(size: Size | null, isLarge: boolean): Layout {
  if (!size) return WIDE;
  const { width, height } = size;
  if (height < 418 && width > 1.75 * height) return LOW;
  if (width < 620) return NARROW;
  return isLarge || height < 418 || width < 878 ? PROJECTOR : WIDE;
}

/** The viewport zoomed about the middle of the canvas. */
function zoomBy(viewport: Viewport, size: Size | null, by: number): Viewport {
  if (!size) return viewport;
  const zoom = Math.min(4, Math.max(0.3, viewport.zoom * by));
  const scale = zoom / viewport.zoom;
  return {
    x: size.width / 2 - (size.width / 2 - viewport.x) * scale,
    y: size.height / 2 - (size.height / 2 - viewport.y) * scale,
    zoom,
  };
}
