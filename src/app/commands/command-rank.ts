/**
 * Which commands a typed text means, best first. It matches words from their start, and then the first letters of a
 * title's words; never letters that only happen to stand in this order.
 */

import type { Command } from '../../page/command.ts';

const split = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}_.+|-]+/gu) ?? [];

/** The words of a text, and what stands in them behind `_`, `-` or `|`. `v2-7.2` is `v2-7.2`, `v2` and `7.2`. */
const splitInside = (text: string) =>
  split(text).flatMap((word) => [
    word,
    ...word.split(/[_|-]+/).filter((part) => part !== '' && part !== word),
  ]);

interface Read {
  /** The title; and what stands behind its colon, as a part of a mode is called there. */
  readonly heads: readonly (readonly string[])[];
  readonly words: readonly string[];
  readonly inside: readonly string[];
  /** By title and by id. */
  readonly initials: readonly string[];
  readonly ids: readonly string[];
  readonly others: readonly string[];
  readonly text: string;
}

const known = new WeakMap<Command, Read>();

function read(command: Command): Read {
  const before = known.get(command);
  if (before) return before;
  const { title, id, words = '' } = command;
  const [, behind] = title.split(': ');
  const toInitials = (text: string) =>
    splitInside(text)
      .filter((word) => !/[_|-]./.test(word.replace(/^_+/, '')))
      .map((word) => word.replace(/^_+/, '').charAt(0))
      .join('');
  const made: Read = {
    heads: [title, ...(behind === undefined ? [] : [behind])].map(split),
    words: split(title),
    inside: splitInside(title),
    initials: [title, id.split(' ').at(-1) ?? '', ...(behind === undefined ? [] : [behind])].map(toInitials),
    ids: [id, id.split(' ').at(-1) ?? ''].map((each) => each.toLowerCase()),
    others: splitInside(`${id} ${words}`),
    text: `${title} ${words}`.toLowerCase().replaceAll(/\s+/g, ' '),
  };
  known.set(command, made);
  return made;
}

/** The commands that a text means, best first, and of the same rank in the order of the table. All of them for an empty text. */
export function rankCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const text = typed.trim().toLowerCase().replaceAll(/\s+/g, ' ');
  if (text === '') return commands;
  return commands
    .map((command) => ({ command, rank: rank(read(command), text) }))
    .filter(({ rank: found }) => found !== null)
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map(({ command }) => command);
}

/** From best to worst: 0 is best. Of two that begin with what is typed, the shorter one. */
function rank({ heads, words, inside, initials, ids, others, text }: Read, typed: string): number | null {
  const sought = split(typed);
  if (sought.length === 0) return null;
  const begins = (all: readonly string[]) =>
    sought.every((word) => all.some((each) => each.startsWith(word)));
  const same = sought.join(' ');
  if (heads.some((head) => head.join(' ') === same) || ids.includes(same)) return 0;
  const begun = heads.filter((head) => sought.every((word, index) => head[index]?.startsWith(word)));
  if (begun.length > 0) return 1 + Math.min(...begun.map(({ length }) => length)) / 100;
  if (begins(words)) return 2;
  if (initials.some((letters) => letters.startsWith(sought.join('')))) return 3;
  if (begins(inside)) return 4;
  if (begins([...inside, ...others])) return 5;
  return typed.includes(' ') && text.includes(typed) ? 6 : null;
}
