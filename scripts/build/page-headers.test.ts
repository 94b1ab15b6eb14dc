/** The preview server answers for this machine alone, and sends its headers with everything. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import { createGuard, createKeeper, findRefusal, PAGE_HEADERS } from './page-headers.ts';

describe('the hosts that are answered', () => {
  it.each([
    'localhost',
    'localhost:4173',
    'LOCALHOST',
    'page.localhost:80',
    '127.0.0.1:4173',
    '127.9.9.9',
    '[::1]:4173',
  ])('[SERVE-1] answers for %s', (host) => expect(findRefusal(host, [])).toBeUndefined());

  it.each([
    'evil.example',
    'localhost.evil.example',
    '192.168.0.7:4173',
    '127.0.0.1.evil.example',
    '0.0.0.0',
    'a@localhost',
    'localhost/x',
    '',
    ':',
    undefined,
  ])('[SERVE-2] refuses %s', (host) =>
    expect(findRefusal(host, [])).toMatch(
      /^(This page is served to this machine only|The request names no host)/,
    ),
  );

  it('[SERVE-3] answers for a name that was allowed, in any case and with any port, and for no name below it', () => {
    expect(findRefusal('Desk.example:8080', ['desk.example'])).toBeUndefined();
    expect(findRefusal('a.desk.example', ['desk.example'])).toMatch(/--allow-host a\.desk\.example/);
  });
});

/** What a server behind the guard answers to a request for this host. */
async function get(host: string) {
  const guard = createGuard([]);
  const server = createServer((asked, answer) => guard(asked, answer, () => answer.end('page')));
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<IncomingMessage>((done) => {
    request({ port, host: '127.0.0.1', headers: { host } }, done).end();
  });
  const said = await text(answer);
  server.close();
  return { status: answer.statusCode, headers: answer.headers, said };
}

describe('the answers', () => {
  it.each([
    ['localhost', 200, /^page$/],
    ['evil.example', 403, /^This page is served to this machine only.*--allow-host evil\.example\.\n$/],
  ])('[SERVE-4] carry the headers for %s, refused or not', async (host, status, words) => {
    const answer = await get(host);
    expect(answer.status).toBe(status);
    expect(answer.said).toMatch(words);
    for (const [name, value] of Object.entries(PAGE_HEADERS))
      expect(answer.headers[name.toLowerCase()]).toBe(value);
  });
});

describe('what a browser keeps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  mkdirSync(join(folder, 'assets'));
  for (const name of ['index.html', 'assets/first-1a.js']) writeFileSync(join(folder, name), '');
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['/assets/first-1a.js', 'max-age=31536000, immutable'],
    ['/assets/first-1a.js?x', 'max-age=31536000, immutable'],
    ['/assets/gone-1a.js', undefined],
    ['/assets/../index.html', undefined],
    ['/index.html', undefined],
    ['/', undefined],
  ])('[SERVE-5] a file whose name changes with its content, and no other: %s', (url, keeping) => {
    const headers: Record<string, unknown> = {};
    const setHeader = (name: string, value: unknown) => Object.assign(headers, { [name]: value });
    createKeeper(folder)({ url } as IncomingMessage, { setHeader } as unknown as ServerResponse, () => {});
    expect(headers['Cache-Control']).toBe(keeping);
  });
});
