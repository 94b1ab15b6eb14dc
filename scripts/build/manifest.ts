/** The build's manifest stands beside the folder of the page, not in it: it is for our scripts, not for visitors. */
import { renameSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** `getManifestPath('dist')` is `dist.manifest.json`. */
export function getManifestPath(folder: string): string {
  return `${folder}.manifest.json`;
}

export const manifestBeside: Plugin = {
  name: 'manifest-beside',
  apply: 'build',
  writeBundle: {
    order: 'post',
    handler({ dir }) {
      if (dir === undefined) return;
      const written = join(dir, '.vite/manifest.json');
      renameSync(written, getManifestPath(dir));
      rmdirSync(dirname(written));
    },
  },
};
