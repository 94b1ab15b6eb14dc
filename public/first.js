/* Before the first paint: theme and size as kept, and no picture where another view is asked for or kept. */
(() => {
  const prefix = 'vfio-migration-explorer.';
  const { dataset } = document.documentElement;
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
})();
