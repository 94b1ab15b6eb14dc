/**
 * Names that a condition tests for a failure: returning one of them behind it is that failure. `if (ret)` and `if (IS_ERR(file))`
 * do; `if (!IS_ERR(file))` and `if (ret != -EOPNOTSUPP)` hold where all went well, so what is returned there may be a success.
 */

import type { CExpression } from '../syntax/c-expression.ts';
import type { CSource } from '../syntax/c-source.ts';
import { listKeys } from '../value/c-key.ts';
import { isTrue, toInt } from '../value/c-value.ts';
import type { Known, Run } from './c-condition.ts';
import { evaluateWith } from './c-condition.ts';

/** The names that are suspects where an undecided condition holds. */
export function listSuspects(run: Run, expression: CExpression, known: Known): Set<string> {
  const names = new Set(known.suspects);
  for (const name of listKeys(expression)) if (!holdsFor(run, expression, known, name)) names.add(name);
  return names;
}

/** What a name holds where all went well: 0, which is also no file, or a file. */
function holdsFor(run: Run, expression: CExpression, known: Known, name: string): boolean {
  const successes = isFile(run, name) ? [0, 1] : [0];
  return successes.some((success) => {
    const variables = new Map(known.variables).set(name, toInt(success));
    const value = evaluateWith(run, expression, { ...known, variables });
    return value.ok && isTrue(value.value);
  });
}

const files = new WeakMap<CSource, Map<string, boolean>>();

/** Whether it is declared as the file that a step may open. */
function isFile({ source }: Run, name: string): boolean {
  const known = files.get(source) ?? new Map<string, boolean>();
  files.set(source, known);
  const found =
    known.get(name) ??
    (/^\w+$/.test(name) && new RegExp(`\\bstruct\\s+file\\s*\\*\\s*${name}\\b`).test(source.text));
  known.set(name, found);
  return found;
}
