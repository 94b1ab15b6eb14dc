/**
 * The one voice of the page, for readers who cannot see it: index.html has its two live regions from the start, because a
 * screen reader hears only the changes of a region that it knows. Each sentence is an element of its own, so that one that
 * is said again is heard again.
 *
 * @source React Aria, LiveAnnouncer: elements are added, and removed after a while
 */

import { whenPainted } from './painted.ts';

/** `assertive` interrupts what is being read: for what failed. */
type Urgency = 'polite' | 'assertive';

/** In milliseconds: a screen reader has read the element by then, and who reads on finds no old sentences. */
const STAYS = 3000;

/** Says a sentence once what it tells of is painted. A function is asked for the sentence then; an empty one is not said. */
export function announce(sentence: string | (() => string), urgency: Urgency = 'polite'): void {
  whenPainted(() => say(typeof sentence === 'string' ? sentence : sentence(), urgency));
}

function say(sentence: string, urgency: Urgency): void {
  const region = document.querySelector(`[data-announcer="${urgency}"]`);
  if (!region || sentence === '') return;
  const said = document.createElement('p');
  said.textContent = sentence;
  region.append(said);
  window.setTimeout(() => said.remove(), STAYS);
}
