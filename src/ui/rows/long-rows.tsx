/**
 * Which rows of a long list are in the page: those near what is seen, the current one, and the one that the keyboard is
 * at. The others are room. The rows are in the normal flow, each with the room before it as its margin.
 */

import type { Virtualizer } from '@tanstack/react-virtual';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import type { FocusEvent, KeyboardEvent, RefObject } from 'react';
import { useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { RowPlace } from './row-place.ts';
import { getRowStep } from './row-step.ts';

interface LongRowsOptions {
  readonly count: number;
  /** It comes into the middle whenever it becomes another one. */
  readonly current: number;
  /** How tall a row is that was not measured yet, in pixels. */
  readonly estimate: number;
}

export interface LongRows {
  /** The element that holds the rows. */
  readonly list: RefObject<HTMLElement | null>;
  readonly places: readonly RowPlace[];
  /** Room after the last row, in pixels. */
  readonly after: number;
  /** The row that Tab comes to. */
  readonly active: number;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
  /** Brings a row into the middle, and makes it the one that Tab comes to. */
  readonly show: (index: number) => void;
  /** The same, and gives it the focus. */
  readonly enter: (index: number) => void;
}

const OVERSCAN = 6;

export function useLongRows({ count, current, estimate }: LongRowsOptions): LongRows {
  const list = useRef<HTMLElement>(null);
  const box = useRef<HTMLElement | null>(null);
  const [before, setBefore] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const sought = useRef<number | null>(null);
  const active = Math.min(chosen ?? current, count - 1);
  const virtualizer = useVirtualizer<HTMLElement, HTMLElement>({
    count,
    estimateSize: () => estimate,
    getScrollElement: () => {
      box.current ??= findBox(list.current);
      return box.current;
    },
    overscan: OVERSCAN,
    // Nothing here looks different while it scrolls: later, the end of that would be drawn in a frame of its own.
    isScrollingResetDelay: 0,
    measureElement: measureLater,
    scrollMargin: before,
    scrollPaddingStart: before,
    rangeExtractor: (range) => {
      const kept = [active, current].filter((index) => index >= 0 && index < count);
      return [...new Set([...defaultRangeExtractor(range), ...kept])].sort((one, other) => one - other);
    },
  });
  useLayoutEffect(() => {
    const [inner, outer] = [list.current, box.current];
    if (inner && outer) setBefore(getOffset(inner, outer));
  }, []);
  useLayoutEffect(() => {
    if (!list.current?.contains(document.activeElement)) setChosen(null);
    virtualizer.scrollToIndex(current, { align: 'center' });
  }, [current, virtualizer]);
  useLayoutEffect(() => {
    const row = sought.current === null ? null : findRow(list.current, sought.current);
    if (!row) return;
    sought.current = null;
    getControl(row)?.focus({ preventScroll: true });
  });
  const show = useCallback(
    (index: number) => {
      setChosen(index);
      virtualizer.scrollToIndex(index, { align: 'center' });
    },
    [virtualizer],
  );
  const go = (index: number, align: 'auto' | 'center') => {
    sought.current = index;
    setChosen(index);
    virtualizer.scrollToIndex(index, { align });
    // A row that is active already is not drawn again by becoming so.
    if (index === active) getControl(findRow(list.current, index))?.focus({ preventScroll: true });
  };
  return {
    list,
    ...toPlaces(virtualizer, count, before),
    active,
    onKeyDown: (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const from = getIndex(event.target);
      if (from === undefined) return;
      const height = (box.current?.clientHeight ?? 0) - before;
      const to = getRowStep(event.key, from, { count, page: Math.max(1, Math.floor(height / estimate) - 1) });
      if (to === undefined) return;
      event.preventDefault();
      go(to, 'auto');
    },
    onFocus: (event) => {
      const index = getIndex(event.target);
      if (index !== undefined) setChosen(index);
    },
    show,
    enter: (index) => go(index, 'center'),
  };
}

/** The rows that are in the page, each with the room before it, and the room after the last one. */
function toPlaces(
  virtualizer: Virtualizer<HTMLElement, HTMLElement>,
  count: number,
  before: number,
): Pick<LongRows, 'places' | 'after'> {
  const items = virtualizer.getVirtualItems();
  let end = before;
  const places = items.map(({ index, start, end: next }): RowPlace => {
    const room = start - end;
    end = next;
    return {
      ref: virtualizer.measureElement,
      'data-index': index,
      'aria-posinset': index + 1,
      'aria-setsize': count,
      style: { marginTop: room },
    };
  });
  return { places, after: virtualizer.getTotalSize() + before - end };
}

/** By what the browser says once it has laid the row out anyway; asking it before would make it lay out twice. */
function measureLater(
  row: HTMLElement,
  entry: ResizeObserverEntry | undefined,
  { options, itemSizeCache, indexFromElement }: Virtualizer<HTMLElement, HTMLElement>,
): number {
  const size = entry?.borderBoxSize[0]?.blockSize;
  if (size !== undefined) return Math.round(size);
  const index = indexFromElement(row);
  return itemSizeCache.get(index) ?? options.estimateSize(index);
}

/** The nearest part of the page that scrolls the list, be it a box of its own. */
function findBox(list: HTMLElement | null): HTMLElement | null {
  for (let each = list?.parentElement ?? null; each; each = each.parentElement)
    if (/auto|scroll/.test(getComputedStyle(each).overflowY)) return each;
  return document.documentElement;
}

const getOffset = (inner: HTMLElement, outer: HTMLElement) =>
  inner.getBoundingClientRect().top - outer.getBoundingClientRect().top + outer.scrollTop;

const findRow = (list: HTMLElement | null, index: number) =>
  list?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;

/** What of a row takes the focus. */
const getControl = (row: HTMLElement | null) => row?.querySelector<HTMLElement>('button, a[href]');

function getIndex(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row ? Number(row.dataset.index) : undefined;
}
