/**
 * Names of a text that may be states and are not the kernel's: what to ask the user. Three places have them: an entry of a table
 * whose name nothing defines, a comparison with a state that cannot be decided, and a text in which nothing is found, where names
 * of one prefix sound like a device that stops, runs and moves data.
 */

import type { ReviewInput, ReviewOptions } from '../../review-input.ts';
import type { Generation } from '../kernel-name.ts';
import { getKernelName, isOnlyIn } from '../kernel-name.ts';
import type { LocatedProblem } from '../problem.ts';
import type { Place, SourceLine } from '../source-line.ts';
import { getPlace } from '../source-line.ts';
import { getNamedState, getNearState } from './near-state.ts';

/** A name to ask about. */
export interface AskedName extends Place {
  readonly name: string;
  /** The state that it is near, without the kernel's prefix; null where it is near none. */
  readonly near: string | null;
}

/** A name that is read as a state by the user's choice, at its first place in the text. */
interface ReadName extends Place {
  readonly name: string;
  /** The kernel's name. */
  readonly as: string;
}

export interface Names {
  /** What can be chosen. */
  readonly generation: Generation;
  readonly asked: readonly AskedName[];
  readonly read: readonly ReadName[];
}

export const NO_NAMES: Names = { generation: 'v2', asked: [], read: [] };

/** More would be a form to fill in, not a question. */
const MOST_ASKED = 12;

interface Found {
  readonly lines: readonly SourceLine[];
  readonly inputs: readonly ReviewInput[];
  readonly problems: readonly LocatedProblem[];
}

/** What to ask about the names of a text, and which names were read by choice. */
export function findNames(found: Found, options: ReviewOptions): Names {
  const { lines, inputs, problems } = found;
  const chosen = options.names ?? {};
  const declined = options.notStates ?? [];
  const isChosen = (name: string) => Object.hasOwn(chosen, name);
  const generation = options.generation ?? inputs[0]?.generation ?? guessGeneration(lines);
  const unknown = [
    ...problems.flatMap(({ unknown: name, isApart, line, column }) =>
      name === undefined || isApart ? [] : [{ name, line, column }],
    ),
    ...inputs.flatMap(({ warnings }) =>
      warnings.flatMap(({ unknown: names = [], line }) =>
        names.flatMap((name) => findAt(lines, name, line) ?? []),
      ),
    ),
    ...findFamilies(lines, generation, inputs.length === 0, isChosen),
  ];
  const taken = new Set(Object.values(chosen).map((state) => state.replace('VFIO_DEVICE_STATE_', '')));
  const asked = new Map<string, AskedName>();
  for (const { name, line, column } of unknown.sort((a, b) => a.line - b.line)) {
    if (
      asked.has(name) ||
      isChosen(name) ||
      declined.includes(name) ||
      asked.size === MOST_ASKED ||
      !canBeState(name, generation)
    )
      continue;
    const near = getNearState(name, generation);
    const isFree = near !== undefined && !taken.has(near);
    if (isFree) taken.add(near);
    asked.set(name, { name, near: isFree ? near : null, line, column });
  }
  const read = Object.entries(chosen).flatMap(([name, as]) => {
    const place = getKernelName(as, generation) === undefined ? undefined : findAt(lines, name);
    return place ? [{ ...place, as }] : [];
  });
  return { generation, asked: [...asked.values()], read };
}

/** Flags, counts and masks of the header are no states, even misspelt. */
const canBeState = (name: string, generation: Generation): boolean =>
  name !== '' &&
  !/^VFIO_(?:MIG|MIGRATION|DEVICE_FEATURE|DEVICE_NUM)_|_(?:NR|NUM|MAX|MASK|COUNT|STATES)$/.test(name) &&
  getKernelName(name, generation) === undefined;

const guessGeneration = (lines: readonly SourceLine[]): Generation =>
  lines.some(({ text }) => (text.match(STATE_NAME) ?? []).some((name) => isOnlyIn(name, 'v1'))) ? 'v1' : 'v2';

const STATE_NAME = /\bVFIO_DEVICE_STATE_\w+/g;

/** Names that an expression compares something with, as in `new == MY_SAVE`, or that are all of it, as in `case MY_SAVE:`. */
export function listComparedNames(expression: string): readonly string[] {
  const names = [
    /^\s*([A-Z]\w*)\s*$/g,
    /[!=]=\s*\(*([A-Z]\w*)\b(?!\s*\()/g,
    /\b([A-Z]\w*)\s*\)*\s*[!=]=/g,
  ].flatMap((pattern) => Array.from(expression.matchAll(pattern), ([, name = '']) => name));
  return [...new Set(names)];
}

interface Named extends Place {
  readonly name: string;
}

const toPattern = (name: string) => name.replaceAll(/[^\w ]/g, String.raw`\$&`);

/** The first place of a name; with `from`, the first in that line or after it, else the first of all. */
function findAt(lines: readonly SourceLine[], name: string, from = 0): Named | undefined {
  const pattern = new RegExp(`(?<!\\w)${toPattern(name)}(?!\\w)`);
  let first: Named | undefined;
  for (const line of lines) {
    const { index } = pattern.exec(line.text) ?? {};
    if (index === undefined) continue;
    const found = { name, ...getPlace(line, index) };
    if (found.line >= from) return found;
    first ??= found;
  }
  return first;
}

const MOST_LINES = 5000;

/** Names of one prefix where one sounds stopped, one running, and one like data that is moved. */
function* findFamilies(
  lines: readonly SourceLine[],
  generation: Generation,
  isEmpty: boolean,
  isChosen: (name: string) => boolean,
): Generator<Named> {
  const families = new Map<string, Map<string, Named & { readonly word: string }>>();
  for (const line of isEmpty || lines.length < MOST_LINES ? lines.slice(0, MOST_LINES) : []) {
    if (/^\s*(?:>\s*)*-/.test(line.text)) continue;
    for (const { 0: name, index } of line.text.matchAll(NAME)) {
      const near = getNamedState(name, generation);
      if (!near || near.prefix === '' || near.prefix === 'VFIO_DEVICE_STATE') continue;
      const family = families.get(near.prefix) ?? new Map<string, Named & { readonly word: string }>();
      families.set(near.prefix, family);
      if (!family.has(name)) family.set(name, { name, word: near.word, ...getPlace(line, index) });
    }
  }
  for (const family of families.values()) {
    const words = new Set([...family.values()].map(({ word }) => word));
    const isOfDevice = words.has('STOP') && words.has('RUNNING') && MOVING.some((word) => words.has(word));
    if (isOfDevice && (isEmpty || [...family.keys()].some(isChosen)))
      for (const { name, line, column } of family.values()) yield { name, line, column };
  }
}

const NAME = /\b[A-Z][A-Z0-9]*_\w+\b/g;
const MOVING = ['RESUMING', 'SAVING', 'STOP_COPY', 'PRE_COPY'];
