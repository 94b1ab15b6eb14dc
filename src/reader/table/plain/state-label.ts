/** States as prose and other languages write them: `Stop`, `stop-copy`, `MigState::PreCopy`, `_SAVING|_RUNNING`, `011b`. */

import { splitStateName } from '../../text/foreign-name.ts';
import type { Generation } from '../../text/kernel-name.ts';
import { getKernelName } from '../../text/kernel-name.ts';

/** Labels that are read as the kernel's names. */
type Names = Readonly<Record<string, string>>;

/** What prose and Markdown put around names. */
const MARKUP = /^[\s*`"']+|[\s*`"':]+$/g;

/** What may come before a state: nothing, a type, or a prefix that mentions states. */
const PREFIX = /^$|::$|\.$|STATE$/i;

/** A cell without what is put around a name. */
export const toLabel = (text: string): string => text.replaceAll(MARKUP, '');

/** The value of a state by its label; undefined for any other text. */
export function parseLabel(text: string, generation: Generation, names: Names = {}): number | undefined {
  const label = toLabel(text);
  if (generation === 'v1' && /^(?:0b)?[01]{3}b?$/.test(label))
    return Number.parseInt(label.replace('0b', ''), 2);
  if (label === '' || label.length > 80) return undefined;
  const parts = generation === 'v1' ? label.split(/\s*[|+&]\s*/) : [label];
  let value = 0;
  for (const part of parts) {
    const own = parsePart(part, generation, names);
    if (own === undefined) return undefined;
    value |= own;
  }
  return value;
}

function parsePart(part: string, generation: Generation, names: Names) {
  const own = [part, part.split('::').at(-1) ?? ''].find((name) => Object.hasOwn(names, name));
  const chosen = own === undefined ? undefined : names[own];
  const plain = part.replaceAll(/[\s-]+/g, '_').replace(/^_+/, '');
  const split = splitStateName(plain, generation);
  if (chosen === undefined && (!split || !PREFIX.test(split.prefix))) return undefined;
  const value = getKernelName(chosen ?? `VFIO_DEVICE_STATE_${split?.word}`, generation);
  return value === undefined ? undefined : Number(value);
}

/** The generation of labels, by those that only one has; v2 where nothing decides. */
export function findLabelGeneration(labels: readonly string[], names: Names = {}): Generation {
  const isOnly = (one: Generation, other: Generation) => (label: string) =>
    parseLabel(label, one, names) !== undefined && parseLabel(label, other, names) === undefined;
  const [isV1, isV2] = [labels.some(isOnly('v1', 'v2')), labels.some(isOnly('v2', 'v1'))];
  return isV1 && !isV2 ? 'v1' : 'v2';
}

/** Whether labels name states: at least two do, and more than half of all. */
export function areStates(labels: readonly string[], names: Names = {}): boolean {
  const generation = findLabelGeneration(labels, names);
  const known = labels.filter((label) => parseLabel(label, generation, names) !== undefined);
  return known.length >= 2 && known.length * 2 > labels.length;
}
