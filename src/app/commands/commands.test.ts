/** What a typed text finds, and how few keys lead to every command. */

import { describe, expect, it } from 'vitest';
import type { Command } from '../../page/command.ts';
import { RULE_SETS } from '../../protocol/rule-sets/rule-sets.ts';
import { of } from '../../protocol/trace/walk.ts';
import { getAllCommands } from './all-commands.ts';
import { rankCommands } from './command-rank.ts';

const commandsOf = (id: string) => getAllCommands(of(id), RULE_SETS);
const COMMANDS = commandsOf('patch-2021-09');

const find = (typed: string, commands = COMMANDS) => rankCommands(commands, typed).map(({ id }) => id);

/** Every short text that a reader may begin: from the start of a word, or the first letters of the words. */
function listTyped({ title, id, words = '' }: Command): readonly string[] {
  const text = `${title} ${id} ${words}`.toLowerCase();
  const all = text.match(/[\p{L}\p{N}_.+|-]+/gu) ?? [];
  const initials = all.map((word) => word.charAt(0)).join('');
  return [...all, ...text.split(/[^\p{L}\p{N}.]+/u), initials].flatMap((word) =>
    [1, 2, 3, 4].map((length) => word.slice(0, length)),
  );
}

/** Key presses from the page to what the command does: its own key; or the palette's, letters, arrows and Enter. */
function countPresses(command: Command, commands: readonly Command[]): number {
  if (command.keys.some((key) => key.length === 1)) return 1;
  const ways = listTyped(command)
    .filter((typed) => typed !== '')
    .map((typed) => [typed.length, rankCommands(commands, typed).indexOf(command)] as const)
    .filter(([, index]) => index >= 0);
  return Math.min(...ways.map(([letters, index]) => 1 + letters + index + 1));
}

describe.each(['patch-2021-09', 'ndma-rfc', 'v2-7.2'])('the commands under %s', (id) => {
  const commands = commandsOf(id);

  it('[CMD-20] are at most 6 key presses away, each', () => {
    const far = commands
      .map((command) => [command.title, countPresses(command, commands)] as const)
      .filter(([, presses]) => presses > 6);
    expect(far).toEqual([]);
  });

  it('[CMD-21] have ids, titles and keys that are told apart, and lead to every part of every mode', () => {
    for (const all of [
      commands.map((each) => each.id),
      commands.map((each) => each.title),
      commands.flatMap(({ keys }) => keys),
    ])
      expect([...new Set(all)]).toEqual(all);
  });
});

describe('a typed text', () => {
  it.each([
    ['fault', 'go explore faults'],
    ['propose', 'go compare propose'],
    ['findings', 'go compare findings'],
    ['differences', 'go compare differences'],
    ['lock-step', 'go compare lock-step'],
    ['lockstep', 'go compare lock-step'],
    ['lab', 'go learn lab'],
    ['causes', 'go learn causes'],
    ['steps of', 'go review log-steps'],
    ['other log', 'go review log-other'],
    ['report', 'go review log-report'],
    ['debate', 'go learn debate'],
    ['lesson', 'go learn lessons'],
    ['answer', 'go review answer'],
    ['note', 'go review note'],
    ['export', 'go compare export'],
    ['data_fd', 'request'],
    ['errno', 'request'],
    ['undo', 'undo'],
    ['one step back', 'back'],
    ['osb', 'back'],
    ['v2-7.2', 'rules v2-7.2'],
    ['ask for _STOP', 'ask _STOP'],
    ['reset', 'reset'],
    ['stop-default', 'rules stop-default'],
  ])('[CMD-22] “%s” finds %s first', (typed, id) => {
    expect(find(typed)[0]).toBe(id);
  });

  it('[CMD-23] is not matched by letters that only happen to stand in its order', () => {
    expect(find('fault')).not.toContain('rules stop-default');
    expect(find('xqzw')).toEqual([]);
    expect(find('kernel supported never said')).toEqual([]);
    for (const typed of ['(', '>', '  ', '\\', '[a']) expect(() => find(typed)).not.toThrow();
  });

  it('[CMD-24] that is empty finds everything, in the order of the table', () => {
    expect(find(' ')).toEqual(COMMANDS.map(({ id }) => id));
  });
});
