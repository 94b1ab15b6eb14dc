/** Where the focus goes when a part of the page is asked for by key or command. */

export type Part =
  | 'graph'
  | 'panels'
  | 'matrix'
  | 'request'
  | 'register'
  | 'rules'
  | 'history'
  | 'first-words';

const SELECTORS: Readonly<Record<Part, string>> = {
  graph: '[aria-label="State graph"] button[aria-current]',
  panels: 'main [data-part] button',
  matrix: '[aria-label="Transition matrix"] button[tabindex="0"]',
  request: '[data-part$="request"] button[aria-expanded]',
  register: '[data-part="register"] input',
  rules: 'select#rules',
  history: '[aria-label="History"] [aria-current]',
  'first-words': '[data-part="first-words"]',
};

/** For a graph of no device, which has no current state. */
const FIRST_STATE = '[aria-label="State graph"] button';

/** Focuses a part; a folded one by its heading. */
export function focusOn(part: Part): void {
  const found =
    document.querySelector<HTMLElement>(SELECTORS[part]) ??
    (part === 'graph' ? document.querySelector<HTMLElement>(FIRST_STATE) : null);
  // A folded part has the focus on its heading, one that shares its place on its tab.
  const shown = found?.checkVisibility()
    ? found
    : document.querySelector<HTMLElement>(`[data-part="${part}"] button, [data-tab="${part}"]`);
  shown?.focus();
}

/** Presses a key in the graph, where the focus is in it or goes first; at a state, one for an arc goes to its arcs. */
export function pressInGraph(key: string, isOfArc = false): void {
  const graph = document.querySelector('[aria-label="State graph"]');
  if (!graph?.contains(document.activeElement)) focusOn('graph');
  const target = document.activeElement;
  const isOnArc = target?.matches('[data-arc]');
  const pressed = isOfArc && !isOnArc ? 'a' : key;
  target?.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }));
}
