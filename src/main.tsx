/** The page's entry: reads what to open with, and shows it. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { loadOpening } from './page/opening.ts';
import { readKept } from './page/storage.ts';
import './app/tokens.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
const kept = { session: readKept('session'), library: readKept('library') };
// Not awaited here: what it loads imports this file's chunk, which an await at the top would keep from ending.
void loadOpening(window.location.hash, kept).then((opening) =>
  createRoot(root).render(
    <StrictMode>
      <App opening={opening} />
    </StrictMode>,
  ),
);
