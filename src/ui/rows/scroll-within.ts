/**
 * Brings an element into view within the part of the page that scrolls it; the page itself never moves. What belongs
 * `around` it, such as a heading, comes into view with it where there is room for all of it.
 */

export function scrollWithin(element: HTMLElement, around: Element = element): void {
  const box = findScroller(element.parentElement);
  if (!box) return;
  const outer = box.getBoundingClientRect();
  const whole = around.getBoundingClientRect();
  const inner = whole.height <= outer.height ? whole : element.getBoundingClientRect();
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  box.scrollTop += inner.top - outer.top - Math.max(0, (outer.height - inner.height) / 2);
}

function findScroller(start: HTMLElement | null): HTMLElement | undefined {
  for (let each = start; each && each !== document.body; each = each.parentElement)
    if (each.scrollHeight > each.clientHeight && /auto|scroll/.test(getComputedStyle(each).overflowY))
      return each;
  return undefined;
}
