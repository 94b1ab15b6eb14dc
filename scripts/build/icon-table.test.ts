/** What a system takes to show the page among its own: the PNG icons, the web manifest, and what index.html says of both. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FOLDER, ICONS } from './icon-table.ts';

const read = (path: string): string => readFileSync(new URL(path, FOLDER), 'utf8');

/** What the header of a PNG says; type 2 has no transparency, type 6 has it. */
function readPng(file: string) {
  const bytes = readFileSync(new URL(file, FOLDER));
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  return { size: `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, type: bytes.readUInt8(25) };
}

interface WebManifest {
  readonly [member: string]: unknown;
  readonly icons: readonly { src: string; sizes: string; type: string; purpose?: string }[];
}

const MANIFEST: WebManifest = JSON.parse(read('manifest.webmanifest'));
const HTML = read('../index.html');

/** The attributes of each `link` or `meta` of index.html. */
const ELEMENTS = [...HTML.matchAll(/<(?:link|meta) ([^>]*?) ?\/>/g)].map(([, text = '']) =>
  Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])),
);
const find = (name: string, value: string) => ELEMENTS.filter((element) => element[name] === value);

/** The values of a token of the page, the light theme's first. */
const listColours = (token: string) =>
  [...read('../src/app/theme/tokens.css').matchAll(new RegExp(`--${token}: (#\\w+)`, 'g'))].map(
    ([, colour]) => colour,
  );

describe('the icons', () => {
  it.each(ICONS)(
    '[ICON-1] $file has its size, and a ground to the edge where it is cut',
    ({ file, size, isCut }) =>
      expect(readPng(file)).toEqual({ size: `${size}x${size}`, type: isCut ? 2 : 6 }),
  );

  it('[ICON-2] each is named once, with its size, by the manifest or by index.html', () => {
    const named = [
      ...MANIFEST.icons.map(({ src, sizes }) => [src, sizes]),
      ...[...find('rel', 'icon'), ...find('rel', 'apple-touch-icon')].map(({ href, sizes }) => [href, sizes]),
    ];
    const pngs = named.filter(([path]) => path?.endsWith('.png'));
    expect(pngs.sort()).toEqual(ICONS.map(({ file }) => [`./${file}`, readPng(file).size]).sort());
    // The manifest alone names the SVG: as the icon of a tab, Chromium draws it again with each click.
    expect(find('href', './icon.svg')).toEqual([]);
    expect(named.filter(([path]) => path === './icon.svg')).toEqual([['./icon.svg', 'any']]);
    const maskable = MANIFEST.icons.filter(({ purpose }) => purpose === 'maskable');
    expect(maskable.map(({ src }) => src)).toEqual(['./icon-maskable-512.png']);
  });
});

describe('the web manifest', () => {
  it('[ICON-3] names only what stands beside it, so that the page works in any folder', () => {
    const [link] = find('rel', 'manifest');
    expect(link?.href).toBe('./manifest.webmanifest');
    expect([MANIFEST.start_url, MANIFEST.scope]).toEqual(['./', './']);
    for (const { src } of MANIFEST.icons) {
      expect(src).toMatch(/^\.\/[^/]+$/);
      expect(existsSync(new URL(src, FOLDER)), src).toBe(true);
    }
  });

  it('[ICON-4] has the name, the account and the colours of the page', () => {
    expect(MANIFEST.name).toBe(/<title[^>]*>(.*)<\/title>/.exec(HTML)?.[1]);
    expect(MANIFEST.description).toBe(find('name', 'description')[0]?.content);
    const [ground, surface] = [listColours('ground'), listColours('surface')];
    expect([MANIFEST.background_color, MANIFEST.theme_color]).toEqual([ground[0], surface[0]]);
    expect(find('name', 'theme-color').map(({ content, media }) => [content, media])).toEqual([
      [surface[0], '(prefers-color-scheme: light)'],
      [surface[1], '(prefers-color-scheme: dark)'],
    ]);
  });
});
