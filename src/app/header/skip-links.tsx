/**
 * The first stops of the Tab key, seen while they have the focus; they come with the keys. They are buttons: the address is
 * the page's own state, so a link to a part of it would open another view.
 */

import type { Part } from '../../ui/attention/focus.ts';
import { focusOn } from '../../ui/attention/focus.ts';
import styles from './skip-links.module.css';

const LINKS: readonly (readonly [title: string, part: Part])[] = [
  ['Skip to the graph', 'graph'],
  ['Skip to the panels', 'panels'],
];

/** Puts them before everything else on the page. */
export function addSkipLinks(): void {
  const nav = document.createElement('nav');
  nav.className = styles.skip ?? '';
  nav.ariaLabel = 'Skip';
  for (const [title, part] of LINKS) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = title;
    button.dataset.skip = part;
    button.addEventListener('click', () => focusOn(part));
    nav.append(button);
  }
  document.body.prepend(nav);
}
