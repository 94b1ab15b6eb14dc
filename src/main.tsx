/** The page's entry: reads what to open with, and shows it. */

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { getOpening } from './app/opening.ts';
import { readKept } from './app/storage.ts';
import './app/tokens.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
const opening = getOpening(window.location.hash, readKept('session'));
createRoot(root).render(
  <StrictMode>
    <App opening={opening} />
  </StrictMode>,
);
