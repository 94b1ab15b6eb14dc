/**
 * A function that a driver gives to the core for changing the state, and that returns nothing but an errno, whatever it is
 * asked for. It has no arc, so it is no step function; that is said where nothing else is found in a text.
 */

import type { TextPart } from '../mail/read-text.ts';
import type { LocatedProblem } from '../text/problem.ts';
import type { CFunction } from './syntax/c-function.ts';
import { findFunctions } from './syntax/c-function.ts';
import { createProblemAt, createSource } from './syntax/c-source.ts';
import { findWithin } from './syntax/c-tree.ts';

const RETURNS = new Set(['ReturnStatement']);
const ERRNO = /^return\s*\(?\s*(?:ERR_PTR\s*\(\s*)?-\s*E[A-Z]{2,}\s*\)?\s*\)?\s*;$/;

/** Names of the function that the core calls, or that is given to it. */
const SETTER = /set_(?:mig_|migration_|device_|vfio_)*state/i;
const GIVEN = /\bmigration_set_state\s*=\s*&?(\w+)/g;

/** The problem with the first such function of a text. */
export function findRefusal(parts: readonly TextPart[]): LocatedProblem | undefined {
  for (const { files, levels } of parts) {
    const hunks = files.flatMap((file) => file.hunks.map((hunk) => hunk.new));
    for (const lines of hunks.length > 0 ? hunks : levels.slice(0, 1).map((level) => level.lines)) {
      if (!lines.some(({ text }) => SETTER.test(text))) continue;
      const source = createSource(lines, '');
      const given = new Set(Array.from(source.text.matchAll(GIVEN), ([, name = '']) => name));
      const found = findFunctions(source).find(
        (fn) => (given.has(fn.name) || isOfDevice(fn)) && refusesAll(fn),
      );
      if (found) return createProblemAt(source, found.from, 'refuses-all', { name: found.name });
    }
  }
  return undefined;
}

/** Other things have a state that is set: this one is the protocol's. */
const isOfDevice = ({ name, source, from, body }: CFunction): boolean =>
  SETTER.test(name) &&
  /\bVFIO_DEVICE_STATE_|\bvfio_device_mig_state\b/.test(source.text.slice(from, body.to));

function refusesAll({ source, body, isPartial, params }: CFunction): boolean {
  if (isPartial || params.length < 2) return false;
  const returns = findWithin(body, RETURNS).map(({ from, to }) => source.text.slice(from, to));
  return returns.length > 0 && returns.every((text) => ERRNO.test(text));
}
