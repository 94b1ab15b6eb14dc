/**
 * Parts of the page that are loaded when they are needed. One that cannot be loaded is requested once more; if that fails
 * too, it stays failed until somebody tries again. Whoever shows the part says what follows.
 */

/** A part of the page could not be loaded, twice. */
export class ChunkFailure extends Error {
  override readonly name = 'ChunkFailure';
}

/**
 * Before the second try, in milliseconds: a connection may be back. A page that is being left has gone by then, and its
 * broken loads are no failures of anything.
 */
const PAUSE = 400;

const failed = new Set<() => void>();

/** Returns a function that loads a part once, and gives everybody who calls it the same promise. */
export function createChunk<Content>(load: () => Promise<Content>): () => Promise<Content> {
  let loading: Promise<Content> | null = null;
  return () => {
    loading ??= loadTwice(load).catch((error: unknown) => {
      failed.add(() => {
        loading = null;
      });
      throw error;
    });
    return loading;
  };
}

/** Loads something now; where it fails, once more after a pause. Rejects with a `ChunkFailure`. */
export async function loadTwice<Content>(load: () => Promise<Content>): Promise<Content> {
  try {
    return await load();
  } catch {
    await new Promise((resume) => setTimeout(resume, PAUSE));
    await reloadStyles();
    return load().catch((error: unknown) => {
      throw new ChunkFailure(error instanceof Error ? error.message : String(error), { cause: error });
    });
  }
}

/** What has failed is asked for again, by whoever needs it next. */
export function forgetFailures(): void {
  for (const forget of failed) forget();
  failed.clear();
}

/** The second import does not request a style sheet that failed, so the part would be shown without it. */
async function reloadStyles(): Promise<void> {
  if (typeof document === 'undefined') return;
  const broken = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')].filter(
    ({ sheet }) => sheet === null,
  );
  await Promise.all(
    broken.map(
      (link) =>
        new Promise<void>((resolve, reject) => {
          const again = document.createElement('link');
          again.rel = 'stylesheet';
          again.href = link.href;
          again.addEventListener('load', () => resolve());
          again.addEventListener('error', () => reject(new ChunkFailure(`no style sheet at ${link.href}`)));
          link.replaceWith(again);
        }),
    ),
  );
}
