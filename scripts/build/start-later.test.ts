/** The app of the built page is fetched at once, and started by first.js when the picture is painted. */

import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { toLaterStart } from './start-later.ts';

const SCRIPTS =
  '<script type="module" crossorigin src="./assets/a-1.js"></script><script type="module" crossorigin src="./assets/b-2.js"></script>';
const FIRST = '<script src="./first.js"></script>';

describe('the start of the page', () => {
  it('[START-1] every script of the app is only fetched, and first.js is told the last', () => {
    const html = toLaterStart(`<head>${SCRIPTS}</head><body>${FIRST}</body>`);
    expect(html).not.toContain('type="module"');
    for (const file of ['a-1', 'b-2'])
      expect(html).toContain(
        `<link rel="preload" as="script" crossorigin fetchpriority="low" href="./assets/${file}.js">`,
      );
    expect(html).toContain('<script src="./first.js" data-start="./assets/b-2.js"></script>');
  });

  it('[START-1] a page that nothing would start is not built', () => {
    expect(() => toLaterStart(`<body>${FIRST}</body>`)).toThrow('no script of the app');
    expect(() => toLaterStart(`<head>${SCRIPTS}</head>`)).toThrow('or no <script src="./first.js">');
  });
});

/** Runs first.js where `kept` is kept, and says what it has started by the end of the page's text and after each frame. */
function runFirst(kept: object, page: { hidden?: boolean; start?: string } = {}) {
  const started: string[] = [];
  const frames: (() => void)[] = [];
  const parsed: (() => void)[] = [];
  const { hidden = false, start = './assets/app.js' } = page;
  const dataset: Record<string, string> = {};
  const storage = { getItem: () => JSON.stringify(kept) };
  const context = createContext({
    document: { documentElement: { dataset }, currentScript: { dataset: { start } }, hidden },
    localStorage: storage,
    location: { hash: '' },
    addEventListener: (_: string, run: () => void) => parsed.push(run),
    requestAnimationFrame: (run: () => void) => frames.push(run),
    queueMicrotask: (run: () => void) => run(),
    load: (file: string) => started.push(file),
  });
  const text = readFileSync(new URL('../../public/first.js', import.meta.url), 'utf8');
  // A dynamic import of a context needs a flag of Node.
  runInContext(text.replace('import(start)', 'load(start)'), context);
  const counts = [started.length];
  for (const run of parsed) run();
  counts.push(started.length);
  for (let frame = 0; frame < 3; frame++) {
    for (const run of frames.splice(0)) run();
    counts.push(started.length);
  }
  return { counts, started, dataset };
}

describe('first.js', () => {
  it('[START-2] starts the app once, in the frame after the one that paints the picture', () => {
    const { counts, started } = runFirst({});
    expect(counts).toEqual([0, 0, 0, 1, 1]);
    expect(started).toEqual(['./assets/app.js']);
  });

  it('[START-2] waits for no paint where there is no picture, or nobody sees the page', () => {
    expect(runFirst({ folded: ['matrix'] })).toMatchObject({
      counts: [0, 1, 1, 1, 1],
      dataset: { first: 'other' },
    });
    expect(runFirst({}, { hidden: true }).counts).toEqual([0, 1, 1, 1, 1]);
  });

  it('[START-2] starts nothing where the page starts itself, as in development', () => {
    expect(runFirst({}, { start: '' }).counts).toEqual([0, 0, 0, 0, 0]);
  });
});
