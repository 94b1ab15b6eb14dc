/** `--names FROM=TO[,FROM=TO...]`: names of a text, each with the state of the kernel that it is read as. */

import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import { splitStateName } from '../../reader/text/foreign-name.ts';
import { listKernelNames } from '../../reader/text/kernel-name.ts';
import { findClosest } from '../nearest-word.ts';

const STATES = ['v1', 'v2'].flatMap((generation) =>
  listKernelNames(generation === 'v1' ? 'v1' : 'v2').filter((name) =>
    /^VFIO_DEVICE_STATE_(?!NR|MASK|V)/.test(name),
  ),
);

/** `parseNames('HALTED=STOP')` gives `{ HALTED: 'VFIO_DEVICE_STATE_STOP' }`. */
export function parseNames(text: string): Result<Readonly<Record<string, string>>> {
  const names = new Map<string, string>();
  const fail = (problem: string) => ({ ok: false as const, problem: `--names ${problem}` });
  for (const pair of text.split(',')) {
    const [, from, to] = /^\s*([A-Za-z_][\w:]*)=([\w:]+)\s*$/.exec(pair) ?? [];
    if (from === undefined || to === undefined)
      return fail(`${formatLiteral(pair)}: not of the form FROM=TO, such as HALTED=STOP`);
    const state = findState(to);
    if (state === undefined)
      return fail(
        `${formatLiteral(pair)}: the kernel has no state ${formatLiteral(to)}; the closest is ${findClosest(to, STATES)}`,
      );
    const known = names.get(from);
    if (known !== undefined && known !== state)
      return fail(`${formatLiteral(text)}: ${from} is read as two states, ${known} and ${state}`);
    const [other] = [...names].find(([name, each]) => each === state && name !== from) ?? [];
    if (other !== undefined)
      return fail(`${formatLiteral(text)}: ${other} and ${from} are both read as ${state}`);
    names.set(from, state);
  }
  return { ok: true, value: Object.fromEntries(names) };
}

/** The kernel's name of a state, which may be written without its prefix. */
function findState(text: string): string | undefined {
  const word = splitStateName(text, 'v2') ?? splitStateName(text, 'v1');
  const name = word && /^(?:VFIO_DEVICE_STATE)?$/.test(word.prefix) ? `VFIO_DEVICE_STATE_${word.word}` : text;
  return STATES.includes(name) ? name : undefined;
}
