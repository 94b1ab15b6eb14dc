/** How the page looks on paper: a style sheet that the browser fetches after the page, with no haste. */

import paper from './paper.css?url';

export function addPaperStyle(): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.media = 'print';
  link.href = paper;
  document.head.append(link);
}
