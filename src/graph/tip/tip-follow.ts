/**
 * When a tip shows: the pointer rests on a state, or on the word of a row or a column; the keyboard's focus rests there; or a
 * finger does. It stays while the pointer is on it, lets clicks through, and Escape closes it.
 *
 * @source WCAG 2.2, 1.4.13 Content on Hover or Focus
 */

/** Milliseconds before a tip shows, so that none flashes on the way past. */
const REST = 500;
/** How far a resting finger may stray, and the gap that the pointer may cross to the tip, in pixels. */
const STRAY = 12;

const TARGETS = '[data-value], [data-tip]';

/** Follows the pointer, the focus and fingers in a frame; returns a function that stops it. */
export function followTips(
  frame: HTMLElement,
  show: (target: HTMLElement | null) => void,
  getBox: () => DOMRect | undefined,
): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let [timer, shown, wanted] = [0, null as HTMLElement | null, null as HTMLElement | null];
  let start = { x: 0, y: 0 };
  const find = ({ target }: Event) =>
    target instanceof Element ? target.closest<HTMLElement>(TARGETS) : null;
  const set = (target: HTMLElement | null) => {
    window.clearTimeout(timer);
    [shown, wanted] = [target, target];
    show(target);
  };
  const rest = (target: HTMLElement | null) => {
    if (target === wanted) return;
    if (shown) set(null);
    window.clearTimeout(timer);
    wanted = target;
    if (target) timer = window.setTimeout(() => set(target), REST);
  };
  const isOnTip = ({ clientX: x, clientY: y }: PointerEvent) => {
    const box = shown && getBox();
    if (!box) return false;
    return x > box.left - STRAY && x < box.right + STRAY && y > box.top - STRAY && y < box.bottom + STRAY;
  };
  const listen = <Type extends keyof HTMLElementEventMap>(
    type: Type,
    act: (event: HTMLElementEventMap[Type]) => void,
  ) => frame.addEventListener(type, act, { signal });
  listen('pointermove', (event) => {
    if (event.pointerType === 'touch') {
      if (Math.hypot(event.clientX - start.x, event.clientY - start.y) > STRAY) window.clearTimeout(timer);
    } else if (event.buttons === 0 && !isOnTip(event)) rest(find(event));
  });
  listen('pointerleave', ({ pointerType }) => pointerType !== 'touch' && rest(null));
  listen('pointerdown', (event) => {
    start = { x: event.clientX, y: event.clientY };
    set(null);
    // What was clicked is not in question: its tip comes back when the pointer does.
    if (event.pointerType === 'touch') rest(find(event));
    else wanted = find(event);
  });
  for (const type of ['pointerup', 'pointercancel'] as const)
    listen(type, ({ pointerType }) => pointerType === 'touch' && !shown && rest(null));
  listen('focusin', (event) => {
    const target = find(event);
    if (target?.matches(':focus-visible')) rest(target);
  });
  listen('focusout', () => rest(null));
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !shown) return;
      event.stopPropagation();
      set(null);
    },
    { signal, capture: true },
  );
  return () => {
    window.clearTimeout(timer);
    stop.abort();
  };
}
