/**
 * What index.html shows before the script is there: the page of a first visit, as text. The build runs this. The page
 * takes its place with a first picture of its own, so both have the same look without any measuring.
 */

import { renderToString } from 'react-dom/server';
import { FirstGraphs } from '../../modes/explore/FirstGraphs.tsx';
import { openPage } from '../../page/open-page.ts';
import { createOpening } from '../../page/opening/opening.ts';
import type { Preferences } from '../../share/store/preferences.ts';
import { App } from '../App.tsx';

/** What only those read who cannot see the picture: for them it is not there. */
const SPOKEN =
  / (?:aria-(?:label|description|labelledby|controls|owns|live|keyshortcuts|roledescription|value\w+)|role|id|for|title|tabindex)="[^"]*"|<title>[^<]*<\/title>|<!--.*?-->/g;

/** The rule sets to choose from: the name of the chosen one lies over them. */
const CHOICES = /<optgroup.*?<\/optgroup>/g;

/** What only the pointer meets. */
const TOUCHED = /<div data-handlepos[^>]*><\/div>|<path class="_hit_[^>]*><\/path>| nopan nodrag/g;

/** The empty canvas: the real one waits for its size. */
const CANVAS = / data-layout="wide"><\/div>/;

/** For a room there is another one, in which most panels are folded. first.js says which size was chosen. */
export function renderFirstPages(): string {
  return (['normal', 'projector'] as const).map(renderFirstPage).join('');
}

/** Without inline styles, which the page's Content-Security-Policy forbids: the share of a part stands in an attribute. */
function renderFirstPage(size: Preferences['size']): string {
  const first = createOpening();
  const opening = { ...first, preferences: { ...first.preferences, size } };
  const { ruleSet, flags } = opening.workspace;
  const page = renderToString(<App page={openPage(opening)} />);
  if (!CANVAS.test(page)) throw new Error('the first page has no empty canvas');
  const graphs = renderToString(
    <FirstGraphs {...{ ruleSet, flags }} shown={opening.preferences.shown} size={size} />,
  );
  const text = page
    .replace(CANVAS, () => ` data-graphs>${graphs}</div>`)
    .replace(/style="--across:(\d+);--down:(\d+)"/, 'data-across="$1" data-down="$2"')
    .replace(/style="flex-basis:(\d+)%"/g, 'data-basis="$1"')
    .replace(SPOKEN, '')
    .replace(CHOICES, '')
    .replace(TOUCHED, '');
  if (text.includes(' style=')) throw new Error('the first page has an inline style');
  return `<div class="first" data-for="${size}" aria-hidden="true" inert>${text}</div>`;
}
