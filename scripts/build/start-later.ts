/**
 * In the built page first.js starts the app, after the first paint. Until then the app's files are only fetched: a script
 * element would have them run before the picture is painted, and `modulepreload` would compile them beside it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { minifySync, type Plugin } from 'vite';

const FIRST = 'first.js';
const APP = /<script type="module" crossorigin src="([^"]+)"><\/script>/g;

export const startLater: Plugin = {
  name: 'start-later',
  apply: 'build',
  transformIndexHtml: { order: 'post', handler: toLaterStart },
  writeBundle: {
    order: 'post',
    handler({ dir }) {
      if (dir === undefined) return;
      const path = join(dir, FIRST);
      writeFileSync(path, minifySync(FIRST, readFileSync(path, 'utf8')).code);
    },
  },
};

/** The page with its app's scripts fetched, and the last of them, which imports the others, named to first.js. */
export function toLaterStart(html: string): string {
  const entry = [...html.matchAll(APP)].at(-1)?.[1];
  const place = `<script src="./${FIRST}"></script>`;
  if (entry === undefined || !html.includes(place))
    throw new Error(`index.html has no script of the app, or no ${place}`);
  return html
    .replace(APP, '<link rel="preload" as="script" crossorigin fetchpriority="low" href="$1">')
    .replace(place, () => `<script src="./${FIRST}" data-start="${entry}"></script>`);
}
