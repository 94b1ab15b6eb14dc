/**
 * What a server sends with the page, and for which names of the machine it answers. README lists the same headers for
 * whoever hosts the page elsewhere.
 */
import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What the built page may load: itself, and nothing from any other origin. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'";

/** Browsers read `frame-ancestors` in a header only; in a meta element it is an error in the console. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': `${CONTENT_SECURITY_POLICY}; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** The dev server needs inline scripts, so only the build says what it may load. */
export const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      injectTo: 'head-prepend',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
    },
  ],
};

/** Vite's preview server with the headers, for `npm start` and the browser tests. */
export const pageHeaders: Plugin = {
  name: 'page-headers',
  configurePreviewServer({ middlewares, config }) {
    const { allowedHosts } = config.preview;
    middlewares.use(createGuard(allowedHosts === true ? [] : allowedHosts));
    middlewares.use(createKeeper(join(config.root, config.build.outDir)));
  },
};

/** Lets a browser keep what is in `assets/` of this folder: a name there changes with the content, so none need be asked for again. */
export function createKeeper(folder: string) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const [name] = /^\/assets\/\w[\w.-]*(?=$|\?)/.exec(request.url ?? '') ?? [];
    if (name && existsSync(join(folder, name)))
      response.setHeader('Cache-Control', 'max-age=31536000, immutable');
    next();
  };
}

/** Adds the headers to every answer, and refuses names of other machines. */
export function createGuard(allowed: readonly string[]) {
  return (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
    const refusal = findRefusal(request.headers.host, allowed);
    if (refusal === undefined) next();
    else response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${refusal}\n`);
  };
}

/**
 * Why a request for this Host is refused; undefined where it is answered. A page elsewhere can point a name of its own
 * at this machine (DNS rebinding), so only localhost, the loopback addresses and the names in `allowed` are answered.
 * `findRefusal('localhost:4173', [])` is undefined.
 */
export function findRefusal(host: string | undefined, allowed: readonly string[]): string | undefined {
  const name = getHostName(host ?? '');
  if (name === undefined) return 'The request names no host.';
  if (isLoopback(name) || allowed.some((other) => other.toLowerCase() === name)) return undefined;
  return `This page is served to this machine only. To answer for ${name}, start it with --allow-host ${name}.`;
}

/** Without its port, in lower case; undefined if it is not a host. */
function getHostName(host: string): string | undefined {
  try {
    const { hostname, username, password, pathname } = new URL(`http://${host}`);
    return host !== '' && username === '' && password === '' && pathname === '/' ? hostname : undefined;
  } catch {
    return undefined;
  }
}

function isLoopback(name: string): boolean {
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}
