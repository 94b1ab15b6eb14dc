/** What the server sends, and what it does not have. */
import { ICONS } from '../scripts/build/icon-table.ts';
import { expect, open, test } from './page.ts';

test('[PAGE-270] every answer carries its headers, assets are kept; an unknown path and the build manifest are not found', async ({
  request,
}) => {
  for (const [path, status] of [
    ['./', 200],
    ['./licenses.txt', 200],
    ['./manifest.webmanifest', 200],
    ['./nothing-here', 404],
    ['./nothing/here.html', 404],
    ['./.vite/manifest.json', 404],
    ['./dist.manifest.json', 404],
  ] as const) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(status);
    const headers = answer.headers();
    expect(headers['content-security-policy'], path).toMatch(
      /^default-src 'none';.*; manifest-src 'self';.*; frame-ancestors 'none'$/,
    );
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBe('no-referrer');
  }
  const [script = ''] = /assets\/[\w-]+\.js/.exec(await (await request.get('./')).text()) ?? [];
  for (const [path, keeping] of [
    [script, 'max-age=31536000, immutable'],
    ['./', 'no-cache'],
    ['./first.js', 'no-cache'],
    ['./assets/nothing.js', undefined],
  ] as const)
    expect((await request.get(path)).headers()['cache-control'], path).toBe(keeping);
  expect((await request.get('./', { headers: { host: 'evil.example' } })).status()).toBe(403);
  const other = await request.get('./', { headers: { host: '192.168.0.7' } });
  expect(other.status()).toBe(403);
  expect(await other.text()).toContain('--allow-host 192.168.0.7');
});

test('[PAGE-530] the browser finds the web manifest, and each icon shows what icon.svg shows', async ({
  page,
}) => {
  await open(page);
  const client = await page.context().newCDPSession(page);
  const { url, errors, manifest } = await client.send('Page.getAppManifest');
  expect(url).toBe(new URL('manifest.webmanifest', page.url()).href);
  expect(errors).toEqual([]);
  expect(manifest?.name).toBe('VFIO Migration Explorer');
  for (const { file, size, isCut } of ICONS) {
    const difference = await page.evaluate(compareIcon, { file, size, isCut });
    expect(difference, `${file}: run npm run icons`).toBeLessThan(1);
  }
});

/** How far the pixels of an icon are from those of icon.svg, on average, of 255. Corners that are cut do not count. */
async function compareIcon({ file, size, isCut }: (typeof ICONS)[number]): Promise<number> {
  const [png, svg] = await Promise.all(
    [file, 'icon.svg'].map(async (name) => {
      const image = new Image(size, size);
      image.src = `./${name}`;
      await image.decode();
      const context = new OffscreenCanvas(size, size).getContext('2d');
      if (isCut) context?.arc(size / 2, size / 2, size / 2, 0, 2 * Math.PI);
      if (isCut) context?.clip();
      context?.drawImage(image, 0, 0, size, size);
      return context?.getImageData(0, 0, size, size).data ?? new Uint8ClampedArray();
    }),
  );
  const differences = Array.from(svg ?? [], (value, n) => Math.abs(value - (png?.[n] ?? 0)));
  return differences.reduce((sum, difference) => sum + difference, 0) / differences.length;
}

test('[PAGE-271] the help leads to the licences of everything that ships', async ({ page, request }) => {
  await open(page);
  await page.keyboard.press('?');
  const link = page.getByRole('dialog', { name: 'Help' }).getByRole('link', { name: 'Licences' });
  const answer = await request.get((await link.getAttribute('href')) ?? '');
  const text = await answer.text();
  for (const name of ['react', '@xyflow/react', 'xstate', '@codemirror/view', '@lezer/cpp', 'yaml'])
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([A-Z0-9-]+\\)$`, 'm'));
});
