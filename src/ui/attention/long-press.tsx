/**
 * On a touch screen nothing can be pointed at: a long press shows what pointing does, until the next touch, and is no
 * click. Loaded with the keys.
 */

import styles from './long-press.module.css';

/** Milliseconds after which a press is a long one, and how far the finger may stray in pixels. */
const LONG = 500;
const STRAY = 10;
/** Space between what is pressed and its tip, and around the tip. */
const GAP = 8;

/** What shows something where it is pointed at: states, arcs, and what has a title. */
const TARGETS = '[data-value], [data-arc], [title]';

/** Starts listening, for as long as the page is open. */
export function followLongPresses(): void {
  let timer = 0;
  let isLong = false;
  let start = { x: 0, y: 0 };
  let pressed: Element | null = null;
  let leave = () => {};
  const stop = () => {
    window.clearTimeout(timer);
    pressed = null;
  };
  const show = () => {
    if (!pressed) return;
    isLong = true;
    leave = pointAt(pressed);
    stop();
  };
  const listen = <Type extends keyof WindowEventMap>(
    type: Type,
    act: (event: WindowEventMap[Type]) => void,
  ) => window.addEventListener(type, act, { capture: true });
  listen('pointerdown', ({ pointerType, target, isPrimary, clientX: x, clientY: y }) => {
    stop();
    leave();
    [isLong, leave] = [false, () => {}];
    if (pointerType === 'mouse' || !isPrimary || !(target instanceof Element)) return;
    start = { x, y };
    pressed = target.closest(TARGETS);
    timer = window.setTimeout(show, LONG);
  });
  listen('pointermove', ({ pointerType, clientX, clientY }) => {
    if (pointerType !== 'mouse' && Math.hypot(clientX - start.x, clientY - start.y) > STRAY) stop();
  });
  listen('pointerup', stop);
  listen('pointercancel', stop);
  listen('contextmenu', (event) => {
    // The browser's own long press; a link keeps its menu.
    if (pressed && !pressed.matches('a')) show();
    if (isLong) event.preventDefault();
  });
  listen('click', (event) => {
    if (isLong) event.stopPropagation();
    isLong = false;
  });
}

/** As if the mouse were there; the function that it returns takes it away. */
function pointAt(element: Element): () => void {
  const point = (type: 'pointerover' | 'pointerout') =>
    element.dispatchEvent(new PointerEvent(type, { pointerType: 'mouse', bubbles: true }));
  point('pointerover');
  const tip = element instanceof HTMLElement && element.title ? showTitle(element) : null;
  return () => {
    tip?.remove();
    point('pointerout');
  };
}

/** What the browser shows beside the mouse. */
function showTitle(element: HTMLElement): HTMLElement {
  const tip = document.createElement('div');
  tip.className = styles.tip ?? '';
  tip.setAttribute('role', 'tooltip');
  tip.textContent = element.title;
  document.body.append(tip);
  const [box, own] = [element.getBoundingClientRect(), tip.getBoundingClientRect()];
  const { clientWidth } = document.documentElement;
  const left = box.left + (box.width - own.width) / 2;
  const above = box.top - own.height - GAP;
  tip.style.left = `${Math.max(GAP, Math.min(left, clientWidth - own.width - GAP))}px`;
  tip.style.top = `${above > GAP ? above : box.bottom + GAP}px`;
  return tip;
}
