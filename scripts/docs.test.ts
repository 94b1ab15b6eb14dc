/** The documents: every link works, every file they name exists, and nothing depends on a file outside the repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path/posix';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const isThere = (path: string) => existsSync(join(ROOT, path));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const listFiles = (folder: string, ending: RegExp) =>
  readdirSync(join(ROOT, folder), { recursive: true })
    .map((name) => join(folder, String(name).replaceAll('\\', '/')))
    .filter((path) => ending.test(path));

const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'src/README.md',
  'src/lesson/course/README.md',
  ...listFiles('docs', /\.md$/),
];

/** `[text](target)` and `![text](target)`, outside code blocks. */
const listLinks = (text: string): string[] =>
  [...text.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/\]\(([^()\s]+)\)/g)].map(
    ([, target = '']) => target,
  );

/** Files and folders that a text names in backticks, from the root of the repository. */
const listPaths = (text: string): string[] =>
  [...text.matchAll(/`((?:src|scripts|bench|e2e|docs|\.github)\/[\w./-]*)`/g)].map(([, path = '']) => path);

/** As GitHub derives them from headings. */
const listAnchors = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** The links and paths of a document that lead nowhere. */
function listFaults(document: string, text: string): string[] {
  const links = listLinks(text).filter((target) => !/^[a-z]+:/.test(target));
  const broken = links.filter((target) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? document : normalize(join(dirname(document), path));
    if (!isThere(file)) return true;
    return anchor !== undefined && !listAnchors(file === document ? text : read(file)).includes(anchor);
  });
  return [...broken, ...listPaths(text).filter((path) => !isThere(path))];
}

describe('the documents', () => {
  it.each(DOCUMENTS)('[DOCS-1] %s links to what exists, and names files that exist', (document) => {
    expect(listFaults(document, read(document))).toEqual([]);
  });

  it('[DOCS-1] finds a link, an anchor or a file that does not exist', () => {
    const text = [
      '# A head, and more',
      '[a](b.md) [c](README.md) [d](#a-head-and-more) [e](#none) [f](https://example.org/x)',
      '`src/nothing.ts` `src/protocol/` `src/architecture.test.ts` `npm run x`',
      '```',
      '[g](in-code.md)',
      '```',
    ].join('\n');
    expect(listFaults('README.md', text)).toEqual(['b.md', '#none', 'src/nothing.ts']);
  });

  it('[DOCS-2] name only npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = DOCUMENTS.flatMap((document) => [...read(document).matchAll(/npm run (?:-s )?([\w:]+)/g)]);
    expect(named.map(([, name = '']) => name).filter((name) => !(name in scripts))).toEqual([]);
  });
});

describe('the source', () => {
  it('[DOCS-4] has no two files of the same name, in src/ or beside it', () => {
    const paths = ['src', 'scripts', 'bench', 'e2e'].flatMap((folder) => listFiles(folder, /\.tsx?$/));
    const names = paths.map((path) => basename(path).replace(/\.tsx?$/, ''));
    expect(paths.filter((_, n) => names.indexOf(names[n] ?? '') !== n)).toEqual([]);
    expect(paths).toContain('src/page/open-page.ts');
  });

  it('[DOCS-3] cites no document that is not in the repository', () => {
    const outside = /\b(PROTOCOL|DESIGN|STYLE|LOGS)\.md|\.\.\/shared/;
    const files = ['src', 'scripts', 'bench', 'e2e', 'docs'].flatMap((folder) =>
      listFiles(folder, /\.(tsx?|md|json|css|html)$/),
    );
    const citing = files.filter(
      (path) => isThere(path) && path !== 'scripts/docs.test.ts' && outside.test(read(path)),
    );
    expect(citing).toEqual([]);
  });
});
