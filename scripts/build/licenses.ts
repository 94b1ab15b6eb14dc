/**
 * The licences of what ships, as the build saw it: each package that has code in a chunk of the page or of a worker.
 * The build writes them to `licenses.txt` beside the page, as MIT, ISC and BSD ask; `npm run licenses` lists them.
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** A package that ships. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression, as in its package.json; null if that has none. */
  readonly license: string | null;
  /** The text that comes with it; null where there is none. */
  readonly text: string | null;
}

const LICENSES_FILE = 'licenses.txt';

/** The folder of the package that a module belongs to; undefined for our own and for what the bundler generates. */
export function findPackageFolder(id: string): string | undefined {
  const match = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id.replace(/^\0/, ''));
  return match?.[1];
}

/** What a package says about itself. */
export function readPackage(folder: string): ShippedPackage {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)(\.|$)/i.test(each));
  return {
    name,
    version,
    license: typeof license === 'string' ? license : null,
    text: file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim(),
  };
}

/** One section for each package: its name, version and licence, then the text that came with it. */
export function formatLicenses(packages: readonly ShippedPackage[]): string {
  const sections = packages.map(
    ({ name, version, license, text }) =>
      `${name} ${version} (${license ?? 'no licence named'})\n\n${text ?? `The package has no licence text; its package.json names ${license ?? 'none'}.`}\n`,
  );
  return `The page contains code of these packages.\n\n${sections.join(`\n${'-'.repeat(72)}\n\n`)}`;
}

/**
 * One plugin for the page and one for its workers, which are bundled apart: they share what they found. The page's ends
 * last, and writes the file.
 */
export function createLicensePlugins(): { readonly page: Plugin; readonly worker: Plugin } {
  const folders = new Set<string>();
  const collect = (
    bundle: Readonly<Record<string, { readonly type: string; readonly moduleIds?: string[] }>>,
  ) => {
    for (const { moduleIds = [] } of Object.values(bundle))
      for (const id of moduleIds) {
        const folder = findPackageFolder(id);
        if (folder !== undefined && existsSync(join(folder, 'package.json'))) folders.add(folder);
      }
  };
  return {
    worker: { name: 'worker-licenses', apply: 'build', generateBundle: (_, bundle) => collect(bundle) },
    page: {
      name: 'licenses',
      apply: 'build',
      generateBundle(_, bundle) {
        collect(bundle);
        const packages = [...folders].map(readPackage).sort((a, b) => (a.name < b.name ? -1 : 1));
        this.emitFile({ type: 'asset', fileName: LICENSES_FILE, source: formatLicenses(packages) });
      },
    },
  };
}

/** `npm run licenses`: what `dist/` contains, a line each. */
function report(): void {
  const file = join('dist', LICENSES_FILE);
  if (!existsSync(file)) {
    console.error('There is no build in dist/: run `npm run build` first.');
    process.exitCode = 1;
    return;
  }
  const lines = readFileSync(file, 'utf8').split(`\n${'-'.repeat(72)}\n\n`);
  for (const section of lines) console.log(/^\S+ \S+ \([^)]*\)$/m.exec(section)?.[0]);
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) report();
