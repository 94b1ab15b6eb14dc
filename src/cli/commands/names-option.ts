/** `--names FROM=TO[,FROM=TO...]`: names of a text, each with the state of the kernel that it is read as. */

import { formatLiteral } from '../../protocol/words/outside-text.ts';
import type { Result } from '../../protocol/words/result.ts';
import type { ChosenNames } from '../../reader/text/name/chosen-name.ts';
import { addName } from '../../reader/text/name/chosen-name.ts';

/** `parseNames('HALTED=STOP')` gives `{ HALTED: 'VFIO_DEVICE_STATE_STOP' }`. */
export function parseNames(text: string): Result<ChosenNames> {
  let names: ChosenNames = {};
  for (const pair of text.split(',')) {
    const fail = (problem: string) => ({
      ok: false as const,
      problem: `--names ${formatLiteral(pair)}: ${problem}`,
    });
    const [, from, to] = /^\s*([^=]*[^=\s])\s*=\s*([\w:]+)\s*$/.exec(pair) ?? [];
    if (from === undefined || to === undefined) return fail('not of the form FROM=TO, such as HALTED=STOP');
    const added = addName(names, from, to);
    if (!added.ok) return fail(added.problem.replace(/\.$/, ''));
    names = added.value;
  }
  return { ok: true, value: names };
}
