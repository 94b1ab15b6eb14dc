/**
 * Names of a text, each with the state of the kernel that the user reads it as: one more, or the sentence that says why not.
 */

import { findClosest } from '../../../protocol/words/closest.ts';
import { fill } from '../../../protocol/words/fill.ts';
import type { Result } from '../../../protocol/words/result.ts';
import { splitStateName } from '../foreign-name.ts';
import type { Generation } from '../kernel-name.ts';
import { getKernelName } from '../kernel-name.ts';
import { listStateWords } from './near-state.ts';

/** Name of the text -> the kernel's name, such as VFIO_DEVICE_STATE_STOP. */
export type ChosenNames = Readonly<Record<string, string>>;

const SENTENCES = {
  malformed:
    '{name} is not a name: a name has letters, digits and underscores, and does not begin with a digit.',
  kernel: '{name} is the name of a state in the kernel already.',
  unknown: 'The kernel has no state {to}{hint}.',
  twice: '{name} is read as two states, {known} and {to}.',
  clash: '{other} and {name} are both read as {to}.',
} as const;

const say = (id: keyof typeof SENTENCES, words: Readonly<Record<string, string>>) => ({
  ok: false as const,
  problem: fill<string>(SENTENCES[id], words),
});

/** `MY_SAVE`, `MigState::Save`, or a label of a table, as "Stop and copy". */
const NAME = /^[A-Za-z_][\w:]*(?:[ -][\w:]+){0,5}$/;

const PREFIX = 'VFIO_DEVICE_STATE_';
const GENERATIONS: readonly Generation[] = ['v1', 'v2'];
const STATES = new Set(GENERATIONS.flatMap((each) => listStateWords(each).map((word) => PREFIX + word)));

/**
 * The names with one more. `addName({}, 'HALTED', 'STOP')` gives `{ HALTED: 'VFIO_DEVICE_STATE_STOP' }`. Refuses what is no name,
 * a name that has another state, and a state that has another name.
 */
export function addName(names: ChosenNames, name: string, to: string): Result<ChosenNames> {
  const shown = name.slice(0, 60);
  if (name.length > 80 || !NAME.test(name))
    return say('malformed', { name: shown === '' ? 'An empty text' : shown });
  if (STATES.has(name)) return say('kernel', { name });
  const state = findState(to);
  if (state === undefined) {
    const closest = findClosest(to.toUpperCase(), [...STATES].map(toWord));
    return say('unknown', { to, hint: closest === undefined ? '' : `; the closest is ${closest}` });
  }
  const known = Object.hasOwn(names, name) ? names[name] : undefined;
  if (known !== undefined && known !== state)
    return say('twice', { name, known: toWord(known), to: toWord(state) });
  const [other] = Object.entries(names).find(([each, of]) => of === state && each !== name) ?? [];
  if (other !== undefined) return say('clash', { other, name, to: toWord(state) });
  return { ok: true, value: { ...names, [name]: state } };
}

/** The names without one of them. */
export function dropName(names: ChosenNames, name: string): ChosenNames {
  return Object.fromEntries(Object.entries(names).filter(([each]) => each !== name));
}

/** Those whose state a generation has. */
export function keepNames(names: ChosenNames, generation: Generation): ChosenNames {
  return Object.fromEntries(
    Object.entries(names).filter(([, to]) => getKernelName(to, generation) !== undefined),
  );
}

/** The kernel's name without its prefix, as sentences have it. */
export const toWord = (state: string): string =>
  state.startsWith(PREFIX) ? state.slice(PREFIX.length) : state;

/** The kernel's name of a state, which may be written without its prefix. */
function findState(text: string): string | undefined {
  const word = splitStateName(text, 'v2') ?? splitStateName(text, 'v1');
  const name = word && /^(?:VFIO_DEVICE_STATE)?$/.test(word.prefix) ? PREFIX + word.word : text;
  return [name, PREFIX + name].find((each) => STATES.has(each));
}
