/** The PNG icons that stand beside icon.svg in public/: who takes which is in index.html and in the web manifest. */

/** Where they lie. */
export const FOLDER = new URL('../../public/', import.meta.url);

interface Icon {
  readonly file: string;
  /** In pixels, across and down. */
  readonly size: number;
  /** Does the system cut it to a shape of its own? Then its ground fills the square. */
  readonly isCut: boolean;
}

export const ICONS: readonly Icon[] = [
  { file: 'favicon.png', size: 32, isCut: false },
  { file: 'apple-touch-icon.png', size: 180, isCut: true },
  { file: 'icon-192.png', size: 192, isCut: false },
  { file: 'icon-512.png', size: 512, isCut: false },
  { file: 'icon-maskable-512.png', size: 512, isCut: true },
];
