/* Before the first paint: the kept theme and size; and no first picture where another view is asked for or kept. */
(() => {
  const prefix = 'vfio-migration-explorer.';
  const { dataset } = document.documentElement;
  dataset.theme = 'auto';
  try {
    const preferences = `${prefix}preferences`;
    const { theme, size, motion, shown, layout, folded } = JSON.parse(
      localStorage.getItem(preferences) ?? '{}',
    );
    if (['light', 'dark', 'contrast'].includes(theme)) dataset.theme = theme;
    if (size === 'projector') dataset.size = size;
    if (motion === 'off') dataset.motion = motion;
    const isChanged = shown && (shown.refused || shown.unspecified || !shown.neverReturns);
    const isKept = Object.keys(localStorage).some((key) => key.startsWith(prefix) && key !== preferences);
    if (isKept || isChanged || layout || folded?.length > 0 || location.hash.length > 1)
      dataset.first = 'other';
  } catch {
    dataset.first = 'other';
  }
})();
