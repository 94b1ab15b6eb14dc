/*
 * Before the first paint: theme and size as kept, and no picture where another view is asked for or kept. Then, once the
 * picture is painted, the page is started: what its script does first would keep the picture waiting.
 */
(() => {
  const prefix = 'vfio-migration-explorer.';
  const { dataset } = document.documentElement;
  const { start } = document.currentScript.dataset;
  dataset.theme = 'auto';
  try {
    const own = `${prefix}preferences`;
    const { theme, size, motion, shown, layout, folded, firstWords } = JSON.parse(
      localStorage.getItem(own) ?? '{}',
    );
    if (['light', 'dark', 'contrast'].includes(theme)) dataset.theme = theme;
    if (size === 'projector') dataset.size = size;
    if (motion === 'off') dataset.motion = motion;
    if (firstWords) dataset.firstWords = '';
    const isChanged = shown && (shown.refused || shown.unspecified || !shown.neverReturns);
    const isKept = Object.keys(localStorage).some((key) => key.startsWith(prefix) && key !== own);
    if (isKept || isChanged || layout || folded?.length || location.hash.length > 1) dataset.first = 'other';
  } catch {
    dataset.first = 'other';
  }
  // A page that is not seen is not painted.
  const wait = dataset.first || document.hidden ? queueMicrotask : requestAnimationFrame;
  if (start) addEventListener('DOMContentLoaded', () => wait(() => wait(() => import(start))));
})();
