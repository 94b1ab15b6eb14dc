/** The page's entry: reads what to open with, starts the page, and shows it. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { followAddress } from './app/address.ts';
import { followKeys } from './app/keys.ts';
import { followLibrary } from './page/kept-library.ts';
import { loadOpening } from './page/opening/load-opening.ts';
import { openPage } from './page/page.ts';
import { followPreferences } from './page/shell.ts';
import { readKept } from './page/storage.ts';
import './app/tokens.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
const kept = {
  history: readKept('session'),
  library: readKept('library'),
  preferences: readKept('preferences'),
};
// Not awaited here: what it loads imports this file's chunk, which an await at the top would keep from ending.
void loadOpening(window.location.hash, kept).then((opening) => {
  const page = openPage(opening);
  followPreferences(page.shell);
  if (opening.isRead) {
    followAddress(page);
    followLibrary(page);
  }
  followKeys(page);
  createRoot(root).render(
    <StrictMode>
      <App page={page} />
    </StrictMode>,
  );
});
