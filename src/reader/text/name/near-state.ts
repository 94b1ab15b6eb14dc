/**
 * The state of the kernel that a name of somebody else's most likely means: MY_SAVE is near STOP_COPY, HALTED near STOP. Near is a
 * question to ask, never an answer: nothing is read by it.
 */

import { findClosest } from '../../../protocol/words/closest.ts';
import { splitStateName } from '../foreign-name.ts';
import type { Generation } from '../kernel-name.ts';
import { listKernelNames } from '../kernel-name.ts';

const PREFIX = 'VFIO_DEVICE_STATE_';

/** The states that a name can be read as, in the order of the header; the kernel's names without their prefix. */
export const listStateWords = (generation: Generation): readonly string[] =>
  listKernelNames(generation)
    .filter((name) => name.startsWith(PREFIX) && !/_(?:NR|MASK|V1_\w+|VALID)$/.test(name))
    .map((name) => name.slice(PREFIX.length));

/** What others call the states, at the end of a name without underscores; the longer word comes first. */
const OTHER_WORDS: Readonly<Record<Generation, readonly (readonly [RegExp, string])[]>> = {
  v1: [
    [/(?:NDMA|QUIESCED?)$/, 'NDMA'],
    [/(?:STOPANDCOPY|STOPCOPY|SAVED?|SAVING)$/, 'SAVING'],
    [/(?:RESUMED?|RESTOR(?:E|ED|ING)|LOAD(?:ED|ING)?)$/, 'RESUMING'],
    [/(?:ERR|FAIL(?:ED)?|FAULT(?:ED)?|BROKEN|DEAD)$/, 'ERROR'],
    [/(?:STOPPED|HALT(?:ED)?|PAUSED?|SUSPENDED|FROZEN)$/, 'STOP'],
    [/(?:RUN|ACTIVE|STARTED|LIVE)$/, 'RUNNING'],
  ],
  v2: [
    [/(?:PRECOPYP2P|PRECOPYQUIESCED|PRECOPYNDMA)$/, 'PRE_COPY_P2P'],
    [/(?:PRESAVE|PRECOPYING|ITERAT(?:E|ING))$/, 'PRE_COPY'],
    [/(?:STOPANDCOPY|STOPNCOPY|SAVED?|SAVING)$/, 'STOP_COPY'],
    [/(?:P2P|NDMA|NODMA|QUIESCED?)$/, 'RUNNING_P2P'],
    [/(?:RESUMED?|RESTOR(?:E|ED|ING)|LOAD(?:ED|ING)?)$/, 'RESUMING'],
    [/(?:ERR|FAIL(?:ED)?|FAULT(?:ED)?|BROKEN|DEAD)$/, 'ERROR'],
    [/(?:STOPPED|HALT(?:ED)?|PAUSED?|SUSPENDED|FROZEN)$/, 'STOP'],
    [/(?:RUN|ACTIVE|STARTED|LIVE)$/, 'RUNNING'],
  ],
};

interface Near {
  /** The kernel's name without its prefix. */
  readonly word: string;
  /** What stands before the word in the name, without underscores at its end. */
  readonly prefix: string;
}

/** The state that a name means by its last word. `getNamedState('MY_SAVE', 'v2')` has the word STOP_COPY and the prefix MY. */
export function getNamedState(name: string, generation: Generation): Near | undefined {
  const own = splitStateName(name, generation);
  if (own) return own;
  const last = name.split('::').at(-1) ?? name;
  const plain = last.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase();
  for (const [pattern, word] of OTHER_WORDS[generation]) {
    const [found] = pattern.exec(plain) ?? [];
    if (found === undefined) continue;
    const start = findWordStart(name, found.length);
    if (start !== undefined) return { word, prefix: name.slice(0, start).replace(/[_\W]+$/, '') };
  }
  return undefined;
}

/** Where the last letters of a name begin, if a word begins there: DEAD is no word of its own in UNDEAD. */
function findWordStart(name: string, letters: number): number | undefined {
  let at = name.length;
  for (let left = letters; at > 0 && left > 0; at -= 1) if (/[A-Za-z0-9]/.test(name[at - 1] ?? '')) left -= 1;
  const isStart =
    at === 0 || !/[A-Za-z0-9]/.test(name[at - 1] ?? '') || /[a-z][A-Z]/.test(name.slice(at - 1, at + 1));
  return isStart ? at : undefined;
}

/** The state that a name is near by its last word, or by its spelling: `VFIO_DEVICE_STATE_RUNING` is near RUNNING. */
export function getNearState(name: string, generation: Generation): string | undefined {
  const named = getNamedState(name, generation);
  if (named) return named.word;
  const words = listStateWords(generation);
  const plain = name.replace(/^.*(?:STATE_|::)/, '').toUpperCase();
  const close = findClosest(plain, words);
  return close !== undefined && isSlip(plain, close) ? close : undefined;
}

/** A typo begins like the word that was meant, and is about as long. */
const isSlip = (text: string, word: string): boolean =>
  text.slice(0, 2) === word.slice(0, 2) && Math.abs(text.length - word.length) <= 2;
