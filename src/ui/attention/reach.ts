/** The way to a part of the page that may still have to be loaded or opened: what is pressed on it, and what has the focus at its end. */

export interface Place {
  /** Selectors of tabs and of headings that fold: each is opened where it is not. */
  readonly way: readonly string[];
  readonly end: string;
  /** What has the focus where the page has no such part now. */
  readonly instead?: string;
}

/** In milliseconds: a part that is not there by then is not coming. */
const PATIENCE = 8000;

/** Where the reader is then: at what is there instead, or nowhere, where the page has no such part. */
type Arrival = 'there' | 'instead' | 'nowhere';

/** Goes to a place. */
export async function reach({ way, end, instead }: Place): Promise<Arrival> {
  const isInstead = (element: HTMLElement) => instead !== undefined && element.matches(instead);
  for (const selector of way) {
    const step = await find(selector, instead);
    if (step === null || isInstead(step)) return arrive(step, 'instead');
    open(step);
  }
  const found = await find(end, instead);
  return arrive(found, found !== null && isInstead(found) ? 'instead' : 'there');
}

function arrive(element: HTMLElement | null, arrival: Arrival): Arrival {
  if (!element) return 'nowhere';
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.scrollIntoView({ block: 'nearest' });
  element.focus();
  return arrival;
}

/** A tab opens when it has the focus, as the ARIA pattern has it; a heading is pressed. */
function open(step: HTMLElement): void {
  if (step.getAttribute('role') === 'tab') step.focus();
  else if (step.getAttribute('aria-expanded') === 'false') step.click();
}

/** The first visible element of either, as soon as there is one: of both, the first. */
function find(selector: string, instead?: string): Promise<HTMLElement | null> {
  const look = () => getVisible(selector) ?? (instead === undefined ? null : getVisible(instead));
  return new Promise((resolve) => {
    const now = look();
    if (now) return resolve(now);
    const end = (element: HTMLElement | null) => {
      observer.disconnect();
      window.clearTimeout(timer);
      resolve(element);
    };
    const observer = new MutationObserver(() => {
      const found = look();
      if (found) end(found);
    });
    observer.observe(document, { childList: true, subtree: true, attributes: true });
    const timer = window.setTimeout(() => end(null), PATIENCE);
  });
}

const getVisible = (selector: string): HTMLElement | null =>
  [...document.querySelectorAll<HTMLElement>(selector)].find((element) => element.checkVisibility()) ?? null;
