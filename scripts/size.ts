/**
 * Weighs the first load of the built page as a browser gets it: JavaScript and CSS, gzip at its default level 6,
 * 1 kB = 1000 bytes. `npm run size` fails over the limit; the benchmark reports by the same rule.
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { getManifestPath } from './build/manifest.ts';

/** The part of Vite's manifest that matters here. Keys are source files, `file` and `css` are files of the build. */
export type Manifest = Record<
  string,
  { file: string; isEntry?: boolean; imports?: string[]; dynamicImports?: string[]; css?: string[] }
>;

type Weight = { file: string; bytes: number; gzip: number };

/** In bytes: the first load of the page, JavaScript and CSS together. */
export const firstLoadLimit = 182_000;

/**
 * The files of the first load: every entry and its static imports, direct and indirect, their CSS, and every script and
 * style sheet that the page itself names.
 */
export function firstLoadFiles(manifest: Manifest, html: string): string[] {
  const named = [...html.matchAll(/(?:src|href)="(?:\.\/|\/)?([^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  );
  const files = new Set<string>();
  const visited = new Set<string>();
  const visit = (key: string): void => {
    if (visited.has(key)) return;
    visited.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`The manifest has no ${key}, which another chunk imports.`);
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file);
    chunk.imports?.forEach(visit);
  };
  for (const [key, chunk] of Object.entries(manifest)) {
    if (chunk.isEntry || named.includes(chunk.file)) visit(key);
  }
  for (const file of named) if (file) files.add(file);
  return [...files];
}

/** Weighs a folder that `vite build` wrote with `build.manifest`: the first load, its gzip total, and all other chunks. */
export function weighBuild(folder: string): { first: Weight[]; lazy: Weight[]; total: number } {
  const manifest = JSON.parse(readFileSync(getManifestPath(folder), 'utf8')) as Manifest;
  const files = firstLoadFiles(manifest, readFileSync(join(folder, 'index.html'), 'utf8'));
  const others = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.(js|css)$/.test(file) && !files.includes(file));
  const weigh = (file: string): Weight => {
    const content = readFileSync(join(folder, file));
    return { file, bytes: content.length, gzip: gzipSync(content).length };
  };
  const first = files.map(weigh);
  return { first, lazy: others.map(weigh), total: first.reduce((sum, { gzip }) => sum + gzip, 0) };
}

/** `formatKilobytes(1234)` is `1.2 kB`. */
export function formatKilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function report(folder: string): void {
  if (!existsSync(getManifestPath(folder))) {
    console.error(`There is no build in ${folder}/: run \`npm run build\` first.`);
    process.exitCode = 1;
    return;
  }
  const { first, lazy, total } = weighBuild(folder);
  const row = (name: string, bytes: string, gzip: string) =>
    console.log(`${name.padEnd(48)}${bytes.padStart(12)}${gzip.padStart(12)}`);
  const rows = (title: string, weights: Weight[]) => {
    if (weights.length > 0) row(title, 'plain', 'gzip');
    for (const { file, bytes, gzip } of weights)
      row(`  ${file}`, formatKilobytes(bytes), formatKilobytes(gzip));
  };
  rows('first load', first);
  rows('on demand', lazy);
  row('first load, JS + CSS, gzip level 6', '', formatKilobytes(total));
  row('limit', '', formatKilobytes(firstLoadLimit));
  if (total <= firstLoadLimit) return;
  console.error(`The first load is ${formatKilobytes(total - firstLoadLimit)} over its limit.`);
  process.exitCode = 1;
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) report('dist');
