import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { firstPicture } from './scripts/build/first-picture.ts';
import { createLicensePlugins } from './scripts/build/licenses.ts';
import { manifestBeside } from './scripts/build/manifest.ts';
import { contentSecurityPolicy, pageHeaders } from './scripts/build/page-headers.ts';
import { startLater } from './scripts/build/start-later.ts';
import { NearestFirst } from './scripts/mutation/nearest-first.ts';

/**
 * Two files and one style sheet for all that the first load needs, whatever the modes share with it: many small files
 * would weigh more. What the libraries weigh changes seldom, and is compiled beside ours. A module is of the first load
 * where static imports alone lead to it from the page.
 */
const createFirstLoad = (): ((name: 'libraries' | 'first') => NameChunk) => {
  let modules: Set<string> | undefined;
  return (name) => (id, context) => {
    modules ??= listStatic('src/main.tsx', (each) => context.getModuleInfo(each));
    const isLibrary = id.includes('/node_modules/') && !id.endsWith('.css');
    return modules.has(id) && isLibrary === (name === 'libraries') ? name : null;
  };
};

type NameChunk = (id: string, context: { getModuleInfo: GetModuleInfo }) => string | null;
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

/** Tests that replace a module, a clock or a global of their process. Each has a process to itself; all others share theirs. */
const listAlone = (): string[] =>
  ['src', 'scripts']
    .flatMap((folder) =>
      readdirSync(new URL(folder, import.meta.url), { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => /\.test\.tsx?$/.test(path))
    .filter((path) =>
      /\bvi\.|\bglobalThis\b|fake-indexeddb/.test(readFileSync(new URL(path, import.meta.url), 'utf8')),
    );

/** A shared process loads a module once, and not again for each file: a third of the time of all unit tests. */
const listProjects = () => {
  const alone = listAlone();
  return [
    { extends: true as const, test: { name: 'shared', include: TESTS, exclude: alone, isolate: false } },
    { extends: true as const, test: { name: 'alone', include: alone } },
  ];
};

const licenses = createLicensePlugins();
const toFirstLoad = createFirstLoad();

/** The Markdown parser's table of entities. For a browser it would ask the document, which the worker of the lessons has not. */
const ENTITIES = 'decode-named-character-reference';
const toEntities = new URL(`./node_modules/${ENTITIES}/index.js`, import.meta.url);

export default defineConfig({
  base: './',
  // A path that is not there is 404, and not the page again.
  appType: 'mpa',
  plugins: [
    react(),
    firstPicture,
    contentSecurityPolicy,
    pageHeaders,
    licenses.page,
    startLater,
    manifestBeside,
  ],
  resolve: { alias: { [ENTITIES]: fileURLToPath(toEntities) } },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  build: {
    target: 'es2023',
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      // A component that nobody shows is left out, though it was wrapped: React Flow's map, controls and background.
      treeshake: { manualPureFunctions: ['memo', 'forwardRef'] },
      output: {
        codeSplitting: {
          groups: [
            { name: toFirstLoad('libraries'), priority: 1 },
            { name: toFirstLoad('first'), priority: 0 },
          ],
        },
      },
    },
  },
  worker: { format: 'es', plugins: () => [licenses.worker] },
  test: {
    environment: 'node',
    testTimeout: 60_000,
    // Of two processors Vitest would use one.
    maxWorkers: '100%',
    ...(ROOM ? { include: TESTS, sequence: { sequencer: NearestFirst } } : { projects: listProjects() }),
  },
});
