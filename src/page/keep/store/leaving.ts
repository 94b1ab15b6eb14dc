/** Runs it when the page goes, for good or into the background, where the browser may end it. Returns what ends that. */
export function whenLeaving(run: () => void, onReturn: () => void = () => undefined): () => void {
  if (typeof window === 'undefined' || typeof document === 'undefined') return () => undefined;
  const change = () => (document.visibilityState === 'hidden' ? run() : onReturn());
  window.addEventListener('pagehide', run);
  window.addEventListener('pageshow', onReturn);
  document.addEventListener('visibilitychange', change);
  return () => {
    window.removeEventListener('pagehide', run);
    window.removeEventListener('pageshow', onReturn);
    document.removeEventListener('visibilitychange', change);
  };
}
