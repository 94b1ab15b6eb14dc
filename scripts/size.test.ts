/** What counts as the first load, on invented manifests. */
import { expect, it } from 'vitest';
import { firstLoadFiles, type Manifest } from './size.ts';

const html = `<script type="module" crossorigin src="./assets/index.js"></script>
  <link rel="stylesheet" crossorigin href="./assets/index.css"><link rel="icon" href="./icon.svg" />`;

const manifest: Manifest = {
  'index.html': {
    file: 'assets/index.js',
    isEntry: true,
    imports: ['_flow.js'],
    dynamicImports: ['src/modes/review/ReviewMode.tsx'],
    css: ['assets/index.css'],
  },
  '_flow.js': { file: 'assets/flow.js', imports: ['_react.js'], css: ['assets/flow.css'] },
  '_react.js': { file: 'assets/react.js', imports: ['_flow.js'] },
  'src/modes/review/ReviewMode.tsx': {
    file: 'assets/review.js',
    imports: ['_react.js', '_editor.js'],
    css: ['assets/review.css'],
  },
  '_editor.js': { file: 'assets/editor.js' },
};

it('counts the entry, its static imports and their styles once, and nothing that loads on demand', () => {
  expect(firstLoadFiles(manifest, html).sort()).toEqual([
    'assets/flow.css',
    'assets/flow.js',
    'assets/index.css',
    'assets/index.js',
    'assets/react.js',
  ]);
});

it('counts what the page itself names, with its imports', () => {
  const preloading = `${html}<link rel="modulepreload" href="/assets/review.js"><script src="theme.js"></script>`;
  const files = firstLoadFiles(manifest, preloading);
  for (const file of ['assets/review.js', 'assets/editor.js', 'assets/review.css', 'theme.js']) {
    expect(files).toContain(file);
  }
});

it('refuses an incomplete manifest rather than weigh too little', () => {
  expect(() => firstLoadFiles({ a: { file: 'a.js', isEntry: true, imports: ['b'] } }, '')).toThrow(
    'has no b',
  );
});
