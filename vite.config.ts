import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { NearestFirst } from './scripts/mutation/nearest-first.ts';

/** What the built page may load: itself, and nothing from any other origin. The dev server needs inline scripts, so only the build says it. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      injectTo: 'head-prepend',
      attrs: {
        'http-equiv': 'Content-Security-Policy',
        content:
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'",
      },
    },
  ],
};

/**
 * One file for all that the first load needs, whatever the modes share with it: many small files would weigh more. A
 * module is of the first load where static imports alone lead to it from the page.
 */
const createFirstLoad = () => {
  let modules: Set<string> | undefined;
  return (id: string, context: { getModuleInfo: GetModuleInfo }): string | null => {
    modules ??= listStatic('src/main.tsx', (each) => context.getModuleInfo(each));
    return modules.has(id) ? 'first' : null;
  };
};

type GetModuleInfo = (id: string) => { readonly importedIds: readonly string[] } | null;

function listStatic(entry: string, getModuleInfo: GetModuleInfo): Set<string> {
  const start = fileURLToPath(new URL(entry, import.meta.url));
  const found = new Set([start]);
  for (const id of found) for (const other of getModuleInfo(id)?.importedIds ?? []) found.add(other);
  return found;
}

/** The one folder whose tests `npm run mutation` asks for. */
const ROOM = process.env.MUTATION_TESTS;
const TESTS = ROOM ? [`${ROOM}/**/*.test.ts`] : ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'];

export default defineConfig({
  base: './',
  plugins: [react(), contentSecurityPolicy],
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: createFirstLoad() }] } } },
  },
  worker: { format: 'es' },
  test: {
    include: TESTS,
    environment: 'node',
    testTimeout: 60_000,
    sequence: ROOM ? { sequencer: NearestFirst } : {},
  },
});
