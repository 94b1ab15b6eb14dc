/**
 * Writes the page of a first visit into index.html, so that its graph is seen before the script is there. The page's own
 * components draw it: they are built once more for Node, and run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type Plugin } from 'vite';

/** Where it stands in index.html. */
const PLACE = '<!--first-->';
const ENTRY = fileURLToPath(new URL('../../src/app/first/first-page.tsx', import.meta.url));

/** What the page's files ask of a browser while they are loaded: the answers of a wide one. */
const WIDE_WINDOW = { matchMedia: () => ({ matches: false }), innerHeight: 900 };

/** The dev server shows the page when it has started. */
export const firstPicture: Plugin = {
  name: 'first-picture',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: async (html) => {
      if (!html.includes(PLACE)) throw new Error(`index.html has no ${PLACE}`);
      const text = await renderFirstPages();
      return html.replace(PLACE, () => text);
    },
  },
};

async function renderFirstPages(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'first-page-'));
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      plugins: [react()],
      publicDir: false,
      ssr: { noExternal: true },
      build: { ssr: ENTRY, outDir: folder, emptyOutDir: true, target: 'es2023' },
    });
    Object.assign(globalThis, { window: WIDE_WINDOW });
    const page: { renderFirstPages: () => string } = await import(
      pathToFileURL(join(folder, 'first-page.js')).href
    );
    return page.renderFirstPages();
  } finally {
    Reflect.deleteProperty(globalThis, 'window');
    rmSync(folder, { recursive: true, force: true });
  }
}
