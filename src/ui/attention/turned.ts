/**
 * What the reader has before them is still in view where the page is turned: what has the focus, or what was in view when
 * the page was scrolled last. Browsers lose both, where a page becomes wider and so much shorter. Loaded with the keys.
 */

/** Where a reader reads: a share of the height of the window. */
const READ_AT = 1 / 2;

/** A point of the page: how far down an element it lies, as a share of its height. */
interface ReadPoint {
  readonly element: Element;
  readonly share: number;
}

const NARROW = window.matchMedia('(max-width: 900px)');
const TURNS = [NARROW, window.matchMedia('(orientation: portrait)')];

export function followTurns(): void {
  let read: ReadPoint | null = null;
  let width = window.innerWidth;
  // Of a page that was not scrolled by its reader: it is being turned.
  const isTurning = () => window.innerWidth !== width;
  document.addEventListener(
    'scroll',
    () => {
      if (NARROW.matches && !isTurning()) read = isFocusSeen() ? null : findRead();
    },
    { passive: true },
  );
  document.addEventListener('focusin', () => {
    read = null;
  });
  const turn = () =>
    setTimeout(() => {
      width = window.innerWidth;
      if (read?.element.isConnected) show(read);
      else if (hasFocus()) document.activeElement?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  for (const query of TURNS) query.addEventListener('change', turn);
}

const hasFocus = () => document.activeElement !== null && document.activeElement !== document.body;

function isFocusSeen(): boolean {
  const box = document.activeElement?.getBoundingClientRect();
  return hasFocus() && box !== undefined && box.bottom > 0 && box.top < window.innerHeight;
}

function findRead(): ReadPoint | null {
  const y = window.innerHeight * READ_AT;
  const element = document.elementFromPoint(window.innerWidth / 2, y);
  if (!element) return null;
  const { top, height } = element.getBoundingClientRect();
  return { element, share: height > 0 ? (y - top) / height : 0 };
}

function show({ element, share }: ReadPoint): void {
  // Parts that scroll by themselves, as on a wide page.
  element.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  if (!NARROW.matches) return;
  const { top, height } = element.getBoundingClientRect();
  window.scrollBy({ top: top + share * height - window.innerHeight * READ_AT, behavior: 'instant' });
}
