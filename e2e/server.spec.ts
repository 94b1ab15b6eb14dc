/** What the server sends, and what it does not have. */
import { expect, open, test } from './page.ts';

test('[PAGE-270] every answer carries its headers; an unknown path and the build manifest are not found', async ({
  request,
}) => {
  for (const [path, status] of [
    ['./', 200],
    ['./licenses.txt', 200],
    ['./nothing-here', 404],
    ['./nothing/here.html', 404],
    ['./.vite/manifest.json', 404],
    ['./dist.manifest.json', 404],
  ] as const) {
    const answer = await request.get(path);
    expect(answer.status(), path).toBe(status);
    const headers = answer.headers();
    expect(headers['content-security-policy'], path).toMatch(
      /^default-src 'none';.*; frame-ancestors 'none'$/,
    );
    expect(headers['x-content-type-options'], path).toBe('nosniff');
    expect(headers['referrer-policy'], path).toBe('no-referrer');
  }
  expect((await request.get('./', { headers: { host: 'evil.example' } })).status()).toBe(403);
  const other = await request.get('./', { headers: { host: '192.168.0.7' } });
  expect(other.status()).toBe(403);
  expect(await other.text()).toContain('--allow-host 192.168.0.7');
});

test('[PAGE-271] the help leads to the licences of everything that ships', async ({ page, request }) => {
  await open(page);
  await page.keyboard.press('?');
  const link = page.getByRole('dialog', { name: 'Help' }).getByRole('link', { name: 'Licences' });
  const answer = await request.get((await link.getAttribute('href')) ?? '');
  const text = await answer.text();
  for (const name of ['react', '@xyflow/react', 'xstate', '@codemirror/view', '@lezer/cpp', 'yaml'])
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\([A-Z0-9-]+\\)$`, 'm'));
});
