/**
 * A name that nothing defines, or a value that is not constant, as a problem at its place with the closest known name.
 */

import type { CSource } from '../../c/syntax/c-source.ts';
import { createProblemAt } from '../../c/syntax/c-source.ts';
import type { Evaluated } from '../../c/value/c-evaluate.ts';
import type { Scope } from '../../c/value/c-scope.ts';
import { findClosestName, getSnippet } from '../../c/value/c-scope.ts';
import type { LocatedProblem } from '../problem.ts';
import { askAbout } from '../problem.ts';

type Failed = Extract<Evaluated, { ok: false }>;

/** The problem for what could not be evaluated; `what` names the place in the sentence. */
export function createUnknown(source: CSource, scope: Scope, failed: Failed, what: string): LocatedProblem {
  if (failed.name === null) {
    const snippet = getSnippet(source, failed.from, failed.to);
    return createProblemAt(source, failed.from, 'not-constant', {
      what: snippet === '' ? what : `${what}, ${snippet},`,
      why: failed.why,
    });
  }
  const name = failed.name.slice(0, 60);
  const closest = findClosestName(scope, name);
  const problem = createProblemAt(source, failed.from, 'unknown-name', {
    name,
    generation: scope.generation,
    hint: closest === undefined ? '' : ` The closest name is ${closest}.`,
  });
  return askAbout(problem, name);
}
