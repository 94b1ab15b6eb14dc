/** States as prose and other languages write them: `Stop`, `stop-copy`, `MigState::PreCopy`, `_SAVING|_RUNNING`, `011b`. */

import { splitStateName } from '../../text/foreign-name.ts';
import type { Generation } from '../../text/kernel-name.ts';
import { getKernelName } from '../../text/kernel-name.ts';

/** What prose and Markdown put around names. */
const MARKUP = /^[\s*`"']+|[\s*`"':]+$/g;

/** What may come before a state: nothing, a type, or a prefix that mentions states. */
const PREFIX = /^$|::$|\.$|STATE$/i;

/** The value of a state by its label; undefined for any other text. */
export function parseLabel(
  text: string,
  generation: Generation,
  names: Readonly<Record<string, string>> = {},
): number | undefined {
  const label = text.replaceAll(MARKUP, '');
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

function parsePart(part: string, generation: Generation, names: Readonly<Record<string, string>>) {
  const chosen = names[part] ?? names[part.split('::').at(-1) ?? ''];
  const plain = part.replaceAll(/[\s-]+/g, '_').replace(/^_+/, '');
  const split = splitStateName(plain, generation);
  if (chosen === undefined && (!split || !PREFIX.test(split.prefix))) return undefined;
  const value = getKernelName(chosen ?? `VFIO_DEVICE_STATE_${split?.word}`, generation);
  return value === undefined ? undefined : Number(value);
}

/** The generation of labels, by those that only one has; v2 where nothing decides. */
export function findLabelGeneration(labels: readonly string[]): Generation {
  const isV1 = labels.some(
    (label) => parseLabel(label, 'v2') === undefined && parseLabel(label, 'v1') !== undefined,
  );
  const isV2 = labels.some(
    (label) => parseLabel(label, 'v1') === undefined && parseLabel(label, 'v2') !== undefined,
  );
  return isV1 && !isV2 ? 'v1' : 'v2';
}

/** Whether labels name states: at least two do, and more than half of all. */
export function areStates(labels: readonly string[]): boolean {
  const known = labels.filter((label) => parseLabel(label, findLabelGeneration(labels)) !== undefined);
  return known.length >= 2 && known.length * 2 > labels.length;
}
