/** The commands of the page, and those of a lesson, which act on its buttons. Keys and help read these. */

import type { Command } from '../../page/command.ts';
import { getCommands } from '../../page/command.ts';
import type { RuleSet } from '../../protocol/rule-sets/rule-set.ts';
import { announce } from '../../ui/attention/announce.ts';

const NO_LESSON = 'No lesson is open, or its step has nothing of the kind.';

const LESSON: readonly (readonly [
  id: string,
  title: string,
  words: string,
  keys: readonly string[],
  selector: string,
])[] = [
  ['lesson-next', 'Next step of the lesson', 'continue forward', ['n'], '[data-lesson="next"]'],
  ['lesson-back', 'Previous step of the lesson', 'back', ['N'], '[data-lesson="back"]'],
  ['lesson-check', 'Check the answer of the lesson', 'question submit', ['a'], '[data-lesson="check"]'],
  ['present', 'Present the lesson', 'talk full screen slides speaker', [], '[data-lesson="present"]'],
];

const LESSON_COMMANDS = LESSON.map(
  ([id, title, words, keys, selector]): Command => ({
    id,
    title,
    words,
    group: 'Lesson',
    keys,
    run: () => press(selector),
  }),
);

/** The focus goes with it: what the button does next is said from there. */
function press(selector: string): void {
  const button = document.querySelector<HTMLElement>(selector);
  if (!button) announce(NO_LESSON);
  button?.focus();
  button?.click();
}

export function getKeyedCommands(ruleSet: RuleSet, all: readonly RuleSet[]): readonly Command[] {
  return [...getCommands(ruleSet, all), ...LESSON_COMMANDS];
}
