/** The archive page of a long thread: it repeats the fixture's comments before the patch that ends the page. */

const COMMENT = /^[A-Z] \w+ \w+\. \d+, \d{4}, .* UTC \| #\d+$/m;
const PATCH = '\ndiff mbox series\n\nPatch\n';

/** Repeats the page's comments until the page has at least `length` characters. */
export function createLongPage(page: string, length: number): string {
  const [start, end] = [page.search(COMMENT), page.lastIndexOf(PATCH)];
  if (start < 0 || end < start) throw new Error('the page has no comments before its patch');
  const comments = page.slice(start, end);
  const rounds = Math.max(1, Math.ceil((length - page.length) / comments.length) + 1);
  return page.slice(0, start) + comments.repeat(rounds) + page.slice(end);
}
