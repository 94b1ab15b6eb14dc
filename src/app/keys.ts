/**
 * Runs the command of each key that is pressed outside of text fields and dialogs; and shows what is pressed long. With it
 * comes what else the first picture does not wait for: the style for paper.
 */

import { findCommand } from '../page/command.ts';
import type { Page } from '../page/open-page.ts';
import { getPageState } from '../page/open-page.ts';
import { followLongPresses } from '../ui/attention/long-press.tsx';
import { followTurns } from '../ui/attention/turned.ts';
import { getKeyedCommands } from './commands/keyed-commands.ts';
import { addSkipLinks } from './header/skip-links.tsx';
import { addPaperStyle } from './theme/paper.tsx';

/** Starts listening, for as long as the page is open. `early`: what was pressed before. */
export function followKeys(page: Page, early: readonly KeyboardEvent[] = []): void {
  const press = (event: KeyboardEvent) => {
    if (page.shell.getSnapshot().context.dialog !== null || isTyping(event)) return;
    const state = getPageState(page);
    const command = findCommand(
      getKeyedCommands(state.ruleSet, state.all),
      event,
      state.preferences.singleKeys,
    );
    if (!command) return;
    event.preventDefault();
    command.run(page.acts, state);
  };
  addSkipLinks();
  followLongPresses();
  followTurns();
  addPaperStyle();
  for (const event of early) press(event);
  window.addEventListener('keydown', (event) => event.defaultPrevented || press(event));
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
