/**
 * Names of states that are not the kernel's, as VFIO_USER_DEVICE_STATE_STOP or MigState::StopCopy: they are the kernel's once
 * prefix, case and underscores are dropped. A name alone proves nothing; those of one prefix count where a stopped state, a
 * running one and one that moves data are among them.
 */

import type { Generation } from './kernel-name.ts';
import { getKernelName } from './kernel-name.ts';

interface Texts {
  readonly text: string;
  /** Lines that are not read as C, as in a branch of a conditional that is not taken; their names count all the same. */
  readonly unread?: string;
}

/** Those of libvfio-user are the kernel's by what it says itself. @source libvfio-user, include/vfio-user.h, vfio_user_device_mig_state */
const OF_SERVER = 'VFIO_USER_DEVICE_STATE';

/** The words of the kernel, longest first; as they stand at the end of a name. */
const WORDS: Readonly<Record<Generation, readonly string[]>> = {
  v1: ['RESUMING', 'RUNNING', 'SAVING', 'ERROR', 'STOP'],
  v2: ['PRE_COPY_P2P', 'RUNNING_P2P', 'STOP_COPY', 'PRE_COPY', 'RESUMING', 'RUNNING', 'ERROR', 'STOP'],
};

/** The word that a name is, or ends with behind an underscore or in capitals of its own; and what stands before it. */
export function splitStateName(
  name: string,
  generation: Generation,
): { readonly prefix: string; readonly word: string } | undefined {
  const plain = name.replaceAll('_', '').toUpperCase();
  for (const word of WORDS[generation]) {
    const bare = word.replaceAll('_', '');
    if (!plain.endsWith(bare)) continue;
    const prefix = cutEnd(name, bare.length);
    const rest = name.slice(prefix.length).replace(/^_/, '');
    const isWhole =
      prefix === '' || /[_:]$/.test(prefix) || name[prefix.length] === '_' || /^[A-Z][a-z]/.test(rest);
    if (isWhole) return { prefix: prefix.replace(/_+$/, ''), word };
  }
  return undefined;
}

/** A name without that many letters at its end, not counting underscores. */
function cutEnd(name: string, letters: number): string {
  let at = name.length;
  for (let left = letters; left > 0; at -= 1) if (name[at - 1] !== '_') left -= 1;
  return name.slice(0, at);
}

/** Whether names of one prefix are states: one is stopped, one runs, and one moves data. */
const isFamily = (words: ReadonlySet<string>): boolean =>
  words.has('STOP') &&
  words.has('RUNNING') &&
  ['RESUMING', 'SAVING', 'STOP_COPY', 'PRE_COPY'].some((word) => words.has(word));

const NAME = /\b[A-Za-z]\w*(?:STOP|RUNNING|SAVING|RESUMING|COPY|P2P|ERROR)\b/gi;

const families = new WeakMap<readonly Texts[], Map<Generation, ReadonlyMap<string, string>>>();

/** The names of state families in some texts, each with the kernel's name for it. */
export function findForeignNames(
  texts: readonly Texts[],
  generation: Generation,
): ReadonlyMap<string, string> {
  const known = families.get(texts) ?? new Map<Generation, ReadonlyMap<string, string>>();
  families.set(texts, known);
  const names = known.get(generation) ?? readForeignNames(texts, generation);
  known.set(generation, names);
  return names;
}

function readForeignNames(texts: readonly Texts[], generation: Generation): ReadonlyMap<string, string> {
  const all = new Set(texts.flatMap(({ text, unread = '' }) => `${text}\n${unread}`.match(NAME) ?? []));
  const byPrefix = new Map<string, Map<string, string>>();
  for (const name of all) {
    const split = splitStateName(name, generation);
    if (!split || split.prefix === '' || split.prefix === 'VFIO_DEVICE_STATE') continue;
    const group = byPrefix.get(split.prefix) ?? new Map<string, string>();
    byPrefix.set(split.prefix, group.set(name, split.word));
  }
  const found = new Map<string, string>();
  for (const [prefix, group] of byPrefix)
    if (prefix === OF_SERVER || isFamily(new Set(group.values())))
      for (const [name, word] of group) found.set(name, `VFIO_DEVICE_STATE_${word}`);
  return found;
}

/** The kernel's value for a foreign name, as C; undefined for any other. */
export function getForeignName(
  name: string,
  texts: readonly Texts[],
  generation: Generation,
): string | undefined {
  const kernel = findForeignNames(texts, generation).get(name);
  return kernel === undefined ? undefined : getKernelName(kernel, generation);
}
