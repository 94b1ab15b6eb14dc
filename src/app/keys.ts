/** Runs the command of each key that is pressed outside of text fields and dialogs. */

import { findCommand, getCommands } from '../page/command.ts';
import type { Page } from '../page/open-page.ts';
import { getPageState } from '../page/open-page.ts';

/** Starts listening, for as long as the page is open. */
export function followKeys(page: Page): void {
  window.addEventListener('keydown', (event) => {
    if (page.shell.getSnapshot().context.dialog !== null || event.defaultPrevented || isTyping(event)) return;
    const state = getPageState(page);
    const command = findCommand(getCommands(state.ruleSet, state.all), event, state.preferences.singleKeys);
    if (!command) return;
    event.preventDefault();
    command.run(page.acts, state);
  });
}

/**
 * True where letters are text: a field, a list that is searched by typing, or an editor, whose host says `data-typing`
 * because a shadow root hides what is inside.
 */
function isTyping({ target, ctrlKey, metaKey }: KeyboardEvent): boolean {
  if (ctrlKey || metaKey || !(target instanceof HTMLElement)) return false;
  return target.matches(
    'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable], [data-typing]',
  );
}
