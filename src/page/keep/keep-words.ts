/** What the page says of what this browser keeps. Words in braces are put in by `fill`. */

import type { Trouble } from './store/trouble.ts';

const LOST = 'What you do here is lost when you close the page.';

/** What is said, once, where something is not kept. The way out stands beside it, as buttons. */
export const TROUBLE_WORDS: Readonly<Record<Trouble, string>> = {
  missing: `The browser does not let this page keep anything. ${LOST}`,
  later: `What this browser keeps was written by a later version of this page, and this version cannot read it. It is left unchanged. ${LOST}`,
  slow: `The browser did not open its storage in time. What is kept there is unchanged: load the page again to see it. ${LOST}`,
  superseded: `A later version of this page is open in another tab and has taken over what this browser keeps. Load this page again. ${LOST}`,
  full: 'The storage of this browser is full: the last changes are not kept. Save them as a file, or delete something from “Kept histories”.',
  long: 'This history has reached 2 MB, the most that is kept of one: it stays kept as it is, and what you ask in it from here on is lost when you close the page. “Clear” begins a new one.',
  failed: 'The browser could not keep the last changes. Save them as a file before you close the page.',
  preferences: 'The browser does not keep the preferences: they are lost when you close the page.',
};

export const KEEP_WORDS = {
  aside:
    'What could not be read is set aside and not overwritten. “Kept histories” lists it and saves it as a file.',
  forked: 'Another tab has changed {id} too, so your {id} goes on as {fresh}. Both are kept.',
  noEntry: 'The library keeps something else under the name {id}; it is left out.',
  preferences: 'Some of the preferences cannot be read; the defaults take their place.',
  otherTab: 'Another tab has kept this under the same name.',
  superseded: 'The browser has a later one of the same name',
  notLoaded: 'The part of the page that keeps things could not be loaded. Load the page again.',
} as const;

/** What is said of files. */
export const FILE_WORDS = {
  gone: 'It is not kept any more.',
  loaded: 'Loaded from {name}: {list}.',
  same: 'Everything in {name} is kept here already.',
  notKept: 'The browser could not keep all of it.',
  differs: 'Another one is kept here.',
  kinds: {
    history: 'histories {count}',
    review: 'texts of Review {count}',
    'review-before': 'replaced texts {count}',
    library: 'rule sets {count}',
    learn: 'progress of lessons {count}',
    aside: 'set aside {count}',
  },
} as const;
