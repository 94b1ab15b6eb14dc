/** The page's entry: reads what to open with, starts the page, and shows it. */

import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { hasKept, readLocal } from './page/keep/store/storage.ts';
import { openPage } from './page/open-page.ts';
import { loadKept, loadOpening } from './page/opening/load-opening.ts';
import { followPreferences } from './page/shell.ts';
import { whenPainted } from './ui/attention/painted.ts';
import { ChunkFailure } from './ui/failure/chunk.ts';
import './app/theme/tokens.css';
import './app/theme/forced-colours.css';
import './app/theme/touch.css';
import './app/first/first.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
const { hash } = window.location;
const preferences = readLocal('preferences');
const loading = hasKept() ? loadKept(hash, preferences) : loadOpening(hash, { history: null, preferences });
// Not awaited here: what it loads imports this file's chunk, which an await at the top would keep from ending.
void loading.then((opening) => {
  const page = openPage(opening);
  followPreferences(page.shell);
  // A chunk that cannot be loaded is said on the page, and by the browser itself. Any other error is a bug: it is logged.
  const onCaughtError = (error: unknown) => {
    if (!(error instanceof ChunkFailure)) console.error(error);
  };
  // At once, with its effects: React Flow moves its picture to its place in one of them.
  flushSync(() =>
    createRoot(root, { onCaughtError }).render(
      <StrictMode>
        <App page={page} />
      </StrictMode>,
    ),
  );
  // Without it every key has a button, and the title stays as index.html has it.
  const pressed = listenEarly();
  whenPainted(() =>
    import('./app/keys.ts').then((keys) => keys.followKeys(page, pressed())).catch(() => undefined),
  );
  whenPainted(() =>
    import('./app/address/page-title.ts').then((title) => title.followTitle(page)).catch(() => undefined),
  );
  // Without it the outcome is shown, and not heard.
  whenPainted(() =>
    import('./app/heard/follow-heard.ts').then((heard) => heard.followHeard(page)).catch(() => undefined),
  );
  if (opening.isRead) {
    // Without it the button still copies the link.
    whenPainted(() =>
      import('./app/address/address.ts')
        .then((address) => address.followAddress(page, hash, opening))
        .catch(() => undefined),
    );
    whenPainted(() =>
      import('./page/keep/keeper.ts').then((keeper) => keeper.startKeeping(page, opening.workspace)),
    );
  }
});

/** Keeps the keys that are pressed before the page has what follows them; the function that it returns ends that. */
function listenEarly(): () => readonly KeyboardEvent[] {
  const pressed: KeyboardEvent[] = [];
  const press = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && event.key === 'k') event.preventDefault();
    pressed.push(event);
  };
  window.addEventListener('keydown', press);
  return () => {
    window.removeEventListener('keydown', press);
    return pressed;
  };
}
