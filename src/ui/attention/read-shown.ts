/** What the page shows, to be said. */

/** The text of the last element that a selector finds, as a screen reader has it: what is hidden from it is left out. */
export function readShown(selector: string): string {
  const element = [...document.querySelectorAll(selector)].at(-1);
  return element ? readText(element).replaceAll(/\s+/g, ' ').trim() : '';
}

function readText(node: Node): string {
  if (!(node instanceof Element)) return node.textContent ?? '';
  if (node.getAttribute('aria-hidden') === 'true') return '';
  const text = [...node.childNodes].map(readText).join('');
  return window.getComputedStyle(node).display === 'inline' ? text : ` ${text} `;
}
